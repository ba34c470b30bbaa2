"""A small map of outlines that are about to be read, over what the project knows of the ground."""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.look import colours
from ui.widgets.translated import Translated
from ui.words import length, translate

_STEP = 1.5  # of one turn of the wheel
_MARGIN = 0.06
_EARTH_M = 6_371_000.0
_FAR_M = 100_000.0  # from what is there: told in words
_POINT = 4  # numbers of a ring that is a point, which may stand there twice
_SLACK = 1.0  # degrees that a county's files may reach out of the box of its province

Rings = Sequence["array[float]"]
Box = tuple[float, float, float, float]  # west, south, east, north in degrees


@dataclass(frozen=True, slots=True)
class Drawn:
    """One file's outlines.

    Attributes:
        rings: each ``lon, lat, lon, lat …``, degrees; of a point its place, once or twice.
        kind: by which they are coloured: of a boundary; ``old`` and ``new`` of one that changes.
        is_current: the one that is spoken of.
    """

    rings: Rings
    kind: str = "area"
    is_current: bool = True


class OutlineMap(Translated, QWidget):
    """Fits all it shows; wheel and drag move it, + and − too, 0 fits again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("imports.map")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        line = self.fontMetrics().height()
        self.setMinimumSize(line * 11, line * 9)
        self._ground: tuple[Rings, array[float], Box | None] = ((), array("d"), None)
        self._drawn: tuple[Drawn, ...] = ()
        self._paths: list[tuple[QPainterPath, QColor, QColor, float]] = []
        self._middle, self._scale = QPointF(0.0, 0.0), 1.0  # degrees; pixels a degree of latitude
        self._grip: QPointF | None = None
        self.told = ""
        self.retranslate()

    def set_ground(
        self, areas: Rings, patches: array[float], province: Box | None
    ) -> None:  # fmt: skip
        """What lies there already."""
        self._ground = (areas, patches, province)
        self.fit()

    def set_drawn(self, drawn: Sequence[Drawn]) -> None:
        """The outlines that are about to be read."""
        if tuple(drawn) != self._drawn:
            self._drawn = tuple(drawn)
            self.fit()

    def fit(self) -> None:
        """Shows what is spoken of and all that is there: what is far off is seen to be.

        Other files may lie anywhere, and make nothing small that is looked at.
        """
        mine = [one for one in self._drawn if one.is_current] or self._drawn
        rings = [ring for one in mine for ring in one.rings]
        box = _box_of([*rings, *self._ground[0], self._ground[1]])
        if box is None and self._ground[2] is not None:
            box = self._ground[2]
        west, south, east, north = box or (73.0, 18.0, 136.0, 54.0)
        self._middle = QPointF((west + east) / 2, (south + north) / 2)
        wide = max((east - west) * self._squeeze(), 1e-4) * (1 + 2 * _MARGIN)
        high = max(north - south, 1e-4) * (1 + 2 * _MARGIN)
        self._scale = min(self.width() / wide, self.height() / high)
        self.told = self._far()
        self.setAccessibleDescription(self.told)
        self.update()

    def sizeHint(self) -> QSize:
        """Room enough to know an outline by."""
        line = self.fontMetrics().height()
        return QSize(line * 20, line * 14)

    def retranslate(self) -> None:
        """Sets every text."""
        self.setAccessibleName(translate("Imports", "Map of the outlines"))
        self.setToolTip(
            translate("Imports", "Turn the wheel or press + and − to zoom, drag to move, 0 for all")
        )
        self.told = self._far()
        self.update()

    def resizeEvent(self, _: object) -> None:
        """It still shows everything."""
        self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zooms about the place under the mouse."""
        self._zoom(_STEP ** (event.angleDelta().y() / 120), event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Takes hold."""
        self._grip = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Moves."""
        if self._grip is not None:
            moved = event.position() - self._grip
            self._grip = event.position()
            self._shift(moved.x(), moved.y())

    def mouseReleaseEvent(self, _: QMouseEvent) -> None:
        """Lets go."""
        self._grip = None

    def mouseDoubleClickEvent(self, _: QMouseEvent) -> None:
        """Fits again."""
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zooms and moves by keys."""
        middle = QPointF(self.width() / 2, self.height() / 2)
        step = self.width() / 6
        ways = {Qt.Key.Key_Left: (step, 0.0), Qt.Key.Key_Right: (-step, 0.0),
                Qt.Key.Key_Up: (0.0, step), Qt.Key.Key_Down: (0.0, -step)}  # fmt: skip
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._zoom(_STEP, middle)
        elif key == Qt.Key.Key_Minus:
            self._zoom(1 / _STEP, middle)
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key in ways:
            self._shift(*ways[key])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _: QPaintEvent) -> None:
        """The ground in grey, what comes in its colours, what is spoken of strongest."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), colours.map_ground)
        areas, patches, province = self._ground
        if province is not None:
            painter.setPen(QPen(colours.muted, 1, Qt.PenStyle.DashLine))
            west, south, east, north = province
            painter.drawRect(QRectF(self._at(west, north), self._at(east, south)))
        grey = QColor(colours.muted)
        self._draw(painter, areas, grey, 1.0, 30)
        painter.setPen(QPen(grey, 3))
        if len(patches):
            painter.drawPoints(self._polygon(patches))
        for one in sorted(self._drawn, key=lambda drawn: drawn.is_current):
            colour = _colour(one.kind)
            width, veil = (2.0, 60) if one.is_current else (1.0, 24)
            self._draw(painter, one.rings, colour, width, veil)
        painter.setPen(QPen(colours.edge, 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        self._write(painter)

    def _draw(
        self, painter: QPainter, rings: Rings, colour: QColor, width: float, veil: int
    ) -> None:  # fmt: skip
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.OddEvenFill)
        for ring in rings:
            path.addPolygon(self._polygon(ring))
            path.closeSubpath()
        dots = [self._at(ring[0], ring[1]) for ring in rings if len(ring) <= _POINT]
        box = path.boundingRect()
        if not path.isEmpty() and box.width() < 4 and box.height() < 4:
            dots.append(box.center())  # a speck is not overlooked
        if dots:
            painter.setPen(QPen(colour, 8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawPoints(dots)
        if path.isEmpty():
            return
        painter.setPen(QPen(colour, width))
        painter.setBrush(QColor(colour.red(), colour.green(), colour.blue(), veil))
        painter.drawPath(path)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _write(self, painter: QPainter) -> None:
        """What is told, on a ground of its own at the foot."""
        if not self.told:
            return
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        room = QRectF(self.rect()).adjusted(6, 6, -6, -6)
        space = painter.boundingRect(room, flags, self.told)
        space.moveBottom(room.bottom())
        painter.fillRect(space.adjusted(-4, -2, 4, 2), colours.surface)
        painter.setPen(colours.danger)
        painter.drawText(space, flags, self.told)

    def _far(self) -> str:
        """How far the outline that is spoken of lies off what is there; "" where it is near."""
        rings = [ring for one in self._drawn if one.is_current for ring in one.rings]
        mine = _box_of(rings)
        there = _box_of([*self._ground[0], self._ground[1]])
        province = self._ground[2]
        if mine is None:
            return ""
        if there is not None:
            metres = _apart(mine, there)
            if metres > _FAR_M:
                told = translate("Imports", "{metres} away from all that is in the project")
                return told.format(metres=length(round(metres, -3)))
        if province is not None and _apart(mine, province) > _SLACK * 111_000:
            return translate("Imports", "Outside the project's province")
        return ""

    def _zoom(self, factor: float, about: QPointF) -> None:
        fixed = about - QPointF(self.width() / 2, self.height() / 2)
        before = self._scale
        self._scale = min(max(self._scale * factor, 0.5), 5e7)
        share = 1 / before - 1 / self._scale
        self._middle += QPointF(fixed.x() * share / self._squeeze(), -fixed.y() * share)
        self.update()

    def _shift(self, x: float, y: float) -> None:
        self._middle -= QPointF(x / self._scale / self._squeeze(), -y / self._scale)
        self.update()

    def _squeeze(self) -> float:
        """A degree of longitude in degrees of latitude."""
        return max(math.cos(math.radians(min(max(self._middle.y(), -85.0), 85.0))), 0.05)

    def _at(self, lon: float, lat: float) -> QPointF:
        x = (lon - self._middle.x()) * self._scale * self._squeeze() + self.width() / 2
        y = (self._middle.y() - lat) * self._scale + self.height() / 2
        return QPointF(x, y)

    def _polygon(self, ring: array[float]) -> QPolygonF:
        squeeze, scale = self._squeeze(), self._scale
        west = self._middle.x() - self.width() / 2 / scale / squeeze
        north = self._middle.y() + self.height() / 2 / scale
        xy = np.frombuffer(ring, dtype=float).reshape(-1, 2)
        x = ((xy[:, 0] - west) * scale * squeeze).tolist()
        y = ((north - xy[:, 1]) * scale).tolist()
        return QPolygonF([QPointF(a, b) for a, b in zip(x, y, strict=True)])


def _colour(kind: str) -> QColor:
    if kind in ("old", "new"):
        return colours.role("info" if kind == "old" else "overdue")
    return colours.zone_line("core") if kind == "zone" else colours.area_line(kind)


def _box_of(rings: Sequence[array[float]]) -> Box | None:
    """West, south, east, north of all places; None of none."""
    some: list[npt.NDArray[np.float64]] = [
        np.frombuffer(ring, dtype=float).reshape(-1, 2) for ring in rings if len(ring)
    ]
    if not some:
        return None
    low = np.min([xy.min(axis=0) for xy in some], axis=0)
    high = np.max([xy.max(axis=0) for xy in some], axis=0)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def _apart(one: Sequence[float], other: Sequence[float]) -> float:
    """How far two boxes are apart, metres on a sphere, near enough to be told in kilometres."""
    lat = math.radians((one[1] + one[3] + other[1] + other[3]) / 4)
    x = max(other[0] - one[2], one[0] - other[2], 0.0) * math.cos(lat)
    y = max(other[1] - one[3], one[1] - other[3], 0.0)
    return math.radians(math.hypot(x, y)) * _EARTH_M
