"""Imports a ledger: as clues, or as the ledger of an office that kept it in another way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shapely.geometry.base import BaseGeometry

from greenshield import reference
from greenshield.domain import fields, workflow
from greenshield.domain.errors import Problem, UsageError
from greenshield.domain.reissue_decisions import NONE, Decisions
from greenshield.domain.standing import UNCLEAR, Standing
from greenshield.formats.ledger import LedgerFile
from greenshield.geo.datums import DATUMS
from greenshield.log.envelope import Event
from greenshield.project.action import Action
from greenshield.project.changes import Changes
from greenshield.project.project import Project
from greenshield.services import (
    file_standing,
    folder_files,
    ledger_layouts,
    ledger_reading,
    lookup,
)
from greenshield.services.area_import import need_role
from greenshield.services.calendar import day
from greenshield.services.ledger_adopt import Adopter, just_made
from greenshield.services.ledger_names import Names
from greenshield.services.ledger_plan import LedgerPlan, Planner, RowPlan
from greenshield.services.ledger_reading import ColumnWords
from greenshield.services.progress import SILENT, Progress
from greenshield.services.session import Session
from greenshield.services.source_files import SourceFile, refuse_own, source_of

__all__ = [
    "AS", "DATUMS", "ColumnWords", "LedgerFile", "LedgerImported", "LedgerOptions", "import_file",
]  # fmt: skip

AS = ("clues", "ledger")
_STEP = 200  # rows between two words of progress


@dataclass(frozen=True, slots=True)
class LedgerOptions:
    """How a ledger is to be taken.

    Attributes:
        sheet: of a workbook, or layer of a vector file; None for the likeliest.
        sheets: several of them instead, in one transaction.
        all_sheets: every visible one that looks like a ledger.
        memory: whether what a person said of equal headers before counts, and what is said now is
            kept for the next time.
        mapping: columns and words of the caller.
        how: ``clues``, or ``ledger``, which adopts the states that the rows claim.
        dry_run: says what would be done and writes nothing.
        source: code or label of the source for rows that name none, or "".
        campaign: name of the campaign for rows that name none, or "".
        crs, encoding, datum: as for any file from elsewhere; None lets it decide.
        on: the day of the import, ISO; "" is today.
        decided: what a person said of the rows of a list that comes again.
    """

    sheet: str | None = None
    mapping: ColumnWords = field(default_factory=ColumnWords)
    how: str = "clues"
    dry_run: bool = False
    source: str = ""
    campaign: str = ""
    crs: str | None = None
    encoding: str | None = None
    datum: str | None = None
    on: str = ""
    decided: Decisions = NONE
    sheets: tuple[str, ...] = ()
    all_sheets: bool = False
    memory: bool = True


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """One sheet as read, and what an import would do to each of its rows."""

    file: LedgerFile
    plan: LedgerPlan


@dataclass(frozen=True, slots=True)
class Judged:
    """A ledger as read, and what an import would do to each row.

    Attributes:
        path: the file; of a folder the only one in it.
        beside: what was found beside it.
        sheets: all that were read, the one in ``file`` and ``plan`` first.
    """

    path: Path
    file: LedgerFile
    beside: list[Problem]
    names: Names
    plan: LedgerPlan
    sheets: tuple[SheetPlan, ...]


@dataclass(frozen=True, slots=True)
class LedgerImported:
    """What became of one ledger: rows that made, changed or met an issue, or were refused.

    Attributes:
        file, plan: of the sheet that was read, or the first of several.
        standing: where its patches stand beside the shapes of other files in the project.
        sheets: all sheets that were read; the counts are of all of them.
        path: the file that was read; of a folder the only one in it.
    """

    file: LedgerFile
    created: int
    updated: int
    unchanged: int
    refused: int
    adopted: int
    problems: tuple[Problem, ...]
    changes: Changes
    plan: LedgerPlan = field(default_factory=LedgerPlan)
    standing: Standing = field(default_factory=Standing)
    sheets: tuple[SheetPlan, ...] = ()
    path: Path = Path()

    @property
    def states(self) -> dict[str, int]:
        """How many issues got each state by this import, in the workflow's order."""
        got = Counter(
            row.claimed or workflow.INITIAL
            for sheet in self.sheets
            for row in sheet.plan.rows
            if row.there is None or row.claimed
        )
        return {state: got[state] for state in workflow.STATES if got[state]}


