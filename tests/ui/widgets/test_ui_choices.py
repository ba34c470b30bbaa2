"""Choices and dates, typed and clicked."""

import pytest
from PySide6.QtCore import QDate, QRect, Qt
from PySide6.QtWidgets import (
    QApplication,
    QCalendarWidget,
    QListWidget,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.dossier.choice_editors import ChoiceEditor
from ui.widgets.date_field import DateField
from ui.widgets.multi_choice import MultiChoice
from ui.widgets.on_screen import placed
from ui.widgets.searchable_choice import SearchableChoice

ZONES = [
    ("core", "核心区"),
    ("buffer", "缓冲区"),
    ("experimental", "实验区"),
    ("outside", "保护地外"),
]


@pytest.fixture
def choice(qtbot: QtBot) -> SearchableChoice:
    made = SearchableChoice()
    made.set_choices(ZONES, none="不限")
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def _type(qtbot: QtBot, choice: SearchableChoice, text: str) -> None:
    choice.lineEdit().selectAll()
    choice.lineEdit().insert(text)
    qtbot.keyClick(choice.lineEdit(), Qt.Key.Key_Return)


def test_that_a_part_of_a_word_chooses_where_it_fits_one_only(
    qtbot: QtBot, choice: SearchableChoice
) -> None:
    with qtbot.waitSignal(choice.chosen) as told:
        _type(qtbot, choice, "缓冲")
    assert told.args == ["buffer"]
    assert (choice.value(), choice.currentText()) == ("buffer", "缓冲区")


def test_that_a_part_that_fits_several_chooses_nothing_and_stays(
    qtbot: QtBot, choice: SearchableChoice
) -> None:
    choice.set_value("core")
    with qtbot.waitSignal(choice.chosen) as told:
        _type(qtbot, choice, "区")
    assert told.args == [""]
    assert choice.currentText() == "区"
    assert not choice.is_settled()


def test_that_nothing_typed_is_no_value(qtbot: QtBot, choice: SearchableChoice) -> None:
    choice.set_value("core")
    _type(qtbot, choice, "")
    assert choice.value() == ""
    assert choice.is_settled()


def test_that_new_choices_keep_a_value_that_is_still_offered(choice: SearchableChoice) -> None:
    choice.set_value("buffer")
    with_signal: list[str] = []
    choice.chosen.connect(with_signal.append)
    choice.set_choices(ZONES[1:])
    assert choice.value() == "buffer"
    choice.set_choices(ZONES[2:])
    assert choice.value() == ""
    assert with_signal == []


@pytest.mark.parametrize("typed", ["缓", ""])
def test_that_new_choices_leave_what_is_being_typed_over_a_value(
    qtbot: QtBot, choice: SearchableChoice, typed: str
) -> None:
    choice.set_value("core")
    choice.setFocus()
    qtbot.waitUntil(choice.hasFocus)
    choice.lineEdit().selectAll()
    qtbot.keyClick(choice.lineEdit(), Qt.Key.Key_Delete)
    choice.lineEdit().insert(typed)
    for _ in range(2):
        choice.set_choices(reversed(ZONES), none="不限")
        assert (choice.value(), choice.currentText()) == ("core", typed)
    with qtbot.waitSignal(choice.chosen) as told:
        qtbot.keyClick(choice.lineEdit(), Qt.Key.Key_Return)
    assert told.args == ["buffer" if typed else ""]


def test_that_the_list_is_chosen_from_by_keys(qtbot: QtBot, choice: SearchableChoice) -> None:
    choice.set_value("core")
    with qtbot.waitSignal(choice.chosen) as told:
        qtbot.keyClick(choice, Qt.Key.Key_Down)
        choice.activated.emit(choice.currentIndex())
    assert told.args == ["buffer"]


@pytest.fixture
def multi(qtbot: QtBot) -> MultiChoice:
    made = MultiChoice()
    made.set_title("Zone")
    made.set_choices(ZONES)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def _open(qtbot: QtBot, multi: MultiChoice) -> QListWidget:
    qtbot.keyClick(multi, Qt.Key.Key_Down)
    assert multi._list is not None
    assert multi._list.isVisible()
    return multi._list.entries


def test_that_several_are_ticked_and_told_in_the_lists_order(
    qtbot: QtBot, multi: MultiChoice
) -> None:
    entries = _open(qtbot, multi)
    told: list[tuple[str, ...]] = []
    multi.changed.connect(told.append)
    entries.itemActivated.emit(entries.item(2))
    entries.itemActivated.emit(entries.item(0))
    assert told == [("experimental",), ("core", "experimental")]
    assert multi.text().startswith("Zone: 核心区, 实验区")
    entries.itemActivated.emit(entries.item(2))
    assert multi.values() == ("core",)
    multi._list.close()


def test_that_all_and_none_touch_what_the_search_shows(qtbot: QtBot, multi: MultiChoice) -> None:
    multi.set_values(["outside"])
    _open(qtbot, multi)
    opened = multi._list
    qtbot.keyClicks(opened.search, "qu")  # nothing is called so
    qtbot.mouseClick(opened.findChild(QToolButton, "multi.all"), Qt.MouseButton.LeftButton)
    assert multi.values() == ("outside",)
    opened.search.setText("区")
    qtbot.mouseClick(opened.findChild(QToolButton, "multi.all"), Qt.MouseButton.LeftButton)
    assert multi.values() == ("core", "buffer", "experimental", "outside")
    assert multi.text().startswith("Zone (4)")
    opened.search.setText("保护地外")
    qtbot.mouseClick(opened.findChild(QToolButton, "multi.none"), Qt.MouseButton.LeftButton)
    assert multi.values() == ("core", "buffer", "experimental")
    opened.close()


def test_that_the_only_entry_left_is_ticked_by_enter(qtbot: QtBot, multi: MultiChoice) -> None:
    _open(qtbot, multi)
    opened = multi._list
    opened.search.setText("缓")
    qtbot.keyClick(opened.search, Qt.Key.Key_Return)
    assert multi.values() == ("buffer",)
    opened.close()


def test_that_values_that_are_no_longer_offered_are_dropped(multi: MultiChoice) -> None:
    multi.set_values(["core", "outside", "unheard"])
    multi.set_choices(ZONES[1:])
    assert multi.values() == ("outside",)


@pytest.fixture
def date(qtbot: QtBot) -> DateField:
    made = DateField()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.mark.parametrize(
    ("typed", "iso"),
    [("2026-5-3", "2026-05-03"), ("20260503", "2026-05-03"), ("2026年5月3日", "2026-05-03"),
     ("２０２６/05/03", "2026-05-03")],
)  # fmt: skip
def test_that_a_date_is_read_as_one_types_it(
    qtbot: QtBot, date: DateField, typed: str, iso: str
) -> None:
    date.setText(typed)
    with qtbot.waitSignal(date.changed) as told:
        qtbot.keyClick(date, Qt.Key.Key_Return)
    assert told.args == [iso]
    assert (date.text(), date.value(), date.is_sound()) == (iso, iso, True)


@pytest.mark.parametrize("typed", ["2026-02-30", "明天", "2026-5", "1699-01-01"])
def test_that_what_is_no_date_stays_as_it_was_typed(
    qtbot: QtBot, date: DateField, typed: str
) -> None:
    date.setText(typed)
    with qtbot.assertNotEmitted(date.changed):
        qtbot.keyClick(date, Qt.Key.Key_Return)
    assert (date.text(), date.value(), date.is_sound()) == (typed, "", False)


def test_that_a_partial_date_will_do_where_it_may(qtbot: QtBot) -> None:
    field = DateField(partial=True)
    qtbot.addWidget(field)
    field.setText("2019年5月")
    assert (field.value(), field.is_sound()) == ("2019-05", True)
    field.setText("2019")
    assert field.value() == "2019"


def test_that_a_date_may_be_taken_away(qtbot: QtBot, date: DateField) -> None:
    date.set_value("2026-05-03")
    date.clear()
    with qtbot.waitSignal(date.changed) as told:
        qtbot.keyClick(date, Qt.Key.Key_Return)
    assert told.args == [""]
    assert date.is_sound()


def test_that_the_arrows_step_by_a_day(qtbot: QtBot, date: DateField) -> None:
    date.set_value("2026-02-28")
    qtbot.keyClick(date, Qt.Key.Key_Up)
    assert date.value() == "2026-03-01"
    qtbot.keyClick(date, Qt.Key.Key_Down)
    assert date.value() == "2026-02-28"


def test_that_the_calendar_picks_a_day_once(qtbot: QtBot, date: DateField) -> None:
    date.set_value("2026-05-03")
    qtbot.keyClick(date, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = date._calendar.findChild(QCalendarWidget)
    assert calendar.selectedDate() == QDate(2026, 5, 3)
    told: list[str] = []
    date.changed.connect(told.append)
    calendar.clicked.emit(QDate(2026, 5, 20))
    calendar.activated.emit(QDate(2026, 5, 20))
    assert told == ["2026-05-20"]
    assert date.text() == "2026-05-20"


def test_that_what_opens_beside_a_field_stays_on_the_screen(
    qtbot: QtBot, qapp: QApplication
) -> None:
    screen = QRect(0, 0, 1366, 768)
    tall, low = QRect(0, 0, 300, 400), QRect(0, 0, 300, 100)
    button = QRect(100, 600, 80, 30)
    assert placed(low, button, screen) == QRect(100, 630, 300, 100)
    assert placed(tall, button, screen) == QRect(100, 200, 300, 400)
    middle = QRect(1300, 380, 80, 30)
    assert placed(QRect(0, 0, 300, 900), middle, screen) == QRect(1066, 0, 300, 380)
    owner = QWidget()
    qtbot.addWidget(owner)
    many, day = MultiChoice(owner), DateField(owner)
    many.set_choices([(str(n), f"State {n}") for n in range(60)])
    room = qapp.primaryScreen().availableGeometry()
    owner.setGeometry(room.right() - 60, room.bottom() - 60, 60, 40)
    owner.show()
    qtbot.waitExposed(owner)
    many.open_list()
    day.open_calendar()
    entries = owner.findChild(QListWidget, "multi.entries")
    popups = [entries.window(), owner.findChild(QCalendarWidget, "date.calendar").window()]
    assert [room.contains(popup.geometry()) for popup in popups] == [True, True]
    assert entries.geometry().bottom() < popups[0].height()
    for popup in popups:
        popup.close()


def test_that_a_choice_of_the_dossier_opens_its_list_by_down(qtbot: QtBot) -> None:
    editor = ChoiceEditor(ZONES)
    qtbot.addWidget(editor)
    editor.show()
    qtbot.waitExposed(editor)
    qtbot.keyClick(editor, Qt.Key.Key_Down)
    listed = editor.completer().popup()
    assert listed.isVisible()
    assert listed.model().rowCount() == len(ZONES)
    listed.hide()
