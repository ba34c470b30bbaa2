"""The main window: composition only.

What is asked for seldom is loaded when it is: the window's start does not wait for it.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QMessageBox,
    QStackedWidget,
    QStyle,
    QToolBar,
    QToolButton,
)

from greenshield.domain.errors import VerificationError
from ui import language, troubles, words
from ui.action_registry import ActionRegistry, Handlers
from ui.actions import everything
from ui.desk import Desk
from ui.look import icons, theme
from ui.look.drawing import drawn_once
from ui.start.panel import StartPanel
from ui.tasks.status import TaskStatus
from ui.tasks.task import Task
from ui.tasks.wire import WRITE
from ui.widgets import boxes, choosing, fitting
from ui.widgets.qt_buttons import call_buttons
from ui.widgets.translated import Translated
from ui.words import translate
from ui.workspace import Workspace

_NOTED_MS = 10_000


class MainWindow(Translated, QMainWindow):
    """The start page, and behind it the rooms of the open project."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("main")
        QApplication.setWindowIcon(icons.of_window())
        self.desk = desk
        self._leaving = False
        self.setDockNestingEnabled(True)
        # A dossier is long and a table wide.
        self.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.RightDockWidgetArea)
        self.setAcceptDrops(True)
        self.registry = ActionRegistry(everything(), desk, self)
        self.registry.fill(self.menuBar())
        self._bar = self._made_bar()
        self._start = StartPanel(desk, self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._start)
        self.setCentralWidget(self._stack)
        self.workspace: Workspace | None = None
        self._who = QToolButton(self)
        self._who.setObjectName("frame.who")
        self._who.setIcon(icons.icon("person"))
        self._who.setAutoRaise(True)
        self._who.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._who.clicked.connect(desk.show.person)
        self.statusBar().addPermanentWidget(TaskStatus(desk.office, self))
        self.statusBar().addPermanentWidget(self._who)
        self.registry.connect_handlers(self._start.handlers())
        self.registry.connect_handlers(self._handlers())
        desk.opened.connect(self._on_opened)
        desk.closed.connect(self._on_closed)
        desk.actor_changed.connect(self._tell_who)
        desk.trouble.connect(lambda error, doing: troubles.show(error, doing, self))
        # Later than what a menu that closes takes off the bar.
        desk.noted.connect(self._on_noted, Qt.ConnectionType.QueuedConnection)
        self._restore()
        self.retranslate()
        self._mark_choices()
        if desk.info is not None:
            self._on_opened()

    def open_project(self, path: Path) -> None:
        """Opens a project as the start page does, with its questions where there are any."""
        self._start.open_project(path)

    def prepare(self) -> None:
        """Loads the map's libraries while nobody asks for anything yet."""
        import_module("ui.map.panel")

    def retranslate(self) -> None:
        """Sets every text in the language in force."""
        self.registry.retranslate()
        for name, lang in (("frame.chinese", "zh"), ("frame.english", "en")):
            self.registry.actions[name].setText(language.NAMES[lang])
        self._bar.setWindowTitle(translate("Frame", "Tools"))
        if self.workspace is not None:
            self.workspace.retranslate()
        call_buttons(self)
        self._tell_who()
        self.statusBar().clearMessage()  # of what was done in the language before

    def changeEvent(self, event: QEvent) -> None:
        """Pictures on the bar follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_bar"):
            self._size_bar(self._bar)
            if self.workspace is not None:
                self.workspace.dress()
        elif event.type() == QEvent.Type.WindowStateChange and hasattr(self, "registry"):
            # The system has ways of its own into and out of the full screen.
            self.registry.actions["frame.full_screen"].setChecked(self.isFullScreen())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes files and folders."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hands dropped files to the room that knows their kind."""
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.desk.show.files.emit(files)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Asks where something is still being written; remembers sizes."""
        tasks = self.desk.office.tasks()
        running = [task for task in tasks if task.title and task.lane == WRITE]
        if running and not self._leaving:
            event.ignore()
            self._ask_to_leave(running)
            return
        prefs = self.desk.prefs
        prefs.set("frame.geometry", bytes(self.saveGeometry().toBase64().data()).decode("ascii"))
        if self.workspace is not None and self.desk.info is not None:
            self.workspace.remember()
        prefs.flush()
        super().closeEvent(event)

    def _made_bar(self) -> QToolBar:
        bar = QToolBar(self)
        bar.setObjectName("bar.main")
        self._size_bar(bar)
        for name, spec in self.registry.specs.items():
            if spec.on_bar:
                bar.addAction(self.registry.actions[name])
        if self.menuBar().isNativeMenuBar():
            self.addToolBar(bar)
        else:  # beside the menus, so that the map has the height of a row more
            self.menuBar().setCornerWidget(bar, Qt.Corner.TopRightCorner)
        return bar

    def _size_bar(self, bar: QToolBar) -> None:
        side = self.style().pixelMetric(QStyle.PixelMetric.PM_SmallIconSize)
        bar.setIconSize(QSize(side, side))
        # In field mode the menus need the width; the tools stand on the strip of panels.
        bar.setVisible(not theme.is_field())

    def _on_opened(self) -> None:
        if self.workspace is None:
            self.workspace = Workspace(self.desk, self, self.registry)
            self._stack.addWidget(self.workspace.map)
        else:
            self.workspace.set_shown(True)
        self._stack.setCurrentWidget(self.workspace.map)
        self._tell_who()
        self._tell_loss()

    def _tell_loss(self) -> None:
        """Who is about to write in a project that lacks what was seen there is told first."""
        info = self.desk.info
        if info is not None and info.lost:
            path = str(info.path)
            error = VerificationError("writing_beside_loss", n=info.lost, project=path)
            troubles.show(error, info.name, self)

    def _on_closed(self) -> None:
        choosing.put_away()
        if self.workspace is not None:
            self.workspace.set_shown(False)
        self._stack.setCurrentWidget(self._start)
        self._tell_who()

    def _on_noted(self, told: str) -> None:
        self.statusBar().showMessage(told, _NOTED_MS)

    def _tell_who(self) -> None:
        info = self.desk.info
        if info is None:
            self.setWindowTitle(translate("Frame", "Green Shield"))
            self._who.hide()
            return
        read_only = translate("Frame", "read only")
        name = f"{info.name} ({read_only})" if info.read_only else info.name
        self.setWindowTitle(f"{name} — {translate('Frame', 'Green Shield')}")
        nobody = translate("Frame", "nobody signed in")
        told = (read_only if info.read_only else "", info.actor_name or nobody, info.unit)
        self._who.setText("　".join(part for part in told if part).replace("&", "&&"))
        self._who.setToolTip(translate("Frame", "Who works here; sign in as another"))
        self._who.setAccessibleName(self._who.text())
        self._who.show()

    def _handlers(self) -> Handlers:
        return {
            "frame.close_project": self.desk.close,
            "frame.quit": self.close,
            "frame.undo": self.desk.undo_last,
            "frame.redo": self.desk.redo_last,
            "frame.deselect": self.desk.selection.clear,
            "frame.commands": self._list_commands,
            "frame.shortcuts": self._list_shortcuts,
            "frame.about": self._tell_about,
            "frame.full_screen": self._fill_screen,
            "frame.reset_layout": self._reset_layout,
            "frame.chinese": lambda _: self._speak("zh"),
            "frame.english": lambda _: self._speak("en"),
            **{f"frame.look_{mode}": lambda _, m=mode: self._wear(m) for mode in theme.MODES},
            "frame.look_field": self._wear_field,
        }

    def _list_commands(self) -> None:
        from ui.widgets.command_list import CommandList

        CommandList(self.registry, self).open()

    def _list_shortcuts(self) -> None:
        from ui.widgets.shortcuts_page import ShortcutsPage

        ShortcutsPage(self.registry, self).open()

    def _tell_about(self) -> None:
        from ui.widgets.about_box import AboutBox

        AboutBox(self).open()

    def _fill_screen(self, on: bool) -> None:
        """Uses the whole screen, or is again what it was before, such as maximised."""
        full, state = Qt.WindowState.WindowFullScreen, self.windowState()
        self.setWindowState(state | full if on else state & ~full)

    def _reset_layout(self) -> None:
        if self.workspace is not None:
            self.workspace.arrange()

    def _speak(self, lang: str) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            with drawn_once(app):
                language.set_language(app, lang, remember=True)
        self._mark_choices()

    def _wear_field(self, on: bool) -> None:
        """Field mode, or again the look that was worn before it."""
        prefs = self.desk.prefs
        if on:
            prefs.set("look.before_field", prefs.get("look.mode", "system"))
        before = prefs.get("look.before_field", "system")
        self._wear("field" if on else before if before in theme.MODES else "system")

    def _wear(self, mode: theme.Mode) -> None:
        self.desk.prefs.set("look.mode", mode)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            bar = self.statusBar()
            bar.showMessage(translate("Frame", "Changing the look…"))
            bar.repaint()  # what comes now lasts up to a second, and is drawn only at its end
            theme.apply(app, mode)
            bar.clearMessage()
        self._mark_choices()

    def _mark_choices(self) -> None:
        actions = self.registry.actions
        actions["frame.chinese"].setChecked(words.language() == "zh")
        actions["frame.english"].setChecked(words.language() == "en")
        worn = self.desk.prefs.get("look.mode", "system")
        for mode in theme.MODES:
            actions[f"frame.look_{mode}"].setChecked(mode == worn)

    def _restore(self) -> None:
        geometry = self.desk.prefs.get("frame.geometry", "")
        if not geometry or not self.restoreGeometry(QByteArray.fromBase64(geometry.encode())):
            self.resize(1366, 768)
        fitting.fit(self)

    def _ask_to_leave(self, running: list[Task]) -> None:
        box = boxes.box(
            self, "frame.leave", boxes.Icon.Question,
            translate("Frame", "Still at work: {title}").format(title=running[0].title),
            translate("Frame", "Stop it and quit? What is stored until now stays."),
        )  # fmt: skip
        box.setStandardButtons(QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No)
        box.accepted.connect(lambda: self._leave(running))
        box.open()

    def _leave(self, running: list[Task]) -> None:
        for task in running:
            task.cancel()
        self._leaving = True
        self.close()
