"""From the start of the program to a window that can be used, beside an empty window.

The floor is an empty PySide6 window with a pyqtgraph plot in it, shown and painted once. Ours is
the start page, and the sample project with its map drawn to the last pixel and the list of work
filled: measured in a process of its own from its start to its end. The other rooms are made
afterwards, one after the other, while the window is in use.
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
"""

# As ui.app does it, but that it ends when all is at rest.
OURS = """
import sys
from pathlib import Path
from ui.tasks import child
if __name__ == "__main__":
    from multiprocessing import freeze_support
    worker = child.start()
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication
    from ui import language
    from ui.desk import Desk
    from ui.look import theme
    from ui.main_window import MainWindow
    from ui.prefs import Prefs
    from ui.tasks.office import Office
    sys.setswitchinterval(0.0005)
    app = QApplication([])
    language.set_language(app, "zh")
    theme.apply(app, "light")
    desk = Desk(Office(worker), Prefs())
    window = MainWindow(desk)
    window.show()
    project = sys.argv[1] if len(sys.argv) > 1 else ""
    if project:
        window.open_project(Path(project))
        QTimer.singleShot(0, window.prepare)
    def usable():
        if not project:
            return True
        space = window.workspace
        if space is None or "work" not in space.rooms:
            return False
        drawn = not space.map.loader.is_busy and not space.map.canvas.is_drawing
        return drawn and space.rooms["work"].list.model().rowCount() > 0
    def look():
        if usable():
            app.quit()
    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(1)
    app.exec()
    print("READY", flush=True)
    worker.process.kill()
    import os
    os._exit(0)
"""


def seconds(script: Path, *arguments: str) -> float:
    """One run, from the start of the interpreter to its last line."""
    began = time.perf_counter()
    subprocess.run([sys.executable, str(script), *arguments], check=True, capture_output=True)
    return time.perf_counter() - began


def main() -> None:
    """Makes the sample, takes turns, prints medians and ratios."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ |= {
            "GREENSHIELD_HOME": str(folder / "home"),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
            "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
            "PYTHONPATH": str(ROOT),
        }
        demo = [sys.executable, "-m", "greenshield", "demo", str(folder / "demo"), "--json"]
        subprocess.run(demo, check=True, capture_output=True)
        empty, ours = folder / "empty.py", folder / "ours.py"
        empty.write_text(EMPTY, "utf-8")
        ours.write_text(OURS, "utf-8")
        project = str(folder / "demo" / "project")
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
