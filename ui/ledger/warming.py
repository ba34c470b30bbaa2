"""Gets the shown columns ready to be sorted by, one at a time, while the worker has nothing to do.

The first sort by a text reads and orders all its values, over a second at 160,000 issues.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer

from ui.desk import Desk
from ui.ledger import calls

_PAUSE_MS = 700
_LEAST = 5000  # issues; fewer are sorted at once anyway


class Warming(QObject):
    """Works through the columns of one open project."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._left: list[str] = []
        self._done: set[str] = set()
        self._next = QTimer(self)
        self._next.setInterval(_PAUSE_MS)
        self._next.timeout.connect(self._on_next)

    def begin(self, names: Iterable[str], issues: int) -> None:
        """Says which columns are shown, and of how many issues."""
        self._left = [name for name in names if name not in self._done]
        if self._left and issues >= _LEAST:
            self._next.start()

    def stop(self) -> None:
        """Nothing is ready any more, and nothing is wanted."""
        self._next.stop()
        self._left.clear()
        self._done.clear()

    def _on_next(self) -> None:
        if not self._left:
            self._next.stop()
        elif not self._desk.office.tasks():
            name = self._left.pop(0)
            self._done.add(name)
            # Not being ready is no trouble: the sort itself would tell of one.
            self._desk.ask(calls.prepare, name, failed=lambda _: None, key="ledger.prepare")
