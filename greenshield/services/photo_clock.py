"""How far off a camera's clock was, by a photo that it took of a clock that is right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from greenshield.domain import dates
from greenshield.domain.errors import UnreadableError, UsageError
from greenshield.formats.photos import read_photo
from greenshield.formats.thumbnails import make_thumbnail
from greenshield.services.photo_facts import MEASURED_TIMES

FARTHEST: Final = timedelta(days=4000)  # a clock that was never set stands at 1980 or 2000


@dataclass(frozen=True, slots=True)
class CameraTime:
    """What the camera's clock said when it took the photo of a clock.

    Attributes:
        taken_at: in Chinese time, ISO 8601 to the second.
    """

    taken_at: str


def read_clock_photo(path: Path) -> CameraTime:
    """The camera's own time of a photo.

    Raises:
        UnreadableError: as ``formats.photos.read_photo``; ``clock_photo_without_time`` where
            the camera wrote none.
        SurroundingsError: the file can't be read.
    """
    facts = read_photo(path)
    if facts.taken_at is None or facts.taken_at_source not in MEASURED_TIMES:
        raise UnreadableError("clock_photo_without_time", file=path.name)
    return CameraTime(dates.china_time(facts.taken_at, facts.taken_at_offset or ""))


def clock_picture(path: Path, longest: int) -> bytes:
    """The photo of a clock, upright, as JPEG, for a person to read the clock in it.

    Raises:
        UnreadableError: as ``formats.thumbnails.make_thumbnail``.
        SurroundingsError: the file can't be read.
    """
    return make_thumbnail(path, longest)


def offset(camera: str, shown: str) -> timedelta:
    """What is to be added to the camera's time.

    Args:
        camera: the camera's time, Chinese time, ISO.
        shown: the time that the clock in the picture shows, as typed: a date and a time, or a
            time alone, which is taken of the day that brings it nearest.

    Raises:
        UsageError: no time, or one that is years off.
    """
    took = _moment(camera)
    if took is None:
        raise UsageError("clock_time_malformed", given=camera)
    typed = shown.strip().replace("：", ":")
    alone = _moment(f"{took.date().isoformat()}T{typed}") if len(typed) <= len("00:00:00") else None
    if alone is not None:
        days = (alone + timedelta(days=d) for d in (-1, 0, 1))
        return min((day - took for day in days), key=abs)
    right = _moment(typed)
    if right is None:
        raise UsageError("clock_time_malformed", given=shown)
    if abs(right - took) > FARTHEST:
        raise UsageError("clock_time_too_far", given=shown, camera=camera)
    return right - took


def written(found: timedelta) -> str:
    """An offset as ``--clock-offset`` takes it: ``+HH:MM:SS``."""
    seconds = round(abs(found).total_seconds())
    sign = "-" if found < timedelta(0) else "+"
    return f"{sign}{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def _moment(text: str) -> datetime | None:
    parsed = dates.parse_moment(text)
    if parsed is None:
        return None
    try:
        return datetime.fromisoformat(dates.china_time(parsed))
    except ValueError:
        return None
