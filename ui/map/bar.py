"""The map's own bar: tools, ways to move, what shows, and what to do next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QToolButton, QWidget

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
_STAY = ("labels", "graticule", "layers")
_SPECS = {spec.id.removeprefix("map."): spec for spec in ACTIONS}


class MapBar(Translated, QWidget):
    """One button for each of the more frequent actions of the map."""

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
        for number, group in enumerate(_GROUPS):
            if number:
                row.addWidget(_rule(self))
            for name in group:
                self._add(name, handlers[f"map.{name}"])
        row.addWidget(_rule(self))
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
        self.buttons[name].setChecked(True)
        self._hint.setText(hint)

    def set_hint(self, hint: str) -> None:
        """What to do next."""
        self._hint.setText(hint)

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

    def retranslate(self) -> None:
        """Sets every tip, with the shortcut."""
        for name, button in self.buttons.items():
            spec = _SPECS[name]
            text, tip = translate("Map", spec.text), translate("Map", spec.tip)
            keys = spec.shortcut.split("; ")[0]
            button.setToolTip(f"{text} ({keys})\n{tip}" if keys else f"{text}\n{tip}")
            button.setAccessibleName(text)
            button.setAccessibleDescription(tip)
        self.set_day(self._day)

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


def _rule(parent: QWidget) -> QFrame:
    rule = QFrame(parent)
    rule.setFrameShape(QFrame.Shape.VLine)
    rule.setFrameShadow(QFrame.Shadow.Sunken)
    return rule
