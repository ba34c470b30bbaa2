"""What an import of boundaries will write: one entity a feature, judged before anything is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shapely.geometry import MultiPolygon
from shapely.geometry.base import BaseGeometry

from greenshield.domain.errors import Problem, UsageError
from greenshield.formats.boundaries import BoundaryFeature, BoundaryFile
from greenshield.project import identity
from greenshield.project.project import Project
from greenshield.services import (
    area_check,
    area_ground_shared,
    area_rejudged,
    area_returned,
    area_succession,
)
from greenshield.services.area_book import Book, Known, in_force
from greenshield.services.area_columns import (
    ColumnReader,
    columns_of,
    plain_text,
    section_of,
    unread,
    zone_word,
)
from greenshield.services.area_identity import called_of
from greenshield.services.area_shifted import standing_off
from greenshield.services.area_twins import twin

REISSUE, REDATE = "reissue", "redate"


@dataclass(frozen=True, slots=True)
class AreaOptions:
    """How a boundary file is to be taken.

    Attributes:
        kind: ``area``, ``zone``, ``redline`` or ``control``; "" has it guessed.
        is_default_kind: nobody said the kind; what surely is another one is refused.
        layer: its name in the file, or None for the likeliest.
        mapping: field -> column of the file.
        crs: ``EPSG:n`` or WKT, before what the file says; or None.
        encoding: of the attributes; None lets the bytes decide.
        valid_from: ISO date from which these boundaries are in force, or "".
        datum: one of ``geo.datums.DATUMS``, what the positions are in, or "". What was imported
            without is corrected; ``wgs84`` takes a correction back.
        again: what another date of an unchanged boundary means: ``reissue`` a version of its
            own, ``redate`` a correction of the date, "" nothing.
        ignored: columns of the file that are not to be taken.
        withheld: what protected areas go by that the same batch could not bring: their zones
            are refused.
        succeeds: ``AREA``, of which the file's boundary is the next version whatever it is called;
            ``NAME=AREA`` for one of several.
    """

    kind: str = "area"
    layer: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    crs: str | None = None
    encoding: str | None = None
    valid_from: str = ""
    again: str = ""
    datum: str = ""
    is_default_kind: bool = False
    withheld: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    succeeds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Planned:
    """One boundary to be written.

    Attributes:
        entity_id: the same on every laptop that imports this feature of this file.
        number: of the feature, from 1.
        fields: typed, without the geometry.
        twin: the version in the project that this is already, or "".
        keeps_date: the twin's date stays, though another is given.
        is_version: another version of what this feature of this file was before.
        corrects: versions whose shape stood where the file has it, and stands off.
    """

    entity_id: str
    number: int
    fields: dict[str, Any]
    geometry: MultiPolygon
    twin: str = ""
    keeps_date: bool = False
    is_version: bool = False
    corrects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AreaPlan:
    """The boundaries of one file, and what was left out or remarked.

    Attributes:
        columns: each column that holds anything, with the field it was read as, or "".
        rekeyed: versions in the project that become versions of another boundary: id -> of which.
    """

    entity_type: str
    items: list[Planned]
    problems: list[Problem]
    columns: tuple[tuple[str, str], ...]
    rekeyed: Mapping[str, str] = field(default_factory=dict)


def plan(
    project: Project, file: BoundaryFile, path: Path, sha256: str, options: AreaOptions,
    coming: Sequence[tuple[Known, BaseGeometry]] = (),
) -> AreaPlan:  # fmt: skip
    """Turns what was read into what will be written.

    Args:
        project: where to.
        file: what was read.
        path: as the user named it.
        sha256: of the file.
        options: how it is to be taken; its kind is said.
        coming: boundaries that will have been imported before.

    Raises:
        UsageError: ``area_field_unknown``; ``valid_from_needed`` where a boundary of that name
            is there from another file; ``valid_from_taken``.
    """
    book = Book(project, coming)
    present = [c for c in _present(file) if c not in options.mapping]
    wanted = [column for column in present if column not in options.ignored]
    reader = ColumnReader(options.kind, columns_of(options.kind, wanted, options.mapping))
    shown = str(path)
    common = _common(file, sha256, options)
    read = [
        (f, common | {"source_crs": f.crs} | reader.read(f.number, f.attributes))
        for f in file.features
    ]
    problems: list[Problem] = []
    rekeyed: dict[str, str] = {}
    if options.kind == "zone":
        if options.succeeds:
            raise UsageError("succeeds_no_zone", file=shown)
        read, problems = _zones(book, read, shown)
        read, more = _with_areas(book, read, options.withheld, shown)
        problems += more
    else:
        problems = _named(read, file, path)
        numbered = [(f.number, values) for f, values in read]
        following = area_succession.settle(book, options.kind, numbered, options.succeeds, shown)
        problems += following.problems
        rekeyed = following.rekeyed
    layer = file.layer if len(file.layers) > 1 else ""
    items = []
    kept: Counter[tuple[str, str]] = Counter()
    for feature, values in read:
        called = values.get("code") or ("" if values.pop("_unnamed", False) else values["name"])
        key = (options.kind, called, sha256, layer, str(feature.number))
        values["version"] = values.get("valid_from") or sha256[:8]
        try:
            item = _planned(book, project.project_id, key, feature, values, options, shown)
        except UsageError as error:
            raise UsageError(error.code, **error.params, areas=_areas_in(options, read)) from error
        if item.keeps_date:
            kept[book.by_id[item.twin].valid_from, values["valid_from"]] += 1
        items.append(item)
    if options.kind == "zone":
        problems += area_check.of_import(project, map(_as_judged, items), shown)
    else:
        problems += area_ground_shared.remarks(project, book, _new(book, items), shown)
    for (since, day), count in kept.items():
        told = {"count": count, "since": since, "day": day}
        problems.append(Problem("area_same_again", shown, params=told, fatal=False))
    problems += area_returned.remarks(book, options.kind, _new(book, items), shown)
    problems += area_rejudged.remarks(project, book, items, options, rekeyed, shown)
    columns = _columns(file, present, reader.columns)
    problems += [*reader.remarks(shown), *unread(shown, columns)]
    return AreaPlan(section_of(options.kind), items, problems, columns, rekeyed)


def _areas_in(options: AreaOptions, read: list[_Read]) -> list[str]:
    """What the protected areas of a file go by."""
    called = (values.get(key) for _, values in read for key in ("code", "name"))
    return [str(one) for one in called if one] if options.kind == "area" else []


def _new(book: Book, items: Sequence[Planned]) -> list[Planned]:
    return [i for i in items if not (i.twin or i.corrects or i.entity_id in book.by_id)]


def _as_judged(item: Planned) -> tuple[area_check.Zone, str, str]:
    values = item.fields
    zone = area_check.Zone(
        item.twin or item.entity_id, values["name"], values["zone_code"], item.geometry,
        number=item.number,
    )  # fmt: skip
    return zone, values["area_id"], values.get("valid_from", "")


def _columns(
    file: BoundaryFile, present: list[str], read: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """Each column with its field; the reader of boundaries finds the name's by itself."""
    fields = {column: name for name, column in read.items()}
    if "name" not in read and file.name_column:
        fields.setdefault(file.name_column, "name")
    return tuple((column, fields.get(column, "")) for column in present)


