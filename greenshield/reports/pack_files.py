"""The files of a pack or a hand-over package, however its zip holds them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import BinaryIO, Protocol, cast

from greenshield.reports import zip_store
from greenshield.reports.zip_store import Member


class Files(Protocol):
    """What a check asks of them."""

    def names(self) -> list[str]:
        """The names of all, each once and safe to print."""
        ...

    def can_read(self, name: str) -> bool:
        """Whether its content is to be had at all."""
        ...

    def hashed(self, name: str, size: int | None) -> tuple[str, bool]:
        """Its SHA-256, and whether the zip's own checksum of it holds.

        Args:
            name: which.
            size: what it is said to have, None where nobody says it. Of a file that has another
                the hash may be "".
        """
        ...

    def content(self, name: str) -> bytes:
        """The whole of a small one.

        Raises:
            UnreadableError: it is larger than any file of its kind, or can't be read.
        """
        ...

    def opened(self, name: str) -> BinaryIO:
        """A large one as a stream that can be searched.

        Raises:
            UnreadableError: it is larger than any pack, or can't be read.
        """
        ...


class Stored:
    """Those of a zip that :func:`zip_store.write` wrote."""

    def __init__(self, stream: BinaryIO, members: Mapping[str, Member]) -> None:
        self._stream, self._members = stream, members

    def names(self) -> list[str]:
        """See :class:`Files`."""
        return list(self._members)

    def can_read(self, name: str) -> bool:
        """See :class:`Files`."""
        return name in self._members

    def hashed(self, name: str, size: int | None) -> tuple[str, bool]:
        """See :class:`Files`."""
        member = self._members[name]
        digest, crc = zip_store.hashes(self._stream, member)
        return digest if size in (None, member.size) else "", crc == member.crc

    def content(self, name: str) -> bytes:
        """See :class:`Files`."""
        return zip_store.content(self._stream, self._members[name])

    def opened(self, name: str) -> BinaryIO:
        """See :class:`Files`."""
        return cast("BinaryIO", zip_store.Window(self._stream, self._members[name]))
