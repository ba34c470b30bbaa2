"""The side of the map: its layers with their legend, and how much each lets through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSlider,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from ui.look import icons
from ui.map import layer_memory
from ui.map.layer_model import LayerModel
from ui.widgets.translated import Translated
from ui.words import translate

if TYPE_CHECKING:
    from ui.prefs import Prefs

_LOW = 14  # rows


class LayerTree(Translated, QWidget):
    """Ticks show and put away, dragging and Alt+arrows order, the slider makes see-through.

    What the user sets is remembered.

    Signals:
        zoom_wanted: to all of a layer, by its name.
        menu_wanted: of a layer, by its name, and where on the screen.
        folded: the user puts the whole side away.
    """

    zoom_wanted = Signal(str)
    menu_wanted = Signal(str, QPoint)
    folded = Signal()

    def __init__(self, prefs: Prefs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("map.side")
        self._prefs = prefs
        self.model = LayerModel(layer_memory.entries(prefs), self)
        self._title = QLabel(self)
        self._fold = _button(self, "map.side.fold", "chevron-right")
        self.view = _Tree(self)
        self.view.setObjectName("map.layers")
        self.view.setModel(self.model)
        self._higher = _button(self, "map.layer.higher", "layer-higher")
        self._lower = _button(self, "map.layer.lower", "layer-lower")
        self._zoom = _button(self, "map.layer.zoom", "fit")
        self._slider = QSlider(Qt.Orientation.Horizontal, self)
        self._slider.setObjectName("map.layer.opacity")
        self._slider.setRange(5, 100)
        self._slider.setPageStep(10)
        self._percent = QLabel(self)
        self._lay_out()
        self._connect()
        self.view.setCurrentIndex(self.model.index_of("patch"))
        self._wear()
        self.retranslate()

    def add_section(self, section: QWidget) -> None:
        """Puts another room's part, such as the basemaps, below the layers."""
        self._column.addWidget(section)

    def add_tool(self, name: str, icon: str) -> QToolButton:
        """Puts another room's button beside the heading; that room gives it words and does it."""
        made = _button(self, name, icon)
        self._head.insertWidget(self._head.count() - 1, made)
        return made

    def current(self) -> str:
        """The layer that the buttons act on; "" where there is none."""
        entry = self.model.entry(self.view.currentIndex())
        return "" if entry is None else entry.name

    def retranslate(self) -> None:
        """Sets every text."""
        self._title.setText(translate("Map", "Layers"))
        self.view.setAccessibleName(translate("Map", "Layers"))
        for button, text in (
            (self._fold, translate("Map", "Put the layers away")),
            (self._higher, translate("Map", "Lay the layer higher (Alt+Up)")),
            (self._lower, translate("Map", "Lay the layer lower (Alt+Down)")),
            (self._zoom, translate("Map", "Show all of the layer (Enter)")),
        ):
            button.setToolTip(text)
            button.setAccessibleName(text)
        told = translate("Map", "How much the layer covers what is below it")
        self._slider.setToolTip(told)
        self._slider.setAccessibleName(told)
        self.model.retell()

    def changeEvent(self, event: QEvent) -> None:
        """Draws the legend's symbols anew in another scheme or font."""
        if event.type() in (
            QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange,
        ):  # fmt: skip
            self._wear()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is scrolled follows the height."""
        super().resizeEvent(event)
        self._fit()

    def _lay_out(self) -> None:
        self._head = head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._fold)
        foot = QHBoxLayout()
        for part in (self._higher, self._lower, self._zoom):
            foot.addWidget(part)
        foot.addWidget(self._slider, 1)
        foot.addWidget(self._percent)
        self._percent.setMinimumWidth(self.fontMetrics().horizontalAdvance("100 %"))
        inside, self._scroll = QWidget(self), QScrollArea(self)
        scroll = self._scroll
        scroll.setObjectName("map.side.scroll")
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        self._column = column = QVBoxLayout(inside)
        pad = self.fontMetrics().height() // 3
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(pad)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        model, prefs = self.model, self._prefs
        model.visibility_changed.connect(lambda *_: layer_memory.keep(prefs, model))
        model.opacity_changed.connect(lambda *_: layer_memory.keep(prefs, model))
        model.order_changed.connect(lambda *_: layer_memory.keep(prefs, model))
        model.hidden_changed.connect(lambda *_: layer_memory.keep(prefs, model))
        for signal in (self.view.expanded, self.view.collapsed, model.modelReset,
                       model.rowsInserted, model.rowsRemoved):  # fmt: skip
            signal.connect(lambda *_: self._fit())
        self.view.selectionModel().currentChanged.connect(lambda *_: self._on_current())
        self.view.doubleClicked.connect(lambda _: self._ask_zoom())
        self.view.shifted.connect(self._shift)
        self.view.entered_at.connect(self._ask_zoom)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._on_menu)
        self._slider.valueChanged.connect(self._on_slider)
        self._fold.clicked.connect(self.folded)
        self._higher.clicked.connect(lambda: self._shift(-1))
        self._lower.clicked.connect(lambda: self._shift(1))
        self._zoom.clicked.connect(self._ask_zoom)

    def _wear(self) -> None:
        if not hasattr(self, "_percent"):
            return
        em = self.fontMetrics().height()
        side = QSize(round(em * 1.6), round(em * 1.1))
        self.view.setIconSize(side)
        self.model.wear(side, self.devicePixelRatioF())
        self.setMinimumWidth(em * 14)
        self._fit()

    def _fit(self) -> None:
        """A high side shows the list with a scroll bar of its own; a low one scrolls as a whole."""
        row, off = max(1, self.view.sizeHintForRow(0)), Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        low = self.height() < row * _LOW
        self.view.setMinimumHeight(self.view.whole_height() if low else row * 4)
        self.view.setVerticalScrollBarPolicy(off if low else Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def _on_current(self) -> None:
        entry = self.model.entry(self.view.currentIndex())
        for part in (self._higher, self._lower, self._zoom, self._slider):
            part.setEnabled(entry is not None)
        if entry is not None:
            self._slider.blockSignals(True)
            self._slider.setValue(round(entry.opacity * 100))
            self._slider.blockSignals(False)
        self._percent.setText(f"{self._slider.value()} %")

    def _on_slider(self, value: int) -> None:
        self._percent.setText(f"{value} %")
        if self.current():
            self.model.set_opacity(self.current(), value / 100)

    def _shift(self, by: int) -> None:
        name = self.current()
        if name:
            at = self.model.index_of(name).row()
            self.model.move(name, at + by + (by > 0))
            self.view.setCurrentIndex(self.model.index_of(name))

    def _on_menu(self, at: QPoint) -> None:
        entry = self.model.entry(self.view.indexAt(at))
        if entry is not None:
            self.menu_wanted.emit(entry.name, self.view.viewport().mapToGlobal(at))

    def _ask_zoom(self) -> None:
        if self.current():
            self.zoom_wanted.emit(self.current())


class _Tree(QTreeView):
    """A tree whose rows Alt+Up and Alt+Down move; Enter goes there, as a double click does.

    Signals:
        shifted: -1 for up, 1 for down.
        entered_at: Enter was pressed on a row.
    """

    shifted = Signal(int)
    entered_at = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setExpandsOnDoubleClick(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setIndentation(self.fontMetrics().height())

    def whole_height(self) -> int:
        """The height that shows every row, in pixels."""
        return self.viewportSizeHint().height() + 2 * self.frameWidth()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with an arrow lays a layer higher or lower; Enter shows all of it."""
        keys = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in keys:
            self.shifted.emit(keys[Qt.Key(event.key())])
            event.accept()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_at.emit()
            event.accept()
            return
        super().keyPressEvent(event)


def _button(parent: QWidget, name: str, icon: str) -> QToolButton:
    made = QToolButton(parent)
    made.setObjectName(name)
    made.setAutoRaise(True)
    made.setIcon(icons.icon(icon))
    return made
