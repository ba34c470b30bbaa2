"""Where the cells of a grid are: computed, so that their number costs nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize


@dataclass(frozen=True, slots=True)
class Places:
    """Equal cells in lines from left to right.

    Attributes:
        cell: the size of each.
        room: the size of the viewport.
        count: how many there are.
        offset: how far it is scrolled down, pixels.
    """

    cell: QSize
    room: QSize
    count: int
    offset: int

    def columns(self) -> int:
        """How many stand side by side."""
        return max(1, self.room.width() // self.cell.width())

    def height(self) -> int:
        """The height of all lines."""
        return -(-self.count // self.columns()) * self.cell.height()

    def page(self) -> int:
        """How many cells are seen at once, in whole lines, one line at least."""
        return max(1, self.room.height() // self.cell.height()) * self.columns()

    def rect(self, row: int) -> QRect:
        """Where a cell is, in the viewport."""
        line, column = divmod(row, self.columns())
        x = self._margin() + column * self.cell.width()
        return QRect(QPoint(x, line * self.cell.height() - self.offset), self.cell)

    def row_at(self, point: QPoint) -> int:
        """The cell at a place of the viewport, -1 for none."""
        x, y = point.x() - self._margin(), point.y() + self.offset
        columns = self.columns()
        if x < 0 or y < 0 or x >= columns * self.cell.width():
            return -1
        row = y // self.cell.height() * columns + x // self.cell.width()
        return row if row < self.count else -1

    def lines(self, frame: QRect) -> Iterator[tuple[int, int]]:
        """The first and last cell of each line that a frame of the viewport touches."""
        box = frame.translated(-self._margin(), self.offset)
        columns, wide, high = self.columns(), self.cell.width(), self.cell.height()
        left = max(box.left() // wide, 0)
        right = min(box.right() // wide, columns - 1)
        last_line = min(box.bottom() // high, (self.count - 1) // columns)
        for line in range(max(box.top() // high, 0), last_line + 1):
            first, last = line * columns + left, min(line * columns + right, self.count - 1)
            if left < columns and first <= last:
                yield first, last

    def sight(self) -> tuple[int, int]:
        """The first and last cell of which something is seen; last < first where none is."""
        if not self.count:
            return 0, -1
        bottom = self.offset + max(0, self.room.height() - 1)
        columns, high = self.columns(), self.cell.height()
        first = self.offset // high * columns
        return first, min((bottom // high + 1) * columns, self.count) - 1

    def _margin(self) -> int:
        """What is left over beside the cells goes to both sides."""
        return max(0, self.room.width() - self.columns() * self.cell.width()) // 2
