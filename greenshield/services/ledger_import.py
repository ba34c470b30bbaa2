"""Imports a ledger: as clues, or as the ledger of an office that kept it in another way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shapely.geometry.base import BaseGeometry

from greenshield.domain import workflow
from greenshield.domain.errors import Problem, UsageError
from greenshield.domain.reissue_decisions import NONE
from greenshield.domain.standing import UNCLEAR, Standing
from greenshield.formats.ledger import LedgerFile
from greenshield.geo.datums import DATUMS
from greenshield.log.envelope import Event
from greenshield.project.action import Action
from greenshield.project.changes import Changes
from greenshield.project.project import Project
from greenshield.services import (
    file_standing,
    ledger_compare,
    ledger_layouts,
    ledger_strayed,
    ledger_unnumbered,
)
from greenshield.services.area_import import need_role
from greenshield.services.calendar import day
from greenshield.services.ledger_adopt import Adopter, just_made
from greenshield.services.ledger_judged import Judged, LedgerOptions, SheetPlan, judge
from greenshield.services.ledger_planned import LedgerPlan, RowPlan
from greenshield.services.ledger_reading import ColumnWords
from greenshield.services.progress import SILENT, Progress
from greenshield.services.session import Session
from greenshield.services.source_files import SourceFile, source_of

__all__ = [
    "AS", "DATUMS", "ColumnWords", "LedgerFile", "LedgerImported", "LedgerOptions", "SheetPlan",
    "import_file",
]  # fmt: skip

AS = ("clues", "ledger")
_STEP = 200  # rows between two words of progress


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
    session: Session, path: Path, options: LedgerOptions, progress: Progress = SILENT,
    read: Judged | None = None,
) -> LedgerImported:  # fmt: skip
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
        read: the file as it was read already, see ``ledger_judged.judge``.

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
    judged = judge(project, path, options, session.who.division, progress, read)
    file, plans = judged.file, [sheet.plan for sheet in judged.sheets]
    for sheet in judged.sheets:
        decided = options.decided.get(sheet.file.sheet, NONE)
        ledger_strayed.refuse(project, sheet.file, sheet.plan, decided, shifted=bool(options.datum))
    ledger_unnumbered.tell(project, judged.sheets)
    stands = _standing(project, judged.sheets, options)
    told = [p for sheet in judged.sheets for p in (*sheet.file.problems, *sheet.plan.problems)]
    told += ledger_compare.alike(project, judged, options)
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
    return action.create_again("issue", row.issue_id, row.values, origin)


def _origin(source: SourceFile, file: LedgerFile, row: RowPlan) -> dict[str, Any]:
    return {"file": source.name, "sha256": source.sha256, "sheet": file.sheet, "row": row.row}
