"""What the project knows of the ground that boundaries are about to be laid on."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import Final

from greenshield.geo import codec, outlines
from greenshield.geo.provinces import box_of
from greenshield.project.project import Project
from greenshield.services import lookup

_MOST_PATCHES: Final = 5000


@dataclass(frozen=True, slots=True)
class Ground:
    """Outlines and places for a small picture, degrees lon/lat EPSG:4490.

    Attributes:
        division: code of the project's division.
        province: west, south, east, north of the province's box, or None where it is unknown.
        areas: rings of the protected areas, red lines and control areas that are there.
        patches: lon, lat, lon, lat … of patches, 5000 at most.
    """

    division: str
    province: tuple[float, float, float, float] | None
    areas: tuple[array[float], ...]
    patches: array[float]


def ground(project: Project) -> Ground:
    """What is there already."""
    division = lookup.division(project)
    box = box_of(division)
    shapes = project.rows("SELECT geom FROM area WHERE NOT void AND geom IS NOT NULL")
    places = project.rows(
        "SELECT lon, lat FROM issue WHERE NOT void AND lon IS NOT NULL ORDER BY id LIMIT ?",
        _MOST_PATCHES,
    )
    return Ground(
        division,
        None if box is None else (box.west, box.south, box.east, box.north),
        outlines.thinned(codec.decode_many(row["geom"] for row in shapes)),
        array("d", [value for row in places for value in (row["lon"], row["lat"])]),
    )
