"""Faults of ours in the window itself: caught at the last place, told like those of the worker."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from types import TracebackType

from ui.tasks.wire import BugError


def as_bug(error: BaseException) -> BugError:
    """A raised error with its places, without its values."""
    lines = []
    for frame in traceback.extract_tb(error.__traceback__):
        place = frame.filename.replace("\\", "/")
        lines.append(f"{'/'.join(place.split('/')[-3:])}:{frame.lineno} {frame.name}")
    return BugError(type(error).__name__, str(error), "\n".join(lines))


def tell(how: Callable[[Exception], None]) -> None:
    """From now on what nobody caught is told by ``how``, and written to standard error as ever."""
    former = sys.excepthook

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        former(kind, error, trace)
        if isinstance(error, Exception):
            how(as_bug(error))

    sys.excepthook = hook
