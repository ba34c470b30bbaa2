"""Reads photos in a few threads, each file once: its bytes, their hash, and what they say.

Hash, facts and whatever is done with the bytes are of the same ones. Reading and hashing release
the interpreter; facts do not, and are read ahead for a few photos in a row (``photos_ahead``),
so that one thread hashes while another does that.
"""

from __future__ import annotations

import hashlib
import itertools
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final, TypeVar

from greenshield.formats.photos import PhotoFacts, opened, read_photo
from greenshield.formats.photos_ahead import Ahead, facts_of, read_ahead
from greenshield.services.photo_files import Candidate

THREADS: Final = min(4, (os.cpu_count() or 2) + 1)
_IN_FLIGHT: Final = 64
# Photos whose facts are read in a row: few at first, so that some come soon, and no row takes
# longer than to hash the one before it.
_FIRST: Final = 4
_IN_A_ROW: Final = 32
# A file up to this size is read once, whole: hash, facts and copy are of the same bytes.
_HELD: Final = 32 << 20

_Done = TypeVar("_Done")
_Aheads = Future[list[Ahead | None]]


@dataclass(frozen=True, slots=True)
class Held:
    """A whole file: its bytes, their SHA-256 in hex, and what they say."""

    data: bytes
    sha256: str
    facts: PhotoFacts


def each(
    candidates: Sequence[Candidate], one: Callable[[Candidate, Ahead | None], _Done]
) -> Iterator[_Done]:
    """What ``one`` makes of each candidate and its facts, in their order; raises what it raises.

    Args:
        candidates: the files.
        one: called in one of the threads; gets what was read ahead, for ``read_held``.
    """
    pool = ThreadPoolExecutor(THREADS, thread_name_prefix="photos")
    rows = list(_rows(candidates))
    waiting: deque[Future[_Done]] = deque()
    try:
        # A row is read ahead before the photos of the one before it are, so that none waits.
        ahead = (pool.submit(_read_row, row) for row in rows)
        todo = zip(rows, _one_early(ahead), strict=True)
        for _ in range(0, _IN_FLIGHT, _IN_A_ROW):
            _submit(pool, one, todo, waiting)
        while waiting:
            yield waiting.popleft().result()
            if len(waiting) <= _IN_FLIGHT - _IN_A_ROW:
                _submit(pool, one, todo, waiting)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _rows(candidates: Sequence[Candidate]) -> Iterator[Sequence[Candidate]]:
    begin, length = 0, _FIRST
    while begin < len(candidates):
        yield candidates[begin : begin + length]
        begin, length = begin + length, min(2 * length, _IN_A_ROW)


def _one_early(aheads: Iterator[_Aheads]) -> Iterator[_Aheads]:
    """The same, each begun before the one before it is given out."""
    before = next(aheads, None)
    while before is not None:
        after = next(aheads, None)
        yield before
        before = after


def _submit(
    pool: ThreadPoolExecutor,
    one: Callable[[Candidate, Ahead | None], _Done],
    todo: Iterator[tuple[Sequence[Candidate], _Aheads]],
    waiting: deque[Future[_Done]],
) -> None:
    for row, aheads in itertools.islice(todo, 1):
        for n, candidate in enumerate(row):
            waiting.append(pool.submit(_with_ahead, one, candidate, aheads, n))


def _with_ahead(
    one: Callable[[Candidate, Ahead | None], _Done], candidate: Candidate, aheads: _Aheads, n: int
) -> _Done:
    return one(candidate, aheads.result()[n])  # it was begun before this was


def _read_row(row: Sequence[Candidate]) -> list[Ahead | None]:
    return [read_ahead(c.path, c.name) if 0 <= c.size <= _HELD else None for c in row]


def read_held(candidate: Candidate, ahead: Ahead | None) -> Held | None:
    """A whole file; None where it is too large for that, or of unknown size.

    Args:
        candidate: the file.
        ahead: what was read of it before; it counts where it is of the bytes now read.

    Raises:
        UnreadableError: it can't be read, or is no picture: of what only lies in the folder,
            and may be anything, the beginning tells before the rest is read.
        SurroundingsError: no permission; the card was pulled out.
    """
    if not 0 <= candidate.size <= _HELD:
        return None
    with opened(candidate.path) as handle:
        if not candidate.claimed and ahead is None:
            read_photo(handle, candidate.name)
            handle.seek(0)
        data = handle.read(candidate.size + 1)
        if len(data) > candidate.size:  # it grew since it was listed
            data += handle.read(_HELD + 1 - len(data))
    if len(data) > _HELD:
        return None
    return Held(data, hashlib.sha256(data).hexdigest(), facts_of(data, candidate.name, ahead))
