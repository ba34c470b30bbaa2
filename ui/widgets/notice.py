"""A message in its place: what is the matter, what to do, and a cross to put it away."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.look import colours, icons
from ui.widgets.translated import Translated
from ui.widgets.whole_label import WholeLabel
from ui.words import translate

Kind = Literal["info", "ok", "warning", "error"]
# Kind -> the role of its colour; the drawings are named like the kinds.
_ROLES: dict[Kind, str] = {"info": "info", "ok": "ok", "warning": "warning", "error": "danger"}


class Notice(Translated, QWidget):
    """A line or two on a ground of its kind's colour; hidden while it has nothing to say.

    Signals:
        closed: the reader put it away.
        acted: its button was pressed.
    """

    closed = Signal()
    acted = Signal()

    def __init__(self, parent: QWidget | None = None, *, closable: bool = True) -> None:
        super().__init__(parent)
        self._kind: Kind = "info"
        self._icon = QLabel(self)
        self._text = _lines(self)
        self._text.setObjectName("notice.text")
        self._remedy = _lines(self)
        self._remedy.setObjectName("notice.remedy")
        self._button = QPushButton(self)
        self._button.setObjectName("notice.act")
        self._button.clicked.connect(self.acted)
        self._cross = QToolButton(self)
        self._cross.setObjectName("notice.close")
        self._cross.setAutoRaise(True)
        self._cross.setIcon(icons.icon("close"))
        self._cross.setVisible(closable)
        self._cross.clicked.connect(self._on_closed)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._lay_out()
        self.retranslate()
        self.clear()

    def tell(self, kind: Kind, text: str, remedy: str = "", button: str = "") -> None:
        """Show a message.

        Args:
            kind: ``info``, ``ok``, ``warning`` or ``error``.
            text: what is the matter.
            remedy: what to do about it.
            button: the word of a button that does it; none without.
        """
        self._kind = kind
        self._text.setText(text)
        self._remedy.setText(remedy)
        self._remedy.setVisible(bool(remedy))
        self._button.setText(button)
        self._button.setVisible(bool(button))
        self.setAccessibleName(text)
        self.setAccessibleDescription(remedy)
        self._wear()
        self.setVisible(bool(text))

    def clear(self) -> None:
        """Say nothing."""
        self.tell("info", "")

    def kind(self) -> Kind:
        """The kind of what it says."""
        return self._kind

    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def remedy(self) -> str:
        """What it says to do."""
        return self._remedy.text()

    def retranslate(self) -> None:
        """Sets the cross's words; what it says is its owner's to say anew."""
        told = translate("Frame", "Close this message")
        self._cross.setToolTip(told)
        self._cross.setAccessibleName(told)

    def changeEvent(self, event: QEvent) -> None:
        """The icon follows the theme."""
        if event.type() == QEvent.Type.PaletteChange:
            self._wear()
        super().changeEvent(event)

    def paintEvent(self, _: QPaintEvent) -> None:
        """A soft ground with a bar of the kind's colour at its left."""
        role = _ROLES[self._kind]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colours.mixed(colours.role(role), colours.role(f"{role}_soft"), 0.4)))
        painter.setBrush(colours.role(f"{role}_soft"))
        box = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, 3, 3)
        painter.fillRect(0, 0, 4, self.height(), colours.role(role))

    def _lay_out(self) -> None:
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(self._text)
        told.addWidget(self._remedy)
        row = QHBoxLayout(self)
        pad = self.fontMetrics().height() // 2
        row.setContentsMargins(pad + 4, pad, pad, pad)
        row.addWidget(self._icon, alignment=Qt.AlignmentFlag.AlignTop)
        row.addLayout(told, 1)
        row.addWidget(self._button)
        row.addWidget(self._cross, alignment=Qt.AlignmentFlag.AlignTop)

    def _wear(self) -> None:
        side = round(self.fontMetrics().height() * 1.2)
        colour = colours.role(_ROLES[self._kind])
        self._icon.setPixmap(icons.pixmap(self._kind, side, colour, self.devicePixelRatioF()))

    def _on_closed(self) -> None:
        self.clear()
        self.closed.emit()


def _lines(parent: QWidget) -> QLabel:
    label = WholeLabel(parent)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
