"""Sums of the database file's pages, taken when it was closed: any byte changed since then shows.

What the events say is proved by their signatures; the sums are about the file, its unused
bytes and local notes included. They tell a fault of the disk or another program's writing,
and prove nothing against somebody who makes the sums anew.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from greenshield.project.filesystem import sync_file, sync_folder

PAGE = 4096
_HEADER = 100
# "file format write version" and "read version"; "file change counter"; "version-valid-for" and
# "SQLite version number" (sqlite.org/fileformat2.html, 1.3): a program that only leaves WAL
# mode, as some viewers do on closing, writes these and nothing else.
_VERSIONS, _COUNTER, _VALID_FOR, _WRITER = (
    slice(18, 20),
    slice(24, 28),
    slice(92, 96),
    slice(96, 100),
)
_MAGIC = b"SQLite format 3\0"

State = Literal["open", "closed", "lost"]


@dataclass(frozen=True, slots=True)
class Sums:
    """What stood in the file when it was closed.

    Attributes:
        pages: the CRC-32 of each page, which no change of up to 32 bits in a row leaves as it
            was, in four bytes each.
        header: the first 100 bytes.
    """

    pages: bytes
    header: bytes

    def __len__(self) -> int:
        """How many pages."""
        return len(self.pages) // 4

    def of_page(self, number: int) -> bytes:
        """The sum of a page, counted from 1; empty behind the last."""
        return self.pages[4 * number - 4 : 4 * number]


def write_open(file: Path) -> None:
    """Notes that the database is being written, so that no sums hold.

    Raises:
        OSError: the note can't be written.
    """
    _write(file, {"state": "open"})


def write_closed(file: Path, database: Path) -> None:
    """Notes the sums of a database that nobody has open for writing.

    Raises:
        OSError: the database can't be read, or the note not written.
    """
    sums = _sums_of(database)
    pages = base64.b64encode(sums.pages).decode("ascii")
    _write(file, {"state": "closed", "header": sums.header.hex(), "pages": pages})


def state(file: Path) -> State:
    """What the note says, or that it is lost: missing or damaged, which no crash of ours leaves."""
    try:
        return "open" if load(file) is None else "closed"
    except (OSError, ValueError):
        return "lost"


def load(file: Path) -> Sums | None:
    """The sums, None while the database is open or after it was not closed.

    Raises:
        OSError: there is no note, or it can't be read.
        ValueError: the note is not as it was written.
    """
    content, _, check = file.read_bytes().partition(b"\n")
    if check != _check_of(content):
        raise ValueError(file.name)
    try:
        note = json.loads(content)
        if note["state"] == "open":
            return None
        return Sums(base64.b64decode(note["pages"]), bytes.fromhex(note["header"]))
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError(file.name) from error


def changed(sums: Sums, database: Path) -> list[range]:
    """The pages, counted from 1, that are not as they were, were added or are gone.

    Raises:
        OSError: the database can't be read.
    """
    now = _sums_of(database)
    longer = max(len(now), len(sums))
    numbers = [n for n in range(1, longer + 1) if now.of_page(n) != sums.of_page(n)]
    if 1 not in numbers and not _same_header(sums.header, now.header):
        numbers.insert(0, 1)
    return list(_runs(numbers))


def _same_header(then: bytes, now: bytes) -> bool:
    """True where nothing changed, or no more than what leaving WAL mode writes."""
    if now == then or not now.startswith(_MAGIC):
        return now == then
    left_wal = now[_VERSIONS] in (b"\1\1", b"\2\2") and now[_COUNTER] == now[_VALID_FOR]
    return left_wal and now[_COUNTER] > then[_COUNTER]


def _sums_of(database: Path) -> Sums:
    pages = bytearray()
    header = b""
    with database.open("rb") as stream:
        while page := stream.read(PAGE):
            if not pages:
                header = page[:_HEADER]
                page = _without_counters(page)
            pages += zlib.crc32(page).to_bytes(4, "big")
    return Sums(bytes(pages), header)


def _without_counters(page: bytes) -> bytes:
    """The first page without what ``_same_header`` looks at; whole where it is encrypted."""
    if not page.startswith(_MAGIC):
        return page
    out = bytearray(page)
    for part in (_VERSIONS, _COUNTER, _VALID_FOR, _WRITER):
        out[part] = bytes(part.stop - part.start)
    return bytes(out)


def _runs(numbers: list[int]) -> Iterator[range]:
    """Neighbours as one range."""
    start = 0
    for at in range(1, len(numbers) + 1):
        if at == len(numbers) or numbers[at] != numbers[at - 1] + 1:
            yield range(numbers[start], numbers[at - 1] + 1)
            start = at


def _write(file: Path, note: dict[str, str]) -> None:
    content = json.dumps(note, sort_keys=True).encode("ascii")
    partial = file.with_name(file.name + ".partial")
    try:
        partial.write_bytes(content + b"\n" + _check_of(content))
        sync_file(partial)
        partial.replace(file)
    except OSError:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
        raise
    sync_folder(file.parent)


def _check_of(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode("ascii") + b"\n"
