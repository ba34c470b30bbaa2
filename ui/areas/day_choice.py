"""A day out of several that mean something, or any other that is typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QWidget

from greenshield.domain import dates


class DayChoice(QComboBox):
    """Days with what they are, such as the first day of a version."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(40)

    def set_days(self, days: Sequence[tuple[str, str]], chosen: str) -> None:
        """Offers days.

        Args:
            days: ISO date and words of each.
            chosen: the one that stands there at first.
        """
        self.clear()
        for day, words in days:
            self.addItem(words, day)
        self.set_value(chosen)

    def value(self) -> str:
        """ISO text of the day, "" where what stands there is none."""
        at = self.findText(self.currentText())
        if at >= 0:
            return str(self.itemData(at))
        return dates.parse_date(self.currentText()) or ""

    def set_value(self, day: str) -> None:
        """Puts a day there."""
        at = self.findData(day)
        if at >= 0:
            self.setCurrentIndex(at)
        else:
            self.setEditText(day)
