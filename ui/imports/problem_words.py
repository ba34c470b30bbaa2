"""The sentences of a row's problem."""

from __future__ import annotations

from greenshield.domain.errors import Problem
from ui.widgets.in_window import in_window
from ui.words import capital, line, remedy


def what_of(problem: Problem) -> str:
    """What is the matter."""
    return line(problem.code, _params(problem))


def remedy_of(problem: Problem) -> str:
    """What to do about it."""
    return capital(in_window(remedy(problem.code, _params(problem))))


def _params(problem: Problem) -> dict[str, object]:
    place: dict[str, object] = {"file": problem.file, "row": problem.row, "column": problem.column}
    return place | problem.params
