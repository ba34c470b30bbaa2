"""The menu of all that lies at a place of the map: pointing lights up, choosing selects."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QApplication, QMenu

from ui.look import icons
from ui.map import legend, places
from ui.map.chosen import AREAS, ISSUES, MARKERS, PHOTOS, Chosen
from ui.map.places import Notation
from ui.map.pointing import Pointer
from ui.map.turns import Hit
from ui.widgets.tips import literal
from ui.words import number, translate

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.map.canvas import MapCanvas

MOST = 20


class PlaceMenu(QMenu):
    """Lives as long as it is open."""

    def __init__(
        self, desk: Desk, canvas: MapCanvas, pointer: Pointer, chosen: Chosen,
        zoom_to: Callable[[Hit], None], notation: Notation,
    ) -> None:  # fmt: skip
        super().__init__(canvas)
        self.setObjectName("map.place_menu")
        self._desk, self._canvas, self._pointer, self._chosen = desk, canvas, pointer, chosen
        self._zoom_to, self._notation = zoom_to, notation
        self.aboutToHide.connect(lambda: chosen.point_at())
        self.aboutToHide.connect(self.deleteLater)

    def ask(self, world: tuple[float, float], pixel: QPointF) -> None:
        """Opens at a place of the canvas."""
        hits = self._pointer.hits(world)
        for hit in hits[:MOST]:
            self._add(hit)
        if len(hits) > MOST:
            more = translate("Map", "{n} more; look closer").format(n=number(len(hits) - MOST))
            self.addAction(more).setEnabled(False)
        if not hits:
            self.addAction(translate("Map", "Nothing lies here")).setEnabled(False)
        self.addSeparator()
        told = places.told(world, self._notation)
        copy = self.addAction(translate("Map", "Copy {position}").format(position=told))
        copy.setIcon(icons.icon("copy"))
        text = places.copied(world, self._notation)
        copy.triggered.connect(lambda: QApplication.clipboard().setText(text))
        self.popup(self._canvas.viewport().mapToGlobal(pixel.toPoint()))

    def _add(self, hit: Hit) -> None:
        layer, _ = hit
        text = self._pointer.name(hit)
        if not self._pointer.is_guest(hit):  # a guest's name tells its layer
            text = translate("Map", "{layer}: {name}").format(
                layer=self._pointer.title(layer), name=text
            )
        action = QAction(self._symbol(hit), literal(text), self)
        action.hovered.connect(lambda: self._chosen.point_at(*hit))
        action.triggered.connect(lambda: self._take(hit))
        self.addAction(action)

    def _take(self, hit: Hit) -> None:
        layer, id_ = hit[0], self._pointer.id_of(hit)
        selection = self._desk.selection
        if layer in ISSUES:
            selection.select(issues=(id_,), current=id_, by=self._pointer)
        elif layer in PHOTOS:
            selection.select(photos=(id_,), by=self._pointer)
        elif layer in MARKERS:
            selection.select(markers=(id_,), by=self._pointer)
        elif layer in AREAS:
            selection.select(areas=(id_,), by=self._pointer)
        elif self._pointer.is_guest(hit):
            self._pointer.guests_hit.emit([hit])
        else:
            self._chosen.light_besides(layer, [id_])
            self._zoom_to(hit)

    def _symbol(self, hit: Hit) -> QIcon:
        layer = self._canvas.layer(hit[0])
        em = self.fontMetrics().height()
        size = QSize(round(em * 1.3), round(em))
        look = layer.look(int(layer.style[hit[1]]))
        return QIcon(legend.symbol(layer.kind, look, size, self.devicePixelRatioF()))
