"""The two maps of a closure report, from its dossier."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from greenshield.domain.errors import Problem
from greenshield.reports.dossier import ClosureDossier
from greenshield.reports.dossier_ground import PhotoEntry, Shape
from greenshield.reports.fonts import FontFile
from greenshield.reports.glyphs import Glyphs, missing_characters
from greenshield.reports.map_marks import PhotoMark
from greenshield.reports.map_picture import MapPicture, MapScene, detail_map, location_map


@dataclass(frozen=True, slots=True)
class ClosureMaps:
    """The finished maps (None where nothing can be drawn) and what they leave out.

    Attributes:
        outside: numbers of photos beyond the detail map.
        unplaced: numbers of photos without a usable position.
        problems: shapes that could not be drawn, characters of names that the font lacks.
    """

    location: MapPicture | None
    detail: MapPicture | None
    outside: tuple[int, ...]
    unplaced: tuple[int, ...]
    problems: tuple[Problem, ...]


def closure_maps(
    dossier: ClosureDossier, words: Mapping[str, str], font: FontFile, lang: str
) -> ClosureMaps:
    """Draw both maps. ``words`` is section ``[map]`` of the word table."""
    problems: list[Problem] = []
    glyphs = Glyphs((font,))
    scene = _as_drawn(scene_of(dossier, lang, problems), glyphs)
    problems += missing_characters(glyphs.missing)
    detail = detail_map(scene, words, font)
    placed = {mark.number for mark in scene.photos}
    numbers = range(1, len(dossier.photos) + 1)
    return ClosureMaps(
        location=location_map(scene, words, font),
        detail=detail,
        outside=detail.outside if detail is not None else (),
        unplaced=tuple(n for n in numbers if n not in placed),
        problems=tuple(problems),
    )


def scene_of(dossier: ClosureDossier, lang: str, problems: list[Problem]) -> MapScene:
    """What the maps of a dossier show. Shapes that can't be drawn are added to ``problems``."""
    area = dossier.area
    boundary = None
    if area is not None and area.geometry is not None:
        boundary = Shape(area.geometry, area.name, area.code)
    kept = _drawable([boundary] if boundary else [], "area", problems)
    patch = dossier.patch
    if patch is not None and not _finite(patch):
        problems.append(_broken("patch"))
        patch = None
    marks = (_mark(n, photo) for n, photo in enumerate(dossier.photos, 1))
    return MapScene(
        area=kept[0] if kept else None,
        zones=tuple(
            replace(z, name=z.name or dossier.label("zone", z.code, lang) or z.code)
            for z in _drawable(dossier.zones, "zone", problems)
        ),
        redlines=tuple(_drawable(dossier.redlines, "redline", problems)),
        controls=tuple(_drawable(dossier.controls, "control", problems)),
        patch=patch,
        point=dossier.point if dossier.point and _on_earth(*dossier.point) else None,
        photos=tuple(mark for mark in marks if mark is not None),
    )


def _as_drawn(scene: MapScene, glyphs: Glyphs) -> MapScene:
    """The scene with its names as the font can draw them."""
    area = scene.area
    return replace(
        scene,
        area=None if area is None else replace(area, name=glyphs.drawn(area.name)),
        zones=tuple(replace(zone, name=glyphs.drawn(zone.name)) for zone in scene.zones),
    )


def _drawable(shapes: Iterable[Shape], layer: str, problems: list[Problem]) -> list[Shape]:
    kept = []
    for shape in shapes:
        if _finite(shape.geometry):
            kept.append(shape)
        else:
            problems.append(_broken(shape.name or layer))
    return kept


def _finite(shape: BaseGeometry) -> bool:
    """True where every coordinate is a number on the globe, and there is one."""
    points = shapely.get_coordinates(shape)
    return len(points) > 0 and bool(
        np.all(np.isfinite(points))
        and np.all(np.abs(points[:, 0]) <= 180)
        and np.all(np.abs(points[:, 1]) <= 90)
    )


def _on_earth(lon: float, lat: float) -> bool:
    return math.isfinite(lon) and math.isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90


def _mark(number: int, photo: PhotoEntry) -> PhotoMark | None:
    if photo.lon is None or photo.lat is None or not _on_earth(photo.lon, photo.lat):
        return None
    azimuth = photo.azimuth
    if azimuth is not None and not math.isfinite(azimuth):
        azimuth = None
    return PhotoMark(number, photo.lon, photo.lat, None if azimuth is None else azimuth % 360)


def _broken(layer: str) -> Problem:
    return Problem("report_shape_broken", params={"layer": layer}, fatal=False)
