"""One inspection of a marker as it is shown: day, condition, by whom, in words, photos."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from ui import words
from ui.look import colours, fonts, icons
from ui.markers import words_of
from ui.widgets.flow import flowing
from ui.widgets.pill import Pill
from ui.widgets.small_picture import small_picture
from ui.widgets.whole_label import WholeLabel
from ui.words import translate

SIDE_EM = 5.0


class CheckCard(QFrame):
    """A frame; one that was voided is struck through.

    Signals:
        shown: open the viewer on a photo (SHA-256).
        void_wanted: void the inspection, or put it back (its id).
    """

    shown = Signal(str)
    void_wanted = Signal(str)

    def __init__(self, check: Mapping[str, Any], *, corrects: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("markers_facts.check")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._photos: dict[str, QToolButton] = {}
        column = QVBoxLayout(self)
        column.addLayout(self._head(check, corrects=corrects))
        if check["remark"]:
            remark = WholeLabel(self)
            remark.setText(check["remark"])
            column.addWidget(remark)
        if check["photos"]:
            strip = QWidget(self)
            row = flowing(strip)
            for sha256 in check["photos"]:
                row.addWidget(self._photo(sha256))
            column.addWidget(strip)

    def photos(self) -> list[str]:
        """The photos that it names."""
        return list(self._photos)

    def add_picture(self, sha256: str, data: bytes | None) -> None:
        """A small picture has come (JPEG), or there is none."""
        picture = None if data is None else small_picture(data)
        if picture is not None and sha256 in self._photos:
            self._photos[sha256].setIcon(QIcon(picture))

    def _head(self, check: Mapping[str, Any], *, corrects: bool) -> QHBoxLayout:
        code, void = check["condition"] or "", check["void"]
        on = QLabel(words.day(check["checked_on"]), self)
        font = fonts.scaled(1.0, bold=True)
        font.setStrikeOut(void)
        on.setFont(font)
        who = QLabel(check["inspector"] or "", self)
        who.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout()
        row.addWidget(on)
        row.addWidget(Pill(words_of.condition(code), lambda: colours.condition_pill(code), self))
        row.addWidget(who)
        if void:
            row.addWidget(QLabel(translate("Markers", "voided"), self))
        row.addStretch(1)
        if corrects:
            row.addWidget(self._void_button(check["id"], void=void))
        return row

    def _void_button(self, check_id: str, *, void: bool) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("markers_facts.void_check")
        button.setAutoRaise(True)
        button.setIcon(icons.icon("undo" if void else "remove"))
        told = (
            translate("Markers", "Put this inspection back…")
            if void
            else translate("Markers", "Void this inspection…")
        )
        button.setToolTip(told)
        button.setAccessibleName(told)
        button.clicked.connect(lambda: self.void_wanted.emit(check_id))
        return button

    def _photo(self, sha256: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("markers_facts.photo")
        button.setAutoRaise(True)
        side = round(self.fontMetrics().height() * SIDE_EM)
        button.setIconSize(QSize(side, side * 3 // 4))
        button.setIcon(icons.icon("photo"))
        told = translate("Markers", "Show the photo large")
        button.setToolTip(told)
        button.setAccessibleName(f"{told}: {sha256[:12]}")
        button.clicked.connect(lambda: self.shown.emit(sha256))
        self._photos[sha256] = button
        return button
