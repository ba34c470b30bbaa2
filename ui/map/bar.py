"""The map's own bar: tools, ways to move, what shows, and what to do next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent, QStatusTipEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QMenu,
    QToolButton,
    QWidget,
)

from ui import words
from ui.look import icons
from ui.map.actions import ACTIONS
from ui.widgets.chip import Chip
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.translated import Translated
from ui.words import translate

TOOLS = ("select", "box", "identify", "measure_line", "measure_area", "draw", "place_photo")
_GROUPS = (
    TOOLS,
    ("zoom_in", "zoom_out", "zoom_all", "zoom_selection", "previous_view"),
    ("labels", "graticule", "layers"),
)
# What stands behind the last button where there is no room for all, the first of them first.
_GIVING_WAY = (
    "graticule", "previous_view", "labels", "zoom_selection", "box", "measure_area", "zoom_out",
    "zoom_in", "identify", "measure_line", "draw",
)  # fmt: skip
_HINT_EM = 8  # of the hint, or it is told in the window's status bar
_STAY = ("labels", "graticule", "layers")
_SPECS = {spec.id.removeprefix("map."): spec for spec in ACTIONS}


class MapBar(Translated, QWidget):
    """One button for each of the more frequent actions of the map.

    On a narrow map the less frequent of them give way to a menu.
    """

    def __init__(self, handlers: dict[str, Callable[[], None]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("map.bar")
        self.buttons: dict[str, QToolButton] = {}
        self._tools = QButtonGroup(self)
        self._day = ""
        self._hint = ElidedLabel("", self)
        self._hint.setObjectName("map.hint")
        self._hint.setForegroundRole(self._hint.palette().ColorRole.PlaceholderText)
        row = QHBoxLayout(self)
        row.setSpacing(2)
        self._row = row
        self._rules: list[tuple[QFrame, tuple[str, ...]]] = []
        for group in _GROUPS:
            for name in group:
                self._add(name, handlers[f"map.{name}"])
            self._rules.append((_rule(self), group))
            row.addWidget(self._rules[-1][0])
        self._more = self._made_more()
        row.addWidget(self._more)
        self.day = Chip("", self)
        self.day.setObjectName("map.bar.day")
        self.day.hide()
        row.addWidget(self.day)
        row.addWidget(self._hint, 1)
        self.buttons["select"].setChecked(True)
        self._wear()
        self.retranslate()

    def set_tool(self, name: str, hint: str) -> None:
        """Shows which tool has the mouse, and what to do with it."""
        if name in self.buttons:  # a room's own tool has its button there
            self.buttons[name].setChecked(True)
        self._fit()  # the tool in hand is seen
        self.set_hint(hint)

    def set_hint(self, hint: str) -> None:
        """What to do next."""
        self._hint.setText(hint)
        if self._hint.isHidden():
            self._tell_below(hint)

    def hint(self) -> str:
        """What it says to do next."""
        return self._hint.text()

    def set_on(self, name: str, on: bool) -> None:
        """Whether labels, graticule or layers show."""
        self.buttons[name].setChecked(on)

    def set_usable(self, names: tuple[str, ...], usable: bool) -> None:
        """Whether some buttons can be used now."""
        for name in names:
            self.buttons[name].setEnabled(usable)

    def set_day(self, day: str) -> None:
        """Says whose boundaries the map shows; nothing of today."""
        self._day = day
        told = translate("Map", "As of {day}").format(day=words.day(day)) if day else ""
        self.day.set_text(told)
        self.day.setVisible(bool(day))
        self._fit()

    def retranslate(self) -> None:
        """Sets every tip, with the shortcut."""
        for name, button in self.buttons.items():
            spec = _SPECS[name]
            text, tip = translate("Map", spec.text), translate("Map", spec.tip)
            keys = spec.shortcut.split("; ")[0]
            button.setToolTip(f"{text} ({keys})\n{tip}" if keys else f"{text}\n{tip}")
            button.setAccessibleName(text)
            button.setAccessibleDescription(tip)
        more = translate("Map", "More of the map's tools")
        self._more.setToolTip(more)
        self._more.setAccessibleName(more)
        self.set_day(self._day)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Buttons come and go with the room."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Icons follow the font, so that they are large in field mode."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._wear()
        super().changeEvent(event)

    def _add(self, name: str, handler: Callable[[], None]) -> None:
        button = QToolButton(self)
        button.setObjectName(f"map.bar.{name}")
        button.setAutoRaise(True)
        button.setIcon(icons.icon(_SPECS[name].icon))
        button.setCheckable(name in TOOLS or name in _STAY)
        if name in TOOLS:
            self._tools.addButton(button)
        button.clicked.connect(lambda: handler())
        self.buttons[name] = button
        self._row.addWidget(button)

    def _wear(self) -> None:
        em = self.fontMetrics().height()
        pad = em // 5
        self._row.setContentsMargins(pad, pad, 2 * pad, pad)
        for button in self.buttons.values():
            button.setIconSize(QSize(round(em * 1.35), round(em * 1.35)))
        self._more.setIconSize(QSize(round(em * 1.35), round(em * 1.35)))
        self._fit()

    def _made_more(self) -> QToolButton:
        more = QToolButton(self)
        more.setObjectName("map.bar.more")
        more.setAutoRaise(True)
        more.setIcon(icons.icon("more"))
        menu = QMenu(more)
        menu.setObjectName("map.bar.more.menu")
        menu.aboutToShow.connect(lambda: self._fill(menu))
        more.setMenu(menu)
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        more.hide()
        return more

    def _fill(self, menu: QMenu) -> None:
        """Names the buttons that have no room, in the bar's order."""
        menu.clear()
        for button in self.buttons.values():
            if button.isHidden():
                entry = menu.addAction(button.icon(), button.accessibleName())
                entry.setCheckable(button.isCheckable())
                entry.setChecked(button.isChecked())
                entry.setEnabled(button.isEnabled())
                entry.triggered.connect(lambda _=False, b=button: b.click())

    def _fit(self) -> None:
        """Shows as many buttons as there is room for, then the hint where there is some left."""
        margins, gap, rule = self._row.contentsMargins(), self._row.spacing(), 4
        wide = self.buttons["select"].sizeHint().width() + gap
        room = self.width() - margins.left() - margins.right() - len(_GROUPS) * (rule + gap)
        if self._day:
            room -= self.day.sizeHint().width() + gap
        fitting = max(room // wide, len(self.buttons) - len(_GIVING_WAY))
        away: tuple[str, ...] = ()
        if fitting < len(self.buttons):
            movable = [n for n in _GIVING_WAY if n not in TOOLS or not self.buttons[n].isChecked()]
            away = tuple(movable[: len(self.buttons) - fitting + 1])
        for name, button in self.buttons.items():
            button.setVisible(name not in away)
        for line, group in self._rules:
            line.setVisible(any(name not in away for name in group))
        self._more.setVisible(bool(away))
        left = room - (len(self.buttons) - len(away) + bool(away)) * wide
        fits = left >= _HINT_EM * self.fontMetrics().height()
        if fits == self._hint.isHidden():
            self._hint.setVisible(fits)
            self._tell_below("" if fits else self._hint.text())

    def _tell_below(self, hint: str) -> None:
        """In the window's status bar, which has room for it."""
        QApplication.sendEvent(self.window(), QStatusTipEvent(hint))


def _rule(parent: QWidget) -> QFrame:
    rule = QFrame(parent)
    rule.setFrameShape(QFrame.Shape.VLine)
    rule.setFrameShadow(QFrame.Shadow.Sunken)
    return rule
