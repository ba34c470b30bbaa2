"""A timer that runs out once: what comes several times in a moment is done once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, SignalInstance


def pause(owner: QObject, ms: int, slot: Callable[[], None] | SignalInstance) -> QTimer:
    """A timer of ``owner`` that calls ``slot``, or emits it, so long after its last start.

    Nought is after what the window has to do already; ``start`` may be given another time.
    """
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(ms)
    timer.timeout.connect(slot)
    return timer
