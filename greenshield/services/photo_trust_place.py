"""Photos whose position does not fit those about them, or a track of the same time.

Only positions that a device measured are looked at: what a person or a track placed is told as
such anyway. Every threshold is wide enough for what honest devices do, and says why.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from greenshield.geo.distances import angles_between
from greenshield.geo.ellipsoid import Floats
from greenshield.services.photo_trails import Trail, metres
from greenshield.services.photo_trust_clock import Doubt, neighbours
from greenshield.services.photo_trust_series import Bools, Ints, Series

REPEATED: Final = "photo_position_repeated"
TOO_FAST: Final = "photo_speed_impossible"
OFF_TRACK: Final = "photo_off_track"

# A receiver in use wanders in the last digits within seconds.
_REPEATS: Final = 3
_REPEATED_S: Final = 600.0
_SAME_VIEW_DEG: Final = 30.0  # a camera on a post looks one way, and may well stand still
_ARC_SECOND: Final = 1 / 3600.0  # some cameras write whole seconds of arc, which many photos share

# Cars and boats of a patrol, trains without high speed and drones stay under 60 m/s (216 km/h).
# Who took over half an hour may have gone by high-speed train or aeroplane: under 300 m/s.
_FASTEST: Final = 60.0
_FASTEST_AFTER: Final = 300.0
_SOON_S: Final = 1800.0
_LEAST_M: Final = 300.0  # what a fix of a network, or one that is a minute old, may be off
_USUAL_ERROR_M: Final = 50.0  # where the device claims none
# Where so many steps are too fast, several cameras of one model are taken for one.
_MIXED: Final = 4
_MIXED_SHARE: Final = 0.2

_TRACK_GAP_MS: Final = 600_000  # as by which photos are placed by a track
_WALKED_ALONG: Final = 2  # photos of a camera on a track, from which on it went along


def doubts(series: Series, trails: Sequence[Trail]) -> Iterator[Doubt]:
    """All that is odd about the positions of photos.

    Args:
        series: the photos, whole cameras.
        trails: of those who walked.
    """
    yield from _repeated(series)
    yield from _too_fast(series)
    yield from _off_track(series, trails)


def _repeated(series: Series) -> Iterator[Doubt]:
    """Photos of many minutes and several views that share a position to its last digit."""
    fine = np.zeros(len(series.lon), dtype=np.bool_)
    for degrees in (series.lon, series.lat):
        rest = np.abs(degrees / _ARC_SECOND - np.round(degrees / _ARC_SECOND))
        fine |= np.nan_to_num(rest) > 1e-4
    rows = _placed(series, series.moment, fine)
    if len(rows) < _REPEATS:
        return
    before, _ = neighbours(series.camera[rows])
    same = before & (np.diff(series.lon[rows], prepend=np.nan) == 0)
    same &= np.diff(series.lat[rows], prepend=np.nan) == 0
    starts = np.flatnonzero(~same)
    stops = np.append(starts[1:], len(rows))
    moment = series.moment[rows]
    lasted = moment[stops - 1] - moment[starts]
    for at in np.flatnonzero((stops - starts >= _REPEATS) & (lasted >= _REPEATED_S)):
        run = rows[starts[at] : stops[at]]
        if _is_one_view(series.azimuth[run]):
            continue
        told = {"count": len(run), "minutes": round(float(lasted[at]) / 60)}
        for row in run:
            yield int(row), REPEATED, told


def _is_one_view(azimuth: Floats) -> bool:
    known = azimuth[~np.isnan(azimuth)]
    if len(known) < 2:
        return False
    return bool(angles_between(np.full(len(known), known[0]), known).max() <= _SAME_VIEW_DEG)


def _too_fast(series: Series) -> Iterator[Doubt]:
    """Photos that no vehicle could have taken one after the other.

    A single one far from both about it is told alone; else both ends of a step.
    """
    rows = _placed(series, series.moment, np.ones(len(series.lon), dtype=np.bool_))
    if len(rows) < 2:
        return
    before, _ = neighbours(series.camera[rows])
    here, there = rows[:-1], rows[1:]
    fast = np.concatenate([[False], _is_too_fast(series, here, there)]) & before
    _leave_mixed(series, rows, before, fast)
    alone = np.zeros(len(rows), dtype=np.bool_)
    if len(rows) > 2:
        across = _is_too_fast(series, rows[:-2], rows[2:])
        alone[1:-1] = fast[1:-1] & fast[2:] & ~across
    for step in np.flatnonzero(fast):
        ends = (step, step - 1)
        wrong = [end for end in ends if alone[end]] or list(ends)
        for end in wrong:
            other = ends[0] if end == ends[1] else ends[1]
            if alone[end] and other > end:
                continue  # told once, by the photo before
            yield int(rows[end]), TOO_FAST, _figures(series, int(rows[end]), int(rows[other]))


def _leave_mixed(series: Series, rows: Ints, before: Bools, fast: Bools) -> None:
    """Takes out the steps of what is rather several cameras of one model."""
    camera = series.camera[rows]
    size = int(camera.max()) + 1
    many = np.bincount(camera[fast], minlength=size)
    steps = np.bincount(camera[before], minlength=size)
    mixed = (many >= _MIXED) & (many > _MIXED_SHARE * steps)
    fast &= ~mixed[camera] | series.by_serial[rows]


def _is_too_fast(series: Series, here: Ints, there: Ints) -> Bools:
    seconds = _seconds(series, here, there)
    away = _apart(series, here, there) - _error(series, here) - _error(series, there) - _LEAST_M
    limit = np.where(seconds <= _SOON_S, _FASTEST, _FASTEST_AFTER)
    found: Bools = away > limit * np.maximum(seconds, 1.0)
    return found


def _figures(series: Series, here: int, there: int) -> dict[str, object]:
    one, other = np.array([here]), np.array([there])
    away, seconds = _apart(series, one, other)[0], _seconds(series, one, other)[0]
    speed = 3.6 * away / max(seconds, 1.0)
    return {
        "photo": series.called(there), "distance_m": round(float(away)),
        "seconds": round(float(seconds)), "kmh": round(float(speed)),
    }  # fmt: skip


def _seconds(series: Series, here: Ints, there: Ints) -> Floats:
    """Between two photos: by satellites where both have their time, else by the camera's clock."""
    by_gps = np.abs(series.gps[there] - series.gps[here])
    return np.where(np.isnan(by_gps), np.abs(series.cam[there] - series.cam[here]), by_gps)


