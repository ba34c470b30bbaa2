"""Which share of the problems is rectified, and which is closed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from greenshield.domain.trends import Day
from ui import words
from ui.charts import filters
from ui.charts.axes import PercentAxis
from ui.charts.lines import LineChart, Series
from ui.look import colours
from ui.words import plural, translate


class ClosingRate(LineChart):
    """Both rates over time, as the summary gives them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(PercentAxis("left"), parent)
        self.note = QLabel(self)
        self.note.setObjectName("charts.closing_rate.note")
        self.note.setWordWrap(True)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.hide()
        column = self.layout()
        assert column is not None  # every chart has one
        column.addWidget(self.note)

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
        """Three lines; none on days without a problem.

        The last holds what old ledgers claim, which the rates of the summary leave out.
        """
        days = self.days()
        return [
            Series(
                translate("Charts", "rectified, with evidence"), colours.series(0),
                [day.completion_rate for day in days],
            ),
            Series(
                translate("Charts", "closed, with evidence"), colours.series(2),
                [day.closing_rate for day in days],
            ),
            Series(
                translate("Charts", "closed, old ledgers' claims counted"), colours.series(2),
                [_claimed(day) for day in days], dashed=True,
            ),
        ]  # fmt: skip

    def draw(self) -> None:
        """Draws the lines, and says how many issues neither rate counts."""
        super().draw()
        last = self.days()[-1]
        apart = last.problems - last.open - last.closed
        self.note.setVisible(apart > 0)
        self.note.setText(
            plural(
                apart,
                translate("Charts", "{n} issue is closed by an old ledger's word alone: the rates "
                          "of the summary count what is proved here."),
                translate("Charts", "{n} issues are closed by an old ledger's word alone: the "
                          "rates of the summary count what is proved here."),
            )
        )  # fmt: skip

    def filter_of(self, _: Day) -> dict[str, object]:
        """The problems that are closed today."""
        return filters.of_part("closed")


def _claimed(day: Day) -> float | None:
    return (day.problems - day.open) / day.problems if day.problems else None
