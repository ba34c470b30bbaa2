"""Lets Python's collector rest while much is made that stays."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def resting() -> Iterator[None]:
    """No collection meanwhile; as before afterwards.

    The rows of a long list are a million objects without a circle among them: looking through all
    of them time and again for waste took a tenth of the time of an import, and found none.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
