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
from greenshield.domain.needs import Need, need
from greenshield.domain.state import IssueState

_OPTIONS = {
    "document": "--document FILE",
    "reason": "--reason R",
    "day": "--on YYYY-MM-DD",
    "actor": "--actor ACTOR",
    "pack": "--document PACK.zip",
}
_CODES = 12  # more than these would bury the command


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
        several = getattr(args, "issues", None) or [""]
        issue = getattr(args, "issue", "") or (several[0] if len(several) == 1 else "") or "ISSUE"
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
    found = need(missing, move)
    if found is None or found.what == "photo_doubt":
        return None
    of_move = ("tick", "fact", *_OPTIONS)
    if move in workflow.BY_COMMAND and found.what in of_move:
        return None  # a split or a merge: the command that was typed makes it
    this_move = f"greenshield issue move {target} {move}"
    match found.what:
        case "other_move":
            facts = tuple(f"--set {name}={value}" for name, value in found.given.items())
            return How(f"greenshield issue move {target} {found.name}", (*facts, "--reason R"))
        case "assignment":
            return How(f"greenshield issue assign {target}", ("INSPECTOR", "--due YYYY-MM-DD"))
        case "tick":
            return How(this_move, (f"--set tick.{found.name or 'CONDITION'}=FILE|PHOTO",))
        case "photo":
            command = f"greenshield photos tag {target.project} PHOTO {target.issue}"
            return How(command, (f"--phase {found.name}", "--kind far|near"))
        case "record":
            return _record(found, target)
        case "fact":
            spec = CATALOGUE["move"][found.name]
            return How(this_move, (f"--set {found.name}=…",), _codes(spec, lang))
        case "field":
            return _field(CATALOGUE["issue"][found.name], target, lang)
        case _:
            return How(this_move, (_OPTIONS[found.what],))


def _field(spec: FieldSpec, target: Target, lang: str) -> How:
    value = "@SHAPE.geojson" if spec.type == "geometry" else "…"
    return How(f"greenshield issue set {target}", (f"{spec.id}={value}",), _codes(spec, lang))


def _record(found: Need, target: Target) -> How:
    """The command for a record: one that stands, or a new one with all that it needs."""
    names = tuple(f"{name}={value or '…'}" for name, value in found.given.items())
    if found.record:
        return How(f"greenshield record set {target} {found.record[-8:]}", names)
    command = f"greenshield record add {target} {found.name}"
    if found.documents:  # of a known kind: the file alone is lacking
        return How(" ".join((command, *names)), (_OPTIONS["document"],))
    return How(command, names or ("field=…",))


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
