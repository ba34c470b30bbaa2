"""What is missing, and the ways to it: a field, a record, photos, the form of a move."""

from __future__ import annotations

from helpers.dossier_calls import tie
from helpers.dossier_hands import Hands
from helpers.qinghe import DEMO, QINGHE
from helpers.typing_keys import click
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox

from greenshield.domain.errors import Missing
from ui import language
from ui.dossier.need_line import NeedLine

NAMES = {a["key"]: a["name"] for a in DEMO["actor"]}


def texts(widget) -> str:
    return "\n".join(w.text() for w in widget.findChildren(QLabel) if w.isVisible())


def test_that_an_empty_field_is_a_click_away(hands: Hands, clue: str):
    hands.turn("todo")
    hands.press("need.assign.check_due")
    hands.qtbot.waitUntil(lambda: hands.panel.focusWidget() is hands.find("fact.issue.check_due"))
    assert hands.panel.pages.page == "facts"


def test_that_a_missing_record_opens_its_form_and_decides_nothing(hands: Hands, clue: str):
    hands.facts({"assignee": NAMES["inspector"], "check_due": "2030-04-25"})
    hands.open_move("assign")
    hands.press("form.go")
    hands.sign_in(NAMES["inspector"])
    hands.turn("todo")
    hands.press("need.check.check_record_missing.check")
    assert hands.panel.forms.form.kind == "check"
    assert hands.find("fact.check.is_true").text() == ""  # it is for the inspector to say
    assert hands.find("fact.check.inspector").text() == NAMES["inspector"]


def test_that_missing_photos_lead_to_the_tray_by_key_too(hands: Hands, clue: str):
    hands.facts({"assignee": NAMES["inspector"], "check_due": "2030-04-25"})
    hands.open_move("assign")
    hands.press("form.go")
    hands.sign_in(NAMES["inspector"])
    asked: list = []
    hands.desk.show.photos_for.connect(asked.append)
    hands.turn("todo")
    line = hands.find("need.check.photos_too_few.before")
    hands.qtbot.keyClick(line, Qt.Key.Key_Return)
    assert asked == [clue]


def test_that_another_room_may_ask_for_what_is_missing(hands: Hands, clue: str):
    hands.desk.selection.clear()
    hands.settle()
    missing = Missing("field_missing", {"field": "check_due", "move": "assign"}, "check_due")
    hands.desk.show.need.emit(clue, missing)
    hands.settle()
    hands.qtbot.waitUntil(lambda: hands.panel.focusWidget() is hands.find("fact.issue.check_due"))


def test_that_the_form_of_a_record_opens_for_another_room(hands: Hands, clue: str):
    hands.desk.selection.clear()
    hands.settle()
    hands.desk.show.record.emit(clue, "opinion")
    hands.settle()
    assert hands.panel.forms.form.kind == "opinion"
    assert hands.find("fact.opinion.signer").text() == NAMES["county_a"]


def test_that_photos_stand_by_phase_with_their_pictures_and_doubts(hands: Hands, clue: str):
    photos = [
        ("IMG_20250416_094115.jpg", "before", "far"),
        ("IMG_20250924_102534.jpg", "after", "near"),
    ]
    hands.write(tie, clue, [(str(QINGHE / "photos" / n), p, k) for n, p, k in photos])
    hands.turn("photos")
    strip = hands.panel.pages.photos
    hands.qtbot.waitUntil(lambda: len(strip._pictures) == 2)
    assert {p.phase for p in hands.panel.view.photos} == {"before", "after"}
    assert "1 tied, 1 count" in texts(hands.find("photos.before"))
    shown: list = []
    hands.desk.show.photo.connect(shown.append)
    items = hands.find("photos.before.strip")
    items.setCurrentRow(0)
    hands.qtbot.keyClick(items, Qt.Key.Key_Return)
    assert shown == [hands.panel.view.photos[0].sha256]


