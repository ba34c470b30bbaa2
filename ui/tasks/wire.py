"""What the window and its worker say to each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from greenshield.domain import errors
from greenshield.domain.errors import GreenShieldError, Missing, too_long
from greenshield.project.changes import Changes

WRITE, READ, PICTURE, COUNT = "write", "read", "picture", "count"
LANES = (WRITE, READ, PICTURE, COUNT)


@dataclass(frozen=True, slots=True)
class Run:
    """Do this.

    Attributes:
        task: the number by which answers name it.
        lane: one of ``LANES``.
        call: a module-level function whose first argument is a ``Work``.
    """

    task: int
    lane: str
    call: Callable[..., Any]
    args: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Cancel:
    """Never mind that."""

    task: int


@dataclass(frozen=True, slots=True)
class Stop:
    """Put everything away and end."""


@dataclass(frozen=True, slots=True)
class Step:
    """How far a task is; ``what`` is a message code."""

    task: int
    what: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Told:
    """Something a task has ready before its end."""

    task: int
    value: Any


@dataclass(frozen=True, slots=True)
class Done:
    """A task's result, and what it changed."""

    task: int
    value: Any
    changes: Changes = field(default_factory=Changes)


@dataclass(frozen=True, slots=True)
class Failed:
    """A task that raised: a coded error of the core, or a fault of ours."""

    task: int
    kind: str
    code: str
    params: dict[str, Any] = field(default_factory=dict)
    missing: tuple[Missing, ...] = ()
    trace: str = ""

    def error(self) -> Exception:
        """The error, to be raised or shown in the window."""
        known = getattr(errors, self.kind, None)
        if isinstance(known, type) and issubclass(known, GreenShieldError):
            return known(self.code, missing=self.missing, **self.params)
        return BugError(self.kind, self.code, self.trace)


class BugError(Exception):
    """A fault of the program, with where it happened; no data of the project.

    Args:
        kind: the class of what was raised.
        told: its text, which may hold data: shown, never put into a report unasked.
        trace: the lines of the program that led there.
    """

    def __init__(self, kind: str, told: str, trace: str) -> None:
        super().__init__(kind, told, trace)
        self.kind, self.told, self.trace = kind, told, trace

    def __str__(self) -> str:
        return f"{self.kind}: {self.told}"


def failed(task: int, error: BaseException, trace: str) -> Failed:
    """What an exception becomes on its way to the window."""
    error = too_long(error) or error
    if isinstance(error, GreenShieldError):
        return Failed(task, type(error).__name__, error.code, error.params, error.missing)
    return Failed(task, type(error).__name__, str(error)[:2000], trace=trace)
