"""Reads NMEA 0183 logs: RMC and GGA sentences with their checksum."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import reduce
from typing import BinaryIO

from greenshield.formats.tracks_build import Builder, TrackFile, milliseconds

SENTENCE = re.compile(rb"\$[A-Z]{2}(?:RMC|GGA|GLL|GSA|GSV|VTG|ZDA),")
_MAX_LINE = 1_024
_HALF_DAY = 12 * 3600.0
# A pause of this length begins a new segment.
_GAP_SECONDS = 300.0


def read_nmea(handle: BinaryIO, file: str) -> TrackFile:
    """Points of an NMEA log, one for each moment that has a fix.

    RMC carries the date, GGA the altitude; the two of one moment make one point. Sentences
    with a wrong or no checksum, and fixes that the receiver calls void, are counted and left out.

    Args:
        handle: at the start of the file.
        file: the file's name, for problems.
    """
    log = _Log(Builder(file))
    for row, line in enumerate(_lines(handle), start=1):
        at = line.find(b"$")
        if at < 0:
            continue
        body, star, check = line[at + 1 :].strip().partition(b"*")
        kind = body[2:5]
        if kind not in (b"RMC", b"GGA"):
            continue
        if not star:
            log.builder.trouble("track_line_unchecked", row)
        elif f"{reduce(lambda a, b: a ^ b, body, 0):02X}" != check[:2].decode("latin-1").upper():
            log.builder.trouble("track_line_checksum", row)
        else:
            fields = body.decode("latin-1").split(",")
            (log.rmc if kind == b"RMC" else log.gga)(fields, row)
    return log.finish()


def _lines(handle: BinaryIO) -> Iterator[bytes]:
    while line := handle.readline(_MAX_LINE):
        yield line


def _clock(text: str) -> float | None:
    """Seconds since midnight from hhmmss.sss."""
    if not re.fullmatch(r"\d{6}(?:\.\d{1,9})?", text):
        return None
    hours, minutes, seconds = int(text[:2]), int(text[2:4]), float(text[4:])
    return hours * 3600 + minutes * 60 + seconds if hours < 24 and minutes < 60 else None


def _angle(text: str, sign: str, digits: int) -> float | None:
    """Degrees from ddmm.mmmm (``digits`` 2) or dddmm.mmmm (3) and a letter."""
    if not re.fullmatch(rf"\d{{{digits + 2}}}(?:\.\d{{1,12}})?", text) or sign not in "NSEW":
        return None
    value = int(text[:digits]) + float(text[digits:]) / 60
    return -value if sign in "SW" else value


class _Log:
    """The state of a log while it is read: the date, and the last point's moment."""

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self.day: date | None = None
        self.last: float | None = None
        self.undated: list[tuple[int, float]] = []

    def rmc(self, fields: list[str], row: int) -> None:
        """Takes $--RMC,time,status,lat,N,lon,E,speed,course,date,… ."""
        if len(fields) < 10 or fields[2] != "A":
            self.builder.trouble("track_line_no_fix", row)
            return
        try:
            day = datetime.strptime(fields[9], "%d%m%y").date()  # noqa: DTZ007 - a date only
        except ValueError:
            day = None
        self._point(fields[1], fields[3:7], None, day, row)

    def gga(self, fields: list[str], row: int) -> None:
        """Takes $--GGA,time,lat,N,lon,E,quality,satellites,hdop,altitude,M,… ."""
        if len(fields) < 11 or fields[6] in ("", "0"):
            self.builder.trouble("track_line_no_fix", row)
            return
        try:
            altitude = float(fields[9])
        except ValueError:
            altitude = None
        self._point(fields[1], fields[2:6], altitude, None, row)

    def _point(
        self, time: str, place: list[str], ele: float | None, day: date | None, row: int
    ) -> None:
        clock = _clock(time)
        lat, lon = _angle(place[0], place[1], 2), _angle(place[2], place[3], 3)
        if clock is None or lat is None or lon is None:
            self.builder.trouble("track_point_unreadable", row)
            return
        same = self.last is not None and abs(clock - self.last) < 1e-6
        self._set_day(clock, day)
        if same:
            if ele is not None and self.builder.lon:
                self.builder.ele[-1] = ele
            return
        if self.last is not None and (clock - self.last) % 86_400 > _GAP_SECONDS:
            self.builder.close("track", "")
        if self.builder.point(lon, lat, ele, self._moment(clock), row):
            self.last = clock
            if self.day is None:
                self.undated.append((len(self.builder.time) - 1, clock))

    def _set_day(self, clock: float, day: date | None) -> None:
        if day is None:
            # GGA tells no date: past midnight it comes before the RMC that does.
            if self.day and self.last is not None and self.last - clock > _HALF_DAY:
                self.day += timedelta(days=1)
            return
        if self.day is None:
            for index, earlier in self.undated:
                before = timedelta(days=1) if earlier - clock > _HALF_DAY else timedelta(0)
                self.builder.time[index] = self._moment(earlier, day - before)
            self.undated.clear()
        self.day = day

    def _moment(self, clock: float, day: date | None = None) -> int | None:
        day = day or self.day
        if day is None:
            return None
        return milliseconds(datetime.combine(day, time()) + timedelta(seconds=clock))

    def finish(self) -> TrackFile:
        """Ends the last segment."""
        self.builder.close("track", "")
        return self.builder.finish("nmea", "")
