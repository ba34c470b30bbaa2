"""Which share of the problems is rectified, and which is closed."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from greenshield.domain.trends import Day
from ui import words
from ui.charts import filters
from ui.charts.axes import PercentAxis
from ui.charts.lines import LineChart, Series
from ui.look import colours
from ui.words import translate


class ClosingRate(LineChart):
    """Both rates over time, as the summary gives them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(PercentAxis("left"), parent)

    def title(self) -> str:
        """What the chart shows."""
        return translate("Charts", "Closing rate")

    def days(self) -> tuple[Day, ...]:
        """The future has no rate."""
        return tuple(day for day in super().days() if day.actual)

    def top(self) -> float:
        """All of them, and a little air."""
        return 1.04

    def number(self, value: float) -> str:
        """Per cent."""
        return words.percent(value)

    def series(self) -> list[Series]:
        """Two lines; none on days without a problem."""
        days = self.days()
        return [
            Series(
                translate("Charts", "rectified"), colours.series(0),
                [day.completion_rate for day in days],
            ),
            Series(
                translate("Charts", "closed"), colours.series(2),
                [day.closing_rate for day in days],
            ),
        ]  # fmt: skip

    def filter_of(self, _: Day) -> dict[str, object]:
        """The problems that are closed today."""
        return filters.of_part("closed")
