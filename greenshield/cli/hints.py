"""How to type what would satisfy a rule: the command or option, with the codes it takes."""

from __future__ import annotations

import argparse
import shlex
from dataclasses import dataclass

from greenshield import messages, reference
from greenshield.domain import workflow
from greenshield.domain.errors import Missing
from greenshield.domain.field_spec import FieldSpec
from greenshield.domain.fields import CATALOGUE
from greenshield.domain.records import KINDS
from greenshield.domain.state import IssueState
from greenshield.services.issues import NOT_SETTABLE

_OPTIONS = {
    "document": "--document FILE",
    "reason": "--reason R",
    "occurred_on": "--on YYYY-MM-DD",
    "actor": "--actor ACTOR",
}
_PHASES = ("before", "during", "after", "lookback")
_SHOWN_BY = ("photos_too_few", "photo_kind_missing", "after_photo_missing", "pair_missing")
# Papers that may come as a document record: the kind of it.
_PAPERS = {
    "plan_document_missing": "plan",
    "approval_document_missing": "approval",
    "notice_missing": "notice",
}
# What a record lacks that stands already.
_OF_RECORD = {
    "check_result_missing": ("is_true",),
    "measure_due_missing": ("due_on",),
    "measure_date_missing": ("done_on",),
    "measure_done_later": ("done_on",),
    "measure_quantity_missing": ("done_quantity",),
    "objection_open": ("answer", "answered_on"),
    "referral_open": ("concluded_on", "result"),
}
_NO_ONE_THING = {"publicity_running", "check_says_true", "measure_not_in_ledger"}
_CODES = 12  # more than these would bury the command
_NOT_TYPED = NOT_SETTABLE | {"state"}


@dataclass(frozen=True, slots=True)
class How:
    """A command that would satisfy a rule.

    Attributes:
        command: its words up to what is to be given; several things can go with one command.
        args: what is to be given.
        codes: what the value can be, where it is coded.
    """

    command: str
    args: tuple[str, ...]
    codes: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """The project and the issue as the command line named them."""

    project: str = "PROJECT"
    issue: str = "ISSUE"

    @classmethod
    def of(cls, args: argparse.Namespace | None) -> Target:
        """Those of a command's arguments, placeholders where it has none."""
        project = getattr(args, "project", "") or "PROJECT"
        issue = getattr(args, "issue", "") or "ISSUE"
        return cls(shlex.quote(str(project)), shlex.quote(str(issue)))

    def __str__(self) -> str:
        """As they follow a command."""
        return f"{self.project} {self.issue}"


ANY = Target()  # where no issue was named


def how(missing: Missing, move: str, target: Target, lang: str = "zh") -> How | None:
    """What to type, None where there is no one thing to type.

    Args:
        missing: what a move lacks.
        move: which move.
        target: for commands that can be copied.
        lang: of the labels of codes, ``zh`` or ``en``.
    """
    row = workflow.MOVES.get(move)
    if row is None or missing.code in _NO_ONE_THING:
        return None
    name, this_move = missing.field, f"greenshield issue move {target} {move}"
    if missing.code == "check_says_untrue":
        away = f"greenshield issue move {target} dismiss"
        return How(away, ("--set outcome=not_true", "--reason R"))
    if missing.code == "check_after_move":
        return How(this_move, (_OPTIONS["occurred_on"],))
    if name in ("pack_sha256", "pack_verified"):
        return How(this_move, ("--document PACK.zip",))
    if row.name in ("assign", "reassign") and name in ("assignee", "check_due"):
        return How(f"greenshield issue assign {target}", ("INSPECTOR", "--due YYYY-MM-DD"))
    if missing.code in _PAPERS and row.name == "file":  # the day of that move is past
        paper = f"greenshield record add {target} document doc_kind={_PAPERS[missing.code]}"
        return How(paper, (_OPTIONS["document"],))
    if name in _OPTIONS:
        return How(this_move, (_OPTIONS[name],))
    if name == "ticks":
        condition = missing.params.get("condition", "CONDITION")
        return How(this_move, (f"--set tick.{condition}=FILE|PHOTO",))
    if name in _PHASES:
        return _photo(missing, target)
    if name in KINDS:
        return _record(missing, move, target)
    if name in row.inputs and name in CATALOGUE["move"]:
        return How(this_move, (f"--set {name}=…",), _codes(CATALOGUE["move"][name], lang))
    return _field(name, target, lang)


def _field(name: str, target: Target, lang: str) -> How | None:
    spec = CATALOGUE["issue"].get(name)
    if spec is None or spec.derived or name in _NOT_TYPED:
        return None
    value = "@SHAPE.geojson" if spec.type == "geometry" else "…"
    return How(f"greenshield issue set {target}", (f"{name}={value}",), _codes(spec, lang))


def _photo(missing: Missing, target: Target) -> How | None:
    """The command that ties a photo, where one of this phase is lacking."""
    if missing.code not in _SHOWN_BY:
        return None
    command = f"greenshield photos tag {target.project} PHOTO {target.issue}"
    return How(command, (f"--phase {missing.field}", "--kind far|near"))


def _record(missing: Missing, move: str, target: Target) -> How:
    """The command for a record: one that stands, or a new one with all that it needs."""
    record, given = str(missing.params.get("record") or ""), _OF_RECORD.get(missing.code)
    if record and given is not None:
        command = f"greenshield record set {target} {record[-8:]}"
        return How(command, tuple(f"{name}=…" for name in given))
    known = {"tier": missing.params.get("tier"), "to_date": missing.params.get("to_date")}
    known["code"] = missing.params.get("measures")
    if missing.code == "on_site_record_missing":
        known["tier"] = "city"
    if missing.field == "check":
        known["is_true"] = "yes"
    fields = KINDS[missing.field].fields.values()
    asked = [s for s in fields if s.required == "R" or s.needed_by == move or known.get(s.id)]
    if missing.field == "check":  # what else a check finds is the ledger's
        asked = [s for s in asked if known.get(s.id)]
    names = [f"{s.id}={known.get(s.id) or '…'}" for s in asked]
    if missing.field == "check":
        names.append("findings=…")
    return How(f"greenshield record add {target} {missing.field}", tuple(names) or ("field=…",))


def _codes(spec: FieldSpec, lang: str) -> str:
    if not spec.code_table:
        return ""
    told = reference.code_tables().table(spec.code_table).accepted(_CODES)
    return messages.accepted(told, lang)


def told(found: How, lang: str) -> str:
    """The command as a sentence, with the codes that it takes."""
    command = " ".join((found.command, *dict.fromkeys(found.args)))
    if not found.codes:
        return messages.text("how_to", {"how": command}, lang)
    return messages.text("how_to_coded", {"how": command, "codes": found.codes}, lang)


def signature(issue: IssueState, mover: str, target: Target, lang: str) -> dict[str, str] | None:
    """The move that waits for a signature, who must give it, and the command; None for none."""
    waiting = [m for m in issue.moves if m.status == "pending" and m.after == issue.head]
    if not waiting:
        return None
    move = waiting[-1].move
    row = workflow.MOVES.get(move)
    tier = "" if row is None else row.consent
    command = f"greenshield issue consent {target} --actor ACTOR"
    params = {"move": move, "tier": tier, "name": mover, "command": command}
    message = messages.text("waits_for_signature", params, lang)
    return {"move": move, "tier": tier, "message": message}
