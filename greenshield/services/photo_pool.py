"""Copies photos and reads them ahead of the writer, in a few threads (``photo_reading``).

Hashing, copying and waiting for the disk release the interpreter, so a handful of threads keep
both processors and the disk busy while the caller's thread alone writes to the database.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from greenshield.domain.errors import (
    GreenShieldError,
    Problem,
    SurroundingsError,
    UnreadableError,
)
from greenshield.formats.photos import PhotoFacts, read_photo
from greenshield.formats.photos_ahead import Ahead
from greenshield.project.media import Kept, MediaStore, is_hashed_as
from greenshield.services import folder_files, photo_sources
from greenshield.services.photo_files import Candidate
from greenshield.services.photo_reading import Held, each, read_held
from greenshield.services.photo_sources import Sources

_THIS_FILE = frozenset({"photo_read_failed", "photo_no_permission", "media_copy_differs"})


@dataclass(frozen=True, slots=True)
class Taken:
    """A photo whose bytes are in the project's media."""

    candidate: Candidate
    kept: Kept
    facts: PhotoFacts


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not taken; ``problem`` is None for one that only goes with another.

    Attributes:
        is_left: it was not read, or not to its end, since its folder is gone.
    """

    candidate: Candidate
    problem: Problem | None
    is_left: bool = False


@dataclass(slots=True)
class _Sizes:
    """Which file sizes have been seen: only a file of a size seen before may be a duplicate.

    Files of one size are taken one after the other, so that two names of the same bytes never
    meet in the media folder, and the second is not copied at all.
    """

    known: set[int]
    locks: dict[int, threading.Lock] = field(default_factory=dict)

    @classmethod
    def of(cls, known: set[int], candidates: Sequence[Candidate]) -> _Sizes:
        counted = Counter(c.size for c in candidates)
        shared = [size for size, n in counted.items() if n > 1]
        return cls(set(known), {size: threading.Lock() for size in shared})


def take_all(
    candidates: Sequence[Candidate], media: MediaStore, known_sizes: set[int], sources: Sources
) -> Iterator[Taken | Refused]:
    """Copies the candidates into ``media``, in their order; one result for each.

    Args:
        candidates: the files.
        media: where originals are kept.
        known_sizes: sizes in bytes of the photos that the project has.
        sources: learns which of the folders went away.

    Raises:
        SurroundingsError: the project can't take any more: disk full, no permission.
    """
    sizes = _Sizes.of(known_sizes, candidates)

    def take(candidate: Candidate, ahead: Ahead | None) -> Taken | Refused:
        return _take(candidate, ahead, media, sizes, sources)

    yield from each(candidates, take)


def _take(
    candidate: Candidate,
    ahead: Ahead | None,
    media: MediaStore,
    sizes: _Sizes,
    sources: Sources,
) -> Taken | Refused:
    if sources.is_gone(candidate):
        return Refused(candidate, photo_sources.left_behind(candidate), is_left=True)
    try:
        held = read_held(candidate, ahead)
        if held is None:
            return _streamed(candidate, media, sizes)
        return Taken(candidate, _keep_held(candidate, held, media, sizes), held.facts)
    except SurroundingsError as error:
        of_source = error.params.get("file") in (candidate.name, candidate.path.name)
        if error.code in _THIS_FILE or (error.code == "file_no_permission" and of_source):
            return _refused(candidate, error, sources)
        raise
    except GreenShieldError as error:
        return _refused(candidate, error, sources)
    except OSError as error:
        raise _failed(candidate, error.strerror or type(error).__name__) from error


def _keep_held(candidate: Candidate, held: Held, media: MediaStore, sizes: _Sizes) -> Kept:
    try:
        with sizes.locks.get(candidate.size) or threading.Lock():
            return media.keep_bytes(held.data, candidate.path.suffix, held.sha256)
    except UnreadableError as error:  # it is the project's disk that can't be read
        raise _failed(candidate, str(error.params.get("reason", error.code))) from error


def _failed(candidate: Candidate, reason: str) -> SurroundingsError:
    return SurroundingsError("photo_copy_failed", file=candidate.name, reason=reason)


def _streamed(candidate: Candidate, media: MediaStore, sizes: _Sizes) -> Taken:
    """A file that is too large to be held, or of unknown size: read for each purpose."""
    facts = read_photo(candidate.path, candidate.name)
    kept = _keep(candidate, media, sizes)
    if kept.size != candidate.size:  # it was still being written when it was listed
        with kept.path.open("rb") as handle:
            facts = read_photo(handle, candidate.name)
    return Taken(candidate, kept, facts)


def _keep(candidate: Candidate, media: MediaStore, sizes: _Sizes) -> Kept:
    """Copies a file in; one whose bytes are there already is hashed instead of copied."""
    with sizes.locks.get(candidate.size) or threading.Lock():
        if candidate.size in sizes.known:
            seen = media.refer(candidate.path)
            path = media.find(seen.sha256)
            if path is not None and is_hashed_as(path, seen.sha256):
                return Kept(seen.sha256, seen.size, path, is_new=False)
        kept = media.keep(candidate.path)
        sizes.known.add(kept.size)
        return kept


def _refused(candidate: Candidate, error: GreenShieldError, sources: Sources) -> Refused:
    if sources.took(candidate, error):
        return Refused(candidate, photo_sources.left_behind(candidate), is_left=True)
    if not candidate.claimed:
        companion = folder_files.is_companion(candidate.path)
        return Refused(candidate, None if companion else folder_files.left(candidate.path))
    params = {**error.params, "file": candidate.name}
    return Refused(candidate, Problem(error.code, candidate.shown, params=params))
