"""The history of an issue: every event, who and when, from old to new; and a place for remarks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from ui.dossier.comment_box import CommentBox
from ui.dossier.timeline_model import ENTRY, TimelineModel
from ui.dossier.timeline_paint import TimelinePaint
from ui.widgets.tall_icons import TallIcons
from ui.widgets.translated import Translated
from ui.words import QT_TRANSLATE_NOOP, translate

_TOPICS = {
    "": QT_TRANSLATE_NOOP("Dossier", "Everything"),
    "moves": QT_TRANSLATE_NOOP("Dossier", "Moves"),
    "facts": QT_TRANSLATE_NOOP("Dossier", "Facts"),
    "records": QT_TRANSLATE_NOOP("Dossier", "Records"),
    "photos": QT_TRANSLATE_NOOP("Dossier", "Photos"),
    "remarks": QT_TRANSLATE_NOOP("Dossier", "Remarks"),
}


class Timeline(Translated, QWidget):
    """The list with its filter, the remark beneath.

    Signals:
        remarked: add this remark.
    """

    remarked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dossier.timeline")
        self.model = TimelineModel(self)
        self._entries: Sequence[Mapping[str, Any]] = ()
        self._names: Mapping[str, str] = {}
        self._topic = QComboBox(self)
        self._topic.setObjectName("timeline.topic")
        for topic in _TOPICS:
            self._topic.addItem("", topic)
        self._text = QLineEdit(self)
        self._text.setObjectName("timeline.text")
        self._text.setClearButtonEnabled(True)
        TallIcons(self._text)
        self.list = QListView(self)
        self.list.setObjectName("timeline.list")
        self.list.setModel(self.model)
        self._paint = TimelinePaint(self.list)
        self.list.setItemDelegate(self._paint)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Lines break to one width: a bar that comes later would leave their heights too low.
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setUniformItemSizes(False)
        # A few entries are laid out at a time: each breaks its own lines.
        self.list.setLayoutMode(QListView.LayoutMode.Batched)
        self.list.setBatchSize(8)
        self.list.activated.connect(self._on_activated)
        self.list.clicked.connect(self._on_activated)
        self._none = QLabel(self)
        self.comments = CommentBox(self)
        self.comments.sent.connect(self.remarked)
        self._topic.currentIndexChanged.connect(self._on_narrowed)
        self._text.textChanged.connect(self._on_narrowed)
        bar = QHBoxLayout()
        bar.addWidget(self._topic)
        bar.addWidget(self._text, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(bar)
        box.addWidget(self._none)
        box.addWidget(self.list, 1)
        box.addWidget(self.comments)
        self.retranslate()

    def show_entries(self, entries: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> None:
        """Shows the history of an issue, given first to last."""
        self._entries, self._names = entries, names
        self._paint.opened.clear()
        self.model.show_entries(entries, names)
        self._tell_none()

    def retranslate(self) -> None:
        """Says everything anew."""
        for row, text in enumerate(_TOPICS.values()):
            self._topic.setItemText(row, translate("Dossier", text))
        self._topic.setAccessibleName(translate("Dossier", "What the history is about"))
        self._text.setPlaceholderText(translate("Dossier", "Find in the history"))
        self._text.setAccessibleName(self._text.placeholderText())
        self.list.setAccessibleName(translate("Dossier", "History"))
        self._none.setText(translate("Dossier", "No event fits the filter."))
        self.model.show_entries(self._entries, self._names)
        self._tell_none()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines break anew."""
        super().resizeEvent(event)
        self.list.scheduleDelayedItemsLayout()

    def _on_narrowed(self) -> None:
        self.model.narrow(self._topic.currentData() or "", self._text.text())
        self._tell_none()

    def _tell_none(self) -> None:
        self._none.setVisible(self.model.rowCount() == 0 and bool(self._entries))

    def _on_activated(self, index: QModelIndex) -> None:
        """Opens an entry that changed much, or closes it again."""
        self._paint.opened ^= {index.data(ENTRY)["event"]}
        self.list.scheduleDelayedItemsLayout()
