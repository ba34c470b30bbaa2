"""What a map of the project shows: features of each layer as flat arrays, with their styles.

Arrays and texts alone: they cross a pipe to a process that draws and knows no geometry library.
Places are Web Mercator metres (EPSG:3857), for drawing; nothing is measured in them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

import numpy as np
import numpy.typing as npt

from greenshield.domain import doubtful
from greenshield.project.project import Project
from greenshield.services import (
    legal_context,
    map_arrays,
    map_styles,
    marker_list,
    marker_photos,
    photo_choices,
    photo_direction,
    photo_view,
)
from greenshield.services.calendar import today
from greenshield.services.map_arrays import Flat, Floats, Ints
from greenshield.services.map_styles import Styles
from greenshield.services.photo_list import remarks_of

Texts = npt.NDArray[np.str_]
Kind = Literal["polygon", "line", "point"]
# The layers on which entities of a type are, and whose entities they depend on.
LAYERS: Final[dict[str, tuple[str, ...]]] = {
    "area": ("area", "redline", "control"),
    "zone": ("zone",),
    "track": ("track",),
    "issue": ("patch", "spot"),
    "photo": ("photo",),
    "marker": ("marker",),
}
_ISSUES = """
SELECT id, state, came_from, deadline, check_due, coalesce(issue_no, clue_no, '') AS label,
lon, lat, geom
FROM issue i
WHERE NOT void AND (geom IS NOT NULL OR lon IS NOT NULL)
"""
_PHOTOS = f"""
SELECT {photo_view.PLACE_SQL}, p.sha256, coalesce(p.name, '') AS label,
p.position_source AS source, p.warnings,
EXISTS (SELECT 1 FROM photo_tag t WHERE t.photo = p.sha256 AND NOT t.removed)
OR p.sha256 IN ({marker_photos.HASHES}) AS tagged
FROM photo p WHERE NOT p.void AND p.sha256 IS NOT NULL AND p.lon IS NOT NULL AND p.lat IS NOT NULL
"""
_TRACKS = "SELECT id, coalesce(name, '') AS label, geom FROM track WHERE NOT void AND geom NOT NULL"
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Features:
    """The features of one layer.

    Attributes:
        layer: one of those in ``LAYERS``.
        kind: ``polygon``, ``line`` or ``point``.
        ids: the entities' ids, of photos the SHA-256, shape (features,).
        labels: an issue's number, an area's or a file's name, "" where there is none, the same
            shape.
        anchors: a place in the middle of each, metres, shape (features, 2); NaN where a feature
            has none.
        style: the place of each feature's style in ``styles``, shape (features,).
        styles: the names of styles, see ``map_styles``.
        xy: all vertices, metres, shape (vertices, 2).
        ring_starts: where each ring, line or point begins in ``xy``, and the end, shape
            (pieces + 1,).
        owner: the feature of each piece, ascending, shape (pieces,).
        azimuths: of photos, degrees clockwise from true north, NaN where unknown, shape
            (features,); empty for other layers.
        fovs: of photos, their angles of view, degrees; empty likewise.
    """

    layer: str
    kind: Kind
    ids: Texts
    labels: Texts
    anchors: Floats
    style: Styles
    styles: tuple[str, ...]
    xy: Floats
    ring_starts: Ints
    owner: Ints
    azimuths: Floats
    fovs: Floats = field(default_factory=lambda: np.zeros(0))

    def __len__(self) -> int:
        """How many features."""
        return len(self.ids)


def read(project: Project, entity_type: str, day: str = "") -> tuple[Features, ...]:
    """All features of a type of entity, one value for each of its layers.

    Args:
        project: where they are.
        entity_type: a key of ``LAYERS``.
        day: ISO; of boundaries the versions in force on it are shown, and issues overdue on
            it are told. Today where "".
    """
    return _READERS[entity_type](project, day or today(), None)


def changed(
    project: Project, entity_type: str, ids: Iterable[str], day: str = ""
) -> tuple[Features, ...]:
    """Only some features, for a refresh: of those asked for, the ones that are on each layer.

    Boundaries are read whole, for one version puts another out of force.

    Args:
        project: where they are.
        entity_type: a key of ``LAYERS``.
        ids: of entities; of photos, their ids or hashes.
        day: as for :func:`read`.
    """
    return _READERS[entity_type](project, day or today(), list(dict.fromkeys(ids)))


def hashes(project: Project, photos: Iterable[str]) -> tuple[str, ...]:
    """The SHA-256 of photos, by which a map knows them, from their ids or hashes."""
    sql = "SELECT p.sha256 FROM photo p WHERE p.sha256 IS NOT NULL"
    found = _rows(project, sql, list(dict.fromkeys(photos)), "p.sha256", "p.id")
    return tuple(dict.fromkeys(str(row["sha256"]) for row in found))


def ever_tied(project: Project, issues: Iterable[str]) -> tuple[str, ...]:
    """The SHA-256 of photos that are tied to issues, or were."""
    sql = "SELECT photo FROM photo_tag WHERE 1"
    found = _rows(project, sql, list(dict.fromkeys(issues)), "issue_id")
    return tuple(dict.fromkeys(str(row["photo"]) for row in found))


def _areas(project: Project, day: str, _: list[str] | None) -> tuple[Features, ...]:
    out: list[Features] = []
    for kind in LAYERS["area"]:
        rows = legal_context.boundaries_on(project, kind, day)
        names = [row["area_level"] if kind == "area" else kind for row in rows]
        out.append(_outlines(kind, rows, names))
    return tuple(out)


def _zones(project: Project, day: str, _: list[str] | None) -> tuple[Features, ...]:
    rows = legal_context.zones_on(project, day)
    return (_outlines("zone", rows, [row["zone_code"] for row in rows]),)


def _outlines(layer: str, rows: Sequence[dict[str, Any]], names: list[str | None]) -> Features:
    shapes = map_arrays.shapes_of([row["geom"] for row in rows])
    anchors = map_arrays.inner_places(shapes)
    labels = [row["name"] or row["code"] or "" for row in rows]
    flat = map_arrays.polygons(shapes)
    return _made(layer, "polygon", [r["id"] for r in rows], labels, anchors, names, flat)


def _issues(project: Project, day: str, ids: list[str] | None) -> tuple[Features, ...]:
    """Patches, and the spots of issues without one: points, lines, shapes that can't be read."""
    rows = _rows(project, _ISSUES, ids)
    flat = map_arrays.polygons(map_arrays.shapes_of([row.pop("geom") for row in rows]))
    is_patch = np.bincount(flat.owner, minlength=len(rows)) > 0
    shown = np.flatnonzero(is_patch)
    flat = Flat(flat.xy, flat.starts, (np.cumsum(is_patch) - 1)[flat.owner])
    places = map_arrays.points([r["lon"] for r in rows], [r["lat"] for r in rows])
    rest = np.flatnonzero(~is_patch & np.isfinite(places.xy).all(axis=1))
    spots = map_arrays.each(places.xy[rest])
    return (
        _of_issues("patch", "polygon", [rows[i] for i in shown], places.xy[shown], flat, day),
        _of_issues("spot", "point", [rows[i] for i in rest], spots.xy, spots, day),
    )


