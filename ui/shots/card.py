"""One shot, large enough to be read in the sun: the way, which way to look, the photo to match."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui import words
from ui.look import colours, fonts, icons
from ui.shots import arrow
from ui.shots.calls import Line
from ui.widgets.flow import Flow
from ui.widgets.translated import Translated
from ui.words import translate

_WIDE = 1.4  # times as wide as high


class ShotCard(Translated, QWidget):
    """The shot that is chosen.

    Signals:
        map_wanted: go to the place on the map.
        photo_wanted: show the photo that it is to be like (SHA-256).
    """

    map_wanted = Signal()
    photo_wanted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("shots.card")
        self._line: Line | None = None
        self._box = QBoxLayout(QBoxLayout.Direction.BottomToTop, self)
        self._arrow, self._picture = _Arrow(self), _Picture(self)
        self._way, self._look = QLabel(self), QLabel(self)
        self._title, self._rest = QLabel(self), QLabel(self)
        for label in (self._way, self._look, self._title, self._rest):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._map = QPushButton(icons.icon("map"), "", self)
        self._map.setObjectName("shots.to_map")
        self._map.clicked.connect(self.map_wanted)
        self._photo = QPushButton(icons.icon("photo"), "", self)
        self._photo.setObjectName("shots.to_photo")
        self._photo.clicked.connect(self._on_photo)
        self._lay_out()
        self._wear()
        self.retranslate()

    def show_line(self, line: Line | None, picture: QPixmap | None) -> None:
        """Shows a shot, or none."""
        self._line = line
        self.show_picture(picture)
        self._tell()

    def show_picture(self, picture: QPixmap | None) -> None:
        """The photo that it is to be like has come."""
        self._picture.set_picture(picture, bool(self._line and self._line.like))

    def retranslate(self) -> None:
        """Sets every text."""
        self._map.setText(translate("Shots", "On the map"))
        self._map.setToolTip(translate("Shots", "Show the place to stand on the map (Enter)"))
        self._photo.setText(translate("Shots", "Photo"))
        self._photo.setToolTip(translate("Shots", "Show the photo to match large (Space)"))
        self._tell()

    def changeEvent(self, event: QEvent) -> None:
        """Large letters follow the font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._wear()

    def _on_photo(self) -> None:
        if self._line is not None and self._line.like:
            self.photo_wanted.emit(self._line.like)

    def _tell(self) -> None:
        line = self._line
        self._map.setEnabled(line is not None and line.lonlat is not None)
        self._photo.setEnabled(line is not None and bool(line.like))
        if line is None:
            for label in (self._way, self._look, self._title, self._rest):
                label.clear()
            self._arrow.point(None, there=False)
            return
        self._title.setText(" · ".join(filter(None, (line.issue, line.name, line.phase))))
        self._way.setText(line.way or line.place)
        self._look.setText(line.look)
        self._look.setVisible(bool(line.look))
        parts = [line.title, line.place if line.way else ""]
        if line.day:
            told = translate("Shots", "to match the photo of {day}")
            parts.append(told.format(day=words.day(line.day)))
        if line.lonlat is not None:
            parts.append(f"{line.lonlat[1]:.6f}, {line.lonlat[0]:.6f}")
        self._rest.setText("\n".join(filter(None, (*parts, line.why))))
        self._arrow.point(line.azimuth_deg if line.there else line.bearing_deg, there=False)

    def _wear(self) -> None:
        self._way.setFont(fonts.scaled(1.35, bold=True))
        self._look.setFont(fonts.scaled(1.15))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The picture stands beside the words where there is the width for it."""
        super().resizeEvent(event)
        wide = self.width() > self.height() * _WIDE
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.BottomToTop
        if self._box.direction() != way:
            self._box.setDirection(way)

    def _lay_out(self) -> None:
        go = QHBoxLayout()
        go.addWidget(self._arrow, 0, Qt.AlignmentFlag.AlignTop)
        said = QVBoxLayout()
        said.addWidget(self._way)
        said.addWidget(self._look)
        go.addLayout(said, 1)
        buttons = Flow()
        buttons.addWidget(self._map)
        buttons.addWidget(self._photo)
        inside = QWidget(self)
        words_of_it = QVBoxLayout(inside)
        words_of_it.setContentsMargins(0, 0, 0, 0)
        words_of_it.addWidget(self._title)
        words_of_it.addLayout(go)
        words_of_it.addWidget(self._rest)
        words_of_it.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        said_and_done = QVBoxLayout()
        said_and_done.addWidget(scroll, 1)
        said_and_done.addLayout(buttons)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(self._picture, 2)
        self._box.addLayout(said_and_done, 3)


class _Arrow(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._degrees: float | None = None
        self._there = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def point(self, degrees: float | None, *, there: bool) -> None:
        """Points somewhere."""
        self._degrees, self._there = degrees, there
        self.setVisible(degrees is not None)
        self.update()

    def sizeHint(self) -> QSize:
        """Three lines."""
        side = self.fontMetrics().height() * 3
        return QSize(side, side)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draws it."""
        painter = QPainter(self)
        arrow.draw(
            painter, QRectF(self.rect()), self._degrees, colours.role("accent"), there=self._there
        )
        painter.end()


class _Picture(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._picture: QPixmap | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(self.fontMetrics().height() * 4)

    def set_picture(self, picture: QPixmap | None, wanted: bool) -> None:
        """Shows a picture, or that it is yet to come."""
        self._picture = picture
        self.setVisible(wanted)
        self.update()

    def sizeHint(self) -> QSize:
        """A picture of a useful size."""
        high = self.fontMetrics().height() * 9
        return QSize(high * 4 // 3, high)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draws it whole, to the left."""
        painter = QPainter(self)
        if self._picture is not None:
            size = self._picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(QRect(0, 0, size.width(), size.height()), self._picture)
        painter.end()
