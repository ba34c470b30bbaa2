"""What a view says where it has nothing to show: why, and what to do about it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ui.look import colours, fonts, icons


class EmptyState(QWidget):
    """An icon, a heading, a sentence, and at most one button.

    Signals:
        acted: the button was pressed.
    """

    acted = Signal()

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._picture = QLabel(self)
        self._title = QLabel(self)
        self._text = QLabel(self)
        self._button = QPushButton(self)
        self._button.setObjectName("empty.act")
        self._button.clicked.connect(self.acted)
        self._text.setWordWrap(True)
        self._column = column = QVBoxLayout(self)
        column.addStretch(1)
        for part in (self._picture, self._title, self._text):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(part)
        column.addSpacing(self.fontMetrics().height() // 2)
        column.addWidget(self._button, alignment=Qt.AlignmentFlag.AlignCenter)
        column.addStretch(2)
        self.tell("")
        self._wear()

    def tell(self, title: str, text: str = "", button: str = "") -> None:
        """Say what is missing and why; without a word for the button there is none."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self._button.setText(button)
        self._button.setVisible(bool(button))
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """The picture follows the theme, the heading the font."""
        if event.type() in (
            QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange,
        ):  # fmt: skip
            self._wear()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words come before the picture where there is not room for both."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        em, gap = self.fontMetrics().height(), self._column.spacing()
        needed = em * 3 + self._title.sizeHint().height() + em + 6 * gap
        if self._text.text():
            needed += max(em, self._text.heightForWidth(max(1, self.width() - 2 * em)))
        if self._button.text():
            needed += self._button.sizeHint().height()
        self._picture.setVisible(self.height() >= needed)

    def _wear(self) -> None:
        side = self.fontMetrics().height() * 3
        muted = colours.role("muted")
        self._picture.setPixmap(icons.pixmap(self._icon, side, muted, self.devicePixelRatioF()))
        heading = fonts.scaled(1.2, bold=True)
        if self._title.font() != heading:
            self._title.setFont(heading)
        self._text.setForegroundRole(self._text.palette().ColorRole.PlaceholderText)
