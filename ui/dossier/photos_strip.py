"""The photos of an issue by phase: how many count, how many are asked for, which are doubtful."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from greenshield.domain.errors import Missing
from greenshield.domain.needs import PHASES
from ui import words
from ui.dossier.casing import headed
from ui.dossier.need_line import NeedLine
from ui.dossier.sliced import Sliced
from ui.dossier.view import TaggedPhoto, View
from ui.look import colours, icons, worn
from ui.widgets.small_picture import small_picture
from ui.widgets.tips import plain
from ui.widgets.translated import Translated
from ui.words import plural, translate

_MOVE_OF = {"before": "check", "after": "self_check", "lookback": "confirm"}
_TOLD = 8  # lines of a tip
_FEW = 3  # photos that the narrowest dossier shows beside each other


class PhotosStrip(Translated, QWidget):
    """A strip of small pictures for each phase.

    Signals:
        shown: open the viewer on a photo (SHA-256).
        chosen: a photo was selected (SHA-256).
        asked: show the tray with what a phase has or lacks: phase.
        stands_wanted: show where to stand for what is lacking.
        wanted: small pictures of these photos (a list of SHA-256).
        needed: go to what mends a line: a ``Missing`` and the move that lacks it.
    """

    shown = Signal(str)
    chosen = Signal(str)
    asked = Signal(str)
    stands_wanted = Signal()
    wanted = Signal(list)
    needed = Signal(object, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dossier.photos")
        self._view: View | None = None
        self._pictures: dict[str, QPixmap] = {}
        self._items: dict[str, list[QListWidgetItem]] = {}
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._body = QWidget(self)
        self._box.addWidget(self._body)
        self._slices = Sliced(self)

    def show_view(self, view: View | None) -> None:
        """Shows the photos of an issue; asks for the pictures that are not there yet."""
        self._view = view
        self.retranslate()
        if view is not None:
            lacking = {p.sha256 for p in view.photos} - self._pictures.keys()
            if lacking:
                self.wanted.emit(sorted(lacking))

    def add_picture(self, sha256: str, data: bytes | None) -> None:
        """A small picture has come (JPEG), or there is none."""
        picture = None if data is None else small_picture(data)
        if picture is None:
            return
        if len(self._pictures) > 400:
            self._pictures.clear()
        side = self._side()
        picture = picture.scaled(
            side, side * 3 // 4, Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )  # fmt: skip
        self._pictures[sha256] = picture
        for item in self._items.get(sha256, ()):
            item.setIcon(self._icon(picture, item.data(Qt.ItemDataRole.UserRole)))

    def forget(self) -> None:
        """Another project is open: its photos are others."""
        self._pictures.clear()

    def retranslate(self) -> None:
        """Says everything anew."""
        old, self._body = self._body, QWidget(self)
        self._box.replaceWidget(old, self._body)
        old.hide()
        old.deleteLater()
        self._items = {}
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        if self._view is None:
            return
        self._slices.start(self._phases(self._view, column))

    def _phases(self, view: View, column: QVBoxLayout) -> Iterator[None]:
        for phase in PHASES:
            photos = [p for p in view.photos if p.phase == phase]
            have, missing = view.shots.get(phase, (0, ()))
            if photos or missing:
                column.addWidget(self._phase(phase, photos, have, missing))
                yield
        if not column.count():
            column.addWidget(QLabel(translate("Dossier", "No photos yet."), self._body))
        column.addStretch(1)

    def _phase(
        self, phase: str, photos: list[TaggedPhoto], have: int, missing: tuple[Missing, ...]
    ) -> QWidget:
        box = QFrame(self._body)
        box.setObjectName(f"photos.{phase}")
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._head(box, phase, photos, have, missing))
        if photos:
            column.addWidget(self._strip(box, photos))
        for one in missing:
            line = NeedLine(one, _MOVE_OF.get(phase, "check"), box)
            line.wanted.connect(lambda found: self.needed.emit(found.missing, found.move_name))
            column.addWidget(line)
        for photo in photos:
            if photo.doubt is not None:
                column.addWidget(self._doubt(box, photo))
        odd = [photo for photo in photos if photo.odd]
        if odd:
            column.addWidget(self._odd(box, phase, odd))
        return box

    def _head(
        self, box: QWidget, phase: str, photos: list[TaggedPhoto], have: int, missing: Any
    ) -> QHBoxLayout:
        name = headed(words.label("photo_phase", phase))
        judged = self._view is not None and phase in self._view.shots
        told = (
            translate("Dossier", "{count} tied, {have} count")
            if judged
            else translate("Dossier", "{count} tied")
        )
        title = QLabel(f"<b>{name}</b> · {told.format(count=len(photos), have=have)}", box)
        head = QHBoxLayout()
        if judged:
            mark = QLabel(box)
            icon, role = ("warning", "warning") if missing else ("ok", "ok")
            worn.wear_icon(mark, icon, role)
            head.addWidget(mark)
        head.addWidget(title, 1)
        if judged and phase in _MOVE_OF:
            stands = QToolButton(box)
            stands.setObjectName(f"photos.{phase}.stands")
            stands.setAutoRaise(True)
            stands.setIcon(icons.icon("camera"))
            stands.setToolTip(translate("Dossier", "What is still to be taken, and where to stand"))
            stands.setAccessibleName(stands.toolTip())
            stands.clicked.connect(self.stands_wanted)
            head.addWidget(stands)
        tray = QToolButton(box)
        tray.setObjectName(f"photos.{phase}.tray")
        tray.setAutoRaise(True)
        tray.setIcon(icons.icon("photos"))
        tray.setToolTip(translate("Dossier", "Show them in the photo tray"))
        tray.setAccessibleName(tray.toolTip())
        tray.clicked.connect(lambda: self.asked.emit(phase))
        head.addWidget(tray)
        return head

    def _strip(self, box: QWidget, photos: Iterable[TaggedPhoto]) -> QListWidget:
        side = self._side()
        strip = QListWidget(box)
        strip.setObjectName(f"{box.objectName()}.strip")
        strip.setAccessibleName(translate("Dossier", "Photos"))
        strip.setViewMode(QListWidget.ViewMode.IconMode)
        strip.setFlow(QListWidget.Flow.LeftToRight)
        strip.setWrapping(False)
        strip.setMovement(QListWidget.Movement.Static)
        strip.setIconSize(QSize(side, side * 3 // 4))
        strip.setFrameShape(QFrame.Shape.NoFrame)
        strip.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        shown = list(photos)
        bar = strip.horizontalScrollBar().sizeHint().height() if len(shown) > _FEW else 0
        strip.setFixedHeight(side * 3 // 4 + 3 * box.fontMetrics().lineSpacing() + bar)
        for photo in shown:
            item = QListWidgetItem(_caption(photo))
            item.setData(Qt.ItemDataRole.UserRole, photo)
            item.setToolTip(plain(_tip(photo)))
            picture = self._pictures.get(photo.sha256)
            item.setIcon(self._icon(picture, photo))
            self._items.setdefault(photo.sha256, []).append(item)
            strip.addItem(item)
        strip.currentItemChanged.connect(self._on_current)
        strip.itemActivated.connect(
            lambda item: self.shown.emit(item.data(Qt.ItemDataRole.UserRole).sha256)
        )
        return strip

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(Qt.ItemDataRole.UserRole).sha256)

    def _doubt(self, box: QWidget, photo: TaggedPhoto) -> NeedLine:
        assert photo.doubt is not None
        line = NeedLine(photo.doubt, _MOVE_OF.get(photo.phase, "check"), box, "warning")
        line.wanted.connect(lambda _, sha=photo.sha256: self.shown.emit(sha))
        return line

    def _odd(self, box: QWidget, phase: str, photos: list[TaggedPhoto]) -> QToolButton:
        """A line for the photos about which something is odd; it opens the first of them."""
        told = plural(
            len(photos),
            translate("Dossier", "{n} photo worth a look, no verdict"),
            translate("Dossier", "{n} photos worth a look, no verdict"),
        )
        line = QToolButton(box)
        line.setObjectName(f"photos.{phase}.odd")
        line.setAutoRaise(True)
        line.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        line.setText(told)
        line.setIcon(icons.coloured("warning", "warning"))
        side = self.fontMetrics().height()
        line.setIconSize(QSize(side, side))
        lines = [f"{photo.name or photo.sha256[:12]}: {_first(photo)}" for photo in photos]
        line.setToolTip(plain("\n".join([*lines[:_TOLD], *(["…"] if lines[_TOLD:] else [])])))
        line.setAccessibleDescription(lines[0])
        line.clicked.connect(lambda: self.shown.emit(photos[0].sha256))
        return line

    def _side(self) -> int:
        """The width of a small picture."""
        return self.fontMetrics().height() * 5

    def _icon(self, picture: QPixmap | None, photo: TaggedPhoto) -> QIcon:
        """The small picture in a frame of one size; a doubtful one is marked."""
        side = self._side()
        frame = QPixmap(side, side * 3 // 4)
        frame.fill(colours.role("alternate"))
        painter = QPainter(frame)
        if picture is None:
            small = icons.icon("photo").pixmap(side // 3, side // 3)
            painter.drawPixmap((side - side // 3) // 2, (frame.height() - side // 3) // 2, small)
        else:
            at = (side - picture.width()) // 2, (frame.height() - picture.height()) // 2
            painter.drawPixmap(*at, picture)
        if photo.doubt is not None or photo.odd:
            mark = icons.coloured("warning", "warning").pixmap(side // 4, side // 4)
            painter.fillRect(0, 0, side // 4 + 4, side // 4 + 4, colours.role("surface"))
            painter.drawPixmap(2, 2, mark)
        painter.end()
        return QIcon(frame)


def _caption(photo: TaggedPhoto) -> str:
    kind = headed(words.label("photo_kind", photo.kind))
    return f"{kind}\n{words.short_day(photo.taken_at)}"


def _tip(photo: TaggedPhoto) -> str:
    parts: list[str] = [photo.name or photo.sha256[:12], words.moment(photo.taken_at)]
    if photo.distance_m is not None:
        told = translate("Dossier", "{distance} from the patch")
        inside = translate("Dossier", "inside the patch")
        far = told.format(distance=words.length(photo.distance_m))
        parts.append(inside if photo.distance_m == 0 else far)
    if photo.doubt is not None:
        params: Mapping[str, Any] = photo.doubt.params
        parts.append(words.sentence(photo.doubt.code, params))
    parts += [_odd_line(*one) for one in photo.odd]
    return "\n".join(part for part in parts if part)


def _first(photo: TaggedPhoto) -> str:
    return _odd_line(*photo.odd[0])


def _odd_line(code: str, params: Mapping[str, Any]) -> str:
    return words.line(code, {"file": "", "name": "", **params})
