"""How far off cameras' clocks were, proposed from photos that tell a second time or a place.

Two kinds of evidence. Photos that hold the satellites' time beside the camera's tell the offset
each by itself. Photos that hold a position, taken on a walk whose track is known, tell it together:
the shift of the clock at which the most of them lie on the track. Clocks drift and are put right,
so where photos wait for a place only what was taken within some days of them counts. Nothing here
is ever applied without a person's choice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

from greenshield.geo import ellipsoid
from greenshield.geo.ellipsoid import Floats
from greenshield.services.photo_cameras import camera_of
from greenshield.services.photo_facts import moment_utc
from greenshield.services.photo_trails import Trail

SATELLITES: Final = "satellites"
TRACK: Final = "track"
LEAST_OFFSET_S: Final = 5  # what is less is told by no one: walkers do 7 m in it
_LEAST_PHOTOS: Final = {SATELLITES: 1, TRACK: 3}
_ZONE_S: Final = 1800  # offsets of zones are whole half hours, but for a quarter in two countries
_ZONE_SLACK_S: Final = 300
_ZONES_APART_S: Final = 26 * 3600  # from UTC-12 to UTC+14
_NEAR_M: Final = 30.0  # a photo's position and a track's both err by some metres
_WINDOW_S: Final = 60
_APART_S: Final = 300
_RIVAL: Final = 0.7
_MOST_PHOTOS: Final = 300  # more of one camera tell nothing more
_SAME: Final = ("taken_at", "gps_at", "lon", "lat")
_PLACES: Final = 3  # that the photos along a trail must show: at one place any clock fits some pass
_CELL_DEG: Final = 0.0005
_STALE_S: Final = 60
_DAYS_MS: Final = 3 * 86_400_000


@dataclass(frozen=True, slots=True)
class Offer:
    """What a camera's clock was off by, and why that is thought.

    Attributes:
        camera: its name (``photo_cameras.camera_of``), "" where the files name none.
        offset_s: what is to be added to its time, seconds.
        spread_s: half of the photos lie within so many seconds of it.
        photos: how many tell.
        agreeing: how many of these lie within a minute of it.
        by: ``SATELLITES`` or ``TRACK``.
        zone_s: the part of it that is a wrong time zone, whole half hours; 0 where there is none.
        without_place: photos of that camera that have no position, for which it would serve.
    """

    camera: str
    offset_s: float
    spread_s: float
    photos: int
    agreeing: int
    by: str
    zone_s: int
    without_place: int

    @property
    def clear(self) -> bool:
        """Whether the photos agree, so that it may be proposed."""
        return self.agreeing >= max(_LEAST_PHOTOS[self.by], self.photos // 2 + 1)

    @property
    def matters(self) -> bool:
        """Whether the clock was off by more than photos can tell."""
        return self.differs(0.0)

    def differs(self, offset_s: float) -> bool:
        """Whether it is another offset than the one given, by more than photos can tell."""
        return abs(self.offset_s - offset_s) >= max(LEAST_OFFSET_S, 2 * self.spread_s)


def offers(photos: Sequence[Mapping[str, Any]], trails: Sequence[Trail] = ()) -> list[Offer]:
    """What the photos tell of their cameras' clocks, one offer a camera and kind of evidence.

    Args:
        photos: their fields, as of the photo entity.
        trails: of those who walked with the cameras.

    Returns:
        By camera; of each the one of satellites before the one of tracks. A photo that is given
        twice counts once.
    """
    cameras: dict[str, list[Mapping[str, Any]]] = {}
    for fields in photos:
        cameras.setdefault(camera_of(fields), []).append(fields)
    out = []
    for camera, own in sorted(cameras.items()):
        waiting = [f for f in own if f.get("lon") is None]
        nowhere = len(waiting)
        own = _of_those_days(own, waiting)
        own = list({tuple(f.get(name) for name in _SAME): f for f in own}.values())
        direct = np.array([s for f in own if (s := _by_satellites(f)) is not None])
        if len(direct):
            out.append(_offer(camera, direct, SATELLITES, nowhere))
        shifts = _by_trails(own, trails)
        if shifts is not None:
            out.append(_offer(camera, shifts, TRACK, nowhere))
    return out


def _of_those_days(
    photos: list[Mapping[str, Any]], waiting: list[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """The photos taken within some days of those that wait for a place; all where none waits."""
    days = np.sort([at for f in waiting if (at := _camera_ms(f)) is not None])
    if not len(days):
        return photos
    out = []
    for fields in photos:
        at = _camera_ms(fields)
        if at is not None:
            next_to = days[max(0, int(np.searchsorted(days, at)) - 1) :][:2]
            if len(next_to) and np.abs(next_to - at).min() <= _DAYS_MS:
                out.append(fields)
    return out


def _offer(camera: str, shifts: Floats, by: str, nowhere: int) -> Offer:
    middle = float(np.median(shifts))
    # Some phones repeat a fix that is minutes or hours old: such photos are told, and left out.
    near = shifts[np.abs(shifts - middle) <= _STALE_S]
    offset = float(np.median(near)) if len(near) else middle
    spread = float(np.median(np.abs(near - offset))) if len(near) else float(np.ptp(shifts))
    zone = round(offset / _ZONE_S) * _ZONE_S
    if abs(offset - zone) > _ZONE_SLACK_S or abs(zone) > _ZONES_APART_S:
        zone = 0
    return Offer(camera, round(offset), round(spread, 1), len(shifts), len(near), by, zone, nowhere)


def _by_satellites(fields: Mapping[str, Any]) -> float | None:
    """Seconds that a photo's two times tell; None where it does not hold both."""
    gps = fields.get("gps_at")
    camera = _camera_ms(fields)
    if not isinstance(gps, str) or camera is None:
        return None
    try:
        at = datetime.fromisoformat(gps)
    except ValueError:
        return None
    return None if at.tzinfo is None else at.timestamp() - camera / 1000.0


