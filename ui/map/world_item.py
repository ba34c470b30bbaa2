"""An item of the view box that may paint anywhere in the world."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from ui.widgets.graphics import GraphicsObject

WORLD = 2.1e7  # metres: a little more than half the width of the Web Mercator world
_BOUNDS = QRectF(-WORLD, -WORLD, 2 * WORLD, 2 * WORLD)


class WorldItem(GraphicsObject):
    """Its bounds are the whole world, so that a pan changes nothing in the scene's index."""

    def boundingRect(self) -> QRectF:
        """The whole world."""
        return _BOUNDS
