"""What a cell of the ledger says: codes as words, numbers with thousands, deadlines with days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from greenshield.domain.deadlines import counting, days_left
from greenshield.domain.ledger_columns import Column
from ui import words
from ui.words import number, plural, translate

Tone = Literal["", "late", "soon", "state", "disputed", "pending"]
NAMED = {"area_id": "area", "campaign_id": "campaign", "assignee": "assignee_name"}
DUE = ("deadline", "check_due")
_SOON = 14  # days before a deadline from which it is marked
_TOLD = 60  # days before a deadline from which they are counted
_LONGEST = 300  # characters of one cell
_LONGEST_TIP = 2000
_DIGITS = {"deg": 6, "m2": 1, "m": 1, "yuan": 2}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell.

    Attributes:
        text: on one line.
        tone: how it is marked: a deadline that is ``late`` or ``soon``, a ``state`` shown as a
            pill, moves that are ``disputed`` or a move that is ``pending``.
        code: the state's, of a pill.
        bold: stands out.
        right: stands at the right, as numbers do.
    """

    text: str
    tone: Tone = ""
    code: str = ""
    bold: bool = False
    right: bool = False


def cell(column: Column, row: dict[str, Any], as_of: str) -> Cell:
    """What a cell says and how it is marked."""
    if column.name in DUE:
        told, tone = due(column.name, row, as_of)
        return Cell(told, tone, bold=tone == "late")
    told = text(column, row, as_of)
    if column.name == "state":
        return Cell(told, "state", str(row.get("state") or ""))
    if column.name == "number":
        tone = "disputed" if row.get("disputed") else "pending" if row.get("pending") else ""
        return Cell(told, tone, bold=True)
    return Cell(told, right=column.kind == "number")


def tip(column: Column, row: dict[str, Any], cell: Cell) -> str:
    """What a cell says where the mouse rests on it: all of a long text, and what a mark means."""
    if cell.tone == "disputed":
        return translate("Ledger", "Two moves are in conflict: somebody must decide")
    if cell.tone == "pending":
        return translate("Ledger", "A move awaits a second signature")
    if column.kind == "text" and row.get(column.name):
        return str(row[column.name])[:_LONGEST_TIP]
    return cell.text


def title(column: Column) -> str:
    """What a column is called."""
    own = {
        "number": translate("Ledger", "Number"),
        "came_from": translate("Ledger", "State before"),
        "adopted": translate("Ledger", "Adopted"),
        "disputed": translate("Ledger", "Disputed"),
        "pending": translate("Ledger", "Awaits signature"),
        "waiting_since": translate("Ledger", "Waiting since"),
    }
    name = own.get(column.name) or words.field_name("issue", column.name)
    name = name[:1].upper() + name[1:]
    if not column.unit or column.unit == "deg":
        return name
    return translate("Ledger", "{name} ({unit})").format(name=name, unit=words.unit(column.unit))


def text(column: Column, row: dict[str, Any], as_of: str) -> str:
    """The text of one cell, on one line."""
    value = row.get(column.name)
    if column.kind == "ref":
        return str(row.get(NAMED[column.name]) or value or "")
    if value is None or value == "" or value == []:
        return ""
    if column.name in DUE:
        return due(column.name, row, as_of)[0]
    if column.kind in ("code", "of_area"):
        return words.label(column.table, str(value))
    if column.kind == "codes":
        return words.labels(column.table, value)
    if column.kind == "list":
        return words.listed(value)
    if column.kind == "flag":
        return translate("Ledger", "yes") if value else ""
    if column.kind == "number":
        return _number(value, column.unit)
    return " ".join(str(value)[:_LONGEST].split())


def due(name: str, row: dict[str, Any], as_of: str) -> tuple[str, Tone]:
    """A deadline with the days that are left, and whether it is to be marked.

    Days are counted while they matter: of a deadline until the rectification is accepted, and
    of a check that is due.
    """
    day = str(row.get(name) or "")
    state = str(row.get("state") or "")
    matters = counting(state, row.get("came_from")) == name
    left = days_left(day, as_of) if day and matters else None
    if left is None or left > _TOLD:
        return day, ""
    if left < 0:
        told = plural(
            -left, translate("Ledger", "{n} day late"), translate("Ledger", "{n} days late")
        )
        return f"{day} · {told}", "late"
    if left == 0:
        told = translate("Ledger", "today")
        return f"{day} · {told}", "soon"
    told = plural(left, translate("Ledger", "{n} day left"), translate("Ledger", "{n} days left"))
    return f"{day} · {told}", "soon" if left <= _SOON else ""


def _number(value: Any, unit: str) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    if unit == "deg":
        return f"{value:.6f}"
    whole = isinstance(value, int) or float(value).is_integer()
    return number(value) if whole else number(value, _DIGITS.get(unit, 2))
