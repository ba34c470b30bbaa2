"""How far off a camera's clock was: by a photo of a clock that is right, or by other photos."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from greenshield import wording
from greenshield.domain import dates
from greenshield.domain.errors import GreenShieldError, Problem, UnreadableError, UsageError
from greenshield.formats.photos import read_photo
from greenshield.formats.thumbnails import make_thumbnail
from greenshield.project.project import Project
from greenshield.services import photo_facts, photo_files, photo_rows
from greenshield.services.photo_cameras import camera_of
from greenshield.services.photo_clock_offers import Offer, offers
from greenshield.services.photo_facts import MEASURED_TIMES
from greenshield.services.photo_track import Walk
from greenshield.services.progress import SILENT, Progress

_STEP: Final = 50

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
    return wording.clock_offset(found.total_seconds())


def _moment(text: str) -> datetime | None:
    parsed = dates.parse_moment(text)
    if parsed is None:
        return None
    try:
        return datetime.fromisoformat(dates.china_time(parsed))
    except ValueError:
        return None


def propose(
    project: Project,
    walk: Walk | None = None,
    files: Sequence[Path] = (),
    progress: Progress = SILENT,
    most: int = 0,
) -> list[Offer]:
    """What photos tell of their cameras' clocks; those of the project, and files beside them.

    Args:
        project: whose photos tell.
        walk: tracks that tell too, where photos with a position were taken along them.
        files: photos, and folders of them, that are not imported; where there are any, only
            their cameras are told of.
        progress: told while files are read; may stop it.
        most: how many of the files are read, evenly among them; all where 0.

    Returns:
        The clear offers of ``photo_clock_offers.offers``, one a camera: what satellites tell goes
        before what a track does. Also those that do not matter.
    """
    rows = photo_rows.photo_fields(project, "p.taken_at IS NOT NULL")
    if files:
        fresh = _of_files(files, progress, most)
        cameras = {camera_of(fields) for fields in fresh}
        rows = [row for row in rows if camera_of(row) in cameras]
        known = set(map(_shot, rows))  # once: a file that is imported counts as what stands of it
        rows += [fields for fields in fresh if _shot(fields) not in known]
    trails = [] if walk is None else walk.all_of(_moments(rows))
    clear: dict[str, Offer] = {}
    for offer in offers(rows, trails):
        if offer.clear:
            clear.setdefault(offer.camera, offer)
    return list(clear.values())


def differing(offered: Sequence[Offer], walk: Walk, cameras: Collection[str]) -> list[Offer]:
    """The offers for cameras whose clocks a walk goes by, that tell another offset than it uses.

    Args:
        offered: as of :func:`propose`.
        walk: the tracks with the offsets that are used.
        cameras: whose photos were placed by it, or wait for that.
    """
    own = [offer for offer in offered if offer.camera in cameras]
    return [o for o in own if o.differs(walk.offset_of(o.camera).total_seconds())]


def told(offer: Offer) -> tuple[str, dict[str, Any]]:
    """What is said of a clock for which another offset was used: code and parameters."""
    return "clock_offset_proposed" if offer.matters else "clock_offset_needless", {
        "camera": offer.camera,
        "offset": written(timedelta(seconds=offer.offset_s)),
        "agreeing": offer.agreeing,
        "photos": offer.photos,
        "spread": f"{offer.spread_s:.0f}",
    }


def doubt(offer: Offer, file: str) -> Problem:
    """What is said of a photo that a track placed by another offset than photos tell."""
    params = {"camera": offer.camera, "offset": written(timedelta(seconds=offer.offset_s))}
    return Problem("photo_placed_by_doubtful_clock", file, params=params, fatal=False)


def _of_files(files: Sequence[Path], progress: Progress, most: int) -> list[photo_facts.Fields]:
    found = photo_files.candidates(files, [])
    if most and len(found) > most:
        found = [found[round(n * (len(found) - 1) / (most - 1))] for n in range(most)]
    out = []
    for done, candidate in enumerate(found, start=1):
        with contextlib.suppress(GreenShieldError, OSError):  # the import itself will tell of it
            size = candidate.path.stat().st_size
            out.append(photo_facts.fields_of(read_photo(candidate.path), "", size))
        if done % _STEP == 0:
            progress.step("reading_clocks", done, len(found))
    return out


def _shot(fields: photo_facts.Fields) -> tuple[str, str, int]:
    """What tells a file from others without reading all of it: camera, time and size."""
    return camera_of(fields), str(fields.get("taken_at") or ""), int(fields.get("size") or 0)


def _moments(rows: Sequence[photo_facts.Fields]) -> NDArray[np.int64]:
    """When photos were taken by their own word, milliseconds since 1970 UTC."""
    found = (photo_facts.moment_utc(fields) for fields in rows)
    return np.array([round(at.timestamp() * 1000) for at in found if at], dtype=np.int64)
