"""Copies photos and reads them ahead of the writer, in a few threads.

Hashing, copying and waiting for the disk release the interpreter, so a handful of threads keep
both processors and the disk busy while the caller's thread alone writes to the database.
"""

from __future__ import annotations

import itertools
import os
import threading
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Final

from greenshield.domain.errors import GreenShieldError, Problem, SurroundingsError
from greenshield.formats.photos import PhotoFacts, read_photo
from greenshield.project.media import Kept, MediaStore, hash_file
from greenshield.services import folder_files
from greenshield.services.photo_files import Candidate

_THREADS: Final = min(4, (os.cpu_count() or 2) + 1)
_AHEAD: Final = 64
_THIS_FILE = frozenset({"photo_read_failed", "photo_no_permission", "media_copy_differs"})


@dataclass(frozen=True, slots=True)
class Taken:
    """A photo whose bytes are in the project's media."""

    candidate: Candidate
    kept: Kept
    facts: PhotoFacts


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is none of ours; ``problem`` is None for one that only goes with another."""

    candidate: Candidate
    problem: Problem | None


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
    candidates: Sequence[Candidate], media: MediaStore, known_sizes: set[int]
) -> Iterator[Taken | Refused]:
    """Copies the candidates into ``media``, in their order; one result for each.

    Args:
        candidates: the files.
        media: where originals are kept.
        known_sizes: sizes in bytes of the photos that the project has.

    Raises:
        SurroundingsError: the project can't take any more: disk full, no permission.
    """
    sizes = _Sizes.of(known_sizes, candidates)
    todo = iter(candidates)
    pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="photos")
    waiting: deque[Future[Taken | Refused]] = deque()
    try:
        for candidate in itertools.islice(todo, _AHEAD):
            waiting.append(pool.submit(_take, candidate, media, sizes))
        while waiting:
            yield waiting.popleft().result()
            for candidate in itertools.islice(todo, 1):
                waiting.append(pool.submit(_take, candidate, media, sizes))
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _take(candidate: Candidate, media: MediaStore, sizes: _Sizes) -> Taken | Refused:
    try:
        facts = read_photo(candidate.path, candidate.name)
        kept = _keep(candidate, media, sizes)
        if kept.size != candidate.size:  # it was still being written when it was listed
            with kept.path.open("rb") as handle:
                facts = read_photo(handle, candidate.name)
        return Taken(candidate, kept, facts)
    except SurroundingsError as error:
        of_source = error.params.get("file") in (candidate.name, candidate.path.name)
        if error.code in _THIS_FILE or (error.code == "file_no_permission" and of_source):
            return _refused(candidate, error)
        raise
    except GreenShieldError as error:
        return _refused(candidate, error)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SurroundingsError("photo_copy_failed", file=candidate.name, reason=reason) from error


def _keep(candidate: Candidate, media: MediaStore, sizes: _Sizes) -> Kept:
    """Copies a file in; one whose bytes are there already is hashed instead of copied."""
    with sizes.locks.get(candidate.size) or threading.Lock():
        if candidate.size in sizes.known:
            seen = media.refer(candidate.path)
            path = media.find(seen.sha256)
            if path is not None and hash_file(path) == seen.sha256:
                return Kept(seen.sha256, seen.size, path, is_new=False)
        kept = media.keep(candidate.path)
        sizes.known.add(kept.size)
        return kept


def _refused(candidate: Candidate, error: GreenShieldError) -> Refused:
    if not candidate.claimed:
        companion = folder_files.is_companion(candidate.path)
        return Refused(candidate, None if companion else folder_files.left(candidate.path))
    params = {**error.params, "file": candidate.name}
    return Refused(candidate, Problem(error.code, candidate.shown, params=params))
