"""One stream of a compound file ([MS-CFB]), the container of xls workbooks."""

from __future__ import annotations

import struct

_END, _FREE = 0xFFFFFFFE, 0xFFFFFFFF
_SMALL = 4096  # streams below it lie in the mini stream


def stream(data: bytes, names: tuple[str, ...]) -> bytes | None:
    """The first stream of one of the names, or None where there is none or the file is broken.

    Args:
        data: the whole file.
        names: in the order of preference, compared without letter case.
    """
    try:
        return _File(data).stream(names)
    except (struct.error, ValueError, IndexError, OverflowError):
        return None


def written(data: bytes, names: tuple[str, ...], at: int, piece: bytes) -> bytes:
    """The same file with some bytes of a stream changed; as it is where that can't be done.

    Args:
        data: the whole file.
        names: of the stream, as of :func:`stream`.
        at: where in the stream the first of the bytes stands.
        piece: the new ones.
    """
    try:
        places = _File(data).places(names, range(at, at + len(piece)))
    except (struct.error, ValueError, IndexError, OverflowError):
        return data
    out = bytearray(data)
    for place, byte in zip(places, piece, strict=True):
        out[place] = byte
    return bytes(out)


class _File:
    """The tables of sectors of one compound file."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.size = 1 << struct.unpack_from("<H", data, 30)[0]
        if self.size not in (512, 4096):
            raise ValueError("sector size")
        fats = [s for s in struct.unpack_from("<109I", data, 76) if s < _END]
        following = struct.unpack_from("<I", data, 68)[0]
        for _ in range(len(data) // self.size + 1):
            if following >= _END:
                break
            items = struct.unpack(f"<{self.size // 4}I", self._sector(following))
            fats += [s for s in items[:-1] if s < _END]
            following = items[-1]
        else:
            raise ValueError("endless chain")
        table = b"".join(self._sector(s) for s in fats[: len(data) // self.size + 1])
        self.fat = struct.unpack(f"<{len(table) // 4}I", table)
        self.directory = self._chain(struct.unpack_from("<I", data, 48)[0])

    def stream(self, names: tuple[str, ...]) -> bytes | None:
        """One stream, see :func:`stream`.

        Every chain that the fast reader follows must end: it follows one that comes back to itself
        until no memory is left, and that ends the process.
        """
        found = self._find(names)
        if found is None:
            return None
        root, start, size = found
        return self._small(root, start, size) if size < _SMALL else self._chain(start)[:size]

    def places(self, names: tuple[str, ...], wanted: range) -> list[int]:
        """Where in the file bytes of a stream stand.

        Raises:
            ValueError: there is no such stream.
        """
        found = self._find(names)
        if found is None:
            raise ValueError("no such stream")
        root, start, size = found
        if size >= _SMALL:
            return self._places(start, wanted)
        pieces = self._sectors(start, self._minifat(), wanted.stop // 64 + 1)
        inner = [pieces[n // 64] * 64 + n % 64 for n in wanted]
        return [self._places(root[0], range(n, n + 1))[0] for n in inner]

    def _places(self, start: int, wanted: range) -> list[int]:
        sectors = self._sectors(start, self.fat, wanted.stop // self.size + 1)
        return [(sectors[n // self.size] + 1) * self.size + n % self.size for n in wanted]

    @staticmethod
    def _sectors(start: int, table: tuple[int, ...], most: int) -> list[int]:
        out: list[int] = []
        while start < _END and len(out) < most:
            out.append(start)
            start = table[start]
        return out

    def _minifat(self) -> tuple[int, ...]:
        table = self._chain(struct.unpack_from("<I", self.data, 60)[0])
        return struct.unpack(f"<{len(table) // 4}I", table)

    def _find(self, names: tuple[str, ...]) -> tuple[tuple[int, int], int, int] | None:
        """The mini stream, and start and size of the first stream of one of the names."""
        entries: dict[str, tuple[int, int]] = {}
        root = (0, 0)
        for at in range(0, len(self.directory) - 127, 128):
            length = struct.unpack_from("<H", self.directory, at + 64)[0]
            name = self.directory[at : at + max(0, min(length, 64) - 2)].decode(
                "utf-16-le", "replace"
            )
            start, size = struct.unpack_from("<II", self.directory, at + 116)
            if self.directory[at + 66] == 5:
                root = (start, size)
            elif self.directory[at + 66] == 2:
                entries.setdefault(name.casefold(), (start, size))
        self._check_ends(struct.unpack_from("<I", self.data, 60)[0])
        self._check_ends(root[0])
        for wanted in names:
            if wanted.casefold() in entries:
                return root, *entries[wanted.casefold()]
        return None

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self.size
        piece = self.data[at : at + self.size]
        if len(piece) < self.size:  # the last sector of a file may be cut short
            piece += bytes(self.size - len(piece))
        return piece

    def _chain(self, start: int) -> bytes:
        out = []
        while start < _END:
            out.append(self._sector(start))
            start = self.fat[start]
            if len(out) > len(self.fat):
                raise ValueError("endless chain")
        return b"".join(out)

    def _check_ends(self, start: int) -> None:
        for _ in range(len(self.fat) + 1):
            if start >= _END:
                return
            start = self.fat[start]
        raise ValueError("endless chain")

    def _small(self, root: tuple[int, int], start: int, size: int) -> bytes:
        minifat = self._minifat()
        store = self._chain(root[0])
        out = []
        while start < _END:
            out.append(store[start * 64 : start * 64 + 64])
            start = minifat[start]
            if len(out) > len(minifat):
                raise ValueError("endless chain")
        return b"".join(out)[:size]
