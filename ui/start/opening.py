"""Opening a project with its questions: passphrase, read-only, a device that is not admitted."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from greenshield.domain.errors import GreenShieldError
from ui.desk import Desk
from ui.project_info import ProjectInfo
from ui.start import recent
from ui.tasks.hearing import heard

PASSPHRASE = ("passphrase_needed_or_damaged", "passphrase_wrong")
DAMAGED = ("project_damaged", "project_database_error", "project_not_database", "fold_newer")


class Opening(QObject):
    """Opens one project after the other.

    Signals:
        opened: a project is open.
        refused: it can't be opened: its folder and why.
    """

    opened = Signal(ProjectInfo)
    refused = Signal(Path, Exception)

    def __init__(self, desk: Desk, place: QWidget) -> None:
        super().__init__(place)
        self._desk, self._place = desk, place
        self.passphrase: str | None = None
        desk.closed.connect(self._forget)

    def open(
        self, path: Path, passphrase: str | None = None, *, read_only: bool = False
    ) -> None:  # fmt: skip
        """Opens a folder, or the database in one; asks for the passphrase where there is one."""

        def failed(error: Exception) -> None:
            if isinstance(error, GreenShieldError) and error.code in PASSPHRASE:
                self._ask_passphrase(path, read_only=read_only)
            else:
                self.refused.emit(path, error)

        self._desk.open(
            path,
            passphrase,
            read_only,
            done=lambda info: self._on_opened(info, passphrase),
            failed=failed,
        )

    def _forget(self) -> None:
        self.passphrase = None

    def _on_opened(self, info: ProjectInfo, passphrase: str | None) -> None:
        self.passphrase = passphrase
        recent.note(self._desk.prefs, info.path, info.name)
        self.opened.emit(info)

    def _ask_passphrase(self, path: Path, *, read_only: bool) -> None:
        from ui.start.passphrase_dialog import PassphraseDialog  # most projects have none

        dialog = PassphraseDialog(path.name, self._place.window())
        accept = heard(dialog.accept)

        def tried(passphrase: str) -> None:
            task = self._desk.open(
                path,
                passphrase,
                read_only,
                done=lambda info: done(info, passphrase),
                failed=failed,
            )
            dialog.hold(task)

        def done(info: ProjectInfo, passphrase: str) -> None:
            accept()  # what is open is open, whatever became of the dialog: it isn't held here
            self._on_opened(info, passphrase)

        def failed(error: Exception) -> None:
            if dialog.is_given_up:
                return
            code = error.code if isinstance(error, GreenShieldError) else ""
            if code in (*PASSPHRASE, *DAMAGED):
                dialog.tell_wrong(error)
            else:
                dialog.reject()
                self.refused.emit(path, error)

        dialog.given.connect(tried)
        dialog.open()
