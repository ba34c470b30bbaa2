"""The window as a process of its own, ended by a terminal or by the system."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from greenshield.project import page_sums
from greenshield.project.layout import Layout
from greenshield.services import session

_PATIENCE_S = 60.0
_SIGNALS = ("INT", "TERM", "HUP")


def wait_for(what: Callable[[], bool]) -> None:
    late = time.monotonic() + _PATIENCE_S
    while not what():
        assert time.monotonic() < late
        time.sleep(0.02)


def children(process: int) -> list[int]:
    """Those of a process that are alive, its worker among them."""
    listed = Path(f"/proc/{process}/task/{process}/children")
    return [int(word) for word in listed.read_text("ascii").split()]


def is_alive(process: int) -> bool:
    try:
        told = Path(f"/proc/{process}/stat").read_text("utf-8")
    except OSError:
        return False
    return told.rpartition(")")[2].split()[0] != "Z"


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A folder that names the window as an installer does, also where nothing is installed."""
    info = tmp_path / "installed" / "ownface-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: ownface\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[greenshield.faces]\nwindow = ui.app:main\n")
    return info.parent


@pytest.fixture
def started(
    sample_project: Path, repository: Path, installed: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """``greenshield gui`` with the sample open for writing, in a group of its own."""
    layout = Layout(sample_project)
    page_sums.write_open(layout.sums)  # as once something was written: closing takes them anew
    # A test run in the background of a shell ignores Ctrl+C, and what it starts would as well.
    deaf_to_nothing = ["env", *(f"--default-signal={name}" for name in _SIGNALS)]
    process = subprocess.Popen(
        [*deaf_to_nothing, sys.executable, "-m", "greenshield", "gui", str(sample_project)],
        cwd=repository, env={**os.environ, "PYTHONPATH": f"{installed}{os.pathsep}{repository}"},
        stderr=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    try:
        wait_for(lambda: layout.lock.stat().st_size > 0 or process.poll() is not None)
        assert process.poll() is None, process.communicate()[1].decode()
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize(("name", "whole_group"), [("INT", True), ("TERM", False), ("HUP", True)])
def test_that_a_signal_ends_window_and_worker_in_good_order(
    started: subprocess.Popen[bytes], sample_project: Path, name: str, whole_group: bool
) -> None:
    below = children(started.pid)
    assert len(below) >= 1
    number = getattr(signal, f"SIG{name}")
    (os.killpg if whole_group else os.kill)(started.pid, number)
    told = started.communicate(timeout=_PATIENCE_S)[1].decode()
    assert started.returncode == 128 + number, told
    assert "Traceback" not in told
    wait_for(lambda: not any(is_alive(process) for process in below))
    layout = Layout(sample_project)
    assert page_sums.state(layout.sums) == "closed"
    assert not layout.wal.exists()
    with session.writing(sample_project) as opened:
        assert opened.project.rows("PRAGMA quick_check") == [{"quick_check": "ok"}]
