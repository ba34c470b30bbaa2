"""The welcome page: what one can begin with, and the projects that were open before."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from ui.look import colours, fonts, icons
from ui.start.recent_list import RecentList
from ui.start.way_button import WayButton
from ui.widgets.notice import Notice
from ui.widgets.translated import Translated
from ui.words import translate

_WAYS = {"open": "open", "new": "new", "sample": "star"}  # with their icons
_LETTERS = 122  # the widest that the page grows, in letters


class Welcome(Translated, QWidget):
    """Three ways to begin at the left, recent projects at the right.

    Signals:
        chosen: ``open``, ``new`` or ``sample``.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notice = Notice(self)
        self.recent = RecentList(self)
        self._mark, self._title, self._text = QLabel(self), QLabel(self), QLabel(self)
        self._begin, self._before = QLabel(self), QLabel(self)
        self._nothing = QLabel(self)
        self._nothing.setWordWrap(True)
        self.ways = {name: WayButton(icon, self) for name, icon in _WAYS.items()}
        for name, way in self.ways.items():
            way.setObjectName(f"start.{name}")
            way.clicked.connect(lambda _=False, n=name: self.chosen.emit(n))
        self._page = QWidget(self)
        self._lay_out()
        self._wear()
        self.retranslate()

    def set_recent_shown(self, shown: bool) -> None:
        """Says that there is nothing yet, where there is nothing."""
        self.recent.setVisible(shown)
        self._nothing.setVisible(not shown)

    def retranslate(self) -> None:
        """Sets every text."""
        self._title.setText(translate("Start", "Green Shield"))
        self._text.setText(
            translate(
                "Start", "Checking, ledger and closing of human activities in nature reserves"
            )
        )
        self._begin.setText(translate("Start", "Begin"))
        self._before.setText(translate("Start", "Recent projects"))
        self._nothing.setText(
            translate("Start", "None yet. The folder of a project can also be dropped here.")
        )
        words = {
            "open": (
                translate("Start", "Open a project…"),
                translate("Start", "The folder that holds project.gpkg; or drop it on this page"),
            ),
            "new": (
                translate("Start", "New project…"),
                translate("Start", "An empty ledger for a county; you become its first keeper"),
            ),
            "sample": (
                translate("Start", "Look around in the sample project"),
                translate("Start", "A fictional county with boundaries, patches and photos"),
            ),
        }
        for name, (title, text) in words.items():
            self.ways[name].tell(title, text)
        self.recent.setAccessibleName(self._before.text())
        self.recent.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The page stands in the middle of a wide window."""
        super().resizeEvent(event)
        self._page.setMaximumWidth(self.fontMetrics().averageCharWidth() * _LETTERS)

    def changeEvent(self, event: QEvent) -> None:
        """Pictures follow the theme, headings the font."""
        if event.type() in (
            QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange,
        ):  # fmt: skip
            self._wear()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(self._title)
        head.addWidget(self._text)
        top = QHBoxLayout()
        top.addWidget(self._mark)
        top.addLayout(head, 1)
        grid = QGridLayout()
        em = self.fontMetrics().height()
        grid.setHorizontalSpacing(em * 2)
        grid.addWidget(self._begin, 0, 0)
        grid.addWidget(self._before, 0, 1)
        ways = QVBoxLayout()
        ways.setSpacing(em // 2)
        for way in self.ways.values():
            ways.addWidget(way)
        ways.addStretch(1)
        grid.addLayout(ways, 1, 0)
        grid.addWidget(self.recent, 1, 1)
        grid.addWidget(self._nothing, 1, 1, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 4)
        grid.setColumnStretch(1, 5)
        grid.setRowStretch(1, 1)
        column = QVBoxLayout(self._page)
        column.setContentsMargins(em, em * 2, em, em)
        column.setSpacing(em)
        column.addLayout(top)
        column.addWidget(self.notice)
        column.addLayout(grid, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(self._page, 100)
        row.addStretch(1)

    def _wear(self) -> None:
        side = self.fontMetrics().height() * 3
        accent = colours.role("accent")
        self._mark.setPixmap(icons.pixmap("greenshield", side, accent, self.devicePixelRatioF()))
        for label, factor in ((self._title, 1.7), (self._begin, 1.15), (self._before, 1.15)):
            heading = fonts.scaled(factor, bold=True)
            if label.font() != heading:
                label.setFont(heading)
        for label in (self._text, self._nothing):
            label.setForegroundRole(label.palette().ColorRole.PlaceholderText)
