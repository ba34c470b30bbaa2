"""What the worker does for the ledger.

Services are imported inside the functions: the window loads this file too, and must not wait
for libraries that only the worker needs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from greenshield.domain.errors import Problem
from greenshield.domain.ledger_filter import Filter, Sort
from ui.ledger.answer import Answer, Keys
from ui.tasks.work import Outcome, Work


@dataclass(frozen=True, slots=True)
class Written:
    """An export: how many issues went where, and what was cut, lost or left out."""

    out: Path
    rows: int
    problems: tuple[Problem, ...] = ()


_CHUNK = 400  # rows of one message while many are told


def ask(work: Work, wanted: dict[str, Any], me: str, sort: Sort) -> Answer:
    """The issues that a filter (``Filter.to_dict``) leaves today, and every count."""
    from greenshield.services import calendar, ledger_query

    today = calendar.today()
    asked = Filter.from_dict(wanted, today, me)
    found = ledger_query.ask(work.project, asked, sort, counts=True)
    counts = found.counts
    assert counts is not None
    keys = found.keys.astype(np.int32)
    return Answer(keys, found.total, today, counts.facets, counts.views, counts.flags, counts.names)


def rows(work: Work, keys: Keys, names: Sequence[str], as_of: str) -> list[dict[str, Any]]:
    """Rows by their keys, as ``ledger_query.rows`` gives them."""
    from greenshield.services import ledger_query

    return ledger_query.rows(work.project, keys, names, as_of)


def tell_rows(work: Work, keys: Keys, names: Sequence[str], as_of: str) -> int:
    """Tells many rows, some hundred at a time; how many there were."""
    from greenshield.services import ledger_query

    told = 0
    for start in range(0, len(keys), _CHUNK):
        part = ledger_query.rows(work.project, keys[start : start + _CHUNK], names, as_of)
        told += len(part)
        work.tell(part)
        work.progress.step("", told, len(keys))
    return told


def prepare(work: Work, name: str) -> None:
    """Gets a column ready to be sorted by."""
    from greenshield.services import ledger_query

    ledger_query.prepare(work.project, name)


def ids(work: Work, keys: Keys) -> list[str]:
    """The ids of rows."""
    from greenshield.services import ledger_query

    return ledger_query.ids(work.project, keys)


def keys_of(work: Work, issue_ids: Sequence[str]) -> dict[str, int]:
    """The row keys of issues, by id."""
    from greenshield.services import ledger_query

    return ledger_query.keys_of(work.project, issue_ids)


def find_number(
    work: Work, wanted: dict[str, Any], me: str, sort: Sort, typed: str, after: int
) -> int | None:
    """The key of the next issue whose number begins with what was typed, else holds it."""
    from greenshield.services import calendar, ledger_query

    asked = Filter.from_dict(wanted, calendar.today(), me)
    return ledger_query.find_number(work.project, asked, sort, typed, after)


def inspectors(work: Work) -> list[tuple[str, str, str, str]]:
    """Who can be sent to check: id, name, unit and tier of each active inspector."""
    from greenshield.services import people

    return [
        (actor.actor_id, actor.name, actor.unit, actor.tier)
        for actor in people.everyone(work.project)
        if actor.active and "inspector" in actor.roles
    ]


def not_to_assign(work: Work, issue_ids: Sequence[str]) -> dict[str, int]:
    """How many issues nobody can be sent to, by their state."""
    from greenshield.services import bulk_assign

    return bulk_assign.not_to_assign(work.project, issue_ids)


def assign(
    work: Work, issue_ids: Sequence[str], inspector: str, due: str, occurred_on: str
) -> Outcome:
    """Sends an inspector to issues; each as (id, number, move, state, what is missing)."""
    from greenshield.services import bulk_assign

    found = bulk_assign.assign(
        work.session, issue_ids, inspector, due, occurred_on=occurred_on,
        progress=work.progress,
    )  # fmt: skip
    told = [(one.issue_id, one.number, one.move, one.state, one.missing) for one in found.items]
    return Outcome(told, found.changes)


def create(work: Work, given: dict[str, str], crs: str) -> Outcome:
    """Makes a clue out of what was typed: its id, and remarks as (code, params)."""
    from greenshield.services import issues
    from greenshield.services.shape_typed import Shapes

    shapes = Shapes(crs or None)
    made = issues.create(work.session, given, shapes=shapes)
    remarks = [*made.remarks, *((p.code, p.params) for p in shapes.remarks)]
    return Outcome((made.issue_id, remarks), made.changes)


def areas(work: Work) -> list[tuple[str, str]]:
    """The protected areas that a new clue may name: id and name."""
    from greenshield.services import ledger_query

    return ledger_query.areas(work.project)


def export_fields(_: Work) -> tuple[str, ...]:
    """The fields that can go out, in the order of the catalogue."""
    from greenshield.services import ledger_table

    return ledger_table.fields()


def export(
    work: Work, keys: Keys, out: Path, fields: Sequence[str], encoding: str, lang: str
) -> Written:
    """Writes issues as a table or shapes, by the file's ending.

    Raises:
        UsageError, SurroundingsError: as ``ledger_export.write``.
    """
    from greenshield.services import ledger_export
    from greenshield.services.ledger_export import ExportOptions

    options = ExportOptions(tuple(fields), encoding, lang)
    done = ledger_export.write(work.project, keys.tolist(), out, options, work.progress)
    return Written(out, done.rows, done.problems)
