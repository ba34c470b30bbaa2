"""One line of what a move lacks, and the way to what mends it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from greenshield.domain.errors import Missing
from greenshield.domain.needs import Need, need
from ui import words
from ui.dossier.casing import headed
from ui.look import worn
from ui.words import translate


class NeedLine(QWidget):
    """A sentence; where something mends it, a click or Enter goes there.

    Signals:
        wanted: go to what mends it.
    """

    wanted = Signal(object)

    def __init__(self, missing: Missing, move: str, parent: QWidget, icon: str = "") -> None:
        super().__init__(parent)
        self.missing, self.move_name = missing, move
        self.need: Need | None = need(missing, move)
        self.setObjectName(f"need.{move}.{missing.code}.{missing.field}")
        box = QHBoxLayout(self)
        side = self.fontMetrics().height()
        box.setContentsMargins(side // 3, side // 6, side // 3, side // 6)
        self._mark = QLabel(self)
        name, role = (icon, "warning") if icon else ("remove", "muted")
        worn.wear_icon(self._mark, name, role)
        box.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        told = QLabel(headed(sentence(missing)), self)
        told.setWordWrap(True)
        told.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        box.addWidget(told, 1)
        self.setAccessibleName(told.text())
        if self.need is not None:
            arrow = QLabel(self)
            worn.wear_icon(arrow, "jump", "link")
            box.addWidget(arrow, 0, Qt.AlignmentFlag.AlignTop)
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setToolTip(way(self.need))
        self.setAutoFillBackground(True)
        self._light(False)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click goes there."""
        if self.need is not None and event.button() == Qt.MouseButton.LeftButton:
            self.wanted.emit(self)
        else:
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space go there."""
        if self.need is not None and event.key() in (
            Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space,
        ):  # fmt: skip
            self.wanted.emit(self)
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Lights up under the mouse."""
        self._light(self.need is not None)
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Goes out again."""
        self._light(self.hasFocus())
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Lights up for the keyboard."""
        self._light(True)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Goes out again."""
        self._light(False)
        super().focusOutEvent(event)

    def _light(self, on: bool) -> None:
        worn.wear(self, QPalette.ColorRole.Window, "accent_soft" if on else "")


def sentence(missing: Missing) -> str:
    """What is missing, in words."""
    return words.sentence(missing.code, missing.params)


def way(found: Need) -> str:
    """What a jump does, in words."""
    match found.what:
        case "field" | "assignment":
            told = translate("Dossier", "Fill in: {name}")
            return told.format(name=words.field_name("issue", found.name))
        case "record":
            new = translate("Dossier", "New record: {kind}")
            old = translate("Dossier", "Complete the record: {kind}")
            return (old if found.record else new).format(kind=words.record_kind(found.name))
        case "photo":
            told = translate("Dossier", "Tie photos of the phase '{phase}'")
            return told.format(phase=words.label("photo_phase", found.name))
        case "photo_doubt":
            return translate("Dossier", "Look at the photo")
        case "other_move":
            return translate("Dossier", "Make the move '{move}' instead").format(
                move=words.move(found.name)
            )
        case "actor":
            return translate("Dossier", "Sign in as somebody else")
        case _:
            told = translate("Dossier", "Open the form of '{move}'")
            return told.format(move=words.move(found.move))
