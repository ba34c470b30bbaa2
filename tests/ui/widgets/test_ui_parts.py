"""Small parts of the window, by clicks and keys."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QFileInfo, QPoint, Qt
from PySide6.QtGui import QIcon, QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QTextEdit,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.language import set_language
from ui.look import colours, icons
from ui.start.pill_delegate import PillDelegate
from ui.widgets import choosing, pill
from ui.widgets.chip import Chip
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.empty_state import EmptyState
from ui.widgets.form_dialog import ErrorLabel, FormDialog
from ui.widgets.notice import Notice
from ui.widgets.section import Section
from ui.widgets.swipe_handle import SwipeHandle


def _shown(qtbot: QtBot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def test_that_a_label_shortens_its_text_and_tells_all_of_it_in_its_tip(qtbot: QtBot) -> None:
    whole = "黑土湖国家级自然保护区 实验区 采石场"
    label = ElidedLabel(whole)
    _shown(qtbot, label)
    label.resize(label.fontMetrics().horizontalAdvance(whole) + 20, 30)
    assert (label.shown_text(), label.toolTip()) == (whole, "")
    label.resize(label.fontMetrics().horizontalAdvance(whole) // 2, 30)
    assert label.shown_text().endswith("…")
    assert label.text() == label.toolTip() == whole


def test_that_a_long_label_lets_its_neighbours_have_room(qtbot: QtBot) -> None:
    label = ElidedLabel("x" * 300)
    qtbot.addWidget(label)
    assert label.minimumSizeHint().width() < label.sizeHint().width() / 10


def test_that_a_pill_takes_the_room_of_its_word(qtbot: QtBot) -> None:
    one = pill.Pill("整改中", lambda: colours.pill("rectifying"))
    qtbot.addWidget(one)
    short = one.sizeHint().width()
    one.set("县级自查通过")
    assert one.sizeHint().width() > short
    assert one.accessibleName() == "县级自查通过"


def test_that_a_line_with_a_pill_is_as_high_without_a_drawing_as_with_one(qtbot: QtBot) -> None:
    heights = []
    for drawing in ("", "clock"):
        model = QStandardItemModel(1, 2)
        model.setItem(0, 0, QStandardItem(icons.icon(drawing) if drawing else QIcon(), "2025"))
        view = QTreeView()
        view.setModel(model)
        view.setItemDelegateForColumn(1, PillDelegate(Qt.ItemDataRole.UserRole, view))
        _shown(qtbot, view)
        heights.append(view.sizeHintForIndex(model.index(0, 1)).height())
        assert heights[-1] >= view.sizeHintForIndex(model.index(0, 0)).height()
    assert heights[0] == heights[1]


def test_that_a_dialog_is_no_higher_than_what_it_tells_beside_a_field(qtbot: QtBot) -> None:
    box = FormDialog("some")
    for name in ("one", "two"):
        box.add(name, QLineEdit(box))
    _shown(qtbot, box)
    box.resize(600, box.height())
    box.tell("one", "This is the same letter again and again, which others try first of all.")
    qtbot.waitUntil(lambda: box.fields["one"].height() > box.fields["two"].height())
    editors = [box.fields[name].height() for name in ("one", "two")]
    assert sum(editors) < 5 * box.fields["two"].editor.height()
    assert box.height() <= box.minimumSizeHint().height() + 2


def test_that_a_pill_is_painted_in_its_states_colours(qtbot: QtBot) -> None:
    one = pill.Pill("　", lambda: colours.pill("closed"))
    _shown(qtbot, one)
    image = one.grab().toImage()
    middle = image.pixelColor(image.width() // 2, image.height() // 2)
    assert middle == colours.pill("closed").ground


def test_that_a_chip_is_taken_away_by_its_cross_and_by_delete(qtbot: QtBot) -> None:
    chip = Chip("超期")
    _shown(qtbot, chip)
    with qtbot.waitSignal(chip.removed):
        qtbot.mouseClick(chip.findChild(QToolButton), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(chip.removed):
        qtbot.keyClick(chip, Qt.Key.Key_Delete)


def test_that_a_fixed_chip_stays(qtbot: QtBot) -> None:
    chip = Chip("青河县", fixed=True)
    _shown(qtbot, chip)
    with qtbot.assertNotEmitted(chip.removed):
        qtbot.keyClick(chip, Qt.Key.Key_Delete)
    assert not chip.findChild(QToolButton).isVisible()


def test_that_a_section_folds_and_opens_by_click_and_by_key(qtbot: QtBot) -> None:
    section = Section("地点")
    section.set_content(QLabel("inside"))
    _shown(qtbot, section)
    head = section.findChild(QToolButton, "section.head")
    assert section.content().isVisible()
    with qtbot.waitSignal(section.toggled) as told:
        qtbot.mouseClick(head, Qt.MouseButton.LeftButton)
    assert told.args == [False]
    assert not section.content().isVisible()
    qtbot.keyClick(head, Qt.Key.Key_Space)
    assert section.is_open()
    assert section.content().isVisible()


def test_that_new_content_of_a_folded_section_is_not_shown(qtbot: QtBot) -> None:
    section = Section("地点", is_open=False)
    _shown(qtbot, section)
    section.set_content(QLabel("inside"))
    assert not section.content().isVisible()


def test_that_an_empty_state_says_why_and_offers_one_way_on(qtbot: QtBot) -> None:
    empty = EmptyState("photo")
    _shown(qtbot, empty)
    empty.tell("No photos yet", "Drop files here.", "Import photos…")
    button = empty._button
    assert button.isVisible()
    with qtbot.waitSignal(empty.acted):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    empty.tell("Nothing fits the filter")
    assert not button.isVisible()
    assert empty.accessibleName() == "Nothing fits the filter"


def test_that_a_notice_is_there_only_while_it_has_something_to_say(qtbot: QtBot) -> None:
    holder = QWidget()
    notice = Notice(holder)
    QVBoxLayout(holder).addWidget(notice)
    _shown(qtbot, holder)
    assert not notice.isVisible()
    notice.tell("error", "The file can't be read.", "Choose another.", "Choose…")
    assert notice.isVisible()
    assert (notice.kind(), notice.text(), notice.remedy()) == (
        "error", "The file can't be read.", "Choose another.",
    )  # fmt: skip
    with qtbot.waitSignal(notice.acted):
        qtbot.mouseClick(notice._button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(notice.closed):
        qtbot.mouseClick(notice._cross, Qt.MouseButton.LeftButton)
    assert not notice.isVisible()


def test_that_a_notice_shows_markup_of_a_file_name_as_it_is(qtbot: QtBot) -> None:
    notice = Notice()
    _shown(qtbot, notice)
    notice.tell("warning", "<b>x</b>.xlsx")
    assert notice._text.textFormat() == Qt.TextFormat.PlainText


@pytest.fixture
def swipe(qtbot: QtBot) -> Iterator[SwipeHandle]:
    ground = QWidget()
    ground.resize(1000, 300)
    handle = SwipeHandle(ground)
    _shown(qtbot, ground)
    yield handle
    ground.close()


def test_that_a_swipe_follows_the_mouse_and_stays_within_its_ground(
    qtbot: QtBot, swipe: SwipeHandle
) -> None:
    centre = swipe.rect().center()
    QTest.mousePress(swipe, Qt.MouseButton.LeftButton, pos=centre)
    QTest.mouseMove(swipe, centre + QPoint(250, 0))
    assert swipe.share() == pytest.approx(0.75, abs=0.01)
    QTest.mouseMove(swipe, swipe.mapFromParent(QPoint(5000, 10)))
    assert swipe.share() == 1.0
    QTest.mouseRelease(swipe, Qt.MouseButton.LeftButton)
    QTest.mouseMove(swipe, QPoint(-400, 10))
    assert swipe.share() == 1.0


def test_that_a_swipe_moves_by_keys(qtbot: QtBot, swipe: SwipeHandle) -> None:
    told: list[float] = []
    swipe.moved.connect(told.append)
    qtbot.keyClick(swipe, Qt.Key.Key_Left)
    qtbot.keyClick(swipe, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(swipe, Qt.Key.Key_Home)
    qtbot.keyClick(swipe, Qt.Key.Key_Home)  # is there already
    qtbot.keyClick(swipe, Qt.Key.Key_End)
    assert told == pytest.approx([0.49, 0.59, 0.0, 1.0])


def test_that_a_swipe_keeps_its_share_when_its_ground_grows(swipe: SwipeHandle) -> None:
    swipe.set_share(0.25)
    swipe.parentWidget().resize(2000, 300)
    assert swipe.geometry().center().x() == pytest.approx(500, abs=2)


def test_that_a_file_dialog_speaks_chinese(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    set_language(qapp, "zh")
    try:
        files = choosing.ask_file(place, "some", "文件", lambda _: None, start=str(tmp_path))
        told = [label.text() for label in files.findChildren(QLabel)]
        told.append(files.iconProvider().type(QFileInfo(str(tmp_path))))
        files.reject()
    finally:
        set_language(qapp, "en")
    assert len(told) > 3
    assert not [text for text in told if re.search("[A-Za-z]{3}", text)]


def test_that_what_is_told_has_all_its_lines_however_little_room_there_is(qtbot: QtBot) -> None:
    holder = QWidget()
    notice, error, rest = Notice(holder), ErrorLabel(holder), QTextEdit(holder)
    column = QVBoxLayout(holder)
    for part in (notice, error, rest):
        column.addWidget(part)
    _shown(qtbot, holder)
    holder.resize(260, 60)
    notice.tell("error", "what is the matter " * 6, "what can be done about it " * 5)
    error.tell("this is no offset of a clock " * 6)
    for label in (error, notice._text, notice._remedy):
        qtbot.waitUntil(lambda it=label: it.height() >= it.heightForWidth(it.width()))


def test_that_what_was_told_in_a_narrow_place_takes_no_more_than_its_lines_in_a_wide_one(
    qtbot: QtBot,
) -> None:
    place = QWidget()
    column = QVBoxLayout(place)
    notice = Notice(place)
    column.addWidget(notice)
    column.addStretch(1)
    place.resize(220, 600)
    _shown(qtbot, place)
    notice.tell("info", "One selected issue is not shown by this filter. " * 3)
    qtbot.waitUntil(lambda: notice.height() > 100)
    place.resize(1600, 600)
    line = notice.fontMetrics().height()
    qtbot.waitUntil(lambda: notice.height() < 4 * line)
