"""A patrol as one file: its route, what was walked, what was not, what was found.

For a hand-held or a phone (GPX), a map on it (KML), or a GIS (GeoPackage).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import shapely
from shapely.geometry.base import BaseGeometry

from greenshield import atomic, messages
from greenshield.domain.errors import UsageError
from greenshield.formats import gpx_out, kml_out
from greenshield.formats.shapes_out import Shape, ShapeColumn
from greenshield.geo import codec, measures
from greenshield.project.project import Project
from greenshield.services import patrol_coverage, patrol_list
from greenshield.services.patrol_coverage import Walked

ROUTE, GAP, TRACK, FIND = WHATS = ("route", "gap", "track", "find")
"""What stands in the file, and the styles of its shapes."""
_COLUMNS: Final = (
    ShapeColumn("what", "内容 / what", "str", "what"),
    ShapeColumn("name", "名称 / name", "str", "name"),
    ShapeColumn("length_m", "长度（米）/ length, m", "float", "length_m"),
    ShapeColumn("started_at", "开始 / began", "str", "started"),
    ShapeColumn("ended_at", "结束 / ended", "str", "ended"),
    ShapeColumn("found_on", "发现日期 / found on", "str", "found_on"),
    ShapeColumn("state", "状态 / state", "str", "state"),
)
_COLOURS: Final = {ROUTE: "#1f6fb5", GAP: "#c62828", TRACK: "#2e7d32", FIND: "#e08a00"}
_PLACES: Final = """
SELECT id, geom, lon, lat FROM issue WHERE id IN (SELECT value FROM json_each(?)) ORDER BY fid
"""


def write(project: Project, patrol_id: str, file: Path, *, as_of: str, lang: str) -> dict[str, int]:
    """Writes the file whole or not at all.

    Args:
        project: where.
        patrol_id: which.
        file: ending in ``.gpx``, ``.kml`` or ``.gpkg``; degrees, EPSG:4490, which to a phone is
            WGS 84.
        as_of: the day that its state is told for, ISO.
        lang: of the words, ``zh`` or ``en``.

    Returns:
        How many of each of ``WHATS`` stand in it.

    Raises:
        UsageError: ``patrol_out_ending``; ``patrol_out_empty``: it has no route, was not walked
            and found nothing; ``patrol_unknown``.
        SurroundingsError: no room, no permission.
    """
    content = _WRITERS.get(file.suffix.casefold())
    if content is None:
        raise UsageError("patrol_out_ending", ending=file.suffix or file.name,
                         known=", ".join(_WRITERS))  # fmt: skip
    item = patrol_list.one(project, patrol_id, as_of=as_of)
    shapes = list(_shapes(project, item, lang))
    if not shapes:
        raise UsageError("patrol_out_empty", patrol=item["name"] or "")
    atomic.write(file, content(shapes, str(item["name"] or ""), lang), shared=True)
    counted = Counter(shape.style for shape in shapes)
    return {what: counted[what] for what in WHATS}


def _shapes(project: Project, item: Mapping[str, Any], lang: str) -> Iterator[Shape]:
    walked = patrol_coverage.of(project, item["id"], seen=False)
    (plan,) = project.rows("SELECT geom FROM patrol WHERE id = ?", item["id"])
    if plan["geom"] is not None:
        yield _shape(ROUTE, codec.decode(plan["geom"]), _say(ROUTE, item["name"], lang))
    for number, gap in enumerate(walked.route.gaps if walked.route else (), 1):
        yield _shape(GAP, gap.line, messages.text("patrol_gap_name", {"number": number}, lang))
    yield from _tracks(project, walked, lang)
    yield from _finds(project, item["id"], lang)


def _tracks(project: Project, walked: Walked, lang: str) -> Iterator[Shape]:
    for track_id, line in zip(walked.tracks, walked.lines, strict=True):
        (row,) = project.rows("SELECT name, started_at, ended_at FROM track WHERE id = ?", track_id)
        yield _shape(TRACK, line, _say(TRACK, row["name"], lang),
                     started_at=row["started_at"], ended_at=row["ended_at"])  # fmt: skip


def _finds(project: Project, patrol_id: str, lang: str) -> Iterator[Shape]:
    found = {find["id"]: find for find in patrol_list.finds_of(project, patrol_id)}
    for row in project.rows(_PLACES, json.dumps(list(found))):
        find, place = found[row["id"]], _place(row)
        if place is not None:
            told = " ".join(str(find[n]) for n in ("number", "facility_name") if find[n])
            yield _shape(FIND, place, _say(FIND, told, lang),
                         found_on=find["found_on"], state=find["state"])  # fmt: skip


def _place(row: Mapping[str, Any]) -> BaseGeometry | None:
    if row["geom"] is not None:
        return codec.decode(row["geom"])
    if row["lon"] is None or row["lat"] is None:
        return None
    return shapely.Point(row["lon"], row["lat"])


def _shape(what: str, line: BaseGeometry, name: str, **more: Any) -> Shape:
    length = round(float(measures.length_m(line)), 1) if "Line" in line.geom_type else None
    values = {"what": what, "name": name, "length_m": length, **more}
    return Shape(name, line, tuple(values.get(c.name) for c in _COLUMNS), what, name)


def _say(what: str, name: Any, lang: str) -> str:
    return messages.text(f"patrol_out_{what}", {"name": str(name or "")}, lang)


def _gpx(shapes: Sequence[Shape], title: str, lang: str) -> bytes:
    del title, lang
    return gpx_out.as_gpx(
        gpx_out.Named(s.title, s.geometry if "Line" in s.geometry.geom_type
                      else shapely.point_on_surface(s.geometry))
        for s in shapes
    )  # fmt: skip


def _kml(shapes: Sequence[Shape], title: str, lang: str) -> bytes:
    layers = ("lines", "patches", "points")
    folders = {each: messages.text(f"patrol_out_{each}", {}, lang) for each in layers}
    return kml_out.as_kml(title, shapes, _COLUMNS, _COLOURS, folders)


def _geopackage(shapes: Sequence[Shape], title: str, lang: str) -> bytes:
    from greenshield.formats import geopackage_out  # GDAL is slow to load, seldom asked

    del title, lang
    return geopackage_out.as_geopackage(shapes, _COLUMNS)


_WRITERS: Final[dict[str, Callable[[Sequence[Shape], str, str], bytes]]] = {
    ".gpx": _gpx, ".kml": _kml, ".gpkg": _geopackage,
}  # fmt: skip
