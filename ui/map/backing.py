"""The picture behind the window: scrolled on a pan, scaled on a zoom, drawn in slices.

A picture has a grid of pixels of its own, laid through the upper left corner of the view that it
was begun for. All of its parts are drawn on that grid, so a strip drawn after a pan fits what was
there before to the pixel.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import cast

from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QImage, QPainter, QRegion

from ui.map.layer_data import Box
from ui.map.picture import MARGIN, OPAQUE, SEE_THROUGH, Draw, Job, Picture, image_size, same_scale
from ui.map.view import View

Prepare = Callable[[View], Iterator[None]]

NEAR = 64  # pixels from the view to the picture's border, at which it is scrolled


class Backing:
    """The picture that is shown, and the one that is coming.

    Attributes:
        view: what the window shows, in device pixels; None until it has a size.
        changed: set when there is something new to show; whoever shows it takes it back.
    """

    def __init__(
        self, draw: Draw, prepare: Prepare | None = None, *, transparent: bool = False
    ) -> None:
        """A picture that is drawn by ``draw``.

        Args:
            draw: draws a view in small steps.
            prepare: makes ready in small steps, when all is drawn, what the next views may need.
            transparent: whether something below shines through; else ``draw`` covers all of it.
        """
        self._format = SEE_THROUGH if transparent else OPAQUE
        self.view: View | None = None
        self._prepare = prepare
        self._preparing: Iterator[None] | None = None
        self.changed = False
        self._draw = draw
        self._shown: Picture | None = None
        self._coming: Picture | None = None
        self._spare: QImage | None = None
        self._job: Job | None = None

    @property
    def target(self) -> Picture | None:
        """The picture that is drawn into."""
        return self._coming or self._shown

    @property
    def is_crisp(self) -> bool:
        """Whether the view is shown as it shall be, to the last pixel."""
        shown, view = self._shown, self.view
        if shown is None or view is None or self._coming is not None or not shown.fits(view):
            return False
        return QRegion(shown.place(view)).subtracted(shown.valid).isEmpty()

    def show(self, view: View) -> None:
        """Shows another view."""
        if view != self.view:
            self._preparing = None
        self.view = view
        target = self.target
        if target is None or not target.fits(view):
            self._begin(view)
        else:
            self._follow(target, target.place(view))

    def renew(self, box: Box | None = None, around: int = 16) -> None:
        """Draws the map again, or a box of it (metres); what was drawn shows meanwhile."""
        target = self.target
        if target is None or self.view is None:
            return
        if box is None:
            self._begin(self.view)
            return
        rect = target.of_box(box, around)
        target.valid -= QRegion(rect)
        if self._job is not None and self._job.rect.intersects(rect):
            self._end_job()

    def run(self, until: Callable[[], bool]) -> bool:
        """Draws until nothing is left to do (False) or the time is up (True).

        Where drawing raises, that part stays undrawn and is tried again at the next call.
        """
        while True:
            if self._job is None:
                self._job = self._next()
                if self._job is None:
                    return self._look_ahead(until)
            try:
                is_done = self._job.run(until)
            except Exception:
                self._end_job()
                raise
            if not is_done:
                return True
            self._job.put()
            self._job = None
            self.changed = True
            self._take_over()
            if until():
                return True

    def pause(self) -> None:
        """Gives up what is being drawn, so that no painter is left open."""
        self._end_job()

    def close(self) -> None:
        """Gives up what is being drawn, and the pictures."""
        self._end_job()
        self._shown = self._coming = self._spare = None

    def paint(self, painter: QPainter) -> None:
        """Paints the view; the painter's coordinates are device pixels from its corner."""
        shown, view = self._shown, self.view
        if shown is None or view is None:
            return
        # What of the picture is in the view, in its own pixels, and where that comes to lie. Only
        # what is drawn: elsewhere the image still holds what it was used for before.
        scale = 1.0 if same_scale(view, shown.grid) else shown.grid.pixel / view.pixel
        place = shown.place(view)
        left, top = float(place.x()), float(place.y())
        if scale != 1:
            left = (view.left - shown.grid.left) / shown.grid.pixel
            top = (shown.grid.top - view.top) / shown.grid.pixel
        window = QRectF(left, top, view.width / scale, view.height / scale)
        there = shown.valid.intersected(window.toAlignedRect())
        for rect in _rects(there):
            source = rect.translated(-shown.rect.topLeft())
            x, y = (rect.x() - left) * scale, (rect.y() - top) * scale
            if scale == 1:
                painter.drawImage(QPoint(round(x), round(y)), shown.image, source)
            else:
                target = QRectF(x, y, rect.width() * scale, rect.height() * scale)
                painter.drawImage(target, shown.image, QRectF(source))

    def _begin(self, view: View) -> None:
        """Begins a picture on a new grid."""
        self._end_job()
        width, height = image_size(view)
        image = self._spare
        if self._coming is not None:
            image, self._coming = self._coming.image, None
        if image is None or (image.width(), image.height()) != (width, height):
            image = QImage(width, height, self._format)
        self._spare = None
        self._coming = Picture(view, QRect(-MARGIN, -MARGIN, width, height), image)

    def _follow(self, picture: Picture, place: QRect) -> None:
        """Scrolls where the view comes near the picture's border."""
        near = place.adjusted(-NEAR, -NEAR, NEAR, NEAR)
        if picture.rect.contains(near):
            return
        to = QRect(picture.rect)
        to.moveTopLeft(place.topLeft() - QPoint(MARGIN, MARGIN))
        self._scroll(picture, to)

    def _scroll(self, picture: Picture, to: QRect) -> None:
        image = self._spare
        if image is None or image.size() != picture.image.size():
            image = QImage(to.width(), to.height(), self._format)
        painter = QPainter(image)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.drawImage(picture.rect.topLeft() - to.topLeft(), picture.image)
        painter.end()
        picture.image, self._spare = image, picture.image
        picture.rect = to
        picture.valid &= QRegion(to)

    def _next(self) -> Job | None:
        """The next part to draw: of the view first, then of the margin."""
        target, view = self.target, self.view
        if target is None or view is None:
            return None
        for wanted in (target.place(view), target.rect):
            missing = QRegion(wanted).intersected(QRegion(target.rect)).subtracted(target.valid)
            if not missing.isEmpty():
                return Job(target, _first(missing), self._draw)
        return None

    def _take_over(self) -> None:
        """Shows the coming picture as soon as it has the whole view."""
        coming, view = self._coming, self.view
        if coming is None or view is None:
            return
        if QRegion(coming.place(view)).subtracted(coming.valid).isEmpty():
            if self._shown is not None:
                self._spare = self._shown.image
            self._shown, self._coming = coming, None

    def _look_ahead(self, until: Callable[[], bool]) -> bool:
        """Prepares what the next views may need; True where the time is up."""
        if self._preparing is None:
            if self._prepare is None or self.view is None:
                return False
            self._preparing = self._prepare(self.view)
        return any(until() for _ in self._preparing)

    def _end_job(self) -> None:
        if self._job is not None:
            self._job.close()
            self._job = None


def _first(region: QRegion) -> QRect:
    """The largest of a region's rectangles."""
    return max(_rects(region), key=lambda rect: rect.width() * rect.height())


def _rects(region: QRegion) -> Iterable[QRect]:
    """The rectangles of a region; Qt's stubs don't know that it is a list of them."""
    return cast("Iterable[QRect]", region)
