"""From the start of the program to a window that can be used, beside an empty window.

The floor is an empty PySide6 window with a pyqtgraph plot in it, shown and painted once. Ours is
the start page, and the sample project with its map drawn to the last pixel and the list of work
filled: measured from the start of a process of its own. The other rooms are made afterwards,
one after the other, while the window is in use.
Run with ``python benchmarks/bench_start.py``; medians, taking turns.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TURNS = 5

EMPTY = """
import pyqtgraph as pg
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.setCentralWidget(pg.PlotWidget())
window.show()
app.processEvents()
print("READY", flush=True)
"""

# What ``greenshield gui`` does, but that it ends when all is at rest.
OURS = """
import os
import sys
if __name__ == "__main__":
    from greenshield.cli import main
    words = ["gui", *sys.argv[1:]]
    given = main.build_parser(["gui"]).parse_args(words)
    from ui import app
    started = app.start(sys.argv[1:])
    from PySide6.QtCore import QTimer
    def is_usable():
        if not given.project:
            return True
        space = started.window.workspace
        if space is None or "work" not in space.rooms:
            return False
        return not space.map.is_busy and space.rooms["work"].list.model().rowCount() > 0
    def look():
        if is_usable():
            print("READY", flush=True)
            started.app.quit()
    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(1)
    started.app.exec()
    started.window.desk.office._child.process.kill()
    os._exit(0)
"""


def seconds(script: Path, *arguments: str) -> float:
    """One run, from the start of the interpreter to the word that it is ready."""
    began = time.perf_counter()
    words = [sys.executable, str(script), *arguments]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        told = process.stdout.readline()
        taken = time.perf_counter() - began
        rest = process.communicate()[1]
    if told.strip() != b"READY":
        raise RuntimeError(rest.decode(errors="replace"))
    return taken


def main() -> None:
    """Makes the sample, takes turns, prints medians and ratios."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ |= {
            "GREENSHIELD_HOME": str(folder / "home"),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
            "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
            "PYTHONPATH": str(ROOT),
            # As where it is installed: the bytecode of our modules is there, as pip leaves it.
            "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
        }
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        demo = [sys.executable, "-m", "greenshield", "demo", str(folder / "demo"), "--json"]
        subprocess.run(demo, check=True, capture_output=True)
        empty, ours = folder / "empty.py", folder / "ours.py"
        empty.write_text(EMPTY, "utf-8")
        ours.write_text(OURS, "utf-8")
        project = str(folder / "demo" / "project")
        for words in ((empty,), (ours,), (ours, project)):
            seconds(*words)
        runs: dict[str, list[float]] = {"empty": [], "start page": [], "sample project": []}
        for _ in range(TURNS):
            runs["empty"].append(seconds(empty))
            runs["start page"].append(seconds(ours))
            runs["sample project"].append(seconds(ours, project))
    floor = statistics.median(runs["empty"])
    print(f"empty PySide6 + pyqtgraph window: {floor * 1000:.0f} ms")
    for what in ("start page", "sample project"):
        taken = statistics.median(runs[what])
        print(f"{what}: {taken * 1000:.0f} ms, {taken / floor:.2f} x floor")


if __name__ == "__main__":
    main()