def _of_issues(
    layer: str, kind: Kind, rows: Sequence[dict[str, Any]], anchors: Floats, flat: Flat, day: str
) -> Features:
    styles = map_styles.issue_styles(
        [(r["state"], r["came_from"], r["deadline"], r["check_due"]) for r in rows], day
    )
    labels = [row["label"] for row in rows]
    return _made(layer, kind, [r["id"] for r in rows], labels, anchors, styles, flat)


def _place_style(row: dict[str, Any]) -> str:
    """What a photo's look tells of its place, beside how it is tied."""
    if row["source"] == "hand":
        return map_styles.HAND
    codes = (code for code, _ in remarks_of(row["warnings"]))
    in_doubt = row["source"] in doubtful.OF_FILE and not doubtful.OF_FILE_PLACE.isdisjoint(codes)
    return map_styles.DOUBT if in_doubt else ""


def _photos(project: Project, _: str, ids: list[str] | None) -> tuple[Features, ...]:
    rows = _rows(project, _PHOTOS, ids, "p.sha256", "p.id")
    rows = list({row["sha256"]: row for row in reversed(rows)}.values())[::-1]  # each file once
    waiting = photo_choices.near_a_patch(
        project, photo_choices.spots_of(row for row in rows if not row["tagged"])
    )
    styles = [
        ("tagged" if r["tagged"] else "choice" if r["sha256"] in waiting else "untagged")
        + _place_style(r)
        for r in rows
    ]
    flat = map_arrays.points([r["lon"] for r in rows], [r["lat"] for r in rows])
    # A camera that looks down has no direction on a map. NaN for None.
    looks = [None if photo_direction.looks_down(r) else photo_direction.azimuth_of(r) for r in rows]
    azimuths = np.array(looks, dtype=np.float64)
    fovs = np.array([photo_view.fov_deg(row) for row in rows], dtype=np.float64)
    labels = [row["label"] for row in rows]
    ids_ = [row["sha256"] for row in rows]
    return (_made("photo", "point", ids_, labels, flat.xy, styles, flat, azimuths, fovs),)


