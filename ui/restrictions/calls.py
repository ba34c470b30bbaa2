"""What the room of negative lists asks of the worker.

Services are imported inside the functions: the window imports this file too, and must not wait
for libraries that only the worker needs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ui.restrictions.restriction import Lists, Row, Version
from ui.tasks.work import Outcome, Work


def lists(work: Work, day: str) -> Lists:
    """Versions and rows; ``day`` is ISO, "" for today: what holds then, and what contradicts."""
    from greenshield.services import calendar, restriction_list, restriction_overlaps

    day = day or calendar.today()
    held = restriction_list.items(work.project, day)
    rivals: dict[str, dict[str, bool]] = {}
    for overlap in restriction_overlaps.of(held):
        for one in overlap.rows:
            known = rivals.setdefault(one, {})
            for other in overlap.rows:
                if other != one:
                    known[other] = known.get(other, False) or overlap.contradicts
    holding = {row["id"] for row in held}
    versions: list[Version] = []
    rows: list[Row] = []
    for void in (False, True):
        items = restriction_list.items(work.project, voided=void)
        rows += [_row(row, rivals.get(row["id"], {}), holding, void=void) for row in items]
        versions += [
            Version(
                v.list_name, v.list_from, v.until, v.rows, v.barred, v.limited, v.source_file,
                v.void, v.holds(day),
            )
            for v in restriction_list.versions(items, void=void)
        ]  # fmt: skip
    return Lists(tuple(versions), tuple(rows))


def plans(work: Work, day: str) -> list[str]:
    """The ids of issues whose plans name what a list bars or limits; ``day`` "" for today."""
    from greenshield.services import calendar, restriction_issues

    on = day or calendar.today()
    hits = restriction_issues.of_all(work.project, on, progress=work.progress)
    return [hit.issue_id for hit in hits]


def set_fields(work: Work, row: str, given: dict[str, str]) -> Outcome:
    """Corrects a row."""
    from greenshield.services import restriction_edit

    one, changes = restriction_edit.set_fields(work.session, row, given)
    return Outcome(one, changes)


def void_version(work: Work, name: str, since: str, reason: str, restore: bool) -> Outcome:
    """Takes a version out of force, or puts it back."""
    from greenshield.services import restriction_void

    count, changes = restriction_void.void(work.session, name, since, reason, restore=restore)
    return Outcome(count, changes)


def void_row(work: Work, row: str, reason: str, restore: bool) -> Outcome:
    """Takes a row out of force, or puts it back."""
    from greenshield.services import restriction_void

    count, changes = restriction_void.void_row(work.session, row, reason, restore=restore)
    return Outcome(count, changes)


def _row(
    row: Mapping[str, Any], rivals: Mapping[str, bool], holding: set[str], *, void: bool
) -> Row:
    from greenshield.services import restriction_edit

    texts = (
        "list_name", "list_from", "level", "wording", "source_doc", "issued_by", "valid_from",
        "valid_to", "remark", "source_file",
    )  # fmt: skip
    lists_of = ("measure_codes", "restore_targets", "measure_words", "space_codes")
    told: dict[str, Any] = {name: str(row[name] or "") for name in texts}
    told |= {name: tuple(row[name]) for name in lists_of}
    return Row(
        id=str(row["id"]),
        **told,
        source_row=int(row["source_row"] or 0),
        against=tuple(rivals),
        contradicted=any(rivals.values()),
        holds=row["id"] in holding,
        void=void,
        typed=tuple(restriction_edit.as_typed(row).items()),
    )
