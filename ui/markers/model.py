"""The markers as a table that sorts itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtCore import QObject, Qt

from ui.markers import words_of
from ui.markers.calls import Line
from ui.widgets.row_model import RowModel
from ui.words import number, short_day, translate

CONDITION_CODE = Qt.ItemDataRole.UserRole  # for the pill
NUMBER, CONDITION, CHECKED, KIND, AREA, PLACE, CHECKS, PHOTOS, SET, POSITION = range(10)
_PARTS = re.compile(r"(\d+)")
_ORDER = ("missing", "damaged", "moved", "leaning", "illegible", "covered", "", "intact")
_DOWN = Qt.SortOrder.DescendingOrder


class MarkerModel(RowModel[Line]):
    """One marker a row."""

    COLUMNS: ClassVar[int] = 10
    NUMBERS = (CHECKS, PHOTOS)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._given: Sequence[Line] = ()
        self._sorted: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)
        self._places: dict[str, int] = {}

    def set_rows(self, rows: Sequence[Line]) -> None:
        """Shows others, in the order in force."""
        self._given = rows
        ordered = self._ordered(rows)
        self._places = {line.id: n for n, line in enumerate(ordered)}
        super().set_rows(ordered)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sorts by a column; by none as the list came."""
        if (column, order) != self._sorted:
            self._sorted = column, order
            self.set_rows(self._given)

    def row_of(self, marker_id: str) -> int:
        """Where a marker stands, -1 for nowhere."""
        return self._places.get(marker_id, -1)

    def heads(self) -> Sequence[str]:
        """The names of the columns."""
        return (
            translate("Markers", "Number"), translate("Markers", "Condition"),
            translate("Markers", "Checked on"), translate("Markers", "Kind"),
            translate("Markers", "Protected area"), translate("Markers", "Place"),
            translate("Markers", "Inspections"), translate("Markers", "Photos"),
            translate("Markers", "Set up on"), translate("Markers", "Position"),
        )  # fmt: skip

    def more(self, line: Line, _column: int, role: int) -> Any:
        """The code of the condition for its pill."""
        return line.condition if role == CONDITION_CODE else None

    def text(self, line: Line, column: int) -> str:
        """What a cell says."""
        return {
            NUMBER: line.number, KIND: words_of.kind(line.kind), AREA: line.area,
            CONDITION: words_of.condition(line.condition),
            CHECKED: short_day(line.condition_on),
            CHECKS: number(line.inspections) if line.inspections else "",
            PHOTOS: number(line.photos) if line.photos else "",
            SET: short_day(line.set_on), PLACE: line.place,
            POSITION: words_of.place(line.lon, line.lat),
        }[column]  # fmt: skip

    def _ordered(self, rows: Sequence[Line]) -> Sequence[Line]:
        column, order = self._sorted
        if column < 0:
            return rows
        found = sorted(rows, key=lambda line: _key(line, column), reverse=order == _DOWN)
        # What has nothing there stands last, whichever way.
        empty = {line.id for line in found if not _holds(line, column)}
        held = [line for line in found if line.id not in empty]
        return [*held, *(line for line in found if line.id in empty)] if empty else held


def _holds(line: Line, column: int) -> bool:
    held: dict[int, object] = {
        AREA: line.area, CHECKED: line.condition_on, SET: line.set_on, PLACE: line.place,
        KIND: line.kind, POSITION: line.lon is not None,
    }  # fmt: skip
    return bool(held.get(column, True))


def _key(line: Line, column: int) -> tuple[Any, ...]:
    natural = _natural(line.number)
    if column == CONDITION:  # what needs somebody first
        at = _ORDER.index(line.condition) if line.condition in _ORDER else len(_ORDER)
        return at, natural
    firsts: dict[int, Any] = {
        NUMBER: natural, KIND: words_of.kind(line.kind), AREA: line.area,
        CHECKED: line.condition_on, CHECKS: line.inspections, PHOTOS: line.photos,
        SET: line.set_on, PLACE: line.place, POSITION: (line.lon or 0.0, line.lat or 0.0),
    }  # fmt: skip
    return firsts[column], natural


def _natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """JZ-2 before JZ-10."""
    parts = _PARTS.split(text.casefold())
    return tuple((1, int(p), "") if p.isdecimal() else (0, 0, p) for p in parts if p)
