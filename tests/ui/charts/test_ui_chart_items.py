"""What the charts draw, and what becomes of it when they are drawn anew."""

import gc
from collections.abc import Callable
from datetime import date

import pyqtgraph as pg
import shiboken6
from PySide6.QtWidgets import QGraphicsItem

from greenshield.domain.trends import Day, Trends
from ui.charts.chart import Chart
from ui.charts.panel import CHARTS


def test_that_a_line_says_where_a_ledger_came_in(show: Callable[[str], Chart]) -> None:
    chart = show("burn_down")
    days = tuple(Day(f"2026-01-{n:02}", True, n, n, n, n, 0, 0, 0) for n in range(1, 11))
    imports = tuple((f"2026-01-{n:02}", n) for n in (2, 4, 6, 8))
    chart.show_trends(Trends("2026-01-10", "day", days, {}, {}, imports))

    def told() -> dict[float, str]:
        labels = [m for m in chart.plot.plotItem.items if isinstance(m, pg.TextItem)]
        return {label.pos().x(): label.toPlainText() for label in labels}

    begin = date(2026, 1, 1).toordinal() - 1
    most = (4, 6, 8)
    assert told() == {begin + n: f"{n} Jan 2026 · {n} issues imported" for n in most}
    chart.show_trends(Trends("2026-01-10", "day", days, {}, {}))
    assert told() == {}


def test_that_what_was_drawn_before_is_not_left_to_the_collector(
    show: Callable[[str], Chart],
) -> None:
    """It takes parents and children in any order, and frees Qt's part of a child twice."""
    days = tuple(Day(f"2026-01-{n:02}", True, n, n, n, n, 0, 0, 0) for n in range(1, 11))
    shown = Trends("2026-01-10", "day", days, {"type": ()}, {}, (("2026-01-04", 3),))
    for name in CHARTS:
        chart = show(name)
        chart.redraw()
        if name == "burn_down":
            chart.show_trends(shown)
            chart.retranslate()
    loose = [o for o in gc.get_objects() if isinstance(o, QGraphicsItem) and shiboken6.isValid(o)]
    assert loose, "the charts' own items are not seen"
    assert [item for item in loose if item.scene() is None] == []
