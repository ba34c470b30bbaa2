"""Messages in their places: how much room they take, and how long they offer what they offer."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from greenshield.domain.errors import UsageError
from ui import language, words
from ui.undo import Step, Undo
from ui.widgets.notice import Notice

WHAT = "1 张照片的拍摄日期判断不出属于哪个阶段，按问题的状态也判断不出"
DO = "自己选定阶段：整改前、整改中、整改后、回头看，再关联一次"


def step(name: str) -> Step:
    return Step(name, (print, ()), (print, ()), lambda _: None)


@pytest.mark.parametrize("width", [290, 900])
def test_that_a_message_in_a_narrow_place_takes_one_line_and_has_the_rest_at_hand(
    qtbot: QtBot, width: int
) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    notice, photos = Notice(place, one_line=True), QListWidget(place)
    photos.setMinimumHeight(100)
    column = QVBoxLayout(place)
    column.addWidget(notice)
    column.addWidget(photos, 1)
    place.resize(width, 150)
    place.show()
    qtbot.waitExposed(place)
    notice.tell("error", WHAT, DO, "Results…" if width > 500 else "")
    QApplication.processEvents()
    assert notice.height() <= 2 * notice.fontMetrics().lineSpacing()
    assert notice.geometry().bottom() < photos.geometry().top()
    assert photos.height() >= 100
    shown = [w for w in notice.findChildren(QWidget) if w.isVisible()]
    assert all(notice.rect().contains(w.geometry()) for w in shown)
    for at, one in enumerate(shown):
        assert not any(one.geometry().intersects(w.geometry()) for w in shown[at + 1 :])
    told = notice.findChild(QLabel, "notice.text")
    more = notice.findChild(QWidget, "notice.more")
    cut = told.shown_text() != told.text()
    assert more.isVisible() == cut == (width < 500)
    assert (notice.text(), notice.remedy()) == (WHAT, DO)
    if cut:
        assert DO in told.toolTip()
        QTest.mouseClick(more, Qt.MouseButton.LeftButton)
        popups = [w for w in QApplication.topLevelWidgets() if w.inherits("QWhatsThat")]
        assert [w.isVisible() for w in popups] == [True]
        QTest.keyClick(popups[0], Qt.Key.Key_Escape)
        assert more.accessibleName()


def test_that_what_offers_to_take_something_back_goes_away_with_it(qtbot: QtBot) -> None:
    notice, other, undo = Notice(), Notice(), Undo()
    qtbot.addWidget(notice)
    qtbot.addWidget(other)

    def done(name: str) -> Step:
        one = step(name)
        undo.add(one)
        notice.tell_done(lambda name=name: name, undo)
        assert (notice.text(), "Ctrl+Z" in notice.remedy()) == (name, True)
        return one

    undo.moved_back(done("undone"))
    assert notice.text() == ""
    done("something else is done")
    undo.add(step("next"))
    assert notice.text() == ""
    done("something that can't be undone is done")
    undo.close_off("final")
    assert notice.text() == ""
    done("somebody else acts")
    undo.clear()
    assert notice.text() == ""
    # What has no way back offers none, and what was told since stays.
    notice.tell_done(lambda: "no way back", undo)
    assert (notice.text(), notice.remedy()) == ("no way back", "")
    done("tied")
    notice.tell("warning", "refused")
    undo.clear()
    assert notice.text() == "refused"


def test_that_an_error_and_what_was_done_are_said_anew_in_another_language(qtbot: QtBot) -> None:
    notice, undo = Notice(), Undo()
    qtbot.addWidget(notice)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    undo.add(step("a"))
    for tell in (
        lambda: notice.tell_error(UsageError("note_needed")),
        lambda: notice.tell_done(lambda: words.sentence("note_needed"), undo),
    ):
        language.set_language(app, "en")
        tell()
        before = notice.text(), notice.remedy()
        try:
            language.set_language(app, "zh")
            app.processEvents()
            assert notice.text() == words.sentence("note_needed") != before[0]
            assert notice.remedy() not in ("", before[1])
        finally:
            language.set_language(app, "en")
            app.processEvents()
        assert (notice.text(), notice.remedy()) == before
    undo.add(step("b"))
    assert notice.text() == ""  # what it offers to take back is still known
