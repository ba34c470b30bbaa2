"""The charts' panel on a real project: what it shows, where clicks lead, what it saves."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from helpers import worker_calls as calls
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QToolButton
from pytestqt.qtbot import QtBot

from greenshield.domain import trends
from greenshield.domain.ledger_filter import Sort
from greenshield.domain.trends import Bar, Day, Trends
from ui import language
from ui.charts import axes, filters, saving
from ui.charts.actions import ACTIONS
from ui.charts.chart import Chart
from ui.charts.panel import ChartsPanel
from ui.desk import Desk
from ui.ledger import calls as ledger_calls
from ui.ledger.answer import Answer
from ui.look import theme
from ui.tasks import wire

WAIT_MS = 60_000
Settled = Callable[[Desk], None]
Show = Callable[[str], Chart]


def _hover(chart: Chart, at: QPointF) -> QPoint:
    """Bring the mouse to a point of the plot's coordinates."""
    view = chart.plot.viewport()
    place = chart.plot.mapFromScene(chart.plot.plotItem.vb.mapViewToScene(at))
    QTest.mouseMove(view, place + QPoint(1, 1))
    QTest.mouseMove(view, place)
    return place


@pytest.mark.parametrize("group", ["county", "key_problem", "source"])
def test_that_a_bar_leads_to_as_many_rows_of_the_ledger_as_it_counts(
    panel: ChartsPanel, desk: Desk, qtbot: QtBot, group: str
) -> None:
    for bar in panel._trends.bars[group]:
        wanted = {
            "": bar.total,
            "overdue": bar.parts["overdue"],
            "undone": bar.parts["undone"] + bar.parts["overdue"],
            "completed": bar.parts["completed"],
            "closed": bar.parts["closed"],
            "adopted_done": bar.parts["adopted_done"],
        }
        for part, count in wanted.items():
            asked = filters.of_bar(group, bar.code, part) | {"as_of": panel._trends.as_of}
            assert _rows(desk, qtbot, asked) == count, (bar.code, part)


def _rows(desk: Desk, qtbot: QtBot, asked: dict[str, object]) -> int:
    found: list[Answer] = []
    desk.ask(ledger_calls.ask, asked, "", Sort(), done=found.append)
    qtbot.waitUntil(lambda: bool(found), timeout=WAIT_MS)
    return len(found[0].keys)


