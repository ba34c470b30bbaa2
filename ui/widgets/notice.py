"""A message in its place: what is the matter, what to do, and a cross to put it away."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWhatsThis,
    QWidget,
)

from ui import troubles
from ui.look import colours, icons
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.tips import plain
from ui.widgets.translated import Translated
from ui.widgets.whole_label import WholeLabel
from ui.words import translate

if TYPE_CHECKING:
    from ui.undo import Step, Undo

Kind = Literal["info", "ok", "warning", "error"]
Said = Callable[[], tuple[str, str]]  # what is the matter, and what to do about it
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

    def __init__(
        self, parent: QWidget | None = None, *, closable: bool = True, one_line: bool = False
    ) -> None:
        """Makes it.

        Args:
            parent: where it stands.
            closable: it has a cross.
            one_line: it takes one line whatever it says, where other things need the room; what
                is cut is told at the mouse, and by a button.
        """
        super().__init__(parent)
        self._kind: Kind = "info"
        self._said = ("", "")
        self._again: Said | None = None  # says it in another language
        self._one_line = one_line
        self._undo: Undo | None = None
        self._step: Step | None = None  # that it offers to take back
        self._icon = QLabel(self)
        self._text = ElidedLabel("", self) if one_line else _lines(self)
        self._text.setObjectName("notice.text")
        self._remedy = _lines(self)
        self._remedy.setObjectName("notice.remedy")
        self._more = QToolButton(self)
        self._more.setObjectName("notice.more")
        self._more.setAutoRaise(True)
        self._more.setText("…")
        self._more.clicked.connect(self._on_more)
        self._button = QPushButton(self)
        self._button.setObjectName("notice.act")
        self._button.clicked.connect(self.acted)
        self._cross = QToolButton(self)
        self._cross.setObjectName("notice.close")
        self._cross.setAutoRaise(True)
        self._cross.setIcon(icons.icon("close"))
        self._cross.setVisible(closable)
        self._cross.clicked.connect(self._on_closed)
        upright = QSizePolicy.Policy.Fixed if one_line else QSizePolicy.Policy.Maximum
        self.setSizePolicy(QSizePolicy.Policy.Preferred, upright)
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
        self._kind, self._said, self._step, self._again = kind, (text, remedy), None, None
        self._text.setText(f"{text} {remedy}".strip() if self._one_line else text)
        self._remedy.setText(remedy)
        self._remedy.setVisible(bool(remedy) and not self._one_line)
        self._button.setText(button)
        self._button.setVisible(bool(button))
        self.setAccessibleName(text)
        self.setAccessibleDescription(remedy)
        self._wear()
        self.setVisible(bool(text))
        self._make_room()

    def tell_as(self, kind: Kind, said: Said) -> None:
        """Show a message and what to do about it, said anew where the language changes."""
        self.tell(kind, *said())
        self._again = said

    def tell_done(self, text: Callable[[], str], undo: Undo) -> None:
        """Show what was done, and that Ctrl+Z takes it back, for as long as it does.

        Args:
            text: says what was done last.
            undo: the desk's; once something else is next in it, the message goes away.
        """
        step = undo.next_undo

        def said() -> tuple[str, str]:
            return text(), translate("Frame", "Ctrl+Z takes it back.") if step else ""

        self.tell_as("ok", said)
        self._step = step
        if self._undo is None:
            self._undo = undo
            undo.changed.connect(self._on_undo_changed)

    def tell_error(self, error: Exception) -> None:
        """Show what an error is about, and what to do."""
        self.tell_as("error", lambda: troubles.sentences(error))

    def clear(self) -> None:
        """Say nothing."""
        self.tell("info", "")

    def kind(self) -> Kind:
        """The kind of what it says."""
        return self._kind

    def text(self) -> str:
        """What it says."""
        return self._said[0]

    def remedy(self) -> str:
        """What it says to do."""
        return self._said[1]

    def retranslate(self) -> None:
        """Sets the cross's words, and says anew what it can; else that is its owner's."""
        told = translate("Frame", "Close this message")
        self._cross.setToolTip(told)
        self._cross.setAccessibleName(told)
        whole = translate("Frame", "Show the whole message")
        self._more.setToolTip(whole)
        self._more.setAccessibleName(whole)
        if self._again is not None:
            step, button = self._step, self._button.text()
            again = self._again
            self.tell(self._kind, *again(), button)
            self._step, self._again = step, again

    def changeEvent(self, event: QEvent) -> None:
        """The icon follows the theme."""
        if event.type() == QEvent.Type.PaletteChange:
            self._wear()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is cut can be asked for."""
        super().resizeEvent(event)
        self._make_room()

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
        row = QHBoxLayout(self)
        pad = self.fontMetrics().height() // 2
        upright = Qt.AlignmentFlag.AlignVCenter if self._one_line else Qt.AlignmentFlag.AlignTop
        high = 1 if self._one_line else pad
        row.setContentsMargins(pad + 4, high, high, high)
        row.addWidget(self._icon, alignment=upright)
        if self._one_line:
            row.addWidget(self._text, 1)
            row.addWidget(self._more)
        else:
            told = QVBoxLayout()
            told.setSpacing(2)
            told.addWidget(self._text)
            told.addWidget(self._remedy)
            row.addLayout(told, 1)
        row.addWidget(self._button)
        row.addWidget(self._cross, alignment=upright)

    def _make_room(self) -> None:
        """Shows the button to the rest where the line has no room for all of it."""
        row = self.layout()
        if row is None:
            return
        beside = [self._icon, *(w for w in (self._button, self._cross) if not w.isHidden())]
        margins = row.contentsMargins()
        taken = sum(w.sizeHint().width() + row.spacing() for w in beside)
        room = self.width() - margins.left() - margins.right() - taken
        wanted = self._text.fontMetrics().horizontalAdvance(self._text.text())
        self._more.setVisible(self._one_line and bool(self._said[0]) and wanted > room)

    def _wear(self) -> None:
        side = round(self.fontMetrics().height() * 1.2)
        colour = colours.role(_ROLES[self._kind])
        self._icon.setPixmap(icons.pixmap(self._kind, side, colour, self.devicePixelRatioF()))

    def _on_more(self) -> None:
        told = "\n".join(filter(None, self._said))
        QWhatsThis.showText(self.mapToGlobal(self.rect().bottomLeft()), plain(told), self)

    def _on_undo_changed(self) -> None:
        offered = self._step
        if offered is not None and self._undo is not None and self._undo.next_undo is not offered:
            self.clear()

    def _on_closed(self) -> None:
        self.clear()
        self.closed.emit()


def _lines(parent: QWidget) -> QLabel:
    label = WholeLabel(parent)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
