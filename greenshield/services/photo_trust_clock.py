"""Photos whose time does not fit those about them: by number, by name, by satellites.

Every threshold is wide enough for what honest devices do, and says why. What is found is told
with its figures; which of two photos is at fault, and why, is for a person to find out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

import numpy as np

from greenshield.formats.photos_times import CLOCK_TOLERANCE
from greenshield.geo.ellipsoid import Floats
from greenshield.services.photo_clock import written
from greenshield.services.photo_trust_series import Bools, Ints, Series

Doubt = tuple[int, str, dict[str, Any]]
"""The photo's place in the series, a code of ``resources/messages/photo_trust.toml``, figures."""

OUT_OF_ORDER: Final = "photo_number_out_of_order"
NAME_APART: Final = "photo_name_time_apart"
CLOCK_OFF: Final = "photo_clock_off_satellites"
CLOCK_JUMPED: Final = "photo_clock_jumped"
GPS_STANDS: Final = "photo_gps_time_stands"

# A phone may repeat a fix that is minutes old, so less than this between two clocks is nothing.
_TOLERANCE: Final = CLOCK_TOLERANCE.total_seconds()
_NEAR_NUMBERS: Final = 3  # deleted photos leave gaps; beyond this neighbours tell little
_LONGEST_WALK: Final = 2 * 3600.0  # between the two neighbours: one round of work
_OFF: Final = 3600.0  # out of order by hours, not by the seconds in which bursts are written
_SAME_ROUND: Final = 12 * 3600.0  # clocks are set anew between days of work
_QUARTER: Final = 900.0
# Longitudes and latitudes of China, where there is one time: beyond it a camera without an offset
# may well go by another one.
_CHINA: Final = (73.0, 136.0, 3.0, 54.0)
_CHINESE_TIME: Final = timedelta(hours=8).total_seconds()
_ZONE: Final = timedelta(hours=14).total_seconds()
_LEAST_ZONE: Final = timedelta(hours=12).total_seconds()


def doubts(series: Series) -> Iterator[Doubt]:
    """All that is odd about the times of photos."""
    yield from _out_of_order(series)
    yield from _names_apart(series)
    yield from _clock_off(series)
    yield from _clock_jumps(series)
    yield from _gps_stands(series)


def neighbours(groups: Ints) -> tuple[Bools, Bools]:
    """Of photos in order whether the one before, and the one after, is of the same group."""
    same = groups[1:] == groups[:-1]
    return np.concatenate([[False], same]), np.concatenate([same, [False]])


def _out_of_order(series: Series) -> Iterator[Doubt]:
    """A photo numbered between two that were taken soon after each other, and hours off both.

    Numbers that a camera used twice (it began anew, or there are several cards) tell nothing.
    """
    rows = series.ordered(series.cam, ~np.isnan(series.number))
    rows = rows[np.lexsort((rows, series.number[rows], series.run[rows]))]
    before, after = neighbours(series.run[rows])
    number, time = series.number[rows], series.cam[rows]
    step = np.diff(number, prepend=np.nan)
    twice = before & (step == 0)
    twice[:-1] |= twice[1:]
    rows, number, time = rows[~twice], number[~twice], time[~twice]
    if len(rows) < 3:
        return
    before, after = neighbours(series.run[rows])
    middle = np.flatnonzero(before & after)
    first, last = time[middle - 1], time[middle + 1]
    near = (number[middle] - number[middle - 1] <= _NEAR_NUMBERS) & (
        number[middle + 1] - number[middle] <= _NEAR_NUMBERS
    )
    walk = last - first
    off = np.maximum(first - time[middle], time[middle] - last)
    odd = near & (walk >= -2.0) & (walk <= _LONGEST_WALK) & (off > _OFF)
    for at in np.flatnonzero(odd):
        here = int(middle[at])
        told = {
            "before": series.called(int(rows[here - 1])),
            "after": series.called(int(rows[here + 1])),
            "hours": _round(off[at] / 3600),
        }
        yield int(rows[here]), OUT_OF_ORDER, told


