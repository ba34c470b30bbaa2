"""A photo that is zoomed and moved: the whole at the screen's size, a crisp part where nearer.

A turn is the view's own and changes nothing of the photo.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.photos.pixels import PhotoPixels
from ui.photos.sight import Sight, View
from ui.timers import pause

_CRISP_MS = 60
_STEP = 1.25
_ROUND = 512


class PictureView(QWidget):
    """One photo, where it is told to look.

    Signals:
        shown: a photo is there: what the worker told of it, without the pixels.
        refused: it can't be shown, with the error.
        view_changed: it was zoomed, moved or turned, but for ``set_view``.
        sharpened: the crisp part of what is in sight is there.
    """

    shown = Signal(dict)
    refused = Signal(object)
    view_changed = Signal()
    sharpened = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pixels = PhotoPixels(desk, self)
        self._pixels.shown.connect(self._on_shown)
        self._pixels.refused.connect(self.refused)
        self._pixels.sharpened.connect(self._on_sharpened)
        self._view = View()
        self._small: QPixmap | None = None
        self._crisp = pause(self, _CRISP_MS, self._on_crisp)
        self.setMinimumSize(self.fontMetrics().height() * 8, self.fontMetrics().height() * 6)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    # What is shown ------------------------------------------------------------------------

    def set_photo(
        self, sha256: str, small: QPixmap | None = None, ahead: Sequence[str] = ()
    ) -> None:
        """Shows another photo, fitted; "" shows none.

        Args:
            sha256: which.
            small: a small picture of it, shown until the large one is there.
            ahead: which photos may be wanted next.
        """
        self._small = small
        self._crisp.stop()
        self._view = View()
        # A size that serves this widget, and a somewhat larger one too.
        wanted = max(self.width(), self.height()) * self.devicePixelRatioF()
        self._pixels.load(sha256, -(-int(wanted) // _ROUND) * _ROUND)
        self._pixels.prepare(ahead)
        self.update()

    def again(self) -> None:
        """Asks once more for what was refused, the whole or the crisp part."""
        self._pixels.again()
        self._look()

    def photo(self) -> str:
        """The photo that it shows."""
        return self._pixels.photo

    def full_size(self) -> tuple[int, int]:
        """Width and height of the whole photo, upright; zeros while it is not there."""
        return self._pixels.full

    def has_picture(self) -> bool:
        """True once there is something to see."""
        return self._pixels.whole is not None

    def is_crisp(self) -> bool:
        """True where as many pixels are there as the screen can show."""
        return self._pixels.is_crisp(self._sight(), self.devicePixelRatioF())

    # Zooming and moving -------------------------------------------------------------------

    def view(self) -> View:
        """Where it looks."""
        return self._view

    def set_view(self, view: View) -> None:
        """Looks there; ``view_changed`` tells only of what the user does here."""
        self._view = view
        self._look()

    def scale(self) -> float:
        """Points of the screen for each pixel of the photo."""
        return self._sight().scale()

    def fit(self) -> None:
        """The whole photo."""
        self._go(View(turn=self._view.turn))

    def natural(self) -> None:
        """One pixel of the photo for each of the screen."""
        self.zoom_to(1.0 / self.devicePixelRatioF())

    def zoom_by(self, steps: float, at: QPointF | None = None) -> None:
        """Nearer or farther, keeping a place of the widget where it is."""
        self.zoom_to(self.scale() * _STEP**steps, at)

    def zoom_to(self, scale: float, at: QPointF | None = None) -> None:
        """To so many points a pixel."""
        if self._pixels.full[0]:
            place = at if at is not None else QPointF(self.rect().center())
            self._go(self._sight().zoomed(scale, place))

    def turn(self, quarters: int) -> None:
        """Turns the view clockwise; the photo stays as it is."""
        self._go(View(1.0, (0.5, 0.5), (self._view.turn + quarters) % 4))

    def move_by(self, by: QPointF) -> None:
        """By so many points, the photo to the left and up."""
        if self._pixels.full[0]:
            self._go(self._sight().moved(by))

    # Qt's events --------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What fitted fits again."""
        super().resizeEvent(event)
        self._look()

    def showEvent(self, event: QShowEvent) -> None:
        """It may be there by now."""
        super().showEvent(event)
        self.again()

    def changeEvent(self, event: QEvent) -> None:
        """Whoever comes back to the window may have plugged in a drive."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.again()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The whole, and over it the crisp part."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor("#1c1f1e"))
        if self._small is not None and not self.has_picture():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            size = self._small.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            box = QRect(QPoint(0, 0), size)
            box.moveCenter(self.rect().center())
            painter.drawPixmap(box, self._small)
            return
        self.draw(painter)

    def draw(self, painter: QPainter) -> None:
        """Draws the photo where this widget has it, also for another that lies over it."""
        painter.save()
        painter.setTransform(self._sight().transform(), combine=True)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self.scale() < 4)
        self._pixels.draw(painter)
        painter.restore()

    # Within -------------------------------------------------------------------------------

    def _sight(self) -> Sight:
        return Sight((self.width(), self.height()), self._pixels.full, self._view)

    def _go(self, view: View) -> None:
        self._view = view
        self._look()
        self.view_changed.emit()

    def _look(self) -> None:
        self.update()
        if self.has_picture():
            self._crisp.start()

    def _on_shown(self, told: dict[str, Any]) -> None:
        self._look()
        self.shown.emit(told)

    def _on_crisp(self) -> None:
        self._pixels.sharpen(self._sight(), self.devicePixelRatioF())

    def _on_sharpened(self) -> None:
        self._look()  # the sight may have moved meanwhile
        self.sharpened.emit()
