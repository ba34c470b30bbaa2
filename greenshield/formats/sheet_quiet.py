"""Keeps the Rust reader's panic reports off standard error.

A panic reaches us as an exception and becomes a coded refusal; what the Rust runtime prints of
it before would stand as a traceback in front of the user.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Generator
from contextlib import contextmanager

_LOCK = threading.Lock()  # two threads must not put back each other's redirection


@contextmanager
def quiet() -> Generator[None, None, None]:
    """Sends file descriptor 2 to nowhere for the length of the block."""
    with _LOCK:
        try:
            kept = os.dup(2)
        except OSError:  # a windowed program has no standard error
            yield
            return
        try:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, 2)
            os.close(nowhere)
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)
