"""Compares a list that comes again with what its earlier editions brought; writes nothing."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from greenshield.domain.errors import Problem
from greenshield.domain.reissue import Regrouped, Unsure, Verdicts
from greenshield.domain.reissue_decisions import NONE
from greenshield.project.media import hash_file
from greenshield.project.project import Project
from greenshield.services import (
    ledger_campaign,
    ledger_rows,
    ledger_store,
    ledger_unread,
    people,
)
from greenshield.services.ledger_before import Before
from greenshield.services.ledger_campaign import Listed
from greenshield.services.ledger_editions import Earlier
from greenshield.services.ledger_judged import Judged, LedgerOptions
from greenshield.services.ledger_matched import STEPS, Matched
from greenshield.services.ledger_planned import RowPlan
from greenshield.services.ledger_rows import ListRow
from greenshield.services.progress import SILENT, Progress


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field in which a row differs from its issue.

    Attributes:
        here: the project's value, None where it has none.
        there: the list's.
        by: name of who entered the project's value; "" where an import did, or there is none.
        locked: whether a move relied on the project's value.
        taken: whether an import writes the list's value without being asked.
        unit: in which the list has the value, as its column names it; "" where it names none.
        later: name of the list that wrote the project's value after these very bytes had come in
            before; "" for none.
    """

    field: str
    here: Any
    there: Any
    by: str
    locked: bool
    taken: bool
    unit: str = ""
    later: str = ""


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row whose issue is there and says otherwise; ``number`` is the issue's.

    ``row`` is its number through all sheets.
    """

    issue_id: str
    number: str
    row: int
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """A list beside its earlier editions.

    Attributes:
        file: the list's name.
        sha256: hash of its bytes.
        sheets: which of it were read, in their order.
        left: others that have a table's header, and were not.
        elsewhere: issue that no sheet that was read holds -> one of those left, where its number
            stands. It is not gone.
        campaign: the campaign that it was compared in without being told so, "" for none.
        of: names of the files that count as its earlier editions.
        changed: in the order of the rows.
        unchanged: rows that say what the project holds.
        refused: rows that can't be taken.
        issues: every issue that is named, by id.
        rows: every row that can be taken, by its number through all sheets.
        met: row -> the issue whose number it bears.
        made_of: issue that a row met -> the issues that a split or a merge made it of.
        again: the names under which these very bytes came in before, where a row met its issue.
    """

    file: str
    sha256: str
    sheets: tuple[str, ...]
    left: tuple[str, ...]
    elsewhere: Mapping[str, str]
    campaign: str
    of: tuple[str, ...]
    verdicts: Verdicts
    changed: tuple[RowChange, ...]
    unchanged: int
    refused: int
    issues: Mapping[str, Earlier]
    rows: Mapping[int, ListRow]
    met: Mapping[int, str]
    made_of: Mapping[str, tuple[str, ...]]
    problems: tuple[Problem, ...]
    again: tuple[str, ...] = ()

    @property
    def sheet(self) -> str:
        """The first of the sheets."""
        return self.sheets[0]


def compare(
    project: Project, path: Path, options: LedgerOptions, of: str = "", progress: Progress = SILENT
) -> Compared:
    """Compares a list with the issues that its earlier editions brought.

    An earlier edition is a file of the same campaign that has an issue in common with the list.

    Args:
        project: that holds the issues.
        path: the list, as ``ledger_import.import_file`` takes it.
        options: how it is to be read.
        of: the earlier edition's name, or ``all``, see :func:`ledger_editions.earlier`.
        progress: told of the steps.

    Raises:
        UsageError: ``ledger_edition_unknown``; an option that does not fit the file.
        UnreadableError, SurroundingsError: as ``ledger_import.import_file``.
    """
    listed = ledger_campaign.judge(project, path, options, "", of, progress)
    return of_listed(project, listed, of, progress)


def of_listed(
    project: Project, listed: Listed, of: str = "", progress: Progress = SILENT
) -> Compared:
    """Compares a list that was read and judged already; ``progress`` is told of the steps."""
    judged = listed.judged
    progress.step("comparing_rows", 0, STEPS)
    sha256 = hash_file(judged.path) if judged.path.is_file() else ""
    # An import names a file of several parts by all of them.
    came_as = Before(project, judged.path).sha256
    matched = Matched(project, judged, listed.options, of, came_as)
    verdicts, files = matched.verdicts(progress)
    left = judged.file.left
    elsewhere = ledger_unread.standing(
        judged.path, [s.sheet for s in left], [matched.by_id[i] for i in verdicts.gone]
    )
    plans = [sheet.plan for sheet in judged.sheets]
    return Compared(
        judged.path.name, sha256, tuple(sheet.file.sheet for sheet in judged.sheets),
        tuple(s.sheet for s in left), elsewhere, listed.assumed, files,
        replace(verdicts, gone=tuple(i for i in verdicts.gone if i not in elsewhere)),
        tuple(_changes(project, judged)),
        sum(plan.count("unchanged") for plan in plans), sum(plan.refused for plan in plans),
        matched.by_id, matched.listed, matched.met, _made_of(project, matched.met.values()),
        (*judged.beside, *listed.remarks, *matched.remarks,
         *(p for s in judged.sheets for p in (*s.file.problems, *s.plan.problems))),
        matched.again,
    )  # fmt: skip


def alike(project: Project, judged: Judged, options: LedgerOptions) -> list[Problem]:
    """A remark for each row that may not be the issue that it makes.

    Rows on which a person decided are not asked again.
    """
    sheets = dict(ledger_rows.numbered(judged))
    made = {
        before + row.row: (sheet, row.row)
        for before, sheet in sheets.items()
        for row in sheet.plan.rows
        if row.there is None
    }
    if any(decided != NONE for decided in options.decided.values()):
        return []
    if not made:
        return ledger_campaign.perhaps(project, judged)
    beside = Matched(project, judged, options, "", "")
    told, _ = beside.verdicts()
    numbers: dict[int, list[str]] = defaultdict(list)
    groups: list[Regrouped | Unsure] = [
        *told.split, *told.merged, *told.renumbered, *told.unsure,
    ]  # fmt: skip
    for group in groups:
        for row in made.keys() & set(group.rows):
            numbers[row] += [beside.by_id[issue].number for issue in group.issues]
    return [
        Problem("ledger_row_alike", made[row][0].file.name, made[row][1],
                params={"issues": "、".join(dict.fromkeys(numbers[row]))}, fatal=False)
        for row in sorted(numbers)
    ] + ledger_campaign.perhaps(project, judged)  # fmt: skip


def _made_of(project: Project, ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    wanted = set(ids)
    rows = ledger_store.tuples(
        project, "SELECT id, json_extract(extra, '$.predecessors') FROM issue"
        " WHERE json_extract(extra, '$.predecessors') IS NOT NULL",
    )  # fmt: skip
    return {str(i): tuple(json.loads(made)) for i, made in rows if i in wanted}


def _changes(project: Project, judged: Judged) -> Iterator[RowChange]:
    names = {a.actor_id: a.name for a in people.everyone(project)}
    for before, sheet in ledger_rows.numbered(judged):
        units = {c.field: c.unit for c in sheet.file.columns if c.field}
        for row in sheet.plan.rows:
            change = _change(row, before + row.row, names, units)
            if change is not None:
                yield change


def _change(
    row: RowPlan, number: int, names: Mapping[str, str], units: Mapping[str, str]
) -> RowChange | None:
    found, there = row.found, row.there
    if there is None or found is None or not (found.values or found.left):
        return None
    fields = []
    for name in (*found.values, *found.left):
        write = found.there.get(name)
        code, here, said = found.left.get(name, ("", None, found.values.get(name)))
        is_persons = write is not None and write.event_id not in there.by_import
        fields.append(
            FieldChange(
                name, here if code else None if write is None else write.value, said,
                names.get(write.actor, write.actor) if write and is_persons else "",
                code in ("ledger_value_locked", "ledger_place_locked"), not code,
                units.get(name, ""), found.later.get(name, "") if code else "",
            )
        )  # fmt: skip
    called = there.get("issue_no") or there.get("clue_no") or row.issue_id
    return RowChange(row.issue_id, str(called), number, tuple(fields))
