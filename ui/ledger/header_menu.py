"""The columns of the table: order, widths and choice, in the head and remembered."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QMenu

from greenshield.domain.ledger_columns import columns
from greenshield.domain.ledger_filter import Sort
from ui.desk import Desk
from ui.ledger import cells
from ui.ledger import columns as remembered
from ui.ledger.model import LedgerModel
from ui.ledger.table import LedgerTable
from ui.look import icons
from ui.timers import pause
from ui.widgets.multi_choice import MultiChoice
from ui.words import translate

_WIDTH_MS = 400


class Heads(QObject):
    """Keeps the table's columns as the user wants them.

    Args:
        desk: whose settings remember them.
        model, table: what has the columns.
        chooser: the button that offers all columns.
    """

    def __init__(
        self, desk: Desk, model: LedgerModel, table: LedgerTable, chooser: MultiChoice
    ) -> None:
        super().__init__(table)
        self._desk, self._model, self._table, self._chooser = desk, model, table, chooser
        self._head = table.horizontalHeader()
        self._quiet = False
        self._resized: set[str] = set()
        self._width_soon = pause(self, _WIDTH_MS, self._keep_widths)
        self._head.sectionMoved.connect(self._on_moved)
        self._head.sectionResized.connect(self._on_resized)
        self._head.customContextMenuRequested.connect(self.open_menu)
        chooser.changed.connect(self._on_chosen)
        self.arrange()

    def names(self) -> list[str]:
        """The columns as they stand, from left to right."""
        count = self._model.columnCount()
        order = sorted(range(count), key=self._head.visualIndex)
        return [self._model.column(section).name for section in order]

    def arrange(self) -> None:
        """Puts columns, widths and the arrow of the order as they are remembered."""
        layout = remembered.load(self._desk.prefs)
        self._quiet = True
        try:
            self._model.set_columns(layout.names)
            for section in range(len(layout.names)):
                self._head.moveSection(self._head.visualIndex(section), section)
            letter = self._letter()
            for section, name in enumerate(layout.names):
                self._head.resizeSection(section, round(layout.width(name) * letter))
        finally:
            self._quiet = False
        self.show_sort(layout.sort)
        self._offer()

    def show_sort(self, sort: Sort) -> None:
        """Shows the arrow of the order where its column is shown."""
        names = self._model.names()
        section = names.index(sort.column) if sort.column in names else -1
        self._head.blockSignals(True)
        self._head.setSortIndicator(
            section,
            Qt.SortOrder.DescendingOrder if sort.descending else Qt.SortOrder.AscendingOrder,
        )
        self._head.blockSignals(False)

    def retranslate(self) -> None:
        """Sets the words of the chooser."""
        self._offer()

    def open_menu(self, at: QPoint) -> None:
        """The menu of the head: this column, then all."""
        section = self._head.logicalIndexAt(at)
        menu = QMenu(self._table)
        menu.setObjectName("ledger.head_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if section >= 0:
            column = self._model.column(section)
            menu.addAction(translate("Ledger", "Sort ascending")).triggered.connect(
                lambda: self._model.sort_asked.emit(Sort(column.name, False))
            )
            menu.addAction(translate("Ledger", "Sort descending")).triggered.connect(
                lambda: self._model.sort_asked.emit(Sort(column.name, True))
            )
            hide = menu.addAction(
                translate("Ledger", "Hide '{name}'").format(name=cells.title(column))
            )
            hide.setEnabled(self._model.columnCount() > 1)
            hide.triggered.connect(
                lambda: self._set([name for name in self.names() if name != column.name])
            )
            menu.addSeparator()
        choose = menu.addAction(icons.icon("columns"), translate("Ledger", "Choose columns…"))
        choose.triggered.connect(lambda: QTimer.singleShot(0, self, self._chooser.open_list))
        menu.addAction(translate("Ledger", "Columns as at first")).triggered.connect(self._reset)
        menu.popup(self._head.mapToGlobal(at))

    def _offer(self) -> None:
        self._chooser.set_choices([(name, cells.title(c)) for name, c in columns().items()])
        self._chooser.set_values(self._model.names())
        self._chooser.set_title(translate("Ledger", "Columns"))

    def _on_chosen(self, chosen: tuple[str, ...]) -> None:
        """Those that stood stay in their order, new ones come behind."""
        kept = [name for name in self.names() if name in chosen]
        self._set([*kept, *(name for name in chosen if name not in kept)] or ["number"])

    def _set(self, names: list[str]) -> None:
        remembered.keep_columns(self._desk.prefs, names)
        self.arrange()

    def _reset(self) -> None:
        remembered.forget(self._desk.prefs)
        self.arrange()

    def _on_moved(self) -> None:
        if not self._quiet:
            remembered.keep_columns(self._desk.prefs, self.names())

    def _on_resized(self, section: int, _: int, width: int) -> None:
        if not self._quiet and width:
            self._resized.add(self._model.column(section).name)
            self._width_soon.start()

    def _keep_widths(self) -> None:
        for section, name in enumerate(self._model.names()):
            if name in self._resized:
                wide = self._head.sectionSize(section) / self._letter()
                remembered.keep_width(self._desk.prefs, name, wide)
        self._resized.clear()

    def _letter(self) -> float:
        return max(1.0, float(self._table.fontMetrics().averageCharWidth()))
