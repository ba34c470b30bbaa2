"""Icons: our own drawings in ``resources/icons``, in the colours of the scheme in force.

A drawing is 24×24, its strokes ``currentColor``. An icon draws itself when it is painted, at the
screen's own resolution, so that a change of theme or of screen needs nothing of its owner.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from greenshield import resources
from ui.look import colours


@cache
def icon(name: str) -> QIcon:
    """An icon by the name of its drawing.

    Raises:
        KeyError: there is no such drawing.
    """
    return _icon(name, "")


@cache
def coloured(name: str, role: str) -> QIcon:
    """An icon in the colour of a role: ``coloured("warning", "warning")``.

    Raises:
        KeyError: there is no such drawing.
    """
    return _icon(name, role)


def pixmap(name: str, size: int, colour: QColor, ratio: float = 1.0) -> QPixmap:
    """A drawing as a picture.

    Args:
        name: of the drawing.
        size: width and height in points.
        colour: of its strokes.
        ratio: pixels for each point.
    """
    return _drawn(name, QSize(round(size * ratio), round(size * ratio)), colour, ratio)


def of_window() -> QIcon:
    """The product's icon, for title bars, task bars and the list of windows.

    It is painted here once in every size that systems ask for: they keep pictures of it.
    """
    made = QIcon()
    for side in (16, 24, 32, 48, 64, 128, 256):
        made.addPixmap(pixmap("greenshield", side, colours.role("accent")))
    return made


def names() -> list[str]:
    """The names of all drawings."""
    return sorted(file.stem for file in resources.path("icons").glob("*.svg"))


def _icon(name: str, role: str) -> QIcon:
    if not _file(name).is_file():
        raise KeyError(name)
    return QIcon(_Engine(name, role))


def _file(name: str) -> Path:
    return resources.path("icons", f"{name}.svg")


@cache
def _source(name: str) -> str:
    return _file(name).read_text("utf-8")


def _drawn(name: str, size: QSize, colour: QColor, ratio: float) -> QPixmap:
    key = f"gs-icon/{name}/{size.width()}x{size.height()}/{colour.rgba():x}/{ratio}"
    cached = QPixmap()
    if size.isEmpty():  # a field too narrow for its icon
        return cached
    if QPixmapCache.find(key, cached):
        return cached
    side = min(size.width(), size.height())
    picture = QPixmap(size)
    picture.fill(Qt.GlobalColor.transparent)
    text = _source(name).replace("currentColor", colour.name())
    painter = QPainter(picture)
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(colour.alphaF())
        corner = QPoint((size.width() - side) // 2, (size.height() - side) // 2)
        renderer = QSvgRenderer(QByteArray(text.encode("utf-8")))
        renderer.render(painter, QRect(corner, QSize(side, side)).toRectF())
    finally:
        painter.end()
    picture.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, picture)
    return picture


_clones: list[QIconEngine] = []


class _Engine(QIconEngine):
    """Draws one icon whenever Qt asks, in the colours of that moment."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name = name
        self._role = role

    def clone(self) -> QIconEngine:
        copy = _Engine(self._name, self._role)
        _clones.append(copy)  # Qt owns it from here, but takes no reference
        return copy

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(rect, self.scaledPixmap(rect.size(), mode, state, ratio))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(  # Qt's name
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        return _drawn(self._name, size * scale, self._colour(mode, state), scale)

    def _colour(self, mode: QIcon.Mode, state: QIcon.State) -> QColor:
        if mode == QIcon.Mode.Disabled:
            return colours.role("disabled")
        if mode == QIcon.Mode.Selected:
            return colours.role("on_chosen")
        if self._role:
            return colours.role(self._role)
        return colours.role("accent" if state == QIcon.State.On else "text")
