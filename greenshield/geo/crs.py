"""Decides a file's coordinate system, and takes its coordinates to EPSG:4490 lon/lat degrees.

Everything in a project is EPSG:4490 (CGCS2000). What a file declares is held against its
numbers; where they contradict each other, or nothing is declared, a decision is taken only
where one reading is certain, always with a remark, and is else left to a person
(``crs_unknown``, ``crs_contradicted``, with proposals).

How exact the result is stands in ``crs_transform.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError

from greenshield.domain.errors import Problem, UnreadableError, UsageError
from greenshield.geo import crs_numbers as numbers
from greenshield.geo import gauss_kruger as gk
from greenshield.geo.crs_numbers import Extent
from greenshield.geo.crs_transform import TARGET, best, plain
from greenshield.geo.provinces import CHINA, Box, box_of

_REACH = 4.5  # degrees from a central meridian, to which a zone number in the eastings holds good
_LON_MARGIN, _LAT_MARGIN = 8.0, 6.0  # degrees that data may stand out of a CRS's area of use


@dataclass(frozen=True, slots=True)
class Decision:
    """The coordinate system that a file is read in.

    Attributes:
        name: ``EPSG:n``, or the name in the WKT where no code fits.
        source: ``declared``, ``numbers`` (from the coordinates), ``corrected`` (declared is
            another, which the numbers contradict) or ``given`` (by a person).
        swapped: True where the file has x and y the other way round.
        accuracy_m: how exact EPSG:4490 positions are, metres; None where nobody can say.
        remarks: what a person should know about the decision.
    """

    crs: CRS
    name: str
    source: str
    swapped: bool
    accuracy_m: float | None
    remarks: tuple[Problem, ...]
    transformer: Transformer


@lru_cache(maxsize=64)  # the files of one folder declare the same; without a code, half a second
def parse(text: str) -> CRS | None:
    """A CRS from WKT (OGC 1 and 2, Esri), ``EPSG:n``, a bare code or PROJ text, or None.

    Vertical parts are dropped; local, engineering and undefined systems count as none.
    """
    text = text.strip().lstrip("\ufeff")
    if text.isdigit():
        text = f"EPSG:{text}"
    try:
        crs = CRS.from_user_input(text)
        if crs.is_compound or len(crs.axis_info) > 2:
            crs = crs.to_2d() if not crs.is_compound else crs.sub_crs_list[0]
    except (CRSError, ProjError):
        return None
    if crs.name.casefold().startswith("undefined"):
        return None
    if not (crs.is_geographic or crs.is_projected):
        return None
    if crs.is_bound:
        operation = crs.coordinate_operation
        if operation is not None and any(operation.towgs84):
            return crs
        crs = crs.source_crs or crs  # TOWGS84[0,0,0,…] is how some programs write "unknown"
    crs = gk.normalised(crs)
    # PROJ works in a tenth of the time with a CRS that it knows by its code.
    code = crs.to_epsg()
    return crs if code is None else CRS.from_epsg(code)


def name_of(crs: CRS) -> str:
    """``EPSG:n`` where PROJ or the Gauss–Krüger table is sure of the code, else the name."""
    code = crs.to_epsg()
    return crs.name if code is None else f"EPSG:{code}"


def decide(
    xy: NDArray[np.float64],
    *,
    declared: str | None = None,
    given: str | None = None,
    division: str | None = None,
) -> Decision:
    """Decide in which system coordinates stand.

    Args:
        xy: (n, 2) coordinates as the file has them, x before y; non-finite ones are passed over.
        declared: what the file says, as WKT or ``EPSG:n``; None or "" where it says nothing.
        given: what a person says, which goes before the file.
        division: code of the project's division, to judge plausibility by its province.

    Raises:
        UsageError: ``crs_not_known``: ``given`` names no coordinate system.
        UnreadableError: ``crs_unknown``, ``crs_contradicted`` or ``crs_given_contradicted``,
            each with ``proposals`` (a list of ``EPSG:n``) and ``extent`` in its params.
    """
    extent = numbers.extent_of(xy)
    if given:
        crs = parse(given)
        if crs is None:
            raise UsageError("crs_not_known", crs=given)
        return _checked(crs, "given", extent, division)
    crs = parse(declared) if declared and declared.strip() else None
    remarks: tuple[Problem, ...] = ()
    if crs is None and declared and declared.strip():
        remarks = (_remark("crs_declaration_unreadable", declared=declared.strip()[:60]),)
    if crs is not None:
        return _checked(crs, "declared", extent, division)
    return _from_numbers(extent, division, remarks)


def to_target(decision: Decision, xy: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n, 2) coordinates of the file as degrees lon/lat EPSG:4490; what can't be is ``inf``.

    Where they are that already they come back themselves.
    """
    if not decision.swapped and "proj=noop" in decision.transformer.definition:
        return xy
    x, y = (xy[:, 1], xy[:, 0]) if decision.swapped else (xy[:, 0], xy[:, 1])
    if not len(xy):
        return xy
    lon, lat = decision.transformer.transform(x, y)
    return np.column_stack([lon, lat])


