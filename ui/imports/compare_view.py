"""The table of a comparison: digits decide, letters are left to the system's search."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from ui.imports.compare_choices import KEYS
from ui.imports.compare_model import (
    BY,
    DECISION,
    FIELD,
    HERE,
    ISSUE,
    KIND,
    NAME,
    NUMBER,
    ROW,
    THERE,
    CompareModel,
)
from ui.look import theme
from ui.prefs import Prefs
from ui.widgets.column_widths import KeptWidths

_LETTERS = {
    KIND: 15, DECISION: 17, NUMBER: 15, ISSUE: 15, FIELD: 14, HERE: 18, THERE: 18, BY: 11,
    NAME: 18, ROW: 8,
}  # fmt: skip
_WORDS = {key: word for word, key in KEYS.items()}


class CompareView(QTableView):
    """One line a difference.

    Signals:
        typed: a digit: what it chooses for the selected lines.
    """

    typed = Signal(str)

    def __init__(self, model: CompareModel, prefs: Prefs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compare.lines")
        self.setModel(model)
        self._widths = KeptWidths(self, _LETTERS, prefs, "compare.widths")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        across = self.horizontalHeader()
        # For each column Qt asks of every row whether it is selected: the head has a selection of
        # its own, which stays empty.
        across.setSelectionModel(QItemSelectionModel(model, self))
        across.setHighlightSections(False)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._fit()

    def hide_empty(self) -> None:
        """What no line tells takes no room."""
        model = self.model()
        assert isinstance(model, CompareModel)
        for column in (FIELD, HERE, THERE, BY, NAME):
            self.setColumnHidden(column, model.is_empty(column))

    def changeEvent(self, event: QEvent) -> None:
        """Rows are as high, and columns as wide, as the font wants."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._widths.fit()
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit decides on the selected lines."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.text() in _WORDS:
            self.typed.emit(_WORDS[event.text()])
            return
        super().keyPressEvent(event)

    def _fit(self) -> None:
        share = 2.4 if theme.is_field() else 1.6
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * share))
