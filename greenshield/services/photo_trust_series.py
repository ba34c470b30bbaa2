"""The photos of cameras as arrays: what is asked of neighbours is asked of all at once."""

from __future__ import annotations

import re
import string
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import itemgetter
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from greenshield.geo.ellipsoid import Floats
from greenshield.project.project import Project
from greenshield.services.photo_cameras import camera_of

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


class Row(NamedTuple):
    """One photo as it is kept: a hundred thousand of them stay in memory.

    ``camera`` is what its file names it and who brought its photos in, None where it names none;
    the others are as of :class:`Series`.
    """

    sha256: str
    name: str
    camera: tuple[str, str] | None
    by_serial: bool
    cam: float | None
    local: float | None
    gps: float | None
    lon: float | None
    lat: float | None
    error: float | None
    azimuth: float | None
    zoned: int


# Of several counties' rows of the same bytes one stands for all, whichever came first. Times are
# seconds since 1970; one without an offset is Chinese time. Only what a device measured counts.
_ROWS: Final = """
SELECT p.id, p.make, p.model,
CASE json_type(p.extra, '$.camera_serial') WHEN 'text' THEN p.extra ->> 'camera_serial' END
AS camera_serial, p.sha256, coalesce(p.name, '') AS name,
CASE WHEN p.taken_at_source IN ('exif', 'exif_digitized', 'xmp') THEN
(julianday(p.taken_at || coalesce(p.extra ->> 'taken_at_offset', '+08:00')) - 2440587.5) * 86400.0
END AS cam,
CASE WHEN p.taken_at_source IN ('exif', 'exif_digitized', 'xmp') THEN
(julianday(p.taken_at) - 2440587.5) * 86400.0 END AS local,
(julianday(p.extra ->> 'gps_at') - 2440587.5) * 86400.0 AS gps,
CASE WHEN p.position_source IN ('exif', 'xmp') THEN p.lon END AS lon,
CASE WHEN p.position_source IN ('exif', 'xmp') THEN p.lat END AS lat,
p.position_error_m AS error, p.azimuth_deg AS azimuth,
p.extra ->> 'taken_at_offset' IS NOT NULL AS zoned
FROM photo p WHERE NOT p.void AND p.sha256 IS NOT NULL {where}
"""
_IMPORTERS: Final = """
SELECT entity_id, actor FROM event WHERE kind = 'created' AND entity_type = 'photo' {where}
"""
_WHO: Final = "SELECT DISTINCT actor FROM event WHERE kind = 'created' AND entity_type = 'photo'"
_AT_ONCE: Final = 500

# How cameras and phones name files by the moment, and by a number. What a messenger or a person
# names is left out: it tells when a copy was made.
_BY_MOMENT = re.compile(
    r"(?:IMG|PXL|DJI|MVIMG|DSC|PANO|PIC|P|IMAGE)?[_-]?(20\d{2})(\d{2})(\d{2})[_-]?(\d{2})(\d{2})(\d{2})"
    r"(?!\d{4})",
    re.IGNORECASE,
)
_DIGITS: Final = range(3, 9)  # of a number at a name's end


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """Photos, each array of shape (n,), in order of their hashes; NaN where nothing is known.

    Attributes:
        sha256: of each.
        name: of its file.
        camera: a number for each camera and who brought its photos in; -1 where the file names
            no camera, so that nobody can say which photos belong together.
        by_serial: the camera told its serial number, so that no other one is taken for it.
        cam: seconds since 1970 UTC, by the camera's clock.
        local: the same without its offset.
        gps: seconds since 1970 UTC, by satellites.
        lon: degrees, where a device measured the position.
        lat: likewise.
        error: metres, as the device claims.
        azimuth: degrees clockwise, as the file gives it.
        zoned: the camera told its offset from UTC; else Chinese time is taken for granted.
        run: a number for each way of naming within a camera: the name without its number.
        number: that the file's name ends with.
        named: the local moment that the file's name tells, seconds since 1970.
    """

    sha256: list[str]
    name: list[str]
    camera: Ints
    by_serial: Bools
    cam: Floats
    local: Floats
    gps: Floats
    lon: Floats
    lat: Floats
    error: Floats
    azimuth: Floats
    zoned: Bools
    run: Ints
    number: Floats
    named: Floats

    @property
    def moment(self) -> Floats:
        """Seconds since 1970 UTC: by satellites, else by the camera's clock."""
        return np.where(np.isnan(self.gps), self.cam, self.gps)

    def called(self, at: int) -> str:
        """What a person calls a photo: its file's name."""
        return self.name[at] or self.sha256[at][:12]

    def ordered(self, by: Floats, among: Bools) -> Ints:
        """Photos of known cameras, camera by camera, by a value that all of them have."""
        rows = np.flatnonzero(among & (self.camera >= 0) & ~np.isnan(by))
        order: Ints = rows[np.lexsort((rows, by[rows], self.camera[rows]))]
        return order


