"""Shapes with their facts, as the writers of vector files take them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from shapely.geometry.base import BaseGeometry

POINTS, LINES, PATCHES = "points", "lines", "patches"
LAYERS = (PATCHES, LINES, POINTS)
_OF_DIMENSION = {0: POINTS, 1: LINES, 2: PATCHES}
Value = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Shape:
    """One feature.

    Attributes:
        key: names it in remarks.
        geometry: lon/lat degrees EPSG:4490, not empty.
        values: one for each column.
        style: a code that the look follows, or "".
        title: what a map writes beside it.
        words: the values in words, each under its label, for writers that show them.
    """

    key: str
    geometry: BaseGeometry
    values: tuple[Value, ...]
    style: str = ""
    title: str = ""
    words: tuple[tuple[str, str], ...] = ()

    @property
    def layer(self) -> str:
        """``points``, ``lines`` or ``patches``."""
        return _OF_DIMENSION[int(dimension(self.geometry))]


@dataclass(frozen=True, slots=True)
class ShapeColumn:
    """A column of facts.

    Attributes:
        name: as it is called where names have no bound.
        label: for people.
        type: ``str``, ``int``, ``float`` or ``bool``.
        short: at most ten ASCII letters, for shapefiles.
    """

    name: str
    label: str
    type: str
    short: str


def dimension(geometry: BaseGeometry) -> int:
    """0 for points, 1 for lines, 2 for whatever has a surface."""
    kind = geometry.geom_type
    if kind == "GeometryCollection":
        return max((dimension(part) for part in geometry.geoms), default=0)
    return 0 if "Point" in kind else 1 if "Line" in kind else 2


def by_layer(shapes: Sequence[Shape]) -> dict[str, list[Shape]]:
    """The shapes of each layer that has any."""
    out: dict[str, list[Shape]] = {layer: [] for layer in LAYERS}
    for shape in shapes:
        out[shape.layer].append(shape)
    return {layer: found for layer, found in out.items() if found}


def properties(columns: Sequence[ShapeColumn], shape: Shape) -> dict[str, Any]:
    """The facts of a shape by name."""
    return {c.name: value for c, value in zip(columns, shape.values, strict=True)}
