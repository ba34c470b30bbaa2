"""The map's widget: pyqtgraph's view box around a picture that is drawn in slices."""

from __future__ import annotations

import time

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QColor, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGraphicsView, QWidget

from ui.map.backing import Backing
from ui.map.canvas_mouse import CanvasMouse
from ui.map.layer_data import Box
from ui.map.map_item import MapItem
from ui.map.stack import Stack
from ui.map.underlay import Placed, Side, Underlay
from ui.map.view import View
from ui.map.world_item import WORLD
from ui.tasks.unexpected import stopping

SLICE = 0.008  # seconds of drawing between two looks at what the user does


class MapCanvas(CanvasMouse):
    """The map.

    Signals:
        view_changed: the new View, in device pixels.
        clicked: world (x, y) in metres, button, modifiers; not where a tool used it.
        double_clicked: the same.
        hovered: world (x, y).
        crisp: the view is drawn to the last pixel.

    Attributes:
        box: the view box, y upwards, Web Mercator metres. Items put into it lie above the map.
        stack: what is shown.
    """

    crisp = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, useOpenGL=False)
        self.setObjectName("map_canvas")
        self.stack = Stack()
        self.backing = Backing(self.stack.draw, self.stack.prepare)
        self._swipe: float | None = None
        self._outlined = True
        self._told_crisp = False
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._on_slice)
        self.box = pg.ViewBox(
            border=None, lockAspect=1.0, enableMenu=False, defaultPadding=0.0, enableMouse=True
        )
        self.box.disableAutoRange()
        self.box.setLimits(
            xMin=-2 * WORLD, xMax=2 * WORLD, yMin=-2 * WORLD, yMax=2 * WORLD, minXRange=1.0
        )
        self.setCentralItem(self.box)
        self.item = MapItem(self.stack, self.backing, self.view)
        self.box.addItem(self.item, ignoreBounds=True)
        self._start_layers()
        self._start_view()
        self._start_mouse()
        self.set_background(self.palette().base().color())

    # What is below the layers

    def add_underlay(self, item: Underlay, side: Side = "both") -> None:
        """Puts a picture below all layers, above the underlays that are there.

        Args:
            item: see ``Underlay``.
            side: on which side of the swipe's split it shows, while there is one.
        """
        self.remove_underlay(item)
        self.stack.underlays.append(Placed(item, side))
        self.redraw()

    def remove_underlay(self, item: Underlay) -> None:
        """Takes it away; nothing where it isn't there."""
        kept = [each for each in self.stack.underlays if each.item is not item]
        if len(kept) < len(self.stack.underlays):
            self.stack.underlays[:] = kept
            self.redraw()

    def set_swipe(self, fraction: float | None) -> None:
        """Splits the view between left and right underlays.

        Args:
            fraction: of the view's width, 0 to 1; None for no split.
        """
        had, self._swipe = self._swipe, fraction
        self._fill_or_not()
        if (had is None) != (fraction is None):
            self.stack.split = self._split()
            self.redraw()
        else:
            self._follow_split()

    def set_outlined(self, outlined: bool) -> None:
        """Whether layers are outlines alone while the view is split: imagery is compared then."""
        self._outlined = outlined
        self._fill_or_not()

    def _fill_or_not(self) -> None:
        hollow = self._outlined and self._swipe is not None
        if hollow != self.stack.hollow:
            self.stack.set_hollow(hollow)
            for lit in self._lit():
                lit.renew()
            self.viewport().update()
            self.redraw()

    def set_background(self, colour: QColor) -> None:
        """The colour of where nothing is."""
        self.stack.background = QColor(colour)
        self.setBackground(colour)
        self.redraw()

    # Drawing

    def redraw(self, box: Box | None = None, around: int = 16) -> None:
        """Draws the map again in the background, or a box of it; the old shows meanwhile.

        Args:
            box: min x, min y, max x, max y, Web Mercator metres; None for all.
            around: device pixels around the box that may look different too.
        """
        self.backing.renew(box, around)
        self._wake()

    @property
    def is_drawing(self) -> bool:
        """Whether it draws, or prepares what is drawn next, whenever the event loop is idle."""
        return self._timer.isActive()

    def draw_now(self) -> None:
        """Draws what is missing without a pause; for pictures and tests."""
        for backing in self._backings():
            backing.run(lambda: False)
        self._after_slice(more=False)

    def _backings(self) -> list[Backing]:
        """The map's picture, then those of highlights."""
        return [self.backing, *self._lit()]

    def _wake(self) -> None:
        self._told_crisp = False
        self._work()

    def _work(self) -> None:
        """Goes on drawing where there is somebody to see it."""
        if self.isVisible() and not self._timer.isActive():
            self._timer.start()

    def _on_slice(self) -> None:
        end = time.perf_counter() + SLICE
        with stopping(self._timer):
            more = False
            for backing in self._backings():
                more = backing.run(lambda: time.perf_counter() > end)
                if more:
                    break
            self._after_slice(more=more)

    def _after_slice(self, *, more: bool) -> None:
        if not more:
            self._timer.stop()
        for backing in self._backings():
            if backing.changed:
                backing.changed = False
                self.viewport().update()
        if not self._told_crisp and self.backing.is_crisp:
            self._told_crisp = True
            self.crisp.emit()

    def _show_view(self, view: View) -> None:
        self.backing.show(view)
        self._show_highlights()
        self._follow_split()
        self._wake()

    def _split(self) -> float | None:
        view = self.view()
        if self._swipe is None or view is None:
            return None
        return view.left + self._swipe * view.width * view.pixel

    def _follow_split(self) -> None:
        """The split stands still in the window; what it passed over is drawn again."""
        before, after = self.stack.split, self._split()
        self.stack.split = after
        view = self.view()
        if before is None or after is None or view is None or before == after:
            return
        _, low, _, high = view.box
        by = view.height * view.pixel
        self.redraw((min(before, after), low - by, max(before, after), high + by), around=2)

    # Qt

    def showEvent(self, event: QShowEvent) -> None:
        """Begins to draw."""
        super().showEvent(event)
        self._on_range()
        self._wake()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stops drawing; what is there stays, for the next time."""
        self._timer.stop()
        for backing in self._backings():
            backing.pause()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Keeps the scale and the middle of the map."""
        self._resized(lambda: super(MapCanvas, self).resizeEvent(event))

    def changeEvent(self, event: QEvent) -> None:
        """Takes the background from a new palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "stack"):
            self.set_background(self.palette().base().color())

    def close(self) -> bool:
        """Closes the widget alone: pyqtgraph's own would take the scene apart."""
        return QGraphicsView.close(self)
