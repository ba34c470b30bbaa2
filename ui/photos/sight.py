"""Where a canvas looks: from pixels of a photo to places of a widget, and back."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTransform

_LARGEST_SCALE = 16.0
_BLOWN_UP = 4.0  # a tiny picture is not fitted to a blur


@dataclass(frozen=True, slots=True)
class View:
    """Where a canvas looks, so that another can look there too.

    Attributes:
        zoom: times the scale that fits.
        at: the middle as shares of the whole, upright.
        turn: quarter turns clockwise.
    """

    zoom: float = 1.0
    at: tuple[float, float] = (0.5, 0.5)
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Sight:
    """A view of a photo in a widget.

    Attributes:
        room: width and height of the widget, points.
        full: width and height of the whole photo, upright, pixels.
        view: where it looks.
    """

    room: tuple[int, int]
    full: tuple[int, int]
    view: View

    def fit_scale(self) -> float:
        """Points a pixel where the whole photo fits."""
        width, height = reversed(self.full) if self.view.turn % 2 else self.full
        if not width or not height:
            return 1.0
        return min(self.room[0] / width, self.room[1] / height, _BLOWN_UP) or 1.0

    def scale(self) -> float:
        """Points a pixel."""
        return self.fit_scale() * self.view.zoom

    def transform(self) -> QTransform:
        """From pixels of the photo to places of the widget."""
        x, y = self.view.at
        out = QTransform.fromTranslate(self.room[0] / 2, self.room[1] / 2)
        out.rotate(90.0 * self.view.turn)
        out.scale(self.scale(), self.scale())
        out.translate(-x * self.full[0], -y * self.full[1])
        return out

    def to_photo(self, place: QPointF) -> QPointF:
        """The pixel at a place of the widget."""
        inverse, _ = self.transform().inverted()
        return inverse.map(place)

    def seen(self) -> QRectF:
        """The part of the photo that is in sight, pixels."""
        inverse, _ = self.transform().inverted()
        return inverse.mapRect(QRectF(0, 0, *self.room)).intersected(QRectF(0, 0, *self.full))

    def moved(self, by: QPointF) -> View:
        """The view after so many points, no farther than the photo goes."""
        middle = self.to_photo(QPointF(self.room[0] / 2, self.room[1] / 2) + by)
        scale = self.scale()
        wide, high = self.room[0] / scale, self.room[1] / scale
        if self.view.turn % 2:
            wide, high = high, wide
        at = (
            _within(middle.x() / self.full[0], wide / 2 / self.full[0]),
            _within(middle.y() / self.full[1], high / 2 / self.full[1]),
        )
        return View(self.view.zoom, at, self.view.turn)

    def zoomed(self, scale: float, place: QPointF) -> View:
        """The view at so many points a pixel, with what is at a place staying there."""
        fit = self.fit_scale()
        scale = min(max(scale, min(fit, 1.0) * 0.5), max(_LARGEST_SCALE, fit))
        nearer = Sight(self.room, self.full, View(scale / fit, self.view.at, self.view.turn))
        return nearer.moved(nearer.transform().map(self.to_photo(place)) - place)


def _within(share: float, half: float) -> float:
    """The middle of the sight, so that no more than the photo is seen where it fills it."""
    return min(max(share, half), 1 - half) if half < 0.5 else 0.5
