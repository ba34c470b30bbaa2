"""The list of shots: Space asks for the photo to match, where a plain list would select."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from ui.shots.delegate import ShotDelegate
from ui.shots.model import ShotModel


class ShotList(QListView):
    """Rows of shots.

    Signals:
        photo_wanted: Space was pressed.
    """

    photo_wanted = Signal()

    def __init__(self, model: ShotModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("shots.list")
        self.setModel(model)
        self.setItemDelegate(ShotDelegate(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space; all else is a list's."""
        if event.key() == Qt.Key.Key_Space:
            self.photo_wanted.emit()
        else:
            super().keyPressEvent(event)
