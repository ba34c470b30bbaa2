"""What an import of boundaries would do, read and judged by the import's own steps."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from shapely.geometry.base import BaseGeometry

from greenshield import reference
from greenshield.domain import fields
from greenshield.domain.errors import GreenShieldError, Problem
from greenshield.domain.import_preview import REFUSED, AreaPreview, PreviewColumn, PreviewRow
from greenshield.domain.standing import Standing
from greenshield.formats.boundaries import BoundaryFeature, BoundaryFile, TurnedAway
from greenshield.geo import outlines
from greenshield.geo.crs_numbers import name_of
from greenshield.services import area_guess, area_import, area_plan, file_standing
from greenshield.services.area_book import Known
from greenshield.services.area_columns import plain_text, synonyms
from greenshield.services.area_judged import judged, withheld_by
from greenshield.services.area_plan import AreaOptions, AreaPlan
from greenshield.services.progress import SILENT, Progress
from greenshield.services.session import Session
from greenshield.services.source_files import source_of

ROWS = 200  # the first ones
WITH_PROBLEMS = 2000  # rows that are shown because something is said of them
_SAMPLES = 3


def of(
    session: Session,
    path: Path,
    options: AreaOptions,
    progress: Progress = SILENT,
    lang: str = "zh",
) -> AreaPreview:
    """Reads and judges a boundary file as an import would, and writes nothing.

    Args:
        session: who would import, where; may be open for reading.
        path: as of ``area_import.import_file``.
        options: the same.
        progress: the same.
        lang: of the codes' words in the rows.

    Raises:
        RefusedError, UsageError, UnreadableError, SurroundingsError: as ``import_file``;
            ``crs_unknown`` and its like name what it may be in ``proposals``.
    """
    return _seen(session, _read_file(session, path, options, progress), lang)[0]


def several(
    session: Session,
    wishes: Sequence[tuple[Path, AreaOptions]],
    wanted: Collection[int],
    progress: Progress = SILENT,
    lang: str = "zh",
) -> dict[int, AreaPreview | GreenShieldError]:
    """The same of several files that will be imported together, in the order of ``area_parts``.

    Zones are judged beside the areas that the other files bring, which will be there by then.

    Args:
        session: who would import, where.
        wishes: every file that is to be imported, and how it is to be taken.
        wanted: the places in ``wishes`` of those that are to be looked at; areas are read for
            the sake of zones all the same.
        progress: told about every file.
        lang: of the codes' words in the rows.

    Returns:
        By place in ``wishes`` what was seen, or why the file can't be read.
    """
    out: dict[int, AreaPreview | GreenShieldError] = {}
    zones: list[tuple[int, _Read]] = []
    coming: list[tuple[Known, BaseGeometry]] = []
    withheld: list[str] = []
    looks = sorted(wanted)
    for done, place in enumerate(looks):
        progress.step("reading_boundaries", done, len(looks))
        try:
            read = _read_file(session, *wishes[place], SILENT)
            if read.options.kind == "zone":
                zones.append((place, read))
                continue
            out[place], planned = _seen(session, read, lang)
            coming += area_plan.coming_of(planned)
        except GreenShieldError as error:
            out[place] = error
            withheld += withheld_by(error)
    for place, (path, options) in enumerate(wishes) if zones else ():
        if place not in wanted and options.kind == "area":
            try:
                read = _read_file(session, path, options, progress)
                coming += area_plan.coming_of(_seen(session, read, lang)[1])
            except GreenShieldError as error:  # told when it is looked at itself
                withheld += withheld_by(error)
    for place, read in zones:
        read = replace(read, options=replace(read.options, withheld=tuple(withheld)))
        try:
            out[place] = _seen(session, read, lang, coming)[0]
        except GreenShieldError as error:
            out[place] = error
    return out


@dataclass(frozen=True, slots=True)
class _Read:
    """A file that was read, and how it is to be taken."""

    path: Path
    file: BoundaryFile
    beside: list[Problem]
    options: AreaOptions


def _read_file(session: Session, path: Path, options: AreaOptions, progress: Progress) -> _Read:
    path, file, beside = area_import.read_file(session, path, options, progress)
    return _Read(path, file, beside, area_guess.settled(file, path, options))


def _seen(
    session: Session,
    read: _Read,
    lang: str,
    coming: Sequence[tuple[Known, BaseGeometry]] = (),
) -> tuple[AreaPreview, AreaPlan]:
    """What is told of a file that was read, and what would be written of it."""
    path, file, options = read.path, read.file, read.options
    with source_of(path, session.project.media) as source:
        planned, stands = judged(session.project, file, path, source, options, coming)
        known = area_import.known_entities(session.project, planned, source)
    problems = file_standing.with_remark(
        (*read.beside, *file.problems, *planned.problems), stands, str(path), options.datum
    )
    return _preview(read, planned, known, problems, stands, lang), planned


def _preview(
    read: _Read,
    planned: AreaPlan,
    known: dict[int, str],
    problems: tuple[Problem, ...],
    stands: Standing,
    lang: str,
) -> AreaPreview:
    path, file = read.path, read.file
    whats = _whats(file, planned, known)
    shown = _shown_of(file, {p.row for p in problems if p.row})
    stored = {item.number: item.fields for item in planned.items}
    return AreaPreview(
        file=str(path),
        layer=file.layer,
        layers=file.layers,
        crs=file.crs,
        crs_name=name_of(file.crs),
        crs_source=file.crs_source,
        crs_accuracy_m=file.crs_accuracy_m,
        encoding=file.encoding,
        encoding_source=file.encoding_source,
        columns=tuple(_column(name, field, file) for name, field in planned.columns),
        rows=tuple(
            _row(f, whats[f.number], planned, stored.get(f.number, {}), lang) for f in shown
        ),
        area_m2=sum(f.area_m2 for f in file.features),
        vertices=file.vertices,
        repaired=file.repaired,
        counts={
            "created": sum(what == "created" for what in whats.values()),
            "updated": sum(what == "updated" for what in whats.values()),
            "unchanged": sum(what == "unchanged" for what in whats.values()),
            "refused": len({p.row for p in problems if p.fatal}),
        },
        problems=problems,
        standing=stands,
        kind=read.options.kind,
        outlines=outlines.thinned([feature.geometry for feature in file.features]),
    )


def fields_of(kind: str) -> tuple[str, ...]:
    """The fields that a column of a layer of this kind may be mapped to."""
    return tuple(synonyms()["zone" if kind == "zone" else "area"])


def _shown_of(file: BoundaryFile, remarked: set[int]) -> list[BoundaryFeature | TurnedAway]:
    """The first ones, and as many as there is room for of those of which something is said."""
    every: list[BoundaryFeature | TurnedAway] = list(file.features)
    every += file.turned_away
    every.sort(key=lambda feature: feature.number)
    later = (feature for feature in every[ROWS:] if feature.number in remarked)
    return [*every[:ROWS], *islice(later, WITH_PROBLEMS)]


def _whats(file: BoundaryFile, planned: AreaPlan, known: dict[int, str]) -> dict[int, str]:
    out = {feature.number: REFUSED for feature in file.features}
    out |= {feature.number: REFUSED for feature in file.turned_away}
    for item in planned.items:
        there = item.twin or known.get(item.number)
        if item.is_version and there != item.entity_id:
            there = None
        out[item.number] = "unchanged" if there else "created"
        if item.corrects:
            out[item.number] = "updated"
    return out


def _column(name: str, field: str, file: BoundaryFile) -> PreviewColumn:
    held = (_shown(f.attributes.get(name)) for f in file.features[:ROWS])
    sample = tuple(dict.fromkeys(text[:40] for text in held if text))
    return PreviewColumn(name, name, name, field, "", 1.0 if field else 0.0, sample[:_SAMPLES])


def _row(
    feature: BoundaryFeature | TurnedAway,
    what: str,
    planned: AreaPlan,
    stored: dict[str, Any],
    lang: str,
) -> PreviewRow:
    return PreviewRow(
        feature.number,
        what,
        tuple(_shown(feature.attributes.get(name)) for name, _ in planned.columns),
        tuple(_read(planned.entity_type, field, stored, lang) for _, field in planned.columns),
    )


def _read(entity_type: str, field: str, stored: dict[str, Any], lang: str) -> str:
    """What became of a column's value; a class that stands in the type's column is taken too."""
    if field == "area_type" and field not in stored:
        field = "area_class"
    return _worded(entity_type, field, stored.get(field), lang) if field else ""


def _worded(entity_type: str, name: str, value: Any, lang: str) -> str:
    spec = fields.specs(entity_type).get(name)
    if value is not None and spec is not None and spec.code_table:
        return reference.code_tables().label(spec.code_table, str(value), lang)
    return _shown(value)


def _shown(value: Any) -> str:
    return "" if value is None else plain_text(value)
