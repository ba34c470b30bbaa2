"""The filter bar: text as one types it, a list for each kind of value, a chip for what is set."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from greenshield.domain.ledger_filter import LISTS
from ui.ledger import counts
from ui.ledger.answer import Answer
from ui.ledger.facet_choice import FacetChoice
from ui.look import icons
from ui.timers import pause
from ui.widgets.chip import Chip
from ui.widgets.flow import flowing
from ui.widgets.multi_choice import MultiChoice
from ui.widgets.tall_icons import TallIcons
from ui.widgets.translated import Translated
from ui.words import listed, number, translate

_TYPING_MS = 180
_SHOWN = ("states", "areas", "divisions", "activities", "sources", "key_problems", "assignees",
          "campaigns", "marks")  # fmt: skip
_SET_ALONE = ("disputed", "pending", "problem")
_PLAIN_MARKS = ("overdue", "check_overdue", *_SET_ALONE, *counts.EITHER)
_LINES = 1.6  # of lists, at most
_TOLD = 3  # values that a chip names


class FilterBar(Translated, QWidget):
    """What issues are shown, but for the standing view.

    Signals:
        changed: by the user.
        left: Escape or Enter: the keyboard is to go back to the table.
    """

    changed = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ledger.filter")
        self._names: dict[str, str] = {}
        self._month = ""
        self._issues: list[str] = []
        self._chips: dict[str, Chip] = {}
        self._flow = flowing(self)
        self.text = _Search(self)
        self.text.setObjectName("ledger.text")
        self.text.setClearButtonEnabled(True)
        self.text.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        TallIcons(self.text)
        self.text.left.connect(self.left)
        self._typing = pause(self, _TYPING_MS, self._tell)
        self.text.textChanged.connect(lambda _: self._typing.start())
        self._flow.addWidget(self.text)
        self._low = False
        self._lists = QToolButton(self)
        self._lists.setObjectName("ledger.lists")
        self._lists.setIcon(icons.icon("filter"))
        self._lists.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._lists.setCheckable(True)
        self._lists.toggled.connect(lambda _: self._fold())
        self._flow.addWidget(self._lists)
        self.choices: dict[str, MultiChoice] = {}
        for name in _SHOWN:
            choice = FacetChoice(self)
            choice.setObjectName(f"ledger.{name}")
            choice.changed.connect(lambda _: self._tell())
            self.choices[name] = choice
            self._flow.addWidget(choice)
        self._clear = QToolButton(self)
        self._clear.setObjectName("ledger.clear_filter")
        self._clear.setAutoRaise(True)
        self._clear.clicked.connect(self.clear)
        self._flow.addWidget(self._clear)
        self.retranslate()

    def value(self) -> dict[str, Any]:
        """The conditions that are set, as ``Filter.to_dict`` gives them."""
        out: dict[str, Any] = {n: list(self.choices[n].values()) for n in LISTS}
        marks = set(self.choices["marks"].values())
        out |= {name: name in marks for name in ("overdue", "check_overdue")}
        out |= {"text": self.text.text().strip()}
        out["due_month"] = self._month if "due" in marks else ""
        told = {n: v for n, v in out.items() if v}
        told |= {name: True for name in _SET_ALONE if name in marks}
        for name in counts.EITHER:
            if (name in marks) != (f"-{name}" in marks):
                told[name] = name in marks
        return told | ({"issues": self._issues} if self._issues else {})

    def set_value(self, wanted: dict[str, Any]) -> None:
        """Sets the conditions, without a signal."""
        for name in LISTS:
            self._choose(name, [str(v) for v in wanted.get(name, [])])
        marks = [m for m in _PLAIN_MARKS if wanted.get(m)]
        if wanted.get("due_month"):
            marks.append("due")
            self._month = self._month or str(wanted["due_month"])  # until an answer tells today's
        marks += [f"-{name}" for name in counts.EITHER if wanted.get(name) is False]
        self._choose("marks", marks)
        self._issues = [str(v) for v in wanted.get("issues", [])]
        self.text.setText(str(wanted.get("text", "")))  # aloud: its cross goes by what it hears
        self._typing.stop()
        self._show_chips()

    def clear(self) -> None:
        """Takes every condition away."""
        self.set_value({})
        self.changed.emit()

    def offer(self, answer: Answer) -> None:
        """Offers the values of an answer with their counts."""
        self._names = answer.names
        self._month = answer.as_of[:7]
        for name, choice in self.choices.items():
            choice.set_choices(counts.choices(name, answer, choice.values()))
        self._show_chips()

    def take(self) -> None:
        """Gives the keyboard to the text."""
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.text.selectAll()

    def restrict(self, name: str, value: str) -> None:
        """Sets one filter to one value."""
        self._choose(name, [value])
        self._tell()

    def set_low(self, low: bool) -> None:
        """Where there is no height for a second line the lists wait behind a button."""
        self._low = low
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What fits on the line follows the width."""
        super().resizeEvent(event)
        self._fold()

    def retranslate(self) -> None:
        """Sets every word."""
        told = translate("Ledger", "Number, name, place, unit…")
        self.text.setPlaceholderText(told)
        self.text.setToolTip(translate("Ledger", "Words to find, in any order (F)"))
        self.text.setAccessibleName(translate("Ledger", "Find text"))
        self.text.setMinimumWidth(self.fontMetrics().averageCharWidth() * 26)
        for name, choice in self.choices.items():
            choice.set_title(counts.title(name))
        self._lists.setText(translate("Ledger", "Filters"))
        self._lists.setToolTip(translate("Ledger", "Show the lists to filter by"))
        self._clear.setText(translate("Ledger", "Clear all"))
        self._clear.setToolTip(translate("Ledger", "Show every issue of the view"))
        self._show_chips()
        self._fold()

    def _fold(self) -> None:
        """What is set has its chip in any case."""
        parts = [self.text, *self.choices.values()]
        wide = sum(part.sizeHint().width() + self._flow.gap() for part in parts)
        folded = wide > self.width() * (1 if self._low else _LINES)
        self._lists.setVisible(folded)
        for choice in self.choices.values():
            choice.setVisible(not folded or self._lists.isChecked())

    def _choose(self, name: str, values: list[str]) -> None:
        """Chooses values; those that nobody has offered yet stand there without a count."""
        choice = self.choices[name]
        offered = [(v, counts.word(name, v, self._names)) for v in values]
        choice.set_choices(offered)
        choice.set_values(values)

    def _tell(self) -> None:
        self._typing.stop()
        self._show_chips()
        self.changed.emit()

    def _show_chips(self) -> None:
        """A chip for each list that is set; those that say the same stay, with their focus."""
        wanted = {n: self._told(n, c) for n, c in self.choices.items() if c.values()}
        if self._issues:
            told = translate("Ledger", "Of one import: {n}")
            wanted["issues"] = told.format(n=number(len(self._issues)))
        if wanted != {name: chip.text() for name, chip in self._chips.items()}:
            for chip in self._chips.values():
                self._flow.removeWidget(chip)
                chip.hide()
                chip.deleteLater()
            self._chips = {name: self._chip(name, text) for name, text in wanted.items()}
            self._flow.removeWidget(self._clear)
            self._flow.addWidget(self._clear)
        self._clear.setVisible(bool(wanted) or bool(self.text.text().strip()))
        self.updateGeometry()

    def _told(self, name: str, choice: MultiChoice) -> str:
        values = [counts.word(name, v, self._names) for v in choice.values()]
        told = listed(values[:_TOLD])
        if len(values) > _TOLD:
            told = translate("Ledger", "{values} and {n} more").format(
                values=told, n=len(values) - _TOLD
            )
        return translate("Ledger", "{name}: {value}").format(name=counts.title(name), value=told)

    def _chip(self, name: str, text: str) -> Chip:
        chip = Chip(text, self)
        chip.setObjectName(f"ledger.chip.{name}")
        chip.removed.connect(lambda: self._on_removed(name))
        self._flow.addWidget(chip)
        chip.show()
        return chip

    def _on_removed(self, name: str) -> None:
        if name == "issues":
            self._issues = []
        else:
            self.choices[name].set_values(())
        self._tell()


class _Search(QLineEdit):
    """The line of text; Escape empties it first, then leaves."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape, Enter and Down go on to the table."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (
            Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down,
        ):  # fmt: skip
            self.left.emit()
        else:
            super().keyPressEvent(event)
