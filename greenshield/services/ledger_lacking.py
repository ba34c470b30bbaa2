"""Rows without a place that speak of an issue that is there: of a list that tells its progress.

A place and a source are what a new clue needs. An issue that is there has them, and a row that
names it by its number and leaves them out says nothing of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

from greenshield.domain.errors import Problem
from greenshield.formats.ledger import LedgerFile, LedgerRow
from greenshield.formats.ledger_build import SOURCE_UNKNOWN, folded
from greenshield.formats.ledger_values import CODE_UNKNOWN

_NO_PLACE = "ledger_row_no_place"
_OF_NEW_ALONE = frozenset({_NO_PLACE, "ledger_row_no_source", SOURCE_UNKNOWN})
_NUMBERS = ("clue_no", "issue_no")


def rows_of(file: LedgerFile) -> list[LedgerRow]:
    """The rows that were turned away because they lack what a new clue alone needs."""
    refused: dict[int | None, set[str]] = defaultdict(set)
    for problem in file.problems:
        if problem.fatal:
            refused[problem.row].add(problem.code)
    return [
        row for row in file.turned_away
        if "clue_no" in row.fields and _NO_PLACE in refused[row.row] <= _OF_NEW_ALONE
    ]  # fmt: skip


def taken_back(
    files: Sequence[LedgerFile], is_there: Callable[[LedgerFile, LedgerRow], bool]
) -> list[LedgerFile]:
    """The sheets of a list, with such rows of issues that are there among those to be taken.

    A row whose number another sheet has with all that a row needs stays turned away.

    Args:
        files: as they were read.
        is_there: of a sheet's row, whether its number is that of an issue.
    """
    whole = [{key for row in file.rows for key in _keys(row)} for file in files]
    out = []
    for n, file in enumerate(files):
        others = set().union(*(keys for m, keys in enumerate(whole) if m != n))
        back = [r for r in rows_of(file) if not _keys(r) & others and is_there(file, r)]
        out.append(_with(file, back) if back else file)
    return out


def _with(file: LedgerFile, back: Sequence[LedgerRow]) -> LedgerFile:
    names = {row.row for row in back}
    taken = [_whole(row) for row in back]
    return replace(
        file,
        rows=tuple(sorted((*file.rows, *taken), key=lambda row: row.row)),
        problems=tuple(
            told for p in file.problems for told in (_of_taken(p) if p.row in names else (p,))
        ),
        refused=file.refused - len(back),
        turned_away=tuple(row for row in file.turned_away if row.row not in names),
    )


def _of_taken(problem: Problem) -> tuple[Problem, ...]:
    """What there is to say of a row that is taken: a source that is not known was left."""
    if problem.code == SOURCE_UNKNOWN:
        return (replace(problem, code=CODE_UNKNOWN, fatal=False),)
    return () if problem.code in _OF_NEW_ALONE else (problem,)


def _whole(row: LedgerRow) -> LedgerRow:
    """The row as it would have been read, had it not been turned away."""
    values = dict(row.fields)
    return replace(row, state=values.pop("state", None), fields=values)


def _keys(row: LedgerRow) -> set[tuple[str, str]]:
    return {(n, folded(str(row.fields[n]))) for n in _NUMBERS if row.fields.get(n)}
