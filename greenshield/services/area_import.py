"""Imports boundaries: protected areas, their zones, red lines and control areas."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import shapely

from greenshield.domain import dates
from greenshield.domain.actors import Actor
from greenshield.domain.errors import Problem, RefusedError, UnreadableError, UsageError
from greenshield.domain.mended import CODES as MADE_VALID
from greenshield.domain.roles import LIST_ROLES
from greenshield.domain.standing import Standing
from greenshield.formats import vectors_sources
from greenshield.formats.boundaries import BoundaryFile, read_boundaries
from greenshield.geo.datums import DATUMS
from greenshield.project.action import Action
from greenshield.project.changes import Changes
from greenshield.project.project import Project
from greenshield.project.projection.geometry import to_field
from greenshield.services import (
    area_guess,
    area_recorded,
    crs_asked,
    file_standing,
    folder_files,
    voiding,
)
from greenshield.services.area_identity import FIELD
from greenshield.services.area_judged import judged
from greenshield.services.area_plan import AreaOptions, AreaPlan, Planned
from greenshield.services.progress import SILENT, Progress
from greenshield.services.session import Session
from greenshield.services.source_files import SourceFile, refuse_own, source_of

__all__ = [
    "DATUMS",
    "KINDS",
    "AreaOptions",
    "AreasImported",
    "files_of",
    "import_file",
    "need_role",
]

KINDS = ("area", "zone", "redline", "control")
_SAID_BEFORE = ("vector_datum_shifted", "vector_datum_put_back")
_AGAIN = "imported again"  # as all that the log holds by itself, in one language


@dataclass(frozen=True, slots=True)
class AreasImported:
    """What became of one boundary file.

    Attributes:
        file: as the user named it.
        kind: what they were taken as.
        imported: boundaries that are new.
        updated: that were there, and got a date, a mapped value or their place corrected.
        unchanged: that were there already, from this file or in other bytes.
        version: what the boundaries' ``version`` says, several joined by ", ".
        vertices: of all boundaries taken from the file, closing ones included.
        repaired: how many outlines were mended.
        refused: how many features were left out.
        crs_accuracy_m: how exact the positions in EPSG:4490 are, metres; None where nobody can say.
        sha256: of the file as it is kept in the project's media.
        columns: each column that holds anything, with the field it was read as, or "".
        standing: where the file's shapes stand beside those of other files in the project.
    """

    file: str
    layer: str
    kind: str
    imported: int
    updated: int
    unchanged: int
    version: str
    vertices: int
    repaired: int
    refused: int
    crs: str
    crs_source: str
    crs_accuracy_m: float | None
    encoding: str
    sha256: str
    problems: tuple[Problem, ...]
    columns: tuple[tuple[str, str], ...]
    changes: Changes
    standing: Standing = field(default_factory=Standing)


def import_file(
    session: Session, path: Path, options: AreaOptions, progress: Progress = SILENT
) -> AreasImported:
    """Imports one file in one transaction; the same file again changes nothing.

    Boundaries are shared by all counties of the project. Every version stays; which one was in
    force on a day follows from ``valid_from``.

    Args:
        session: who acts, where.
        path: a vector file or a zip; or a folder that holds exactly one with polygons.
        options: how it is to be taken.
        progress: told about every hundredth boundary.

    Raises:
        RefusedError: who acts has no role that may import.
        UsageError: an option that does not fit the file; ``valid_from_needed``;
            ``boundary_folder_several``; ``area_seems_zone`` and its like.
        UnreadableError: the file can't be read, or holds no polygons.
        SurroundingsError: no permission, no room, the project is read-only.
    """
    path, file, beside = read_file(session, path, options, progress)
    options = area_guess.settled(file, path, options)
    project = session.project
    with source_of(path, project.media) as source:
        planned, stands = judged(project, file, path, source, options)
        counts, changes = _write(session, planned, source, _measured(file), options, progress)
    vertices = [shapely.get_num_coordinates(item.geometry) for item in planned.items]
    refused = {p.row for p in (*file.problems, *planned.problems) if p.fatal}
    return AreasImported(
        file=str(path),
        layer=file.layer,
        kind=options.kind,
        imported=counts["new"],
        updated=counts["updated"],
        unchanged=counts["unchanged"],
        version=_versions(project, planned, source),
        vertices=int(sum(vertices)),
        repaired=file.repaired,
        refused=len(refused),
        crs=file.crs,
        crs_source=file.crs_source,
        crs_accuracy_m=file.crs_accuracy_m,
        encoding=file.encoding,
        sha256=source.sha256,
        problems=file_standing.with_remark(
            (*beside, *file.problems, *planned.problems), stands, str(path), options.datum
        ),
        columns=planned.columns,
        changes=changes,
        standing=stands,
    )


def read_file(
    session: Session, path: Path, options: AreaOptions, progress: Progress = SILENT
) -> tuple[Path, BoundaryFile, list[Problem]]:
    """What :func:`import_file` reads: the file itself, what it holds, and what was left beside it.

    Raises:
        RefusedError, UsageError, UnreadableError, SurroundingsError: as :func:`import_file`.
    """
    need_role(session.who, LIST_ROLES)
    if options.kind and options.kind not in KINDS:
        raise UsageError("area_kind_unknown", kind=options.kind, known=", ".join(KINDS))
    if options.valid_from and not dates.is_date(options.valid_from):
        raise UsageError("date_malformed", given=options.valid_from)
    refuse_own(path, session.project.layout)
    progress.step("reading_boundaries", 0, 0)
    return _found(session.project, path, options)


def files_of(path: Path) -> tuple[list[Path], list[Problem]]:
    """The files of a folder that may hold boundaries, and remarks on the others; a file itself.

    Raises:
        UnreadableError: ``vector_folder_empty``.
    """
    if not path.is_dir() or folder_files.is_geodatabase(path):
        return [path], []
    maybe, others = folder_files.several(
        path, vectors_sources.SUFFIXES, empty="vector_folder_empty"
    )
    papers = [file for file in maybe if vectors_sources.is_mere_text(file)]
    told = [folder_files.left(file) for file in (*others, *papers)]
    return [file for file in maybe if file not in papers], told


def need_role(actor: Actor, roles: tuple[str, ...]) -> None:
    """Raises RefusedError where an actor has none of the roles."""
    if not set(roles) & set(actor.roles):
        raise RefusedError("import_role_needed", name=actor.name, roles=", ".join(roles))


def _found(
    project: Project, path: Path, options: AreaOptions
) -> tuple[Path, BoundaryFile, list[Problem]]:
    """The file that was named, or the only one in a folder; what it holds; what was left."""
    if path.is_dir() and not folder_files.is_geodatabase(path):
        return folder_files.only_one(
            path,
            vectors_sources.SUFFIXES,
            lambda file: _read(project, file, options),
            empty="vector_folder_empty",
            many="boundary_folder_several",
        )
    return path, _read(project, path, options), []


def _read(project: Project, path: Path, options: AreaOptions) -> BoundaryFile:
    refuse_own(path, project.layout)  # a folder may hold a link to it
    division = project.rows("SELECT division_code FROM project")[0]["division_code"]
    before = "" if options.datum else area_recorded.datum_of(project, path)
    try:
        file = read_boundaries(
            path,
            layer=options.layer,
            crs=options.crs,
            encoding=options.encoding,
            division=division,
            mapping=dict(options.mapping),
            datum=options.datum or before or None,
        )
    except UnreadableError as error:
        raise crs_asked.by_nearness(project, error) from error
    shapes = [feature.geometry for feature in file.features]
    more = crs_asked.far(project, shapes, file.crs, str(path))
    if before:  # said once is enough: what was made of it is no news
        kept = [p for p in file.problems if p.code not in _SAID_BEFORE]
        return replace(file, problems=[area_recorded.told(before, str(path)), *kept, *more])
    return replace(file, problems=[*file.problems, *more]) if more else file


def _write(
    session: Session,
    planned: AreaPlan,
    source: SourceFile,
    measured: Callable[[int], dict[str, Any]],
    options: AreaOptions,
    progress: Progress,
) -> tuple[dict[str, int], Changes]:
    project = session.project
    counts = {"new": 0, "updated": 0, "unchanged": 0}
    there = known_entities(project, planned, source)
    out = {row["id"] for row in project.rows(f"SELECT id FROM {planned.entity_type} WHERE void")}
    if not planned.items:
        return counts, Changes()
    with project.action(session.who.actor_id) as action:
        for done, item in enumerate(planned.items):
            if done % 100 == 0:
                progress.step("importing_areas", done, len(planned.items))
            if item.corrects:
                _correct(project, action, planned.entity_type, item)
                counts["updated"] += 1
                continue
            known = item.twin or there.get(item.number)
            if item.is_version and known != item.entity_id:
                known = None
            if known is None:
                counts["new"] += 1
                origin = _origin(source, item) | measured(item.number)
                write = _put_back if item.entity_id in out else _create
                write(project, action, planned.entity_type, item, origin)
            elif _update(action, planned.entity_type, known, item, options):
                counts["updated"] += 1
            else:
                counts["unchanged"] += 1
        seen = {item.twin or there.get(item.number) for item in planned.items}
        for entity_id, called in planned.rekeyed.items():
            if entity_id not in seen:
                action.set_fields(planned.entity_type, entity_id, {FIELD: called})
                counts["updated"] += 1
        corrected = any(item.corrects for item in planned.items)
        # Of another file's boundary that stands as it is, nothing is taken from this one.
        if counts["new"] or there or corrected:
            source.keep(project.media)
    return counts, action.changes


def known_entities(project: Project, planned: AreaPlan, source: SourceFile) -> dict[int, str]:
    """Feature number -> the entity that came from this feature of this file before.

    Most have the very id that is planned. One that was imported under another name, by another
    mapping, is known by its origin. What was taken out of force comes as if it were new.
    """
    table = planned.entity_type
    kinds = "kind" if table == "area" else "'zone'"
    kind = planned.items[0].fields.get("kind", "zone") if planned.items else ""
    rows = project.rows(
        f"SELECT id FROM {table} WHERE source_sha256 = ? AND {kinds} = ? AND NOT void",
        source.sha256, kind,
    )  # fmt: skip
    ids = {row["id"] for row in rows}
    out = {item.number: item.entity_id for item in planned.items if item.entity_id in ids}
    strangers = ids - set(out.values())
    if strangers and len(out) < len(planned.items):
        layer = planned.items[0].fields["source_layer"]
        for entity_id in sorted(strangers):
            state = project.state(table, entity_id)
            if state is None or state.get("source_layer") != layer:
                continue
            for origin in state.origins:
                if isinstance(number := origin.what.get("feature"), int):
                    out.setdefault(number, entity_id)
    return out


def _versions(project: Project, planned: AreaPlan, source: SourceFile) -> str:
    """The versions that the boundaries of a file have now."""
    rows = project.rows(
        f"SELECT DISTINCT version FROM {planned.entity_type} "
        "WHERE source_sha256 = ? OR id IN (SELECT value FROM json_each(?)) ORDER BY 1",
        source.sha256, json.dumps([item.twin for item in planned.items if item.twin]),
    )  # fmt: skip
    return ", ".join(row["version"] for row in rows if row["version"])


def _measured(file: BoundaryFile) -> Callable[[int], dict[str, Any]]:
    """Of each feature how exact its positions are, and what mending did to its area."""
    mended = {p.row: p.params for p in file.problems if p.code in MADE_VALID}
    exact = {"crs_accuracy_m": file.crs_accuracy_m}

    def of(number: int) -> dict[str, Any]:
        return exact | ({"repaired": dict(mended[number])} if number in mended else {})

    return of


def _create(
    project: Project, action: Action, entity_type: str, item: Planned, origin: dict[str, Any]
) -> None:
    values = item.fields | {"geom": to_field(item.geometry, project.media)}
    action.create(entity_type, item.entity_id, values, origin=origin)


def _put_back(
    project: Project, action: Action, entity_type: str, item: Planned, origin: dict[str, Any]
) -> None:
    """What was taken out of force, as this import has it."""
    voiding.write(project, action, entity_type, item.entity_id, _AGAIN, restore=True)
    values = item.fields | {"geom": to_field(item.geometry, project.media)}
    action.create(entity_type, item.entity_id, {}, origin=origin)
    action.set_fields(entity_type, item.entity_id, values)


def _origin(source: SourceFile, item: Planned) -> dict[str, Any]:
    return {
        "file": source.name,
        "sha256": source.sha256,
        "layer": item.fields["source_layer"],
        "feature": item.number,
    }


def _correct(project: Project, action: Action, entity_type: str, item: Planned) -> None:
    """Puts boundaries that stood off where they are; which file told that goes with it."""
    names = ("source_crs", "source_file", "source_sha256", "source_layer")
    values = {name: item.fields[name] for name in names}
    values["geom"] = to_field(item.geometry, project.media)
    for entity_id in item.corrects:
        action.set_fields(entity_type, entity_id, values)


def _update(
    action: Action, entity_type: str, entity_id: str, item: Planned, options: AreaOptions
) -> bool:
    """Writes what this import says on purpose: mapped columns, a date, another name."""
    said = set(options.mapping) | ({"valid_from", "version"} if options.valid_from else set())
    if item.keeps_date:
        said -= {"valid_from", "version"}
    if options.succeeds:
        said.add(FIELD)
    if entity_id != item.entity_id and not item.twin:
        said |= {"name", "code"}
    values: dict[str, Any] = {n: v for n, v in item.fields.items() if n in said}
    return action.set_fields(entity_type, entity_id, values) is not None
