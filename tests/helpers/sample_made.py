"""The sample county, made by the public command: once for all processes of a test run.

``GREENSHIELD_TEST_SAMPLE`` names a folder in which it is kept from run to run, for who runs a few
tests over and over. Another schema of the project has a folder of its own beside that one.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

_PATIENCE_S = 900


def sample_in(folder: Path, source: Path) -> Path:
    """A folder with ``demo/``, ``told.txt`` and the maker's ``home/``, made by the first that asks.

    Args:
        folder: the same for all processes of a run.
        source: the checkout.
    """
    ready = folder / "ready"
    try:
        folder.mkdir(parents=True)
    except FileExistsError:
        _wait_for(ready)
        return folder
    home = folder / "home"
    env = os.environ | {
        "HOME": str(home),
        "GREENSHIELD_HOME": str(home / "greenshield"),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        "PYTHONPATH": str(source),
    }
    command = [sys.executable, "-m", "greenshield", "demo", str(folder / "demo"), "--lang", "zh"]
    done = subprocess.run(command, env=env, check=False, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stdout[-3000:] + done.stderr[-3000:])
    (folder / "told.txt").write_text(done.stdout, "utf-8")
    ready.touch()
    return folder


def _wait_for(ready: Path) -> None:
    end = time.monotonic() + _PATIENCE_S
    while not ready.exists():
        if time.monotonic() > end:
            raise TimeoutError(f"{ready} never came; remove its folder")
        time.sleep(0.2)
