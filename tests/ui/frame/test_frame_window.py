"""The main window: opens, closes, says who works, changes its language, remembers its sizes."""

from __future__ import annotations

from helpers.dialogs import LEFT, dialog
from PySide6.QtWidgets import QAbstractButton, QApplication, QDockWidget, QMainWindow, QTabBar
from pytestqt.qtbot import QtBot

from ui import language
from ui.desk import Desk
from ui.look import theme
from ui.main_window import MainWindow
from ui.start.people_model import ROLES

WAIT_MS = 60_000


def test_that_the_window_names_the_project_and_who_works_in_it(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    assert desk.info is not None
    assert desk.info.name in window.windowTitle()
    assert desk.info.actor_name in window._who.text()
    qtbot.mouseClick(window._who, LEFT)
    who = dialog(qtbot, "who")
    qtbot.waitUntil(lambda: who.model.rowCount() > 1, timeout=WAIT_MS)
    assert all(who.model.data(who.model.index(n, ROLES)) for n in range(who.model.rowCount()))
    who.reject()
    assert QApplication.windowIcon().availableSizes()
    assert not window.windowIcon().pixmap(32).isNull()


def test_that_closing_the_project_leads_back_to_the_start_page(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    window.registry.actions["frame.close_project"].trigger()
    qtbot.waitUntil(lambda: window.centralWidget().currentWidget() is window._start)
    assert all(not dock.isVisible() for dock in window.workspace.docks.values())
    assert not window.registry.actions["frame.close_project"].isEnabled() or desk.info is None


def test_that_every_menu_entry_changes_its_language(
    window: MainWindow, qapp: QApplication, qtbot: QtBot
) -> None:
    def texts() -> dict[str, str]:
        return {name: action.text() for name, action in window.registry.actions.items()}

    def alike() -> set[str]:
        now = texts()
        return {name for name in english if english[name] == now[name]}

    english = texts()
    own = {"frame.chinese", "frame.english"}  # each language in its own words, always
    try:
        language.set_language(qapp, "zh")
        qtbot.waitUntil(lambda: alike() == own)
    finally:
        language.set_language(qapp, "en")
    qtbot.waitUntil(lambda: texts() == english)


def test_that_buttons_that_qt_makes_are_told_in_the_language_in_force(
    window: MainWindow, qapp: QApplication, qtbot: QtBot
) -> None:
    def told() -> set[str]:
        title = ("qt_dockwidget_floatbutton", "qt_dockwidget_closebutton")
        tabs = ("ScrollLeftButton", "ScrollRightButton")
        inside = [(QDockWidget, name) for name in title] + [(QTabBar, name) for name in tabs]
        found = (one.findChild(QAbstractButton, n) for of, n in inside
                 for one in window.findChildren(of))  # fmt: skip
        return {button.accessibleName() for button in found}

    english = {"Float", "Close", "Scroll Left", "Scroll Right"}
    assert told() == english
    try:
        language.set_language(qapp, "zh")
        qtbot.waitUntil(lambda: told() == {"悬浮", "关闭", "向左滚动", "向右滚动"})
    finally:
        language.set_language(qapp, "en")
    qtbot.waitUntil(lambda: told() == english)


# What programs that offices have running keep for themselves under any window: pictures of the
# screen, its film, its words and their translation, and the lock of QQ; the same of WeChat,
# DingTalk and Feishu; the lock and the terminal of Linux desktops.
TAKEN = (
    *(f"Ctrl+Alt+{key}" for key in "ASOFZLWT"), "Alt+A", "Ctrl+Shift+A", "Ctrl+Alt+Del",
)  # fmt: skip


def test_that_no_two_actions_share_a_shortcut(window: MainWindow) -> None:
    keys: dict[str, str] = dict.fromkeys(TAKEN, "another program")
    for name, action in window.registry.actions.items():
        for key in action.shortcuts():
            told = key.toString()
            assert told not in keys, f"{told}: {name} and {keys[told]}"
            keys[told] = name


def test_that_every_action_stands_in_a_menu_with_a_tip(window: MainWindow) -> None:
    for name, spec in window.registry.specs.items():
        action = window.registry.actions[name]
        assert action in window.registry.menu(spec.menu).actions(), name
        assert spec.tip, name


def test_that_the_window_comes_back_in_the_size_it_had(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    window.resize(1111, 701)
    window.close()
    again = MainWindow(desk)
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (1111, 701)


def test_that_a_window_that_was_as_large_as_the_screen_fits_into_it_with_its_frame(
    empty_desk: Desk, qtbot: QtBot
) -> None:
    former = QMainWindow()
    qtbot.addWidget(former)
    room = former.screen().availableGeometry().size()
    former.resize(room)
    geometry = bytes(former.saveGeometry().toBase64().data()).decode("ascii")
    empty_desk.prefs.set("frame.geometry", geometry)
    window = MainWindow(empty_desk)
    qtbot.addWidget(window)
    assert window.isMaximized()
    assert window.height() < room.height()
    assert window.width() < room.width()


def test_that_opening_an_issue_brings_back_a_closed_dossier(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    window.resize(window.screen().availableGeometry().size() * 0.9)
    dock, entry = window.workspace.docks["dossier"], window.registry.actions["frame.panel_dossier"]
    dock.close()
    assert not entry.isChecked()
    desk.show.issue.emit(desk.selection.current_issue or "")
    qtbot.waitUntil(lambda: not dock.visibleRegion().isEmpty())
    assert entry.isChecked()
    # An import that ends is seen; whoever types meanwhile goes on typing.
    photos, focused = window.workspace.docks["photos"], QApplication.focusWidget()
    assert photos.visibleRegion().isEmpty()
    desk.show.front.emit("photos")
    qtbot.waitUntil(lambda: not photos.visibleRegion().isEmpty())
    assert QApplication.focusWidget() is focused
    # Field mode shows one panel at a time: the one that is worked in stays.
    theme.apply(QApplication.instance(), "field")
    try:
        window.workspace.bring("ledger")
        desk.show.front.emit("photos")
        assert not window.workspace.docks["ledger"].isHidden()
        window.workspace.map.canvas.setFocus()
        desk.show.front.emit("photos")
        assert window.workspace.docks["ledger"].isHidden()
    finally:
        theme.apply(QApplication.instance(), "light")


def test_that_the_menu_says_what_cannot_be_taken_back_and_so_does_its_key(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    desk.undo.close_off(lambda: "Filing of A&B-1")
    undo = window.registry.actions["frame.undo"]
    qtbot.waitUntil(lambda: undo.text() == "Undo: Filing of A&&B-1 can't be taken back")
    language.set_language(QApplication.instance(), "zh")
    try:
        qtbot.waitUntil(lambda: undo.text() == "撤销：Filing of A&&B-1无法撤销")
    finally:
        language.set_language(QApplication.instance(), "en")
    undo.trigger()
    told = "Filing of A&B-1 can't be taken back"
    qtbot.waitUntil(lambda: window.statusBar().currentMessage() == told)
