"""One suggested issue: its key, its number and state, where it lies, and why it is suggested."""

from __future__ import annotations

from html import escape
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui import words
from ui.look import colours, fonts
from ui.photos import words_of
from ui.widgets.pill import Pill
from ui.words import translate


class SuggestionCard(QFrame):
    """A card that is chosen by a click, Enter, or its digit.

    Signals:
        accepted: it was chosen.
    """

    accepted = Signal()

    def __init__(
        self, number: int, one: dict[str, Any], asked: tuple[int, bool], phase: str, parent: QWidget
    ) -> None:
        """Makes the card.

        Args:
            number: its digit, from 1.
            one: the suggestion as ``calls.suggest`` tells it.
            asked: how many photos were looked at, and whether more are selected.
            phase: that is chosen, "" for what the days tell.
            parent: where it stands.
        """
        super().__init__(parent)
        self.setObjectName(f"photos.suggestion.{number}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._key = number
        pad = max(4, self.fontMetrics().height() // 3)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(pad * 2 + self.fontMetrics().height(), pad, pad, pad)
        column = QVBoxLayout()
        column.setSpacing(pad // 2)
        whole.addLayout(column, 1)
        head = QHBoxLayout()
        title = QLabel(one["number"] or translate("Photos", "without a number"), self)
        title.setFont(fonts.scaled(1.0, bold=True))
        state = one["state"]
        head.addWidget(title)
        head.addWidget(Pill(words.state(state), lambda: colours.pill(state), self))
        head.addStretch(1)
        column.addLayout(head)
        for line in _lines(one, asked, phase):
            column.addWidget(_label(line, self))
        for doubt in words_of.remarks(one["doubts"], 3):
            column.addWidget(_label(f"⚠ {doubt}", self, "warning"))
        told = " ".join([f"{number}.", title.text(), *_lines(one, asked, phase)])
        self.setAccessibleName(told)
        self.setToolTip(
            translate("Photos", "Tie the selected photos to this issue ({key})").format(key=number)
        )

    def set_allowed(self, why_not: str) -> None:
        """Lets it be chosen, or says at the mouse why it can't be."""
        self.setEnabled(not why_not)
        if why_not:
            self.setToolTip(why_not)
            self.unsetCursor()
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click chooses it."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.accepted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space choose it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.accepted.emit()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The frame shows it."""
        self.update()
        super().focusInEvent(event)

    def paintEvent(self, _: QPaintEvent) -> None:
        """A rounded frame with the digit at its left."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        first = self._key == 1 and self.isEnabled()
        edge = colours.role("accent" if self.hasFocus() or first else "border")
        painter.setPen(QPen(edge, 2 if self.hasFocus() else 1))
        painter.setBrush(colours.role("accent_soft" if first else "surface"))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(1, 1, -1, -1), 4, 4)
        side = round(self.fontMetrics().height() * 1.15)
        pad = max(4, self.fontMetrics().height() // 3)
        painter.setPen(QPen(colours.role("edge"), 1))
        painter.setBrush(colours.role("raised"))
        painter.drawRoundedRect(pad, pad, side, side, 3, 3)
        painter.setPen(colours.role("text" if self.isEnabled() else "muted"))
        painter.drawText(pad, pad, side, side, int(Qt.AlignmentFlag.AlignCenter), str(self._key))


def _lines(one: dict[str, Any], asked: tuple[int, bool], phase: str) -> list[str]:
    score = words.percent(one["score"], 0)
    where = translate("Photos", "{place} · match {score}").format(
        place=words_of.distance(one), score=score
    )
    out = [where]
    # The distance stands in the first line, the state in the pill.
    skipped = ("match_distance", "match_inside", "suggest_state")
    told = [words_of.reason(r) for r in one["reasons"] if r[0] not in skipped]
    if told:
        out.append(translate("Photos", "; ", "between reasons").join(told))
    if not phase:
        out += words_of.phases(one["phases"])
    count, more = asked
    if count > 1:
        near = translate("Photos", "near {n} of {asked} photos")
        if more:
            near = translate("Photos", "near {n} of the first {asked} photos")
        out.append(near.format(n=words.number(one["photos"]), asked=words.number(count)))
    return out


def _label(text: str, parent: QWidget, role: str = "muted") -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setText(f'<span style="color:{colours.role(role).name()}">{escape(text)}</span>')
    label.setWordWrap(True)
    label.setFont(fonts.scaled(0.92))
    return label