def import_file(
    session: Session, path: Path, options: LedgerOptions, progress: Progress = SILENT
) -> LedgerImported:
    """Imports one ledger in one transaction; the same file again changes nothing.

    A clue number names one issue within its campaign. An issue that is there gets the values
    in which the row differs, but for those that a person entered in another way and those
    that a move relied on: they are reported and left.

    Args:
        session: who acts, where.
        path: xlsx, xls, csv or the like, or a vector file whose shapes are the patches; or a
            folder that holds exactly one that can be read.
        options: how it is to be taken.
        progress: told about every 200th row.

    Raises:
        RefusedError: who acts has no role that may import.
        UsageError: an option that does not fit the file; ``folder_several``.
        UnreadableError: the file can't be read, or holds no rows.
        SurroundingsError: no permission, no room, the project is read-only.
    """
    if options.how not in AS:
        raise UsageError("ledger_how_unknown", given=options.how, known=", ".join(AS))
    need_role(session.who, ("county",) if options.how == "ledger" else ("county", "keeper"))
    project = session.project
    judged = judge(project, path, options, session.who.division, progress)
    file, plans = judged.file, [sheet.plan for sheet in judged.sheets]
    stands = _standing(project, judged.sheets, options)
    told = [p for sheet in judged.sheets for p in (*sheet.file.problems, *sheet.plan.problems)]
    problems = file_standing.with_remark(
        (*judged.beside, *told), stands, file.name, options.datum or ""
    )
    changes = Changes()
    if not options.dry_run:
        with source_of(judged.path, project.media) as source:
            changes = _write(session, judged, source, day(options.on), progress)
        if options.memory:
            files = [sheet.file for sheet in judged.sheets]
            problems = (
                *problems,
                *ledger_layouts.note(
                    files, options.mapping, options.crs, options.datum, day(options.on)
                ),
            )
    order = {sheet.file.name: n for n, sheet in enumerate(judged.sheets)}
    return LedgerImported(
        file,
        sum(plan.count("created") for plan in plans),
        sum(plan.count("updated") for plan in plans),
        sum(plan.count("unchanged") for plan in plans),
        sum(plan.refused for plan in plans),
        sum(bool(row.claimed) for plan in plans for row in plan.rows),
        tuple(sorted(problems, key=lambda p: (order.get(p.file, 0), p.row or 0))),
        changes,
        judged.plan,
        stands,
        judged.sheets,
        judged.path,
    )


def judge(
    project: Project, path: Path, options: LedgerOptions, division: str = "",
    progress: Progress = SILENT,
) -> Judged:  # fmt: skip
    """Reads a ledger and says what an import would do to each row; writes nothing.

    Args:
        project: where it would go.
        path: as of :func:`import_file`.
        options: likewise.
        division: for rows that give none; the project's by default.
        progress: likewise.

    Raises:
        UsageError, UnreadableError, SurroundingsError: as :func:`import_file`.
    """
    refuse_own(path, project.layout)
    progress.step("reading_ledger", 0, 0)
    path, files, beside = _found(project, path, options)
    if len(files) > 1 and options.decided != NONE:
        raise UsageError("ledger_decisions_one_sheet")  # they name rows, and no sheets
    names = Names(project)
    sheets = [
        SheetPlan(
            file,
            Planner(
                project, file, names, campaign=options.campaign.strip(),
                division=division or lookup.division(project), adopt=options.how == "ledger",
                on=day(options.on), decided=options.decided,
            ).run(),
        )
        for file in files
    ]  # fmt: skip
    _keep_apart(sheets)
    return Judged(path, files[0], beside, names, sheets[0].plan, tuple(sheets))


def _keep_apart(sheets: Sequence[SheetPlan]) -> None:
    """Refuses rows that speak of an issue of which an earlier sheet speaks, by whatever number."""
    seen: dict[str, tuple[str, int]] = {}
    for sheet in sheets:
        plan, file = sheet.plan, sheet.file
        twice = [row for row in plan.rows if row.issue_id in seen]
        for row in twice:
            where, first = seen[row.issue_id]
            number = row.there.state.get("clue_no") if row.there else row.values.get("clue_no")
            params = {"number": number or "", "sheet": where, "first": first}
            plan.problems.append(
                Problem("ledger_number_in_sheets", file.name, row.row, params=params)
            )
        plan.rows = [row for row in plan.rows if row.issue_id not in seen]
        plan.refused += len(twice)
        seen |= {row.issue_id: (file.sheet, row.row) for row in plan.rows}


