"""Which photos the tray shows, and in which order: tabs with counts, a field, a list."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QTabBar,
    QToolButton,
    QWidget,
)

from ui import words
from ui.look import icons
from ui.timers import pause
from ui.widgets.tall_icons import TallIcons
from ui.widgets.translated import Translated
from ui.words import translate

ONLY = ("all", "needs_choice", "untagged", "no_position", "warning", "issue", "near")
OF_ISSUE = ("issue", "near")
SORTS = ("time", "newest", "name", "added")
_TYPED_MS = 200
_NARROW = 38  # lines of text that are as wide as tabs and fields beside each other need


class Filters(Translated, QWidget):
    """The bar above the photos.

    Signals:
        changed: another filter, order or text.
        narrow_wanted: sources, cameras and days are to be offered.
    """

    changed = Signal()
    narrow_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: dict[str, int] = {}
        self._issue = ""
        self._tabs = QTabBar(self)
        self._tabs.setObjectName("photos.filters")
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._tabs.setUsesScrollButtons(True)
        for name in ONLY:
            self._tabs.addTab("")
            self._tabs.setTabData(self._tabs.count() - 1, name)
        for name, drawing in (
            ("needs_choice", "question"), ("no_position", "question-position"),
            ("warning", "warning"),
        ):  # fmt: skip
            self._tabs.setTabIcon(ONLY.index(name), icons.icon(drawing))
        self._tabs.currentChanged.connect(self._on_changed)
        self._text = QLineEdit(self)
        self._text.setObjectName("photos.search")
        self._text.setClearButtonEnabled(True)
        TallIcons(self._text)
        self._text.setMaximumWidth(self.fontMetrics().averageCharWidth() * 26)
        self._narrow = QToolButton(self)
        self._narrow.setObjectName("photos.narrow_button")
        self._narrow.setIcon(icons.icon("filter"))
        self._narrow.clicked.connect(self.narrow_wanted)
        self._sort = QComboBox(self)
        self._sort.setObjectName("photos.sort")
        self._sort.currentIndexChanged.connect(self._on_changed)
        self._soon = pause(self, _TYPED_MS, self.changed)
        self._text.textChanged.connect(lambda _: self._soon.start())
        self._lines = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.addWidget(self._tabs, 1)
        row = QHBoxLayout()
        row.addWidget(self._narrow)
        row.addWidget(self._text, 1)
        row.addWidget(self._sort)
        self._lines.addLayout(row)
        self.retranslate()

    def only(self) -> str:
        """The filter's name, one of ``ONLY``."""
        return str(self._tabs.tabData(self._tabs.currentIndex()))

    def sort(self) -> str:
        """The order's name, one of ``SORTS``."""
        return str(self._sort.currentData() or SORTS[0])

    def text(self) -> str:
        """What the file's name is to hold."""
        return self._text.text().strip()

    def count(self, only: str) -> int:
        """How many photos a filter has."""
        return self._counts.get(only, 0)

    def choose(self, only: str, sort: str = "") -> None:
        """Shows another filter; the text is taken away."""
        if only in ONLY:
            self._text.clear()
            self._soon.stop()
            self._tabs.setCurrentIndex(ONLY.index(only))
        if sort in SORTS:
            self._sort.setCurrentIndex(SORTS.index(sort))

    def set_issue(self, number: str) -> None:
        """What the issue of the last tabs is called; without one they are off."""
        self._issue = number
        self._tell()

    def set_counts(self, counts: dict[str, int]) -> None:
        """How many photos each filter has."""
        self._counts = dict(counts)
        self._tell()

    def narrow_place(self) -> QPoint:
        """Where the menu of sources, cameras and days opens, on the screen."""
        return self._narrow.mapToGlobal(self._narrow.rect().bottomLeft())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tabs have a line of their own where there is no room beside them."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW * self.fontMetrics().height()
        ways = QBoxLayout.Direction
        self._lines.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)

    def minimumSizeHint(self) -> QSize:
        """As if it had two lines: one line must not ask for more width than there is."""
        parts = (self._narrow, self._text, self._sort)
        wide = sum(part.minimumSizeHint().width() for part in parts)
        return QSize(wide + 4 * self._lines.spacing(), super().minimumSizeHint().height())

    def focus_search(self) -> None:
        """Puts the cursor into the field."""
        self._text.setFocus()
        self._text.selectAll()

    def retranslate(self) -> None:
        """Sets every text."""
        self._text.setPlaceholderText(translate("Photos", "File name"))
        self._text.setAccessibleName(translate("Photos", "File name holds"))
        self._sort.setAccessibleName(translate("Photos", "Order"))
        self._narrow.setToolTip(translate("Photos", "Only some: by source, camera or day"))
        self._narrow.setAccessibleName(self._narrow.toolTip())
        self._tabs.setAccessibleName(translate("Photos", "Which photos"))
        told = {
            "time": translate("Photos", "Oldest first"),
            "newest": translate("Photos", "Newest first"),
            "name": translate("Photos", "By name"),
            "added": translate("Photos", "Last imported first"),
        }
        now = self._sort.currentData()
        self._sort.blockSignals(True)
        self._sort.clear()
        for name in SORTS:
            self._sort.addItem(told[name], name)
        self._sort.setCurrentIndex(max(0, self._sort.findData(now)))
        self._sort.blockSignals(False)
        self._tell()

    def _tell(self) -> None:
        issue = self._issue or translate("Photos", "This issue")
        told = {
            "all": (translate("Photos", "All"), translate("Photos", "Every photo")),
            "needs_choice": (
                translate("Photos", "Needs choice"),
                translate("Photos", "Near an issue and tied to none: yours to decide"),
            ),
            "untagged": (
                translate("Photos", "Not tagged"), translate("Photos", "Tied to no issue")
            ),
            "no_position": (
                translate("Photos", "No position"),
                translate("Photos", "Nobody knows where they were taken"),
            ),
            "warning": (
                translate("Photos", "Remarks"),
                translate("Photos", "Something about the file, its time or its place is odd"),
            ),
            "issue": (issue, translate("Photos", "Tied to the issue that the dossier shows")),
            "near": (
                translate("Photos", "Near it"),
                translate(
                    "Photos", "Tied to none and near {issue}, the nearest first; then those it has"
                ).format(issue=issue),
            ),
        }  # fmt: skip
        for at, name in enumerate(ONLY):
            word, tip = told[name]
            count = self._counts.get(name)
            self._tabs.setTabText(at, word if count is None else f"{word} ({words.number(count)})")
            self._tabs.setTabToolTip(at, tip)
        for name in OF_ISSUE:
            self._tabs.setTabEnabled(ONLY.index(name), bool(self._issue))

    def _on_changed(self, _: int) -> None:
        self.changed.emit()
