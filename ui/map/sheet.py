"""A transparent sheet for a layer's fills and dots, laid over the picture at once.

Blending every span of every polygon costs three times as much as putting opaque colours on a sheet
that is blended once. And where two features of a layer overlap, the upper one's colour is the
legend's, not a mixture.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from pyqtgraph.functions import ndarray_from_qimage
from PySide6.QtGui import QImage, QPaintEngine, QPainter

from ui.map.view import View

_KEPT = 2  # images kept for the next sheet: new memory costs as much as blending it


class Sheet:
    """A sheet as large as a view and some pixels more on each side.

    Attributes:
        around: these pixels.
        painter: paints on it in pixels of the view, in the place of what is there.
    """

    _spare: list[QImage] = []  # noqa: RUF012

    def __init__(self, view: View, around: int) -> None:
        self.around = around
        width, height = view.width + 2 * around, view.height + 2 * around
        self._image = self._taken(width, height)
        self._image.fill(0)
        self.painter = QPainter(self._image)
        self.painter.translate(around, around)
        self.painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)

    @property
    def width(self) -> int:
        """Pixels of a row."""
        return self._image.width()

    def pixels(self) -> npt.NDArray[np.uint32]:
        """Its pixels, premultiplied, row after row; writing to them writes on it."""
        out: npt.NDArray[np.uint32] = ndarray_from_qimage(self._image).view(np.uint32).reshape(-1)
        return out

    def lay(self, painter: QPainter) -> None:
        """Over a picture, in the painter's opacity; the sheet is used up."""
        self.painter.end()
        painter.drawImage(-self.around, -self.around, self._image)
        self._spare.append(self._image)
        del self._spare[:-_KEPT]

    def __del__(self) -> None:
        """Qt aborts where an image goes before the painter that is open on it."""
        if hasattr(self, "painter"):
            self.close()

    def close(self) -> None:
        """Ends its painter where the drawing is given up."""
        if self.painter.isActive():
            self.painter.end()

    @classmethod
    def _taken(cls, width: int, height: int) -> QImage:
        for at, image in enumerate(cls._spare):
            if (image.width(), image.height()) == (width, height):
                return cls._spare.pop(at)
        return QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)


def wants_vectors(painter: QPainter) -> bool:
    """Whether a painter writes shapes rather than pixels, as for SVG, PDF and printers."""
    return painter.paintEngine().type() != QPaintEngine.Type.Raster
