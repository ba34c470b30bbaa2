"""Reads a ledger and judges each of its rows: what an import would do, before it does anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from greenshield import reference
from greenshield.domain import fields
from greenshield.domain.errors import Problem
from greenshield.domain.reissue_decisions import NONE, Decisions
from greenshield.formats.ledger import LedgerFile, LedgerRow
from greenshield.project.project import Project
from greenshield.services import (
    division_names,
    folder_files,
    ledger_divisions,
    ledger_lacking,
    ledger_layouts,
    ledger_reading,
    lookup,
)
from greenshield.services.calendar import day
from greenshield.services.collector import resting
from greenshield.services.ledger_before import Before
from greenshield.services.ledger_known import Known
from greenshield.services.ledger_names import Names
from greenshield.services.ledger_plan import Planner
from greenshield.services.ledger_planned import LedgerPlan
from greenshield.services.ledger_reading import ColumnWords
from greenshield.services.progress import SILENT, Progress
from greenshield.services.source_files import refuse_own


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
        decided: what a person said of the rows of a list that comes again, by sheet.
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
    decided: Mapping[str, Decisions] = field(default_factory=dict)
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


def judge(
    project: Project, path: Path, options: LedgerOptions, division: str = "",
    progress: Progress = SILENT, read: Judged | None = None,
) -> Judged:  # fmt: skip
    """Reads a ledger and says what an import would do to each row; writes nothing.

    Args:
        project: where it would go.
        path: as of :func:`import_file`.
        options: likewise.
        division: for rows that give none; the project's by default.
        progress: likewise.
        read: the same file as it was read with options that differ in no more than ``campaign``
            and ``decided``: it is not read again, which takes longer than to judge it.

    Raises:
        UsageError, UnreadableError, SurroundingsError: as :func:`import_file`.
    """
    refuse_own(path, project.layout)
    with resting():
        if read is None:
            progress.step("reading_ledger", 0, 0)
            path, files, beside = _found(project, path, options)
        else:
            path, files, beside = read.path, [sheet.file for sheet in read.sheets], read.beside
        return _judged(project, path, files, beside, options, division, progress)


def _judged(
    project: Project, path: Path, files: Sequence[LedgerFile], beside: list[Problem],
    options: LedgerOptions, division: str, progress: Progress,
) -> Judged:  # fmt: skip
    names = Names(project)
    own = division or lookup.division(project)
    called = division_names.of(project)
    files = _with_followed_up(project, files, names, options)
    before = Before(project, path)
    sheets = [
        SheetPlan(
            file,
            Planner(
                project, file, names, campaign=options.campaign.strip(), division=own,
                counties=ledger_divisions.of(file, files, called, own),
                adopt=options.how == "ledger",
                on=day(options.on), decided=options.decided.get(file.sheet, NONE),
                before=before,
            ).run(progress),
        )
        for file in files
    ]  # fmt: skip
    _keep_apart(sheets)
    return Judged(path, files[0], beside, names, sheets[0].plan, tuple(sheets))


def _with_followed_up(
    project: Project, files: Sequence[LedgerFile], names: Names, options: LedgerOptions
) -> list[LedgerFile]:
    """The sheets, with rows that lack a place but speak of an issue that is there."""
    if not any(ledger_lacking.rows_of(file) for file in files):
        return list(files)
    known = {
        file.sheet: Known(project, options.decided.get(file.sheet, NONE).same) for file in files
    }

    def is_there(file: LedgerFile, row: LedgerRow) -> bool:
        name = row.fields.get("campaign_name") or options.campaign.strip()
        campaign = names.campaign_there(name) if name else ""
        here, number = known[file.sheet], str(row.fields["clue_no"])
        found = "" if campaign is None else here.find(row.row, campaign, number)[0]
        return bool(found or here.by_official(row.fields))

    return ledger_lacking.taken_back(files, is_there)


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
