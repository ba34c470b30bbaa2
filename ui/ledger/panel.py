"""The ledger's panel: views, filter and table, and what they do with each other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from greenshield.domain.ledger_filter import Filter, Sort
from greenshield.project.changes import Changes
from ui import words
from ui.desk import Desk
from ui.ledger import calls
from ui.ledger import columns as remembered
from ui.ledger.answer import Answer
from ui.ledger.deeds import Deeds
from ui.ledger.filter_bar import FilterBar
from ui.ledger.finding import Finding
from ui.ledger.head_row import HeadRow
from ui.ledger.header_menu import Heads
from ui.ledger.model import ROW, LedgerModel
from ui.ledger.nothing import Nothing
from ui.ledger.row_menu import RowMenu
from ui.ledger.saved_filters import SavedFilters
from ui.ledger.selecting import Selecting
from ui.ledger.table import LedgerTable
from ui.ledger.views import ORDER, ViewTabs
from ui.ledger.warming import Warming
from ui.timers import pause
from ui.widgets.multi_choice import MultiChoice
from ui.widgets.notice import Notice
from ui.widgets.translated import Translated
from ui.words import plural, translate

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
        self._asking = self._unsure = False
        self._hidden = 0  # selected issues that the filter leaves out
        layout = remembered.load(desk.prefs)
        self._sort = layout.sort
        self.model = LedgerModel(desk, layout.names, self)
        self.table = LedgerTable(self.model, self)
        self.views = ViewTabs(self)
        self.filter = FilterBar(self)
        self.notice = Notice(self, one_line=True)
        self.nothing = Nothing(self)
        self._columns = MultiChoice(self)
        self._columns.setObjectName("ledger.columns")
        self.heads = Heads(desk, self.model, self.table, self._columns)
        self.selecting = Selecting(desk, self.model, self.table)
        self._warming = Warming(desk, self)
        self.saved = SavedFilters(desk, self._shown, self)
        self._finding = Finding(desk, self.model, self.table, self._shown)
        self.deeds = Deeds(desk, self.model, self.table, self.heads, self)
        self.head = HeadRow(self.views, self)
        self._soon = pause(self, 0, self.ask)
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

    def _shown(self) -> tuple[dict[str, Any], Sort]:
        return self.wanted(), self._sort

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
            self._desk.selection.listed = self.wanted()
            self._desk.ask(
                calls.ask, self.wanted(), me, self._sort, done=self._on_answer, key="ledger.ask"
            )

    def _on_answer(self, answer: Answer) -> None:
        self._answer, self._asking = answer, False
        self.deeds.as_of = answer.as_of
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
            "ledger.new_clue": self.deeds.new_clue,
            "ledger.assign": self.deeds.assign,
            "ledger.open": self.deeds.open_dossier,
            "ledger.map": self.deeds.show_on_map,
            "ledger.copy": self.deeds.copy,
            "ledger.export": self.deeds.export,
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
        self.deeds.stop()
        self._answer = None
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

    def _on_view_wanted(self, view: str) -> None:
        self.views.set_view(view)
        self._on_view(view)

    def _set_sort(self, sort: Sort) -> None:
        self._sort = sort
        remembered.keep_sort(self._desk.prefs, sort)
        self.heads.show_sort(sort)
        self._soon.start()

    def _on_typed(self, typed: str) -> None:
        if not typed:
            self._tell()
            return
        self.head.tell(translate("Ledger", "Number: {typed}").format(typed=typed))
        self._finding.look_for(typed)

    def _on_made(self, issue: str, remarks: list[tuple[str, dict[str, Any]]]) -> None:
        def said() -> tuple[str, str]:
            told = " ".join(words.sentence(code, params) for code, params in remarks)
            return translate("Ledger", "The clue was made."), told

        self.notice.tell_as("ok", said)
        self.show_filter({"view": "clues"})
        self._desk.selection.select(issues=(issue,), current=issue, zoom=True)

    def _on_hidden(self, count: int) -> None:
        if self._asking or self._soon.isActive():
            self._unsure = True  # the answer that is awaited may show them
        elif count or self._hidden:
            self._hidden = count
            self._tell_hidden()

    def _tell_hidden(self) -> None:
        if not self._hidden or not self.model.keys:  # where nothing is shown, that is told
            self.notice.clear()
            return
        told = plural(
            self._hidden,
            translate("Ledger", "{n} selected issue is not shown by this filter."),
            translate("Ledger", "{n} selected issues are not shown by this filter."),
        )
        self.notice.tell("info", told, "", translate("Ledger", "Show all"))

    def _on_photos_dropped(self, photos: tuple[str, ...], row: int) -> None:
        known = self.model.known(self.model.keys.at(row))
        if known is not None:
            number = str(known.get("number") or "")
            self._desk.show.tie_photos.emit(photos, known["id"], number)

    def _on_menu(self, at: QPoint) -> None:
        index = self.table.indexAt(at)
        if index.isValid() and self._answer is not None:
            column = self.model.column(index.column())
            menu = RowMenu(column, index.data(ROW) or {}, self._answer.names, self)
            menu.fill(self.handlers(), may_assign=self.deeds.may_assign())
            menu.restricted.connect(self.filter.restrict)
            menu.popup(self.table.viewport().mapToGlobal(at))

    # How it looks -------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Sets every word."""
        self.table.setAccessibleName(translate("Ledger", "Ledger"))
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
        self.head.tell_counts(
            shown, None if answer is None else answer.total, len(self._desk.selection.issues),
            is_reading=self._desk.info is not None,
        )  # fmt: skip
        self.head.new.setEnabled(self.deeds.may_write())
        self._offer_assigning()
        empty = answer is not None and not shown
        if empty and answer is not None:
            self.nothing.tell_why(
                answer.total, self.views.view(), bool(self.filter.value()), answer.views
            )
        self.nothing.setVisible(empty)
        self.table.setVisible(not empty)

    def _offer_assigning(self) -> None:
        self.head.assign.setEnabled(self.deeds.may_assign())

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
        self.saved.chosen.connect(lambda saved: self.show_filter(saved.wanted, saved.sort))
        self.model.sort_asked.connect(self._set_sort)
        self.selecting.hidden.connect(self._on_hidden)
        # The rows that are selected come later than what is selected.
        self.selecting.hidden.connect(lambda _: self._offer_assigning())
        self.model.fetched.connect(self._offer_assigning)
        table.opened.connect(self.deeds.open_dossier)
        table.mapped.connect(self.deeds.show_on_map)
        table.typed.connect(self._on_typed)
        table.copy_wanted.connect(self.deeds.copy)
        table.photos_dropped.connect(self._on_photos_dropped)
        table.filter_wanted.connect(self.filter.take)
        table.customContextMenuRequested.connect(self._on_menu)
        self.notice.acted.connect(self._on_show_all)
        self.nothing.clear_wanted.connect(self._on_show_all)
        self.nothing.view_wanted.connect(self._on_view_wanted)
        self.nothing.clue_wanted.connect(self.deeds.new_clue)
        self.head.new_wanted.connect(self.deeds.new_clue)
        self.head.assign_wanted.connect(self.deeds.assign)
        self.deeds.made.connect(self._on_made)
        self.deeds.copied.connect(self.head.tell_copied)

    def _on_show_all(self) -> None:
        self.notice.clear()
        self.show_filter({})

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the buttons are pictures alone, and the lists fold away."""
        super().resizeEvent(event)
        self.filter.set_low(self.height() < self.fontMetrics().height() * _HIGH)
        self.head.set_wide(self.width() > self.fontMetrics().averageCharWidth() * _WIDE)

    def _lay_out(self) -> None:
        self.head.add(self.saved, self._columns)
        column = QVBoxLayout(self)
        gap = max(2, self.fontMetrics().height() // 4)
        column.setContentsMargins(gap, gap, gap, 0)
        column.setSpacing(gap)
        column.addWidget(self.head)
        column.addWidget(self.filter)
        column.addWidget(self.table, 1)
        column.addWidget(self.nothing, 1)
        column.addWidget(self.notice)  # above it would push the rows from beneath the mouse
        self.nothing.hide()
