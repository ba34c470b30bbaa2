"""Reads the columns that a KML description shows as an HTML table.

ArcGIS writes a layer's attributes so, and no other way: a table of two cells a row, the column's
name and its value, within a table for the looks. Web pages of other kinds have no such rows.
"""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Final

_LONGEST: Final = 200_000  # characters of a description that are looked at
_MOST: Final = 300  # columns
_NAME: Final = 100  # characters of a column's name
_NO_VALUE: Final = frozenset(("<null>", "&lt;null&gt;"))


def columns_of(html: str) -> dict[str, str]:
    """The columns in a description's table, in its order; none where it is no such table.

    Args:
        html: of a placemark's description.
    """
    reader = _Rows()
    reader.feed(html[:_LONGEST])
    reader.close()
    pairs = [row for row in reader.rows if len(row) == 2 and 0 < len(row[0]) <= _NAME]
    names = [name for name, _ in pairs]
    if len(pairs) < 2 or len(pairs) > _MOST or len(set(names)) < len(names):
        return {}
    return {name: "" if value.casefold() in _NO_VALUE else value for name, value in pairs}


class _Rows(HTMLParser):
    """The texts of the cells of every row that holds no table itself."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self._row: list[str] | None = None
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A row or a cell begins; that of an outer table is forgotten."""
        del attrs
        if tag in ("tr", "table"):
            self._end_row()
            self._row = [] if tag == "tr" else None
        elif tag in ("td", "th") and self._row is not None:
            self._end_cell()
            self._cell = []

    def handle_endtag(self, tag: str) -> None:
        """A cell or a row ends."""
        if tag in ("td", "th"):
            self._end_cell()
        elif tag in ("tr", "table"):
            self._end_row()

    def handle_data(self, data: str) -> None:
        """Text, of a cell where one is open."""
        if self._cell is not None:
            self._cell.append(data)

    def _end_cell(self) -> None:
        if self._cell is not None and self._row is not None:
            self._row.append(" ".join("".join(self._cell).split()))
        self._cell = None

    def _end_row(self) -> None:
        self._end_cell()
        if self._row:
            self.rows.append(self._row)
        self._row = None