def possible(boxes: NDArray[np.float64], crs: CRS | None) -> NDArray[np.bool_]:
    """Whether shapes can lie where a system says.

    Args:
        boxes: (n, 4) bounds in the file's own coordinates, x before y.
        crs: the system; None for degrees that lie in China, where nothing is declared.

    Returns:
        By box; false for those that are not finite.
    """
    corners = [boxes[:, :2], boxes[:, 2:]]
    if crs is not None and crs.is_projected:
        there = plain(crs)
        corners = [np.column_stack(there.transform(c[:, 0], c[:, 1])) for c in corners]
    bounds = Box(-180.0, -90.0, 180.0, 90.0) if crs is not None and crs.is_geographic else CHINA
    low, high = np.array([bounds.west, bounds.south]), np.array([bounds.east, bounds.north])
    fits = [(np.isfinite(c) & (low <= c) & (c <= high)).all(axis=1) for c in corners]
    return np.asarray(fits[0] & fits[1], dtype=bool)


def _remark(code: str, **params: object) -> Problem:
    return Problem(code, params=params, fatal=False)


def _refusal(
    code: str, extent: Extent, division: str | None, crs: str | None = None
) -> UnreadableError:
    proposals = list(dict.fromkeys(str(r) for r in numbers.readings(extent, division)))
    box = [extent.xmin, extent.ymin, extent.xmax, extent.ymax]
    shown = ", ".join(f"{p} ({numbers.name_of(p)})" for p in proposals[: numbers.SHOWN])
    return UnreadableError(
        code, proposals=proposals, shown=shown, nearest="", extent=box, crs=crs
    )  # fmt: skip


def _from_numbers(
    extent: Extent | None, division: str | None, remarks: tuple[Problem, ...]
) -> Decision:
    """The one certain reading of undeclared numbers: degrees in China."""
    if extent is None:  # no coordinates at all: nothing to mistake
        return _made(CRS.from_epsg(TARGET), "numbers", False, None, division, remarks)
    for swapped in (False, True):
        seen = extent.swapped() if swapped else extent
        # Latitude first is certain only where it can't be longitude first.
        if numbers.degrees_in_china(seen) and not (swapped and extent.ymax <= 90):
            found = _remark("crs_from_numbers", crs=f"EPSG:{TARGET}")
            crs = CRS.from_epsg(TARGET)
            return _made(crs, "numbers", swapped, seen, division, (*remarks, found))
    raise _refusal("crs_unknown", extent, division)


def _checked(crs: CRS, source: str, extent: Extent | None, division: str | None) -> Decision:
    """The decision for a named CRS after its numbers were held against it."""
    if extent is None:
        return _made(crs, source, False, None, division, ())
    name = name_of(crs)
    for candidate, swapped in _ways(crs, extent, source):
        seen = extent.swapped() if swapped else extent
        if not _fits(candidate, seen, division):
            continue
        if candidate is crs and source == "declared" and _has_rival(crs, seen, division):
            if not _in_province(crs, seen, division):
                continue
            raise _refusal("crs_contradicted", extent, division, crs=name)
        if candidate is crs:
            return _made(candidate, source, swapped, seen, division, ())
        remark = _remark("crs_corrected", declared=name, crs=name_of(candidate))
        return _made(candidate, "corrected", swapped, seen, division, (remark,))
    if _possible(crs, extent) and _nothing_better(crs, extent, division):
        outside = _remark("crs_outside_area", crs=name)
        return _made(crs, source, False, extent, division, (outside,))
    code = "crs_given_contradicted" if source == "given" else "crs_contradicted"
    raise _refusal(code, extent, division, crs=name)


def _ways(crs: CRS, extent: Extent, source: str) -> list[tuple[CRS, bool]]:
    """Readings near to the named CRS, its own first. A person's word is not corrected."""
    ways = [(crs, False), (crs, True)]
    if source == "given":
        return ways
    datum = gk.datum_of(crs)
    for swapped in (False, True):
        seen = extent.swapped() if swapped else extent
        if datum is not None:
            zone = numbers.zone_of(seen)
            code = None if zone is None else gk.code_with_prefix(datum, zone)
            meridian = gk.meridian_of(crs) if crs.is_projected else None
            if zone is None and meridian is not None:
                code = gk.code_of_meridian(datum, meridian)
            found = None if code is None else CRS.from_epsg(code)
            if found is not None and (zone is None or _in_reach(found, seen)):
                ways.append((found, swapped))
        if crs.is_projected and numbers.degrees_in_china(seen) and crs.geodetic_crs is not None:
            ways.append((gk.normalised(crs.geodetic_crs), swapped))
    return ways


