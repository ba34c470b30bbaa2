"""Opens the forms of the dossier, keeps their drafts, and sends what was typed."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget

from greenshield.domain.errors import GreenShieldError, Missing
from greenshield.domain.records import KINDS
from ui import may_write, words
from ui.desk import Desk
from ui.dossier import calls
from ui.dossier.drafts import Draft, Drafts
from ui.dossier.form_page import FormPage
from ui.dossier.limits import Limits
from ui.dossier.move_form import MoveForm
from ui.dossier.moves import SIGN
from ui.dossier.record_form import RecordForm, VoidForm
from ui.dossier.records import summary
from ui.dossier.sign_form import SignForm
from ui.dossier.under_way import UnderWay, typed_on
from ui.dossier.view import Choices, View
from ui.dossier.writing import Writer
from ui.timers import pause

# What a person who writes a record mostly says of themselves.
_ABOUT_ME = {
    "check": ("inspector", "tier"),
    "opinion": ("tier", "signer", "unit"),
    "lookback": ("who",),
}


class Forms(QObject):
    """One form at a time, in the dossier's place.

    Signals:
        left: no form is open any more.
        edited: something was typed in the open form.
        done: what a form was for is done; a code and its values to be told, "" for nothing.
        wanted: go to what mends a line: a ``Missing`` and the move that lacks it.
        stale: the issue is to be shown as it stands now, whether or not it was changed.
    """

    left = Signal()
    stale = Signal()
    edited = Signal()
    done = Signal(str, dict)
    wanted = Signal(object, str)

    def __init__(
        self, desk: Desk, stack: QStackedWidget, drafts: Drafts, under_way: UnderWay
    ) -> None:
        super().__init__(stack)
        self._under_way = under_way
        self._desk, self._stack, self._drafts = desk, stack, drafts
        self._writer = Writer(desk)
        self._view: View | None = None
        self.choices = Choices()
        self.form: FormPage | None = None
        self._behind = ""  # the move whose form asked for the record that is open
        # What opens when the issue is there as it was written: a move's form, or a record's.
        self._waiting: Callable[[], None] | None = None
        self._judging = pause(self, 300, self._judge_move)
        desk.show.packed.connect(self._on_packed)

    def show_view(self, view: View | None) -> None:
        """Another issue, or the same one as it stands now. An open form keeps what was typed."""
        changed = view is None or self._view is None or view.issue_id != self._view.issue_id
        if changed:
            self._waiting = None
            self.leave()
        self._view = view
        waiting, self._waiting = self._waiting, None
        if waiting is not None and self.form is None:
            waiting()

    # Opening -----------------------------------------------------------------------------

    def move(self, name: str, go_to: Missing | None = None) -> None:
        """Opens the form of a move, or of the second signature."""
        view = self._view_to_write()
        if view is None:
            return
        if name == SIGN:
            if view.waits is not None:
                form = SignForm(view, self._desk.prefs, words.today(), self._stack)
                self._open(form, lambda: self._send_sign(form), form.first)
            return
        made = MoveForm(name, view, self.choices, self._desk.prefs, words.today(), self._stack)
        made.day.edited.connect(self._judging.start)
        made.pack_wanted.connect(lambda: self._desk.show.report.emit("pack", view.issue_id))
        for fields in made.forms:
            fields.edited.connect(self._judging.start)

        def first() -> None:
            if go_to is None or not made.go_to(go_to):
                made.first()

        self._open(made, lambda: self._send_move(made), first)

    def record(self, kind: str, given: Mapping[str, str] | None = None) -> None:
        """Opens the form of a new record."""
        view = self._view_to_write() if kind in KINDS else None
        if view is None:
            return
        form = RecordForm(
            kind, view, self.choices, self._desk.prefs, words.today(), self._stack,
            given={**self._known(kind, view), **{k: v for k, v in (given or {}).items() if v}},
        )  # fmt: skip
        self._watch(form, view)
        self._open(form, lambda: self._send_record(form), form.first)

    def change(self, record_id: str, field: str = "") -> None:
        """Opens the form of a record that stands."""
        view, record = self._view_to_write(), self._record(record_id)
        if view is None or record is None:
            return
        form = RecordForm(
            record["kind"], view, self.choices, self._desk.prefs, words.today(), self._stack,
            record=record,
        )  # fmt: skip
        self._watch(form, view)
        self._open(
            form, lambda: self._send_record(form),
            lambda: form.go_to(field) if field else form.first(),
        )  # fmt: skip

    def void(self, record_id: str) -> None:
        """Asks why a record does not count."""
        view, record = self._view_to_write(), self._record(record_id)
        if view is None or record is None:
            return
        form = VoidForm(record, summary(record, view.names), self._stack)
        self._open(form, lambda: self._send_void(form), form.reason.go_to)

    def leave(self) -> None:
        """Goes back to the dossier; what was typed stays as a draft."""
        if self.form is None:
            return
        self.keep()
        self._close()

    def keep(self) -> None:
        """Keeps what is typed in the open form."""
        if self.form is not None and self._view is not None:
            issue, name, draft = self._view.issue_id, self.form.name, self.form.draft()
            if not any(draft.values()):
                draft = self._under_way.draft(issue, name)
            self._drafts.keep(issue, name, draft)

    # Within ------------------------------------------------------------------------------

    def _view_to_write(self) -> View | None:
        """The issue that is shown; None, and told why, where nothing may be written."""
        may = self._view is not None and may_write.told(self._desk.info, self._stack)
        return self._view if may else None

    def _watch(self, form: RecordForm, view: View) -> None:
        """Of a measure is told what negative lists say of it, while it is filled in."""
        if form.kind == "measure":
            Limits(self._desk, form.forms[0]).look(view.issue_id)

    def _known(self, kind: str, view: View) -> dict[str, str]:
        """What a new record says of whoever writes it, or puts off; typed over where it differs."""
        info = self._desk.info
        if kind == "extension":
            return {"from_date": str(view.fields.get("deadline") or "")}
        if info is None:
            return {}
        me = {"inspector": info.actor_name, "who": info.actor_name, "signer": info.actor_name,
              "unit": info.unit, "tier": info.tier}  # fmt: skip
        asked = _ABOUT_ME.get(kind, ())
        return {name: me[name] for name in asked if me[name]}

    def _on_packed(self, file: Path, issues: tuple[str, ...]) -> None:
        form, shown = self.form, "" if self._view is None else self._view.issue_id
        if isinstance(form, MoveForm) and shown in issues:
            form.take_pack(file)

    def _record(self, record_id: str) -> Mapping[str, Any] | None:
        records = [] if self._view is None else self._view.records
        return next((r for r in records if r["id"] == record_id), None)

    def _open(self, form: FormPage, send: Callable[[], None], first: Callable[[], object]) -> None:
        asking = self.form
        self.leave()
        assert self._view is not None
        beneath = isinstance(form, RecordForm) and isinstance(asking, MoveForm)
        self._behind = asking.move_name if beneath and isinstance(asking, MoveForm) else ""
        self.form = form
        issue, name = self._view.issue_id, form.name
        form.restore(self._under_way.unsent(issue, name, self._drafts.get(issue, name)))
        if self._under_way.has(issue, name):
            form.tell_under_way()
        form.sent.connect(send)
        form.left.connect(self._on_back)
        form.dropped.connect(self._on_dropped)
        form.wanted.connect(self.wanted)
        form.edited.connect(self.edited)
        self._stack.addWidget(form)
        self._stack.setCurrentWidget(form)
        # The layout must have run before a field can be scrolled into sight.
        QTimer.singleShot(0, form, first)

    def _close(self) -> None:
        form, self.form = self.form, None
        self._judging.stop()
        if form is not None:
            self._stack.removeWidget(form)
            form.hide()
            form.deleteLater()
        self.left.emit()

    def _on_back(self) -> None:
        move = self._behind
        self.leave()
        if move:
            self.move(move)

    def _on_dropped(self) -> None:
        if self.form is not None and self._view is not None:
            self._drafts.forget(self._view.issue_id, self.form.name)
        self._close()

    def _answers(
        self, form: FormPage, told: Callable[[Any], tuple[str, dict[str, Any]]], move: str = "",
        goes_on: Callable[[Any], str] = lambda _: "",
    ) -> tuple[Callable[[Any], None], Callable[[GreenShieldError | None], None]]:  # fmt: skip
        """What happens after it was done, or refused. The form may be gone by then.

        ``goes_on`` tells the record by what was written: what was typed since then is its.
        """
        assert self._view is not None
        issue, name, title = self._view.issue_id, form.name, form.title.text()
        self.keep()
        sent = self._drafts.get(issue, name)
        self._under_way.begin(issue, name, sent)
        form.set_busy(True)
        # Not held as it is: an answer that held a form that is gone would reach nobody.
        sender = weakref.ref(form)

        def done(value: Any) -> None:
            self._under_way.end(issue, name, sent)
            again, mine = self._opened_again(issue, name), sender()
            left = again is None or again is not mine
            if not left:
                self.keep()
            more = typed_on(sent, self._drafts.get(issue, name))
            if not left or not more:
                self._drafts.forget(issue, name)
            if not left:
                self._go_on(issue, name, goes_on(value), more)
            elif again is not None:
                again.set_busy(False)
                again.tell_nothing()
            self.done.emit(*told(value))

        def refused(error: GreenShieldError | None) -> None:
            self._under_way.end(issue, name, sent)
            again = self._opened_again(issue, name)
            if again is None:
                if error is not None:
                    self._desk.trouble.emit(error, title)
                return
            if not any(again.draft().values()):
                again.restore(sent)
            again.set_busy(False)
            again.tell_nothing()
            if error is not None:
                again.tell(error, move)

        return done, refused

    def _go_on(self, issue: str, name: str, record: str, more: Draft) -> None:
        """Closes the form that was written; what was typed in it meanwhile is kept and shown."""
        move = self._behind
        if more:
            self._drafts.keep(issue, f"record:{record}" if record else name, more)
        self._close()
        if more and record:
            self._waiting = lambda: self._go_on_with(record, move)
            self.stale.emit()
        elif move:
            self._waiting = lambda: self.move(move)

    def _go_on_with(self, record: str, move: str) -> None:
        self.change(record)
        self._behind = move

    def _opened_again(self, issue: str, name: str) -> FormPage | None:
        """The form of that name where it is open on that issue: the one that sent, or another."""
        shown = self._view is not None and self._view.issue_id == issue
        return self.form if shown and self.form is not None and self.form.name == name else None

    def _send_move(self, form: MoveForm) -> None:
        assert self._view is not None

        def told(value: Any) -> tuple[str, dict[str, Any]]:
            code = "move_pending" if value["pending"] else "move_made"
            params = {"move": form.move_name, "state": value["state"], "number": value["issue_no"]}
            return code, params

        done, refused = self._answers(form, told, form.move_name)
        self._writer.move(
            self._view, form.move_name, form.day.raw(), form.reason.raw(), form.given,
            form.evidence, form.files.files(), done, refused,
        )  # fmt: skip

    def _send_sign(self, form: SignForm) -> None:
        assert self._view is not None
        done, refused = self._answers(form, lambda state: ("consent_given", {"state": state}))
        self._writer.sign(
            self._view, form.day.raw(), form.paper, form.signer.raw(), form.unit.raw(), form.plan,
            done, refused,
        )  # fmt: skip

    def _send_record(self, form: RecordForm) -> None:
        assert self._view is not None

        stands = form.record_id
        done, refused = self._answers(form, _doubt, goes_on=lambda made: stands or str(made[0]))
        if form.record_id:
            self._writer.record_fields(
                self._view, form.record_id, form.kind, form.given, done, refused
            )
        else:
            self._writer.record(
                self._view, form.kind, form.given, form.day, form.files, done, refused
            )

    def _send_void(self, form: VoidForm) -> None:
        assert self._view is not None
        done, refused = self._answers(form, _doubt)
        self._writer.void(self._view, form.record_id, form.reason.raw(), done, refused)

    def _judge_move(self) -> None:
        """Day or fields were changed: what the move lacks on that day with what is typed."""
        form, view, info = self.form, self._view, self._desk.info
        if not isinstance(form, MoveForm) or view is None or info is None:
            return
        if not form.day.judge():
            return

        def told(found: Any) -> None:
            if self.form is form:
                form.show_missing(found[0])
                form.show_warnings(found[1])

        self._desk.ask(
            calls.ready, view.issue_id, form.move_name, info.actor_id, form.day.raw(),
            form.taken, done=told, failed=lambda _: None, key="dossier.move",
        )  # fmt: skip


def _doubt(value: Any) -> tuple[str, dict[str, Any]]:
    """The first of what is to be known of a record that was written, as code and parameters."""
    doubts = value[1] if isinstance(value, tuple) else []
    return doubts[0] if doubts else ("", {})
