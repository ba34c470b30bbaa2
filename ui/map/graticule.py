"""Lines of longitude and latitude at round steps, drawn by ourselves, their degrees at the edge."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from greenshield.geo import graticule, webmercator
from ui.look import colours
from ui.map.inscribing import halo
from ui.map.screen_item import ScreenItem, size_of
from ui.map.view import View

if TYPE_CHECKING:
    from ui.map.canvas import MapCanvas

APART_EM = 11  # between two lines, at least


class Graticule(ScreenItem):
    """Below the labels; hidden until somebody wants it."""

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas, z=20)

    def draw(self, painter: QPainter, view: View) -> None:
        """Straight lines, for in Web Mercator they are straight."""
        width, height = size_of(view)
        metrics = QFontMetricsF(self.canvas.font())
        most = max(2, math.floor(width / (APART_EM * metrics.height())))
        low_x, low_y, high_x, high_y = view.box
        [[west, south], [east, north]] = webmercator.unproject(
            [(low_x, low_y), (high_x, high_y)]
        ).tolist()
        if not (-360 < west < east < 360):
            return
        step = graticule.step(east - west, most)
        lons = graticule.lines(west, east, step)
        lats = [v for v in graticule.lines(south, north, step) if abs(v) <= webmercator.LIMIT_DEG]
        across = [self._pixel(lon, 0.0).x() for lon in lons]
        down = [self._pixel(0.0, lat).y() for lat in lats]
        pen = QPen(colours.role("graticule"), 1.0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(pen)
        painter.drawLines([QLineF(x, 0, x, height) for x in across])
        painter.drawLines([QLineF(0, y, width, y) for y in down])
        self._inscribe(painter, metrics, step, list(zip(lons, across, strict=True)), lats, down)

    def _inscribe(
        self,
        painter: QPainter,
        metrics: QFontMetricsF,
        step: float,
        lons: list[tuple[float, float]],
        lats: list[float],
        down: list[float],
    ) -> None:
        font = self.canvas.font()
        em = metrics.height()
        wide = self.canvas.width() - 3 * em  # the north arrow stands there
        for lon, x in lons:
            text = graticule.label(lon, step, "lon")
            if x + metrics.horizontalAdvance(text) < wide:
                halo(painter, QPointF(x + 3, metrics.ascent() + 2), text, font)
        for lat, y in zip(lats, down, strict=True):
            if y > 2.2 * em:  # below the degrees along the top
                halo(painter, QPointF(4, y - 3), graticule.label(lat, step, "lat"), font)

    def _pixel(self, lon: float, lat: float) -> QPointF:
        [[x, y]] = webmercator.project([(lon, lat)]).tolist()
        return self.point((x, y))
