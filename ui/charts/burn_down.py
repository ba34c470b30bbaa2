"""How the undone problems go down, beside what the deadlines allow."""

from __future__ import annotations

from greenshield.domain.trends import Day
from ui.charts import filters
from ui.charts.lines import LineChart, Series
from ui.look import colours
from ui.words import translate


class BurnDown(LineChart):
    """Undone, by schedule, overdue, and not closed."""

    def title(self) -> str:
        """What the chart shows."""
        return translate("Charts", "Progress against deadlines")

    def series(self) -> list[Series]:
        """Four lines; of days to come only the schedule."""
        days = self.days()
        known = [day if day.actual else None for day in days]
        return [
            Series(
                translate("Charts", "rectification overdue"), colours.role("overdue"),
                [None if d is None else float(d.overdue) for d in known], filled=True,
            ),
            Series(
                translate("Charts", "not closed"), colours.series(6),
                [None if d is None else float(d.open) for d in known],
            ),
            Series(
                translate("Charts", "undone"), colours.state("rectifying"),
                [None if d is None else float(d.undone) for d in known],
            ),
            Series(
                translate("Charts", "undone, if every deadline is kept"), colours.series(0),
                [float(day.scheduled) for day in days], dashed=True,
            ),
        ]  # fmt: skip

    def filter_of(self, day: Day) -> dict[str, object]:
        """The problems that are undone today."""
        return filters.of_part("undone") if day.actual else {}
