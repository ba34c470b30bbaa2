"""A person at the whole window who uses commands: by their keys, their menu, or the list of all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from helpers.dialogs import WAIT_MS, dialog, typed
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QListView, QMenu, QWidget
from pytestqt.qtbot import QtBot

from ui import commands
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.widgets import command_list

Go = Callable[[], None]
Act = Callable[["Player", Go], None]
KEYS, MENU, LIST = "keys", "menu", "list"
LEFT = Qt.MouseButton.LeftButton


class Player:
    """Waits where a person would; looks at the window as a person does."""

    def __init__(self, window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
        self.window, self.desk, self.qtbot = window, desk, qtbot
        self.registry = window.registry
        self.used: dict[str, str] = {}

    # Using a command -----------------------------------------------------------------------

    def use(self, name: str, way: str) -> None:
        """Uses a command one way or the other."""
        action = self.registry.actions[name]
        self.until(action.isEnabled)
        self.used[name] = way
        {KEYS: self._by_keys, MENU: self._by_menu, LIST: self._by_list}[way](name, action)

    def _by_keys(self, name: str, action: QAction) -> None:
        del name
        self.window.activateWindow()
        self.until(lambda: QApplication.activeWindow() is self.window)
        self.map.canvas.setFocus() if self.desk.info is not None else self.window.setFocus()
        QTest.keySequence(QApplication.focusWidget() or self.window, action.shortcut())

    def _by_menu(self, name: str, action: QAction) -> None:
        bar = self.window.menuBar()
        menu = self.registry.menu(self.registry.specs[name].menu)
        self.qtbot.mouseClick(bar, LEFT, pos=bar.actionGeometry(menu.menuAction()).center())
        self.until(menu.isVisible)
        for _ in menu.actions():
            self.qtbot.keyClick(menu, Qt.Key.Key_Down)
            if menu.activeAction() is action:
                break
        assert menu.activeAction() is action, f"the arrows do not lead to {name}"
        self.qtbot.keyClick(menu, Qt.Key.Key_Return)
        self.until(lambda: not menu.isVisible())

    def _by_list(self, name: str, action: QAction) -> None:
        self._by_keys("frame.commands", self.registry.actions["frame.commands"])
        box = dialog(self.qtbot, "commands")
        # A person types where the keyboard is. Shut before it had come here, the list would take
        # it from the whole program afterwards, and Qt closes the menu that the command opened.
        self.until(lambda: QApplication.activeWindow() is box)
        box.finished.connect(lambda _: self.window.activateWindow())  # as a desk does
        typed(self.qtbot, box, "commands.search", commands.plain(action.text()))
        found = box.findChild(QListView, "commands.found")
        search = box.findChild(QLineEdit, "commands.search")
        for _ in range(found.model().rowCount()):
            if found.currentIndex().data(command_list.COMMAND).id == name:
                break
            self.qtbot.keyClick(search, Qt.Key.Key_Down)
        assert found.currentIndex().data(command_list.COMMAND).id == name
        self.qtbot.keyClick(search, Qt.Key.Key_Return)

    def tie(self) -> None:
        """Ties the chosen photo to the chosen issue, as the tray does."""
        pane, dossier = self.room("photos").pane, self.room("dossier")
        issue = self.desk.selection.current_issue
        self.until(lambda: pane._told is not None and dossier.view is not None)
        assert not pane._told["ties"]
        pane.choice.set_phase("before")  # the day of a photo that nothing timed tells no phase
        pane.tie(issue, dossier.view.number)
        self.until(lambda: pane._told is not None and pane._told["ties"])
        self.settle()
        assert [tie[0] for tie in pane._told["ties"]] == [issue]
        pane.choice.set_phase("")

    # Waiting -------------------------------------------------------------------------------

    def until(self, holds: Callable[[], object]) -> None:
        """Waits until something holds."""
        self.qtbot.waitUntil(lambda: bool(holds()), timeout=WAIT_MS)

    def settle(self) -> None:
        """Waits until the worker has nothing left to do and short timers have run out."""
        self.until(lambda: not self.desk.office.tasks())
        self.qtbot.wait(60)
        self.until(lambda: not self.desk.office.tasks())

    # Looking -------------------------------------------------------------------------------

    def room(self, name: str) -> Any:
        """A room of the window."""
        assert self.window.workspace is not None
        return self.window.workspace.room(name)

    @property
    def map(self) -> Any:
        """The map's room."""
        return self.room("map")

    def is_front(self, name: str) -> bool:
        """Whether a room's dock can be seen."""
        assert self.window.workspace is not None
        return not self.window.workspace.docks[name].visibleRegion().isEmpty()

    def dialog(self, name: str) -> Any:
        """The dialog of that name, once it is shown."""
        return dialog(self.qtbot, name)

    def windows(self, name: str) -> Iterator[QWidget]:
        """Windows of a name that are shown."""
        for found in QApplication.topLevelWidgets():
            if found.objectName() == name and found.isVisible():
                yield found

    def choose_file(self, name: str, path: Path) -> None:
        """Pastes a path into Qt's dialog of files, and does what its first button does.

        Typed letter by letter, Qt completes it to something else meanwhile.
        """
        box = dialog(self.qtbot, name)
        assert isinstance(box, QFileDialog)
        line = box.findChild(QLineEdit, "fileNameEdit")
        assert line is not None
        line.setText(str(path))
        box.accept()
        self.until(lambda: not any(self.windows(name)))

    def dismiss(self, box: QWidget) -> None:
        """Leaves a dialog by Esc."""
        name = box.objectName()
        self.qtbot.keyClick(box, Qt.Key.Key_Escape)
        self.until(lambda: not any(self.windows(name)))
        self.settle()

    def focus(self) -> str:
        """What has the keyboard, by its name.

        Without a screen a menu that is closed keeps it: nobody gives it back to the window.
        """
        held = QApplication.focusWidget()
        if isinstance(held, QMenu) and not held.isVisible():
            held = self.window.focusWidget()
        return "" if held is None else held.objectName()

    def popup(self) -> QWidget | None:
        """The menu or list that hangs open."""
        return QApplication.activePopupWidget()

    def sees(self, box: tuple[float, float, float, float]) -> bool:
        """Whether the map shows all of a box of Web Mercator metres."""
        view = self.map.canvas.view()
        x0, y0, x1, y1 = view.box
        slack = view.pixel * 2
        return bool(
            x0 - slack <= box[0] and y0 - slack <= box[1]
            and box[2] <= x1 + slack and box[3] <= y1 + slack
        )  # fmt: skip

    def middle(self) -> tuple[float, float, float]:
        """Where the map looks, and how closely, in whole metres and centimetres."""
        view = self.map.canvas.view()
        x, y = view.centre
        return round(x), round(y), round(view.pixel * view.dpr, 2)

    def keys(self, widget: QWidget, keys: str) -> None:
        """Presses keys as ``QKeySequence`` writes them."""
        QTest.keySequence(widget, QKeySequence(keys))


# What must be seen, as data ----------------------------------------------------------------


def opens(name: str, check: Callable[[Any], object] = lambda _: True) -> Act:
    """A dialog of that name, which Esc leaves."""

    def act(p: Player, go: Go) -> None:
        assert not list(p.windows(name))
        go()
        box = p.dialog(name)
        assert check(box), f"{name} is not as it should be"
        p.settle()
        p.dismiss(box)

    return act


def becomes(look: Callable[[Player], object], value: object) -> Act:
    """Something is a value that it was not before."""

    def act(p: Player, go: Go) -> None:
        assert look(p) != value, f"it is {value} before"
        go()
        p.until(lambda: look(p) == value)
        p.settle()

    return act


def turns(look: Callable[[Player], bool]) -> Act:
    """Something is turned on or off, and turned back by the command once more."""

    def act(p: Player, go: Go) -> None:
        before = look(p)
        go()
        p.until(lambda: look(p) is not before)
        go()
        p.until(lambda: look(p) is before)
        p.settle()

    return act
