"""A basemap below the map's layers: the right pieces where they are there, else what comes near."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPen

from ui.basemap.grid import View, box_of, needed, rect_of
from ui.basemap.sheet import Sheet
from ui.basemap.tile_cache import Key, TileCache
from ui.look import colours

_UP = 6  # zooms coarser that are looked through for a stand-in


class BasemapUnderlay:
    """Draws one basemap; see ``ui.map.underlay.Underlay``.

    Attributes:
        sheet: the basemap.
        state: counts up when its file or its description changed, so that old pieces are stale.
    """

    def __init__(
        self, sheet: Sheet, state: int, cache: TileCache, want: Callable[[Iterable[Key]], None]
    ) -> None:
        self.sheet, self.state = sheet, state
        self._cache, self._want = cache, want

    def draw(self, painter: QPainter, view: View) -> Iterator[None]:
        """Draws its part of a view; what is missing is asked for, and something stands in."""
        zoom = self.sheet.zoom_for(view.pixel)
        if zoom is None:
            self._outline(painter, view)
            return
        keys = needed(self.sheet, self.state, view.box, zoom)
        self._want(key for key in keys if key not in self._cache)
        painter.setOpacity(self.sheet.opacity)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for key in keys:
            self._piece(painter, view, key)
            yield

    def _piece(self, painter: QPainter, view: View, key: Key) -> None:
        target = rect_of(box_of(key), view)
        if key in self._cache:
            image = self._cache.get(key)
            if image is not None:
                _put(painter, view, target, image, QRectF(image.rect()))
            return
        if self._from_above(painter, view, key, target):
            return
        for child in _children(key):
            image = self._cache.get(child)
            if image is not None:
                _put(painter, view, rect_of(box_of(child), view), image, QRectF(image.rect()))

    def _from_above(self, painter: QPainter, view: View, key: Key, target: QRect) -> bool:
        """Draws the part of a coarser piece that lies here; whether there is one."""
        for up in range(1, min(_UP, key.z) + 1):
            above = key.parent(up)
            if above not in self._cache:
                continue
            image = self._cache.get(above)
            if image is None:
                return True  # nothing is to be seen here
            part = image.width() / (1 << up)
            x, y = key.x & ((1 << up) - 1), key.y & ((1 << up) - 1)
            _put(painter, view, target, image, QRectF(x * part, y * part, part, part))
            return True
        return False

    def _outline(self, painter: QPainter, view: View) -> None:
        """Where it lies, when it can't be drawn from so far off."""
        rect = rect_of(self.sheet.focus, view).intersected(
            QRect(-8, -8, view.width + 16, view.height + 16)
        )
        painter.setPen(QPen(colours.role("muted"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect)


def _put(painter: QPainter, view: View, target: QRect, image: QImage, source: QRectF) -> None:
    """Draws a part of an image; of what reaches far beyond the view only what is in it."""
    seen = target.intersected(QRect(-2, -2, view.width + 4, view.height + 4))
    if seen.isEmpty():
        return
    if seen == target or target.width() <= 4 * view.width:
        painter.drawImage(QRectF(target), image, source)
        return
    across, down = source.width() / target.width(), source.height() / target.height()
    part = QRectF(
        source.x() + (seen.x() - target.x()) * across,
        source.y() + (seen.y() - target.y()) * down,
        seen.width() * across,
        seen.height() * down,
    )
    painter.drawImage(QRectF(seen), image, part)


def _children(key: Key) -> list[Key]:
    return [
        key._replace(z=key.z + 1, x=key.x * 2 + column, y=key.y * 2 + row)
        for row in (0, 1)
        for column in (0, 1)
    ]
