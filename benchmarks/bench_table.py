"""The ledger's table over 160,000 issues: first rows, filters, orders, scrolling.

Run with ``python benchmarks/bench_table.py [--rows N] [--turns N] [--data FOLDER]``. Beside it,
on the same rows and in the same run: a Python list under QSortFilterProxyModel, which is what
one writes first, and QGIS's attribute table where ``python3-qgis`` is installed. Making the
project takes two milliseconds an issue, once; it is kept in FOLDER. Milliseconds; medians of all
turns; frames as median, 99th percentile and worst.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
SIZE = (1300, 760)
SORTS = ("facility_name", "area_rs", "deadline", "state")
PEER_PYTHON = "/usr/bin/python3"  # where Debian's own packages are


def timed(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def frames(view: Any, steps: Callable[[int, int], int], count: int) -> tuple[str, str]:
    """Scrolls and paints: clock and processor time; ``steps`` says where the bar stands."""
    from PySide6.QtWidgets import QApplication

    bar = view.verticalScrollBar()
    took, computed = [], []
    for n in range(count):
        start, began = time.perf_counter(), time.process_time()
        bar.setValue(steps(n, bar.maximum()))
        view.viewport().repaint()
        took.append((time.perf_counter() - start) * 1000)
        computed.append((time.process_time() - began) * 1000)
        QApplication.processEvents()
    return told(took), told(computed)


def told(took: list[float]) -> str:
    took = sorted(took)
    worst = took[min(len(took) - 1, int(len(took) * 0.99))]
    return f"{statistics.median(took):.1f} / {worst:.1f} / {took[-1]:.1f}"


def wheel(n: int, _: int) -> int:
    return n * 3


def jump(n: int, most: int) -> int:
    return (n * 7919) % max(1, most)


class Ours:
    """The window's panel with its worker."""

    name, sorts = "green shield", SORTS

    def __init__(self, project: Path, folder: Path) -> None:
        from ui.desk import Desk
        from ui.ledger.panel import LedgerPanel
        from ui.prefs import Prefs
        from ui.tasks import child
        from ui.tasks.office import Office

        self.office = Office(child.start())
        self.desk = Desk(self.office, Prefs(folder / "window.json"))
        self.desk.trouble.connect(lambda error, _: print("trouble:", error))
        self.panel = LedgerPanel(self.desk)
        self.panel.answered.connect(self._note)
        self._answers = 0
        self.panel.resize(*SIZE)
        self.panel.show()
        opened: list[Any] = []
        self.desk.open(project, read_only=True, done=opened.append)
        self._until(lambda: bool(opened))
        self.view = self.panel.table

    def load(self) -> None:
        self._ask(lambda: self.panel.show_filter({}))

    def sort(self, column: str) -> None:
        from greenshield.domain.ledger_filter import Sort

        self._ask(lambda: self.panel.model.sort_asked.emit(Sort(column)))

    def filter(self) -> None:
        self._ask(lambda: self.panel.show_filter({"states": ["rectifying"]}))

    def search(self) -> None:
        self._ask(lambda: self.panel.show_filter({"text": "采石场12"}))

    def settle(self) -> None:
        self._until(self._shown)

    def waits(self) -> str:
        """From a jump to rows that are there, in milliseconds."""
        took = []
        for n in range(60):
            bar = self.view.verticalScrollBar()
            took.append(timed(lambda n=n, bar=bar: (bar.setValue(jump(n, bar.maximum())),
                                                    self._until(self._shown))))  # fmt: skip
        return told(took)

    def close(self) -> None:
        done: list[bool] = []
        self.desk.close(lambda: done.append(True))
        self._until(lambda: bool(done))
        self.panel.close()
        self.office.stop()

    def _ask(self, call: Callable[[], None]) -> None:
        self._answers = 0
        call()
        self._until(lambda: self._answers > 0)
        self._until(self._shown)

    def _note(self) -> None:
        self._answers += 1

    def _shown(self) -> bool:
        """The rows in sight have their words."""
        model, view = self.panel.model, self.view
        if not model.rowCount():
            return True
        last = view.rowAt(view.viewport().height() - 1)
        rows = range(max(0, view.rowAt(0)), (last if last >= 0 else model.rowCount() - 1) + 1)
        return all(model.known(model.keys.at(row)) is not None for row in rows)

    def _until(self, done: Callable[[], bool]) -> None:
        from PySide6.QtCore import QEventLoop, QTimer
        from PySide6.QtWidgets import QApplication

        wakes = QTimer()
        wakes.start(2)
        while not done():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


