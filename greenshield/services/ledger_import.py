"""Imports a ledger: as clues, or as the ledger of an office that kept it in another way."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

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
from greenshield.services import file_standing, folder_files, ledger_reading, lookup
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


@dataclass(frozen=True, slots=True)
class Judged:
    """A ledger as read, and what an import would do to each row.

    Attributes:
        path: the file; of a folder the only one in it.
        beside: what was found beside it.
    """

    path: Path
    file: LedgerFile
    beside: list[Problem]
    names: Names
    plan: LedgerPlan


@dataclass(frozen=True, slots=True)
class LedgerImported:
    """What became of one ledger: rows that made, changed or met an issue, or were refused.

    Attributes:
        standing: where its patches stand beside the shapes of other files in the project.
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

    @property
    def states(self) -> dict[str, int]:
        """How many issues got each state by this import, in the workflow's order."""
        got = Counter(
            row.claimed or workflow.INITIAL
            for row in self.plan.rows
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
    file, plan = judged.file, judged.plan
    stands = _standing(project, file, plan, options)
    problems = file_standing.with_remark(
        (*judged.beside, *file.problems, *plan.problems), stands, file.name, options.datum or ""
    )
    changes = Changes()
    if not options.dry_run:
        with source_of(judged.path, project.media) as source:
            changes = _write(session, judged, source, day(options.on), progress)
    return LedgerImported(
        file,
        plan.count("created"),
        plan.count("updated"),
        plan.count("unchanged"),
        plan.refused,
        sum(bool(row.claimed) for row in plan.rows),
        tuple(sorted(problems, key=lambda p: p.row or 0)),
        changes,
        plan,
        stands,
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
    path, file, beside = _found(project, path, options)
    names = Names(project)
    plan = Planner(
        project, file, names, campaign=options.campaign.strip(),
        division=division or lookup.division(project), adopt=options.how == "ledger",
        on=day(options.on), decided=options.decided,
    ).run()  # fmt: skip
    return Judged(path, file, beside, names, plan)


def _standing(
    project: Project, file: LedgerFile, plan: LedgerPlan, options: LedgerOptions
) -> Standing:
    """Where the patches stand beside boundaries and those of other ledgers; else beside photos.

    A patch that stays as it is says nothing of itself; one that is corrected was wrong.
    """
    ours = [
        row.issue_id
        for row in plan.rows
        if row.there is not None and (options.datum or "geom" not in row.values)
    ]
    found = file_standing.standing(project, [row.geometry for row in file.rows], None, ours)
    if found.verdict != UNCLEAR:
        return found
    shapes = {row.row: row.geometry for row in file.rows}
    there = {row.issue_id: shapes[row.row] for row in plan.rows if row.there is not None}
    return file_standing.beside_photos(project, there)


def _found(
    project: Project, path: Path, options: LedgerOptions
) -> tuple[Path, LedgerFile, list[Problem]]:
    """The file that was named, or the only one in a folder; what it holds; what was left."""
    if path.is_dir() and not folder_files.is_geodatabase(path):
        return folder_files.only_one(
            path,
            ledger_reading.SUFFIXES,
            lambda file: _read(project, file, options),
            empty="folder_without_ledger",
        )
    return path, _read(project, path, options), ledger_reading.left_in_zip(path)


def _read(project: Project, path: Path, options: LedgerOptions) -> LedgerFile:
    refuse_own(path, project.layout)  # a folder may hold a link to it
    defaults: dict[str, Any] = {}
    if options.source:
        tables = reference.code_tables()
        defaults["source_code"] = fields.parse("issue", "source_code", options.source, tables)
    return ledger_reading.read(
        path,
        sheet=options.sheet,
        mapping=options.mapping,
        defaults=defaults,
        division=lookup.division(project),
        crs=options.crs,
        encoding=options.encoding,
        datum=options.datum,
    )


def _write(
    session: Session, judged: Judged, source: SourceFile, on: str, progress: Progress
) -> Changes:
    todo = [row for row in judged.plan.rows if row.what != "unchanged"]
    if not todo:
        return Changes()
    project, file = session.project, judged.file
    adopter = Adopter(session, source, file.sheet, on)
    with project.action(session.who.actor_id) as action:
        judged.names.write(action)
        for done, row in enumerate(todo):
            if done % _STEP == 0:
                progress.step("importing_rows", done, len(todo))
            if row.blob is not None:
                project.media.keep_bytes(row.blob, ".wkb")
            event = _write_row(action, row, _origin(source, file, row))
            if row.claimed:
                issue = None if row.there else just_made(event, row.values)
                adopter.adopt(action, row, issue or action.issue(row.issue_id))
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
