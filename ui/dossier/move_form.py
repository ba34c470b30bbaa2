"""The form of a move: what it will do, and all that can be given with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from greenshield.domain import workflow
from greenshield.domain.deadlines import check_due_from
from greenshield.domain.errors import GreenShieldError, Missing
from greenshield.domain.field_spec import FieldSpec
from greenshield.domain.fields import CATALOGUE
from greenshield.domain.needs import need
from ui import words
from ui.dossier.attachments import Attachments
from ui.dossier.casing import headed
from ui.dossier.field_form import FieldForm, reveal
from ui.dossier.fixed_rows import DayRow, ReasonRow
from ui.dossier.form_page import FormPage, heading, told_beside
from ui.dossier.ticks import Ticks
from ui.dossier.view import Choices, Ready, View
from ui.look import icons
from ui.prefs import Prefs
from ui.words import translate

_NOT_TYPED = ("ticks", "pack_sha256", "pack_verified")
_ASSIGNMENT = ("assign", "reassign")
_WITH_FEW = 4  # a move that asks for so few ledger fields shows them all, filled or not


class MoveForm(FormPage):
    """The move's own facts, the ledger fields that it lacks, reason, files, closing conditions.

    Signals:
        pack_wanted: the archive pack of the issue is to be made.
    """

    pack_wanted = Signal()

    def __init__(
        self, move: str, view: View, choices: Choices, prefs: Prefs, today: str, parent: QWidget
    ) -> None:
        super().__init__(f"move:{move}", parent)
        self.move_name, self._view = move, view
        self._row = workflow.MOVES[move]
        self._ready = view.ready_for(move) or Ready(move, "", False)
        self._warnings: tuple[Missing, ...] = tuple(self._ready.warnings)
        self._intro = QLabel(self.fields)
        self._intro.setWordWrap(True)
        self.box.addWidget(self._intro)
        self.day = DayRow(today, self.fields)
        self.box.addWidget(self.day)
        self._facts = self._own_facts(choices)
        self._ledger = self._ledger_fields(choices)
        self._offered = self._offer(today)
        self._heading: QLabel | None = None
        self.ticks: Ticks | None = None
        if "ticks" in self._row.inputs:
            self._heading = heading("", self.fields)
            self.box.addWidget(self._heading)
            self.ticks = Ticks(view, self.fields)
            self.ticks.edited.connect(self.edited)
            self.box.addWidget(self.ticks)
        self.reason = ReasonRow(self.fields, needed=self._row.needs_reason)
        self.reason.edited.connect(self.edited)
        self.box.addWidget(self.reason)
        self.files = Attachments(prefs, self.fields)
        self.files.edited.connect(self._on_files)
        self.box.addWidget(self.files)
        self._pack: QPushButton | None = None
        if move == "file":
            self._pack = QPushButton(icons.icon("pack"), "", self.fields)
            self._pack.setObjectName("form.make_pack")
            self._pack.clicked.connect(self.pack_wanted)
            self.box.addWidget(self._pack)
        self.retranslate()
        self.show_missing(self._ready.missing)

    # What is given -----------------------------------------------------------------------

    @property
    def given(self) -> dict[str, str]:
        """The move's facts and ledger fields as typed."""
        own = {} if self._facts is None else self._facts.typed()
        return own | ({} if self._ledger is None else self._ledger.typed())

    @property
    def taken(self) -> dict[str, str]:
        """What is typed so far, without what is not taken yet, and shapes, which may be large."""
        out: dict[str, str] = {}
        for form in self.forms:
            bad = form.faults()
            out |= {
                name: raw
                for name, raw in form.typed().items()
                if name not in bad and form.rows[name].spec.type != "geometry"
            }
        return out

    @property
    def evidence(self) -> dict[str, list[str]]:
        """Closing condition -> hashes and paths of what meets it."""
        return {} if self.ticks is None else self.ticks.typed()

    def take_pack(self, file: Path) -> None:
        """Adds a pack that was made, where the move takes one, in place of an earlier one."""
        if self._pack is not None:
            papers = [path for path in self.files.files() if path.suffix.lower() != ".zip"]
            self.files.put([*papers, file])

    def draft(self) -> dict[str, Any]:
        """What was typed; the day alone is no draft."""
        files = [str(p) for p in self.files.files()]
        given = {k: v for k, v in self.given.items() if self._offered.get(k) != v}
        told = {"given": given, "ticks": self.evidence, "reason": self.reason.raw()}
        told["files"] = files
        return told | {"day": self.day.raw()} if any(told.values()) else {}

    def restore(self, draft: dict[str, Any]) -> None:
        """Puts in what was typed before."""
        self.files.restore(draft.get("files", []))
        for form in self.forms:
            form.type_in(draft.get("given", {}))
        if self.ticks is not None:
            self.ticks.type_in(draft.get("ticks", {}))
        self.reason.set_raw(str(draft.get("reason") or ""))
        if draft.get("day"):
            self.day.set_raw(str(draft["day"]))

    # What is missing ---------------------------------------------------------------------

    def show_missing(self, missing: Iterable[Missing]) -> None:
        """Asks for the conditions that are not ticked; tells what the form has no place for."""
        found = tuple(missing)
        if self.ticks is not None:
            asked = [str(m.params.get("condition") or "") for m in found if m.field == "ticks"]
            self.ticks.ask(asked)
            self._conditions_shown()
        lacking = {m.field for m in found}
        for form in self.forms:
            form.need_only({name: self.move_name for name in form.rows if name in lacking})
        papers = [m for m in found if _is_paper(m, self.move_name)]
        self.files.ask("\n".join(headed(words.sentence(m.code, m.params)) for m in papers))
        self.tell_missing(found, self.move_name)
        # A day that stands is judged as it is typed; what is empty may still be filled in.
        wrong = [m for m in found if _is_of_day(m, self.move_name)]
        self.day.refuse(told_beside(wrong[0]) if wrong else "")
        if wrong or self.day.editor.hasFocus():
            # What is told above the fields pushes them down once it is laid out.
            QTimer.singleShot(0, self, lambda: reveal(self.day.editor))

    def show_warnings(self, warnings: Iterable[Missing]) -> None:
        """What is to be known before the move: beside its field, else above all."""
        self._warnings = tuple(warnings)
        self._tell_warnings()

    def tell(self, error: GreenShieldError, move: str = "") -> None:
        """A wrong day is mostly why the rest is: it comes first."""
        super().tell(error, move)
        if any(_is_of_day(m, self.move_name) for m in error.missing):
            QTimer.singleShot(0, self, self.day.go_to)

    def place_for(self, missing: Missing) -> Callable[[str], object] | None:
        """Beside day, reason, files, condition or field."""
        found = need(missing, self.move_name)
        what = "" if found is None else found.what
        if what == "day":
            return self.day.refuse
        if what == "reason":
            return self.reason.refuse
        if what in ("document", "pack"):
            return self.files.refuse
        if what == "tick" and self.ticks is not None:
            ticks, condition = self.ticks, str(missing.params.get("condition") or "")
            if condition not in ticks.conditions():
                ticks.ask([condition])
                self._conditions_shown()
            return lambda told: ticks.refuse(condition, told)
        return super().place_for(missing)

    def go_to(self, missing: Missing) -> bool:
        """Gives the keyboard to what a missing thing is given by; False where it is elsewhere."""
        found = need(missing, self.move_name)
        if found is None:
            return False
        if found.what == "day":
            self.day.go_to()
        elif found.what == "reason":
            self.reason.go_to()
        elif found.what in ("document", "pack"):
            self.files.go_to()
        elif found.what == "tick" and self.ticks is not None:
            self.ticks.go_to(found.name)
        else:
            return any(form.go_to(found.name) for form in self.forms)
        return True

    def first(self) -> None:
        """Gives the keyboard to what comes first."""
        for form in self.forms:
            empty = [n for n, r in form.rows.items() if not r.editor.raw().strip()]
            if empty:
                form.go_to(empty[0])
                return
        self.day.go_to()

    def judge(self) -> bool:
        """Also the day must be one."""
        if not self.day.judge():
            self.day.go_to()
            return False
        return super().judge()

    def retranslate(self) -> None:
        """Sets every word in the language in force."""
        super().retranslate()
        name = headed(words.move(self.move_name))
        self.title.setText(name)
        self.go.setText(name)
        self._tell_warnings()
        if self._pack is not None:
            self._pack.setText(translate("Dossier", "Make the archive pack…"))
        if self._heading is not None:
            self._heading.setText(
                translate("Dossier", "Closing conditions, each with its evidence")
            )
            self._conditions_shown()

    # Within ------------------------------------------------------------------------------

    def _told_intro(self) -> str:
        now, then = words.state(self._view.state), words.state(self._ready.target)
        told = [headed(translate("Dossier", "{now} → {then}").format(now=now, then=then))]
        if self._row.consent:
            text = translate("Dossier", "It waits until another person of the {tier} has signed.")
            told.append(text.format(tier=words.tier(self._row.consent)))
        if self.move_name == "register" and not self._view.fields.get("issue_no"):
            told.append(translate("Dossier", "The issue gets its number."))
        if self.move_name == "file":
            text = translate(
                "Dossier",
                "Add the archive pack, or a hand-over package that holds it (.zip); it is verified "
                "here. One that is made now is added by itself.",
            )
            told.append(text)
        rows = {name for form in self.forms for name in form.rows}
        above = [w for w in self._warnings if w.field not in rows]
        told += [words.sentence(w.code, w.params) for w in above]
        return "\n".join(told)

    def _tell_warnings(self) -> None:
        self._intro.setText(self._told_intro())
        for form in self.forms:
            beside: dict[str, list[str]] = {}
            for one in self._warnings:
                beside.setdefault(one.field, []).append(words.line(one.code, one.params))
            form.warn({name: "\n".join(lines) for name, lines in beside.items()})

    def _own_facts(self, choices: Choices) -> FieldForm | None:
        specs = [CATALOGUE["move"][n] for n in self._row.inputs if n not in _NOT_TYPED]
        if not specs:
            return None
        form = self.add_form(FieldForm("move", specs, self.fields))
        form.show_values({}, names=self._view.names, held={}, locked=False)
        form.offer(choices)
        if "relied_check" in form.rows:
            form.rows["relied_check"].offer(_checks(self._view))
        return form

    def _ledger_fields(self, choices: Choices) -> FieldForm | None:
        specs = ledger_specs(self.move_name, self._ready.missing)
        if not specs:
            return None
        form = self.add_form(FieldForm("issue", specs, self.fields))
        form.offer(choices)
        held = (
            {} if self.move_name in ("reassign", "return", "reopen") else self._view.held("issue")
        )
        form.show_values(self._view.fields, names=self._view.names, held=held, locked=False)
        return form

    def _offer(self, today: str) -> dict[str, str]:
        """Puts in by when a clue may be checked, where nobody has said it: it is to be typed over.

        It is no draft, and stands in the dialog that assigns many as well.
        """
        if self.move_name != "assign" or self._view.fields.get("check_due"):
            return {}
        offered = {"check_due": check_due_from(today)}
        if self._ledger is not None:
            self._ledger.type_in(offered)
        return offered

    def _conditions_shown(self) -> None:
        if self._heading is not None and self.ticks is not None:
            self._heading.setVisible(bool(self.ticks.conditions()))

    def _on_files(self) -> None:
        if self.ticks is not None:
            self.ticks.set_new_files(self.files.files())
        self.edited.emit()


