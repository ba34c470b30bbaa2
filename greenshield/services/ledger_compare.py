"""Compares a list that comes again with what its earlier editions brought; writes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from greenshield.domain import reissue
from greenshield.domain.errors import Problem
from greenshield.domain.reissue import NEAR_M, Regrouped, Seen, Shared, Unsure, Verdicts
from greenshield.domain.reissue_decisions import NONE
from greenshield.formats.ledger import LedgerRow
from greenshield.formats.ledger_build import folded
from greenshield.geo import reissue as shapes
from greenshield.project.media import hash_file
from greenshield.project.project import Project
from greenshield.services import ledger_editions, ledger_judged, ledger_strayed, people
from greenshield.services.ledger_editions import Earlier
from greenshield.services.ledger_judged import Judged, LedgerOptions
from greenshield.services.ledger_known import Known
from greenshield.services.ledger_plan import RowPlan
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
    """

    field: str
    here: Any
    there: Any
    by: str
    locked: bool
    taken: bool


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row whose issue is there and says otherwise; ``number`` is the issue's."""

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
        sheet: which sheet of it.
        of: names of the files that count as its earlier editions.
        changed: in the order of the rows.
        unchanged: rows that say what the project holds.
        refused: rows that can't be taken.
        issues: every issue that is named, by id.
        rows: every row that can be taken, by number: its own number, and what it calls itself.
        met: row -> the issue whose number it bears.
    """

    file: str
    sha256: str
    sheet: str
    of: tuple[str, ...]
    verdicts: Verdicts
    changed: tuple[RowChange, ...]
    unchanged: int
    refused: int
    issues: Mapping[str, Earlier]
    rows: Mapping[int, tuple[str, str]]
    met: Mapping[int, str]
    problems: tuple[Problem, ...]


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
    judged = ledger_judged.judge(project, path, options, "", progress)
    progress.step("comparing_rows", 0, 0)
    return of_judged(project, judged, options, of)


def of_judged(project: Project, judged: Judged, options: LedgerOptions, of: str = "") -> Compared:
    """Compares a list that was read and judged already."""
    sha256 = hash_file(judged.path) if judged.path.is_file() else ""
    told = _Comparison(project, judged, options, of, sha256)
    verdicts, files = told.verdicts()
    return Compared(
        judged.file.name, sha256, judged.file.sheet, files, verdicts,
        tuple(_changes(project, judged.plan.rows)),
        judged.plan.count("unchanged"), judged.plan.refused, told.by_id,
        {r.row: (str(r.fields.get("clue_no", "")), str(r.fields.get("facility_name", "")))
         for r in told.rows.values()},
        told.met,
        (*judged.beside, *judged.file.problems, *judged.plan.problems),
    )  # fmt: skip


def alike(project: Project, judged: Judged, options: LedgerOptions) -> list[Problem]:
    """A remark for each row that may not be the issue that it makes.

    Rows on which a person decided are not asked again.
    """
    made = {row.row for row in judged.plan.rows if row.there is None}
    if not made or options.decided != NONE:
        return []
    beside = _Comparison(project, judged, options, "", "")
    told, _ = beside.verdicts()
    numbers: dict[int, list[str]] = defaultdict(list)
    groups: list[Regrouped | Unsure] = [
        *told.split, *told.merged, *told.renumbered, *told.unsure,
    ]  # fmt: skip
    for group in groups:
        for row in made.intersection(group.rows):
            numbers[row] += [beside.by_id[issue].number for issue in group.issues]
    return [
        Problem("ledger_row_alike", judged.file.name, row,
                params={"issues": "、".join(dict.fromkeys(numbers[row]))}, fatal=False)
        for row in sorted(numbers)
    ]  # fmt: skip


class _Comparison:
    def __init__(
        self, project: Project, judged: Judged, options: LedgerOptions, of: str, sha256: str
    ) -> None:
        self._judged = judged
        self._sha256 = sha256
        self._of = of
        self._campaign = options.campaign.strip()
        known = {self._campaign_of(row) for row in judged.file.rows} or {""}
        self._earlier = ledger_editions.earlier(project, known, of)
        self.by_id = {issue.issue_id: issue for issue in self._earlier}
        planned = {row.row: row for row in judged.plan.rows}
        self.rows = {row.row: row for row in judged.file.rows if row.row in planned}
        self.met = {n: row.issue_id for n, row in planned.items() if row.there is not None}
        self._redrawn = _redrawn(judged)
        self._strayed = ledger_strayed.find(
            project, judged.file, judged.plan, shifted=bool(options.datum)
        )
        self._held = self._refused(project)

    def verdicts(self) -> tuple[Verdicts, tuple[str, ...]]:
        """The verdicts, and the names of the files that they are about."""
        named, near = self._named(), self._near()
        seen = Seen(
            [issue.issue_id for issue in self._earlier if issue.issue_id not in self._held],
            list(self.rows), self.met, named, self._shared(), near, self._strayed,
        )  # fmt: skip
        found = reissue.verdicts(seen)
        groups: list[Regrouped | Unsure] = [
            *found.split, *found.merged, *found.renumbered, *found.unsure,
        ]  # fmt: skip
        linked = {*self.met.values(), *(issue for group in groups for issue in group.issues)}
        files = ledger_editions.files_of(
            (self.by_id[i] for i in linked if i in self.by_id), self._sha256
        )
        gone = found.gone
        if not self._of:
            gone = tuple(i for i in gone if self._is_of(self.by_id[i], files))
        plain = Verdicts(found.new, gone, found.split, found.merged, found.renumbered, found.unsure)
        return plain, tuple(sorted(set(files.values())))

    def _is_of(self, issue: Earlier, files: Mapping[str, str]) -> bool:
        """Whether an issue that the list leaves out came with an earlier edition of it."""
        came = {sha256 for sha256, _ in issue.files}
        return self._sha256 not in came and bool(came & files.keys())

    def _campaign_of(self, row: LedgerRow) -> str:
        name = row.fields.get("campaign_name") or self._campaign
        return self._judged.names.campaign(name) if name else ""

    def _refused(self, project: Project) -> set[str]:
        """The issues of rows that can't be taken: they are in the list all the same."""
        known = Known(project, {})
        left = [row for row in self._judged.file.rows if row.row not in self.rows]
        found = (
            known.find(0, self._campaign_of(row), str(row.fields["clue_no"]))[0]
            for row in (*left, *self._judged.file.turned_away)
            if row.fields.get("clue_no")
        )
        return {issue for issue in found if issue}

    def _open(self) -> tuple[list[Earlier], list[LedgerRow]]:
        """Issues and rows that no number brought together."""
        met = {*self.met.values(), *self._held}
        return (
            [issue for issue in self._earlier if issue.issue_id not in met],
            [row for row in self.rows.values() if row.row not in self.met],
        )

    def _named(self) -> list[tuple[str, int]]:
        """Rows that give an issue's number beside their own, or as an outside number."""
        issues, rows = self._open()
        by_number: dict[str, list[str]] = defaultdict(list)
        for issue in issues:
            for number in {folded(n) for n in issue.numbers}:
                by_number[number].append(issue.issue_id)
        out = []
        for row in rows:
            outside = (pair[1] for pair in row.fields.get("external_nos") or [])
            for number in {folded(str(n)) for n in (row.fields["clue_no"], *outside)}:
                out += [(issue, row.row) for issue in by_number[number]]
        return sorted(set(out))

    def _shared(self) -> list[Shared]:
        """What patches have in common around issues and rows that have no counterpart yet.

        A part may keep the number, so their neighbours count that have one. A row that brings a
        patch of its own counts too: it may be another one's.
        """
        issues, rows = self._open()
        old, new = self._earlier, list(self.rows.values())
        meeting = shapes.meeting([i.shape for i in old], [r.geometry for r in new])
        pairs = list(zip(*(at.tolist() for at in meeting), strict=True))
        open_issues = {i.issue_id for i in issues}
        open_rows = {r.row for r in rows} | self._redrawn
        first = [
            (o, n) for o, n in pairs if old[o].issue_id in open_issues or new[n].row in open_rows
        ]
        olds, news = {o for o, _ in first}, {n for _, n in first}
        near = [(o, n) for o, n in pairs if o in olds or n in news]
        some_old = [old[n] for n in sorted({o for o, _ in near})]
        some_new = [new[n] for n in sorted({n for _, n in near})]
        found = shapes.common([i.shape for i in some_old], [r.geometry for r in some_new])
        return [
            Shared(some_old[o].issue_id, some_new[n].row, float(a), float(b))
            for o, n, a, b in zip(found.old, found.new, found.of_old, found.of_new, strict=True)
        ]

    def _near(self) -> list[tuple[str, int]]:
        issues, rows = self._open()
        pairs = shapes.near([i.shape for i in issues], [r.geometry for r in rows], NEAR_M)
        return [
            (issues[o].issue_id, rows[n].row)
            for o, n in pairs
            if (issues[o].activity and issues[o].activity == rows[n].fields.get("activity_code"))
            or (issues[o].name and issues[o].name == rows[n].fields.get("facility_name"))
        ]


def _redrawn(judged: Judged) -> set[int]:
    """Rows with the number of an issue and another patch than it has."""
    return {
        row.row
        for row in judged.plan.rows
        if row.found is not None and ("geom" in row.found.values or "geom" in row.found.left)
    }


def _changes(project: Project, rows: list[RowPlan]) -> list[RowChange]:
    names = {a.actor_id: a.name for a in people.everyone(project)}
    out = []
    for row in rows:
        if row.there is None or row.found is None or not (row.found.values or row.found.left):
            continue
        found = row.found
        fields = []
        for name in (*found.values, *found.left):
            write = found.there.get(name)
            code, here, there = found.left.get(name, ("", None, found.values.get(name)))
            is_persons = write is not None and write.event_id not in row.there.by_import
            fields.append(
                FieldChange(
                    name, here if code else None if write is None else write.value, there,
                    names.get(write.actor, write.actor) if write and is_persons else "",
                    code in ("ledger_value_locked", "ledger_place_locked"), not code,
                )
            )  # fmt: skip
        number = row.there.get("issue_no") or row.there.get("clue_no") or row.issue_id
        out.append(RowChange(row.issue_id, str(number), row.row, tuple(fields)))
    return out
