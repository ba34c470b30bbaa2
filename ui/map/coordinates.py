"""The line below the map: where the mouse is, in which notation, at what scale; where to go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QActionGroup, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from greenshield.geo import webmercator
from ui.look import icons, worn
from ui.map import places
from ui.map.places import NOTATIONS, Notation
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.tall_icons import TallIcons
from ui.widgets.translated import Translated
from ui.words import number, translate

if TYPE_CHECKING:
    from ui.map.view import View
    from ui.prefs import Prefs

_KEY = "map.notation"
_INCH_M = 0.0254
# The widest position of each notation.
_WIDEST: dict[Notation, str] = {
    "degrees": "126.467918°E 43.225918°N",
    "dms": "126°30′00.00″E 43°30′00.00″N",
    "zone": "X 4,818,390.1  Y 42,540,438.4  zone 42",
}


class CoordinateLine(Translated, QWidget):
    """Position and scale at the left, the box for going somewhere at the right.

    Signals:
        asked: somebody wants to go to a position, typed in any notation.
    """

    asked = Signal(str)

    def __init__(self, prefs: Prefs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("map.foot")
        self._prefs = prefs
        kept = prefs.get(_KEY, "degrees")
        self._notation: Notation = kept if kept in NOTATIONS else "degrees"
        self._at: tuple[float, float] | None = None
        self._denominator = 0.0
        self._readout = QLabel(self)
        self._readout.setObjectName("map.position")
        self._readout.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._choose = QToolButton(self)
        self._choose.setObjectName("map.notation")
        self._choose.setAutoRaise(True)
        self._copy = _button(self, "map.copy", "copy")
        self._copy.clicked.connect(self.copy)
        self._scale = QLabel(self)
        self._scale.setObjectName("map.scale")
        self._told = ElidedLabel(parent=self)
        self._told.setObjectName("map.goto.told")
        self._told.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._told.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._box = QLineEdit(self)
        self._box.setObjectName("map.goto")
        self._box.setClearButtonEnabled(True)
        TallIcons(self._box)
        self._box.returnPressed.connect(self._on_return)
        self._box.textEdited.connect(lambda _: self._say(""))
        self._menu = QMenu(self)
        self._choose.setMenu(self._menu)
        self._choose.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._group = QActionGroup(self)
        for each in NOTATIONS:
            action = self._menu.addAction("")
            action.setObjectName(f"map.notation.{each}")
            action.setCheckable(True)
            action.setChecked(each == self._notation)
            action.triggered.connect(lambda _=False, n=each: self.set_notation(n))
            self._group.addAction(action)
        self._lay_out()
        self.retranslate()

    @property
    def notation(self) -> Notation:
        """How positions are written."""
        return self._notation

    def set_notation(self, notation: Notation) -> None:
        """Chooses how positions are written; remembered."""
        self._notation = notation
        self._prefs.set(_KEY, notation)
        self._show()
        self._give_room()

    def next_notation(self) -> None:
        """The notation after this one."""
        at = NOTATIONS.index(self._notation)
        following = NOTATIONS[(at + 1) % len(NOTATIONS)]
        for action in self._group.actions():
            action.setChecked(action.objectName() == f"map.notation.{following}")
        self.set_notation(following)

    def set_place(self, at: tuple[float, float]) -> None:
        """Where the mouse is, Web Mercator metres."""
        self._at = at
        self._show()

    def set_view(self, view: View) -> None:
        """Tells the scale at the view's middle, on this screen."""
        [[_, lat]] = webmercator.unproject([view.centre]).tolist()
        dots = self.logicalDpiX() or 96
        metres = view.pixel * view.dpr * webmercator.ground_metres(max(-84.0, min(84.0, lat)))
        self._denominator = metres * dots / _INCH_M
        self._tell_scale()

    def copy(self) -> None:
        """Puts the position on the clipboard."""
        if self._at is not None:
            QApplication.clipboard().setText(places.copied(self._at, self._notation))

    def ask(self) -> None:
        """Gives the box for going somewhere the keyboard."""
        self._box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._box.selectAll()

    def refuse(self, why: str) -> None:
        """Says beside the box why one can't go there; what was typed stays."""
        self._say(why, bad=True)
        self._box.selectAll()

    def forget(self) -> None:
        """Of another project."""
        self._box.clear()
        self._say("")

    def went(self, told: str) -> None:
        """Says where one went."""
        self._say(told)

    def retranslate(self) -> None:
        """Sets every text."""
        for button, text in (
            (self._choose, translate("Map", "How positions are written")),
            (self._copy, translate("Map", "Copy the position")),
        ):
            button.setToolTip(text)
            button.setAccessibleName(text)
        for action, each in zip(self._group.actions(), NOTATIONS, strict=True):
            action.setText(places.name(each))
        self._box.setPlaceholderText(translate("Map", "Go to a position"))
        self._box.setAccessibleName(translate("Map", "Go to a position"))
        self._box.setToolTip(
            translate(
                "Map",
                "Longitude and latitude in degrees or degrees, minutes, seconds, or X and Y of a "
                "Gauss–Krüger zone, in either order; then Enter",
            )
        )
        self._readout.setAccessibleName(translate("Map", "Position of the mouse"))
        self._scale.setAccessibleName(translate("Map", "Scale"))
        self._tell_scale()
        self._show()
        self._give_room()

    def changeEvent(self, event: QEvent) -> None:
        """The room for the position follows the font."""
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_group"):
            self._give_room()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is not room for all, scale and button give way, and the box is shorter."""
        super().resizeEvent(event)
        self._give_room()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        pad = self.fontMetrics().height() // 4
        row.setContentsMargins(2 * pad, pad, 2 * pad, pad)
        row.addWidget(self._choose)
        row.addWidget(self._readout)
        row.addWidget(self._copy)
        row.addSpacing(2 * pad)
        row.addWidget(self._scale)
        row.addWidget(self._told, 1)
        row.addWidget(self._box)
        self._give_room()

    def _give_room(self) -> None:
        letters = self.fontMetrics()
        # The widest position, so that the line does not dance under the moving mouse.
        position = letters.horizontalAdvance(_WIDEST[self._notation])
        whole = letters.horizontalAdvance("126°30′00.00″E 43°30′00.00″N  XX")
        short = letters.horizontalAdvance(self._box.placeholderText() + "XXXX")
        scale = letters.horizontalAdvance("1 : 100,000,000")
        copy = self._copy.sizeHint().width()
        left = self.width() - position - self._choose.sizeHint().width() - 3 * letters.height()
        self._readout.setMinimumWidth(position)
        self._scale.setMinimumWidth(scale)
        self._copy.setVisible(left >= copy + short)
        self._scale.setVisible(left >= copy + scale + short)
        self._box.setMinimumWidth(whole if left >= copy + scale + whole else short)

    def _show(self) -> None:
        self._choose.setText(places.short_name(self._notation))
        self._readout.setText("" if self._at is None else places.told(self._at, self._notation))

    def _tell_scale(self) -> None:
        if not self._denominator:
            self._scale.setText("")
            return
        rounded = float(f"{self._denominator:.2g}")
        self._scale.setText(f"1 : {number(int(rounded))}")

    def _on_return(self) -> None:
        if self._box.text().strip():
            self.asked.emit(self._box.text())

    def _say(self, text: str, *, bad: bool = False) -> None:
        self._told.setText(text)
        self._readout.setVisible(not bad)  # what is refused has all the room
        worn.wear(self._told, self._told.foregroundRole(), "danger" if bad else "muted")


def _button(parent: QWidget, name: str, icon: str) -> QToolButton:
    made = QToolButton(parent)
    made.setObjectName(name)
    made.setAutoRaise(True)
    made.setIcon(icons.icon(icon))
    return made
