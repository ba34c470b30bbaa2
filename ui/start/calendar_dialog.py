"""Writes deadlines into calendar files: one's own, another's, everybody's, or a file for each."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QWidget

from ui.desk import Desk
from ui.start import calls
from ui.start.calls import People, Person
from ui.widgets import choosing
from ui.widgets.form_dialog import FormDialog
from ui.widgets.path_field import PathField
from ui.widgets.replacing import Replacing, free
from ui.words import actor, language, plural, translate

_LAST = "start.calendar"
_ALL, _EACH = "(all)", "(each)"  # no ids


class CalendarDialog(FormDialog):
    """Whose deadlines, and where the file goes; afterwards how many days it holds."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("calendar", parent)
        self._desk = desk
        self._people: tuple[Person, ...] = ()
        self.whose = QComboBox(self)
        self.whose.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.path = PathField("save", self)
        self.add("whose", self.whose)
        self.add("path", self.path)
        self.replacing = Replacing(self, "path", self.path)
        self.retranslate()
        name = translate("Start", "Green Shield deadlines") + ".ics"
        last = desk.prefs.get(_LAST, "")
        self.path.set_path(str(free(Path(last) if last else choosing.documents() / name)))
        self.path.setFocus()
        desk.ask(calls.people, done=self._on_people, key="start.calendar.people")
        desk.closed.connect(self.put_away)

    def confirm(self) -> None:
        """Writes the file."""
        info = self._desk.info
        if info is None or not self.path.text():
            self.tell("path", translate("Start", "Choose a file."))
            return
        out = Path(self.path.text())
        if out.suffix.lower() != ".ics":
            out = out.with_name(out.name + ".ics")
        outs = self._outs(out, info.actor_id)
        if not self.replacing.allows(*outs.values()):
            return
        task = self._desk.count(
            calls.calendar_files, outs, language(),
            title=translate("Start", "Writing the calendar"),
            done=lambda made: self._on_written(out, outs, made), failed=self._on_refused,
        )  # fmt: skip
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
        self.call("whose", translate("Start", "&Whose"))
        self._offer()
        self.call("path", translate("Start", "&File"))
        self.path.title = translate("Start", "Where does the calendar go?")
        self.path.filters = [translate("Start", "Calendar (*.ics)")]
        self.ok.setText(translate("Start", "Write"))

    def _offer(self) -> None:
        """My own first, then everybody's, then each person's."""
        kept = self.whose.currentData()
        me = self._desk.info.actor_id if self._desk.info is not None else ""
        self.whose.clear()
        self.whose.addItem(translate("Start", "my own"), "")
        if self._people:
            self.whose.addItem(translate("Start", "all deadlines of the project"), _ALL)
            each = translate("Start", "everybody's, a file for each person")
            self.whose.addItem(each, _EACH)
        for person in self._people:
            if person.actor_id != me:
                self.whose.addItem(actor(person.name, person.unit), person.actor_id)
        self.whose.setCurrentIndex(max(0, self.whose.findData(kept)))

    def _on_people(self, found: People) -> None:
        self._people = tuple(person for person in found.items if person.active)
        self._offer()

    def _outs(self, out: Path, me: str) -> dict[str, Path]:
        """The file of each actor, "" for everything that has a day."""
        whose = str(self.whose.currentData() or "")
        if whose == _EACH:
            files: dict[str, Path] = {}
            for person in self._people:
                plain = choosing.as_name(person.name)
                file = out.with_stem(f"{out.stem} {plain or person.actor_id[-8:]}")
                if file in files.values():  # two of one name
                    file = file.with_stem(f"{file.stem} {person.actor_id[-8:]}")
                files[person.actor_id] = file
            return files
        return {"" if whose == _ALL else whose or me: out}

    def _on_written(self, out: Path, outs: dict[str, Path], made: dict[str, int]) -> None:
        self._desk.prefs.set(_LAST, str(out))
        told = plural(
            sum(made.values()),
            translate("Start", "{n} deadline is written."),
            translate("Start", "{n} deadlines are written."),
        )
        self.notice.tell("ok", told, "\n".join(str(file) for file in outs.values()))
        self.cancel.setText(translate("Start", "Close"))

    def _on_refused(self, error: Exception) -> None:
        self.tell_error(error, {"calendar_unwritable": "path", "name_too_long": "path"})
