"""The editor of one field, by its type: a line, long text, a choice, several, a day, a shape.

Every editor has ``edited`` (a person changed it), ``raw`` (what was typed, as the services read
it), ``set_raw`` and ``set_locked``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QCompleter,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QWidget,
)

from greenshield.domain.field_spec import FieldSpec
from ui import words
from ui.dossier.telling_apart import told_apart
from ui.look import icons
from ui.widgets import choosing
from ui.widgets.date_field import DateField
from ui.words import translate

Pairs = Sequence[tuple[str, str]]


class LineEditor(QLineEdit):
    """One line."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open: QAction | None = None
        self.textEdited.connect(lambda _: self.edited.emit())

    def raw(self) -> str:
        """What was typed."""
        return self.text()

    def set_raw(self, raw: str) -> None:
        """Shows a value; its beginning is what is seen of a long one."""
        self.setText(raw)
        self.setCursorPosition(0)

    def set_locked(self, locked: bool) -> None:
        """Lets nobody type, while the text can still be copied."""
        self.setReadOnly(locked)
        if self._open is not None:
            self._open.setVisible(not locked)

    def set_choices(self, pairs: Pairs) -> None:
        """What may be chosen: code and words. Only editors with a choice know what to do."""

    def _typed(self, text: str) -> None:
        self.setText(text)
        self.edited.emit()


class LongEditor(QPlainTextEdit):
    """Several lines; it grows with its text. Tab leaves it."""

    edited = Signal()
    _MOST = 8

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self._told = ""
        self.textChanged.connect(self._on_text_changed)
        self._fit()

    def raw(self) -> str:
        """What was typed."""
        return self.toPlainText()

    def set_raw(self, raw: str) -> None:
        """Shows a value."""
        self._told = raw
        self.setPlainText(raw)

    def set_locked(self, locked: bool) -> None:
        """Lets nobody type, while the text can still be copied."""
        self.setReadOnly(locked)

    def set_choices(self, pairs: Pairs) -> None:
        """It has none."""

    def sizeHint(self) -> QSize:
        """As wide as it may be, as high as its lines."""
        return QSize(super().sizeHint().width(), self.height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolls the form around it unless the person is writing here."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines break anew."""
        super().resizeEvent(event)
        self._fit()

    def _on_text_changed(self) -> None:
        self._fit()
        if self.toPlainText() != self._told:
            self._told = self.toPlainText()
            self.edited.emit()

    def _fit(self) -> None:
        lines = max(2, min(self._MOST, int(self.document().size().height())))
        edge = 2 * (self.frameWidth() + int(self.document().documentMargin())) + 4
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + edge)