def _tracks(project: Project, _: str, ids: list[str] | None) -> tuple[Features, ...]:
    rows = _rows(project, _TRACKS, ids)
    shapes = map_arrays.shapes_of([row["geom"] for row in rows])
    flat = map_arrays.lines(shapes)
    anchors = map_arrays.inner_places(shapes)
    labels = [row["label"] for row in rows]
    styles = ["track"] * len(rows)
    return (_made("track", "line", [r["id"] for r in rows], labels, anchors, styles, flat),)


def _markers(project: Project, _: str, ids: list[str] | None) -> tuple[Features, ...]:
    """Boundary markers, with the condition that was found last."""
    rows = marker_list.on_map(project)
    if ids is not None:
        wanted = set(ids)
        rows = [row for row in rows if row["id"] in wanted]
    flat = map_arrays.points([r["lon"] for r in rows], [r["lat"] for r in rows])
    styles = [map_styles.marker_style(r["marker_kind"], r["condition"]) for r in rows]
    labels = [row["number"] or "" for row in rows]
    return (_made("marker", "point", [r["id"] for r in rows], labels, flat.xy, styles, flat),)


def _made(
    layer: str,
    kind: Kind,
    ids: list[str],
    labels: list[str],
    anchors: Floats,
    styles: Sequence[str | None],
    flat: Flat,
    azimuths: Floats | None = None,
    fovs: Floats | None = None,
) -> Features:
    return Features(
        layer,
        kind,
        np.array(ids, dtype=np.str_),
        np.array(labels, dtype=np.str_),
        anchors,
        map_styles.keys(layer, styles),
        map_styles.BY_LAYER[layer],
        flat.xy,
        flat.starts,
        flat.owner,
        np.zeros(0) if azimuths is None else azimuths,
        np.zeros(0) if fovs is None else fovs,
    )


def _rows(project: Project, sql: str, ids: list[str] | None, *columns: str) -> list[dict[str, Any]]:
    """The rows of a query, all of them or those of some ids, each id asked in each column."""
    if ids is None:
        return project.rows(sql)
    out: list[dict[str, Any]] = []
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        marks = ",".join("?" * len(some))
        where = " OR ".join(f"{column} IN ({marks})" for column in columns or ("id",))
        out += project.rows(f"{sql} AND ({where})", *some * max(1, len(columns)))
    return out


_READERS: Final[dict[str, Callable[[Project, str, list[str] | None], tuple[Features, ...]]]] = {
    "area": _areas,
    "zone": _zones,
    "track": _tracks,
    "issue": _issues,
    "photo": _photos,
    "marker": _markers,
}
