"""A person at the whole window: menus, wizards, the tray, the ledger, by clicks and keys."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from helpers.dialogs import LEFT, WAIT_MS, dialog, gone, press, typed
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.desk import Desk
from ui.main_window import MainWindow

PIN = "2846"


class Day:
    """What people do between the first start and the report."""

    def __init__(self, window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
        self.window, self.desk, self.qtbot = window, desk, qtbot

    # Waiting and finding -----------------------------------------------------------------

    def settle(self) -> None:
        """Waits until the worker has nothing to do and short timers have run out."""
        for _ in range(3):
            self.qtbot.waitUntil(lambda: not self.desk.office.tasks(), timeout=WAIT_MS)
            self.qtbot.wait(60)
        self.qtbot.waitUntil(lambda: not self.desk.office.tasks(), timeout=WAIT_MS)

    def act(self, action: str) -> None:
        """Chooses an entry of a menu."""
        entry = self.window.registry.actions[action]
        self.qtbot.waitUntil(entry.isEnabled, timeout=WAIT_MS)
        entry.trigger()

    def room(self, name: str) -> Any:
        """Brings a room to the front."""
        assert self.window.workspace is not None
        self.window.workspace.bring(name)
        self.settle()
        return self.window.workspace.room(name)

    def choose(self, box: QWidget, name: str, value: str) -> None:
        """Goes through a list by its arrow keys until the value is there."""
        found = box.findChild(QComboBox, name)
        assert found is not None, name
        found.setFocus()
        self.qtbot.keyClick(found, Qt.Key.Key_Home)
        for _ in range(found.count()):
            if found.currentData() == value:
                return
            self.qtbot.keyClick(found, Qt.Key.Key_Down)
        assert found.currentData() == value, f"{name} does not offer {value}"

    # The first hour ----------------------------------------------------------------------

    def new_project(self, folder: Path, name: str, division: str, me: str, unit: str) -> None:
        """Makes a project from the start page."""
        self.qtbot.mouseClick(self.window.findChild(QWidget, "start.new"), LEFT)
        box = dialog(self.qtbot, "new")
        for field, text in (("name", name), ("division", division), ("me", me), ("unit", unit)):
            typed(self.qtbot, box, f"new.{field}", text)
        typed(self.qtbot, box, "new.folder.line", str(folder))
        with self.qtbot.waitSignal(self.desk.opened, timeout=WAIT_MS):
            press(self.qtbot, box, "new.ok")
        workspace = self.window.workspace
        assert workspace is not None
        self.qtbot.waitUntil(lambda: workspace.is_complete, timeout=WAIT_MS)
        self.settle()

    def add_person(self, name: str, tier: str, roles: Sequence[str], unit: str) -> None:
        """Adds a person, as the keeper."""
        self.act("start.add_person")
        box = dialog(self.qtbot, "person")
        typed(self.qtbot, box, "person.name", name)
        typed(self.qtbot, box, "person.unit", unit)
        self.choose(box, "person.tier", tier)
        for role in ("inspector", "county", "city", "province", "keeper"):
            tick: Any = box.findChild(QWidget, f"role.{role}")
            if tick.isChecked() != (role in roles):
                tick.setFocus()
                self.qtbot.keyClick(tick, Qt.Key.Key_Space)
        press(self.qtbot, box, "person.ok")
        gone(self.qtbot, "person")
        self.settle()

    def sign_in(self, name: str) -> None:
        """Another person takes the chair: chooses themselves, types a PIN, sets one at first."""
        self.act("start.person")
        box: Any = dialog(self.qtbot, "who")
        self.settle()
        people = {p.name: p.actor_id for p in box.model.rows}
        box.choose(people[name])
        self.settle()
        if box.chosen().pin == "set":
            self.qtbot.keyClicks(box.pin, PIN)
            press(self.qtbot, box, "who.ok")
        else:
            press(self.qtbot, box, "who.ok")
            self.qtbot.waitUntil(lambda: self._is_in(name) or self._shown("pin"), timeout=WAIT_MS)
            if not self._is_in(name):
                self._set_pin()
        gone(self.qtbot, "who")
        self.qtbot.waitUntil(lambda: self._is_in(name), timeout=WAIT_MS)
        self.settle()

    def _set_pin(self) -> None:
        box = dialog(self.qtbot, "pin")
        for field in ("new", "again"):
            typed(self.qtbot, box, f"pin.{field}", PIN)
        press(self.qtbot, box, "pin.ok")
        gone(self.qtbot, "pin")
        self.settle()
        for told in QApplication.topLevelWidgets():
            if isinstance(told, QMessageBox) and told.objectName() == "recovery":
                self.qtbot.keyClick(told, Qt.Key.Key_Escape)

    def _is_in(self, name: str) -> bool:
        return self.desk.info is not None and self.desk.info.actor_name == name

    def _shown(self, name: str) -> bool:
        return any(w.objectName() == name and w.isVisible() for w in QApplication.topLevelWidgets())

    # Imports -----------------------------------------------------------------------------

    def import_areas(self, file: Path, kind: str, valid_from: str) -> Any:
        """Walks through the wizard of boundaries; what it says at the end."""
        self.act("imports.areas")
        box: Any = dialog(self.qtbot, "areas")
        typed(self.qtbot, box, "areas.path.line", str(file))
        self.choose(box, "areas.kind", kind)
        typed(self.qtbot, box, "areas.valid_from", valid_from)
        return self._through(box, "areas", 3)

    def import_ledger(self, file: Path, how: str) -> Any:
        """Walks through the wizard of ledgers; what it says at the end."""
        self.act("imports.ledger")
        box: Any = dialog(self.qtbot, "ledger")
        typed(self.qtbot, box, "ledger.path.line", str(file))
        self.choose(box, "ledger.how", how)
        return self._through(box, "ledger", 3)

    def _through(self, box: Any, name: str, last: int) -> Any:
        for page in range(1, last + 1):
            press(self.qtbot, box, f"{name}.next")
            self.qtbot.waitUntil(
                lambda p=page: (
                    box.running.task is None and (box.page == p or bool(box.notice.text()))
                ),
                timeout=WAIT_MS,
            )
            assert box.page == page, box.notice.text()
        outcome = box.outcome
        press(self.qtbot, box, f"{name}.close")
        gone(self.qtbot, name)
        self.settle()
        return outcome

    def import_photos(self, folder: Path) -> None:
        """Drops a folder on the tray, leaves every choice to its default."""
        tray = self.room("photos")
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(folder))])
        copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(tray, QDragEnterEvent(QPoint(30, 60), copy, data, LEFT, none))
        QApplication.sendEvent(tray, QDropEvent(QPointF(30, 60), copy, data, LEFT, none))
        box = dialog(self.qtbot, "photos.import_dialog")
        press(self.qtbot, box, "photos.import.ok")
        self.settle()

    # Work --------------------------------------------------------------------------------

    def find(self, number: str) -> str:
        """Finds an issue in the ledger by its number, chooses it; its id."""
        ledger = self.room("ledger")
        ledger.views.setCurrentIndex(ledger.views.count() - 1)
        self.act("ledger.clear_filter")
        self.settle()
        self.act("ledger.find")
        line = ledger.findChild(QLineEdit, "ledger.text")
        line.selectAll()
        self.qtbot.keyClicks(line, number)
        self.qtbot.wait(400)
        self.settle()
        self.qtbot.waitUntil(lambda: ledger.model.rowCount() == 1, timeout=WAIT_MS)
        cell = ledger.table.visualRect(ledger.model.index(0, 0)).center()
        self.qtbot.mouseClick(ledger.table.viewport(), LEFT, pos=cell)
        self.settle()
        (issue,) = self.desk.selection.issues
        return str(issue)

    def tie(self, photo: str, phase_key: Qt.Key, kind_key: Qt.Key) -> None:
        """Finds a photo by its name and ties it to the issue that the dossier shows, by keys."""
        tray = self.room("photos")
        search = tray.findChild(QLineEdit, "photos.search")
        search.setFocus()
        search.selectAll()
        self.qtbot.keyClicks(search, photo)
        self.qtbot.wait(250)
        self.settle()
        assert tray.model.rowCount() == 1, photo
        cell = tray.grid.visualRect(tray.model.index(0)).center()
        self.qtbot.mouseClick(tray.grid.viewport(), LEFT, pos=cell)
        self.settle()
        for key in (phase_key, kind_key):
            self.qtbot.keyClick(tray.grid, key)
        self.settle()
        issue = self.desk.selection.current_issue
        offered = [one["issue_id"] for one in tray.pane._told["suggestions"]]
        if issue in offered:
            self.qtbot.keyClick(tray.grid, Qt.Key(int(Qt.Key.Key_1) + offered.index(issue)))
        else:
            button = tray.findChild(QPushButton, "photos.tie_current")
            assert button is not None
            self.qtbot.mouseClick(button, LEFT)
        self.settle()
        # Most are tied at the import already, and told so ("info") where they are tied as asked.
        assert tray.pane.notice.kind() in ("ok", "info"), tray.pane.notice.text()
