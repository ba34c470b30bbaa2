"""An image of a part of the world on a grid of its own, and the drawing of parts of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import ClassVar

import numpy as np
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QImage, QPainter, QRegion

from ui.map.layer_data import Box
from ui.map.view import View

MARGIN = 256  # pixels around the view that are drawn when there is time
OVERLAP = 8  # pixels around a part that are drawn and thrown away
FARTHEST = 1 << 24  # pixels from its corner that a grid is used to
SAME = 1e-6  # of a pixel's size: over a screen's width a hundredth of a pixel
OPAQUE = QImage.Format.Format_RGB32
SEE_THROUGH = QImage.Format.Format_ARGB32_Premultiplied

Draw = Callable[[QPainter, View], Iterator[None]]


class Picture:
    """An image of a part of a grid.

    Attributes:
        grid: a view whose upper left corner is pixel (0, 0) of the grid.
        rect: the part of the grid that the image shows.
        image: its pixels.
        valid: the part that is drawn.
    """

    def __init__(self, view: View, rect: QRect, image: QImage) -> None:
        self.grid, self.rect, self.image = view, rect, image
        self.valid = QRegion()

    def fits(self, view: View) -> bool:
        """Whether a view can be cut from it, now or after a scroll."""
        grid = self.grid
        if not same_scale(view, grid) or view.dpr != grid.dpr:
            return False
        if (self.rect.width(), self.rect.height()) != image_size(view):
            return False
        x, y = (view.left - grid.left) / grid.pixel, (grid.top - view.top) / grid.pixel
        return max(abs(x), abs(y)) < FARTHEST

    def place(self, view: View) -> QRect:
        """Where a view lies on the grid, to the nearest pixel."""
        grid = self.grid
        x, y = (view.left - grid.left) / grid.pixel, (grid.top - view.top) / grid.pixel
        return QRect(round(x), round(y), view.width, view.height)

    def of_box(self, box: Box, around: int) -> QRect:
        """Where a box of the world lies on the grid, with some pixels around, in the image."""
        x0, y0, x1, y1 = box
        (left, bottom), (right, top) = self.grid.places(np.array([[x0, y0], [x1, y1]])).tolist()
        rect = QRectF(left, top, right - left, bottom - top)
        rect = rect.adjusted(-around, -around, around, around)
        return rect.intersected(QRectF(self.rect)).toAlignedRect()


def same_scale(one: View, other: View) -> bool:
    """Whether two views have pixels of one size, but for the rounding of a pan far from (0, 0)."""
    return abs(one.pixel / other.pixel - 1) < SAME


def image_size(view: View) -> tuple[int, int]:
    """Width and height of the picture for a view, pixels."""
    return view.width + 2 * MARGIN, view.height + 2 * MARGIN


class Job:
    """The drawing of a rectangle of a picture, into an image of its own.

    So the picture may be scrolled meanwhile, and shows nothing half drawn.
    """

    _spare: ClassVar[list[QImage]] = []  # of the last one: new memory costs as much as blending it

    def __init__(self, picture: Picture, rect: QRect, draw: Draw) -> None:
        self.picture, self.rect = picture, rect
        by = OVERLAP
        kind = picture.image.format()
        self._image = self._taken(rect.width() + 2 * by, rect.height() + 2 * by, kind)
        if kind == SEE_THROUGH:
            self._image.fill(0)
        part = picture.grid.part(
            rect.x() - by, rect.y() - by, rect.width() + 2 * by, rect.height() + 2 * by
        )
        self._painter = QPainter(self._image)
        self._steps = draw(self._painter, part)

    def run(self, until: Callable[[], bool]) -> bool:
        """Draws until it is done (True) or the time is up."""
        try:
            for _ in self._steps:
                if until():
                    return False
        except BaseException:
            self.close()  # an open painter would outlive its image
            raise
        self._painter.end()
        return True

    def close(self) -> None:
        """Ends it where it stands."""
        self._steps = iter(())
        if self._painter.isActive():
            self._painter.end()

    def __del__(self) -> None:
        """Qt aborts where an image goes before the painter that is open on it."""
        if hasattr(self, "_painter"):
            self.close()

    def put(self) -> None:
        """Into the picture, as far as it still shows that part."""
        rect = self.rect.intersected(self.picture.rect)
        if rect.isEmpty():
            return
        painter = QPainter(self.picture.image)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        source = rect.translated(OVERLAP - self.rect.x(), OVERLAP - self.rect.y())
        painter.drawImage(rect.topLeft() - self.picture.rect.topLeft(), self._image, source)
        painter.end()
        self.picture.valid += QRegion(rect)
        self._spare[:] = [max((self._image, *self._spare), key=QImage.sizeInBytes)]

    @classmethod
    def _taken(cls, width: int, height: int, kind: QImage.Format) -> QImage:
        for image in cls._spare:
            if (image.width(), image.height(), image.format()) == (width, height, kind):
                cls._spare.clear()
                return image
        return QImage(width, height, kind)
