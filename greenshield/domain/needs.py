"""Where what satisfies a rule is entered: told once, for the command line and for the window.

A refusal names what is missing; a *need* says by what it is mended: a field to fill, a record to
add, a photo to tie. The command line makes a command of it, the window a jump.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from greenshield.domain import workflow
from greenshield.domain.errors import Missing
from greenshield.domain.fields import CATALOGUE
from greenshield.domain.records import KINDS

PHASES = ("before", "during", "after", "lookback")
# What the program alone writes: on registering, by ``issue number``, on import, in a conflict.
NOT_TYPED = frozenset({"issue_no"})

_GIVEN = {"document": "document", "reason": "reason", "occurred_on": "day", "actor": "actor"}
# A photo of the phase is lacking; any other trouble with photos lies in one that is there.
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
_CONDITIONAL = ("field_needed_if", "condition_needed_if")
_NO_ONE_THING = {
    "publicity_running", "check_says_true", "measure_not_in_ledger", "measure_not_in_plan",
    "measure_after_plan",
}  # fmt: skip
_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Need:
    """What mends one missing thing.

    Attributes:
        what: ``field`` of the ledger; ``fact`` given with the move; ``tick`` of a closing
            condition; ``document``, ``reason``, ``day`` and ``actor`` of the move; ``pack``;
            ``assignment`` (inspector and day go together); ``record`` (a new one, or one that
            stands where ``record`` names it); ``photo`` (one to tie) and ``photo_doubt`` (one
            that is tied and does not count); ``other_move``.
        move: the move that lacks it.
        name: the field, condition, record kind, photo phase, or the other move.
        given: of a record or another move: field -> what it must say, "" where that is open.
        record: the id of the record that stands, "" for a new one.
        documents: a file must come with the record.
        photo: the hash of the photo that does not count.
    """

    what: str
    move: str
    name: str = ""
    given: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    record: str = ""
    documents: bool = False
    photo: str = ""


def need(missing: Missing, move: str) -> Need | None:
    """What mends a missing thing, None where there is no one thing to do.

    Args:
        missing: what a move lacks.
        move: which move.
    """
    row = workflow.MOVES.get(move)
    if row is None and missing.code == "extension_missing":  # a deadline that is written alone
        return _record(missing, move)
    if row is None or missing.code in _NO_ONE_THING:
        return None
    name = missing.field
    if missing.code == "check_says_untrue":
        return Need("other_move", move, "dismiss", {"outcome": "not_true"})
    if missing.code == "check_after_move":
        return Need("day", move, "occurred_on")
    if name in ("pack_sha256", "pack_verified"):
        return Need("pack", move, name)
    if row.name in ("assign", "reassign") and name in ("assignee", "check_due"):
        return Need("assignment", move, name)
    if missing.code in _PAPERS and row.name == "file":  # the day of that move is past
        return Need("record", move, "document", {"doc_kind": _PAPERS[missing.code]}, documents=True)
    if name in _GIVEN:
        return Need(_GIVEN[name], move, name)
    if name == "ticks":
        return Need("tick", move, str(missing.params.get("condition") or ""))
    if name in PHASES:
        if missing.code in _SHOWN_BY:
            return Need("photo", move, name)
        return Need("photo_doubt", move, name, photo=str(missing.params.get("photo") or ""))
    if name in KINDS:
        return _record(missing, move)
    if name in row.inputs and name in CATALOGUE["move"]:
        return Need("fact", move, name)
    return _field(name, move)


def is_conditional(code: str) -> bool:
    """True for the code of what is asked for only where another field says so, not yet filled in.

    That other field is told as missing itself: until it is filled in these are to be known
    beforehand, and none of them is a thing to do.
    """
    return code in _CONDITIONAL


def _field(name: str, move: str) -> Need | None:
    spec = CATALOGUE["issue"].get(name)
    if spec is None or spec.derived or name in NOT_TYPED | {"state"}:
        return None
    return Need("field", move, name)


def _record(missing: Missing, move: str) -> Need:
    """A record: one that stands, or a new one with all that it needs."""
    record, given = str(missing.params.get("record") or ""), _OF_RECORD.get(missing.code)
    if record and given is not None:
        return Need("record", move, missing.field, dict.fromkeys(given, ""), record)
    known = {name: missing.params.get(name) for name in ("tier", "from_date", "to_date")}
    known["code"] = missing.params.get("measures")
    if missing.code == "on_site_record_missing":
        known["tier"] = "city"
    fields = KINDS[missing.field].fields.values()
    asked = [
        s for s in fields if s.required == "R" or (move and s.needed_by == move) or known.get(s.id)
    ]
    if missing.field == "check":  # what else a check finds is the ledger's
        asked = [s for s in asked if s.required == "R" or known.get(s.id)]
    wanted = {s.id: str(known.get(s.id) or "") for s in asked}
    if missing.field == "check":
        wanted["findings"] = ""
    return Need("record", move, missing.field, wanted)
