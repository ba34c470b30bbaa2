"""The ledger's panel on the sample county: views, filters, order, selection, by clicks and keys."""

from __future__ import annotations

import numpy as np
import pytest
from helpers.ledger_table import at_rest, rows
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QListWidget, QMenu, QTabBar, QToolButton

from greenshield.domain import views
from greenshield.domain.ledger_filter import Sort
from ui import language
from ui.ledger.panel import LedgerPanel
from ui.look import colours, theme

WAIT_MS = 60_000


def column(panel, name):
    section = panel.model.names().index(name)
    return [panel.model.index(n, section).data() for n in range(panel.model.rowCount())]


def rest(panel, desk, settled):
    at_rest(panel, desk, settled)
    return rows(panel)


def cell(panel, row, name="number"):
    index = panel.model.index(row, panel.model.names().index(name))
    return panel.table.visualRect(index).center()


def click(qtbot, panel, row, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, modifier, cell(panel, row))


# -- views and filters -----------------------------------------------------------------------


def test_that_every_view_shows_its_own_and_tells_how_many(panel, desk, qtbot, settled):
    everything = rest(panel, desk, settled)
    assert len(everything) == panel.model.rowCount() > 5
    stands = [views.view(row["state"], row["came_from"]) for row in everything]
    rows = list(zip(stands, [row["state"] for row in everything], strict=True))
    for at, view in enumerate(("clues", "issues", "closed")):
        qtbot.mouseClick(
            panel.views, Qt.MouseButton.LeftButton, pos=panel.views.tabRect(at).center()
        )
        found = rest(panel, desk, settled)
        wanted = [state for stood, state in rows if stood == view]
        assert sorted(row["state"] for row in found) == sorted(wanted)
        assert panel.views.tabText(at).endswith(str(len(wanted)))
    assert desk.prefs.get("ledger.view") == "closed"


def test_that_typing_filters_and_escape_brings_everything_back(panel, desk, qtbot, settled):
    total = panel.model.rowCount()
    number = rest(panel, desk, settled)[3]["number"]
    qtbot.keyClick(panel.table, Qt.Key.Key_F)
    assert panel.filter.text.hasFocus()
    qtbot.keyClicks(panel.filter.text, number)
    qtbot.waitUntil(lambda: panel.model.rowCount() < total, timeout=WAIT_MS)
    assert number in [row["number"] for row in rest(panel, desk, settled)]
    qtbot.keyClick(panel.filter.text, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: panel.model.rowCount() == total, timeout=WAIT_MS)
    qtbot.keyClick(panel.filter.text, Qt.Key.Key_Escape)
    assert panel.table.hasFocus()


def test_that_a_ticked_value_filters_and_its_chip_takes_it_away(panel, desk, qtbot, settled):
    total = panel.model.rowCount()
    states = [row["state"] for row in rest(panel, desk, settled)]
    wanted = max(set(states), key=states.count)
    choice = panel.filter.choices["states"]
    qtbot.mouseClick(choice, Qt.MouseButton.LeftButton)
    entries = QApplication.activePopupWidget().findChild(QListWidget, "multi.entries")
    items = {entries.item(n).text(): entries.item(n) for n in range(entries.count())}
    (told,) = [
        t
        for t in items
        if t.endswith(f"({states.count(wanted)})")
        and choice._choices
        and items[t].data(Qt.ItemDataRole.UserRole) == wanted
    ]
    items[told].setCheckState(Qt.CheckState.Checked)
    QApplication.activePopupWidget().close()
    found = rest(panel, desk, settled)
    assert {row["state"] for row in found} == {wanted}
    assert len(found) == states.count(wanted)
    chip = panel.filter.findChild(object, "ledger.chip.states")
    cross = chip.findChild(QToolButton, "chip.remove")
    qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert len(rest(panel, desk, settled)) == total


