"""A small window with the attributes of a feature, to read and to copy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.layers.calls import Feature
from ui.layers.feature_model import FeatureModel, shown
from ui.look import icons
from ui.widgets import clipboard
from ui.widgets.translated import Translated
from ui.words import number, translate

if TYPE_CHECKING:
    from ui.prefs import Prefs

_SIZE = "layers.feature.em"
_EM = (24.0, 18.0)


class FeatureDialog(Translated, QDialog):
    """Goes round the features of a place. It stays beside the map while one goes on clicking.

    Signals:
        turned: another feature is told.
        zoom_wanted: to the feature that is told.
    """

    turned = Signal(object)
    zoom_wanted = Signal(object)

    def __init__(self, prefs: Prefs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("layers.feature")
        self._prefs = prefs
        self._found: list[Feature] = []
        self._at = 0
        self._has_size = False
        self.head = QLabel(self)
        self.head.setObjectName("layers.feature.head")
        self.head.setTextFormat(Qt.TextFormat.PlainText)
        self.head.setWordWrap(True)
        self.before = self._tool("layers.feature.before", "chevron-left")
        self.after = self._tool("layers.feature.after", "chevron-right")
        self.model = FeatureModel(self)
        self.table = QTableView(self)
        self.table.setObjectName("layers.feature.table")
        self.copy, self.zoom = QPushButton(self), QPushButton(self)
        self.copy.setObjectName("layers.feature.copy")
        self.zoom.setObjectName("layers.feature.zoom")
        self._lay_out()
        self.before.clicked.connect(lambda: self._turn(-1))
        self.after.clicked.connect(lambda: self._turn(1))
        self.copy.clicked.connect(self.copy_all)
        self.zoom.clicked.connect(lambda: self.zoom_wanted.emit(self._found[self._at]))
        keys = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self)
        keys.activated.connect(self.copy_marked)
        self.retranslate()

    def tell(self, found: list[Feature]) -> None:
        """Tells features, the first of them first."""
        self._found, self._at = found, 0
        self._show()

    def copy_all(self) -> None:
        """The whole table, names and values with a tab between."""
        self._copy(range(self.model.rowCount()), (0, 1))

    def copy_marked(self) -> None:
        """What is marked in the table, all of it where nothing is."""
        marked = self.table.selectionModel().selectedIndexes()
        if not marked:
            self.copy_all()
            return
        columns = sorted({index.column() for index in marked})
        self._copy(sorted({index.row() for index in marked}), columns)

    def retranslate(self) -> None:
        """Sets every text."""
        self.setWindowTitle(translate("Layers", "Attributes"))
        self.table.setAccessibleName(translate("Layers", "Attributes of the feature"))
        for button, told in (
            (self.before, translate("Layers", "The feature before it")),
            (self.after, translate("Layers", "The next feature of this place")),
        ):
            button.setToolTip(told)
            button.setAccessibleName(told)
        self.copy.setText(translate("Layers", "Copy"))
        self.copy.setToolTip(translate("Layers", "Copy all attributes as a table"))
        self.zoom.setText(translate("Layers", "Zoom to it"))
        self.model.retell()
        if self._found:
            self._tell_head()

    def showEvent(self, event: Any) -> None:
        """As large as it was left, in the lower right corner of the map: what was clicked shows."""
        if not self._has_size:
            self._has_size = True
            em = self.fontMetrics().height()
            wide, high = self._prefs.get(_SIZE, _EM)
            self.resize(round(float(wide) * em), round(float(high) * em))
            place = self.parentWidget()
            if place is not None:
                corner = place.mapToGlobal(place.rect().bottomRight())
                self.move(corner.x() - self.width() - em, corner.y() - self.height() - 4 * em)
        super().showEvent(event)
        self._fit()

    def done(self, result: int) -> None:
        """Remembers the size."""
        em = self.fontMetrics().height()
        self._prefs.set(_SIZE, [round(self.width() / em, 1), round(self.height() / em, 1)])
        super().done(result)

    def _lay_out(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setWordWrap(True)
        table.verticalHeader().hide()
        table.setAlternatingRowColors(True)
        heads = table.horizontalHeader()
        heads.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        heads.setStretchLastSection(True)
        top, foot = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.head, 1)
        top.addWidget(self.before)
        top.addWidget(self.after)
        foot.addWidget(self.zoom)
        foot.addStretch(1)
        foot.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.addLayout(top)
        column.addWidget(table, 1)
        column.addLayout(foot)

    def _tool(self, name: str, icon: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setAutoRaise(True)
        button.setIcon(icons.icon(icon))
        return button

    def _turn(self, by: int) -> None:
        self._at = (self._at + by) % len(self._found)
        self._show()

    def _show(self) -> None:
        feature = self._found[self._at]
        self.model.set_rows(list(feature.attributes.items()))
        self._fit()
        several = len(self._found) > 1
        self.before.setVisible(several)
        self.after.setVisible(several)
        self._tell_head()
        self.turned.emit(feature)

    def _fit(self) -> None:
        """Names are as wide as they are, half of the table at most; long values are wrapped."""
        table, head = self.table, self.table.horizontalHeader().sectionSizeHint(0)
        table.resizeColumnToContents(0)
        widest = max(table.viewport().width() // 2, head)
        table.setColumnWidth(0, min(max(table.columnWidth(0), head), widest))
        table.resizeRowsToContents()

    def _tell_head(self) -> None:
        feature = self._found[self._at]
        told = translate("Layers", "{layer}, feature {n}").format(
            layer=feature.layer_name, n=number(feature.number)
        )
        if len(self._found) > 1:
            told += "\n" + translate("Layers", "{at} of {all} here").format(
                at=number(self._at + 1), all=number(len(self._found))
            )
        self.head.setText(told)

    def _copy(self, rows: Any, columns: Any) -> None:
        lines = []
        for row in rows:
            name, value = self.model.rows[row]
            cells = (name, shown(value))
            lines.append("\t".join(" ".join(cells[column].split()) for column in columns))
        clipboard.put("\n".join(lines))
