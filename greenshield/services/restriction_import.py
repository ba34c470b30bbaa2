"""Imports a negative list (负面清单): which measures a space bars or limits, row by row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from greenshield.domain import dates
from greenshield.domain.errors import Problem, UsageError
from greenshield.domain.roles import LIST_ROLES
from greenshield.formats.listed import Listed, read_listed
from greenshield.project.changes import Changes
from greenshield.project.project import Project
from greenshield.services import restriction_versions
from greenshield.services.area_import import need_role
from greenshield.services.progress import SILENT, Progress
from greenshield.services.restriction_rows import KNOWN, Reader, words
from greenshield.services.restriction_versions import Target
from greenshield.services.session import Session
from greenshield.services.source_files import SourceFile, refuse_own, source_of

_TOLD_EVERY: Final = 100  # rows


@dataclass(frozen=True, slots=True)
class ListOptions:
    """How a negative list is to be taken.

    Attributes:
        name: what the list is called, which its next version is known by; "" for the file's name.
        valid_from: ISO day from which this version holds, or "".
        space, level: for rows that say none, codes or words, or "".
        sheet, mapping, encoding, ignored: as ``listed.read_listed`` takes them.
        again: what another day of the same file means, as ``restriction_versions.target`` takes it.
    """

    name: str = ""
    valid_from: str = ""
    space: str = ""
    level: str = ""
    sheet: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    encoding: str | None = None
    ignored: tuple[str, ...] = ()
    again: str = ""


@dataclass(frozen=True, slots=True)
class Planned:
    """One row to be written.

    Attributes:
        entity_id: its id.
        values: fields to be written.
        row: of the list.
        is_new: there is none yet.
        differs: it would be another than it is, and is to be.
    """

    entity_id: str
    values: dict[str, Any]
    row: int
    is_new: bool
    differs: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """A list with what an import would do of it.

    Attributes:
        listed: as it was read.
        list_name: by which its next version is known.
        planned: what would be written, in the order of the rows.
        refused: how many rows would not.
        problems: these, and remarks.
    """

    listed: Listed
    list_name: str
    planned: tuple[Planned, ...]
    refused: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class ListImported:
    """What became of a negative list.

    Attributes:
        file: as the user named it.
        sheet: that was read.
        list_name: by which its next version is known.
        imported, updated, unchanged, refused: rows.
        columns: each with the field it was read as, or "".
        problems: refused rows and remarks.
        sha256: of the file as it is kept in the project's media.
    """

    file: str
    sheet: str
    list_name: str
    imported: int
    updated: int
    unchanged: int
    refused: int
    columns: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]
    sha256: str
    changes: Changes


def import_file(
    session: Session,
    path: Path,
    options: ListOptions = ListOptions(),
    progress: Progress = SILENT,
    *,
    dry_run: bool = False,
) -> ListImported:
    """Imports one list in one transaction; the same file again changes nothing.

    Every version of a list stays: which one holds on a day follows from ``valid_from``. The same
    file on another day is a version of its own, or corrects the day, as ``options.again`` says;
    else nothing is written. What was voided stays so.

    Args:
        session: who imports, where; for a dry run it may be open for reading.
        path: a workbook or a text table.
        options: how it is to be taken.
        progress: told row by row.
        dry_run: only tells what would be done.

    Raises:
        RefusedError: who acts has no role that may import, or the device may not write what all
            counties share.
        UsageError: ``date_malformed``, ``code_unknown``; ``restrictions_version_needed``,
            ``restrictions_version_taken`` where the list is there from another file; as
            ``listed.read_listed``.
        UnreadableError, SurroundingsError: as ``listed.read_listed``.
    """
    project = session.project
    listed = _read(session, path, options)
    with source_of(path, project.media) as source:
        seen = _judged(project, listed, path, options, source, progress)
        written = [one for one in seen.planned if one.differs]
        changes = Changes()
        if not dry_run and written:
            with project.action(session.who.actor_id) as action:
                for number, one in enumerate(written):
                    if number % _TOLD_EVERY == 0:
                        progress.step("importing_restrictions", number, len(written))
                    if one.is_new:
                        origin = {"file": source.name, "sha256": source.sha256, "row": one.row}
                        action.create("restriction", one.entity_id, one.values, origin=origin)
                    else:
                        action.set_fields("restriction", one.entity_id, one.values)
                source.keep(project.media)
            changes = action.changes
    new = sum(one.is_new for one in seen.planned)
    return ListImported(
        file=str(path), sheet=listed.sheet, list_name=seen.list_name, imported=new,
        updated=len(written) - new, unchanged=len(seen.planned) - len(written),
        refused=seen.refused, columns=tuple((c.label, c.field or "") for c in listed.columns),
        problems=seen.problems, sha256=source.sha256, changes=changes,
    )  # fmt: skip


def judged(
    session: Session, path: Path, options: ListOptions, progress: Progress = SILENT
) -> Judged:
    """A list read and judged as an import would; nothing is written.

    Raises:
        RefusedError, UsageError, UnreadableError, SurroundingsError: as :func:`import_file`.
    """
    listed = _read(session, path, options)
    with source_of(path, session.project.media) as source:
        return _judged(session.project, listed, path, options, source, progress)


def name_of(path: Path, given: str = "") -> str:
    """What a list is called: as given, else as its file."""
    return " ".join((given or path.stem).split())[:200]


def _read(session: Session, path: Path, options: ListOptions) -> Listed:
    need_role(session.who, LIST_ROLES)
    refuse_own(path, session.project.layout)
    if options.valid_from and not dates.is_date(options.valid_from):
        raise UsageError("date_malformed", given=options.valid_from)
    return read_listed(
        path, words(), KNOWN, sheet=options.sheet, mapping=options.mapping,
        encoding=options.encoding, ignored=options.ignored,
    )  # fmt: skip


def _judged(
    project: Project, listed: Listed, path: Path, options: ListOptions, source: SourceFile,
    progress: Progress,
) -> Judged:  # fmt: skip
    list_name = name_of(path, options.name)
    _check_version(project, list_name, options.valid_from, source.sha256)
    day = options.valid_from
    held = restriction_versions.target(
        project, list_name, source.sha256, day, options.again, str(path)
    )
    reader = Reader(listed, options.space, options.level)
    own = {"list_name": list_name, "source_file": source.name[:200], "source_sha256": source.sha256}
    if day:
        own["list_from"] = day
    planned = []
    rows = reader.rows()
    for count, (number, values) in enumerate(rows):
        if count % _TOLD_EVERY == 0:
            progress.step("reading_restrictions", count, len(rows))
        one = held.id_of(number)
        state = project.state("restriction", one)
        values = values | own | {"source_row": number}
        # A write to what was voided would stand against its voiding.
        stays = held.keeps or (state is not None and state.void)
        differs = state is None or any(state.get(name) != v for name, v in values.items())
        is_new = state is None and not held.keeps
        planned.append(Planned(one, values, number, is_new, differs and not stays))
    planned += _redated(project, held, {one.row for one in planned})
    problems = (*held.problems, *listed.problems, *reader.problems)
    return Judged(listed, list_name, tuple(planned), reader.refused, problems)


def _redated(project: Project, held: Target, taken: set[int]) -> list[Planned]:
    """The rows of a version that this reading of its file leaves out: their day goes with it."""
    if held.keeps or not held.day or held.since == held.day:
        return []
    left = [(row, one) for row, one in held.ids.items() if row not in taken]
    states = ((row, one, project.state("restriction", one)) for row, one in left)
    return [
        Planned(one, {"list_from": held.day}, row, is_new=False, differs=True)
        for row, one, state in states
        if state is not None and not state.void
    ]


def _check_version(project: Project, list_name: str, valid_from: str, sha256: str) -> None:
    """Another file of that name is another version, and must say from which other day it holds."""
    others = project.rows(
        "SELECT DISTINCT coalesce(list_from, '') AS since FROM restriction "
        "WHERE list_name = ? AND source_sha256 <> ? AND NOT void",
        list_name, sha256,
    )  # fmt: skip
    if others and not valid_from:
        raise UsageError("restrictions_version_needed", name=list_name)
    if any(row["since"] == valid_from for row in others):
        raise UsageError("restrictions_version_taken", name=list_name, day=valid_from)