def test_that_just_some_issues_are_shown_until_their_chip_is_taken_away(
    panel, desk, qtbot, settled
):
    found = rest(panel, desk, settled)
    some = [row["id"] for row in found][1:4]
    desk.show.ledger.emit({"issues": some})
    qtbot.waitUntil(lambda: panel.model.rowCount() == 3, timeout=WAIT_MS)
    assert {row["id"] for row in rest(panel, desk, settled)} == set(some)
    assert panel.wanted() == {"issues": some}
    chip = panel.filter.findChild(object, "ledger.chip.issues")
    assert "3" in chip.text()
    cross = chip.findChild(QToolButton, "chip.remove")
    qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: panel.model.rowCount() >= len(found) > 3, timeout=WAIT_MS)
    assert panel.wanted() == {}


def test_that_where_nothing_fits_the_table_says_so_and_offers_the_way_back(
    panel, desk, qtbot, settled
):
    total = panel.model.rowCount()
    closed = next(row for row in rows(panel) if row["state"] == "closed")
    panel.show_filter({"view": "clues", "text": closed["number"]})
    qtbot.waitUntil(panel.nothing.isVisible, timeout=WAIT_MS)
    go = panel.nothing.findChild(object, "empty.act")
    assert "Closed" in go.text()
    qtbot.mouseClick(go, Qt.MouseButton.LeftButton)
    found = rest(panel, desk, settled)
    assert (panel.views.view(), closed["id"] in [row["id"] for row in found]) == ("closed", True)
    panel.show_filter({})
    at_rest(panel, desk, settled)
    panel.filter.text.setText("no such words")
    qtbot.waitUntil(panel.nothing.isVisible, timeout=WAIT_MS)
    assert not panel.table.isVisible()
    qtbot.mouseClick(panel.nothing.findChild(object, "empty.act"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(panel.table.isVisible, timeout=WAIT_MS)
    at_rest(panel, desk, settled)
    assert panel.model.rowCount() == total


def test_that_a_click_on_a_head_sorts_and_another_turns_it_round(panel, desk, qtbot, settled):
    head = panel.table.horizontalHeader()
    section = panel.model.names().index("area_rs")
    head.resizeSection(section, 120)
    panel.table.scrollTo(panel.model.index(0, section))

    def press():
        spot = QPoint(head.sectionViewportPosition(section) + 40, head.height() // 2)
        qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=spot)

    press()
    assert panel.table.chosen_rows().tolist() == []
    values = [row["area_rs"] for row in rest(panel, desk, settled)]
    there = [v for v in values if v is not None]
    assert there == sorted(there)
    assert values[: len(there)] == there
    press()
    values = [row["area_rs"] for row in rest(panel, desk, settled)]
    assert values[: len(there)] == sorted(there, reverse=True)
    assert desk.prefs.get("ledger.sort") == ["area_rs", True]


def test_that_another_room_can_have_a_filter_shown(panel, desk, settled):
    desk.show.ledger.emit({"states": ["clue"], "nonsense": 1})
    assert {row["state"] for row in rest(panel, desk, settled)} <= {"clue"}
    assert panel.filter.value() == {"states": ["clue"]}
    assert panel.views.view() == ""


# -- the selection -----------------------------------------------------------------------------


def test_that_a_click_selects_everywhere_and_enter_opens_the_dossier(panel, desk, qtbot, settled):
    known = rest(panel, desk, settled)
    click(qtbot, panel, 2)
    click(qtbot, panel, 4, Qt.KeyboardModifier.ControlModifier)
    at_rest(panel, desk, settled)
    assert desk.selection.issues == (known[2]["id"], known[4]["id"])
    assert desk.selection.current_issue == known[4]["id"]
    with qtbot.waitSignal(desk.show.issue) as shown:
        qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    assert shown.args == [known[4]["id"]]
    click(qtbot, panel, 1)
    at_rest(panel, desk, settled)
    with qtbot.waitSignal(desk.show.on_map) as mapped:
        qtbot.mouseDClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=cell(panel, 1))
    assert mapped.args == ["issue", (known[1]["id"],)]


def test_that_what_is_selected_elsewhere_is_selected_and_seen_here(panel, desk, settled):
    known = rest(panel, desk, settled)
    last = known[-1]["id"]
    panel.resize(1300, 200)
    desk.selection.select(issues=(known[0]["id"], last), current=last, by=None)
    at_rest(panel, desk, settled)
    assert panel.table.chosen_rows().tolist() == [0, len(known) - 1]
    assert panel.table.currentIndex().row() == len(known) - 1
    assert panel.table.visualRect(panel.table.currentIndex()).intersects(
        panel.table.viewport().rect()
    )
    desk.selection.clear()
    at_rest(panel, desk, settled)
    assert panel.table.chosen_rows().tolist() == []


def test_that_selection_and_place_stay_with_their_issues_when_the_order_changes(
    panel, desk, settled
):
    known = rest(panel, desk, settled)
    wanted = {known[1]["id"], known[5]["id"]}
    desk.selection.select(issues=wanted, current=known[5]["id"], by=None)
    at_rest(panel, desk, settled)
    for sort in (Sort("facility_name"), Sort("facility_name", descending=True), Sort()):
        panel.model.sort_asked.emit(sort)
        at_rest(panel, desk, settled)
        chosen = {panel.model.known(k)["id"] for k in panel.table.chosen_keys().tolist()}
        assert chosen == wanted
        assert set(desk.selection.issues) == wanted
        assert panel.model.known(panel.table.current_key())["id"] == known[5]["id"]


def test_that_a_selected_issue_that_the_filter_hides_is_told_and_can_be_shown(
    panel, desk, qtbot, settled
):
    known = rest(panel, desk, settled)
    one = known[0]
    desk.show.ledger.emit({"text": known[-1]["number"]})
    at_rest(panel, desk, settled)
    place = panel.table.mapTo(panel, cell(panel, 0))
    desk.selection.select(issues=(one["id"],), by=None)
    at_rest(panel, desk, settled)
    assert "not shown" in panel.notice.text()
    assert panel.table.mapTo(panel, cell(panel, 0)) == place  # a click that is under way
    desk.selection.select(issues=(known[-1]["id"],), by=None)
    at_rest(panel, desk, settled)
    assert panel.notice.text() == ""
    desk.selection.select(issues=(one["id"],), by=None)
    at_rest(panel, desk, settled)
    qtbot.mouseClick(panel.notice.findChild(object, "notice.act"), Qt.MouseButton.LeftButton)
    at_rest(panel, desk, settled)
    assert panel.table.chosen_rows().tolist() == [0]
    assert panel.notice.text() == ""


def test_that_typing_a_number_goes_there(panel, desk, qtbot, settled):
    known = rest(panel, desk, settled)
    number = known[-2]["number"]
    panel.table.setFocus()
    click(qtbot, panel, 0)
    for letter in number:
        qtbot.keyClicks(panel.table, letter)
    at_rest(panel, desk, settled)
    assert panel.table.currentIndex().row() == len(known) - 2
    assert desk.selection.issues == (known[-2]["id"],)
    qtbot.keyClick(panel.table, Qt.Key.Key_Escape)


# -- copying ----------------------------------------------------------------------------------


def test_that_all_rows_are_copied_as_text_and_as_a_table(panel, desk, qtbot, settled):
    known = rest(panel, desk, settled)
    qtbot.keyClick(panel.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    at_rest(panel, desk, settled)
    assert len(desk.selection.issues) == len(known)
    clipboard = QGuiApplication.clipboard()
    with qtbot.waitSignal(clipboard.dataChanged, timeout=WAIT_MS):
        qtbot.keyClick(panel.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = clipboard.mimeData().text().splitlines()
    assert lines[0].split("\t")[:2] == ["Number", "State"]
    assert [line.split("\t")[0] for line in lines[1:]] == [row["number"] for row in known]
    assert clipboard.mimeData().html().count("<tr>") == len(known) + 1


# -- columns ----------------------------------------------------------------------------------


def test_that_columns_are_chosen_moved_widened_and_remembered(panel, desk, settled):
    panel._columns.changed.emit(("number", "state", "lon", "description"))
    at_rest(panel, desk, settled)
    assert panel.heads.names() == ["number", "state", "description", "lon"] or set(
        panel.heads.names()
    ) == {"number", "state", "lon", "description"}
    head = panel.table.horizontalHeader()
    names = panel.heads.names()
    head.moveSection(len(names) - 1, 0)
    moved = panel.heads.names()
    assert moved == [names[-1], *names[:-1]]
    head.resizeSection(0, 333)
    panel.heads._keep_widths()
    again = LedgerPanel(desk)
    assert again.heads.names() == moved
    at = again.model.names().index(panel.model.column(0).name)
    assert abs(again.table.columnWidth(at) - 333) < 8
    again.deleteLater()


def test_that_the_head_has_a_menu_that_hides_and_brings_back(panel, desk, qtbot, settled):
    before = panel.heads.names()
    head = panel.table.horizontalHeader()
    head.customContextMenuRequested.emit(QPoint(head.sectionViewportPosition(1) + 5, 5))
    menu = panel.table.findChild(QMenu, "ledger.head_menu")
    (hide,) = [a for a in menu.actions() if a.text().startswith("Hide")]
    hide.trigger()
    menu.close()
    assert panel.heads.names() == [n for n in before if n != "state"]
    panel.heads._reset()
    assert panel.heads.names() == before
    at_rest(panel, desk, settled)


# -- written meanwhile -------------------------------------------------------------------------


def test_that_a_change_by_another_room_is_shown_in_its_row_alone(panel, desk, qtbot, settled):
    from helpers.worker_calls_ledger import rename

    known = rest(panel, desk, settled)
    changed = []
    panel.model.dataChanged.connect(lambda top, bottom: changed.append((top.row(), bottom.row())))
    with qtbot.waitSignal(desk.changed, timeout=WAIT_MS):
        desk.do(rename, known[3]["id"], "another name")
    at_rest(panel, desk, settled)
    assert column(panel, "facility_name")[3] == "another name"
    assert changed == [(3, 3)]


def test_that_closing_the_project_empties_the_table(panel, desk, qtbot, settled):
    done = []
    desk.close(lambda: done.append(True))
    qtbot.waitUntil(lambda: bool(done), timeout=WAIT_MS)
    assert panel.model.rowCount() == 0
    assert not panel.head.new.isEnabled()


def test_that_the_tabs_are_named_for_screen_readers(panel):
    assert isinstance(panel.views, QTabBar)
    assert panel.views.accessibleName() == "Standing views"
    assert panel.table.accessibleName() == "Ledger"
    for choice in panel.filter.choices.values():
        assert choice.accessibleName()


# -- how it looks --------------------------------------------------------------------------------


def pixels(panel, role):
    """How many pixels of the table have the colour of a role."""
    image = panel.table.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    wanted = colours.role(role).rgb() & 0xFFFFFF
    drawn = np.frombuffer(image.constBits(), np.uint32) & 0xFFFFFF
    return int((drawn == wanted).sum())


@pytest.mark.parametrize("mode", ["light", "dark", "field"])
def test_that_what_is_late_and_what_is_selected_stand_out_in_every_look(
    panel, desk, qapp, qtbot, settled, mode
):
    panel.show_filter({"states": ["closed"]})
    at_rest(panel, desk, settled)
    high = panel.table.rowHeight(0)
    try:
        theme.apply(qapp, mode)
        at_rest(panel, desk, settled)
        assert (panel.table.rowHeight(0) > high) == (mode == "field")
        assert pixels(panel, "overdue") == 0
        assert pixels(panel, "chosen") == 0
        panel.show_filter({"view": "overdue"})
        at_rest(panel, desk, settled)
        assert panel.model.rowCount() > 0
        assert pixels(panel, "overdue") > 50
        panel.table.selectAll()
        at_rest(panel, desk, settled)
        assert pixels(panel, "chosen") > 1000
        assert pixels(panel, "overdue") < 50
    finally:
        theme.apply(qapp, "light")


def test_that_every_word_follows_the_language(panel, desk, qapp, settled):
    at_rest(panel, desk, settled)
    english = panel.views.tabText(0)
    states = column(panel, "state")
    try:
        language.set_language(qapp, "zh")
        at_rest(panel, desk, settled)
        assert panel.views.tabText(0).startswith("线索")
        assert column(panel, "state") != states
        assert panel.model.headerData(0, Qt.Orientation.Horizontal) == "编号"
        assert panel.filter.choices["states"].text().startswith("状态")
        assert panel.head.new.text() == "新建线索…"
    finally:
        language.set_language(qapp, "en")
    at_rest(panel, desk, settled)
    assert panel.views.tabText(0) == english
    assert column(panel, "state") == states