def test_that_a_click_on_a_part_of_a_bar_asks_the_ledger_for_it(
    panel: ChartsPanel, show: Show, desk: Desk, qtbot: QtBot
) -> None:
    chart = show("by_county")
    place = _hover(chart, QPointF(chart.shown()[0].parts["overdue"] / 2, 0))
    assert chart.readout.isVisible()
    with qtbot.waitSignal(desk.show.ledger) as told:
        qtbot.mouseClick(chart.plot.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args == [{"divisions": ["229901"], "overdue": True}]


def test_that_keys_walk_the_bars_and_enter_asks_for_the_whole_bar(
    panel: ChartsPanel, show: Show, desk: Desk, qtbot: QtBot
) -> None:
    chart = show("by_type")
    first, second = (bar.code for bar in chart.shown()[:2])
    qtbot.keyClick(chart, Qt.Key.Key_Down)
    assert chart.readout.text().startswith(f"{chart.name(first)}: ")
    qtbot.keyClick(chart, Qt.Key.Key_Down)
    with qtbot.waitSignal(desk.show.ledger) as told:
        qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert told.args == [{"activities": [second], "problem": True}]
    qtbot.keyClick(chart, Qt.Key.Key_Escape)
    assert not chart.readout.isVisible()


def test_that_the_mouse_is_told_the_numbers_of_its_day(panel: ChartsPanel, show: Show) -> None:
    chart = show("burn_down")
    days = chart.days()
    last = max(n for n, day in enumerate(days) if day.actual)
    _hover(chart, QPointF(chart._ordinals[last], 1))
    lines = chart.readout.text().splitlines()
    assert f"undone: {days[last].undone}" in lines
    assert f"rectification overdue: {days[last].overdue}" in lines
    assert f"undone, if every deadline is kept: {days[last].scheduled}" in lines


def test_that_a_day_to_come_is_told_as_a_plan_and_leads_nowhere(
    panel: ChartsPanel, show: Show
) -> None:
    chart = show("burn_down")
    days = chart.days()
    ahead = next((n for n, day in enumerate(days) if not day.actual), None)
    if ahead is None:
        chart.show_trends(_made_up())
        ahead = 2
    assert "(plan)" in chart.told(ahead)
    assert len(chart.told(ahead).splitlines()) == 2
    assert chart.filter_for(ahead, None) == {}


def test_that_rates_end_with_today_and_are_those_of_the_counts(
    panel: ChartsPanel, show: Show
) -> None:
    chart = show("closing_rate")
    days = chart.days()
    assert all(day.actual for day in days)
    rectified, closed, claimed = chart.series()
    assert rectified.values[-1] == pytest.approx(days[-1].completed / days[-1].problems)
    assert closed.values[-1] == pytest.approx(days[-1].closed / days[-1].problems)
    apart = days[-1].problems - days[-1].open - days[-1].closed  # by an old ledger's word
    assert claimed.values[-1] == pytest.approx((days[-1].closed + apart) / days[-1].problems)
    assert apart > 0
    assert chart.note.isVisible()
    assert chart.note.text().startswith(f"{apart} issues are closed by an old ledger's word")


def test_that_another_grouping_shows_other_bars(
    panel: ChartsPanel, show: Show, qtbot: QtBot
) -> None:
    chart = show("by_type")
    assert panel.group.isVisible()
    before = [bar.code for bar in chart.shown()]
    qtbot.keyClick(panel.group, Qt.Key.Key_Down)
    assert panel.group.currentData() == "key_problem"
    assert [bar.code for bar in chart.all_bars()] != before
    assert sum(b.total for b in chart.all_bars()) == panel._trends.days[-1].problems
    show("by_county")
    assert not panel.group.isVisible()


def test_that_a_chart_is_saved_as_a_picture_and_as_numbers(
    panel: ChartsPanel, show: Show, desk: Desk, qtbot: QtBot, settled: Settled, tmp_path
) -> None:
    chart = show("by_county")
    for button, name in (("charts.picture", "c.png"), ("charts.numbers", "c.csv")):
        qtbot.mouseClick(panel.findChild(QToolButton, button), Qt.MouseButton.LeftButton)
        dialog = panel.findChild(QFileDialog, "charts.save")
        dialog.fileSelected.emit(str(tmp_path / name))
        dialog.close()
        settled(desk)
    picture = QImage(str(tmp_path / "c.png"))
    assert picture.width() == 2 * chart.width()
    content = (tmp_path / "c.csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content)))
    assert rows[0][:2] == ["County", "problems"]
    assert [row[1] for row in rows[1:]] == [str(bar.total) for bar in chart.all_bars()]


def test_that_what_a_spreadsheet_would_run_is_saved_as_text() -> None:
    assert saving.as_csv([["=1+1", "-2", "青禾县"]]).decode("utf-8-sig") == "'=1+1,'-2,青禾县\r\n"


def test_that_a_change_of_the_ledger_is_counted_anew(
    panel: ChartsPanel, desk: Desk, qtbot: QtBot, settled: Settled
) -> None:
    before = panel._trends
    desk.changed.emit(None)
    qtbot.waitUntil(lambda: panel._trends is not before, timeout=WAIT_MS)
    assert panel._trends == before


def test_that_nothing_is_counted_while_nobody_looks(
    desk: Desk, qtbot: QtBot, settled: Settled
) -> None:
    hidden = ChartsPanel(desk)
    qtbot.addWidget(hidden)
    desk.changed.emit(None)
    settled(desk)
    assert hidden._trends is None
    assert hidden.charts == {}


def test_that_a_stopped_count_is_made_when_somebody_looks_and_then_saves_nothing(
    desk: Desk, qtbot: QtBot, settled: Settled
) -> None:
    made = ChartsPanel(desk)
    qtbot.addWidget(made)
    before = desk.office.run(wire.COUNT, calls.counts_for_ever, failed=lambda _: None)
    made.save_picture()
    qtbot.waitUntil(lambda: len(desk.office.tasks()) > 1, timeout=WAIT_MS)
    desk.office.tasks()[-1].cancel()
    before.cancel()
    settled(desk)
    made.resize(1000, 360)
    made.show()
    qtbot.waitUntil(lambda: made.chart() is not None, timeout=WAIT_MS)
    assert made.findChild(QFileDialog) is None


def test_that_a_ledger_without_problems_says_so(panel: ChartsPanel, desk: Desk) -> None:
    desk.closed.emit()
    assert panel.chart() is None
    assert panel._empty.isVisible()
    assert not panel.findChild(QToolButton, "charts.picture").isEnabled()


def test_that_every_menu_entry_has_its_handler_and_brings_its_chart(
    panel: ChartsPanel, desk: Desk, qtbot: QtBot
) -> None:
    assert set(panel.handlers()) == {spec.id for spec in ACTIONS}
    with qtbot.waitSignal(desk.show.room) as told:
        panel.handlers()["charts.closing_rate"]()
    assert told.args == ["charts"]
    assert panel.chart() is panel.charts["closing_rate"]


def test_that_charts_speak_the_language_in_force(
    panel: ChartsPanel, show: Show, qapp: QApplication
) -> None:
    chart = show("by_county")
    language.set_language(qapp, "zh")
    try:
        QApplication.processEvents()
        assert panel.tabs.tabText(0) == "进度"
        assert chart.legend.entries()[0].words == "整改逾期"
        assert chart.table()[0][0] == "县"
    finally:
        language.set_language(qapp, "en")


def test_that_the_marks_of_an_axis_speak_the_language_in_force(
    panel: ChartsPanel, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    marked: list[str] = []
    written = axes.DayAxis.tickStrings

    def noted(self: axes.DayAxis, *args: Any) -> list[str]:
        told = written(self, *args)
        marked.extend(told)
        return told

    panel.grab()
    monkeypatch.setattr(axes.DayAxis, "tickStrings", noted)
    panel.grab()
    assert not marked  # as they were drawn
    try:
        language.set_language(qapp, "zh")
        QApplication.processEvents()
        panel.grab()
        assert any("月" in mark or "年" in mark for mark in marked)
    finally:
        language.set_language(qapp, "en")


def test_that_charts_follow_the_theme(panel: ChartsPanel, show: Show, qapp: QApplication) -> None:
    chart = show("by_county")
    before = chart.grab().toImage().pixelColor(chart.width() - 3, chart.height() // 2)
    theme.apply(qapp, "dark")
    try:
        QApplication.processEvents()
        after = chart.grab().toImage().pixelColor(chart.width() - 3, chart.height() // 2)
        assert after.lightness() < 80 < before.lightness()
    finally:
        theme.apply(qapp, "light")


def _made_up(counties: int = 40) -> Trends:
    """Three days, the last to come, and many counties."""

    def day(iso: str, actual: bool) -> Day:
        return Day(iso, actual, 10, 6, 8, 7, 2, 4, 2)

    parts = dict.fromkeys(trends.PARTS, 0)
    bars = tuple(
        Bar(f"2299{n:02d}", parts | {"overdue": counties - n, "closed": n % 3})
        for n in range(counties)
    )
    groups = dict.fromkeys(trends.GROUPS, bars)
    days = (day("2026-05-01", True), day("2026-05-02", True), day("2026-05-03", False))
    return Trends("2026-05-02", "day", days, groups, {})


def test_that_bars_without_room_are_summed_up_in_the_last_row(
    panel: ChartsPanel, show: Show, qtbot: QtBot
) -> None:
    chart = show("by_county")
    chart.show_trends(_made_up())
    shown = chart.shown()
    assert 3 <= len(shown) < 40
    assert sum(bar.total for bar in shown) == sum(bar.total for bar in chart.all_bars())
    last = len(shown) - 1
    assert chart.told(last).startswith(f"{40 - last} others: ")
    assert chart.filter_for(last, None) == {}
    seen = [bar.code for bar in shown[:-1]]
    while True:  # the others are leafed through, from the first to the last and round again
        qtbot.keyClick(chart, Qt.Key.Key_End)
        qtbot.keyClick(chart, Qt.Key.Key_Return)
        assert sum(bar.total for bar in chart.shown()) == sum(b.total for b in chart.all_bars())
        page = [bar.code for bar in chart.shown()[:-1]]
        if page[0] == seen[0]:
            break
        seen += page
    assert seen == [bar.code for bar in chart.all_bars()]
    panel.resize(1000, 1600)
    QApplication.processEvents()
    assert len(chart.shown()) == 40
