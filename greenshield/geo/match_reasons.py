"""Why a patch goes with a photo, as message codes with their values."""

from __future__ import annotations

from typing import Any

import numpy as np
from shapely.geometry.base import BaseGeometry

from greenshield.geo.distances import bearing
from greenshield.geo.match_score import NEAR_DAYS, errors_m
from greenshield.geo.match_values import PhotoPlace, Ranked, Times

Reason = tuple[str, dict[str, Any]]


def told(
    photo: PhotoPlace, shape: BaseGeometry, times: Times, ranked: Ranked, row: int
) -> list[Reason]:
    """The reasons of one row of a ranking: place, view, error, day, neighbours."""
    out: list[Reason] = []
    if ranked.inside[row]:
        out.append(("match_inside", {}))
    else:
        metres = round(float(ranked.distance_m[row]), 1)
        out.append(("match_distance", {"distance_m": metres}))
        out.append(_view(photo, shape, int(ranked.in_view[row])))
    return out + _error(photo) + _day(times, ranked, row) + _neighbours(ranked, row)


def _view(photo: PhotoPlace, shape: BaseGeometry, seen: int) -> Reason:
    if photo.footprint_m is not None and seen >= 0:
        code = "match_under_camera" if seen else "match_not_under_camera"
        return code, {"footprint_m": round(photo.footprint_m)}
    if seen < 0 or photo.azimuth_deg is None:
        return "match_azimuth_unknown", {}
    values: dict[str, Any] = {"azimuth_deg": round(photo.azimuth_deg % 360)}
    if seen:
        return "match_in_view", values
    middle = shape.centroid
    values["bearing_deg"] = round(bearing(photo.lon, photo.lat, middle.x, middle.y))
    return "match_not_in_view", values


def _error(photo: PhotoPlace) -> list[Reason]:
    if photo.by_hand:
        return [("match_placed_by_hand", {})]
    if photo.error_m is not None and np.isfinite(photo.error_m):
        return [("match_position_error", {"error_m": round(photo.error_m, 1)})]
    if photo.dop is None or not np.isfinite(photo.dop):
        return []
    error = float(errors_m(np.array([np.nan]), np.array([photo.dop]))[0])
    return [("match_position_dop", {"dop": round(photo.dop, 1), "error_m": round(error, 1)})]


def _day(times: Times, ranked: Ranked, row: int) -> list[Reason]:
    """Where the photo's day lies against the time in which the patch was somebody's work."""
    if not np.isfinite(ranked.days[row]):
        return []
    patch, days = int(ranked.patch_index[row]), int(ranked.days[row])
    since, until = times.since[patch], times.until[patch]
    if np.isnat(since):
        return [("match_date_near" if days <= NEAR_DAYS else "match_date_far", {"days": days})]
    values: dict[str, Any] = {"since": str(since)}
    if days == 0 and np.isnat(until):
        return [("match_date_assigned", values)]
    if not np.isnat(until):
        values["until"] = str(until)
    if days == 0:
        return [("match_date_within", values)]
    return [("match_date_outside", {"days": days, "since": str(since)})]


def _neighbours(ranked: Ranked, row: int) -> list[Reason]:
    many, lent = int(ranked.neighbours[row]), float(ranked.lent[row])
    if not many:
        return []
    own_part = float(ranked.score[row])
    code = "match_neighbours_agree" if lent >= own_part else "match_neighbours_elsewhere"
    return [(code, {"count": many})]
