"""The location map and the detail map of an issue, drawn with Pillow.

No borders of states or provinces are drawn, and no picture is fetched: what stands on the map
is what the project holds. Equal input and font give equal bytes.
"""

from __future__ import annotations

import io
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import shapely
from PIL import Image
from shapely.affinity import scale
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from greenshield.reports import map_furniture as furniture
from greenshield.reports import map_style as style
from greenshield.reports.dossier_ground import Shape
from greenshield.reports.fonts import FontFile, load
from greenshield.reports.map_frame import Bounds, Frame
from greenshield.reports.map_furniture import LegendEntry
from greenshield.reports.map_layers import ZOOM, Layer, draw_layers
from greenshield.reports.map_marks import PhotoMark, draw_numbers, draw_wedges

WIDTH = 1600
PRINTED_MM = 160.0
_FRAME_BOX = (48, 12, 1540, 824)
_SCALE_COLUMN = 500
_LEGEND_COLUMNS = 2  # in three a reserve's name has no room
_NEAR_DEGREES = 0.02
"""How far from the patch a photo may be and still widen the detail map (about 2 km)."""
_AROUND_M = 100.0
"""How far around a point its ground is drawn, as the legend says."""
_DEGREE_M = 111_320.0  # of latitude, and of longitude at the equator


@dataclass(frozen=True, slots=True)
class MapScene:
    """What there is to draw, all geometry in EPSG:4490.

    Attributes:
        area: the reserve's boundary, its name as the legend has it.
        patch: the patch; ``point`` (lon, lat) where there is none.
        photos: marks, in the order of their numbers.
    """

    area: Shape | None = None
    zones: tuple[Shape, ...] = ()
    redlines: tuple[Shape, ...] = ()
    controls: tuple[Shape, ...] = ()
    patch: BaseGeometry | None = None
    point: tuple[float, float] | None = None
    photos: tuple[PhotoMark, ...] = ()


@dataclass(frozen=True, slots=True)
class MapPicture:
    """A finished map.

    Attributes:
        png: the picture.
        width, height: px.
        marks: ``patch`` (its centroid) and ``photo:<number>`` -> px from the upper left corner;
            only what is inside the frame.
        boxes: ``boundary``, ``patch`` and ``frame`` -> left, top, right, bottom px.
        metres_per_pixel: true ground m, at the middle of the map.
        scale_bar: its length in m and in px.
        outside: numbers of the photos that fall outside the frame.
    """

    png: bytes
    width: int
    height: int
    marks: Mapping[str, tuple[float, float]]
    boxes: Mapping[str, Bounds]
    metres_per_pixel: float
    scale_bar: tuple[float, float]
    outside: tuple[int, ...] = field(default=())


def location_map(scene: MapScene, words: Mapping[str, str], font: FontFile) -> MapPicture | None:
    """The whole reserve with the patch in it, or None where no shape is known.

    Where there is no boundary near, the ground some 2 km around the patch: of its own extent it
    would be the detail map once more.

    Args:
        scene: what to draw.
        words: the texts of the legend and notes, keys as in ``closure_words.toml`` ``[map]``.
        font: a face that has Chinese.
    """
    target = _target(scene)
    around = [s.geometry for s in (scene.area, *scene.zones) if s is not None]
    around = around or [s.geometry for s in (*scene.redlines, *scene.controls)]
    own = [target] if target is not None else []
    if not around:
        own = [shapely.box(*shape.bounds).buffer(_NEAR_DEGREES) for shape in own]
    bounds = _bounds([*around, *own])
    if bounds is None:
        return None
    return _draw(scene, Frame.around(bounds, _FRAME_BOX, 0.06), words, font, with_photos=False)


def detail_map(scene: MapScene, words: Mapping[str, str], font: FontFile) -> MapPicture | None:
    """The patch with its photos, or None where neither patch nor point is known.

    Photos farther than about 2 km from the patch don't widen the map; they are named in
    ``MapPicture.outside``.
    """
    target = _target(scene)
    if target is None:
        return None
    reach = shapely.box(*target.bounds).buffer(_NEAR_DEGREES)
    near = [Point(p.lon, p.lat) for p in scene.photos]
    bounds = _bounds([target, *(p for p in near if reach.covers(p))])
    if bounds is None:
        return None
    return _draw(scene, Frame.around(bounds, _FRAME_BOX, 0.14), words, font, with_photos=True)


def _target(scene: MapScene) -> BaseGeometry | None:
    """The patch, or the ground some 100 m around its point."""
    if scene.patch is not None and not scene.patch.is_empty:
        return scene.patch
    if scene.point is None:
        return None
    # A degree of longitude is shorter than one of latitude: a round of degrees is no round.
    wider = 1 / max(math.cos(math.radians(scene.point[1])), 0.01)
    return scale(Point(scene.point).buffer(_AROUND_M / _DEGREE_M), xfact=wider, yfact=1)


def _bounds(shapes: list[BaseGeometry]) -> Bounds | None:
    full = [s for s in shapes if not s.is_empty]
    if not full:
        return None
    west, south, east, north = shapely.total_bounds(full)
    return float(west), float(south), float(east), float(north)


