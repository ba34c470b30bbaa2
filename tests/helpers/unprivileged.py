"""Runs code where permissions hold, also for root, to whom nothing is forbidden."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
_NOBODY = 65534


@contextmanager
def bound() -> Iterator[None]:
    """File permissions bind this process, which is the user nobody's where it was root's."""
    if os.name != "posix":
        pytest.skip("this machine lacks POSIX permissions")
    root = os.geteuid() == 0
    if root:
        os.seteuid(_NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def greenshield(*words: object) -> tuple[int, dict[str, Any]]:
    """Exit code and JSON of one command in a process of its own, bound by file permissions."""
    if os.name != "posix":
        pytest.skip("this machine lacks POSIX permissions")
    bound: list[str] = []
    if os.geteuid() == 0:
        setpriv = shutil.which("setpriv")
        if setpriv is None:
            pytest.skip("this machine lacks setpriv")
        bound = [setpriv, "--bounding-set", "-dac_override,-dac_read_search"]
    command = [*bound, sys.executable, "-m", "greenshield", *map(str, words), "--json"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return done.returncode, found
