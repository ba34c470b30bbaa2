"""The patrols as a table: when, where, who, how much was walked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtCore import QObject, Qt

from ui.look import colours
from ui.patrols.calls import Covered, Line
from ui.widgets.row_model import RowModel
from ui.words import label, length, listed, number, percent, short_day, translate

NAME, STATE, ROUTE, SEEN, LEFT, BEGINS, ENDS, AREA, WHO, TRACKS, FINDS, CAMPAIGN = range(12)


class PatrolModel(RowModel[Line]):
    """One patrol a row; how it was walked comes later."""

    COLUMNS: ClassVar[int] = 12
    NUMBERS = (ROUTE, SEEN, LEFT, TRACKS, FINDS)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.covered: Mapping[str, Covered] = {}

    def set_covered(self, covered: Mapping[str, Covered]) -> None:
        """How patrols were walked."""
        self.covered = covered
        if self.rows:
            self.dataChanged.emit(self.index(0, ROUTE), self.index(len(self.rows) - 1, LEFT))

    def row_of(self, patrol: str) -> int:
        """Where a patrol stands, -1 for nowhere."""
        return next((n for n, line in enumerate(self.rows) if line.id == patrol), -1)

    def heads(self) -> Sequence[str]:
        """The names of the columns."""
        return (
            translate("Patrols", "Patrol"), translate("Patrols", "State"),
            translate("Patrols", "Route walked"), translate("Patrols", "Area seen"),
            translate("Patrols", "Not walked"), translate("Patrols", "From"),
            translate("Patrols", "Until"), translate("Patrols", "Protected area"),
            translate("Patrols", "Who"), translate("Patrols", "Tracks"),
            translate("Patrols", "Finds"), translate("Patrols", "Campaign"),
        )  # fmt: skip

    def more(self, line: Line, column: int, role: int) -> Any:
        """A patrol that is overdue is told in its colour."""
        if role == Qt.ItemDataRole.ForegroundRole and column == STATE and line.state == "overdue":
            return colours.role("overdue")
        return None

    def text(self, line: Line, column: int) -> str:
        """What a cell says."""
        if column in (ROUTE, SEEN, LEFT):
            return self._walked(line, column)
        return {
            NAME: line.name, STATE: label("patrol_state", line.state),
            BEGINS: short_day(line.planned_from), ENDS: short_day(line.planned_to),
            AREA: line.area, WHO: listed(line.inspectors), CAMPAIGN: line.campaign,
            TRACKS: number(line.tracks) if line.tracks else "",
            FINDS: number(line.finds) if line.finds else "",
        }[column]  # fmt: skip

    def _walked(self, line: Line, column: int) -> str:
        found = self.covered.get(line.id)
        if found is None:
            return ""
        if column == LEFT:
            return length(found.gaps_m) if found.gaps else ""
        share = found.share if column == ROUTE else found.seen
        return "" if share is None else percent(share)
