"""The grid of thumbnails, their size, and what stands there where there is none."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QDrag, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui import photo_drag
from ui.desk import Desk
from ui.photos.delegate import PhotoDelegate, dragged
from ui.photos.grid import GridView
from ui.photos.model import PhotoModel
from ui.widgets.empty_state import EmptyState
from ui.widgets.translated import Translated
from ui.words import translate

_SIDES = (96, 128, 160, 200, 260)  # points
_MADE = (160, 320, 640)  # pixels: the thumbnails that the worker makes


class Tray(Translated, QStackedWidget):
    """Photos, or a word on why there are none.

    Signals:
        others_wanted: the photos that a filter leaves out are to be shown.
        import_wanted: photos are to be chosen for an import.
    """

    others_wanted = Signal()
    import_wanted = Signal()

    def __init__(self, desk: Desk, model: PhotoModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._model = desk, model
        self._told = (False, False, False)
        self.grid = GridView(self)
        self.grid.setObjectName("photos.grid")
        self._delegate = PhotoDelegate(self.grid)
        self.grid.setItemDelegate(self._delegate)
        self.grid.setModel(model)
        self.empty = EmptyState("photos", self)
        self.addWidget(self.grid)
        self.addWidget(self.empty)
        self.grid.sight_changed.connect(model.look_at)
        self.grid.zoom_wanted.connect(self.grow)
        self.grid.drag_wanted.connect(self._on_drag)
        self.empty.acted.connect(self._on_acted)
        self._side = int(desk.prefs.get("photos.side", 2))
        self.grow(0)
        self.retranslate()

    def grow(self, steps: int) -> None:
        """Larger or smaller cells."""
        self._side = min(max(self._side + steps, 0), len(_SIDES) - 1)
        self._desk.prefs.set("photos.side", self._side)
        side = _SIDES[self._side]
        self._delegate.set_side(side)
        self.grid.set_cell(self._delegate.cell(self.grid.font()))
        pixels = side * self.devicePixelRatioF()
        self._model.set_picture_size(next((m for m in _MADE if pixels <= m), _MADE[-1]))
        self.grid.viewport().update()

    def tell(self, filtered: bool, others: bool, may_write: bool) -> None:
        """Shows the photos, or why there are none.

        Args:
            filtered: a filter or a text leaves them out.
            others: there are photos that it leaves out.
            may_write: photos may be imported.
        """
        self._told = (filtered, others, may_write)
        if self._model.rowCount():
            self.setCurrentWidget(self.grid)
            return
        if filtered:
            self.empty.tell(
                translate("Photos", "No photo here"),
                translate("Photos", "No photo fits this filter."),
                translate("Photos", "Show all photos") if others else "",
            )
        else:
            told = translate("Photos", "Drop photos or folders here. Originals are kept unchanged.")
            button = translate("Photos", "Choose photos…")
            self.empty.tell(
                translate("Photos", "No photos yet"),
                told if may_write else "",
                button if may_write else "",
            )
        self.setCurrentWidget(self.empty)

    def _on_drag(self) -> None:
        """Onto the map or the ledger, with a small picture and how many they are."""
        photos = self._desk.selection.photos
        if not photos or self._desk.info is None or not self._desk.info.writable:
            return
        drag = QDrag(self.grid)
        drag.setMimeData(photo_drag.packed(photos))
        drag.setPixmap(dragged(self._model.pictures.get(photos[0]), len(photos), self))
        drag.exec(Qt.DropAction.LinkAction)

    def _on_acted(self) -> None:
        (self.others_wanted if self._told[1] else self.import_wanted).emit()

    def retranslate(self) -> None:
        """Sets every text."""
        self.grid.setAccessibleName(translate("Photos", "Photos"))
        self.tell(*self._told)

    def minimumSizeHint(self) -> QSize:
        """A part of a photo; a small window may have no more for it."""
        em = self.fontMetrics().height()
        return QSize(8 * em, 6 * em)

    def changeEvent(self, event: QEvent) -> None:
        """Cells follow the font; whoever comes back may have plugged in a drive."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.grow(0)
        elif event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self._model.again()

    def showEvent(self, event: QShowEvent) -> None:
        """Files that were not there may be by now, as on a drive that was plugged in."""
        super().showEvent(event)
        self._model.again()
