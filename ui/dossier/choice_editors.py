"""Editors of what is chosen from a list: one, and several."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QMenu, QWidget

from ui.dossier.telling_apart import told_apart
from ui.dossier.text_editors import LineEditor, Pairs
from ui.look import icons


class _Listing(LineEditor):
    """A line with a list that opens beneath it, as that of every choice, by Down and F4."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._open = QAction(icons.icon("chevron-down"), "", self)
        self._open.triggered.connect(self.show_all)
        self.addAction(self._open, QLineEdit.ActionPosition.TrailingPosition)

    def show_all(self) -> None:
        """Opens the list of everything that may be chosen."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down, with Alt or without, and F4 open the list."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_F4) and not self.isReadOnly():
            self.show_all()
        else:
            super().keyPressEvent(event)


class ChoiceEditor(_Listing):
    """One of several, found by any part of its words; what is typed otherwise stays as typed."""

    def __init__(self, pairs: Pairs = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._codes: dict[str, str] = {}
        self._labels: dict[str, str] = {}
        self.set_choices(pairs)

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
        """The list is there before the first letter."""
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


class ManyEditor(_Listing):
    """Several of a table, with a list to tick them; typed with semicolons between them."""

    def __init__(self, pairs: Pairs = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pairs = told_apart(pairs)

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
