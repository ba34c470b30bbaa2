"""Two dates compared: a line over the map, left of it one basemap, right of it another."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from ui import words
from ui.basemap.sheet import Sheet
from ui.look import worn
from ui.widgets.swipe_handle import SwipeHandle
from ui.widgets.tips import literal, plain
from ui.widgets.translated import Translated
from ui.words import translate

SIDES = ("left", "right")


class Swipe(QObject):
    """The line, and at its upper end what stands left and right of it.

    Signals:
        moved: the share of the map's width that is left of the line.
        chosen: ``left`` or ``right``, and the id of the basemap to show there.
        ended: the user wants the line away.
    """

    moved = Signal(float)
    chosen = Signal(str, str)
    ended = Signal()

    def __init__(self, canvas: QWidget) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.handle = SwipeHandle(canvas)
        self.handle.setObjectName("basemap.swipe")
        self.labels = {side: _Label(side, canvas) for side in SIDES}
        self.handle.moved.connect(self._on_moved)
        self.handle.installEventFilter(self)
        canvas.installEventFilter(self)
        for side, label in self.labels.items():
            label.chosen.connect(lambda basemap, s=side: self.chosen.emit(s, basemap))
        self.set_shown(False)

    @property
    def share(self) -> float:
        """How much of the map's width is left of the line."""
        return self.handle.share()

    def set_shown(self, shown: bool) -> None:
        """Shows the line in the map, with the keyboard on it, or takes it away."""
        for part in (self.handle, *self.labels.values()):
            part.setVisible(shown)
        if shown:
            self._place()
            self.handle.setFocus()

    def set_sheets(self, left: Sheet, right: Sheet, all_of_them: list[Sheet]) -> None:
        """Says what stands on which side, and what else could."""
        self.labels["left"].set_sheet(left, all_of_them)
        self.labels["right"].set_sheet(right, all_of_them)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape ends it; a map of another size has its labels elsewhere."""
        if event.type() == QEvent.Type.Resize and watched is self._canvas:
            self._place()
        if (
            watched is self.handle
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            self.ended.emit()
            return True
        return super().eventFilter(watched, event)

    def _on_moved(self, share: float) -> None:
        self._place()
        self.moved.emit(share)

    def _place(self) -> None:
        at = round(self._canvas.width() * self.handle.share())
        gap = self.handle.width() // 2
        top = self._canvas.fontMetrics().height() // 2
        for side, label in self.labels.items():
            label.adjustSize()
            x = at - gap - label.width() if side == "left" else at + gap
            label.move(QPoint(x, top))
            label.raise_()


class _Label(Translated, QToolButton):
    """The day of a side; its menu has the other basemaps.

    Signals:
        chosen: another basemap, by its id.
    """

    chosen = Signal(str)

    def __init__(self, side: str, canvas: QWidget) -> None:
        super().__init__(canvas)
        self.setObjectName(f"basemap.swipe.{side}")
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setAutoFillBackground(True)
        self._side = side
        self._group = QActionGroup(self._menu)
        self._group.triggered.connect(lambda action: self.chosen.emit(action.data()))
        self._shown: tuple[Sheet, list[Sheet]] | None = None

    def set_sheet(self, sheet: Sheet, all_of_them: list[Sheet]) -> None:
        """Says which one it is; the menu offers the rest."""
        self._shown = sheet, all_of_them
        self.retranslate()

    def retranslate(self) -> None:
        """Sets every text."""
        if self._shown is None:
            return
        sheet, all_of_them = self._shown
        self.setText(literal(_told(sheet, sheet.name if not sheet.date else "")))
        where = (
            translate("Basemap", "Left: {name}")
            if self._side == "left"
            else translate("Basemap", "Right: {name}")
        ).format(name=_told(sheet, sheet.name))
        self.setToolTip(plain(where))
        self.setAccessibleName(where)
        worn.wear(self, self.backgroundRole(), "surface")
        for action in self._group.actions():
            self._group.removeAction(action)
        self._menu.clear()
        for each in all_of_them:
            action = QAction(literal(_told(each, each.name)), self._menu)
            action.setData(each.id)
            action.setCheckable(True)
            action.setChecked(each.id == sheet.id)
            self._group.addAction(action)
            self._menu.addAction(action)
        self.adjustSize()


def _told(sheet: Sheet, name: str) -> str:
    day = words.day(sheet.date) or translate("Basemap", "no date")
    return f"{day}  {name}" if name else day


def first_pair(sheets: list[Sheet]) -> tuple[str, str] | None:
    """The two to begin with: of those that show the two topmost, the older one left."""
    sound = [s for s in sheets if s.is_sound]
    shown = [s for s in sound if s.visible]
    pool = shown if len(shown) > 1 else [*shown, *(s for s in sound if s not in shown)]
    dated = [s for s in pool if s.date]
    two = (dated if len({s.date for s in dated}) > 1 else pool)[:2]
    if len(dated) > 2:
        newest = dated[0]
        other = next((s for s in dated[1:] if s.date != newest.date), dated[1])
        two = [newest, other]
    if len(two) < 2:
        return None
    left, right = sorted(two, key=lambda s: s.date or "9999")
    return left.id, right.id
