"""One field of a form: its name, its editor, its unit, and beneath what is to be said of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QPalette
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

from greenshield.domain.field_spec import FieldSpec
from ui import words
from ui.dossier import fact_editors, fact_text
from ui.dossier.casing import headed
from ui.dossier.choice_editors import ChoiceEditor
from ui.dossier.text_editors import LongEditor
from ui.look import colours, icons, worn
from ui.timers import pause
from ui.widgets.form_dialog import ErrorLabel
from ui.widgets.tall_icons import TallIcons
from ui.words import translate

REQUIRED = "*"


class FactRow(QObject):
    """Holds the widgets of one field. They lie in the form's grid, so that all editors line up.

    Signals:
        edited: a person changed it; carries the field.
    """

    edited = Signal(str)

    def __init__(self, kind: str, spec: FieldSpec, grid: QGridLayout, line: int) -> None:
        owner = grid.parentWidget()
        assert owner is not None
        super().__init__(owner)
        self.kind, self.spec = kind, spec
        self._names: Mapping[str, str] = {}
        self._shown = self._needed_for = self._held_by = self._refused = self._language = ""
        self._warned = ""
        self._value: Any = None
        self._grid, self._line = grid, line
        self.label = QLabel(owner)
        self.label.setWordWrap(True)
        self.editor = fact_editors.editor_for(spec, owner)
        self.editor.setObjectName(f"fact.{kind}.{spec.id}")
        self.label.setBuddy(self.editor)
        self._lock: QAction | QLabel
        self._unit: QLabel | None = None
        self._note: ErrorLabel | None = None
        middle, top = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignTop
        many = isinstance(self.editor, LongEditor)
        grid.addWidget(self.label, 2 * line, 0, top if many else middle)
        grid.addLayout(self._beside(owner), 2 * line, 1, middle)
        self.editor.edited.connect(self._on_edited)
        # Told a moment after the last key: nobody wants to be corrected within a word.
        self._soon = pause(self, 250, self.judge)

    # Values ------------------------------------------------------------------------------

    def show(self, value: Any, names: Mapping[str, str], held_by: str, *, locked: bool) -> None:
        """Shows what stands, and forgets what was typed.

        Args:
            value: as the issue or record holds it.
            names: id -> what people call it.
            held_by: the move that relied on it, "" for none.
            locked: nobody may type here, whatever was relied on.
        """
        self._value, self._names, self._held_by, self._refused = value, names, held_by, ""
        self._shown = fact_text.typed(self.spec, value)
        self._offer(self._shown)
        self.editor.set_raw(self._shown)
        self.editor.set_locked(locked or bool(held_by))
        self.judge()

    def offer(self, pairs: list[tuple[str, str]]) -> None:
        """What may be chosen, where the project says so."""
        raw = self.editor.raw()
        self.editor.set_choices(pairs)
        self._offer(raw)  # what stands may be offered no more; it stays what it is
        if self.editor.raw() != raw:
            self.editor.set_raw(raw)

    @property
    def is_changed(self) -> bool:
        """True where what is typed differs from what stands."""
        return self.editor.raw().strip() != self._as_shown()

    @property
    def fault(self) -> str:
        """Why it is not taken, in words; "" where it is."""
        if self._refused or not self.is_changed:
            return self._refused
        return fact_text.fault(self.kind, self.spec.id, self.editor.raw())

    def type_in(self, raw: str) -> None:
        """Puts in what somebody typed before."""
        self._offer(raw)
        self.editor.set_raw(raw)
        self.judge()

    def refuse(self, told: str) -> None:
        """Says what the core said of it, until it is changed."""
        self._refused = told
        self.judge()

    def warn(self, told: str) -> None:
        """Says what is to be known of what stands or is typed; it is taken all the same."""
        if told != self._warned:
            self._warned = told
            self.judge()

    def need(self, move: str) -> None:
        """Marks it as lacking for a move, or in any case (``REQUIRED``); "" for neither."""
        if move != self._needed_for:
            self._needed_for = move
        self._name()

    # Looks -------------------------------------------------------------------------------

    def set_shown(self, shown: bool) -> None:
        """Shows or hides it; what was typed stays."""
        self.label.setVisible(shown)
        self.editor.setVisible(shown)
        if self._unit is not None:
            self._unit.setVisible(shown)
        self._lock.setVisible(shown and bool(self._held_by))
        if self._note is not None:
            self._note.setVisible(shown and bool(self._note.text()))

    def retranslate(self) -> None:
        """Sets its words in the language in force."""
        self._name()
        if self._language != words.language():
            self._language = words.language()
            self._translate_editor()
        self.judge()

    def _name(self) -> None:
        name = headed(words.field_name(self.kind, self.spec.id))
        mark = " <b style='color:{}'>•</b>".format(colours.role("warning").name())
        empty = not self.editor.raw().strip() and self._needed_for
        self.label.setText(name + (mark if empty else ""))
        self.editor.setAccessibleName(name)
        tips = [name]
        if self._needed_for == REQUIRED:
            tips.append(translate("Dossier", "Must be filled in"))
        elif self._needed_for:
            told = translate("Dossier", "Needed for: {move}")
            tips.append(told.format(move=headed(words.move(self._needed_for))))
        self.label.setToolTip("\n".join(tips))

    def _translate_editor(self) -> None:
        if self.spec.code_table:
            raw = self.editor.raw()
            self.editor.set_choices(words.choices(self.spec.code_table))
            self.type_in(raw)
        elif self.spec.type == "bool":
            self.editor.set_choices(fact_editors.yes_no())
        elif self.spec.type == "geometry" and not self.editor.raw():
            self.editor.set_raw(self._shown)
        if self._unit is not None:
            self._unit.setText(words.unit(self.spec.unit))

    def judge(self) -> None:
        """Tells beneath the editor what is wrong, why it is locked, or what an area comes to."""
        fault = self.fault
        if self._warned and not fault:
            self._tell("\n".join(filter(None, (self._remark(), self._warned))), "warning")
        else:
            self._tell(fault or self._remark(), "danger" if fault else "muted")
        held = bool(self._held_by)
        self._lock.setVisible(held)
        tip = ""
        if held:
            told = translate("Dossier", "The move '{move}' relied on this, so it stays as it is")
            tip = told.format(move=headed(words.move(self._held_by)))
            self._lock.setToolTip(tip)
        self.editor.setToolTip(fault or tip)

    # Within ------------------------------------------------------------------------------

    def _beside(self, owner: QWidget) -> QHBoxLayout:
        box = QHBoxLayout()
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.editor, 1)
        if self.spec.unit:
            self._unit = QLabel(owner)
            self._unit.setForegroundRole(QPalette.ColorRole.PlaceholderText)
            box.addWidget(self._unit)
        if isinstance(self.editor, QLineEdit):
            at = QLineEdit.ActionPosition.TrailingPosition
            self._lock = self.editor.addAction(icons.icon("lock"), at)
            self._lock.setVisible(False)
            TallIcons(self.editor)
            return box
        self._lock = QLabel(owner)
        worn.wear_icon(self._lock, "lock")
        self._lock.hide()
        box.addWidget(self._lock, 0, Qt.AlignmentFlag.AlignTop)
        return box

    def _offer(self, raw: str) -> None:
        """Adds codes of an older table, and ids that are not offered any more, by their words."""
        if self.spec.code_table:
            pairs = words.choices(self.spec.code_table)
            known = {code for code, _ in pairs}
            odd = [c.strip() for c in raw.split(";") if c.strip() and c.strip() not in known]
            if odd and raw:
                labels = [(c, words.label(self.spec.code_table, c)) for c in odd]
                self.editor.set_choices([*pairs, *(p for p in labels if p[0] != p[1])])
        elif raw in self._names and self.spec.type == "ref":
            choice = self.editor
            if isinstance(choice, ChoiceEditor) and raw not in dict(choice.pairs()):
                choice.set_choices([*choice.pairs(), (raw, self._names[raw])])

    def _as_shown(self) -> str:
        return "" if self.spec.type == "geometry" else self._shown.strip()

    def _remark(self) -> str:
        if self._held_by and self.spec.unit != "m2":
            return ""
        if self.spec.unit == "m2":
            m2 = fact_text.number_of(self.kind, self.spec.id, self.editor.raw())
            if m2:
                return f"{words.hectares(m2)} · {words.mu(m2)}"
        return ""

    def _tell(self, text: str, role: str) -> None:
        if not text and self._note is None:
            return
        if self._note is None:
            self._note = ErrorLabel(self.editor.parentWidget())
            self._note.setObjectName(f"note.{self.kind}.{self.spec.id}")
            self._grid.addWidget(self._note, 2 * self._line + 1, 1)
        self._note.tell(text, role)

    def _on_edited(self) -> None:
        self._refused = ""
        self._soon.start()
        self.edited.emit(self.spec.id)
