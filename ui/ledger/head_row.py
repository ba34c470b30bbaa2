"""The row above the ledger: views, how many issues are shown, and the buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QToolButton, QWidget

from ui.look import icons
from ui.widgets.translated import Translated
from ui.words import number, plural, translate

_BESIDE_EM = 28  # of views and buttons side by side


class HeadRow(Translated, QWidget):
    """What stands above the filter.

    Signals:
        new_wanted: the button of a new clue.
        assign_wanted: the button that sends somebody.
    """

    new_wanted = Signal()
    assign_wanted = Signal()

    def __init__(self, views: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.new = _button(self, "ledger.new", "new")
        self.assign = _button(self, "ledger.assign", "assign")
        self.new.clicked.connect(self.new_wanted)
        self.assign.clicked.connect(self.assign_wanted)
        self._told = QLabel(self)
        self._told.setObjectName("ledger.told")
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._both.setContentsMargins(0, 0, 0, 0)
        self._both.addWidget(views, 1)
        self._row = QHBoxLayout()
        self._both.addLayout(self._row)
        self._row.addWidget(self._told, 1)
        for part in (self.new, self.assign):
            self._row.addWidget(part)
        self.retranslate()

    def add(self, *parts: QWidget) -> None:
        """Puts more to the right."""
        for part in parts:
            self._row.addWidget(part)

    def retranslate(self) -> None:
        """Sets every word of the buttons."""
        self.new.setText(translate("Ledger", "New clue…"))
        self.assign.setText(translate("Ledger", "Assign…"))
        self.new.setToolTip(translate("Ledger", "Enter a clue by hand"))
        self.assign.setToolTip(translate("Ledger", "Send an inspector to the selected issues"))

    def set_wide(self, wide: bool) -> None:
        """Where there is little room the buttons are pictures alone."""
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        for button in (self.new, self.assign):
            button.setToolButtonStyle(style if wide else Qt.ToolButtonStyle.ToolButtonIconOnly)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the views would have no room beside the rest they have a line of their own."""
        super().resizeEvent(event)
        narrow = self.width() < _BESIDE_EM * self.fontMetrics().height()
        way = QBoxLayout.Direction
        self._both.setDirection(way.TopToBottom if narrow else way.LeftToRight)

    def tell(self, told: str) -> None:
        """Says something where the numbers stand, until they change."""
        self._told.setText(told)

    def tell_copied(self, count: int) -> None:
        """Says how many rows were copied."""
        self.tell(
            plural(count, translate("Ledger", "{n} row copied"),
                   translate("Ledger", "{n} rows copied"))
        )  # fmt: skip

    def tell_counts(self, shown: int, total: int | None, chosen: int, *, is_reading: bool) -> None:
        """Says how many issues are shown and selected.

        Args:
            shown: how many the filter leaves.
            total: of how many; None while that is not known.
            chosen: how many are selected.
            is_reading: the answer is awaited.
        """
        told = ""
        if total is not None:
            told = translate("Ledger", "{shown} of {total}").format(
                shown=number(shown), total=number(total)
            )
        elif is_reading:
            told = translate("Ledger", "Reading the ledger…")
        if chosen:
            told += " · " + plural(
                chosen, translate("Ledger", "{n} selected"), translate("Ledger", "{n} selected")
            )
        self.tell(told)


def _button(parent: QWidget, name: str, icon: str) -> QToolButton:
    button = QToolButton(parent)
    button.setObjectName(name)
    button.setIcon(icons.icon(icon))
    button.setAutoRaise(True)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    return button
