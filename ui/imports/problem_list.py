"""The problems of an import, put in order where they were found: a hundred thousand take long."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from greenshield.domain.errors import Problem

Said = Mapping[tuple[int, str], tuple[Problem, ...]]


@dataclass(frozen=True, slots=True)
class ProblemList:
    """Problems as they are shown.

    Attributes:
        items: those that refuse a row first, then as the file has them.
        refused: how many refuse a row.
        files: how many files they are of.
        in_rows, in_columns: some of them name a row, a column.
        said: row and column -> what is said of the cell, of the rows that are shown.
    """

    items: tuple[Problem, ...] = ()
    refused: int = 0
    files: int = 0
    in_rows: bool = False
    in_columns: bool = False
    said: Said = field(default_factory=dict)


def of(problems: Iterable[Problem], rows: Iterable[int] = ()) -> ProblemList:
    """Puts problems in order.

    Args:
        problems: in any order.
        rows: the rows that are shown beside them.
    """
    items = tuple(sorted(problems, key=lambda p: (not p.fatal, p.row or 0)))
    return ProblemList(
        items,
        refused=sum(p.fatal for p in items),
        files=len({p.file for p in items}),
        in_rows=any(p.row is not None for p in items),
        in_columns=any(p.column for p in items),
        said=_said(items, rows),
    )


def beside(problems: ProblemList, rows: Iterable[int], file: str) -> ProblemList:
    """The same list beside the rows of one of several sheets, which its problems call ``file``."""
    return replace(problems, said=_said((p for p in problems.items if p.file == file), rows))


def _said(items: Iterable[Problem], rows: Iterable[int]) -> Said:
    shown = set(rows)
    said: dict[tuple[int, str], list[Problem]] = {}
    for problem in items:
        if problem.row in shown and problem.row is not None:
            said.setdefault((problem.row, problem.column), []).append(problem)
    return {cell: tuple(several) for cell, several in said.items()}