def _planned(
    book: Book,
    project_id: str,
    key: tuple[str, ...],
    feature: BoundaryFeature,
    values: dict[str, Any],
    options: AreaOptions,
    shown: str,
) -> Planned:
    """One boundary: a new version, or the one that is there already."""
    day = values.get("valid_from", "")
    entity_id = identity.natural(project_id, *key)
    same = twin(book, options.kind, values, feature.geometry)
    dated = same is not None and same.valid_from not in ("", day) and bool(day)
    if same is not None and not (dated and options.again == REISSUE):
        keeps = dated and options.again != REDATE
        return Planned(entity_id, feature.number, values, feature.geometry, same.entity_id, keeps)
    there = book.by_id.get(entity_id)
    wrong = standing_off(book, options.kind, options.datum, values, feature.geometry, there)
    if wrong:
        return Planned(entity_id, feature.number, values, feature.geometry, corrects=wrong)
    again = there is not None and bool(day) and there.valid_from not in ("", day)
    if again:
        entity_id = identity.natural(project_id, *key, day)
    if there is None or day:
        _check_version(book, options, values, shown)
    return Planned(entity_id, feature.number, values, feature.geometry, is_version=again)


def _common(file: BoundaryFile, sha256: str, options: AreaOptions) -> dict[str, Any]:
    values = {"source_file": file.name, "source_sha256": sha256}
    values |= {"source_layer": file.layer[:200]}
    if options.kind != "zone":
        values["kind"] = options.kind
    if options.valid_from:
        values["valid_from"] = options.valid_from
    return values


def _present(file: BoundaryFile) -> list[str]:
    """The columns that hold anything, in their order."""
    out: dict[str, None] = {}
    for feature in file.features:
        for column, value in feature.attributes.items():
            if value is not None and value != "":
                out.setdefault(column)
    return list(out)


_Read = tuple[BoundaryFeature, dict[str, Any]]