class ChoiceEditor(LineEditor):
    """One of several, found by any part of its words; what is typed otherwise stays as typed."""

    def __init__(self, pairs: Pairs = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._codes: dict[str, str] = {}
        self._labels: dict[str, str] = {}
        self.set_choices(pairs)
        self._open = QAction(icons.icon("chevron-down"), "", self)
        self._open.triggered.connect(self.show_all)
        self.addAction(self._open, QLineEdit.ActionPosition.TrailingPosition)

    def set_choices(self, pairs: Pairs) -> None:
        """What may be chosen: code and words."""
        raw = self.raw()
        self._labels = dict(told_apart(pairs))
        self._codes = {label: code for code, label in self._labels.items()}
        self._drop_completer()
        if raw in self._labels:
            self.set_raw(raw)

    def pairs(self) -> list[tuple[str, str]]:
        """What may be chosen: code and words."""
        return list(self._labels.items())

    def raw(self) -> str:
        """The code of what is chosen, else what was typed."""
        text = self.text().strip()
        return self._codes.get(text, text)

    def set_raw(self, raw: str) -> None:
        """Shows the words of a code."""
        super().set_raw(self._labels.get(raw, raw))

    def show_all(self) -> None:
        """Opens the list of everything that may be chosen."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        completer = self._make_completer()
        completer.setCompletionPrefix("")
        completer.complete()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The list is made when it is first wanted: forms with fifty fields open at once."""
        self._make_completer()
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Down and F4 open the list, as in every choice."""
        down = (
            event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        )
        if (down or event.key() == Qt.Key.Key_F4) and not self.isReadOnly():
            self.show_all()
        else:
            self._make_completer()
            super().keyPressEvent(event)

    def _make_completer(self) -> QCompleter:
        found = cast("QCompleter | None", self.completer())  # the stubs leave out the None
        if found is None:
            found = QCompleter(list(self._codes), self)
            found.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            found.setFilterMode(Qt.MatchFlag.MatchContains)
            found.setMaxVisibleItems(12)
            found.activated.connect(lambda _: self.edited.emit())
            self.setCompleter(found)
        return found

    def _drop_completer(self) -> None:
        if self.completer() is not None:
            self.setCompleter(None)  # type: ignore[arg-type]  # Qt deletes it, as it is ours


class ManyEditor(LineEditor):
    """Several of a table, with a list to tick them; typed with semicolons between them."""

    def __init__(self, pairs: Pairs = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pairs = told_apart(pairs)
        self._open = QAction(icons.icon("chevron-down"), "", self)
        self._open.triggered.connect(self.show_all)
        self.addAction(self._open, QLineEdit.ActionPosition.TrailingPosition)

    def set_choices(self, pairs: Pairs) -> None:
        """What may be chosen: code and words."""
        named = self.named()
        self._pairs = told_apart(pairs)
        self.set_named(named)

    def raw(self) -> str:
        """The codes of what is chosen, with semicolons between them."""
        return "; ".join(self.named())

    def set_raw(self, raw: str) -> None:
        """Shows the words of codes."""
        self.set_named(part.strip() for part in raw.split(";") if part.strip())

    def named(self) -> list[str]:
        """The code of each that is chosen; the path of a file may hold a semicolon."""
        codes = {label: code for code, label in self._pairs}
        return [codes.get(part, part) for part in self._parts()]

    def set_named(self, codes: Iterable[str]) -> None:
        """Shows the words of each code."""
        labels = dict(self._pairs)
        super().set_raw("; ".join(labels.get(code, code) for code in codes))

    def show_all(self) -> None:
        """Opens the list to tick."""
        chosen = set(self._parts())
        menu = _TickMenu(self)
        menu.setObjectName("dossier.ticks")
        for _, label in self._pairs:
            action = menu.addAction(label)
            action.setCheckable(True)
            action.setChecked(label in chosen)
            action.toggled.connect(lambda on, text=label: self._tick(text, on))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Down and F4 open the list."""
        down = (
            event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        )
        if (down or event.key() == Qt.Key.Key_F4) and not self.isReadOnly():
            self.show_all()
        else:
            super().keyPressEvent(event)

    def _parts(self) -> list[str]:
        text = self.text().replace("；", ";")
        return [part.strip() for part in text.split(";") if part.strip()]

    def _tick(self, label: str, on: bool) -> None:
        parts = [part for part in self._parts() if part != label]
        self._typed("; ".join([*parts, label] if on else parts))


class _TickMenu(QMenu):
    """Stays open while things are ticked: whoever ticks one mostly ticks another."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._tick():
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Space or not self._tick():
            super().keyPressEvent(event)

    def _tick(self) -> bool:
        action = cast("QAction | None", self.activeAction())  # the stubs leave out the None
        if action is None:
            return False
        action.toggle()
        return True


class DayEditor(DateField):
    """A day, typed in any way that the ledger reads, or picked from a calendar."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None, *, partial: bool = False) -> None:
        super().__init__(parent, partial=partial)
        self.textEdited.connect(lambda _: self.edited.emit())
        self.changed.connect(lambda _: self.edited.emit())

    def raw(self) -> str:
        """What was typed; what is no day is the form's to tell."""
        return self.text()

    def set_raw(self, raw: str) -> None:
        """Shows a day."""
        self.set_value(raw)

    def set_locked(self, locked: bool) -> None:
        """Lets nobody type, while the text can still be copied."""
        self.setReadOnly(locked)
        self._pick.setVisible(not locked)

    def set_choices(self, pairs: Pairs) -> None:
        """It has none."""


class ShapeEditor(LineEditor):
    """A patch: WKT, GeoJSON, or a file that holds one polygon. What stands is drawn on the map."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open = QAction(icons.icon("folder"), "", self)
        self._open.triggered.connect(self.choose_file)
        self.addAction(self._open, QLineEdit.ActionPosition.TrailingPosition)

    def set_raw(self, raw: str) -> None:
        """Says that a shape stands; its coordinates say nothing to a reader."""
        stands = bool(raw) and not raw.startswith(("@", "POLY", "MULTI", "POINT", "{"))
        self.setPlaceholderText(
            translate("Dossier", "drawn on the map; type WKT or choose a file to replace it")
            if stands
            else translate("Dossier", "WKT, GeoJSON, or a file")
        )
        super().set_raw("" if stands else raw)

    def choose_file(self) -> None:
        """Asks for a file that holds one polygon."""
        choosing.ask_file(
            self, "dossier.shape_file", translate("Dossier", "Choose the file of the patch"),
            lambda file: self._typed(f"@{file}"),
        )  # fmt: skip


Editor = LineEditor | LongEditor | DayEditor


def editor_for(spec: FieldSpec, parent: QWidget) -> Editor:
    """The editor that fits a field; choices that the project gives come later."""
    if spec.code_table:
        pairs = words.choices(spec.code_table)
        many = spec.type == "codes"
        return ManyEditor(pairs, parent) if many else ChoiceEditor(pairs, parent)
    if spec.id == "photos":
        return ManyEditor((), parent)
    if spec.type == "bool":
        return ChoiceEditor(yes_no(), parent)
    if spec.type == "ref":
        return ChoiceEditor((), parent)
    if spec.type in ("date", "partial_date"):
        return DayEditor(parent, partial=spec.type == "partial_date")
    if spec.type == "geometry":
        return ShapeEditor(parent)
    return LongEditor(parent) if spec.many_lines else LineEditor(parent)


def yes_no() -> list[tuple[str, str]]:
    """The two answers of a field that is true or false."""
    return [("true", translate("Dossier", "yes")), ("false", translate("Dossier", "no"))]
