"""Where a row lies: longitude and latitude, map coordinates, corner lists, WKT."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from greenshield.formats.ledger_angles import LAT, LON, axis_of, parse_angle, plain_angle
from greenshield.formats.ledger_bad import Bad, plain
from greenshield.formats.sheet_grid import Cell, CellError, shown

_ROUND = 60.0  # minutes of a degree, seconds of a minute
MAX_SHAPE_TEXT = 2_000_000
NORTHING = (1_000_000.0, 6_100_000.0)  # 9° N to 55° N
EASTING = (100_000.0, 900_000.0)
ZONED = (13_000_000.0, 46_000_000.0)  # a zone number of two digits before six digits
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?", re.ASCII)
_WKT = re.compile(r"\s*(?:SRID=\d+;)?\s*(?:POINT|(?:MULTI)?POLYGON)\b", re.IGNORECASE)

Pair = tuple[float, float]
# What gives a place by itself, in the order in which it counts.
_GROUPS = (
    ("shape_text",), ("lon", "lat"), ("lonlat",), ("lon_deg", "lat_deg"), ("x", "y"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A place as the sheet gives it, before its coordinates are made EPSG:4490.

    Attributes:
        x, y: east and north, degrees or metres, of a point or of a shape's first corner.
        shape: polygon, or None for a point.
        metric: True for metres of a map projection.
        swapped: True where the sheet had the two coordinates the other way round.
    """

    x: float
    y: float
    metric: bool
    swapped: bool = False
    shape: BaseGeometry | None = None


def read_place(cells: Mapping[str, Cell], packed: bool = False) -> Place | tuple[str, Bad] | None:
    """The place of one row.

    Args:
        cells: by place column (``lon``, ``lat``, ``lonlat``, ``x``, ``y``, ``shape_text`` …), empty
            ones left out.
        packed: the columns are headed as ``ddd.mmss``.

    Returns:
        The place; None where the row gives none; or the column at fault and why.
    """
    if "shape_text" in cells:
        found = read_shape(shown(cells["shape_text"]))
        return ("shape_text", found) if isinstance(found, Bad) else found
    for name, cell in cells.items():
        if isinstance(cell, CellError):
            return name, Bad("ledger_cell_error")
    if "lon" in cells and "lat" in cells:
        return _pair("lon", cells["lon"], "lat", cells["lat"], packed)
    if "lonlat" in cells:
        found = read_lonlat(shown(cells["lonlat"]))
        return ("lonlat", found) if isinstance(found, Bad) else found
    if "lon_deg" in cells and "lat_deg" in cells:
        lon, lat = (_parts(cells, axis) for axis in ("lon", "lat"))
        parts = _pair("lon_deg", lon, "lat_deg", lat, False)
        return (_part_at_fault(cells, parts[0]), parts[1]) if isinstance(parts, tuple) else parts
    if "x" in cells and "y" in cells:
        return _pair("x", cells["x"], "y", cells["y"], packed)
    alone = next((n for n in ("lon", "lat", "x", "y", "lon_deg", "lat_deg") if n in cells), None)
    return (alone, Bad("ledger_place_half")) if alone else None


def other_places(cells: Mapping[str, Cell], packed: bool = False) -> list[Place]:
    """What a row says of its place beside what :func:`read_place` takes, as far as it is read.

    Args:
        cells: as of :func:`read_place`.
        packed: the same.
    """
    if sum(name in cells for group in _GROUPS for name in group[:1]) < 2:
        return []
    whole = [group for group in _GROUPS if all(name in cells for name in group)]
    out = []
    for group in whole[1:]:
        names = [n for n in cells if n in group]
        if group[0] == "lon_deg":
            names = [n for n in cells if n.endswith(("_deg", "_min", "_sec"))]
        found = read_place({name: cells[name] for name in names}, packed)
        if isinstance(found, Place):
            out.append(found)
    return out


def read_lonlat(text: str) -> Place | Bad:
    """Two coordinates in one cell, in either order, with letters or without."""
    flat = plain_angle(text).strip("()[] ")
    # Marked angles hold spaces of their own: the cut is where the second letter or axis begins.
    candidates = []
    for cut in re.finditer(r"[,;、/\s]+|(?<=[NE\d*'\"])(?=[东北EN])", flat, re.IGNORECASE):
        first, second = flat[: cut.start()], flat[cut.end() :]
        one, two = read_coordinate(first), read_coordinate(second)
        if not isinstance(one, Bad) and not isinstance(two, Bad):
            axes = axis_of(first), axis_of(second)
            candidates.append((one, two, axes))
    if not candidates:
        return Bad("ledger_place_unread")
    placed = {found for one, two, axes in candidates if (found := _named(one, two, axes))}
    if len(placed) != 1:
        return Bad("ledger_place_unread")
    x, y, metric, swapped = placed.pop()
    return Place(x, y, metric, swapped)


