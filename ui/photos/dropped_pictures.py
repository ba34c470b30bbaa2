"""The first pictures of what is to be imported: a glance tells whether it is the right card."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.desk import Desk
from ui.look import colours
from ui.photos import import_calls
from ui.widgets.small_picture import small_picture
from ui.widgets.translated import Translated
from ui.words import translate

MOST = 7
_SIZE = 160  # pixels, as cameras embed them
_LINES = 4  # how high the row is


class DroppedPictures(Translated, QWidget):
    """A row of small pictures, filled as they come."""

    def __init__(self, desk: Desk, paths: list[Path], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("photos.import.pictures")
        self._pictures: list[QPixmap] = []
        self._painted = 0
        self._is_over = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.retranslate()
        desk.picture(
            import_calls.first_pictures, paths, MOST, _SIZE, told=self._on_told,
            done=self._on_done, failed=self._on_done, key="photos.import.pictures",
        )  # fmt: skip

    def shown(self) -> int:
        """How many pictures were painted so far."""
        return self._painted

    def retranslate(self) -> None:
        """Sets its name."""
        self.setAccessibleName(translate("Photos", "The first pictures"))

    def sizeHint(self) -> QSize:
        """As high as some lines of text; nothing where there is no picture at all."""
        high = self.fontMetrics().lineSpacing() * _LINES
        return QSize(high * MOST, 0 if self._is_over and not self._pictures else high)

    def minimumSizeHint(self) -> QSize:
        """Narrower ones show fewer."""
        return QSize(self.fontMetrics().lineSpacing() * _LINES, self.sizeHint().height())

    def paintEvent(self, _: QPaintEvent) -> None:
        """Pictures beside each other, empty frames for those to come."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        gap = max(2, self.height() // 16)
        wide = (self.width() - gap * (MOST - 1)) // MOST
        count = len(self._pictures) if self._is_over else MOST
        for n in range(count):
            frame = QRect(n * (wide + gap), 0, wide, self.height())
            if n < len(self._pictures):
                _draw(painter, frame, self._pictures[n])
            else:
                painter.setPen(QPen(colours.role("border"), 1))
                painter.setBrush(colours.role("alternate"))
                painter.drawRoundedRect(frame.adjusted(0, 0, -1, -1), 3, 3)
        self._painted = len(self._pictures)

    def _on_told(self, told: tuple[str, bytes]) -> None:
        picture = small_picture(told[1])
        if picture is not None:
            self._pictures.append(picture)
            self.update()

    def _on_done(self, _: object) -> None:
        self._is_over = True
        self.updateGeometry()
        self.update()


def _draw(painter: QPainter, frame: QRect, picture: QPixmap) -> None:
    """The middle of a picture fills its frame."""
    size = picture.size()
    part = frame.size().scaled(size, Qt.AspectRatioMode.KeepAspectRatio)
    source = QRect(0, 0, part.width(), part.height())
    source.moveCenter(QRect(0, 0, size.width(), size.height()).center())
    painter.drawPixmap(frame, picture, source)