def _in_reach(crs: CRS, extent: Extent) -> bool:
    """True where the numbers lie near the central meridian of a Gauss–Krüger zone.

    From ``_REACH`` on a neighbour's eastings begin with the same zone number.
    """
    meridian, box = gk.meridian_of(crs), numbers.lonlat_box(extent, plain(crs))
    if meridian is None or box is None:
        return False
    return abs((box.west + box.east) / 2 - meridian) <= _REACH


def _has_rival(crs: CRS, extent: Extent, division: str | None) -> bool:
    """True where the eastings name another zone than the CRS, and make as much sense in it.

    Either the declaration is wrong, or a file of one county is kept in its province's one zone.
    """
    datum, zone, own = gk.datum_of(crs), numbers.zone_of(extent), gk.prefix_of(crs)
    if datum is None or zone is None or not own or own == zone:
        return False
    code = gk.code_with_prefix(datum, zone)
    rival = None if code is None else CRS.from_epsg(code)
    if rival is None or not _in_reach(rival, extent):
        return False
    return _in_province(rival, extent, division) or not _in_province(crs, extent, division)


def _in_province(crs: CRS, extent: Extent, division: str | None) -> bool:
    """True where the numbers lie in the project's province, or none is known."""
    box, province = numbers.lonlat_box(extent, plain(crs)), box_of(division)
    return province is None or (box is not None and province.meets(box))


def _fits(crs: CRS, extent: Extent, division: str | None) -> bool:
    """True where the numbers make sense in a CRS: in range, and within its area of use."""
    if crs.is_geographic:
        if not extent.in_degrees:
            return False
        # Latitude before longitude also stays in range in the far west (below 90° E):
        # believed only where the project's province says so.
        box, province = Box(extent.xmin, extent.ymin, extent.xmax, extent.ymax), box_of(division)
        other = Box(extent.ymin, extent.xmin, extent.ymax, extent.xmax)
        return province is None or province.meets(box) or not province.meets(other)
    if not _possible(crs, extent):
        return False
    box_or_none = numbers.lonlat_box(extent, plain(crs))
    if box_or_none is None:
        return False
    area, province = crs.area_of_use, box_of(division)
    own = gk.prefix_of(crs)
    if own and own == numbers.zone_of(extent) and box_or_none.meets(CHINA):
        return True  # the eastings name the zone themselves
    if area is None or (province is not None and province.meets(box_or_none)):
        return True
    if area.east - area.west > 180:  # a world-wide CRS says nothing by its area
        return box_or_none.meets(CHINA) or not numbers.readings(extent, division)
    centre = (
        (box_or_none.west + box_or_none.east) / 2,
        (box_or_none.south + box_or_none.north) / 2,
    )
    return (
        area.west - _LON_MARGIN <= centre[0] <= area.east + _LON_MARGIN
        and area.south - _LAT_MARGIN <= centre[1] <= area.north + _LAT_MARGIN
    )


def _nothing_better(crs: CRS, extent: Extent, division: str | None) -> bool:
    """True where a CRS that doesn't fit may stand: it leads to China, or nothing else does."""
    box = numbers.lonlat_box(extent, plain(crs))
    if box is not None and box.meets(CHINA):
        return True
    return not numbers.readings(extent, division)


def _possible(crs: CRS, extent: Extent) -> bool:
    """True where the CRS can hold such numbers at all."""
    if crs.is_geographic:
        return extent.in_degrees
    span = max(abs(extent.xmin), abs(extent.xmax), abs(extent.ymin), abs(extent.ymax))
    is_degrees = extent.in_degrees or extent.swapped().in_degrees
    if span <= 180 and is_degrees:  # under a projected CRS
        return False
    return numbers.lonlat_box(extent, plain(crs)) is not None


def _made(
    crs: CRS,
    source: str,
    swapped: bool,
    extent: Extent | None,
    division: str | None,
    remarks: tuple[Problem, ...],
) -> Decision:
    """A decision with its transformer, accuracy and the remarks that follow from them."""
    name = name_of(crs)
    if swapped:
        remarks += (_remark("crs_swapped", crs=name),)
    rough = None if extent is None else numbers.lonlat_box(extent, plain(crs))
    transformer, accuracy = best(crs, rough)
    datum = gk.datum_of(crs)
    if accuracy is None:
        known = crs.geodetic_crs.datum.name if crs.geodetic_crs and crs.geodetic_crs.datum else "?"
        code = "crs_datum_without_parameters" if datum else "crs_datum_unknown"
        remarks += (_remark(code, crs=name, datum=datum.name if datum else known),)
    province = box_of(division)
    if extent is not None and crs.is_geographic and numbers.degrees_in_china(extent.swapped()):
        remarks += (_remark("crs_maybe_swapped", crs=name),)
    if province is not None and rough is not None and not province.meets(rough):
        remarks += (_remark("crs_outside_division", division=division),)
    return Decision(crs, name, source, swapped, accuracy, remarks, transformer)
