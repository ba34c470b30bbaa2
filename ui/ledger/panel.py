"""The ledger's panel: views, filter and table, and what they do with each other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from greenshield.domain.ledger_filter import Filter, Sort
from greenshield.project.changes import Changes
from ui import words
from ui.desk import Desk
from ui.ledger import calls
from ui.ledger import columns as remembered
from ui.ledger.answer import Answer
from ui.ledger.assign_dialog import AssignDialog
from ui.ledger.clue_dialog import ClueDialog
from ui.ledger.copying import Copying
from ui.ledger.filter_bar import FilterBar
from ui.ledger.header_menu import Heads
from ui.ledger.model import ROW, LedgerModel
from ui.ledger.nothing import Nothing
from ui.ledger.row_menu import RowMenu
from ui.ledger.saved_filters import Saved, SavedFilters
from ui.ledger.selecting import Selecting
from ui.ledger.table import LedgerTable
from ui.ledger.views import ORDER, ViewTabs
from ui.ledger.warming import Warming
from ui.look import icons
from ui.widgets.multi_choice import MultiChoice
from ui.widgets.notice import Notice
from ui.widgets.translated import Translated
from ui.words import number, plural, translate

_WIDE = 150  # letters
_HIGH = 20  # lines of text
_CONCERNS = ("issue", "area", "campaign", "actor")


class LedgerPanel(Translated, QWidget):
    """The table over all issues.

    Signals:
        answered: the worker's answer is shown.
    """

    answered = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ledger")
        self._desk = desk
        self._answer: Answer | None = None
        self._copying: Copying | None = None
        self._asking = self._unsure = False
        self._hidden = 0  # selected issues that the filter leaves out
        layout = remembered.load(desk.prefs)
        self._sort = layout.sort
        self.model = LedgerModel(desk, layout.names, self)
        self.table = LedgerTable(self.model, self)
        self.views = ViewTabs(self)
        self.filter = FilterBar(self)
        self.notice = Notice(self)
        self.nothing = Nothing(self)
        self._columns = MultiChoice(self)
        self._columns.setObjectName("ledger.columns")
        self.heads = Heads(desk, self.model, self.table, self._columns)
        self.selecting = Selecting(desk, self.model, self.table)
        self._warming = Warming(desk, self)
        self.saved = SavedFilters(desk, lambda: (self.wanted(), self._sort), self)
        self._new = _button(self, "ledger.new", "new", self.new_clue)
        self._assign = _button(self, "ledger.assign", "assign", self.assign)
        self._told = QLabel(self)
        self._told.setObjectName("ledger.told")
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.ask)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.table)
        self.retranslate()
        if desk.info is not None:
            self._on_opened()

    # Asking -------------------------------------------------------------------------------

    def wanted(self) -> dict[str, Any]:
        """The filter with the view, as ``Filter.to_dict`` gives it."""
        view = self.views.view()
        return self.filter.value() | ({"view": view} if view else {})

    def show_filter(self, wanted: dict[str, Any], sort: Sort | None = None) -> None:
        """Shows the issues of a filter; without a view in it, of all views."""
        known = Filter.from_dict(wanted, "").to_dict()
        self.views.set_view(known.get("view", ""))
        self.filter.set_value(known)
        if sort is not None:
            self._set_sort(sort)
        self._soon.start()

    def ask(self) -> None:
        """Asks anew for what is to be shown."""
        if self._desk.info is not None:
            self._asking = True
            me = self._desk.info.actor_id
            self._desk.ask(
                calls.ask, self.wanted(), me, self._sort, done=self._on_answer, key="ledger.ask"
            )

    def _on_answer(self, answer: Answer) -> None:
        self._answer, self._asking = answer, False
        place = self.table.place()
        if self.model.show(answer):
            whole = self.table.come_back(place)
            hidden = len(self._desk.selection.issues) - len(place.chosen)
            self._unsure = self._unsure or not whole or hidden > 0
        if self._unsure:
            self._unsure = False
            self.selecting.follow()
        self.views.set_counts(answer.views)
        self.filter.offer(answer)
        self._tell()
        self._warming.begin(self.heads.names(), answer.total)
        self.answered.emit()

    # What one can do ----------------------------------------------------------------------

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What the actions do."""
        return {
            "ledger.new_clue": self.new_clue,
            "ledger.assign": self.assign,
            "ledger.open": self.open_dossier,
            "ledger.map": self.show_on_map,
            "ledger.copy": self.copy,
            "ledger.select_all": self.table.selectAll,
            "ledger.find": self.find_text,
            "ledger.clear_filter": self.filter.clear,
            "ledger.save_filter": self.saved.ask_name,
            "ledger.columns": self._columns.open_list,
        }

    def find_text(self) -> None:
        """Brings the room to the front, its text filter in hand."""
        self._desk.show.room.emit("ledger")
        self.filter.take()

    def new_clue(self) -> None:
        """Asks for the fields of a clue."""
        if self._desk.info is None:
            return
        dialog = ClueDialog(self._desk, self.window())
        dialog.made.connect(self._on_made)
        dialog.open()

    def assign(self) -> None:
        """Asks whom to send to the selected issues."""
        issues = self._desk.selection.issues
        if issues and self._answer is not None:
            AssignDialog(self._desk, issues, self._answer.as_of, self.window()).open()

    def open_dossier(self) -> None:
        """Shows all about the current issue."""
        row = self.model.known(self.table.current_key())
        issue = row["id"] if row else self._desk.selection.current_issue
        if issue:
            self._desk.show.issue.emit(issue)

    def show_on_map(self) -> None:
        """Has the map show the selected issues."""
        if self._desk.selection.issues:
            self._desk.show.on_map.emit("issue", self._desk.selection.issues)

    def copy(self) -> None:
        """Copies the selected rows."""
        keys = self.table.chosen_keys()
        if len(keys) and self._answer is not None:
            self._copying = Copying(
                self._desk, self.heads.names(), self._answer.as_of, self._on_copied
            )
            self._copying.start(keys)

    # What happens -------------------------------------------------------------------------

    def _on_opened(self) -> None:
        self.notice.clear()
        self.filter.set_value({})
        view = self._desk.prefs.get("ledger.view", "clues")
        self.views.set_view(view if view in ORDER else "clues")
        self._tell()
        # After the others have asked for what is seen at once.
        self._soon.start()

    def _on_closed(self) -> None:
        self._soon.stop()
        self.selecting.stop()
        self._warming.stop()
        self._answer, self._copying = None, None
        self.model.clear()
        self.views.set_counts({})
        self._tell()

    def _on_changed(self, changes: Changes) -> None:
        issues = changes.ids("issue")
        if not any(changes.ids(kind) for kind in _CONCERNS):
            return
        if any(changes.ids(kind) for kind in _CONCERNS[1:]):
            self.model.renew()
        elif issues:
            self.model.renew(issues)
        self._soon.start()

    def _on_view(self, view: str) -> None:
        self._desk.prefs.set("ledger.view", view)
        self.table.scrollToTop()
        self.ask()

    def _on_saved(self, saved: Saved) -> None:
        self.show_filter(saved.wanted, saved.sort)

    def _set_sort(self, sort: Sort) -> None:
        self._sort = sort
        remembered.keep_sort(self._desk.prefs, sort)
        self.heads.show_sort(sort)
        self._soon.start()

    def _on_typed(self, typed: str) -> None:
        if not typed:
            self._tell()
            return
        self._told.setText(translate("Ledger", "Number: {typed}").format(typed=typed))
        info = self._desk.info
        if info is not None:
            after = self.table.current_key() if len(typed) == 1 else self._before_current()
            self._desk.ask(
                calls.find_number, self.wanted(), info.actor_id, self._sort, typed, after,
                done=lambda key: self.table.go_to(key) if key else None, key="ledger.find",
            )  # fmt: skip

    def _before_current(self) -> int:
        """While one goes on typing, the row that was found may still be the one."""
        row = self.table.currentIndex().row()
        return self.model.keys.at(row - 1) if row > 0 else 0

    def _on_made(self, issue: str, remarks: list[tuple[str, dict[str, Any]]]) -> None:
        told = " ".join(words.sentence(code, params) for code, params in remarks)
        self.notice.tell("ok", translate("Ledger", "The clue was made."), told)
        self.show_filter({"view": "clues"})
        self._desk.selection.select(issues=(issue,), current=issue, zoom=True)

    def _on_copied(self, count: int) -> None:
        self._copying = None
        self._told.setText(
            plural(count, translate("Ledger", "{n} row copied"),
                   translate("Ledger", "{n} rows copied"))
        )  # fmt: skip

    def _on_hidden(self, count: int) -> None:
        if self._asking or self._soon.isActive():
            self._unsure = True  # the answer that is awaited may show them
        elif count or self._hidden:
            self._hidden = count
            self._tell_hidden()

    def _tell_hidden(self) -> None:
        if not self._hidden:
            self.notice.clear()
            return
        told = plural(
            self._hidden,
            translate("Ledger", "{n} selected issue is not shown by this filter."),
            translate("Ledger", "{n} selected issues are not shown by this filter."),
        )
        self.notice.tell("info", told, "", translate("Ledger", "Show all"))

    def _on_menu(self, at: QPoint) -> None:
        index = self.table.indexAt(at)
        if index.isValid() and self._answer is not None:
            column = self.model.column(index.column())
            menu = RowMenu(column, index.data(ROW) or {}, self._answer.names, self)
            menu.fill(self.handlers(), may_assign=self._may_assign())
            menu.restricted.connect(self.filter.restrict)
            menu.popup(self.table.viewport().mapToGlobal(at))

    # How it looks -------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Sets every word."""
        self.table.setAccessibleName(translate("Ledger", "Ledger"))
        self._new.setText(translate("Ledger", "New clue…"))
        self._assign.setText(translate("Ledger", "Assign…"))
        self._new.setToolTip(translate("Ledger", "Enter a clue by hand"))
        self._assign.setToolTip(translate("Ledger", "Send an inspector to the selected issues"))
        self.model.retranslate()
        self.heads.retranslate()
        if self._answer is not None:
            self.filter.offer(self._answer)
        if self._hidden:
            self._tell_hidden()
        self._tell()

    def _tell(self) -> None:
        """How many are shown and selected; and where nothing is, why."""
        answer = self._answer
        shown = len(self.model.keys)
        chosen = len(self._desk.selection.issues)
        told = ""
        if answer is None and self._desk.info is not None:
            told = translate("Ledger", "Reading the ledger…")
        elif answer is not None:
            told = translate("Ledger", "{shown} of {total}").format(
                shown=number(shown), total=number(answer.total)
            )
        if chosen:
            told += " · " + plural(
                chosen, translate("Ledger", "{n} selected"), translate("Ledger", "{n} selected")
            )
        self._told.setText(told)
        self._new.setEnabled(self._desk.info is not None and self._desk.info.writable)
        self._assign.setEnabled(self._may_assign())
        empty = answer is not None and not shown
        if empty and answer is not None:
            self.nothing.tell_why(answer.total, self.views.view(), bool(self.filter.value()))
        self.nothing.setVisible(empty)
        self.table.setVisible(not empty)

    def _may_assign(self) -> bool:
        info = self._desk.info
        chosen = bool(self._desk.selection.issues)
        return info is not None and info.writable and chosen and "county" in info.roles

    def _connect(self) -> None:
        desk, table = self._desk, self.table
        desk.opened.connect(self._on_opened)
        desk.closed.connect(self._on_closed)
        desk.changed.connect(self._on_changed)
        desk.actor_changed.connect(self._soon.start)
        desk.selection.changed.connect(lambda _: self._tell())
        desk.show.ledger.connect(self.show_filter)
        self.views.view_chosen.connect(self._on_view)
        self.filter.changed.connect(self._soon.start)
        self.filter.left.connect(table.setFocus)
        self.saved.chosen.connect(self._on_saved)
        self.model.sort_asked.connect(self._set_sort)
        self.selecting.hidden.connect(self._on_hidden)
        table.opened.connect(self.open_dossier)
        table.mapped.connect(self.show_on_map)
        table.typed.connect(self._on_typed)
        table.copy_wanted.connect(self.copy)
        table.filter_wanted.connect(self.filter.take)
        table.customContextMenuRequested.connect(self._on_menu)
        self.notice.acted.connect(self._on_show_all)
        self.nothing.clear_wanted.connect(self._on_show_all)
        self.nothing.clue_wanted.connect(self.new_clue)

    def _on_show_all(self) -> None:
        self.notice.clear()
        self.show_filter({})

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the buttons are pictures alone, and the lists fold away."""
        super().resizeEvent(event)
        self.filter.set_low(self.height() < self.fontMetrics().height() * _HIGH)
        wide = self.width() > self.fontMetrics().averageCharWidth() * _WIDE
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        for button in (self._new, self._assign):
            button.setToolButtonStyle(style if wide else Qt.ToolButtonStyle.ToolButtonIconOnly)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.views, 1)
        for part in (self._told, self._new, self._assign, self.saved, self._columns):
            top.addWidget(part)
        column = QVBoxLayout(self)
        gap = max(2, self.fontMetrics().height() // 4)
        column.setContentsMargins(gap, gap, gap, 0)
        column.setSpacing(gap)
        column.addLayout(top)
        column.addWidget(self.filter)
        column.addWidget(self.notice)
        column.addWidget(self.table, 1)
        column.addWidget(self.nothing, 1)
        self.nothing.hide()


def _button(parent: QWidget, name: str, icon: str, call: Callable[[], None]) -> QToolButton:
    button = QToolButton(parent)
    button.setObjectName(name)
    button.setIcon(icons.icon(icon))
    button.setAutoRaise(True)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.clicked.connect(call)
    return button
