"""A coordinate system that a person must name: proposed by where it puts the file in the project.

The numbers of a file often fit several systems that all lead into the province: zones beside each
other, one with and one without its number before x. What the project holds already tells which of
them is likely. It settles nothing: a person is asked all the same.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import shapely
from shapely.geometry.base import BaseGeometry

from greenshield.domain.errors import Problem, UnreadableError
from greenshield.geo import crs_numbers
from greenshield.geo.crs_numbers import Extent
from greenshield.geo.provinces import Box
from greenshield.project.project import Project
from greenshield.services import lookup

CODES: Final = ("crs_unknown", "crs_contradicted", "crs_given_contradicted")
_FAR_KM: Final = 100.0  # a county and its neighbours are nearer
_DEGREE_KM: Final = 111.2  # of latitude, on the mean
_HELD = """SELECT min(r.minx) west, min(r.miny) south, max(r.maxx) east, max(r.maxy) north
FROM (SELECT g.* FROM rtree_area_geom g JOIN area t ON t.fid = g.id WHERE NOT t.void
UNION ALL SELECT g.* FROM rtree_issue_geom g JOIN issue t ON t.fid = g.id WHERE NOT t.void) r"""


def held(project: Project) -> Box | None:
    """The box of the boundaries and patches that a project holds; None where it holds none."""
    row = project.rows(_HELD)[0]
    if row["west"] is None:
        return None
    return Box(row["west"], row["south"], row["east"], row["north"])


def by_nearness(project: Project, error: UnreadableError) -> UnreadableError:
    """The refusal of a file whose system nobody knows, with what is nearest to the project first.

    ``proposals`` are in this order, ``names`` tells what each is called, ``km`` how far from all
    that the project holds it puts the file (none where the project holds nothing); ``shown`` says
    the first of them and ``nearest`` the shortest way, "" where nothing is known. Other refusals
    come back as they are.

    Args:
        project: that the file is to come into.
        error: as the reader raised it.
    """
    given, box = error.params.get("proposals"), error.params.get("extent")
    if error.code not in CODES or not isinstance(given, list) or not isinstance(box, list):
        return error
    extent, there = Extent(*map(float, box)), held(project)
    division = lookup.division(project)
    places = {code: crs_numbers.place_of(extent, code, division) for code in given}
    km = {
        code: _apart_km(place, there)
        for code, place in places.items()
        if place is not None and there is not None
    }
    # Of equals the order of the reader stays: CGCS2000 first.
    order = sorted(given, key=lambda code: round(km[code]) if code in km else math.inf)
    names = {code: crs_numbers.name_of(code) for code in order}
    shown = [
        f"{code} ({names[code]}, {km[code]:.0f} km)" if code in km else f"{code} ({names[code]})"
        for code in order[: crs_numbers.SHOWN]
    ]
    params = error.params | {
        "proposals": order,
        "shown": ", ".join(shown),
        "nearest": f"{min(km.values()):.0f} km" if km else "",
        "names": names,
        "km": {code: round(value, 1) for code, value in km.items()},
    }
    return UnreadableError(error.code, **params)


def far(
    project: Project, shapes: Sequence[BaseGeometry], crs: str, shown: str
) -> list[Problem]:  # fmt: skip
    """A remark on shapes far away from all that the project holds: a wrong zone puts them there.

    Args:
        project: that they are to come into.
        shapes: degrees lon/lat EPSG:4490.
        crs: they were read in.
        shown: the file as it is named to the user.
    """
    there = held(project)
    if there is None or not len(shapes):
        return []
    km = _apart_km(Box(*map(float, shapely.total_bounds(list(shapes)))), there)
    if km < _FAR_KM:
        return []
    params = {"km": f"{km:.0f}", "crs": crs}
    return [Problem("crs_far_from_project", shown, params=params, fatal=False)]


def _apart_km(one: Box, other: Box) -> float:
    """How far two boxes are apart, near enough to tell a zone from the next."""
    lat = math.radians((one.south + one.north + other.south + other.north) / 4)
    x = max(other.west - one.east, one.west - other.east, 0.0) * math.cos(lat)
    y = max(other.south - one.north, one.south - other.north, 0.0)
    return math.hypot(x, y) * _DEGREE_KM
