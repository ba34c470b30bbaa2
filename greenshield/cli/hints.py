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
}
_TIME_ALONE = {"publicity_running"}  # only time meets these, no other value would
_CODES = 12  # more than these would bury the command
_NOT_TYPED = NOT_SETTABLE | {"state", "actor", "geom"}


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


ANY = Target()  # where no issue was named


def how(missing: Missing, move: str, target: Target, lang: str) -> str:
    """A sentence that says what to type, "" where there is no one thing to type.

    Args:
        missing: what a move lacks.
        move: which move.
        target: for commands that can be copied.
        lang: ``zh`` or ``en``.
    """
    row = workflow.MOVES.get(move)
    if row is None or missing.code in _TIME_ALONE:
        return ""
    name = missing.field
    if name in _OPTIONS:
        return messages.text("how_to", {"how": _OPTIONS[name]}, lang)
    if name == "ticks":
        condition = missing.params.get("condition", "CONDITION")
        return messages.text("how_to", {"how": f"--set tick.{condition}=FILE|PHOTO"}, lang)
    if name in KINDS:
        return messages.text("how_to", {"how": _record(missing, move, target)}, lang)
    if name in row.inputs and name in CATALOGUE["move"]:
        return _typed(f"--set {name}=…", CATALOGUE["move"][name], lang)
    spec = CATALOGUE["issue"].get(name)
    if spec is None or spec.derived or name in _NOT_TYPED:
        return ""
    command = f"greenshield issue set {target.project} {target.issue} {name}=…"
    return _typed(command, spec, lang)


def _record(missing: Missing, move: str, target: Target) -> str:
    """The command for a record: a new one with all the fields that it needs."""
    record = str(missing.params.get("record") or "")
    if record:
        return f"greenshield record set {target.project} {target.issue} {record[-8:]} field=…"
    specs = KINDS[missing.field].fields.values()
    needed = [f"{s.id}=…" for s in specs if s.required == "R" or s.needed_by == move]
    given = " ".join(needed) or "field=…"
    return f"greenshield record add {target.project} {target.issue} {missing.field} {given}"


def _typed(command: str, spec: FieldSpec, lang: str) -> str:
    if not spec.code_table:
        return messages.text("how_to", {"how": command}, lang)
    codes = reference.code_tables().table(spec.code_table).accepted(_CODES)
    return messages.text("how_to_coded", {"how": command, "codes": codes}, lang)


def signature(issue: IssueState, mover: str, target: Target, lang: str) -> dict[str, str] | None:
    """The move that waits for a signature, who must give it, and the command; None for none."""
    waiting = [m for m in issue.moves if m.status == "pending" and m.after == issue.head]
    if not waiting:
        return None
    move = waiting[-1].move
    row = workflow.MOVES.get(move)
    tier = "" if row is None else row.consent
    command = f"greenshield issue consent {target.project} {target.issue} --actor ACTOR"
    params = {"move": move, "tier": tier, "name": mover, "command": command}
    message = messages.text("waits_for_signature", params, lang)
    return {"move": move, "tier": tier, "message": message}
