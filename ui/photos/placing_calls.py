"""What the worker does to place photos by tracks and to hear what is said of times and datums.

Services are imported inside, as in ``calls``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui.tasks.work import Outcome, Work

if TYPE_CHECKING:
    from greenshield.services.photo_import import Options
    from greenshield.services.photo_track import Walk

_MOST_READ = 300  # photos of a card whose clocks are compared before they are imported

Offer = dict[str, Any]
TimesBack = dict[str, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class ByTracks:
    """How tracks are to place photos.

    Attributes:
        tracks: files.
        own: the project's own tracks serve too.
        gap_min: between two points farther apart they tell nothing.
        offset_s: what is added to cameras' clocks.
        cameras: the same for single cameras, by name.
    """

    tracks: tuple[Path, ...] = ()
    own: bool = False
    gap_min: float = 10.0
    offset_s: float = 0.0
    cameras: tuple[tuple[str, float], ...] = ()

    @property
    def any(self) -> bool:
        """Whether there is a track at all."""
        return bool(self.tracks) or self.own


def tracks_here(work: Work) -> int:
    """How many tracks of the project hold times."""
    from greenshield.services import track_import

    return sum(1 for row in track_import.tracks(work.project) if row["started_at"])


def clock_offers(work: Work, files: list[Path], how: ByTracks) -> list[Offer]:
    """What photos tell of the clocks of the cameras of some files, or of the project's."""
    from greenshield.services import photo_clock

    found = photo_clock.propose(work.project, _walk(work, how), files, work.progress, _MOST_READ)
    return [
        {
            "camera": o.camera, "offset_s": o.offset_s, "spread_s": o.spread_s, "photos": o.photos,
            "agreeing": o.agreeing, "by": o.by, "zone_s": o.zone_s,
            "written": photo_clock.written(timedelta(seconds=o.offset_s)),
        }
        for o in found
        if o.matters
    ]  # fmt: skip


def plan(work: Work, photos: Sequence[str], how: ByTracks, again: bool) -> dict[str, Any]:
    """What placing photos by tracks would do; all of the project where ``photos`` is empty."""
    from greenshield.services import photo_by_track

    walk = _walk(work, how)
    assert walk is not None
    found = photo_by_track.plan(work.project, walk, photos, again=again)
    reasons = Counter((x.code, tuple(sorted(x.params.items()))) for x in found.left)
    return {
        "placed": len(found.spots), "asked": found.asked,
        "gap_s": found.largest_gap_s, "error_m": found.largest_error_m,
        "left": [(code, dict(params), n) for (code, params), n in reasons.most_common(6)],
        "lost": [(p.code, p.params) for p in walk.problems],
    }  # fmt: skip


def place_by_track(work: Work, photos: Sequence[str], how: ByTracks, again: bool) -> Outcome:
    """Places photos by tracks; the value brings them back (``calls.put_places_back``)."""
    from greenshield.services import photo_by_track

    walk = _walk(work, how)
    assert walk is not None
    found = photo_by_track.plan(work.project, walk, photos, again=again)
    done = photo_by_track.carry_out(work.session, walk, found, work.progress)
    return Outcome({photo: astuple(place) for photo, place in done.before.items()}, done.changes)


def read_as(work: Work, photos: Sequence[str], datum: str) -> Outcome:
    """Reads positions in another datum; the value brings them back."""
    from greenshield.services import photo_datum

    done = photo_datum.read_as(work.session, photos, datum, work.progress)
    return Outcome({photo: astuple(place) for photo, place in done.before.items()}, done.changes)


def datum_hints(work: Work) -> list[dict[str, Any]]:
    """Cameras and programs whose positions look shifted."""
    from dataclasses import asdict

    from greenshield.services import photo_datum

    return [asdict(hint) for hint in photo_datum.hints(work.project)]


def set_time(work: Work, photos: Sequence[str], typed: str) -> Outcome:
    """Says by hand when photos were taken; the value takes it back."""
    from greenshield.services import photo_time

    return _timed(photo_time.set_time(work.session, photos, typed))


def put_times_back(work: Work, before: TimesBack) -> Outcome:
    """Undoes :func:`set_time`."""
    from greenshield.services import photo_time

    times = {photo: photo_time.Taken(*values) for photo, values in before.items()}
    return _timed(photo_time.put_back(work.session, times))


def options_of(how: ByTracks, **more: Any) -> Options:
    """The same as the import takes it."""
    from greenshield.services import photo_import

    return photo_import.Options(
        tracks=how.tracks, clock_offset=timedelta(seconds=how.offset_s),
        camera_offsets={name: timedelta(seconds=s) for name, s in how.cameras},
        own_tracks=() if how.own else None, gap=timedelta(minutes=how.gap_min), **more,
    )  # fmt: skip


def _timed(done: Any) -> Outcome:
    return Outcome({photo: astuple(taken) for photo, taken in done.before.items()}, done.changes)


def _walk(work: Work, how: ByTracks) -> Walk | None:
    from greenshield.services import photo_import

    return photo_import.walk_of(work.project, options_of(how))