def _standing(project: Project, sheets: Sequence[SheetPlan], options: LedgerOptions) -> Standing:
    """Where the patches stand beside boundaries and those of other ledgers; else beside photos.

    A patch that stays as it is says nothing of itself; one that is corrected was wrong.
    """
    ours = [
        row.issue_id
        for sheet in sheets
        for row in sheet.plan.rows
        if row.there is not None and (options.datum or "geom" not in row.values)
    ]
    patches = [row.geometry for sheet in sheets for row in sheet.file.rows]
    found = file_standing.standing(project, patches, None, ours)
    if found.verdict != UNCLEAR:
        return found
    there: dict[str, BaseGeometry | None] = {}
    for sheet in sheets:
        shapes = {row.row: row.geometry for row in sheet.file.rows}
        there |= {r.issue_id: shapes[r.row] for r in sheet.plan.rows if r.there is not None}
    return file_standing.beside_photos(project, there)


def _found(
    project: Project, path: Path, options: LedgerOptions
) -> tuple[Path, list[LedgerFile], list[Problem]]:
    """The file that was named, or the only one in a folder; what it holds; what was left."""
    if path.is_dir() and not folder_files.is_geodatabase(path):
        return folder_files.only_one(
            path,
            ledger_reading.SUFFIXES,
            lambda file: _read(project, file, options),
            empty="folder_without_ledger",
        )
    return path, _read(project, path, options), ledger_reading.left_in_zip(path)


def _read(project: Project, path: Path, options: LedgerOptions) -> list[LedgerFile]:
    refuse_own(path, project.layout)  # a folder may hold a link to it
    defaults: dict[str, Any] = {}
    if options.source:
        tables = reference.code_tables()
        defaults["source_code"] = fields.parse("issue", "source_code", options.source, tables)
    common: dict[str, Any] = {
        "mapping": options.mapping, "defaults": defaults, "division": lookup.division(project),
        "crs": options.crs, "encoding": options.encoding, "datum": options.datum,
        "layouts": ledger_layouts.lookup(options.mapping.words) if options.memory else None,
    }  # fmt: skip
    if options.all_sheets or options.sheets:
        return ledger_reading.read_several(path, options.sheets, **common)
    return [ledger_reading.read(path, sheet=options.sheet, **common)]


def _write(
    session: Session, judged: Judged, source: SourceFile, on: str, progress: Progress
) -> Changes:
    todo = [
        (sheet.file, row)
        for sheet in judged.sheets
        for row in sheet.plan.rows
        if row.what != "unchanged"
    ]
    if not todo:
        return Changes()
    project = session.project
    adopters = {
        sheet.file.sheet: Adopter(session, source, sheet.file.sheet, on) for sheet in judged.sheets
    }
    with project.action(session.who.actor_id) as action:
        judged.names.write(action)
        for done, (file, row) in enumerate(todo):
            if done % _STEP == 0:
                progress.step("importing_rows", done, len(todo))
            if row.blob is not None:
                project.media.keep_bytes(row.blob, ".wkb")
            event = _write_row(action, row, _origin(source, file, row))
            if row.claimed:
                issue = None if row.there else just_made(event, row.values)
                adopters[file.sheet].adopt(action, row, issue or action.issue(row.issue_id))
        source.keep(project.media)
        progress.step("saving_rows", len(todo), len(todo))
    return action.changes


def _write_row(action: Action, row: RowPlan, origin: dict[str, Any]) -> Event:
    """Makes or changes one issue; the event that names the import."""
    if row.there is None:
        return action.create("issue", row.issue_id, row.values, origin=origin)
    # A second import is a second origin; its values are edits that saw what they replace.
    event = action.create("issue", row.issue_id, {}, origin=origin)
    if row.values:
        action.set_fields("issue", row.issue_id, row.values)
    return event


def _origin(source: SourceFile, file: LedgerFile, row: RowPlan) -> dict[str, Any]:
    return {"file": source.name, "sha256": source.sha256, "sheet": file.sheet, "row": row.row}
