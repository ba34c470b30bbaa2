"""What the worker does for an import of photos; services are imported inside, as in ``calls``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from greenshield import settings
from ui.photos.placing_calls import ByTracks, options_of
from ui.tasks.work import Outcome, Work

_LATE = 300


def import_photos(
    work: Work,
    paths: list[Path],
    how: ByTracks,
    datum: str,
    auto_tag: bool,
    phase: str = "",
    had: frozenset[str] = frozenset(),
) -> Outcome:
    """Imports photos; tells each batch of stored files, as the fields of ``import_sum.Took``.

    ``had`` are files, as they were told, that an earlier run of the same import took.
    ``phase`` is that of all ties, what the day of each photo tells where "".

    Where a person stops it, what is stored by then is the outcome, and ``stopped`` is true.
    """
    from greenshield.domain.errors import SurroundingsError
    from greenshield.services import photo_clock, photo_import, photo_remarked

    if had:
        paths = _left(paths, had)
    heard = _Heard(work)
    options = options_of(how, datum=datum, auto_tag=auto_tag, phase=phase)
    options = replace(options, lead=settings.load().auto_tag)
    stopped = False
    done = photo_import.Imported()
    try:
        photo_import.import_photos(
            work.session, paths, options, work.progress, told=heard.told, done=done
        )
    except SurroundingsError as error:
        if error.code != "cancelled":
            raise
        stopped = True
    numbers = ("added", "duplicates", "located", "tagged", "needs_choice", "refused")
    value: dict[str, Any] = {name: getattr(done, name) for name in numbers}
    value |= {
        "stopped": stopped,
        "phases": dict(done.phases),
        "stored": heard.late,
        "remarks": photo_remarked.heaps(work.project, done.photos),
        "problems": [(p.file, p.code, p.params, p.fatal) for p in done.problems],
    }
    for offer in done.clocks:
        code, params = photo_clock.told(offer)
        value["problems"].append((offer.camera, code, params, False))
    return Outcome(value, photo_import.all_changes(done))


def _left(paths: list[Path], had: frozenset[str]) -> list[Path]:
    """The files of an import that an earlier run did not take; what is gone stays to be told."""
    from greenshield.services import photo_files

    problems: list[Any] = []
    found = photo_files.candidates(paths, problems)
    left = [one.path for one in found if one.claimed and one.shown not in had]
    return left + [path for path in paths if not path.exists()]


class _Heard:
    """Passes on what is stored."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self.late: list[tuple[Any, ...]] = []

    def told(self, stored: Any) -> None:
        fresh = [
            (s.shown, s.sha256, s.is_new, s.is_placed, s.is_tied, s.needs_choice) for s in stored
        ]
        # A window that asked for a stop hears no more until the end: the last ones are kept.
        self.late = [*self.late, *fresh][-_LATE:]
        self._work.tell(fresh)


def clock_photo(work: Work, path: Path, longest: int) -> dict[str, Any]:
    """The camera's time of a photo of a clock, and its picture as JPEG."""
    from greenshield.services import photo_clock

    del work
    camera = photo_clock.read_clock_photo(path).taken_at
    return {"camera": camera, "picture": photo_clock.clock_picture(path, longest)}


def clock_offset(work: Work, camera: str, shown: str) -> tuple[float, str]:
    """How far off the camera's clock was: seconds, and as it is written."""
    from greenshield.services import photo_clock

    del work
    found = photo_clock.offset(camera, shown)
    return found.total_seconds(), photo_clock.written(found)


def typed_offset(work: Work, typed: str) -> float:
    """Seconds of an offset that was typed as +HH:MM:SS.

    Raises:
        UsageError: it is none.
    """
    from greenshield.domain.errors import UsageError
    from greenshield.services import photo_facts

    del work
    found = photo_facts.offset_of(typed)
    if found is None:
        raise UsageError("clock_offset_malformed", given=typed)
    return found.total_seconds()


def counted(work: Work, paths: list[Path]) -> dict[str, int]:
    """How many files an import would look at, and how many of these are pictures by name."""
    from greenshield.services import photo_files

    del work
    problems: list[Any] = []
    found = photo_files.candidates(paths, problems)
    pictures = [c for c in found if c.path.suffix.casefold() in photo_files.IMAGE_SUFFIXES]
    size = sum(max(0, c.size) for c in found if c.claimed)
    return {"files": len(found), "pictures": len(pictures), "bytes": size, "bad": len(problems)}


def first_pictures(work: Work, paths: list[Path], most: int, size: int) -> int:
    """Tells name and JPEG of the first pictures that an import would take."""
    from greenshield.services import photo_preview

    def shown(name: str, jpeg: bytes) -> None:
        work.tell((name, jpeg))

    return photo_preview.previews(paths, most, size, shown)


def save_results(_: Work, out: Path, heads: tuple[str, ...], lines: list[tuple[str, ...]]) -> int:
    """Writes a list as a table for spreadsheets; how many lines."""
    from greenshield.services import problem_list

    return problem_list.write_table(out, heads, lines)