class Proxy:
    """A Python list of rows, a model over it, QSortFilterProxyModel over that."""

    name, sorts = "list + QSortFilterProxyModel", SORTS[:1]  # each half a minute

    def __init__(self, project: Path, _: Path) -> None:
        from PySide6.QtWidgets import QTableView

        from benchmarks.table_proxy import ListModel, StateFilter

        self._project, self._model, self._proxy = project, ListModel(), StateFilter()
        self.view = QTableView()
        self.view.resize(*SIZE)
        self.view.verticalHeader().setDefaultSectionSize(24)
        self.view.setModel(self._proxy)
        self.view.show()

    def load(self) -> None:
        self._proxy.wanted, self._proxy.word = "", ""
        self._model.read(self._project)
        self._proxy.setSourceModel(self._model)
        self.settle()

    def sort(self, column: str) -> None:
        self._proxy.sort(self._model.names.index(column))
        self.settle()

    def filter(self) -> None:
        self._proxy.restrict("rectifying", "")
        self.settle()

    def search(self) -> None:
        self._proxy.restrict("", "采石场12")
        self.settle()

    def settle(self) -> None:
        self.view.viewport().repaint()

    def close(self) -> None:
        self.view.close()


def measure(peer_of: Any, turns: int, *places: Path) -> dict[str, str]:
    """One peer's figures, in text."""
    out: dict[str, list[float]] = {}

    def note(name: str, work: Callable[..., Any], *args: Any) -> None:
        out.setdefault(name, []).append(timed(lambda: work(*args)))

    lines: dict[str, str] = {}
    for turn in range(turns):
        peer = peer_of(*places)
        note("rows on the screen, first", peer.load)
        for column in peer.sorts:
            note(f"sort by {column}, first", peer.sort, column)
            peer.sort("number")
            note(f"sort by {column}, again", peer.sort, column)
        note("filter by state", peer.filter)
        note("filter by text", peer.search)
        peer.load()
        if turn == turns - 1:
            for name, steps, count in (("wheel", wheel, 400), ("jumps", jump, 200)):
                clock, processor = frames(peer.view, steps, count)
                lines |= {f"a frame, {name}": clock, f"a frame, {name}, processor": processor}
                peer.settle()
            if hasattr(peer, "waits"):
                lines["a jump until its rows are there"] = peer.waits()
        peer.close()
    return {name: f"{statistics.median(took):.0f}" for name, took in out.items()} | lines


def qgis(project: Path, turns: int) -> dict[str, str]:
    """The same by QGIS's own attribute table, in the Python that has it."""
    if not Path(PEER_PYTHON).exists():
        return {}
    with tempfile.TemporaryDirectory() as scratch:
        # GDAL never opens a project of ours that we have open; QGIS gets a copy.
        copy = Path(scratch) / "issues.gpkg"
        shutil.copyfile(project / "project.gpkg", copy)
        done = subprocess.run(
            [PEER_PYTHON, str(HERE / "table_qgis.py"), str(copy), str(turns), *SORTS],
            capture_output=True, text=True, encoding="utf-8", check=False,
            env={"QT_QPA_PLATFORM": "offscreen", "PATH": os.environ["PATH"], "HOME": scratch,
                 "XDG_RUNTIME_DIR": scratch},
        )  # fmt: skip
    if done.returncode:
        print("QGIS was not measured:", (done.stderr.strip().splitlines() or ["?"])[-1])
        return {}
    return dict(line.split("\t") for line in done.stdout.splitlines() if "\t" in line)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=160_000)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--data", type=Path)
    asked = parser.parse_args()

    from benchmarks.home import own_home
    from benchmarks.ledger_project import make

    folder = own_home(asked.data)
    project = make(folder, asked.rows)

    from PySide6.QtWidgets import QApplication

    from ui.look import theme

    app = QApplication([])
    theme.apply(app, "light")
    found: dict[str, dict[str, str]] = {}
    for peer in (Ours, Proxy):
        found[peer.name] = measure(peer, asked.turns, project, folder)
        print(f"measured: {peer.name}", file=sys.stderr, flush=True)
    found["QGIS"] = qgis(project, asked.turns)
    size, load = f"a table of {SIZE[0]} x {SIZE[1]}", os.getloadavg()[0]
    print(f"{asked.rows} issues, {size}; ms, frames as p50 / p99 / worst; load {load:.1f}")
    print(f"{'':<34}" + "".join(f"{name:>30}" for name in found))
    for line in found[Ours.name]:
        print(f"{line:<34}" + "".join(f"{one.get(line, '–'):>30}" for one in found.values()))
    for name, one in list(found.items())[1:]:
        for line in ("rows on the screen, first", "sort by facility_name, again"):
            if line in one:
                ratio = float(found[Ours.name][line]) / max(1.0, float(one[line]))
                print(f"{line}: ours / {name} {ratio:6.3f} x")


if __name__ == "__main__":
    main()
