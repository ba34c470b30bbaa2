"""The dossier's panel: follows the selection, asks for the issue, and brings its parts together."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from greenshield import wording
from greenshield.domain.errors import GreenShieldError, Missing
from greenshield.domain.needs import need
from greenshield.project.changes import Changes
from ui import words
from ui.desk import Desk
from ui.dossier import calls
from ui.dossier.drafts import Drafts
from ui.dossier.form_opening import Forms
from ui.dossier.pages import Pages
from ui.dossier.readiness import in_order
from ui.dossier.told import Told
from ui.dossier.view import Choices, Paper, View
from ui.dossier.writing import Writer
from ui.widgets.empty_state import EmptyState
from ui.widgets.translated import Translated
from ui.words import translate

_THUMBNAIL = 320
# A change of these may change what any issue's dossier shows.
_AROUND = ("area", "zone", "actor", "project", "campaign")


class DossierPanel(Translated, QWidget):
    """One issue, the one that ``desk.selection`` names."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dossier")
        self.desk = desk
        self.view: View | None = None
        self._issue = ""
        self._then: Callable[[], None] | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self.drafts = Drafts()
        self._writer = Writer(desk)
        self._told = Told(self)
        self._empty = EmptyState("dossier", self)
        self.pages = Pages(desk.prefs, self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.pages)
        self.forms = Forms(desk, self._stack, self.drafts)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._told)
        box.addWidget(self._stack, 1)
        self._connect_desk()
        self._connect_parts()
        self.retranslate()
        if desk.info is not None:
            self._on_opened()

    # What the window asks ----------------------------------------------------------------

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What the dossier's actions do."""
        turns = {
            f"dossier.{name}": lambda n=name: self._turn(n)
            for name in ("todo", "facts", "photos", "records", "history")
        }
        return turns | {
            "dossier.next": self._on_next,
            "dossier.save": self._on_save,
            "dossier.record": self._on_new_record,
            "dossier.remark": self._on_remark_wanted,
        }

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

    # Following the desk ------------------------------------------------------------------

    def _connect_desk(self) -> None:
        desk = self.desk
        desk.opened.connect(self._on_opened)
        desk.closed.connect(self._on_closed)
        desk.actor_changed.connect(self._on_actor_changed)
        desk.changed.connect(self._on_changed)
        desk.selection.changed.connect(self._on_selected)
        desk.show.need.connect(self._on_need)
        desk.show.record.connect(self._on_record)

    def _connect_parts(self) -> None:
        pages, forms, show = self.pages, self.forms, self.desk.show
        pages.header.on_map.connect(self._on_map)
        pages.header.make_official.connect(lambda: self._with(self._writer.number))
        pages.moves.chosen.connect(forms.move)
        pages.moves.reported.connect(lambda what: show.report.emit(what, self._issue))
        pages.conflicts.decided.connect(
            lambda conflict, take: self._writer.decide(conflict, take, lambda _: None)
        )
        pages.readiness.chosen.connect(forms.move)
        pages.facts.sent.connect(self._on_facts)
        pages.photos.shown.connect(show.photo)
        pages.photos.asked.connect(lambda phase: show.photos_of.emit(self._issue, phase))
        pages.photos.wanted.connect(self._on_pictures_wanted)
        pages.records.added.connect(forms.record)
        pages.records.changed.connect(forms.change)
        pages.records.voided.connect(forms.void)
        pages.papers.opened.connect(self._on_paper_opened)
        pages.papers.saved.connect(self._on_paper_saved)
        pages.timeline.remarked.connect(self._on_remarked)
        pages.turned.connect(self._on_turned)
        for part in (pages.readiness.wanted, pages.photos.needed, forms.wanted):
            part.connect(self._jump)
        forms.left.connect(lambda: self._stack.setCurrentWidget(self.pages))
        forms.done.connect(self._told.told)

    def _on_opened(self) -> None:
        self.drafts.clear()
        self.pages.photos.forget()
        self._ask_choices()
        self._on_selected(None)

    def _on_closed(self) -> None:
        self.forms.leave()
        self.drafts.clear()
        self._issue = ""
        self._show(None)
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _on_actor_changed(self) -> None:
        self._ask_choices()
        self._ask()

    def _on_changed(self, changes: Changes) -> None:
        around = any(changes.ids(kind) for kind in _AROUND)
        if around:
            self._ask_choices()
        tied = self.view is not None and bool(self.view.photos) and bool(changes.ids("photo"))
        if self._issue and (self._issue in changes.ids("issue") or around or tied):
            self._ask()

    def _on_selected(self, by: object) -> None:
        del by
        wanted = self.desk.selection.current_issue
        if wanted == self._issue:
            return
        self._keep()
        self._issue = wanted
        self._then = None
        if wanted:
            self._ask()
        else:
            self._show(None)

    # Asking and showing ------------------------------------------------------------------

    def _ask(self) -> None:
        info = self.desk.info
        if not self._issue or info is None:
            return
        self.desk.ask(
            calls.view, self._issue, info.actor_id, today(), done=self._show,
            failed=self._on_not_shown, key="dossier.view",
        )  # fmt: skip
        if self.pages.page == "history":
            self._ask_history()

    def _ask_history(self) -> None:
        if self._issue:
            self.desk.ask(
                calls.history, self._issue, done=self._show_history, key="dossier.history"
            )

    def _ask_choices(self) -> None:
        if self.desk.info is not None:
            self.desk.ask(calls.choices, done=self._on_choices, key="dossier.choices")

    def _on_choices(self, choices: Choices) -> None:
        self.forms.choices = choices
        self.pages.facts.offer(choices)

    def _show(self, view: View | None) -> None:
        same = view is not None and self.view is not None and view.issue_id == self.view.issue_id
        if view is not None and view.issue_id != self._issue:
            return  # another one was chosen meanwhile
        typed = self.pages.facts.typed() if same else {}
        self.view = view
        if view is not None:
            wording.names.set({**view.names})
            wording.photos.set({**view.photo_names})
            if not same:
                typed = self.drafts.get(view.issue_id, "facts")
                self.pages.timeline.comments.set_text(
                    str(self.drafts.get(view.issue_id, "remark").get("text") or "")
                )
                self._show_history([])
                if self.pages.page == "history":
                    self._ask_history()
        self.forms.today = today()
        self.forms.show_view(view)
        self.pages.show_view(view, today(), writable=self.writable)
        self.pages.facts.show_view(view, writable=self.writable, typed=typed)
        if self.forms.form is None:
            self._stack.setCurrentWidget(self.pages if view is not None else self._empty)
        then, self._then = self._then, None
        if then is not None and view is not None:
            then()

    def _show_history(self, entries: list[dict[str, Any]]) -> None:
        names = {} if self.view is None else self.view.names
        self.pages.timeline.show_entries(entries, names)

    def _on_not_shown(self, error: Exception) -> None:
        self._issue = ""
        self._show(None)
        self.desk.trouble.emit(error, translate("Dossier", "Dossier"))

    def _keep(self) -> None:
        """Keeps whatever was typed for the issue that is shown."""
        if self.view is None:
            return
        self.forms.keep()
        issue = self.view.issue_id
        self.drafts.keep(issue, "facts", self.pages.facts.typed())
        self.drafts.keep(issue, "remark", {"text": self.pages.timeline.comments.text().strip()})

    def _on_turned(self, page: str) -> None:
        if page == "history":
            self._ask_history()

    # Jumps -------------------------------------------------------------------------------

    def _on_need(self, issue: str, missing: object) -> None:
        """Another room, or our own list, asks for what mends a missing thing."""
        if not isinstance(missing, Missing):
            return
        if issue == self._issue and self.view is not None:
            self._jump(missing, self._move_that_lacks(missing))
        else:
            self.desk.selection.select(issues=(issue,), current=issue, by=None)
            self._then = lambda: self._jump(missing, self._move_that_lacks(missing))
            self.desk.show.room.emit("dossier")

    def _on_record(self, issue: str, kind: str) -> None:
        if issue == self._issue and self.view is not None:
            self.forms.record(kind)
        else:
            self.desk.selection.select(issues=(issue,), current=issue, by=None)
            self._then = lambda: self.forms.record(kind)

    def _move_that_lacks(self, missing: Missing) -> str:
        moves = () if self.view is None else in_order(self.view)
        found = (r.move for r in moves if missing in r.missing)
        return next(found, str(missing.params.get("move") or ""))

    def _jump(self, missing: Missing, move: str) -> None:
        """Goes to what mends a missing thing."""
        found = need(missing, move)
        if found is None:
            return
        show = self.desk.show
        match found.what:
            case "field" | "assignment":
                self.forms.leave()
                self._turn("facts")
                self.pages.facts.go_to(found.name)
            case "record" if found.record:
                self.forms.change(found.record, next(iter(found.given), ""))
            case "record":
                self.forms.record(found.name, found.given)
            case "photo":
                show.photos_of.emit(self._issue, found.name)
            case "photo_doubt":
                show.photo.emit(found.photo)
            case "actor":
                show.person.emit()
            case "other_move":
                self.forms.move(found.name)
            case _:
                self.forms.move(move, missing)

    # What the parts want -----------------------------------------------------------------

    def _with(self, write: Callable[[View], None]) -> None:
        if self.view is not None:
            write(self.view)

    def _turn(self, page: str) -> None:
        self.forms.leave()
        self.pages.turn(page)

    def _on_map(self) -> None:
        if self._issue:
            self.desk.show.on_map.emit("issue", (self._issue,))

    def _on_facts(self, typed: dict[str, str]) -> None:
        view, facts = self.view, self.pages.facts
        if view is None:
            return

        def done(_: object) -> None:
            facts.saved()
            self.drafts.forget(view.issue_id, "facts")

        def refused(error: GreenShieldError) -> None:
            facts.saved()
            self._told.refuse(error, facts.refuse)

        self._told.clear()
        self._writer.facts(view, typed, done, refused)

    def _on_remarked(self, text: str) -> None:
        view, box = self.view, self.pages.timeline.comments
        if view is None:
            return

        def done(_: object) -> None:
            self.drafts.forget(view.issue_id, "remark")
            if self.view is not None and self.view.issue_id == view.issue_id:
                box.set_text("")

        def refused(error: GreenShieldError) -> None:
            box.set_busy(False)
            self._told.refuse(error, lambda *_: False)

        self._writer.comment(view, text, done, refused)

    def _on_pictures_wanted(self, photos: list[str]) -> None:
        self.desk.picture(
            calls.thumbnails, photos, _THUMBNAIL, failed=lambda _: None,
            told=lambda pair: self.pages.photos.add_picture(*pair), key="dossier.pictures",
        )  # fmt: skip

    def _on_paper_opened(self, paper: Paper) -> None:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(
                prefix="greenshield-", ignore_cleanup_errors=True
            )
        self._copy(paper, Path(self._folder.name), _open)

    def _on_paper_saved(self, paper: Paper, folder: Path) -> None:
        def told(path: Path) -> None:
            text = translate("Dossier", "Saved as {file}")
            self._told.say(text.format(file=path))

        self._copy(paper, folder, told)

    def _copy(self, paper: Paper, folder: Path, done: Callable[[Path], None]) -> None:
        title = translate("Dossier", "Copy of {name}").format(name=paper.name)
        self.desk.ask(calls.document, paper.sha256, paper.name, folder, done=done, title=title)

    def _on_next(self) -> None:
        if self.view is not None:
            mine = [r for r in in_order(self.view) if r.mine]
            if mine:
                self.forms.move(mine[0].move)

    def _on_save(self) -> None:
        if self.forms.form is not None:
            self.forms.form.go.click()
        else:
            self.pages.facts.save()

    def _on_new_record(self) -> None:
        self._turn("records")
        self.pages.records.choose_kind()

    def _on_remark_wanted(self) -> None:
        self._turn("history")
        self.pages.timeline.comments.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)


def today() -> str:
    """The day in China, ISO."""
    return datetime.now(words.CHINA).date().isoformat()


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
