"""The facts of an issue in their groups, edited where they stand, saved together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from greenshield.domain.field_spec import FieldSpec
from greenshield.domain.fields import CATALOGUE
from greenshield.domain.needs import NOT_TYPED, need
from ui import words
from ui.dossier import fact_text
from ui.dossier.derived_facts import DerivedFacts
from ui.dossier.field_form import FieldForm
from ui.dossier.overlay_table import OverlayTable
from ui.dossier.section import Section
from ui.dossier.sliced import Sliced
from ui.dossier.view import Choices, View
from ui.look import worn
from ui.prefs import Prefs
from ui.widgets.tall_icons import TallIcons
from ui.widgets.translated import Translated
from ui.words import QT_TRANSLATE_NOOP, translate

_GROUPS = {
    "place": QT_TRANSLATE_NOOP("Dossier", "Place"),
    "substance": QT_TRANSLATE_NOOP("Dossier", "Substance"),
    "dispatch": QT_TRANSLATE_NOOP("Dossier", "Field check"),
    "plan": QT_TRANSLATE_NOOP("Dossier", "Rectification plan"),
    "closing": QT_TRANSLATE_NOOP("Dossier", "Closing"),
}


class Facts(Translated, QWidget):
    """Groups that open and close; one Save for all that was changed.

    Signals:
        sent: field -> what was typed, to be saved.
        edited: something was typed.
        formed: the form of a group was made.
        located: an area or zone, or the issue itself, is to be shown on the map: kind and id.
    """

    sent = Signal(dict)
    edited = Signal()
    formed = Signal(object)
    located = Signal(str, str)

    def __init__(self, prefs: Prefs, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dossier.facts")
        self._view: View | None = None
        self._choices = Choices()
        self._writable = False
        self._waiting: dict[str, str] = {}  # typed before the form of its group was made
        self.forms: dict[str, FieldForm] = {}
        self._taken: dict[str, str] = {}
        self._table: OverlayTable | None = None
        self._derived: dict[str, DerivedFacts] = {}
        self._find = QLineEdit(self)
        self._find.setObjectName("facts.find")
        self._find.setClearButtonEnabled(True)
        TallIcons(self._find)
        self._find.textChanged.connect(self._on_find)
        inner = QWidget(self)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, inner.fontMetrics().height() // 2, 0)
        self.sections: dict[str, Section] = {}
        for group in _GROUPS:
            opened = group in ("place", "substance")
            section = Section(group, partial(self._made, group), prefs, inner,
                              is_open=opened)  # fmt: skip
            self.sections[group] = section
            column.addWidget(section)
            if group == "place":
                self._overlay = Section("overlay", self._made_overlay, prefs, inner)
                column.addWidget(self._overlay)
        column.addStretch(1)
        self._area = QScrollArea(self)
        self._area.setObjectName("facts.area")
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(inner)
        self._bar = _SaveBar(self)
        self._bar.save.clicked.connect(self.save)
        self._bar.discard.clicked.connect(self.discard)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._find)
        box.addWidget(self._area, 1)
        box.addWidget(self._bar)
        self._slices = Sliced(self)
        self.retranslate()

    def fill(self) -> None:
        """Makes what is open, one group after the other; called when the page is first wanted."""

        def groups() -> Iterator[None]:
            for section in (*self.sections.values(), self._overlay):
                section.fill()
                yield

        self._slices.start(groups())

    # What is shown -----------------------------------------------------------------------

    def show_view(self, view: View | None, *, writable: bool, typed: Mapping[str, str]) -> None:
        """Shows an issue, with what was typed for it before and not saved."""
        self._view, self._writable = view, writable
        self._waiting, self._taken = dict(typed), {}
        for group in self.forms:
            self._fill(group)
        # Nothing is saved unseen or unjudged: the group of each field that was typed is open.
        for field in [] if view is None else list(self._waiting):
            self._form_of(field)
        self._waiting.clear()  # what is left is no field of any form
        if self._table is not None:
            self._table.show_view(view)
        self._tell_changed()

    def offer(self, choices: Choices) -> None:
        """What fields may name."""
        self._choices = choices
        for form in self.forms.values():
            form.offer(choices)

    def retranslate(self) -> None:
        """Sets every word in the language in force."""
        self._find.setPlaceholderText(translate("Dossier", "Find a field"))
        self._find.setAccessibleName(self._find.placeholderText())
        for group, section in self.sections.items():
            section.set_title(translate("Dossier", _GROUPS[group]))
        self._overlay.set_title(translate("Dossier", "What the patch lies in"))
        self._bar.retranslate()
        self._tell_changed()

    # What is typed -----------------------------------------------------------------------

    def typed(self) -> dict[str, str]:
        """Field -> what was typed and is not saved."""
        out = dict(self._waiting)
        for form in self.forms.values():
            out |= form.typed()
        return {name: raw for name, raw in out.items() if self._taken.get(name) != raw}

    def save(self) -> None:
        """Sends what was typed, unless a field does not take it: then that one is shown."""
        for group, form in self.forms.items():
            faulty = form.faults()
            if faulty:
                self.sections[group].open()
                form.go_to(faulty[0])
                return
        typed = self.typed()
        if typed and self._writable and not self._bar.is_busy:
            self._bar.set_busy(True)
            self.sent.emit(typed)

    def discard(self) -> None:
        """Shows what stands again."""
        self._waiting = {}
        for group in self.forms:
            self._fill(group)
        self._tell_changed()
        self.edited.emit()

    def saved(self, taken: Mapping[str, str]) -> None:
        """What was sent was taken, or refused ({}); it may be sent again.

        Until the issue comes back as it stands now, what was taken is no change any more.
        """
        self._taken = dict(taken)
        self._bar.set_busy(False)
        self._tell_changed()

    def set_busy(self, busy: bool) -> None:
        """While it is being saved nobody saves it twice."""
        self._bar.set_busy(busy)

    def refuse(self, field: str, told: str) -> bool:
        """Tells beside a field what the core said of it."""
        form = self._form_of(field)
        return form is not None and form.refuse(field, told)

    def go_to(self, field: str) -> bool:
        """Opens the field's group and gives it the keyboard; False where it is nobody's to fill."""
        form = self._form_of(field)
        self._find.clear()
        if form is None:
            return False
        # A group that was just made has its place only after the layout ran.
        QTimer.singleShot(0, form, lambda: form.go_to(field))
        return True

    # Within ------------------------------------------------------------------------------

    def _form_of(self, field: str) -> FieldForm | None:
        spec = CATALOGUE["issue"].get(field)
        if spec is None or spec.group not in self.sections or spec.derived:
            return None
        self.sections[spec.group].open()
        form = self.forms[spec.group]
        return form if field in form.rows else None

    def _made(self, group: str, parent: QWidget) -> QWidget:
        body = QWidget(parent)
        box = QVBoxLayout(body)
        box.setContentsMargins(body.fontMetrics().height() // 2, 0, 0, 0)
        specs = specs_of(group)
        form = FieldForm("issue", [s for s in specs if not s.derived], body)
        form.offer(self._choices)
        form.edited.connect(self._on_edited)
        self.forms[group] = form
        self.formed.emit(form)
        box.addWidget(form)
        derived = [s for s in specs if s.derived]
        if derived:
            self._derived[group] = DerivedFacts(derived, body)
            box.addWidget(self._derived[group])
        self._fill(group)
        return body

    def _made_overlay(self, parent: QWidget) -> QWidget:
        self._table = OverlayTable(parent)
        self._table.located.connect(self.located)
        self._table.show_view(self._view)
        return self._table

    def _fill(self, group: str) -> None:
        form, view = self.forms[group], self._view
        if view is None:
            return
        form.show_values(
            view.fields, names=_names(view), held=view.held("issue"), locked=not self._writable
        )
        form.need(needed(view))
        form.type_in({n: self._waiting.pop(n) for n in list(self._waiting) if n in form.rows})
        if group in self._derived:
            self._derived[group].show_values(view.fields)

    def _on_edited(self) -> None:
        self._tell_changed()
        self.edited.emit()

    def _tell_changed(self) -> None:
        self._bar.show_count(len(self.typed()))

    def _on_find(self, text: str) -> None:
        """Shows the fields whose name, or value, holds the text; every group is opened for it."""
        folded = text.strip().casefold()
        for group, section in self.sections.items():
            if folded:
                section.open()
            form = self.forms.get(group)
            if form is None:
                continue
            found = [form.filter_row(name, _fits(row.spec, row.editor.raw(), folded))
                     for name, row in form.rows.items()]  # fmt: skip
            section.setVisible(not folded or any(found))
            if group in self._derived:
                self._derived[group].setVisible(not folded)
        self._overlay.setVisible(not folded)


class _SaveBar(QFrame):
    """How much was changed, and what to do with it. Hidden while nothing was."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("facts.bar")
        self.setAutoFillBackground(True)
        self._count = 0
        self._told = QLabel(self)
        self.save, self.discard = QPushButton(self), QPushButton(self)
        self.save.setObjectName("facts.save")
        self.discard.setObjectName("facts.discard")
        self.save.setDefault(True)
        box = QHBoxLayout(self)
        box.addWidget(self._told, 1)
        box.addWidget(self.discard)
        box.addWidget(self.save)
        self.hide()

    def show_count(self, count: int) -> None:
        self._count = count
        told = words.plural(
            count, translate("Dossier", "{n} change"), translate("Dossier", "{n} changes")
        )
        self._told.setText(told)
        worn.wear(self, QPalette.ColorRole.Window, "info_soft")
        self.setVisible(count > 0)

    @property
    def is_busy(self) -> bool:
        return not self.save.isEnabled()

    def set_busy(self, busy: bool) -> None:
        self.save.setEnabled(not busy)

    def retranslate(self) -> None:
        self.save.setText(translate("Dossier", "Save"))
        self.save.setToolTip(translate("Dossier", "Save what was changed (Ctrl+S)"))
        self.discard.setText(translate("Dossier", "Discard"))
        self.show_count(self._count)


def specs_of(group: str) -> list[FieldSpec]:
    """The ledger fields of a group that a person sees; the state stands in the head."""
    return [
        s for s in CATALOGUE["issue"].values()
        if s.group == group and s.id not in NOT_TYPED | {"state"}
    ]  # fmt: skip


def needed(view: View) -> dict[str, str]:
    """Field -> the move that lacks it; what the person's own next move lacks comes first."""
    out: dict[str, str] = {}
    for one in sorted(view.ready, key=lambda r: not r.mine):
        for missing in one.missing:
            found = need(missing, one.move)
            if found is not None and found.what in ("field", "assignment"):
                out.setdefault(found.name, one.move)
    return out


def _names(view: View) -> dict[str, str]:
    named = dict(view.names)
    for field, name in (("area_id", "area"), ("campaign_id", "campaign"), ("patrol_id", "patrol")):
        if view.fields.get(field) and view.shown.get(name):
            named[str(view.fields[field])] = str(view.shown[name])
    return named


def _fits(spec: FieldSpec, raw: str, folded: str) -> bool:
    told = fact_text.read("issue", spec.id, raw) if spec.code_table else raw
    return any(folded in text.casefold() for text in (spec.id, spec.zh, spec.en, raw, told))