def _named(read: list[_Read], file: BoundaryFile, path: Path) -> list[Problem]:
    """Gives every area a name: its own, its code, or the file's with a number."""
    nameless = 0
    for feature, values in read:
        name = values.get("name") or plain_text(feature.name) or values.get("code")
        if not name:
            nameless += 1
            values["_unnamed"] = True
            tail = f" {feature.number}" if len(file.features) > 1 else ""
            name = f"{path.stem}{tail}"
        values["name"] = name
    if not nameless:
        return []
    params = {
        "count": nameless,
        "total": len(read),
        "columns": ", ".join(_present(file)[:40]) or "—",
    }
    return [Problem("area_name_missing", str(path), params=params, fatal=False)]


def _zones(book: Book, read: list[_Read], shown: str) -> tuple[list[_Read], list[Problem]]:
    """The zones whose label and area are known; a problem for each other."""
    problems: list[Problem] = []
    kept: list[_Read] = []
    for feature, values in read:
        worded, name = values.pop("zone_code", ""), values.get("name", "")
        code = zone_word(worded, name or plain_text(feature.name))
        values.setdefault("name", plain_text(feature.name) or worded)
        if code is None:
            given = worded or values["name"]
            problems.append(Problem("zone_label_unknown", shown, feature.number, "",
                                    {"given": given}))  # fmt: skip
            continue
        values["zone_code"] = code
        kept.append((feature, values))
    found, more = _parents(book, kept, shown)
    return found, [*problems, *more]


def _with_areas(
    book: Book, read: list[_Read], withheld: Sequence[str], shown: str
) -> tuple[list[_Read], list[Problem]]:
    """The zones whose area came in, if it was to come with them; a problem for each other.

    Zones of a boundary that is not in force beside those of the one that is would overlap them.
    A zone that is there already is no newcomer.
    """
    kept: list[_Read] = []
    problems: list[Problem] = []
    for feature, values in read:
        area = book.by_id[values["area_id"]]
        is_withheld = area.name in withheld or (area.code and area.code in withheld)
        if is_withheld and twin(book, "zone", values, feature.geometry) is None:
            params = {"zone": values["name"], "area": area.name}
            problems.append(Problem("zone_area_withheld", shown, feature.number, params=params))
        else:
            kept.append((feature, values))
    return kept, problems


def _parents(book: Book, kept: list[_Read], shown: str) -> tuple[list[_Read], list[Problem]]:
    """Sets each zone's ``area_id``: by the area's code or name, else by place."""
    problems: list[Problem] = []
    worded = [(v.pop("area_code", ""), v.pop("area_name", "")) for _, v in kept]
    named = [
        in_force(book.areas_called(code, name), values.get("valid_from", ""))
        for (code, name), (_, values) in zip(worded, kept, strict=True)
    ]
    open_ones = [n for n, versions in enumerate(named) if len(versions) != 1]
    among = [{k.entity_id for k in named[n]} or None for n in open_ones]
    places = book.covering([kept[n][0].geometry for n in open_ones], among)
    by_place = dict(zip(open_ones, places, strict=True))
    out: list[_Read] = []
    for n, (feature, values) in enumerate(kept):
        given = worded[n][1] or worded[n][0]
        area_id = by_place[n] if n in by_place else named[n][0].entity_id
        if not area_id:
            params = {"area": given or "—", "zone": values["name"]}
            problems.append(Problem("zone_area_unknown", shown, feature.number, params=params))
            continue
        if given and not named[n]:
            params = {"given": given, "area": book.by_id[area_id].name}
            problems.append(
                Problem("zone_area_by_place", shown, feature.number, "", params, fatal=False)
            )
        values["area_id"] = area_id
        out.append((feature, values))
    return out, problems


def _check_version(book: Book, options: AreaOptions, values: Mapping[str, Any], shown: str) -> None:
    """A second version of a boundary must say from when it is in force, and from another day."""
    area_id, zone = values.get("area_id", ""), values.get("zone_code", "")
    name = values["name"]
    called = options.kind, values.get("code") or "", name
    others = [
        k
        for k in book.versions(*called, area_id, zone, values.get("version_of", ""))
        if k.source_sha256 != values["source_sha256"]
    ]
    day = values.get("valid_from", "")
    if others and not day:
        raise UsageError("valid_from_needed", area=name, file=shown)
    if any(k.valid_from == day for k in others):
        raise UsageError("valid_from_taken", area=name, file=shown, day=day)


def coming_of(planned: AreaPlan) -> list[tuple[Known, BaseGeometry]]:
    """The new boundaries of a plan as another plan's ``coming``."""
    out: list[tuple[Known, BaseGeometry]] = []
    for item in planned.items:
        if item.twin or item.corrects:
            continue
        values = item.fields
        known = Known(
            item.entity_id, values.get("kind", "zone"), values.get("area_id", ""),
            values.get("zone_code", ""), values.get("code", "") or "", values["name"],
            values.get("valid_from", ""), values["source_sha256"],
            "" if planned.entity_type == "zone" else called_of(values),
        )  # fmt: skip
        out.append((known, item.geometry))
    return out
