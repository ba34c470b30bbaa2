"""The start room: the welcome page, and what it opens.

Dialogs are loaded when they are asked for: the window's start does not wait for them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMessageBox, QVBoxLayout, QWidget

from ui.desk import Desk
from ui.project_info import ProjectInfo
from ui.start import calls, recent, refusals
from ui.start.opening import Opening
from ui.start.people import PeopleDesk
from ui.start.welcome import Welcome
from ui.tasks import wire
from ui.widgets import boxes, choosing
from ui.words import translate

Handlers = dict[str, Callable[..., None]]


class StartPanel(QWidget):
    """What stands in the window while no project is open, and the actions around opening one."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("start")
        self.setAcceptDrops(True)
        self._desk = desk
        self.welcome = Welcome(self)
        self.opening = Opening(desk, self)
        self._people = PeopleDesk(desk, self)
        self._refused: tuple[Path, Exception] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.welcome)
        self.welcome.chosen.connect(lambda name: self.handlers()[f"start.{name}"]())
        self.welcome.recent.wanted.connect(lambda path: self.open_project(Path(path)))
        self.welcome.recent.unwanted.connect(self._on_unwanted)
        self.welcome.notice.acted.connect(self._on_notice)
        self.opening.opened.connect(self._on_opened)
        self.opening.refused.connect(self._on_refused)
        desk.closed.connect(self._show_recent)
        desk.show.files.connect(self._on_files)
        self._show_recent()

    def handlers(self) -> Handlers:
        """What the room's actions do."""
        return {
            "start.new": self.make_project,
            "start.open": self.choose_project,
            "start.open_read_only": lambda: self.choose_project(read_only=True),
            "start.sample": self.make_sample,
            "start.verify": self.verify,
            "start.calendar": self.write_calendar,
            **self._people.handlers(),
        }

    def open_project(self, path: Path, *, read_only: bool = False) -> None:
        """Opens a project, with its questions where there are any."""
        self.welcome.notice.clear()
        self.opening.open(path.parent if path.is_file() else path, read_only=read_only)

    def choose_project(self, *, read_only: bool = False) -> None:
        """Asks for the folder of a project."""
        dialog = choosing.ask_folder(
            self.window(), "start.folder", translate("Start", "Open the folder of a project"),
            partial(self.open_project, read_only=read_only),
            start=str(recent.documents(self._desk.prefs)),
        )  # fmt: skip
        choosing.stay(dialog)

    def make_project(self) -> None:
        """Asks what a new project is to be."""
        from ui.start.new_project_dialog import NewProjectDialog

        dialog = NewProjectDialog(self._desk, self.window())
        dialog.made.connect(lambda path, secret: self.opening.open(path, secret or None))
        dialog.open()

    def make_sample(self) -> None:
        """Makes the sample project among the user's documents, and opens it."""
        self.welcome.notice.tell(
            "info",
            translate("Start", "The sample project is being made. It opens by itself."),
            str(choosing.documents()),
        )
        self.welcome.ways["sample"].setEnabled(False)
        # By the office: it is made and told also where the open project is closed meanwhile.
        self._desk.office.run(
            wire.WRITE,
            calls.sample,
            choosing.documents(),  # not among the projects that people work in
            translate("Start", "Green Shield sample"),
            title=translate("Start", "Making the sample project"),
            done=lambda message: self._on_sample(message.value),
            failed=self._on_no_sample,
        )

    def write_calendar(self) -> None:
        """Asks where the deadlines are to be written for calendar programs."""
        from ui.start.calendar_dialog import CalendarDialog

        CalendarDialog(self._desk, self.window()).open()

    def verify(self, path: Path | None = None, passphrase: str | None = None) -> None:
        """Verifies what is named, else what is open, else what the user chooses."""
        from ui.start.verify_dialog import VerifyDialog

        info = self._desk.info
        if path is None and info is not None:
            path, passphrase = info.path, self.opening.passphrase
        dialog = VerifyDialog(self._desk, path, passphrase, self.window())
        dialog.rebuilt.connect(lambda _: self.welcome.notice.clear())
        dialog.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One folder, or the database in one."""
        if len(event.mimeData().urls()) == 1 and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Opens what was dropped."""
        event.acceptProposedAction()
        self.open_project(Path(event.mimeData().urls()[0].toLocalFile()))

    def _on_opened(self, info: ProjectInfo) -> None:
        self.welcome.notice.clear()
        if not info.actor_id and not info.read_only:
            self._people.ask_who()
        elif info.actor_id:
            self._desk.show.room.emit("work")

    def _on_refused(self, path: Path, error: Exception) -> None:
        self._refused = (path, error)
        told = refusals.told(error)
        if told is None:
            self._desk.trouble.emit(error, translate("Start", "Opening a project"))
        else:
            self.welcome.notice.tell(*told)
        self._show_recent()

    def _on_notice(self) -> None:
        """The notice's button: the way out that goes with the refusal."""
        if self._refused is None:
            return
        path, error = self._refused
        way = refusals.way_out(error)
        if way == refusals.READ:
            self.open_project(path, read_only=True)
        elif way == refusals.ASK:
            self._people.ask_admission(path, self.opening.passphrase)
        elif way == refusals.VERIFY:
            self.verify(path, self.opening.passphrase)

    def _on_files(self, files: list[Path]) -> None:
        """A project's folder that is dropped on the window is opened in place of what is open."""
        paths = [str(path) for path in files]
        if len(paths) == 1:
            self._desk.ask(
                calls.there,
                paths,
                done=lambda there: self.open_project(Path(paths[0])) if there[paths[0]] else None,
                key="start.dropped",
            )

    def _on_sample(self, path: Path) -> None:
        self.welcome.ways["sample"].setEnabled(True)
        self.welcome.notice.clear()
        if self._desk.info is None:
            self.open_project(path)
        else:
            self._offer_sample(path)

    def _offer_sample(self, path: Path) -> None:
        """Somebody works in a project: the sample is not opened over it unasked."""
        box = boxes.box(
            self.window(), "start.sample_made", boxes.Icon.Information,
            translate("Start", "The sample project is made."), str(path),
            translate("Start", "Sample project"),
        )  # fmt: skip
        opens = box.addButton(translate("Start", "Open"), QMessageBox.ButtonRole.AcceptRole)
        opens.setObjectName("start.sample_open")
        opens.clicked.connect(lambda: self.open_project(path))
        later = box.addButton(translate("Start", "Close"), QMessageBox.ButtonRole.RejectRole)
        later.setObjectName("start.sample_later")
        box.setDefaultButton(later)  # Enter may be meant for what is being worked at
        box.setModal(False)
        box.show()

    def _on_no_sample(self, error: Exception) -> None:
        self.welcome.ways["sample"].setEnabled(True)
        self.welcome.notice.clear()
        told = refusals.told(error)
        if told is not None and getattr(error, "code", "") != "cancelled":
            self.welcome.notice.tell(*told)
        elif told is None:
            self._desk.trouble.emit(error, translate("Start", "Making the sample project"))

    def _show_recent(self) -> None:
        items = recent.load(self._desk.prefs)
        self.welcome.recent.recent.set_items(items)
        self.welcome.set_recent_shown(bool(items))
        if items:
            self._desk.ask(
                calls.there,
                [item.path for item in items],
                done=self._mark_missing,
                failed=lambda _: None,
                key="start.there",
            )

    def _mark_missing(self, there: dict[str, bool]) -> None:
        items = recent.marked(recent.load(self._desk.prefs), there)
        self.welcome.recent.recent.set_items(items)

    def _on_unwanted(self, path: str) -> None:
        recent.forget(self._desk.prefs, path)
        self._show_recent()
