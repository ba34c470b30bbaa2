"""What photos look at: a sector from each that is selected, and from all in a close view."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from greenshield.geo import camera, webmercator
from ui.look import colours
from ui.map.layer_data import Floats, Ints
from ui.map.screen_item import ScreenItem
from ui.map.view import View

if TYPE_CHECKING:
    from ui.map.canvas import MapCanvas

LONG_EM = 5.0  # a wedge on the screen; it says which way, not how far
CLOSE = 4.0  # metres a pixel: from here on all photos in the view show theirs
MOST = 150
# So many are filled, with smooth edges: more would cover the map, and take longer than a frame.
CROWD = 40
_FAINT = 0.45  # of an outline's colour, where there are more


class Wedges(ScreenItem):
    """View wedges of photos."""

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas, z=12)
        self._places: Floats = np.zeros((0, 2))
        self._azimuths: Floats = np.zeros(0)
        self._fovs: Floats = np.zeros(0)
        self._always: Ints = np.zeros(0, np.int64)
        self._current = -1
        self._made: tuple[tuple[object, ...], list[QPolygonF]] = ((), [])

    def set_photos(self, places: Floats, azimuths: Floats, fovs: Floats | None = None) -> None:
        """All photos: Web Mercator metres, degrees clockwise from north, angles of view.

        NaN stands for an unknown direction, and for an unknown angle, as does no array of them.
        """
        known = fovs is not None and len(fovs) == len(azimuths)
        self._fovs = fovs if fovs is not None and known else np.full(len(azimuths), np.nan)
        self._places, self._azimuths = places, azimuths
        self._made = ((), [])
        self.update()

    def set_always(self, photos: set[int]) -> None:
        """The numbers of photos whose wedge shows at any scale."""
        always = np.sort(np.fromiter(photos, np.int64, len(photos)))
        if not np.array_equal(always, self._always):
            self._always = always
            self.update()

    def set_current(self, photo: int) -> None:
        """The number of the photo that stands out where it shows, -1 for none."""
        if photo != self._current:
            self._current = photo
            self.update()

    def shown(self, view: View) -> list[int]:
        """The photos whose wedge is drawn in a view."""
        if not len(self._azimuths):
            return []
        low_x, low_y, high_x, high_y = view.box
        x, y = self._places.T
        known = np.isfinite(self._azimuths)
        inside = known & (x >= low_x) & (x <= high_x) & (y >= low_y) & (y <= high_y)
        if view.pixel * view.dpr <= CLOSE and np.count_nonzero(inside) <= MOST:
            return [int(n) for n in np.flatnonzero(inside)]
        there = self._always[self._always < len(inside)]
        there = there[inside[there]]
        first = there[there == self._current]  # it shows however many there are
        return [int(n) for n in np.unique([*first, *there[: MOST - len(first)]]).astype(int)]

    def draw(self, painter: QPainter, view: View) -> None:
        """Sectors of one size on the screen: outlines where they are many, the current one full."""
        photos = self.shown(view)
        if not photos:
            return
        crowd = len(photos) > CROWD
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, not crowd)
        edge = colours.role("photo")
        thin = QColor(edge)
        thin.setAlphaF(_FAINT if crowd else 1.0)
        painter.setPen(QPen(thin, 1.0))
        if not (crowd or self.canvas.stack.hollow):
            painter.setBrush(colours.role("wedge"))
        last: QPolygonF | None = None
        for photo, sector in zip(photos, self._sectors(photos, view), strict=True):
            if photo == self._current:
                last = sector
            else:
                painter.drawPolygon(sector, Qt.FillRule.WindingFill)
        if last is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for pen in (QPen(colours.role("map_halo"), 5.0), QPen(edge, 2.4)):
                painter.setPen(pen)
                painter.setBrush(colours.role("wedge"))
                painter.drawPolygon(last, Qt.FillRule.WindingFill)

    def _sectors(self, photos: list[int], view: View) -> list[QPolygonF]:
        """Their outlines, logical pixels; made anew for another view only."""
        em = self.canvas.fontMetrics().height()
        key = (view, em, tuple(photos))
        if self._made[0] != key:
            lonlat = webmercator.unproject(self._places[photos])
            reach = LONG_EM * em * view.pixel * view.dpr
            ground = reach * np.array([webmercator.ground_metres(lat) for lat in lonlat[:, 1]])
            half = np.nan_to_num(self._fovs[photos], nan=camera.FOV_DEG) / 2
            corners = camera.corners(lonlat, self._azimuths[photos], half, ground)
            flat = webmercator.project(corners.reshape(-1, 2))
            pixels = self.points(flat, view).reshape(corners.shape)
            made = [QPolygonF([QPointF(x, y) for x, y in each.tolist()]) for each in list(pixels)]
            self._made = key, made
        return self._made[1]
