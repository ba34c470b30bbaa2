"""Each layer of each file: what it is, where it lies, what will come of it, before it is read."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ui.desk import Desk
from ui.imports.outline_map import Drawn, OutlineMap
from ui.imports.part import Part
from ui.imports.part_pane import PartPane
from ui.imports.parts_model import AREA, COUNT, CRS, KIND, NAME, PROBLEMS, PartsModel
from ui.imports.problem_list import of
from ui.imports.problems_table import ProblemsTable
from ui.look import theme
from ui.widgets.column_widths import widen
from ui.widgets.translated import Translated
from ui.words import translate

_LETTERS = {NAME: 25, KIND: 13, PROBLEMS: 27, CRS: 11, COUNT: 7, AREA: 12}


class PartsPage(Translated, QWidget):
    """The list with a map beside it; beneath, what is chosen for a line, and its remarks.

    Signals:
        changed: parts, a field of their wish, and its value.
        columns_wanted: the part of which the columns are to be mapped.
        current_changed: another line is looked at.
        ticked: another part is to be imported, or not.
    """

    changed = Signal(list, str, object)
    columns_wanted = Signal(object)
    current_changed = Signal(object)
    ticked = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = PartsModel(self)
        self.view = _View(self)
        self.view.setObjectName("parts.list")
        self.view.setModel(self.model)
        self.map, self.pane = OutlineMap(self), PartPane(self)
        self.problems = ProblemsTable(desk, self)
        self._lay_out()
        self.view.selectionModel().currentRowChanged.connect(lambda *_: self._on_current())
        self.model.ticked.connect(self._on_ticked)
        self.pane.changed.connect(lambda name, value: self.changed.emit(self.chosen(), name, value))
        self.pane.columns_wanted.connect(lambda: self.columns_wanted.emit(self.current()))
        self.setFocusProxy(self.view)
        self.retranslate()

    def show_parts(self, parts: list[Part]) -> None:
        """Shows others; the first is looked at."""
        self.model.set_rows(parts)
        if parts:
            self.view.setCurrentIndex(self.model.index(0, NAME))
        self.renew()

    def renew(self) -> None:
        """What is known of the parts may be another; what asks for a word comes to the front."""
        self.model.renew()
        current = self.current()
        asking = next((p for p in self.model.rows if p.asks_crs and p.is_on), None)
        if asking is not None and (current is None or not current.asks_crs) and self._is_first():
            self.view.setCurrentIndex(self.model.index(self.model.rows.index(asking), NAME))
        self._on_current()

    def current(self) -> Part | None:
        """The part that is looked at."""
        return self.model.at(self.view.currentIndex())

    def chosen(self) -> list[Part]:
        """The selected parts, the current one in any case."""
        rows = {index.row() for index in self.view.selectionModel().selectedRows()}
        current = self.current()
        found = [self.model.rows[row] for row in sorted(rows)]
        if current is not None and current not in found:
            found.append(current)
        return [part for part in found if part.is_readable and part.done is None]

    def retranslate(self) -> None:
        """Sets every text."""
        self.view.setAccessibleName(translate("Imports", "Layers of the files"))
        self.view.setToolTip(
            translate("Imports", "Space ticks a line; a choice below holds for all that are chosen")
        )
        self.model.renew()
        self._draw()

    def _is_first(self) -> bool:
        return self.view.currentIndex().row() <= 0

    def _on_current(self) -> None:
        part = self.current()
        self.pane.show_part(part)
        self.problems.set_problems(of(() if part is None else part.all_problems()))
        self._draw()
        self.current_changed.emit(part)

    def _on_ticked(self) -> None:
        self._draw()
        self.ticked.emit()

    def _draw(self) -> None:
        current = self.current()
        shown: list[Drawn] = []
        for part in self.model.rows:
            if part.seen is not None and (part.is_on or part is current):
                shown.append(Drawn(part.seen.outlines, part.wish.kind, part is current))
        self.map.set_drawn(shown)

    def _lay_out(self) -> None:
        widen(self.view, _LETTERS)
        head = self.view.horizontalHeader()
        head.setStretchLastSection(True)
        lines = 2.2 if theme.is_field() else 1.6
        self.view.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * lines))
        top, foot = QSplitter(Qt.Orientation.Horizontal, self), QSplitter(self)
        top.addWidget(self.view)
        top.addWidget(self.map)
        foot.addWidget(self.pane)
        foot.addWidget(self.problems)
        for splitter, sizes in ((top, (11, 5)), (foot, (2, 3))):
            splitter.setChildrenCollapsible(False)
            splitter.setSizes([size * 1000 for size in sizes])
            for place, size in enumerate(sizes):
                splitter.setStretchFactor(place, size)
        halves = QSplitter(Qt.Orientation.Vertical, self)
        halves.setChildrenCollapsible(False)
        halves.addWidget(top)
        halves.addWidget(foot)
        halves.setStretchFactor(0, 3)
        halves.setStretchFactor(1, 2)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(halves)


class _View(QTableView):
    """Lines to be ticked by Space wherever the keyboard stands in them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks all chosen lines alike; Ctrl+A chooses all."""
        if event.key() != Qt.Key.Key_Space:
            super().keyPressEvent(event)
            return
        rows = self.selectionModel().selectedRows() or [self.currentIndex()]
        first = self.model().index(self.currentIndex().row(), NAME)
        on = self.model().data(first, Qt.ItemDataRole.CheckStateRole) != Qt.CheckState.Checked
        state = Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        for index in rows:
            place = self.model().index(index.row(), NAME)
            self.model().setData(place, state, Qt.ItemDataRole.CheckStateRole)