def read_shape(text: str) -> Place | Bad:
    """A polygon or point from WKT, or a polygon from a list of at least three corners."""
    if len(text) > MAX_SHAPE_TEXT:
        return Bad("ledger_shape_unread")
    if _WKT.match(text):
        try:
            shape = shapely.from_wkt(re.sub(r"^\s*SRID=\d+;", "", text, flags=re.IGNORECASE))
        except (shapely.errors.ShapelyError, ValueError):
            return Bad("ledger_shape_unread")
        if shape is None or shape.is_empty:
            return Bad("ledger_shape_unread")
        return _oriented(shapely.force_2d(shape))
    flat = plain(text)
    if re.search(r"[A-DF-MO-Za-df-mo-z*'\"度分秒]", re.sub(r"[eE][+-]?\d", "", flat)):
        return Bad("ledger_shape_unread")
    numbers = [float(item) for item in _NUMBER.findall(flat)]
    if len(numbers) < 6 or len(numbers) % 2 or not all(map(math.isfinite, numbers)):
        return Bad("ledger_shape_unread")
    corners = list(zip(numbers[::2], numbers[1::2], strict=True))
    return _oriented(shapely.Polygon(corners))


def ordered(a: float, b: float) -> tuple[float, float, bool, bool] | None:
    """Two coordinates as (east, north, metric, swapped), told apart by their size; else None."""
    for x, y, swapped in ((a, b, False), (b, a, True)):
        if LON[0] <= x <= LON[1] and LAT[0] <= y <= LAT[1]:
            return x, y, False, swapped
        # Behind its zone number an easting stays within 400 km of the central meridian.
        zoned = ZONED[0] <= x <= ZONED[1]
        plain_x = x % 1_000_000 if zoned else x
        if EASTING[0] <= plain_x <= EASTING[1] and NORTHING[0] <= y <= NORTHING[1]:
            return x, y, True, swapped
    return None


def _oriented(shape: BaseGeometry) -> Place | Bad:
    """All corners told apart alike, or none taken."""
    corners = shapely.get_coordinates(shape)
    kinds = {None if (o := ordered(float(x), float(y))) is None else o[2:] for x, y in corners}
    if len(kinds) != 1 or None in kinds:
        return Bad("ledger_place_out_of_range")
    metric, swapped = kinds.pop() or (False, False)
    if swapped:
        shape = shapely.transform(shape, lambda xy: xy[:, ::-1])
    first = shapely.get_coordinates(shape)[0]
    outline = None if shape.geom_type == "Point" else shape
    return Place(float(first[0]), float(first[1]), metric, swapped, outline)


def _pair(
    first: str, a: Cell, second: str, b: Cell, packed: bool
) -> Place | tuple[str, Bad] | None:
    one, two = read_coordinate(a, packed), read_coordinate(b, packed)
    if isinstance(one, Bad):
        return first, one
    if isinstance(two, Bad):
        return second, two
    found = ordered(one, two)
    if found is None:
        return first, Bad("ledger_place_out_of_range")
    east, north, metric, swapped = found
    # X is the northing in surveying and the easting in GIS: only degrees can be swapped.
    return Place(east, north, metric, swapped and not metric and first != "x")


def read_coordinate(cell: Cell, packed: bool = False) -> float | Bad:
    """Degrees, or metres of a map projection."""
    number: float | None = None
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        number = float(cell)
    elif isinstance(cell, str):
        text = re.sub(r"^[XYxyNE][ :=]*|(?<=\d)\s*(?:米|m)$", "", plain(cell))
        text = re.sub(r"(?<=\d),(?=\d{3}(?:\D|$))", "", text)
        number = float(text) if re.fullmatch(r"\d{6,8}(?:\.\d+)?", text, re.ASCII) else None
    if number is not None and math.isfinite(number) and number >= EASTING[0]:
        return number if number < ZONED[1] else Bad("ledger_place_out_of_range")
    return parse_angle(cell, packed=packed)


def _named(
    one: float, two: float, axes: tuple[str | None, str | None]
) -> tuple[float, float, bool, bool] | None:
    found = ordered(one, two)
    if found is None:
        return None
    east, north, metric, swapped = found
    if axes in (("lat", "lon"), ("lon", "lat")) and (axes[0] == "lat") != swapped:
        return None  # the letters say one order, the numbers the other
    return east, north, metric, False


def _part_at_fault(cells: Mapping[str, Cell], name: str) -> str:
    """The column of minutes or seconds that has 60 or more of them, else that of the degrees."""
    axis = name.removesuffix("_deg")
    for part in (f"{axis}_min", f"{axis}_sec"):
        try:
            if float(plain(shown(cells.get(part)))) >= _ROUND:
                return part
        except ValueError:
            continue
    return name


def _parts(cells: Mapping[str, Cell], axis: str) -> str:
    """Degrees, minutes and seconds of two or three columns as one text."""
    parts = [shown(cells.get(f"{axis}_{part}")).strip() for part in ("deg", "min", "sec")]
    signed = zip(parts, "°′″", strict=True)
    return "".join(f"{part}{sign}" for part, sign in signed if part) if parts[0] else ""
