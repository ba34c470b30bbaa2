"""Problems by county."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.charts.bars import BarChart
from ui.words import translate

_UNPLACED = "000000"


class ByCounty(BarChart):
    """One bar a county, by its name where one is known."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("county", parent)

    def title(self) -> str:
        """What the chart shows."""
        return translate("Charts", "County")

    def name(self, code: str) -> str:
        """The county's name, else its code."""
        if code == _UNPLACED:
            return translate("Charts", "not filled in")
        return (self.trends.names if self.trends else {}).get(code, code)
