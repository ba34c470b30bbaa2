"""Lines of longitude and latitude at round steps, drawn by ourselves, their degrees at the edge."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from greenshield.geo import graticule, webmercator
from ui.look import colours
from ui.map.inscribing import HALO, halo
from ui.map.screen_item import Corners, ScreenItem, size_of
from ui.map.view import View

if TYPE_CHECKING:
    from ui.map.canvas import MapCanvas

APART_EM = 11  # between two lines, at least
GROUND = 3.0  # logical pixels of a line's own ground, without which imagery swallows it
_GROUND_ALPHA = 0.35


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of a view: step, degrees and logical pixels of each."""

    step: float
    lons: list[tuple[float, float]]
    lats: list[tuple[float, float]]


class Graticule(ScreenItem):
    """Below the labels; hidden until somebody wants it."""

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas, z=20)

    def draw(self, painter: QPainter, view: View) -> None:
        """Straight lines, for in Web Mercator they are straight; each on a ground of its own."""
        width, height = size_of(view)
        found = self._lines(view)
        strokes = [QLineF(x, 0, x, height) for _, x in found.lons]
        strokes += [QLineF(0, y, width, y) for _, y in found.lats]
        ground = colours.role("map_halo")
        ground.setAlphaF(_GROUND_ALPHA)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        for pen in (QPen(ground, GROUND), QPen(colours.role("graticule"), 1.0)):
            painter.setPen(pen)
            painter.drawLines(strokes)
        font = self.canvas.font()
        for at, text in self._inscriptions(found):
            halo(painter, at, text, font)

    def rooms(self, view: View) -> list[Corners]:
        """Where its degrees stand, for no label to lie on them; none while it is hidden."""
        if not self.isVisible():
            return []
        metrics = QFontMetricsF(self.canvas.font())
        return [
            (
                at.x() - HALO,
                at.y() - metrics.ascent() - HALO,
                at.x() + metrics.horizontalAdvance(text) + HALO,
                at.y() + metrics.descent() + HALO,
            )
            for at, text in self._inscriptions(self._lines(view))
        ]

    def _lines(self, view: View) -> _Lines:
        width, _ = size_of(view)
        em = QFontMetricsF(self.canvas.font()).height()
        most = max(2, math.floor(width / (APART_EM * em)))
        low_x, low_y, high_x, high_y = view.box
        [[west, south], [east, north]] = webmercator.unproject(
            [(low_x, low_y), (high_x, high_y)]
        ).tolist()
        if not (-360 < west < east < 360):
            return _Lines(1.0, [], [])
        step = graticule.step(east - west, most)
        lons = graticule.lines(west, east, step)
        lats = [v for v in graticule.lines(south, north, step) if abs(v) <= webmercator.LIMIT_DEG]
        return _Lines(
            step,
            [(lon, self._pixel(lon, 0.0).x()) for lon in lons],
            [(lat, self._pixel(0.0, lat).y()) for lat in lats],
        )

    def _inscriptions(self, found: _Lines) -> list[tuple[QPointF, str]]:
        """The degrees of each line at the upper and the left edge, and where they begin."""
        metrics = QFontMetricsF(self.canvas.font())
        em = metrics.height()
        wide = self.canvas.width() - 3 * em  # the north arrow stands there
        out = []
        for lon, x in found.lons:
            text = graticule.label(lon, found.step, "lon")
            if x + metrics.horizontalAdvance(text) < wide:
                out.append((QPointF(x + 3, metrics.ascent() + 2), text))
        for lat, y in found.lats:
            if y > 2.2 * em:  # below the degrees along the top
                out.append((QPointF(4, y - 3), graticule.label(lat, found.step, "lat")))
        return out

    def _pixel(self, lon: float, lat: float) -> QPointF:
        [[x, y]] = webmercator.project([(lon, lat)]).tolist()
        return self.point((x, y))
