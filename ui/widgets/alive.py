"""Answers for a widget that may be gone when they come."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject
from shiboken6 import isValid


def heard_by(owner: QObject, function: Callable[..., Any]) -> Callable[..., None]:
    """The same function, which does nothing once its owner is destroyed.

    A dialog can be closed while the worker is still at what it asked for.
    """

    def heard(*args: Any) -> None:
        if isValid(owner):
            function(*args)

    return heard
