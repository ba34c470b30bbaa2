"""How far a record has come, and what is entered next: referrals, measures, objections, claims."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from greenshield.domain import dates
from ui import words
from ui.words import number, translate

Record = Mapping[str, Any]

# Kind and state -> the field that brings it on.
_NEXT = {
    ("referral", "draft"): "sent_on",
    ("referral", "sent"): "received_on",
    ("referral", "received"): "concluded_on",
    ("measure", "open"): "done_on",
    ("objection", "open"): "answer",
}
_DUE = {"measure": "due_on"}  # the day by which it is to be at its end
_ENDED = {"concluded", "done", "answered", "paid"}


def told(record: Record) -> str:
    """Its state in words, "" for a kind that has none."""
    kind, state = str(record["kind"]), str(record.get("state") or "")
    if kind == "compensation":
        return words.label("compensation_state", state) if state else ""
    said = {
        ("referral", "draft"): translate("Dossier", "not sent yet"),
        ("referral", "sent"): translate("Dossier", "sent, no receipt yet"),
        ("referral", "received"): translate("Dossier", "received, not concluded"),
        ("referral", "concluded"): translate("Dossier", "concluded"),
        ("measure", "open"): translate("Dossier", "not done yet"),
        ("measure", "done"): translate("Dossier", "done"),
        ("objection", "open"): translate("Dossier", "not answered yet"),
        ("objection", "answered"): translate("Dossier", "answered"),
    }
    return said.get((kind, state), "")


def role(record: Record, today: str) -> str:
    """The colour of its state: of what is over, of what is late, of what is under way."""
    state = str(record.get("state") or "")
    if state in _ENDED:
        return "ok"
    due = record["fields"].get(_DUE.get(str(record["kind"]), ""))
    return "overdue" if dates.is_date(due) and str(due) < today else "warning"


def next_field(record: Record) -> str:
    """The field that brings it on, "" where nothing does."""
    return _NEXT.get((str(record["kind"]), str(record.get("state") or "")), "")


def next_words(field: str) -> str:
    """What a button says that leads there."""
    return {
        "sent_on": translate("Dossier", "Sent…"),
        "received_on": translate("Dossier", "Receipt…"),
        "concluded_on": translate("Dossier", "Concluded…"),
        "done_on": translate("Dossier", "Done…"),
        "answer": translate("Dossier", "Answer…"),
    }[field]


def done_words(record: Record, done: float) -> str:
    """How much of a measure its progress tells as done."""
    fields = record["fields"]
    unit, planned = str(fields.get("unit") or ""), fields.get("quantity")
    if isinstance(planned, int | float) and planned:
        text = translate("Dossier", "by its progress {done} of {planned} {unit} done")
        return text.format(done=number(done), planned=number(planned), unit=unit).strip()
    text = translate("Dossier", "by its progress {done} {unit} done")
    return text.format(done=number(done), unit=unit).strip()
