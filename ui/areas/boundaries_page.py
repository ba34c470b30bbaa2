"""The tree of boundaries with its filter, and the chosen one in full beside it."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSplitter,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from ui import words
from ui.areas import boundary, worded
from ui.areas.boundary import Boundary
from ui.areas.boundary_model import HOLDS, LEVEL, NAME, SIZE, SOURCE, TYPE, VERTICES, BoundaryModel
from ui.areas.details import Details
from ui.areas.tree_rows import SEARCH, SORT, Line
from ui.desk import Desk
from ui.look import icons
from ui.widgets.tall_icons import TallIcons
from ui.widgets.translated import Translated
from ui.words import translate

_WIDTHS = {NAME: 36, HOLDS: 18, LEVEL: 18, SIZE: 13, TYPE: 16, VERTICES: 10, SOURCE: 20}  # letters
_SPLIT = "areas.split"
_COLUMNS = "areas.columns"


class BoundariesPage(Translated, QWidget):
    """What boundaries there are.

    Signals:
        wanted_on_map: the type of entity (``area``, ``zone``) and the id to go to; and where that
            is not in force today, a day on which it was.
        chose: another line is the current one, or none.
    """

    wanted_on_map = Signal(str, str, str)
    chose = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.items: list[dict[str, Any]] = []  # those that were not taken out
        self.everything: list[dict[str, Any]] = []
        self.model = BoundaryModel(self)
        self.found = QSortFilterProxyModel(self)
        self.found.setSourceModel(self.model)
        self.found.setFilterRole(SEARCH)
        self.found.setSortRole(SORT)
        self.found.setRecursiveFilteringEnabled(True)
        self.found.setAutoAcceptChildRows(True)
        self.filter = QLineEdit(self)
        self.filter.setObjectName("areas.filter")
        self.filter.setClearButtonEnabled(True)
        self.filter.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        TallIcons(self.filter)
        self.voided = QCheckBox(self)
        self.voided.setObjectName("areas.voided")
        self.count = QLabel(self)
        self.count.setObjectName("areas.count")
        self.tree = _Tree(self)
        self.tree.setModel(self.found)
        self.details = Details(desk, self)
        self._split = QSplitter(Qt.Orientation.Horizontal, self)
        self._lay_out()
        self._connect()
        self.retranslate()

    def set_items(self, items: list[dict[str, Any]]) -> None:
        """Shows what the worker lists; what was chosen and unfolded stays so."""
        chosen = self.chosen()
        self.everything, self.items = items, boundary.without_void(items)
        self._show_lines()
        self._tell_voided()
        self._tell_count()
        kept = None if chosen is None else self._line(chosen.id)
        if kept is not None:
            self._set_current(kept)
        else:
            self.details.show_boundary(None)
        self._on_selection()

    def _show_lines(self) -> None:
        shown = self.everything if self.voided.isChecked() else self.items
        self.model.set_lines(boundary.lines(shown))
        self.tree.expandToDepth(0)

    def chosen(self) -> Boundary | None:
        """The boundary of the current line; None for none, and for a heading."""
        about = self.model.about(self.found.mapToSource(self.tree.currentIndex()))
        return about if about is not None and about.id else None

    def go_to_chosen(self) -> None:
        """Shows the chosen one on the map."""
        about = self.chosen()
        if about is not None and about.get("void"):
            self._desk.noted.emit(
                translate("Areas", "It was taken out of force, and is not on the map.")
            )
        elif about is not None:
            day = "" if about.get("in_force") else self._day()
            self.wanted_on_map.emit("zone" if about.what == "zone" else "area", about.id, day)

    def choose(self, entity: str) -> None:
        """Makes a boundary the current line, where it is there."""
        line = self._line(entity)
        if line is not None:
            self.filter.clear()
            self._set_current(line)

    def retranslate(self) -> None:
        """Sets every text."""
        hint = translate("Areas", "Find by name, code, level, type, zone…")
        self.filter.setPlaceholderText(hint)
        self.filter.setAccessibleName(hint)
        self.tree.setAccessibleName(translate("Areas", "Boundaries"))
        self.model.retranslate()
        self._tell_count()
        self._tell_voided()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow place the chosen boundary stands below the tree."""
        super().resizeEvent(event)
        narrow = worded.is_narrow(self)
        way = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self._split.orientation() != way:
            self._split.setOrientation(way)
            self._split.setSizes([1000, 1000] if narrow else self._sizes())
            self.count.setVisible(not narrow)

    def _sizes(self) -> list[int]:
        """The widths of tree and details, as they were left."""
        sizes = self._desk.prefs.get(_SPLIT, [])
        return [int(size) for size in sizes] if len(sizes) == 2 else [600, 400]

    def remember(self) -> None:
        """Notes the widths."""
        widths = [self.tree.columnWidth(column) for column in range(len(_WIDTHS))]
        self._desk.prefs.set(_COLUMNS, widths)
        if self._split.orientation() == Qt.Orientation.Horizontal:
            self._desk.prefs.set(_SPLIT, self._split.sizes())

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.filter, 1)
        top.addWidget(self.voided)
        top.addWidget(self.count)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(self.tree, 1)
        self._split.addWidget(left)
        self._split.addWidget(self.details)
        self._split.setChildrenCollapsible(False)
        self._split.setStretchFactor(0, 3)
        self._split.setStretchFactor(1, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._split)
        letter = self.fontMetrics().averageCharWidth()
        kept = self._desk.prefs.get(_COLUMNS, [])
        for at, (column_, letters) in enumerate(_WIDTHS.items()):
            wide = kept[at] if len(kept) == len(_WIDTHS) else letter * letters
            self.tree.setColumnWidth(column_, int(wide))
        self._split.setSizes(self._sizes())

    def _connect(self) -> None:
        self.filter.textChanged.connect(self._on_filter)
        self.voided.toggled.connect(lambda _: self.set_items(self.everything))
        self.filter.returnPressed.connect(self._on_filter_entered)
        self.tree.selectionModel().currentChanged.connect(self._on_current)
        self.tree.entered_at.connect(self.go_to_chosen)
        self.tree.doubleClicked.connect(lambda _: self.go_to_chosen())
        self.tree.header().sectionResized.connect(lambda *_: self.remember())
        self._split.splitterMoved.connect(lambda *_: self.remember())
        self._desk.selection.changed.connect(self._on_selection)

    def _day(self) -> str:
        """The first day of what is chosen, of a zone without one its boundary's."""
        line = self.model.line(self.found.mapToSource(self.tree.currentIndex()))
        while line is not None and not line.about.get("valid_from"):
            line = line.parent
        return "" if line is None else str(line.about.get("valid_from"))

    def _line(self, entity: str) -> Line[Boundary] | None:
        """Of a boundary with several versions the version's own line."""
        found = [line for line in self.model.all_lines() if line.about.id == entity]
        return found[-1] if found else None

    def _set_current(self, line: Line[Boundary]) -> None:
        at = self.found.mapFromSource(self.model.index_of(line))
        if at.isValid():
            self.tree.setCurrentIndex(at)
            self.tree.scrollTo(at)

    def _tell_voided(self) -> None:
        """How many were taken out; where none was, there is nothing to show."""
        rows = [row for item in self.everything for row in (item, *item["zones"])]
        count = sum(row["void"] for row in rows)
        told = translate("Areas", "Taken out as well ({n})")
        self.voided.setText(told.format(n=words.number(count)))
        self.voided.setToolTip(
            translate("Areas", "Show boundaries and zones that were taken out of force, too")
        )
        self.voided.setVisible(bool(count))

    def _tell_count(self) -> None:
        boundaries = len(self.items)
        zones = sum(len(item["zones"]) for item in self.items)
        self.count.setText(
            translate("Areas", "{boundaries} · {zones}").format(
                boundaries=words.plural(
                    boundaries,
                    translate("Areas", "{n} boundary version"),
                    translate("Areas", "{n} boundary versions"),
                ),
                zones=words.plural(
                    zones, translate("Areas", "{n} zone"), translate("Areas", "{n} zones")
                ),
            )
        )

    def _on_filter(self, text: str) -> None:
        """Every word stands somewhere in a line's own words."""
        wanted = "".join(f"(?=.*{re.escape(word)})" for word in text.split())
        self.found.setFilterRegularExpression(f"(?i)^{wanted}" if wanted else "")
        if wanted:
            self.tree.expandAll()
        else:
            self.tree.expandToDepth(0)

    def _on_filter_entered(self) -> None:
        first = self._first(QModelIndex())
        if first.isValid():
            self.tree.setCurrentIndex(first)
            self.tree.setFocus()

    def _first(self, above: QModelIndex) -> QModelIndex:
        """The first line that is no heading."""
        for row in range(self.found.rowCount(above)):
            at = self.found.index(row, 0, above)
            about = self.model.about(self.found.mapToSource(at))
            below = at if about is not None and about.id else self._first(at)
            if below.isValid():
                return below
        return QModelIndex()

    def _on_current(self) -> None:
        self.details.show_boundary(self.chosen())
        self.chose.emit()
        area = self._area()
        if area:
            self._desk.selection.select(areas=(area,), by=self)

    def _area(self) -> str:
        """The id of the chosen boundary, of a zone the one that it is a part of."""
        line = self.model.line(self.found.mapToSource(self.tree.currentIndex()))
        if line is not None and line.about.what == "zone":
            line = line.parent
        return "" if line is None else line.about.id

    def _on_selection(self, by: object = None) -> None:
        """What is chosen elsewhere is the current line here."""
        areas = self._desk.selection.areas
        if by is self or not areas:
            return
        if self._area() in areas:
            return
        line = self._line(areas[0])
        if line is not None:
            blocked = self.tree.selectionModel().blockSignals(True)
            self._set_current(line)
            self.tree.selectionModel().blockSignals(blocked)
            self.tree.viewport().update()
            self.details.show_boundary(self.chosen())
            self.chose.emit()


class _Tree(QTreeView):
    """The lines; Enter goes to the map, as a double click does.

    Signals:
        entered_at: Enter was pressed on a line.
    """

    entered_at = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("areas.tree")
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setExpandsOnDoubleClick(False)
        self.setAllColumnsShowFocus(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSortingEnabled(True)
        self.header().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.header().setStretchLastSection(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes there."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_at.emit()
            event.accept()
            return
        super().keyPressEvent(event)