def read_rows(project: Project, hashes: Sequence[str] | None = None) -> list[Row]:
    """What neighbours are judged by, of some photos or of all; void and unknown ones left out.

    Args:
        project: where they are.
        hashes: which, None for all.
    """
    if hashes is None:
        return _once_each(project, project.rows(_ROWS.format(where="")), everything=True)
    out: list[Row] = []
    for start in range(0, len(hashes), _AT_ONCE):
        part = hashes[start : start + _AT_ONCE]
        where = f"AND p.sha256 IN ({_marks(part)})"
        found = project.rows(_ROWS.format(where=where), *part)
        out += _once_each(project, found, everything=False)
    return out


def _once_each(project: Project, rows: list[dict[str, Any]], *, everything: bool) -> list[Row]:
    """Each photo once, with its camera and who brought it in; of several the least id."""
    who = _importers(project, None if everything else [row["id"] for row in rows])
    cameras: dict[tuple[Any, ...], tuple[str, str] | None] = {}  # a few for very many photos
    out: dict[str, tuple[str, Row]] = {}
    for row in rows:
        photo, make, model, serial, sha256, name, *values = row.values()
        told = make, model, serial, who[photo]
        if told not in cameras:
            called = camera_of(row)
            cameras[told] = (called, told[3]) if called else None
        known = out.get(sha256)
        if known is None or photo < known[0]:
            out[sha256] = photo, Row(sha256, name, cameras[told], bool(serial), *values)
    return [row for _, row in out.values()]


def _importers(project: Project, ids: Sequence[str] | None) -> Mapping[str, str]:
    """Who brought each photo in, the least id of several; None asks for all photos."""
    if ids is None:
        who = [row["actor"] for row in project.rows(_WHO)]
        if len(who) == 1:
            return defaultdict(lambda: who[0])
    where = "" if ids is None else f"AND entity_id IN ({_marks(ids)})"
    out: dict[str, str] = {}
    for row in project.rows(_IMPORTERS.format(where=where), *(ids or ())):
        known = out.setdefault(row["entity_id"], row["actor"])
        out[row["entity_id"]] = min(known, row["actor"])
    return defaultdict(str, out)


def _marks(values: Sequence[str]) -> str:
    return ",".join("?" * len(values))


def series_of(rows: Iterable[Row]) -> Series:
    """Rows as arrays, in an order that does not depend on theirs."""
    some = sorted(rows, key=itemgetter(0))
    cameras: dict[object, int] = {None: -1}
    runs: dict[object, int] = {}
    camera, run, number, named = [], [], [], []
    for row in some:
        own = cameras.setdefault(row.camera, len(cameras) - 1)
        prefix, digits, moment = _told_by(row.name)
        camera.append(own)
        run.append(runs.setdefault((own, prefix), len(runs)))
        number.append(digits)
        named.append(moment)

    def column(at: int) -> Floats:
        values = [row[at] for row in some]
        try:
            return np.array(values, dtype=np.float64)  # None is NaN
        except (TypeError, ValueError):  # a column of SQLite holds whatever was put into it
            return np.array([_float(value) for value in values], dtype=np.float64)

    cam, local, gps, lon, lat, error, azimuth = (column(at) for at in range(4, 11))
    return Series(
        [row.sha256 for row in some], [row.name for row in some],
        np.array(camera, dtype=np.int64), np.array([row.by_serial for row in some], dtype=np.bool_),
        cam, local, gps, lon, lat, error, azimuth,
        np.array([bool(row.zoned) for row in some], dtype=np.bool_),
        np.array(run, dtype=np.int64), np.array(number, dtype=np.float64),
        np.array(named, dtype=np.float64),
    )  # fmt: skip


def _float(value: object) -> float:
    return float(value) if isinstance(value, int | float) else np.nan


def _told_by(name: str) -> tuple[str, float, float]:
    """A file name's beginning, its number, and the moment that it tells; NaN where none."""
    dated = _BY_MOMENT.match(name) if "20" in name else None
    if dated is not None:
        try:
            year, month, day, hour, minute, second = (int(part) for part in dated.groups())
            moment = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
        except ValueError:
            return name, np.nan, np.nan
        return name, np.nan, moment.timestamp()
    stem = name.rpartition(".")[0]
    prefix = stem.rstrip(string.digits)
    digits = stem[len(prefix) :]
    if len(digits) not in _DIGITS:
        return name, np.nan, np.nan
    return prefix, float(digits), np.nan
