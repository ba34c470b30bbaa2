"""A card that is dropped on the photo room of a real window: a process of its own.

``python drop_session.py PROJECT CARD`` drops the folder, begins the import by Enter as soon as
the form lets it, and prints a line of JSON: milliseconds, what each turn of the window's event
loop took, and memory.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from benchmarks.stall_session import Player

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_PATIENCE_S = 900.0


def _memory_mb(pid: int) -> float:
    """Resident memory of a process, without what it shares with files."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    except OSError:
        return 0.0
    found = [line.split()[1] for line in lines if line.startswith("RssAnon")]
    return int(found[0]) / 1024 if found else 0.0


def _children() -> list[int]:
    own = os.getpid()
    return [
        int(pid) for task in Path(f"/proc/{own}/task").iterdir()
        for pid in (task / "children").read_text("ascii").split()
    ]  # fmt: skip


class Drop:
    """The window, the drop, and what is noted meanwhile."""

    def __init__(self, player: Player, card: Path) -> None:
        self.player, self.card = player, card
        self.turns: list[float] = []  # processor time on the window's thread, ms
        self.memory: list[tuple[float, float]] = []  # of the window, of the worker, MB
        self.times: dict[str, float] = {}  # ms
        self._began = self._looked = 0.0

    def play(self) -> dict[str, Any]:
        """Drops, waits for the end; what was noted."""
        from ui.photos.import_dialog import ImportDialog

        player = self.player
        player.window.open_project(player.project)
        player.rest(self._is_open)
        player.desk.show.room.emit("photos")
        player.rest()
        panel = player.room("photos")
        before = panel.model.rowCount()
        self._began = time.perf_counter()
        self._act(lambda: self._let_go(panel))
        (form,) = panel.findChildren(ImportDialog)
        self._until("first picture in the form", lambda: form.pictures.shown() > 0)
        self._until("all pictures in the form", lambda: form.pictures.shown() >= 7)
        self._until("the import may begin", form.may_begin)
        self._began = time.perf_counter()
        self._act(form.confirm)
        self._until("first tile after Import", lambda: self._tiles(panel, before) > 0)
        self._until(
            "all in sight are tiles", lambda: self._tiles(panel, before) >= self._seen(panel)
        )
        self._until("the import is over", lambda: not panel.run.is_running())
        player.rest()
        self._note()
        done = panel.run.sum()
        return {
            "times": self.times, "turns": self.turns, "memory": self.memory,
            "added": done.count("added"), "shown": panel.model.rowCount(),
            "load": os.getloadavg()[0],
        }  # fmt: skip

    def _is_open(self) -> bool:
        space = self.player.window.workspace
        return space is not None and self.player.desk.info is not None and space.is_complete

    def _let_go(self, panel: QWidget) -> None:
        from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
        from PySide6.QtGui import QDragEnterEvent, QDropEvent
        from PySide6.QtWidgets import QApplication

        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(self.card))])
        how = Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton
        keys = Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(panel, QDragEnterEvent(QPoint(60, 90), *how, keys))
        QApplication.sendEvent(panel, QDropEvent(QPointF(60, 90), *how, keys))

    def _tiles(self, panel: Any, before: int) -> int:
        """New photos in sight whose picture is painted: a frame was drawn since it came."""
        if panel.narrowing.among() is None or panel.model.rowCount() == before:
            return 0
        first, last = panel.grid.sight()
        rows = range(first, min(last, panel.model.rowCount() - 1) + 1)
        return sum(panel.model.pictures.get(panel.model.hash_at(row)) is not None for row in rows)

    def _seen(self, panel: Any) -> int:
        """How many photos the grid shows at once."""
        columns = panel.grid.places().columns()
        first, last = panel.grid.sight()
        return max(columns, last - first + 1)

    def _act(self, call: Callable[[], Any]) -> None:
        began = time.thread_time()
        call()
        self.turns.append((time.thread_time() - began) * 1000)

    def _until(self, name: str, ready: Callable[[], bool]) -> None:
        end = time.monotonic() + _PATIENCE_S
        while not ready():
            if time.monotonic() > end:
                raise TimeoutError(name)
            self._act(self._turn)
            if time.monotonic() - self._looked > 1:
                self._note()
        self._act(self._turn)
        self.times[name] = (time.perf_counter() - self._began) * 1000

    def _turn(self) -> None:
        from PySide6.QtCore import QCoreApplication, QEventLoop

        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def _note(self) -> None:
        self._looked = time.monotonic()
        worker = max((_memory_mb(pid) for pid in _children()), default=0.0)
        self.memory.append((_memory_mb(os.getpid()), worker))


def main() -> None:
    """Plays one drop."""
    parser = argparse.ArgumentParser()
    parser.add_argument("project", type=Path)
    parser.add_argument("card", type=Path)
    asked = parser.parse_args()
    from benchmarks.stall_session import Player

    player = Player(asked.project, "nothing", profile=False)
    try:
        print(json.dumps(Drop(player, asked.card).play()), flush=True)
    finally:
        player.close()


if __name__ == "__main__":
    main()
