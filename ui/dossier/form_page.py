"""A form in the dossier's place: its head, its fields, what was refused, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from greenshield.domain.errors import GreenShieldError, Missing
from greenshield.domain.needs import need
from ui import words
from ui.dossier.alike import gathered
from ui.dossier.casing import headed
from ui.dossier.clearing import clear
from ui.dossier.field_form import FieldForm, reveal
from ui.dossier.need_line import NeedLine
from ui.look import worn
from ui.widgets.form_dialog import ErrorLabel
from ui.widgets.translated import Translated
from ui.words import translate

_EMPTY = (
    "field_missing", "record_field_missing", "precision_missing", "reason_missing",
    "document_missing",
)  # fmt: skip


class FormPage(Translated, QWidget):
    """What every form of the dossier shares. It keeps what was typed until it was taken.

    Attributes:
        name: by which its draft is kept.

    Signals:
        sent: the person wants it done.
        left: the person goes back; what was typed stays as a draft.
        dropped: the person throws away what was typed, and goes back.
        wanted: go to what mends a line: a ``Missing`` and the move that lacks it.
        edited: something was typed.
    """

    sent = Signal()
    left = Signal()
    dropped = Signal()
    wanted = Signal(object, str)
    edited = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.name = name
        self.setObjectName(f"form.{name}")
        self.forms: list[FieldForm] = []
        self.title = QLabel(self)
        self.title.setWordWrap(True)
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self._back = QToolButton(self)
        self._back.setObjectName("form.back")
        self._back.setAutoRaise(True)
        self._back.setArrowType(Qt.ArrowType.LeftArrow)
        self._back.clicked.connect(self.left)
        self._trouble = _Trouble(self)
        self._points_below = False  # what is told above is told by marks below alone
        self.edited.connect(self._on_marks_changed)
        self.fields = QWidget(self)
        self.box = QVBoxLayout(self.fields)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.go = QPushButton(self)
        self.go.setObjectName("form.go")
        self.go.setDefault(True)
        self.go.clicked.connect(self._on_go)
        self._drop = QPushButton(self)
        self._drop.setObjectName("form.drop")
        self._drop.clicked.connect(self.dropped)
        self._lay_out()
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._on_go,
                      context=Qt.ShortcutContext.WidgetWithChildrenShortcut)  # fmt: skip
        QShortcut(QKeySequence("Esc"), self, self._on_escape,
                  context=Qt.ShortcutContext.WidgetWithChildrenShortcut)  # fmt: skip

    # What a form fills in ----------------------------------------------------------------

    def draft(self) -> dict[str, Any]:
        """What was typed, to be put in again later."""
        return {}

    def restore(self, draft: dict[str, Any]) -> None:
        """Puts in what was typed before."""

    def place_for(self, missing: Missing) -> Callable[[str], object] | None:
        """What tells a missing thing beside its place in the form, None where it has none."""
        for form in self.forms:
            if missing.field in form.rows:
                return partial(form.refuse, missing.field)
        return None

    def judge(self) -> bool:
        """Shows the first field whose text is not taken; True where there is none."""
        for form in self.forms:
            faulty = form.faults()
            if faulty:
                form.go_to(faulty[0])
                return False
        return True

    # What all forms do -------------------------------------------------------------------

    def add_form(self, form: FieldForm) -> FieldForm:
        """Adds fields to the form."""
        self.forms.append(form)
        form.edited.connect(self.edited)
        self.box.addWidget(form)
        return form

    def retranslate(self) -> None:
        """Sets every word in the language in force."""
        self._back.setToolTip(translate("Dossier", "Back to the dossier; what was typed is kept"))
        self._back.setAccessibleName(self._back.toolTip())
        self._drop.setText(translate("Dossier", "Discard"))

    def tell(self, error: GreenShieldError, move: str = "") -> None:
        """Tells why it was refused: beside the field where it has one, else above the form."""
        rest: list[Missing] = []
        placed: QWidget | None = None
        for missing in error.missing:
            place = self.place_for(missing)
            if place is None:
                rest.append(missing)
            else:
                place(told_beside(missing))
        field = str(error.params.get("field") or "")
        if not error.missing and field:
            told = why_beside(error)
            placed = next((f for f in self.forms if f.refuse(field, told)), None)
        head = headed(words.sentence(error.code, error.params))
        if error.missing and not rest:
            head = translate("Dossier", "Not possible yet: see what is marked below.")
        self._points_below = bool(error.missing) and not rest
        advice = "" if error.missing else words.remedy(error.code, error.params)
        self._trouble.show_lines(head, "" if placed else advice, rest, move, self.wanted)
        reveal(self._trouble)

    def tell_missing(self, missing: Iterable[Missing], move: str) -> None:
        """Tells what is missing before anybody asked for the move."""
        self._points_below = False
        rest = [m for m in missing if self.place_for(m) is None]
        head = translate("Dossier", "Still missing:") if rest else ""
        self._trouble.show_lines(head, "", rest, move, self.wanted, mild=True)

    def tell_nothing(self) -> None:
        """Takes back what was told above the form."""
        self._trouble.hide()

    def set_busy(self, busy: bool) -> None:
        """While it is being done nobody sends it twice."""
        self.go.setEnabled(not busy)

    def tell_under_way(self) -> None:
        """What this form sent before is being written: until then nothing more is sent."""
        self.set_busy(True)
        head = translate("Dossier", "This was sent before and is being written.")
        self._trouble.show_lines(head, "", [], "", self.wanted, mild=True)

    def _on_marks_changed(self) -> None:
        """Says no more that something is marked below where nothing is."""
        notes = self.fields.findChildren(ErrorLabel)
        if self._points_below and not any(note.refuses() for note in notes):
            self._points_below = False
            self.tell_nothing()

    def _on_escape(self) -> None:
        """Closes a list or calendar that is open over the form, else the form."""
        over = QApplication.activePopupWidget()
        if over is not None:
            over.close()
        else:
            self.left.emit()

    def _on_go(self) -> None:
        if not self.go.isEnabled():
            return
        if self.judge():
            self.sent.emit()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._back)
        head.addWidget(self.title, 1)
        inner = QWidget(self)
        column = QVBoxLayout(inner)
        column.addWidget(self._trouble)
        column.addWidget(self.fields)
        column.addStretch(1)
        area = QScrollArea(self)
        area.setObjectName(f"form.{self.name}.area")
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        foot = QHBoxLayout()
        foot.addWidget(self._drop)
        foot.addStretch(1)
        foot.addWidget(self.go)
        column.setContentsMargins(0, 0, 0, 0)
        box = QVBoxLayout(self)
        box.addLayout(head)
        box.addWidget(area, 1)
        box.addLayout(foot)


class _Trouble(QFrame):
    """Why it was refused, with the ways to what mends it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("form.trouble")
        self.setAutoFillBackground(True)
        self._box = QVBoxLayout(self)
        self.hide()

    def show_lines(
        self, head: str, advice: str, missing: Iterable[Missing], move: str, wanted: Any,
        *, mild: bool = False,
    ) -> None:  # fmt: skip
        clear(self._box)
        for text in (head, advice):
            if text:
                label = QLabel(text, self)
                label.setWordWrap(True)
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                self._box.addWidget(label)
        for one in gathered(missing):
            line = NeedLine(one, move, self, "" if need(one, move) else "warning")
            line.wanted.connect(lambda found: wanted.emit(found.missing, found.move_name))
            self._box.addWidget(line)
        ground = "warning_soft" if mild else "danger_soft"
        worn.wear(self, QPalette.ColorRole.Window, ground)
        self.setVisible(bool(head))


def why_beside(error: GreenShieldError) -> str:
    """What is said beside a field of an error: how it is to be written, or what is wrong."""
    advice = words.remedy(error.code, error.params)
    if advice and error.code == "field_value_invalid":
        return advice
    return "\n".join(filter(None, (headed(words.sentence(error.code, error.params)), advice)))


def told_beside(missing: Missing) -> str:
    """What is said beside a field: its name and the move are seen there already."""
    if missing.code in _EMPTY:
        return translate("Dossier", "Must be filled in")
    return headed(words.sentence(missing.code, missing.params))


def heading(text: str, parent: QWidget) -> QLabel:
    """A heading within a form."""
    label = QLabel(text, parent)
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    label.setContentsMargins(0, label.fontMetrics().height() // 2, 0, 0)
    return label
