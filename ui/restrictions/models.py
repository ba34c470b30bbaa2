"""The versions of the lists, and the rows of one, as tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt

from ui.look import colours, fonts, icons
from ui.restrictions import words
from ui.restrictions.restriction import Row, Version
from ui.widgets.row_model import Index, RowModel
from ui.widgets.tips import plain
from ui.words import label, translate

LEVEL_ROLE = Qt.ItemDataRole.UserRole
NAME, IN_FORCE, STANDING, COUNT = range(4)
LEVEL, MEASURE, SPACE, WORDING, SOURCE, DAYS = range(6)
_TEXT = Qt.ItemDataRole.DisplayRole


class VersionModel(RowModel[Version]):
    """One version a line; what holds is in bold letters."""

    COLUMNS = 4

    def heads(self) -> Sequence[str]:
        """The names of the columns."""
        return (
            translate("Restrictions", "List"), translate("Restrictions", "In force"),
            translate("Restrictions", "Standing"), translate("Restrictions", "Rows"),
        )  # fmt: skip

    def data(self, index: Index, role: int = _TEXT) -> Any:
        """What stands in a cell."""
        one = self.at(index)
        if one is None:
            return None
        if role in (_TEXT, Qt.ItemDataRole.ToolTipRole):
            if not one.list_name:
                every = (translate("Restrictions", "All lists"), "", "", words.counted(one))
                return every[index.column()]
            told = (
                one.list_name,
                words.days(one.list_from, one.until) or translate("Restrictions", "from ever"),
                words.standing(one), words.counted(one),
            )[index.column()]  # fmt: skip
            return told if role == _TEXT else plain(f"{told}\n{one.source_file}".strip())
        if role == Qt.ItemDataRole.FontRole and one.holds and index.column() == NAME:
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

    def data(self, index: Index, role: int = _TEXT) -> Any:
        """What stands in a cell."""
        row = self.at(index)
        if row is None:
            return None
        column = index.column()
        if role == LEVEL_ROLE:
            return row.level
        if role in (_TEXT, Qt.ItemDataRole.ToolTipRole):
            told = self.text(row, column)
            return told if role == _TEXT else plain(told)
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