def _camera_ms(fields: Mapping[str, Any]) -> int | None:
    """The camera's own time, whatever the satellites say, milliseconds since 1970 UTC."""
    known = {n: v for n, v in fields.items() if n not in ("gps_at", "warnings")}
    at = moment_utc(known)
    return None if at is None else round(at.timestamp() * 1000)


def _by_trails(
    photos: Sequence[Mapping[str, Any]], trails: Sequence[Trail]
) -> NDArray[np.float64] | None:
    """The offset that each photo tells by its place on a trail, of those that agree; or None.

    Each pair of a photo and a leg of a trail that passes it within ``_NEAR_M`` votes for the shift
    at which the walker was there. Where the most photos meet in one window of ``_WINDOW_S``, and
    no other window has nearly as many, that is the clock's.
    """
    placed = [
        (at, f["lon"], f["lat"])
        for f in photos
        if f.get("position_source") in ("exif", "xmp")
        and f.get("lon") is not None
        and (at := _camera_ms(f)) is not None
    ]
    if len(placed) < _LEAST_PHOTOS[TRACK] or not trails:
        return None
    step = max(1, len(placed) // _MOST_PHOTOS)
    ms, lon, lat = (np.array(v, dtype=np.float64) for v in zip(*placed[::step], strict=True))
    cells = np.round(lon / _CELL_DEG) + 1j * np.round(lat / _CELL_DEG)
    best = np.empty(0)
    for trail in trails:
        photo, shift = _peak(*_votes(ms, lon, lat, trail))
        if len(photo) > len(best) and len(np.unique(cells[photo])) >= _PLACES:
            best = shift
    return best if len(best) >= max(_LEAST_PHOTOS[TRACK], len(ms) // 2) else None


def _votes(ms: Floats, lon: Floats, lat: Floats, trail: Trail) -> tuple[NDArray[np.int64], Floats]:
    """Photo and shift in seconds of each leg of a trail that passes a photo, shape (k,) each."""
    m, p = ellipsoid.radii(np.radians(np.array([float(np.median(trail.lat))])))
    scale = np.radians(np.array([p[0], m[0]]))
    points = np.column_stack([trail.lon, trail.lat]) * scale
    places = np.column_stack([lon, lat]) * scale
    if len(points) < 2:
        return np.empty(0, dtype=np.int64), np.empty(0)
    legs = shapely.linestrings(np.stack([points[:-1], points[1:]], axis=1))
    tree = shapely.STRtree(legs)
    photo, leg = tree.query(shapely.points(places), predicate="dwithin", distance=_NEAR_M)
    start, along = points[leg], points[leg + 1] - points[leg]
    length2 = (along * along).sum(axis=1)
    share = ((places[photo] - start) * along).sum(axis=1)
    share = np.clip(np.divide(share, length2, out=np.zeros(len(leg)), where=length2 > 0), 0, 1)
    there = trail.ms[leg] + share * (trail.ms[leg + 1] - trail.ms[leg])
    return photo.astype(np.int64), (there - ms[photo]) / 1000.0


def _peak(photo: NDArray[np.int64], shift: Floats) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The photos that meet in the best window, and the shift of each; none where it is not clear.

    The walker may have stood still: of a photo's votes in the window the one nearest to the middle
    of all counts.
    """
    if not len(photo):
        return photo, shift
    order = np.argsort(shift)
    photo, shift = photo[order], shift[order]
    counts = _distinct(photo, shift)
    top = int(counts.argmax())
    begin = float(shift[top])
    far = (shift < begin - _APART_S) | (shift > begin + _WINDOW_S + _APART_S)
    if far.any() and counts[far].max() > _RIVAL * counts[top]:
        return photo[:0], shift[:0]
    inside = (shift >= begin) & (shift <= begin + _WINDOW_S)
    own, values = photo[inside], shift[inside]
    nearest = np.lexsort((np.abs(values - np.median(values)), own))
    found, first = np.unique(own[nearest], return_index=True)
    return found, values[nearest][first]


def _distinct(photo: NDArray[np.int64], shift: Floats) -> NDArray[np.int64]:
    """For each vote how many photos vote within ``_WINDOW_S`` from it on; shifts are sorted."""
    stop = np.searchsorted(shift, shift + _WINDOW_S, side="right")
    seen: dict[int, int] = {}
    out = np.zeros(len(shift), dtype=np.int64)
    left = 0
    reach = 0
    for left in range(len(shift)):
        while reach < stop[left]:
            one = int(photo[reach])
            seen[one] = seen.get(one, 0) + 1
            reach += 1
        out[left] = len(seen)
        gone = int(photo[left])
        seen[gone] -= 1
        if not seen[gone]:
            del seen[gone]
    return out
