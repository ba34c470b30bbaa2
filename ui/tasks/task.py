"""One thing asked of the worker, as the window sees it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal


class Task(QObject):
    """A task that waits, runs, or is over.

    Attributes:
        number: by which the worker's answers name it.
        title: what the status bar calls it, "" for one too small to be told of.
        what, done, total: how far it is; ``total`` 0 where that is not known.
        is_over, is_done: it has ended; it has ended well.
        counts_on: what it tells is heard also once it is cancelled.

    Signals:
        stepped: it came further.
        stopping: it was cancelled, and ends as soon as what it is at is finished.
        ended: it is over.
    """

    stepped = Signal()
    stopping = Signal()
    ended = Signal()

    def __init__(self, number: int, lane: str, title: str, cancel: Callable[[Task], None]) -> None:
        super().__init__()
        self.number, self.lane, self.title = number, lane, title
        self.what, self.done, self.total = "", 0, 0
        self.began = time.monotonic()
        self.is_over = self.is_done = False
        self.is_cancelled = self.counts_on = False
        self.on_done: Callable[[Any], None] | None = None
        self.on_failed: Callable[[Exception], None] | None = None
        self.on_told: Callable[[Any], None] | None = None
        self._cancel = cancel

    def cancel(self) -> None:
        """Asks the worker to stop at its next step; what was stored until then stays."""
        if not self.is_over and not self.is_cancelled:
            self.is_cancelled = True
            self._cancel(self)
            self.stopping.emit()

    def step(self, what: str, done: int, total: int) -> None:
        """Notes how far it is."""
        self.what, self.done, self.total = what, done, total
        self.stepped.emit()

    def remaining_s(self) -> float | None:
        """How long it may still take, by the pace so far; None where that is not known."""
        if not self.total or not self.done:
            return None
        spent = time.monotonic() - self.began
        return spent / self.done * max(0, self.total - self.done)
