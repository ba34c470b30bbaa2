"""A hundred thousand hashes in order, 32 bytes each, with the way back from hash to row."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

_BYTES = 32
_FEW = 1000
_HEAD = 8  # so many bytes tell all but a few apart; the rest is compared where they are equal


class HashList:
    """SHA-256 hashes as the rows of a view."""

    def __init__(self, digests: bytes = b"") -> None:
        self._digests = digests
        table = np.frombuffer(digests, dtype=np.uint8).reshape(-1, _BYTES)
        heads = _heads(table)
        self._order = np.argsort(heads, kind="stable")
        self._sorted = heads[self._order]

    def __len__(self) -> int:
        return len(self._digests) // _BYTES

    def __eq__(self, other: object) -> bool:
        return isinstance(other, HashList) and self._digests == other._digests

    def at(self, row: int) -> str:
        """The hash of a row, hex."""
        return self._digests[row * _BYTES : (row + 1) * _BYTES].hex()

    def some(self, rows: Iterable[int]) -> list[str]:
        """The hashes of rows that exist."""
        count = len(self)
        kept = [row for row in rows if 0 <= row < count]
        if len(kept) < _FEW:
            return [self.at(row) for row in kept]
        table = np.frombuffer(self._digests, dtype=np.uint8).reshape(-1, _BYTES)
        return table[kept].tobytes().hex(" ", _BYTES).split(" ")

    def rows_of(self, hashes: Iterable[str]) -> npt.NDArray[np.intp]:
        """The rows of hashes, rising; hashes that are not among them are left out."""
        listed = list(hashes)
        try:
            sought = bytes.fromhex("".join(listed))
        except ValueError:
            sought = b""
        if {*map(len, listed)} != {2 * _BYTES} or len(sought) != _BYTES * len(listed):
            # One of them at least is no hash: it must not be read on into its neighbour.
            found = [row for row in map(self.row_of, listed) if row >= 0]
            return np.sort(np.array(found, np.intp))
        table = np.frombuffer(sought, dtype=np.uint8).reshape(-1, _BYTES)
        heads = _heads(table)
        order = np.argsort(heads)  # neighbours are looked for beside each other, in half the time
        table, heads = table[order], heads[order]
        first = np.searchsorted(self._sorted, heads)
        last = np.searchsorted(self._sorted, heads, side="right")
        alone, many = last - first == 1, last - first > 1
        rows, own = self._order[first[alone]], _words(self._digests)
        rows = rows[(own[rows] == _words(table[alone].tobytes())).all(axis=1)]
        twins = [self.row_of(table[n].tobytes().hex()) for n in np.flatnonzero(many).tolist()]
        return np.sort(np.concatenate([rows, np.array([r for r in twins if r >= 0], np.intp)]))

    def row_of(self, sha256: str) -> int:
        """The row of a hash, -1 where it is not among them."""
        try:
            digest = bytes.fromhex(sha256)
        except ValueError:
            return -1
        if len(digest) != _BYTES:
            return -1
        head = np.uint64(int.from_bytes(digest[:_HEAD], "big"))
        found = int(np.searchsorted(self._sorted, head))
        while found < len(self._sorted) and self._sorted[found] == head:
            row = int(self._order[found])
            if self._digests[row * _BYTES : (row + 1) * _BYTES] == digest:
                return row
            found += 1
        return -1


def _words(digests: bytes) -> npt.NDArray[np.uint64]:
    """Hashes as four numbers each, which compare faster than bytes."""
    return np.frombuffer(digests, dtype=np.uint64).reshape(-1, _BYTES // 8)


def _heads(table: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint64]:
    """The first bytes of each hash as a number."""
    whole = np.ascontiguousarray(table[:, :_HEAD]).view(">u8").ravel()
    heads: npt.NDArray[np.uint64] = whole.astype(np.uint64)
    return heads