def _draw(
    scene: MapScene, frame: Frame, words: Mapping[str, str], font: FontFile, *, with_photos: bool
) -> MapPicture:
    photos = [p for p in scene.photos if with_photos]
    seen = [p for p in photos if frame.holds(p.lon, p.lat)]
    legend = _legend(_visible(scene, frame), words, photos=bool(seen))
    room = WIDTH - _SCALE_COLUMN - frame.left - 30
    rows = max(-(-len(legend) // _LEGEND_COLUMNS), 4)
    column = room // _LEGEND_COLUMNS
    strip = frame.top + frame.height + 56
    picture = Image.new("RGB", (WIDTH, strip + rows * furniture.ROW + 16), style.PAPER)
    canvas = draw_layers(frame, _layers(scene), style.PAPER)
    if seen:
        draw_wedges(canvas, frame, seen)
    picture.paste(canvas.reduce(ZOOM), (frame.left, frame.top))
    marks, boxes = _positions(scene, frame, seen)
    furniture.draw_graticule(picture, frame, font)
    if "patch" in boxes:
        furniture.ring_if_small(picture, boxes["patch"])
    draw_numbers(picture, frame, seen, load(font, style.NUMERAL))
    furniture.draw_neatline(picture, frame)
    furniture.draw_north(picture, frame, font, words["north"])
    furniture.draw_legend(picture, legend, (frame.left, strip), column, rows, font)
    corner = (WIDTH - _SCALE_COLUMN, strip)
    bar = furniture.draw_notes(picture, frame, corner, PRINTED_MM, words, font)
    out = io.BytesIO()
    # A quarter less time than 6 for a tenth more bytes, of a picture that is small beside photos.
    picture.save(out, "PNG", compress_level=3)
    return MapPicture(
        png=out.getvalue(),
        width=picture.width,
        height=picture.height,
        marks=marks,
        boxes=boxes,
        metres_per_pixel=frame.ground_per_pixel,
        scale_bar=bar,
        outside=tuple(p.number for p in photos if p not in seen),
    )


def _visible(scene: MapScene, frame: Frame) -> MapScene:
    """The scene without the shapes that the frame doesn't show: a legend names no absent thing."""
    window = shapely.box(*frame.bounds)

    def seen(shapes: tuple[Shape, ...]) -> tuple[Shape, ...]:
        return tuple(s for s in shapes if _meets(s, window))

    area = scene.area if scene.area is not None and _meets(scene.area, window) else None
    return replace(
        scene,
        area=area,
        zones=seen(scene.zones),
        redlines=seen(scene.redlines),
        controls=seen(scene.controls),
    )


def _meets(shape: Shape, window: BaseGeometry) -> bool:
    """True where they meet. A geometry that GEOS can't judge is taken by its bounding box."""
    try:
        return bool(shape.geometry.intersects(window))
    except shapely.GEOSException:
        return bool(shapely.box(*shape.geometry.bounds).intersects(window))


def _layers(scene: MapScene) -> list[Layer]:
    """Every shape with its style, lowest first."""
    layers: list[Layer] = []
    if scene.area is not None:
        layers.append((scene.area.geometry, style.AREA_STYLE))
    for order, zone in enumerate(scene.zones):
        layers.append((zone.geometry, style.zone_style(zone.code, zone.name, order)))
    if scene.area is not None and scene.zones:
        # The zones lie over the boundary's inner half: draw it again, without its fill.
        edge = style.LayerStyle(style.BOUNDARY, style.AREA_STYLE.width)
        layers.append((scene.area.geometry, edge))
    layers += [(s.geometry, style.CONTROL_STYLE) for s in scene.controls]
    layers += [(s.geometry, style.REDLINE_STYLE) for s in scene.redlines]
    target = _target(scene)
    if target is not None:
        layers.append((target, style.PATCH_STYLE))
    return layers


def _legend(scene: MapScene, words: Mapping[str, str], *, photos: bool) -> list[LegendEntry]:
    """One line for each kind of thing on the map; zones of one name share a line."""
    target = words["patch"] if scene.patch is not None else words["point"]
    entries = [LegendEntry(target, style.PATCH_STYLE)] if _target(scene) is not None else []
    if photos:
        entries.append(LegendEntry(words["photo"], style.PATCH_STYLE, "photo"))
    if scene.area is not None:
        entries.append(LegendEntry(scene.area.name or words["boundary"], style.AREA_STYLE))
    named: set[str] = set()
    for order, zone in enumerate(scene.zones):
        if (zone.name or zone.code) not in named:
            named.add(zone.name or zone.code)
            layer = style.zone_style(zone.code, zone.name, order)
            entries.append(LegendEntry(zone.name or zone.code, layer))
    if scene.redlines:
        entries.append(LegendEntry(words["redline"], style.REDLINE_STYLE))
    if scene.controls:
        entries.append(LegendEntry(words["control"], style.CONTROL_STYLE))
    return entries


def _positions(
    scene: MapScene, frame: Frame, photos: list[PhotoMark]
) -> tuple[dict[str, tuple[float, float]], dict[str, Bounds]]:
    """Where a reader, or a test, must find what was drawn."""
    marks = {f"photo:{p.number}": frame.pixel(p.lon, p.lat) for p in photos}
    boxes: dict[str, Bounds] = {
        "frame": (frame.left, frame.top, frame.left + frame.width, frame.top + frame.height)
    }
    target = _target(scene)
    if target is not None:
        middle = target.centroid
        marks["patch"] = frame.pixel(middle.x, middle.y)
        boxes["patch"] = _pixel_box(frame, target)
    if scene.area is not None and not scene.area.geometry.is_empty:
        boxes["boundary"] = _pixel_box(frame, scene.area.geometry)
    return marks, boxes


def _pixel_box(frame: Frame, shape: BaseGeometry) -> Bounds:
    west, south, east, north = shape.bounds
    left, top = frame.pixel(west, north)
    right, bottom = frame.pixel(east, south)
    return left, top, right, bottom
