"""The dossier's panel: follows the selection, asks for the issue, and brings its parts together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from greenshield import wording
from greenshield.project.changes import Changes
from ui import words
from ui.desk import Desk
from ui.dossier import calls
from ui.dossier.draft_keeping import DraftKeeping
from ui.dossier.drafts import Drafts
from ui.dossier.field_form import FieldForm
from ui.dossier.form_opening import Forms
from ui.dossier.jumps import Jumps
from ui.dossier.limits import Limits
from ui.dossier.pages import TABS, Pages
from ui.dossier.told import Told
from ui.dossier.typed import Typed
from ui.dossier.under_way import UnderWay
from ui.dossier.view import Choices, View
from ui.dossier.wants import Wants
from ui.widgets.empty_state import EmptyState
from ui.widgets.translated import Translated
from ui.words import translate

# A change of these may change what any issue's dossier shows.
_AROUND = ("area", "zone", "actor", "project", "campaign")


class DossierPanel(Translated, QWidget):
    """One issue, the one that ``desk.selection`` names.

    Attributes:
        view: the issue as it was last told, None where none is chosen.
        issue: the id of the chosen issue, "" for none; its view may still be on its way.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dossier")
        self.desk = desk
        self.view: View | None = None
        self.issue = ""
        self._then: Callable[[], None] | None = None
        self.drafts, self.under_way = Drafts(), UnderWay()
        self.told = Told(self)
        self._empty = EmptyState("dossier", self)
        self.pages = Pages(desk.prefs, self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.pages)
        self.forms = Forms(desk, self._stack, self.drafts, self.under_way)
        self._jumps, self._wants = Jumps(self), Wants(self)
        self.typed, self._keeping = Typed(self), DraftKeeping(self)
        self._limits: Limits | None = None
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.told)
        box.addWidget(self._stack, 1)
        self.pages.turned.connect(self._on_turned)
        self.pages.facts.formed.connect(self._on_formed)
        self.forms.left.connect(self._on_left)
        self.forms.done.connect(self.told.told)
        self.forms.stale.connect(self.ask)
        desk.opened.connect(self._on_opened)
        desk.closed.connect(self._on_closed)
        desk.actor_changed.connect(self._on_actor_changed)
        desk.changed.connect(self._on_changed)
        desk.selection.changed.connect(self._on_selected)
        self.retranslate()
        if desk.info is not None:
            self._on_opened()

    # What others ask ---------------------------------------------------------------------

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What the dossier's actions do."""
        turns = {f"dossier.{name}": lambda n=name: self.turn(n) for name in TABS}
        return turns | self._wants.handlers()

    def retranslate(self) -> None:
        """Sets every word in the language in force."""
        self._empty.tell(
            translate("Dossier", "No issue chosen"),
            translate("Dossier", "Choose an issue on the map or in the ledger to see its dossier."),
        )

    @property
    def writable(self) -> bool:
        """True where the person at the window may write."""
        return self.desk.info is not None and self.desk.info.writable

    def shows(self, issue: str) -> bool:
        """True while this issue is the one that is shown."""
        return self.view is not None and self.view.issue_id == issue

    def turn(self, page: str) -> None:
        """Brings a page to the front; an open form is left, with its draft."""
        self.forms.leave()
        self.pages.turn(page)

    def when_shown(self, issue: str, then: Callable[[], None]) -> None:
        """Does something once an issue is shown; chooses it where another one is."""
        if issue == self.issue and self.view is not None:
            then()
            return
        self.desk.selection.select(issues=(issue,), current=issue, by=None)
        self._then = then
        self.desk.show.room.emit("dossier")

    # Following the desk ------------------------------------------------------------------

    def _on_opened(self) -> None:
        self._keeping.begin()
        self.pages.photos.forget()
        self._ask_choices()
        self._on_selected(None)

    def _on_closed(self) -> None:
        self._keeping.end()
        self.forms.leave()
        self.issue = ""
        self._show(None)
        self.drafts.clear()
        self.under_way.clear()
        self._wants.forget()

    def _on_actor_changed(self) -> None:
        self._ask_choices()
        if self._keeping.is_mine():
            self.ask()
            return
        self._keeping.end()
        self.forms.leave()
        self.pages.facts.discard()  # what was typed is the former person's
        self.pages.timeline.comments.set_text("")
        self.drafts.clear()
        self.under_way.clear()
        self._keeping.begin()
        self.ask()

    def _on_changed(self, changes: Changes) -> None:
        around = any(changes.ids(kind) for kind in _AROUND)
        if self._limits is not None and changes.ids("restriction"):
            self._limits.look(self.issue)
        if around:
            self._ask_choices()
        beside = bool(changes.ids("photo") or changes.ids("track"))
        tied = self.view is not None and bool(self.view.photos) and beside
        # Of two issues at odds about a number, what becomes of one settles the other.
        at_odds = self.view is not None and bool(self.view.conflicts) and bool(changes.ids("issue"))
        if self.issue and (self.issue in changes.ids("issue") or around or tied or at_odds):
            self.ask()

    def _on_selected(self, by: object) -> None:
        del by
        wanted = self.desk.selection.current_issue
        if wanted == self.issue:
            return
        self._keeping.keep()
        self.issue = wanted
        self._then = None
        if wanted:
            self.ask()
        else:
            self._show(None)

    # Asking and showing ------------------------------------------------------------------

    def ask(self) -> None:
        """Asks for the chosen issue as it stands now."""
        info = self.desk.info
        if not self.issue or info is None:
            return
        self.desk.ask(
            calls.view, self.issue, info.actor_id, words.today(), done=self._show,
            failed=self._on_not_shown, key="dossier.view",
        )  # fmt: skip
        if self.pages.page == "history":
            self._ask_history()

    def _ask_history(self) -> None:
        if self.issue:
            self.desk.ask(calls.history, self.issue, done=self._show_history, key="dossier.history")

    def _ask_choices(self) -> None:
        if self.desk.info is not None:
            self.desk.ask(calls.choices, done=self._on_choices, key="dossier.choices")

    def _on_choices(self, choices: Choices) -> None:
        self.forms.choices = choices
        self.pages.facts.offer(choices)

    def _show(self, view: View | None) -> None:
        if view is not None and view.issue_id != self.issue:
            return  # another one was chosen meanwhile
        same = view is not None and self.view is not None and view.issue_id == self.view.issue_id
        typed = self.pages.facts.typed() if same else {}
        if not same:
            self.typed.gather()  # what was typed while the other one was on its way
        self.view = view
        if view is not None:
            wording.names.set({**view.names})
            wording.photos.set({**view.photo_names})
            if not same:
                typed = self.typed.put_in(view.issue_id)
                self._show_history([])
                if self.pages.page == "history":
                    self._ask_history()
        self.forms.show_view(view)
        self.pages.show_view(view, words.today(), writable=self.writable)
        self.pages.facts.show_view(view, writable=self.writable, typed=typed)
        if self._limits is not None:
            self._limits.look(self.issue if view is not None else "")
        if not same:
            self.pages.facts.set_busy(self.under_way.has(self.issue, "facts"))
        self.typed.tell()
        if self.forms.form is None:
            self._stack.setCurrentWidget(self.pages if view is not None else self._empty)
        then, self._then = self._then, None
        if then is not None and view is not None:
            then()

    def _show_history(self, entries: list[dict[str, Any]]) -> None:
        names = {} if self.view is None else self.view.names
        self.pages.timeline.show_entries(entries, names)

    def _on_not_shown(self, error: Exception) -> None:
        self.issue = ""
        self._show(None)
        self.desk.tell(error, translate("Dossier", "Dossier"))

    def _on_formed(self, form: FieldForm) -> None:
        """What negative lists say of the plan is told beside its fields."""
        if "measure_codes" in form.rows:
            self._limits = Limits(self.desk, form)
            self._limits.look(self.issue if self.view is not None else "")

    def _on_left(self) -> None:
        self._stack.setCurrentWidget(self.pages)
        self.typed.tell()

    def _on_turned(self, page: str) -> None:
        if page == "todo":
            self.typed.gather()
            self.typed.tell()
        if page == "history":
            self._ask_history()
