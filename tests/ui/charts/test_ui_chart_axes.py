"""The marks of the charts' axes."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import words
from ui.charts import axes
from ui.charts.chart import Chart
from ui.charts.panel import ChartsPanel

WAIT_MS = 60_000


@pytest.mark.parametrize(
    ("first", "last", "size", "shown"),
    [
        ("2026-01-01", "2026-01-05", 900, ["1 Jan 2026", "3 Jan 2026", "5 Jan 2026"]),
        ("2025-11-10", "2026-03-20", 400, ["Jan 2026", "Mar 2026"]),
        ("2010-01-01", "2026-01-01", 400, ["2010", "2015", "2020", "2025"]),
    ],
)
def test_that_days_are_marked_where_a_month_or_year_begins(
    qapp: QApplication, first: str, last: str, size: int, shown: list[str]
) -> None:
    axis = axes.DayAxis("bottom")
    low, high = (date.fromisoformat(day).toordinal() for day in (first, last))
    ((spacing, values),) = axis.tickValues(low, high, size)
    told = axis.tickStrings(values, 1.0, spacing)
    assert set(shown) <= set(told)
    assert len(told) <= 8
    assert all(low <= value <= high for value in values)


def test_that_counts_are_marked_at_whole_numbers_only(qapp: QApplication) -> None:
    axis = axes.CountAxis("left")
    for high in (1.0, 3.0, 7.5, 40.0, 160_000.0):
        levels = axis.tickValues(-0.2, high, 250)
        assert all(float(v).is_integer() and v >= 0 for _, values in levels for v in values)
        assert any(values for _, values in levels)
    assert axis.tickStrings([160000.0], 1.0, 1.0) == ["160,000"]


def test_that_every_mark_of_the_rates_is_written_whole_in_a_low_chart(
    panel: ChartsPanel, show: Callable[[str], Chart], qtbot: QtBot
) -> None:
    panel.resize(1000, 200)
    chart = show("closing_rate")
    axis, seen = chart.plot.getAxis("left"), chart.plot.viewport().rect().toRectF()

    def is_whole() -> bool:
        chart.grab()
        sheet = QImage(10, 10, QImage.Format.Format_RGB32)
        painter = QPainter(sheet)
        _, _, written = axis.generateDrawSpecs(painter)
        painter.end()
        assert all(seen.contains(axis.mapRectToScene(box)) for box, *_ in written)
        return {text for *_, text in written} == {words.percent(n / 4, 0) for n in range(5)}

    qtbot.waitUntil(is_whole, timeout=WAIT_MS)  # the axis widens for its longest mark
