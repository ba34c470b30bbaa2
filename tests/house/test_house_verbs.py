"""The verbs of ``dev.sh`` that no other test goes through."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_that_the_script_of_the_pictures_starts_as_dev_sh_starts_it():
    lines = (ROOT / "dev.sh").read_text("utf-8").splitlines()
    (line,) = [line.strip() for line in lines if "exec" in line and "screenshots.py" in line]
    command = line.replace('"$venv/bin/python"', f'"{sys.executable}"').replace('"$@"', "--help")
    own = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        ["sh", "-c", command], cwd=ROOT, env=own, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "--only" in done.stdout