def _apart(series: Series, here: Ints, there: Ints) -> Floats:
    return metres(series.lon[here], series.lat[here], series.lon[there], series.lat[there])


def _error(series: Series, rows: Ints) -> Floats:
    claimed = series.error[rows]
    return np.where(np.isnan(claimed), _USUAL_ERROR_M, claimed)


def _placed(series: Series, by: Floats, among: Bools) -> Ints:
    return series.ordered(by, among & ~np.isnan(series.lon) & ~np.isnan(series.lat))


def _off_track(series: Series, trails: Sequence[Trail]) -> Iterator[Doubt]:
    """Photos far from the track along which their camera went, and from every other one then.

    A camera went along where most of its photos of that time lie on the track, two at least:
    somebody else's track tells nothing of a photo.
    """
    placed = _placed(series, series.moment, np.ones(len(series.lon), dtype=np.bool_))
    ms = np.round(series.moment[placed] * 1000.0).astype(np.int64)
    best = np.full(len(placed), np.inf)
    nearest: dict[int, tuple[float, str]] = {}
    for trail in trails:
        then = np.flatnonzero((ms >= trail.ms[0]) & (ms <= trail.ms[-1]))
        lon, lat, error, *_ = trail.at(ms[then], _TRACK_GAP_MS)
        known = ~np.isnan(lon)
        then, lon, lat, error = then[known], lon[known], lat[known], error[known]
        if not len(then):
            continue
        rows = placed[then]
        off = metres(series.lon[rows], series.lat[rows], lon, lat)
        beyond = off - error - _error(series, rows) - _LEAST_M
        best[then] = np.minimum(best[then], beyond)
        for at in _left_by(series.camera[rows], beyond <= 0):
            place = int(then[at])
            if place not in nearest or off[at] < nearest[place][0]:
                nearest[place] = (float(off[at]), trail.name)
    for place, (off_m, name) in sorted(nearest.items()):
        if best[place] > 0:
            told = {"distance_m": round(off_m), "track": name[:100]}
            yield int(placed[place]), OFF_TRACK, told


def _left_by(camera: Ints, near: Bools) -> Ints:
    """Which photos lie off a track that most of their camera's photos lie on."""
    size = int(camera.max()) + 1
    on, every = np.bincount(camera[near], minlength=size), np.bincount(camera, minlength=size)
    along = (on >= _WALKED_ALONG) & (2 * on >= every)
    found: Ints = np.flatnonzero(~near & along[camera])
    return found
