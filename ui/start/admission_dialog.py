"""A device that the project does not know: writes the request that a keeper answers."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.start import calls
from ui.widgets import choosing
from ui.widgets.form_dialog import FormDialog
from ui.widgets.path_field import PathField
from ui.widgets.replacing import Replacing, free
from ui.words import translate

_PLACES = dict.fromkeys(("user_file_unwritable", "disk_full", "name_too_long"), "path")


class AdmissionDialog(FormDialog):
    """Where the request goes; afterwards what to do with it."""

    def __init__(
        self, desk: Desk, path: Path, passphrase: str | None, parent: QWidget | None = None
    ) -> None:
        super().__init__("admission", parent)
        self._desk, self._project, self._passphrase = desk, path, passphrase
        self.path = PathField("save", self)
        self.add("path", self.path)
        self.replacing = Replacing(self, "path", self.path)
        self.retranslate()
        self.path.set_path(str(free(choosing.documents() / f"{path.name}-request.json")))

    def confirm(self) -> None:
        """Makes a key and writes the request."""
        if not self.path.text():
            self.tell("path", translate("Start", "Choose a file."))
            return
        out = Path(self.path.text())
        if not self.replacing.allows(out):
            return
        task = self._desk.do(
            calls.device_request,
            self._project,
            self._passphrase,
            out,
            title=lambda: translate("Start", "Writing the request"),
            done=self._on_written,
            failed=self._on_refused,
        )
        self.hold(task)

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        self.setWindowTitle(translate("Start", "Ask to be let in"))
        self.introduce(
            translate(
                "Start",
                "This computer may not write in the project yet. A small file asks for it: give "
                "it to a keeper, who admits it (greenshield device admit) and gives you the "
                "project folder anew.",
            )
        )
        self.call("path", translate("Start", "&File of the request"))
        self.path.title = translate("Start", "Where does the request go?")
        self.ok.setText(translate("Start", "Write"))

    def _on_written(self, _: object) -> None:
        self.notice.tell(
            "ok",
            translate("Start", "The request is written. Give it to a keeper of the project."),
            self.path.text(),
        )
        self.cancel.setText(translate("Start", "Close"))

    def _on_refused(self, error: Exception) -> None:
        self.tell_error(error, _PLACES)
