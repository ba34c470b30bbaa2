"""The photos of the tray: hashes in memory, rows and thumbnails as they come into sight."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from ui.desk import Desk
from ui.photos import calls, words_of
from ui.photos.fetching import Fetching
from ui.photos.hash_list import HashList
from ui.timers import pause
from ui.widgets.tips import plain

Index = QModelIndex | QPersistentModelIndex
Traits = tuple[tuple[str, str], ...]
Question = tuple[str, str, str, str, bytes | None, Traits]
HASH = int(Qt.ItemDataRole.UserRole) + 1
ROW = HASH + 1
PICTURE = HASH + 2
REFUSED = HASH + 3

_FRAME_MS = 16


class PhotoModel(QAbstractListModel):
    """Photos by hash.

    Signals:
        counted: how many photos each filter has, by its name; the number of the issue.
        renewed: the hashes were read anew; they may be the same.
    """

    counted = Signal(dict, str)
    renewed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._hashes = HashList()
        self._sight = (0, -1)
        self._asked: Question | None = None
        self._again = False
        self._touched: set[int] = set()
        self._paint = pause(self, _FRAME_MS, self._on_paint)
        self._fetching = Fetching(desk, self._ahead, self)
        self._fetching.came.connect(self._touch)
        self.pictures = self._fetching.pictures

    # What is shown ------------------------------------------------------------------------

    def ask(
        self,
        only: str,
        sort: str,
        issue: str,
        text: str,
        among: bytes | None = None,
        traits: Traits = (),
    ) -> None:
        """Reads the hashes that a filter leaves, in an order.

        ``among`` and ``traits`` are as in ``calls.keys``. The same question again waits for the
        answer to the first: else many changes in a row would put every answer off.
        """
        wanted = (only, sort, issue, text, among, traits)
        if wanted == self._asked:
            self._again = True
            return
        self._asked, self._again = wanted, False
        self._desk.ask(
            calls.keys, *wanted, done=self._on_keys, failed=self._on_keys_failed,
            key="photos.keys",
        )  # fmt: skip

    def clear(self) -> None:
        """Shows nothing."""
        self.beginResetModel()
        self._hashes = HashList()
        self._fetching.forget()
        self._touched.clear()
        self._asked, self._again = None, False
        self.endResetModel()

    def renew_rows(self) -> None:
        """Reads what is shown of the photos anew, and shows what it knew until then."""
        self._fetching.renew()

    def again(self) -> None:
        """Asks once more for thumbnails of files that were not there."""
        self._fetching.again()

    def set_picture_size(self, size: int) -> None:
        """Another size of thumbnails, one that the worker makes."""
        self._fetching.set_picture_size(size)

    def look_at(self, first: int, last: int) -> None:
        """Says which rows are in sight: these come first, then those ahead and behind."""
        if (first, last) != self._sight:
            self._sight = (first, last)
            self._fetching.soon()

    # Hashes -------------------------------------------------------------------------------

    def hash_at(self, row: int) -> str:
        """The hash of a row."""
        return self._hashes.at(row)

    def hashes_of(self, rows: list[int]) -> list[str]:
        """The hashes of rows."""
        return self._hashes.some(rows)

    def row_of(self, sha256: str) -> int:
        """The row of a photo, -1 where the filter leaves it out."""
        return self._hashes.row_of(sha256)

    def rows_of(self, hashes: Iterable[str]) -> list[int]:
        """The rows of photos, rising; those that the filter leaves out are not among them."""
        found: list[int] = self._hashes.rows_of(hashes).tolist()
        return found

    def known(self, sha256: str) -> dict[str, Any] | None:
        """What is known of a photo by now."""
        return self._fetching.known(sha256)

    # Qt's side ----------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """All that the filter leaves."""
        return 0 if parent.isValid() else len(self._hashes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows; what is not read yet is None, and asked for where it is in sight."""
        if not index.isValid() or not 0 <= index.row() < len(self._hashes):
            return None
        sha256 = self._hashes.at(index.row())
        if role == HASH:
            return sha256
        if role == PICTURE:
            return self.pictures.get(sha256)
        if role == REFUSED:
            return self.pictures.why_not(sha256)
        row = self._fetching.known(sha256)
        if row is None:
            return None
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row["file"] or sha256[:12]
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            told = words_of.photo(row, self.pictures.why_not(sha256))
            return (
                plain("\n".join(told)) if role == Qt.ItemDataRole.ToolTipRole else "; ".join(told)
            )
        return None

    # Within -------------------------------------------------------------------------------

    def _on_keys(self, answer: tuple[bytes, dict[str, int], str]) -> None:
        found = HashList(answer[0])
        if found == self._hashes:
            self.renew_rows()
        else:
            self.beginResetModel()
            self._hashes = found
            self.endResetModel()
            self._fetching.renew()
        self.counted.emit(answer[1], answer[2])
        self.renewed.emit()
        self._answered()

    def _on_keys_failed(self, error: Exception) -> None:
        self._answered()
        self._desk.tell(error, "")

    def _answered(self) -> None:
        asked, self._asked = self._asked, None
        if self._again and asked is not None:
            self.ask(*asked)

    def _ahead(self) -> list[str]:
        """Hashes in the order in which they are wanted."""
        first, last = self._sight
        last = min(last, len(self._hashes) - 1)
        if last < first:
            return []
        span = last - first + 1
        rows = [
            *range(first, last + 1),
            *range(last + 1, last + 1 + 2 * span),
            *range(first - 1, first - 1 - span, -1),
        ]
        return self._hashes.some(rows)

    def _touch(self, sha256: str) -> None:
        row = self._hashes.row_of(sha256)
        if row >= 0:
            self._touched.add(row)
            if not self._paint.isActive():
                self._paint.start()

    def _on_paint(self) -> None:
        """One signal for all rows that changed since the last frame."""
        touched, self._touched = self._touched, set()
        rows = [row for row in touched if row < len(self._hashes)]
        if rows:
            self.dataChanged.emit(self.index(min(rows)), self.index(max(rows)))
