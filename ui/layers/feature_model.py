"""The attributes of one feature as a table of names and values."""

from __future__ import annotations

from typing import Any

from ui.widgets.row_model import RowModel
from ui.words import translate


class FeatureModel(RowModel[tuple[str, Any]]):
    """A row an attribute."""

    COLUMNS = 2

    def heads(self) -> tuple[str, str]:
        """The names of the columns."""
        return translate("Layers", "Attribute"), translate("Layers", "Value")

    def text(self, row: tuple[str, Any], column: int) -> str:
        """The name, or the value: numbers are written as they are in the file."""
        return row[0] if column == 0 else shown(row[1])


def shown(value: Any) -> str:
    """A value as text, "" for none; a whole number in a column of fractions has no point."""
    if isinstance(value, float):
        return f"{value:.15g}"
    return "" if value is None else str(value)
