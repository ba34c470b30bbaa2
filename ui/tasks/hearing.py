"""Answers go to nobody whose widget is gone: a dialog may be closed while the worker is busy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from shiboken6 import isValid


def can_hear(function: Callable[..., Any]) -> bool:
    """False where what a function belongs to, or has taken along, is destroyed in Qt."""
    return all(isValid(owner) for owner in _owners(function))


def heard(function: Callable[..., Any] | None) -> Callable[..., None]:
    """The same function, which does nothing once its owner is destroyed; None does nothing."""

    def call(*args: Any) -> None:
        if function is not None and can_hear(function):
            function(*args)

    return call


def _owners(function: Callable[..., Any]) -> Iterator[QObject]:
    """The Qt objects that a method, a closure or a partial function holds directly."""
    inner = function
    while isinstance(inner, partial):
        yield from (a for a in (*inner.args, *inner.keywords.values()) if isinstance(a, QObject))
        inner = inner.func
    for value in getattr(inner, "__defaults__", None) or ():  # a lambda with its owner as default
        if isinstance(value, QObject):
            yield value
    bound = getattr(inner, "__self__", None)
    if isinstance(bound, QObject):
        yield bound
    for cell in getattr(getattr(inner, "__func__", inner), "__closure__", None) or ():
        try:
            held = cell.cell_contents
        except ValueError:
            continue  # not filled yet
        if isinstance(held, QObject):
            yield held
