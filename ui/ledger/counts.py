"""The values that a filter offers, each with how many issues it would give."""

from __future__ import annotations

from collections.abc import Iterable

from ui import words
from ui.ledger.answer import Answer
from ui.words import number, translate

TABLES = {
    "states": "state", "activities": "activity", "sources": "source",
    "key_problems": "key_problem",
}  # fmt: skip
MARKS = (
    "overdue", "check_overdue", "due", "disputed", "pending", "problem", "undone", "-undone",
    "adopted", "-adopted",
)  # fmt: skip
EITHER = ("undone", "adopted")
"""The marks whose contrary can be asked for as well, by a ``-`` before."""


def title(name: str) -> str:
    """What a filter is called."""
    return {
        "states": translate("Ledger", "State"),
        "areas": translate("Ledger", "Area"),
        "divisions": translate("Ledger", "County"),
        "activities": translate("Ledger", "Activity"),
        "sources": translate("Ledger", "Source"),
        "key_problems": translate("Ledger", "Key problem"),
        "campaigns": translate("Ledger", "Campaign"),
        "assignees": translate("Ledger", "Inspector"),
        "marks": translate("Ledger", "Marks"),
        "text": translate("Ledger", "Text"),
    }[name]


def mark(name: str) -> str:
    """What a mark is called."""
    return {
        "overdue": translate("Ledger", "rectification overdue"),
        "check_overdue": translate("Ledger", "check overdue"),
        "due": translate("Ledger", "due this month"),
        "disputed": translate("Ledger", "moves in conflict"),
        "pending": translate("Ledger", "awaits a signature"),
        "problem": translate("Ledger", "a problem, or one that was closed"),
        "undone": translate("Ledger", "rectification not done"),
        "-undone": translate("Ledger", "no rectification to be done"),
        "adopted": translate("Ledger", "adopted from a ledger"),
        "-adopted": translate("Ledger", "not adopted"),
    }[name]


def word(name: str, value: str, names: dict[str, str]) -> str:
    """The words for a value of a filter."""
    if name == "marks":
        return mark(value)
    if not value:
        return translate("Ledger", "(none)")
    return words.label(TABLES[name], value) if name in TABLES else names.get(value, value)


def choices(name: str, answer: Answer, chosen: Iterable[str]) -> list[tuple[str, str]]:
    """The values of one filter with their words and counts, in the order to offer them.

    Codes come in the order of their table, the others with the largest count first. A value
    that is chosen is offered whatever its count.
    """
    if name == "marks":
        named = {m: m.replace("-", "not_") for m in MARKS}
        return [(m, _counted(mark(m), answer.flags.get(named[m]))) for m in MARKS]
    counts = dict.fromkeys((v for v in chosen), 0) | answer.facets.get(name, {})
    kept = [v for v in counts if counts[v] or v in chosen or v]
    if name in TABLES:
        codes = [code for code, _ in words.choices(TABLES[name], legacy=True)]
        place = {code: n for n, code in enumerate(codes)}
        kept.sort(key=lambda v: (not v, place.get(v, len(place)), v))
    else:
        kept.sort(key=lambda v: (not v, -counts[v], answer.names.get(v, v)))
    return [(v, _counted(word(name, v, answer.names), counts[v])) for v in kept]


def _counted(told: str, count: int | None) -> str:
    if count is None:
        return told
    return translate("Ledger", "{value} ({n})").format(value=told, n=number(count))
