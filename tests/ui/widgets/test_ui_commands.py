"""The command list: what is found by what one types, and what happens then."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QListView,
    QMainWindow,
    QTextBrowser,
    QTreeWidget,
)
from pytestqt.qtbot import QtBot

import greenshield
from ui import commands, gestures, hindrances, language
from ui.action_registry import ActionRegistry
from ui.action_spec import ActionSpec, Standing
from ui.actions import FRAME
from ui.desk import Desk
from ui.widgets import command_list
from ui.widgets.about_box import AboutBox
from ui.widgets.command_list import CommandList, CommandModel
from ui.widgets.initials import initials
from ui.widgets.shortcuts_page import ShortcutsPage


@pytest.fixture
def frame(qtbot: QtBot, empty_desk: Desk) -> tuple[QMainWindow, ActionRegistry]:
    window = QMainWindow()
    window.resize(1200, 700)
    qtbot.addWidget(window)
    registry = ActionRegistry(FRAME, empty_desk, window)
    registry.fill(window.menuBar())
    window.show()
    qtbot.waitExposed(window)
    command_list._used.clear()
    return window, registry


def _titles(registry: ActionRegistry, typed: str) -> list[str]:
    return [c.id for c in commands.found(commands.listing(registry, registry.standing()), typed)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("undo", "frame.undo"), ("撤销", "frame.undo"), ("cx", "frame.undo"),  # 撤销: che xiao
        ("field", "frame.look_field"), ("野外", "frame.look_field"), ("ywms", "frame.look_field"),
        ("FM", "frame.look_field"), ("ctrl+q", "frame.quit"), ("key sh", "frame.shortcuts"),
    ],
)  # fmt: skip
def test_that_a_command_is_found_by_name_in_either_language_by_initials_and_keys(
    frame: tuple[QMainWindow, ActionRegistry], typed: str, first: str
) -> None:
    assert _titles(frame[1], typed)[0] == first


def test_that_nonsense_finds_nothing_and_nothing_typed_shows_all(
    frame: tuple[QMainWindow, ActionRegistry],
) -> None:
    assert _titles(frame[1], "qqqzzz") == []
    assert sorted(_titles(frame[1], " ")) == sorted(spec.id for spec in FRAME)


def test_that_finding_nothing_is_said(
    frame: tuple[QMainWindow, ActionRegistry], qtbot: QtBot
) -> None:
    box = CommandList(frame[1], frame[0])
    box.open()
    qtbot.keyClicks(box._search, "qqqzzz")
    told = box.findChild(QLabel, "commands.nothing")
    assert told.isVisible()
    assert told.text()
    box._search.clear()
    assert not told.isVisible()
    assert box._view.isVisible()
    box.reject()


def test_that_titles_are_those_of_the_language_in_force(
    frame: tuple[QMainWindow, ActionRegistry], qapp: QApplication
) -> None:
    registry = frame[1]
    language.set_language(qapp, "zh")
    try:
        registry.retranslate()
        told = {c.id: c for c in commands.listing(registry, registry.standing())}
        assert (told["frame.quit"].title, told["frame.quit"].menu) == ("退出", "文件")
    finally:
        language.set_language(qapp, "en")


def test_that_enter_uses_the_command_that_the_arrows_chose(
    qtbot: QtBot, frame: tuple[QMainWindow, ActionRegistry]
) -> None:
    window, registry = frame
    shown = CommandList(registry, window)
    shown.open()
    search = shown.findChild(QLineEdit, "commands.search")
    qtbot.keyClicks(search, "light")
    view = shown.findChild(QListView, "commands.found")
    first = view.currentIndex().data()
    assert first == "Light"
    qtbot.keyClick(search, Qt.Key.Key_Down)
    chosen = view.currentIndex().data(command_list.COMMAND)
    assert chosen.id != "frame.look_light"
    with qtbot.waitSignal(registry.actions[chosen.id].triggered):
        qtbot.keyClick(search, Qt.Key.Key_Return)
    assert not shown.isVisible()
    again = CommandModel(commands.listing(registry, registry.standing()))
    assert again.index(0).data(command_list.COMMAND).id == chosen.id


def test_that_a_command_that_cant_be_used_says_why_and_stays(
    qtbot: QtBot, frame: tuple[QMainWindow, ActionRegistry]
) -> None:
    window, registry = frame
    shown = CommandList(registry, window)
    shown.open()
    search = shown.findChild(QLineEdit, "commands.search")
    qtbot.keyClicks(search, "Close project")
    command = shown.findChild(QListView, "commands.found").currentIndex().data(command_list.COMMAND)
    assert (command.enabled, command.why) == (False, "First: open a project")
    with qtbot.assertNotEmitted(registry.actions["frame.close_project"].triggered):
        qtbot.keyClick(search, Qt.Key.Key_Return)
    assert shown.isVisible()
    qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert not shown.isVisible()


@pytest.mark.parametrize(
    ("enabled", "standing", "told"),
    [
        (lambda s: s.is_open, Standing(is_open=True), ""),
        (lambda s: s.writable and s.issues > 0, Standing(is_open=True, writable=True),
         "First: select an issue"),
        (lambda s: s.writable and s.issues > 0, Standing(),
         "First: sign in where you may write, select an issue"),
        (lambda s: s.writable and "city" in s.roles, Standing(writable=True, roles=("county",)),
         "First: sign in with another role"),
        (lambda s: s.issues > 1, Standing(issues=1), "First: select several issues"),
        (lambda _: False, Standing(), ""),
    ],
)  # fmt: skip
def test_that_a_hindrance_names_the_least_that_would_help(enabled, standing, told) -> None:
    spec = ActionSpec("x.y", "X", "Frame", "file", enabled=enabled)
    assert hindrances.why(spec, standing) == told


def test_that_the_model_keeps_qts_rules(
    frame: tuple[QMainWindow, ActionRegistry], model_tester
) -> None:
    model = CommandModel(commands.listing(frame[1], frame[1].standing()))
    tester: QAbstractItemModelTester = model_tester(model)
    for typed in ("u", "un", "qqzz", ""):
        model.search(typed)
    assert tester.model() is model
    assert model.rowCount() == len(FRAME)


def test_that_the_page_of_keys_shows_every_command_and_narrows(
    qtbot: QtBot, frame: tuple[QMainWindow, ActionRegistry]
) -> None:
    window, registry = frame
    page = ShortcutsPage(registry, window)
    page.open()
    tree = page.findChild(QTreeWidget, "shortcuts.table")
    heads = [tree.topLevelItem(n) for n in range(tree.topLevelItemCount())]
    ways = sum(len(several) for _, several in gestures.listing())
    assert ways > 30  # keys, clicks and drops within the rooms, which no menu names
    assert sum(head.childCount() for head in heads) == len(FRAME) + ways
    keys = {h.child(n).text(0): h.child(n).text(1) for h in heads for n in range(h.childCount())}
    assert keys["Find a command…"] == "Ctrl+K"
    qtbot.keyClicks(page.findChild(QLineEdit, "shortcuts.search"), "redo")
    assert tree.topLevelItemCount() == 1
    search = page.findChild(QLineEdit, "shortcuts.search")
    search.clear()
    qtbot.keyClicks(search, "dossier drop")
    (head,) = (tree.topLevelItem(n) for n in range(tree.topLevelItemCount()))
    assert head.text(0) == "In the dossier"
    assert head.child(0).text(1) == "drop them, Delete"
    page.close()


def test_that_about_tells_versions_and_licences(
    qtbot: QtBot, frame: tuple[QMainWindow, ActionRegistry]
) -> None:
    box = AboutBox(frame[0])
    box.open()
    assert greenshield.__version__ in box.findChild(QLabel, "about.version").text()
    text = box.findChild(QTextBrowser, "about.text").toPlainText()
    assert "Apache License 2.0" in text
    assert "LGPL-3.0-only" in text
    box.close()


@pytest.mark.parametrize(
    ("name", "letters"),
    [("导入台账…", "drtz"), ("现场核查", "xchc"), ("Zoom to all", "zta"), ("GPX 轨迹", "ggj"),
     ("饕餮", ""), ("", "")],
)  # fmt: skip
def test_that_initials_are_those_of_pinyin_and_of_latin_words(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_that_initials_agree_with_the_order_of_the_standard() -> None:
    """Every level-1 character has a letter, and the letters never go back."""
    letters = ""
    for high in range(0xB0, 0xD8):
        for low in range(0xA1, 0xFF):
            if (high, low) > (0xD7, 0xF9):
                break
            letters += initials(bytes((high, low)).decode("gb2312"))
    assert len(letters) == 3755
    assert list(letters) == sorted(letters)
    assert set(letters) == set("abcdefghjklmnopqrstwxyz")


def test_that_a_menu_key_is_no_part_of_a_title() -> None:
    told = [commands.plain(text) for text in ("&File", "文件(&F)", "A && B", "x (y)", "导入(&I)…")]
    assert told == ["File", "文件", "A & B", "x (y)", "导入…"]
