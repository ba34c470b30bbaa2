"""The versions of the lists, and the rows of one, as tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt

from ui.look import colours, fonts, icons
from ui.restrictions import words
from ui.restrictions.restriction import Row, Version
from ui.widgets.row_model import RowModel
from ui.words import label, translate

LEVEL_ROLE = Qt.ItemDataRole.UserRole
NAME, IN_FORCE, STANDING, COUNT = range(4)
LEVEL, MEASURE, SPACE, WORDING, SOURCE, DAYS = range(6)


class VersionModel(RowModel[Version]):
    """One version a line; what holds is in bold letters."""

    COLUMNS = 4

    def heads(self) -> Sequence[str]:
        """The names of the columns."""
        return (
            translate("Restrictions", "List"), translate("Restrictions", "In force"),
            translate("Restrictions", "Standing"), translate("Restrictions", "Rows"),
        )  # fmt: skip

    def text(self, one: Version, column: int) -> str:
        """What a cell says; of the line for all lists just how many rows they have."""
        if not one.list_name:
            return (translate("Restrictions", "All lists"), "", "", words.counted(one))[column]
        return (
            one.list_name,
            words.days(one.list_from, one.until) or translate("Restrictions", "from ever"),
            words.standing(one), words.counted(one),
        )[column]  # fmt: skip

    def tip(self, one: Version, column: int) -> str:
        """The same, and the file that a list came from."""
        told = self.text(one, column)
        return f"{told}\n{one.source_file}".strip() if one.list_name else told

    def more(self, one: Version, column: int, role: int) -> Any:
        """What holds is bold, what does not is pale."""
        if role == Qt.ItemDataRole.FontRole and one.holds and column == NAME:
            return fonts.scaled(1.0, bold=True)
        if role == Qt.ItemDataRole.ForegroundRole and one.list_name and not one.holds:
            return colours.role("muted")
        return None


class RestrictionModel(RowModel[Row]):
    """One row of a list a line."""

    COLUMNS = 6

    def heads(self) -> Sequence[str]:
        """The names of the columns."""
        return (
            translate("Restrictions", "Level"), translate("Restrictions", "Measure"),
            translate("Restrictions", "Space"), translate("Restrictions", "Wording"),
            translate("Restrictions", "Source"), translate("Restrictions", "In force"),
        )  # fmt: skip

    def more(self, row: Row, column: int, role: int) -> Any:
        """The level for its pill; a row that does not hold is pale."""
        if role == LEVEL_ROLE:
            return row.level
        if role == Qt.ItemDataRole.ForegroundRole and (row.void or not row.holds):
            return colours.role("muted")
        if role == Qt.ItemDataRole.DecorationRole and column == MEASURE and row.contradicted:
            return icons.icon("warning")
        return None

    def text(self, row: Row, column: int) -> str:
        """A cell's words."""
        if column == LEVEL:
            return label("restriction_level", row.level)
        if column == MEASURE:
            return words.measures(row)
        if column == SPACE:
            return words.spaces(row)
        if column == DAYS:
            return words.days(row.valid_from, row.valid_to)
        return " ".join((row.wording if column == WORDING else row.source_doc).split())
