"""Why GEOS calls a shape invalid, as a code that has a sentence in each language, and where."""

from __future__ import annotations

import re

# All that TopologyValidationError of GEOS can say.
REASONS = {
    "Topology Validation Error": "shape_invalid",
    "Repeated Point": "shape_point_repeated",
    "Hole lies outside shell": "shape_hole_outside",
    "Holes are nested": "shape_holes_nested",
    "Interior is disconnected": "shape_interior_parted",
    "Self-intersection": "shape_crosses_itself",
    "Ring Self-intersection": "shape_touches_itself",
    "Nested shells": "shape_parts_nested",
    "Duplicate Rings": "shape_rings_twice",
    "Too few points in geometry component": "shape_too_few_points",
    "Invalid Coordinate": "shape_bad_coordinate",
    "Ring is not closed": "shape_ring_open",
}
_TOLD = re.compile(r"(?P<what>[^\[]+)\[(?P<x>[-+.\de]+) (?P<y>[-+.\de]+)\]")


def reason(told: str) -> dict[str, str]:
    """The values of a message, of what ``shapely.is_valid_reason`` says.

    Args:
        told: such as ``Self-intersection[126.42 43.32]``, in degrees.

    Returns:
        ``why``: a code of :data:`REASONS`, or GEOS's own words where they are others;
        ``at``: longitude and latitude, 0.1 m exact, "" with GEOS's own words.
    """
    found = _TOLD.fullmatch(told)
    if found is None or found["what"] not in REASONS:
        return {"why": told, "at": ""}
    return {
        "why": REASONS[found["what"]],
        "at": f"{float(found['x']):.6f}, {float(found['y']):.6f}",
    }
