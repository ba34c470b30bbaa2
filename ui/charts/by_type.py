"""Problems by what they are: activity, key problem, or where they came from."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui import words
from ui.charts.bars import BarChart
from ui.words import translate

GROUPS = ("activity", "key_problem", "source")


class ByType(BarChart):
    """Bars of one of the three, chosen by ``set_group``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(GROUPS[0], parent)

    def set_group(self, group: str) -> None:
        """Count by something else."""
        self.group, self._first = group, 0
        self.redraw()

    def title(self) -> str:
        """What the chart shows."""
        return group_word(self.group)

    def name(self, code: str) -> str:
        """The code table's words."""
        return words.label(self.group, code) if code else translate("Charts", "not filled in")


def group_word(group: str) -> str:
    """What is counted by."""
    return {
        "activity": translate("Charts", "Activity"),
        "key_problem": translate("Charts", "Key problem"),
        "source": translate("Charts", "Source"),
    }[group]
