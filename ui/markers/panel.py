"""The markers room: a list by filter, and the ways to a marker's facts and inspections."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import Any

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QPoint,
    Qt,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.desk import Desk
from ui.look import icons
from ui.markers import calls
from ui.markers.calls import Line, Listed
from ui.markers.dialogs import Dialogs
from ui.markers.filters import Filters
from ui.markers.model import MarkerModel
from ui.markers.row_menu import RowMenu
from ui.markers.table import MarkerTable
from ui.timers import pause
from ui.widgets.empty_state import EmptyState
from ui.widgets.translated import Translated
from ui.words import number, plural, translate

_SOON_MS = 60  # several changes in a row are one
_TOUCHED = ("marker", "marker_check", "area")


class MarkersPanel(Translated, QWidget):
    """Boundary markers and signboards.

    Signals and routes: selecting a row lights the marker up on the map, and a click there selects
    the row; Enter or a double click opens the facts.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("markers")
        self.desk = desk
        self.model = MarkerModel(self)
        self.filters = Filters(self)
        self.list = MarkerTable(self.model, desk.prefs, self)
        self.dialogs = Dialogs(desk, self)
        self.empty = EmptyState("marker", self)
        self._stack = QStackedWidget(self)
        self._count = QLabel(self)
        self._count.setObjectName("markers.count")
        self._inspect, self._import = QPushButton(self), QPushButton(self)
        self._total, self._follows = 0, False
        self._soon = pause(self, _SOON_MS, self.ask)
        self.setFocusProxy(self.list)
        self._lay_out()
        self._connect()
        self.retranslate()
        self.ask()

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What the room's actions do."""
        return {
            "markers.facts": lambda: self.dialogs.facts(self.current()),
            "markers.inspect": lambda: self.dialogs.inspect(self.current()),
            "markers.correct": lambda: self.dialogs.correct(self.current()),
            "markers.void": lambda: self.dialogs.void(self.current()),
            "markers.on_map": self._show_on_map,
            "markers.find": self._find,
        }

    def ask(self) -> None:
        """Reads which markers there are."""
        if self.desk.info is None:
            self._show(Listed((), 0, ()))
            return
        wanted = self.filters.value()
        self.desk.ask(calls.lines, wanted, done=self._show, key="markers.lines",
                      title=translate("Markers", "Reading the markers"))  # fmt: skip

    def current(self) -> str:
        """The id of the marker that is selected, "" where none or several are."""
        chosen = self.desk.selection.markers
        return chosen[0] if len(chosen) == 1 else ""

    def line(self, marker_id: str) -> Line | None:
        """A marker's line, None where the list has it not."""
        row = self.model.row_of(marker_id)
        return self.model.rows[row] if row >= 0 else None

    def retranslate(self) -> None:
        """Sets every text."""
        self._inspect.setText(translate("Markers", "Record an inspection…"))
        self._inspect.setToolTip(translate("Markers", "How a marker was found, with photos"))
        self._import.setText(translate("Markers", "Import…"))
        self._import.setToolTip(translate("Markers", "A list of boundary markers and signboards"))
        self.list.setAccessibleName(translate("Markers", "Boundary markers"))
        self.model.retell()
        self._tell()

    # Connections --------------------------------------------------------------------------

    def _connect(self) -> None:
        desk = self.desk
        desk.opened.connect(self._on_opened)
        desk.closed.connect(self._on_closed)
        desk.changed.connect(self._on_changed)
        desk.actor_changed.connect(self._tell)
        desk.selection.changed.connect(self._on_selection)
        desk.show.marker.connect(self._on_marker)
        self.filters.changed.connect(self.ask)
        self.filters.left.connect(self.list.setFocus)
        self.list.selectionModel().selectionChanged.connect(self._on_selected)
        self.list.activated.connect(lambda _: self.dialogs.facts(self.current()))
        self.list.customContextMenuRequested.connect(self._on_menu)
        self.empty.acted.connect(self._on_empty_acted)
        self._inspect.clicked.connect(lambda: self.dialogs.inspect(self.current()))
        self._import.clicked.connect(self.dialogs.choose_list)

    def _on_opened(self) -> None:
        self.filters.reset()
        self.ask()

    def _on_closed(self) -> None:
        self._soon.stop()
        self.filters.reset()
        self._show(Listed((), 0, ()))

    def _on_changed(self, changes: Any) -> None:
        if any(changes.ids(kind) for kind in _TOUCHED):
            self._soon.start()

    def _show(self, found: Listed) -> None:
        self._total = found.total
        self.filters.set_areas(found.areas)
        self._follows = True
        try:
            self.model.set_rows(found.lines)
        finally:
            self._follows = False
        self._follow(scroll=False)
        self._tell()

    def _follow(self, *, scroll: bool = True) -> None:
        """Marks those rows that are selected anywhere; the list selects nothing by itself."""
        rows = [self.model.row_of(each) for each in self.desk.selection.markers]
        rows = sorted(row for row in rows if row >= 0)
        marked = QItemSelection()
        for _, run in groupby(enumerate(rows), lambda each: each[1] - each[0]):
            held = [row for _, row in run]  # a range each: Qt takes seconds over 20,000 single rows
            marked.append(
                QItemSelectionRange(self.model.index(held[0], 0), self.model.index(held[-1], 0))
            )
        how = QItemSelectionModel.SelectionFlag
        chosen = self.list.selectionModel()
        self._follows = True
        try:
            chosen.select(marked, how.ClearAndSelect | how.Rows)
            if rows:
                chosen.setCurrentIndex(self.model.index(rows[0], 0), how.NoUpdate)
        finally:
            self._follows = False
        if rows and scroll:
            self.list.scrollTo(self.model.index(rows[0], 0))

    def _on_selection(self, by: object) -> None:
        if by is not self:
            self._follow()
        self._tell_buttons()

    def _on_selected(self) -> None:
        if self._follows:
            return
        rows = sorted(index.row() for index in self.list.selectionModel().selectedRows())
        self.desk.selection.select(markers=[self.model.rows[row].id for row in rows], by=self)
        self._tell_buttons()

    def _on_marker(self, marker_id: str) -> None:
        self.desk.selection.select(markers=(marker_id,), by=None)
        self.dialogs.facts(marker_id)

    def _on_menu(self, at: QPoint) -> None:
        if self.list.indexAt(at).isValid():
            menu = RowMenu(self.handlers(), one=bool(self.current()), parent=self)
            menu.let(writes=self._may_write(), corrects=self.may_correct())
            menu.popup(self.list.viewport().mapToGlobal(at))

    def _on_empty_acted(self) -> None:
        if self.filters.value():
            self.filters.clear()
        else:
            self.dialogs.choose_list()

    def _show_on_map(self) -> None:
        self.desk.show.on_map.emit("marker", self.desk.selection.markers)

    def _find(self) -> None:
        self.desk.show.room.emit("markers")
        self.filters.focus_search()

    # Saying and drawing -------------------------------------------------------------------

    def may_correct(self) -> bool:
        """Whether who is signed in may import, correct and void."""
        info = self.desk.info
        return self._may_write() and info is not None and info.keeps_lists

    def _may_write(self) -> bool:
        return self.desk.info is not None and self.desk.info.writable

    def _tell(self) -> None:
        shown, filtered = len(self.model.rows), bool(self.filters.value())
        told = plural(
            shown, translate("Markers", "{n} marker"), translate("Markers", "{n} markers")
        )
        if filtered:
            told = translate("Markers", "{shown} of {n}").format(shown=told, n=number(self._total))
        self._count.setText(told if self._total else "")
        self.filters.setVisible(bool(self._total))
        self._stack.setCurrentWidget(self.list if shown else self.empty)
        self._tell_empty(filtered)
        self._tell_buttons()

    def _tell_empty(self, filtered: bool) -> None:
        if self._total and filtered:
            self.empty.tell(
                translate("Markers", "No marker fits this filter"),
                translate("Markers", "Take one of the conditions away, or all of them."),
                translate("Markers", "Show all"),
            )
        elif self._total:
            self.empty.tell(
                translate("Markers", "Every marker was voided"),
                translate("Markers", "Tick 'Voided ones' to see them and put one back."),
            )
        else:
            self.empty.tell(
                translate("Markers", "No boundary marker is in this project yet"),
                translate("Markers", "Import the list of boundary markers and signboards: a "
                          "workbook, a text or the points of a layer. It can be dropped on the "
                          "window too."),
                translate("Markers", "Import…") if self.may_correct() else "",
            )  # fmt: skip

    def _tell_buttons(self) -> None:
        self._inspect.setEnabled(self._may_write() and bool(self.current()))
        self._import.setEnabled(self.may_correct())

    def _lay_out(self) -> None:
        self._inspect.setObjectName("markers.inspect_button")
        self._inspect.setIcon(icons.icon("check"))
        self._import.setObjectName("markers.import_button")
        self._import.setIcon(icons.icon("import"))
        pad = max(4, self.fontMetrics().height() // 3)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        top = QHBoxLayout()
        top.addWidget(self.filters, 1)
        top.addStretch(0)
        top.addWidget(self._inspect, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self._import, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(pad, pad, pad, 2)
        column.setSpacing(pad)
        column.addLayout(top)
        column.addWidget(self._stack, 1)
        column.addWidget(self._count)
