"""What a call in the worker is given, and what a call that writes gives back.

This module is loaded in both processes: it knows no Qt and no service.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from greenshield.domain.errors import UsageError
from greenshield.project.changes import Changes

if TYPE_CHECKING:
    from greenshield.project.project import Project
    from greenshield.services.progress import Progress
    from greenshield.services.session import Session
    from ui.tasks.holder import Holder


LEAVES_PROJECT = "leaves_project"
_Call = TypeVar("_Call", bound=Callable[..., Any])


def leaves_project(call: _Call) -> _Call:
    """Marks a call of the write lane that opens or closes a project: readers are gone before."""
    setattr(call, LEAVES_PROJECT, True)
    return call


@dataclass(slots=True)
class Work:
    """One call's surroundings.

    Attributes:
        progress: told how far the call is; raises where the person cancelled.
        tell: sends an intermediate value to the window, such as one thumbnail of many.
        lane: on which lane the call runs.
        holder: which project is open, for the few calls that open and close.
    """

    progress: Progress
    tell: Callable[[Any], None]
    lane: str
    holder: Holder

    @property
    def session(self) -> Session:
        """The open project and who acts; read-only on every lane but the write lane.

        Raises:
            UsageError: ``no_project_open``.
        """
        session = self.holder.session(self.lane)
        if session is None:
            raise UsageError("no_project_open")
        return session

    @property
    def project(self) -> Project:
        """The open project.

        Raises:
            UsageError: ``no_project_open``.
        """
        return self.session.project


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a writing call found out, and what it changed."""

    value: Any = None
    changes: Changes = field(default_factory=Changes)
