"""The keys of a table's rows in order, and the way back from a key to its row."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ui.ledger.answer import Keys

_EMPTY: Keys = np.empty(0, np.int32)


class KeyList:
    """Some keys in order; each stands once."""

    def __init__(self, keys: Keys = _EMPTY) -> None:
        self._keys = keys
        self._rows: npt.NDArray[np.int32] | None = None

    def __len__(self) -> int:
        """How many there are."""
        return len(self._keys)

    def all(self) -> Keys:
        """Every key, in order."""
        return self._keys

    def same(self, other: Keys) -> bool:
        """True for the same keys in the same order."""
        return np.array_equal(self._keys, other)

    def at(self, row: int) -> int:
        """The key of a row."""
        return int(self._keys[row])

    def some(self, rows: npt.NDArray[np.int32]) -> Keys:
        """The keys of rows."""
        return self._keys[rows]

    def between(self, first: int, end: int) -> Keys:
        """The keys of the rows from ``first`` to before ``end``, as far as there are any."""
        return self._keys[first:end]

    def rows_of(self, keys: Keys) -> npt.NDArray[np.intp]:
        """The rows of keys, in no order; keys that are not there are left out."""
        if not len(self._keys) or not len(keys):
            return np.empty(0, np.intp)
        if self._rows is None:
            # Keys are the numbers of the table's rows: hardly more of them than there are rows.
            self._rows = np.full(int(self._keys.max()) + 1, -1, np.int32)
            self._rows[self._keys] = np.arange(len(self._keys), dtype=np.int32)
        found = self._rows[keys[(keys >= 0) & (keys < len(self._rows))]]
        return found[found >= 0].astype(np.intp)

    def row_of(self, key: int) -> int:
        """The row of a key, -1 where it is not there."""
        found = self.rows_of(np.array([key], np.int32))
        return int(found[0]) if len(found) else -1
