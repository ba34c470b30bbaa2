"""Writes a person's deadlines into a calendar file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.start import calls
from ui.widgets import choosing
from ui.widgets.form_dialog import FormDialog
from ui.widgets.path_field import PathField
from ui.widgets.replacing import Replacing, free
from ui.words import language, plural, translate

_LAST = "start.calendar"


class CalendarDialog(FormDialog):
    """Where the file goes; afterwards how many days it holds."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("calendar", parent)
        self._desk = desk
        self.path = PathField("save", self)
        self.add("path", self.path)
        self.replacing = Replacing(self, "path", self.path)
        self.retranslate()
        name = translate("Start", "Green Shield deadlines") + ".ics"
        last = desk.prefs.get(_LAST, "")
        self.path.set_path(str(free(Path(last) if last else choosing.documents() / name)))
        desk.closed.connect(self.reject)

    def confirm(self) -> None:
        """Writes the file."""
        info = self._desk.info
        if info is None or not self.path.text():
            self.tell("path", translate("Start", "Choose a file."))
            return
        out = Path(self.path.text())
        if out.suffix.lower() != ".ics":
            out = out.with_name(out.name + ".ics")
        if not self.replacing.allows(out):
            return
        task = self._desk.ask(
            calls.calendar_file,
            info.actor_id,
            out,
            language(),
            title=translate("Start", "Writing the calendar"),
            done=lambda count: self._on_written(out, count),
            failed=self._on_refused,
        )
        self.hold(task)

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        self.setWindowTitle(translate("Start", "Deadlines as a calendar"))
        self.introduce(
            translate(
                "Start",
                "Copy the file to your phone, or open it in a calendar program. No person is "
                "named in it. Written again, it moves its entries.",
            )
        )
        self.call("path", translate("Start", "&File"))
        self.path.title = translate("Start", "Where does the calendar go?")
        self.path.filters = [translate("Start", "Calendar (*.ics)")]
        self.ok.setText(translate("Start", "Write"))

    def _on_written(self, out: Path, count: int) -> None:
        self._desk.prefs.set(_LAST, str(out))
        told = plural(
            count,
            translate("Start", "{n} deadline is written."),
            translate("Start", "{n} deadlines are written."),
        )
        self.notice.tell("ok", told, str(out))
        self.cancel.setText(translate("Start", "Close"))

    def _on_refused(self, error: Exception) -> None:
        self.tell_error(error, {"calendar_unwritable": "path", "name_too_long": "path"})
