"""Two photos that are looked at together: side by side, or one over the other with a line."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.photos.canvas import PhotoCanvas
from ui.photos.sight import View
from ui.widgets.swipe_handle import SwipeHandle


class Stage(QWidget):
    """Two canvases that look at the same place, beside each other or one over the other."""

    def __init__(self, before: PhotoCanvas, after: PhotoCanvas, parent: QWidget) -> None:
        super().__init__(parent)
        self._before, self._after = before, after
        self._swipe = False
        for canvas in (before, after):
            canvas.setParent(self)
        self._cover = _Cover(before, self)
        self.handle = SwipeHandle(self)
        self.handle.setObjectName("photos.swipe_handle")
        self.handle.moved.connect(lambda _: self._arrange())
        before.view_changed.connect(lambda: self._follow(before, after))
        after.view_changed.connect(lambda: self._follow(after, before))
        before.shown.connect(lambda _: self._cover.update())
        before.sharpened.connect(self._cover.update)
        self._arrange()

    def set_swipe(self, on: bool) -> None:
        """One over the other, or side by side."""
        self._swipe = on
        self._arrange()
        for canvas in (self._before, self._after):
            canvas.set_view(View(turn=canvas.view().turn))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The parts follow."""
        super().resizeEvent(event)
        self._arrange()

    def _follow(self, one: PhotoCanvas, other: PhotoCanvas) -> None:
        view = one.view()
        other.set_view(View(view.zoom, view.at, other.view().turn))
        self._cover.update()

    def _arrange(self) -> None:
        width, height = self.width(), self.height()
        self.handle.setVisible(self._swipe)
        self._cover.setVisible(self._swipe)
        if self._swipe:
            for canvas in (self._before, self._after):
                canvas.setGeometry(0, 0, width, height)
            self._before.lower()
            line = round(width * self.handle.share())
            self._cover.setGeometry(0, 0, line, height)
            self._cover.raise_()
            self.handle.raise_()
            self._cover.update()
        else:
            gap = 2
            half = (width - gap) // 2
            self._before.setGeometry(QRect(0, 0, half, height))
            self._after.setGeometry(QRect(half + gap, 0, width - half - gap, height))
            self._before.raise_()


class _Cover(QWidget):
    """The photo of before, up to the line; what the mouse does goes to the photo beneath."""

    def __init__(self, canvas: PhotoCanvas, parent: QWidget) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draws what the canvas would."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#1c1f1e"))
        self._canvas.draw(painter)
