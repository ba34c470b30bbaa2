"""The map's view: where it looks, and how it is told to look elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Signal

from ui.map.layer_data import Box
from ui.map.view import View
from ui.widgets.graphics import GraphicsView

if TYPE_CHECKING:
    import pyqtgraph as pg

STEP = 2.0  # of zoom_in and zoom_out
CLOSEST = 0.05  # metres a logical pixel, for what has no size


class CanvasView(GraphicsView):
    """The part of ``MapCanvas`` that moves the view."""

    view_changed = Signal(object)

    box: pg.ViewBox

    def view(self) -> View | None:
        """What the window shows, in device pixels; None while it has no size."""
        width, height = self.box.width(), self.box.height()
        if width < 1 or height < 1:
            return None
        (x0, x1), (_, y1) = self.box.viewRange()
        dpr = self.devicePixelRatioF()
        pixel = (x1 - x0) / width / dpr
        return View(x0, y1, pixel, round(width * dpr), round(height * dpr), dpr)

    def world(self, pos: QPointF) -> tuple[float, float]:
        """The world's place of a logical pixel of the canvas, Web Mercator metres."""
        (x0, x1), (y0, y1) = self.box.viewRange()
        width, height = max(self.box.width(), 1), max(self.box.height(), 1)
        return x0 + pos.x() * (x1 - x0) / width, y1 - pos.y() * (y1 - y0) / height

    def pixel_of(self, world: tuple[float, float]) -> QPointF:
        """The logical pixel of the canvas at a place of the world."""
        (x0, x1), (y0, y1) = self.box.viewRange()
        x, y = world
        across = (x - x0) * self.box.width() / (x1 - x0)
        return QPointF(across, (y1 - y) * self.box.height() / (y1 - y0))

    def metres_a_pixel(self) -> float:
        """Web Mercator metres a logical pixel."""
        (x0, x1), _ = self.box.viewRange()
        return float((x1 - x0) / max(self.box.width(), 1))

    def zoom_to(self, box: Box, margin: float = 0.05) -> None:
        """Shows a box as large as it fits.

        Args:
            box: min x, min y, max x, max y, Web Mercator metres.
            margin: of the view's size, left free on each side.
        """
        x0, y0, x1, y1 = box
        free = max(1 - 2 * margin, 0.1)
        width, height = max(self.box.width(), 1) * free, max(self.box.height(), 1) * free
        pixel = max((x1 - x0) / width, (y1 - y0) / height, CLOSEST)
        self._look((x0 + x1) / 2, (y0 + y1) / 2, pixel)

    def centre_on(self, world: tuple[float, float], metres_a_pixel: float | None = None) -> None:
        """Brings a place to the middle, at this scale or another (a logical pixel)."""
        self._look(*world, metres_a_pixel or self.metres_a_pixel())

    def zoom_in(self) -> None:
        """Twice as large, about the middle."""
        self._zoom(1 / STEP)

    def zoom_out(self) -> None:
        """Half as large, about the middle."""
        self._zoom(STEP)

    def pan_by(self, dx: float, dy: float) -> None:
        """Moves the map by logical pixels, to the right and down."""
        step = self.metres_a_pixel()
        self.box.translateBy(x=-dx * step, y=dy * step)

    def _zoom(self, factor: float) -> None:
        (x0, x1), (y0, y1) = self.box.viewRange()
        self._look((x0 + x1) / 2, (y0 + y1) / 2, self.metres_a_pixel() * factor)

    def _look(self, x: float, y: float, pixel: float) -> None:
        half_x, half_y = self.box.width() * pixel / 2, self.box.height() * pixel / 2
        if half_x <= 0 or half_y <= 0:
            return
        self.box.setRange(
            xRange=(x - half_x, x + half_x), yRange=(y - half_y, y + half_y), padding=0
        )

    def _show_view(self, view: View) -> None:
        """Called with each new view, before ``view_changed``."""

    def _start_view(self) -> None:
        self._resizing = False
        self.box.sigRangeChanged.connect(self._on_range)
        self._look(0.0, 0.0, 40_000.0)

    def _resized(self, resize: Callable[[], None]) -> None:
        """Resizes with the scale and the middle as they were."""
        if not hasattr(self, "_resizing") or self.box.width() < 1:
            resize()
            return
        (x0, x1), (y0, y1) = self.box.viewRange()
        pixel = self.metres_a_pixel()
        self._resizing = True
        try:
            resize()
        finally:
            self._resizing = False
        self._look((x0 + x1) / 2, (y0 + y1) / 2, pixel)
        self._on_range()

    def _on_range(self, *_: object) -> None:
        view = self.view()
        if view is not None and not self._resizing:
            self._show_view(view)
            self.view_changed.emit(view)