def _names_apart(series: Series) -> Iterator[Doubt]:
    """A file that its camera named by another moment than it wrote inside."""
    apart = np.abs(series.local - series.named)
    with np.errstate(invalid="ignore"):
        odd = (apart > _TOLERANCE) & ~_is_zone(apart)
    for at in np.flatnonzero(odd):
        told = {"named": _stamp(series.named[at]), "taken": _stamp(series.local[at])}
        yield int(at), NAME_APART, told


def _clock_off(series: Series) -> Iterator[Doubt]:
    """A camera that tells no time zone and, in China, goes by no Chinese time.

    What is beyond all time zones is a remark of the file itself, and not told again.
    """
    west, east, south, north = _CHINA
    inside = (series.lon > west) & (series.lon < east)
    inside &= (series.lat > south) & (series.lat < north)
    ahead = series.cam - series.gps
    local = ahead + _CHINESE_TIME
    a_zone = (local >= -_LEAST_ZONE - _TOLERANCE) & (local <= _ZONE + _TOLERANCE)
    odd = inside & ~series.zoned & a_zone & (np.abs(ahead) > _TOLERANCE)
    for at in np.flatnonzero(odd):
        yield int(at), CLOCK_OFF, {"offset": written(timedelta(seconds=float(ahead[at])))}


def _clock_jumps(series: Series) -> Iterator[Doubt]:
    """Where the camera's clock, held against satellites, was another than before.

    One photo that differs from both about it is told alone. A clock that stays changed is told
    of the first photo after, unless by whole quarters of an hour: that is another time zone.
    """
    ahead = series.cam - series.gps
    rows = series.ordered(series.gps, ~np.isnan(ahead))
    if len(rows) < 2:
        return
    before, _ = neighbours(series.camera[rows])
    ahead, when = ahead[rows], series.gps[rows]
    jump = np.diff(ahead, prepend=np.nan)
    far = before & (np.abs(jump) > _TOLERANCE) & (np.diff(when, prepend=np.nan) <= _SAME_ROUND)
    back = np.zeros(len(rows), dtype=np.bool_)
    back[1:-1] = far[1:-1] & far[2:] & (np.abs(ahead[2:] - ahead[:-2]) <= _TOLERANCE)
    returned = np.concatenate([[False], back[:-1]])
    odd = back | (far & ~returned & ~_is_zone(np.abs(jump)))
    for at in np.flatnonzero(odd):
        told = {
            "photo": series.called(int(rows[at - 1])),
            "before": written(timedelta(seconds=float(ahead[at - 1]))),
            "after": written(timedelta(seconds=float(ahead[at]))),
        }
        yield int(rows[at]), CLOCK_JUMPED, told


def _gps_stands(series: Series) -> Iterator[Doubt]:
    """Where the satellites' time stays what it was while the camera's clock goes on."""
    rows = series.ordered(series.cam, ~np.isnan(series.gps))
    if len(rows) < 2:
        return
    before, _ = neighbours(series.camera[rows])
    begins = ~(before & (np.abs(np.diff(series.gps[rows], prepend=np.nan)) < 1.0))
    first = np.maximum.accumulate(np.where(begins, np.arange(len(rows)), 0))
    waited = series.cam[rows] - series.cam[rows[first]]
    for at in np.flatnonzero(waited > _TOLERANCE):
        told = {
            "photo": series.called(int(rows[first[at]])),
            "minutes": _round(waited[at] / 60),
        }
        yield int(rows[at]), GPS_STANDS, told


def _stamp(seconds: float) -> str:
    """A local moment; whatever year it claims."""
    return str(np.datetime64(round(float(seconds)), "s")).replace("T", " ")


def _is_zone(apart: Floats) -> Bools:
    """Whether a difference is that of two time zones: whole quarters of an hour, to a minute."""
    rest = np.mod(apart, _QUARTER)
    found: Bools = (np.minimum(rest, _QUARTER - rest) <= 60.0) & (apart <= _ZONE + 60.0)
    return found


def _round(value: float) -> float:
    """A figure as people read it: whole from ten on."""
    return round(float(value)) if value >= 10 else round(float(value), 1)
