"""A colour: one of those offered, or any."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QButtonGroup, QColorDialog, QHBoxLayout, QToolButton, QWidget

from ui.layers.item import COLOURS
from ui.look import colours
from ui.widgets.translated import Translated
from ui.words import translate


class ColourField(Translated, QWidget):
    """Buttons of the colours that are offered, and one for any other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        self._other = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for colour in COLOURS:
            self._buttons[colour] = self._button(row)
        self.more = self._button(row)
        row.addStretch(1)
        self.more.clicked.connect(self._ask)
        self._buttons[COLOURS[0]].setChecked(True)
        self.setFocusProxy(self._buttons[COLOURS[0]])
        self._wear()
        self.retranslate()

    def setObjectName(self, name: str) -> None:
        """The buttons are named after the field."""
        super().setObjectName(name)
        for colour, button in self._buttons.items():
            button.setObjectName(f"{name}.{colour[1:]}")
        self.more.setObjectName(f"{name}.more")

    def value(self) -> str:
        """The colour that is chosen, "#rrggbb"."""
        chosen = next((c for c, b in self._buttons.items() if b.isChecked()), "")
        return chosen or self._other or COLOURS[0]

    def set_value(self, colour: str) -> None:
        """Chooses a colour."""
        if colour in self._buttons:
            self._buttons[colour].setChecked(True)
        elif QColor(colour).isValid():
            self._other = QColor(colour).name()
            self.more.setChecked(True)
        self._wear()

    def retranslate(self) -> None:
        """Sets every tip."""
        for number, (colour, button) in enumerate(self._buttons.items(), 1):
            told = translate("Layers", "Colour {n} ({colour})").format(n=number, colour=colour)
            button.setToolTip(told)
            button.setAccessibleName(told)
        told = translate("Layers", "Another colour…")
        self.more.setToolTip(told)
        self.more.setAccessibleName(told)

    def changeEvent(self, event: QEvent) -> None:
        """The drawings follow font and scheme."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self._wear()
        super().changeEvent(event)

    def _button(self, row: QHBoxLayout) -> QToolButton:
        button = QToolButton(self)
        button.setCheckable(True)
        button.setAutoRaise(True)
        self._group.addButton(button)
        row.addWidget(button)
        return button

    def _wear(self) -> None:
        side = round(self.fontMetrics().height() * 1.4)
        for colour, button in (*self._buttons.items(), (self._other, self.more)):
            button.setIconSize(QSize(side, side))
            button.setIcon(_drawn(colour, side, self.devicePixelRatioF()))

    def _ask(self) -> None:
        before = self._other or COLOURS[0]
        dialog = QColorDialog(QColor(before), self)
        dialog.setObjectName("layers.colour")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setOption(QColorDialog.ColorDialogOption.DontUseNativeDialog)
        dialog.colorSelected.connect(lambda found: self.set_value(found.name()))
        dialog.rejected.connect(self._on_none)
        dialog.open()

    def _on_none(self) -> None:
        if not self._other:
            self._buttons[COLOURS[0]].setChecked(True)


def _drawn(colour: str, side: int, ratio: float) -> QIcon:
    """A disc of a colour, with a ring while it is chosen."""
    icon = QIcon(_disc(colour, side, ratio, chosen=False))
    icon.addPixmap(_disc(colour, side, ratio, chosen=True), QIcon.Mode.Normal, QIcon.State.On)
    return icon


def _disc(colour: str, side: int, ratio: float, *, chosen: bool) -> QPixmap:
    """The disc; three dots where there is no colour yet."""
    picture = QPixmap(round(side * ratio), round(side * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if colour:
            inside = QRectF(0, 0, side, side).adjusted(4, 4, -4, -4)
            painter.setPen(QPen(colours.role("border"), 1))
            painter.setBrush(QColor(colour))
            painter.drawEllipse(inside)
            if chosen:
                painter.setPen(QPen(colours.role("text"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(inside.adjusted(-2.5, -2.5, 2.5, 2.5))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.role("text"))
            for n in range(3):
                painter.drawEllipse(QRectF(side * (0.2 + 0.25 * n), side * 0.45, 3, 3))
    finally:
        painter.end()
    return picture
