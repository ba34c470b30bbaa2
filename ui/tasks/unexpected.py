"""Faults of ours in the window itself: caught at the last place, told like those of the worker."""

from __future__ import annotations

import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING

from ui.tasks.wire import BugError

if TYPE_CHECKING:
    from PySide6.QtCore import QTimer

_QUIET_S = 30.0  # the same fault is told again when it was not met for so long


def as_bug(error: BaseException) -> BugError:
    """A raised error with its places, without its values."""
    lines = []
    for frame in traceback.extract_tb(error.__traceback__):
        place = frame.filename.replace("\\", "/")
        lines.append(f"{'/'.join(place.split('/')[-3:])}:{frame.lineno} {frame.name}")
    return BugError(type(error).__name__, str(error), "\n".join(lines))


@contextmanager
def stopping(timer: QTimer) -> Iterator[None]:
    """Around one turn of a timer that goes on by itself: a fault would come back with each turn."""
    try:
        yield
    except BaseException:
        timer.stop()
        raise


def tell(how: Callable[[Exception], None]) -> None:
    """From now on what nobody caught is told by ``how``, and written to standard error as ever.

    A fault that comes back, such as one of painting, is told once and not with each of its boxes.
    """
    former = sys.excepthook
    met: dict[tuple[str, str], float] = {}

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        former(kind, error, trace)
        if isinstance(error, Exception):
            bug, now = as_bug(error), time.monotonic()
            last = met.get((bug.kind, bug.trace))
            met[bug.kind, bug.trace] = now
            if last is None or now - last > _QUIET_S:
                how(bug)

    sys.excepthook = hook
