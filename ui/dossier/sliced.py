"""Makes many widgets a few at a time, so that no frame waits for all of them."""

from __future__ import annotations

import time
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer

_SLICE_S = 0.008


class Sliced(QObject):
    """Runs one iterator in slices of time; each step of it makes a small part."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: Iterator[None] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._on_slice)

    def start(self, steps: Iterator[None]) -> None:
        """Begins anew, at once; what was not made yet of the former is never made."""
        self._steps = steps
        self._on_slice()

    def finish(self) -> None:
        """Makes all that is left, now."""
        self._timer.stop()
        steps, self._steps = self._steps, None
        for _ in steps or ():
            pass

    def _on_slice(self) -> None:
        end = time.perf_counter() + _SLICE_S
        while self._steps is not None and time.perf_counter() < end:
            try:
                next(self._steps)
            except StopIteration:
                self._steps = None
        if self._steps is None:
            self._timer.stop()
        else:
            self._timer.start()