def test_that_a_sentence_without_a_way_leads_nowhere(qtbot):
    missing = Missing("publicity_running", {"pub_to": "2025-11-10", "occurred_on": "x"}, "pub_to")
    line = NeedLine(missing, "close", None)
    qtbot.addWidget(line)
    told: list = []
    line.wanted.connect(told.append)
    line.show()
    click(qtbot, line)
    assert told == []
    assert line.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_that_everything_is_said_anew_in_the_other_language(hands: Hands, clue: str):
    app = QApplication.instance()
    for page in ("todo", "facts", "photos", "records", "history"):
        hands.turn(page)
    try:
        language.set_language(app, "zh")
        pill = hands.panel.pages.header.pill
        hands.qtbot.waitUntil(lambda: pill.text() == "待派发")
        told = texts(hands.panel)
        assert [hands.panel.pages.tabs.tabText(i) for i in (0, 1)] == ["待办", "要素"]
        assert "Choose an issue" not in told
    finally:
        language.set_language(app, "en")
    hands.qtbot.waitUntil(lambda: hands.panel.pages.tabs.tabText(0) == "To do")


def test_that_a_record_asked_for_by_a_move_leads_back_to_it(hands: Hands, clue: str):
    hands.facts({"assignee": NAMES["inspector"], "check_due": "2030-04-25"})
    hands.open_move("assign")
    hands.press("form.go")
    hands.sign_in(NAMES["inspector"])
    hands.open_move("check")
    hands.type("form.reason", "现场")
    hands.press("need.check.check_record_missing.check")
    hands.press("form.back")
    assert hands.panel.forms.form.name == "move:check"
    hands.press("need.check.check_record_missing.check")
    hands.press("form.go")
    assert hands.has("note.check.is_true")  # opened from the line, it is as empty as any
    hands.type("fact.check.is_true", "yes")
    hands.press("form.go")
    hands.qtbot.waitUntil(lambda: getattr(hands.panel.forms.form, "name", "") == "move:check")
    assert hands.find("form.reason").toPlainText() == "现场"
    assert not hands.has("need.check.check_record_missing.check")


def test_that_a_chosen_photo_is_selected_everywhere_and_a_theme_keeps_the_page(hands, clue):
    from ui.look import theme

    hands.write(tie, clue, [(str(QINGHE / "photos/IMG_20250416_094115.jpg"), "before", "far")])
    hands.turn("photos")
    hands.find("photos.before.strip").setCurrentRow(0)
    assert hands.desk.selection.photos == (hands.panel.view.photos[0].sha256,)
    assert hands.desk.selection.current_issue == clue
    app = QApplication.instance()
    try:
        theme.apply(app, "dark")
        hands.settle()
        assert hands.find("photos.before.strip").count() == 1
    finally:
        theme.apply(app, "light")
    hands.settle()


def test_that_the_next_move_of_nobody_here_is_told_with_its_reason(hands: Hands, clue: str):
    hands.sign_in(NAMES["province"])
    hands.panel.handlers()["dossier.next"]()
    assert hands.panel.forms.form is None
    assert "another role than yours: " in hands.panel.told.text()
    assert "Assign" in hands.panel.told.text()


def test_that_no_form_opens_where_nothing_may_be_written(hands: Hands, clue: str):
    desk = hands.desk
    with hands.qtbot.waitSignal(desk.opened, timeout=60_000):
        desk.open(desk.info.path, read_only=True)
    hands.show(clue)
    missing = Missing("check_record_missing", {"move": "check"})
    for ask in (
        lambda: desk.show.record.emit(clue, "opinion"),
        lambda: desk.show.need.emit(clue, missing),
    ):
        ask()
        hands.settle()
        box = hands.panel.findChild(QMessageBox, "may_write.told")
        assert box.text().startswith("Read-only")
        box.accept()
        hands.settle()
        assert hands.panel.forms.form is None
