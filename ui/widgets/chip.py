"""A chip: a chosen filter or tag that can be taken away by its cross, or by Delete."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from ui.look import colours, icons
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.tips import plain
from ui.widgets.translated import Translated
from ui.words import translate


class Chip(Translated, QWidget):
    """Text with a cross.

    Signals:
        removed: the cross was pressed; the owner takes the chip away.
    """

    removed = Signal()

    def __init__(self, text: str, parent: QWidget | None = None, *, fixed: bool = False) -> None:
        super().__init__(parent)
        self._label = ElidedLabel(text, self)
        self._cross = QToolButton(self)
        self._cross.setObjectName("chip.remove")
        self._cross.setAutoRaise(True)
        self._cross.setIcon(icons.icon("close"))
        side = round(self.fontMetrics().height() * 0.85)
        self._cross.setIconSize(self._cross.iconSize().scaled(
            side, side, Qt.AspectRatioMode.KeepAspectRatio
        ))  # fmt: skip
        self._cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._cross.clicked.connect(self.removed)
        self._cross.setVisible(not fixed)
        self._fixed = fixed
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if fixed else Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        pad = round(self.fontMetrics().height() * 0.45)
        row.setContentsMargins(pad, 1, pad if fixed else 1, 1)
        row.setSpacing(1)
        row.addWidget(self._label)
        row.addWidget(self._cross)
        self.retranslate()

    def text(self) -> str:
        """What it says."""
        return self._label.text()

    def set_text(self, text: str) -> None:
        """Say something else."""
        self._label.setText(text)
        self.retranslate()

    def retranslate(self) -> None:
        """Sets the tip and the names for screen readers."""
        told = translate("Frame", "Remove '{text}'").format(text=self.text())
        self._cross.setToolTip(plain(told))
        self._cross.setAccessibleName(told)
        self.setAccessibleName(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete and Backspace take it away."""
        if not self._fixed and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _: QPaintEvent) -> None:
        """A rounded ground, with a ring where it has the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = colours.role("accent") if self.hasFocus() else colours.role("border")
        painter.setPen(QPen(ring, 2 if self.hasFocus() else 1))
        painter.setBrush(colours.role("accent_soft"))
        box = self.rect().toRectF().adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