def ledger_specs(move: str, missing: Iterable[Missing]) -> list[FieldSpec]:
    """The ledger fields that the form of a move shows: those it lacks, all where they are few."""
    issue: Mapping[str, FieldSpec] = CATALOGUE["issue"]
    wanted = dict.fromkeys(s.id for s in issue.values() if s.needed_by == move)
    if len(wanted) > _WITH_FEW:
        wanted = {}
    if move in _ASSIGNMENT:
        wanted |= dict.fromkeys(("assignee", "check_due"))
    for one in missing:
        found = need(one, move)
        if found is not None and found.what in ("field", "assignment"):
            wanted[found.name] = None
    return [s for s in issue.values() if s.id in wanted and not s.derived]


def _is_of_day(missing: Missing, move: str) -> bool:
    found = need(missing, move)
    return found is not None and found.what == "day" and missing.code != "occurred_on_missing"


def _is_paper(missing: Missing, move: str) -> bool:
    found = need(missing, move)
    return found is not None and found.what in ("document", "pack")


def _checks(view: View) -> list[tuple[str, str]]:
    """The field checks that a move may rely on, by day and findings."""
    out = []
    for record in view.records:
        if record["kind"] == "check" and not record["void"]:
            findings = str(record["fields"].get("findings") or "")[:40]
            told = f"{words.short_day(record['occurred_on'])} {findings}".strip()
            out.append((str(record["id"]), told))
    return out
