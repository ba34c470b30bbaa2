"""The form of a record: a new one of any kind, one that stands, or why one does not count."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QLabel, QWidget

from greenshield.domain.errors import Missing
from greenshield.domain.records import KINDS
from ui import words
from ui.dossier.attachments import Attachments
from ui.dossier.fact_row import REQUIRED
from ui.dossier.field_form import FieldForm
from ui.dossier.fixed_rows import DayRow, Row
from ui.dossier.form_page import FormPage
from ui.dossier.text_editors import LongEditor
from ui.dossier.view import Choices, View
from ui.prefs import Prefs
from ui.words import translate


class RecordForm(FormPage):
    """The fields of one kind of record; for a new one also the day and the files.

    Args:
        kind: of the record.
        view: the issue.
        choices: what fields may name.
        today: the day to begin with, ISO.
        given: field -> what it must say, for a new one.
        record: the record that is changed, None for a new one.
    """

    def __init__(
        self, kind: str, view: View, choices: Choices, prefs: Prefs, today: str, parent: QWidget,
        *, given: Mapping[str, str] | None = None, record: Mapping[str, Any] | None = None,
    ) -> None:  # fmt: skip
        record_id = str(record["id"]) if record is not None else ""
        super().__init__(f"record:{record_id or kind}", parent)
        self.kind, self.record_id = kind, record_id
        self._given = {k: v for k, v in (given or {}).items() if v}
        self._day: DayRow | None = None
        self._files: Attachments | None = None
        if record is None:
            self._day = DayRow(today, self.fields)
            self._day.edited.connect(self.edited)
            self.box.addWidget(self._day)
        specs = [s for s in KINDS[kind].fields.values() if not s.derived]
        self._form = self.add_form(FieldForm(kind, specs, self.fields))
        self._form.offer(choices)
        if "photos" in self._form.rows:
            self._form.rows["photos"].offer(_photos(view))
        if "measure" in self._form.rows:
            self._form.rows["measure"].offer(_measures(view))
        held = view.held(f"record:{record_id}") if record_id else {}
        values = record["fields"] if record is not None else {}
        self._form.show_values(values, names=view.names, held=held, locked=False)
        self._form.type_in(self._given)
        self._form.need({s.id: REQUIRED for s in specs if s.required == "R"})
        if record is None:
            self._files = Attachments(prefs, self.fields)
            self._files.edited.connect(self.edited)
            self.box.addWidget(self._files)
        self.retranslate()

    @property
    def day(self) -> str:
        """The day it happened on, as typed."""
        return self._day.raw() if self._day is not None else ""

    @property
    def given(self) -> dict[str, str]:
        """Field -> what was typed."""
        return self._form.typed()

    @property
    def files(self) -> list[Path]:
        """The files that go with it."""
        return self._files.files() if self._files is not None else []

    def draft(self) -> dict[str, Any]:
        """What was typed; what the form was opened with is none."""
        typed = self._form.typed()
        if typed == self._given and not self.files:
            return {}
        return {"fields": typed, "day": self.day, "files": [str(p) for p in self.files]}

    def restore(self, draft: dict[str, Any]) -> None:
        """Puts in what was typed before."""
        self._form.type_in(draft.get("fields", {}))
        if self._day is not None and draft.get("day"):
            self._day.set_raw(draft["day"])
        if self._files is not None:
            self._files.restore(draft.get("files", []))

    def set_busy(self, busy: bool) -> None:
        """Day and files go with a new record alone: meanwhile nobody changes them."""
        super().set_busy(busy)
        for part in (self._day, self._files):
            if part is not None:
                part.setEnabled(not busy)

    def judge(self) -> bool:
        """Also the day must be one."""
        if self._day is not None and not self._day.judge():
            self._day.go_to()
            return False
        if not super().judge():
            return False
        empty = [name for name in KINDS[self.kind].asked if self._is_emptied(name)]
        for name in empty:
            self._form.refuse(name, translate("Dossier", "Must be filled in"))
        if empty:
            self._form.go_to(empty[0])
        return not empty

    def _is_emptied(self, name: str) -> bool:
        """An old record may lack what is asked now; what it has stays filled in."""
        row = self._form.rows.get(name)
        if row is None or row.editor.raw().strip():
            return False
        return not self.record_id or row.is_changed

    def go_to(self, field: str) -> bool:
        """Gives the keyboard to a field."""
        return self._form.go_to(field)

    def first(self) -> None:
        """Gives the keyboard to what comes first."""
        empty = [n for n, r in self._form.rows.items() if not r.editor.raw().strip()]
        self._form.go_to(empty[0] if empty else next(iter(self._form.rows)))

    def retranslate(self) -> None:
        """Sets every word in the language in force."""
        super().retranslate()
        new = translate("Dossier", "New record: {kind}")
        old = translate("Dossier", "Change the record: {kind}")
        told = old if self.record_id else new
        self.title.setText(told.format(kind=words.record_kind(self.kind)))
        self.go.setText(translate("Dossier", "Save"))


def _photos(view: View) -> list[tuple[str, str]]:
    """The photos that a record may rely on, by file and phase."""
    return [
        (p.sha256, f"{p.name or p.sha256[:12]} ({words.label('photo_phase', p.phase)})")
        for p in view.photos
    ]


def _measures(view: View) -> list[tuple[str, str]]:
    """The measures of which progress may be told, by what people call them."""
    return [
        (str(r["id"]), view.names.get(str(r["id"]), str(r["id"])))
        for r in view.records
        if r["kind"] == "measure" and not r["void"]
    ]


class VoidForm(FormPage):
    """Why a record does not count. What it said stays on file."""

    def __init__(self, record: Mapping[str, Any], told: str, parent: QWidget) -> None:
        super().__init__(f"void:{record['id']}", parent)
        self.record_id, self._kind, self._told = str(record["id"]), str(record["kind"]), told
        self._label = QLabel(self.fields)
        self._label.setWordWrap(True)
        self.reason = Row("void.reason", LongEditor(), self.fields)
        self.reason.edited.connect(self.edited)
        for part in (self._label, self.reason):
            self.box.addWidget(part)
        self.retranslate()

    def draft(self) -> dict[str, Any]:
        """What was typed."""
        return {"reason": self.reason.raw()}

    def restore(self, draft: dict[str, Any]) -> None:
        """Puts in what was typed before."""
        self.reason.set_raw(str(draft.get("reason") or ""))

    def judge(self) -> bool:
        """A reason is all it asks for."""
        given = bool(self.reason.raw())
        self.reason.refuse("" if given else translate("Dossier", "Must be filled in"))
        if not given:
            self.reason.go_to()
        return given

    def place_for(self, missing: Missing) -> None:
        """Nothing that a move lacks can be given here."""
        del missing

    def retranslate(self) -> None:
        """Sets every word in the language in force."""
        super().retranslate()
        told = translate("Dossier", "Make void: {kind}")
        self.title.setText(told.format(kind=words.record_kind(self._kind)))
        text = translate("Dossier", "{record}\nIt will not count any more; what it said stays on "
                                    "file. Why?")  # fmt: skip
        self._label.setText(text.format(record=self._told))
        self.reason.set_name(translate("Dossier", "Reason"), needed=True)
        self.go.setText(translate("Dossier", "Make void"))
