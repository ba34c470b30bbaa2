"""The basemaps' part of the map's side: the list, what can be done with one, how much it covers."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QSlider,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from ui.basemap.model import DATE, NAME, BasemapModel
from ui.basemap.sheet import Sheet
from ui.look import icons
from ui.widgets.section import Section
from ui.widgets.translated import Translated
from ui.words import translate

_ROWS = 3  # that the list shows without scrolling


class BasemapSection(Translated, QWidget):
    """The list.

    Signals:
        add_wanted, swipe_wanted: their buttons were pressed.
        zoom_wanted: to a basemap, by its id.
        faded: a basemap's id, and how opaque it is to be, 0 to 1.
        menu_wanted: for a basemap, by its id, at a point of the screen.
        shifted: -1: the current one up, 1: down.
        remove_wanted: of the current one, by Delete.
        dropped: files were dropped here.
    """

    add_wanted = Signal()
    swipe_wanted = Signal()
    zoom_wanted = Signal(str)
    faded = Signal(str, float)
    menu_wanted = Signal(str, QPoint)
    shifted = Signal(int)
    remove_wanted = Signal()
    dropped = Signal(list)

    def __init__(self, model: BasemapModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("basemap.section")
        self.setAcceptDrops(True)
        self.model = model
        self.head = Section("", self)
        self.swipe = _button(self, "basemap.section.swipe", "swipe")
        self.swipe.setCheckable(True)
        self.add = _button(self, "basemap.section.add", "add")
        self.more = _button(self, "basemap.section.more", "more")
        for tool in (self.swipe, self.add, self.more):
            self.head.add_tool(tool)
        self._body = QWidget(self)
        self.view = _List(self._body)
        self.view.setObjectName("basemap.list")
        self.view.setModel(model)
        self._empty = QLabel(self._body)
        self._empty.setWordWrap(True)
        self._slider = QSlider(Qt.Orientation.Horizontal, self._body)
        self._slider.setObjectName("basemap.opacity")
        self._slider.setRange(5, 100)
        self._slider.setPageStep(10)
        self._percent = QLabel(self._body)
        self._lay_out()
        self._connect()
        self._on_rows()
        self.retranslate()

    def current(self) -> Sheet | None:
        """The basemap that buttons and keys act on."""
        return self.model.sheet(self.view.currentIndex())

    def choose(self, basemap: str) -> None:
        """Makes one the current one."""
        row = self.model.row_of(basemap)
        if row >= 0:
            self.view.setCurrentIndex(self.model.index(row, NAME))

    def retranslate(self) -> None:
        """Sets every text."""
        title = translate("Basemap", "Basemaps")
        self.head.set_title(title)
        self.view.setAccessibleName(title)
        self._empty.setText(
            translate("Basemap", "Add imagery (MBTiles, GeoTIFF) to see the ground under the map.")
        )
        for button, text in (
            (self.swipe, translate("Basemap", "Compare two dates (F8)")),
            (self.add, translate("Basemap", "Add a basemap…")),
            (self.more, translate("Basemap", "What can be done with the basemap")),
        ):
            button.setToolTip(text)
            button.setAccessibleName(text)
        told = translate("Basemap", "How opaque the basemap is")
        self._slider.setToolTip(told)
        self._slider.setAccessibleName(told)
        self.model.retell()

    def changeEvent(self, event: QEvent) -> None:
        """The list's height follows the font."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._on_rows()
        super().changeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hands them on."""
        event.acceptProposedAction()
        self.dropped.emit([u.toLocalFile() for u in event.mimeData().urls() if u.isLocalFile()])

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self._slider, 1)
        foot.addWidget(self._percent)
        self._percent.setMinimumWidth(self.fontMetrics().horizontalAdvance("100 %"))
        inner = QVBoxLayout(self._body)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self._empty)
        inner.addWidget(self.view)
        inner.addLayout(foot)
        self.head.set_content(self._body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.head)

    def _connect(self) -> None:
        self.add.clicked.connect(self.add_wanted)
        self.swipe.clicked.connect(self.swipe_wanted)
        self.more.clicked.connect(self._on_more)
        self.model.modelReset.connect(self._on_rows)
        self.model.dataChanged.connect(lambda *_: self._on_current())
        self.view.selectionModel().currentChanged.connect(lambda *_: self._on_current())
        self.view.doubleClicked.connect(self._on_double)
        self.view.customContextMenuRequested.connect(self._on_menu)
        self.view.shifted.connect(self.shifted)
        self.view.removed.connect(self.remove_wanted)
        self.view.entered_at.connect(lambda: self._on_double(self.view.currentIndex()))
        self._slider.valueChanged.connect(self._on_slider)

    def _on_rows(self) -> None:
        count = self.model.rowCount()
        self._empty.setVisible(count == 0)
        for part in (self.view, self._slider, self._percent):
            part.setVisible(count > 0)
        row = self.view.sizeHintForRow(0) if count else self.fontMetrics().height() + 4
        self.view.setFixedHeight(row * min(max(count, 1), _ROWS) + 2 * self.view.frameWidth() + 2)
        if count and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.model.index(0, NAME))
        self._on_current()

    def _on_current(self) -> None:
        sheet = self.current()
        self._slider.setEnabled(sheet is not None)
        self.more.setEnabled(sheet is not None)
        if sheet is not None:
            self._slider.blockSignals(True)
            self._slider.setValue(round(sheet.opacity * 100))
            self._slider.blockSignals(False)
        self._percent.setText(f"{self._slider.value()} %")

    def _on_slider(self, value: int) -> None:
        self._percent.setText(f"{value} %")
        sheet = self.current()
        if sheet is not None:
            self.faded.emit(sheet.id, value / 100)

    def _on_double(self, index: QModelIndex) -> None:
        sheet = self.model.sheet(index)
        if sheet is not None:
            self.zoom_wanted.emit(sheet.id)

    def _on_menu(self, at: QPoint) -> None:
        sheet = self.model.sheet(self.view.indexAt(at))
        if sheet is not None:
            self.menu_wanted.emit(sheet.id, self.view.viewport().mapToGlobal(at))

    def _on_more(self) -> None:
        sheet = self.current()
        if sheet is not None:
            self.menu_wanted.emit(sheet.id, self.more.mapToGlobal(self.more.rect().bottomLeft()))


class _List(QTreeView):
    """Rows with a name and a day.

    Alt+Up and Alt+Down move, Delete takes off the list, Enter goes there.

    Signals:
        shifted: -1 for up, 1 for down.
        removed: Delete was pressed.
        entered_at: Enter was pressed.
    """

    shifted = Signal(int)
    removed = Signal()
    entered_at = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setExpandsOnDoubleClick(False)
        self.setAllColumnsShowFocus(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """The name takes the room that the day leaves."""
        super().setModel(model)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(DATE, QHeaderView.ResizeMode.ResizeToContents)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with an arrow lays a basemap higher or lower; Delete takes it off the list."""
        keys = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in keys:
            self.shifted.emit(keys[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_at.emit()
        else:
            super().keyPressEvent(event)


def _button(parent: QWidget, name: str, icon: str) -> QToolButton:
    made = QToolButton(parent)
    made.setObjectName(name)
    made.setAutoRaise(True)
    made.setIcon(icons.icon(icon))
    return made
