"""Which columns the ledger shows, how wide, in which order; remembered between sessions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from greenshield.domain.ledger_columns import columns
from greenshield.domain.ledger_filter import Sort
from ui.prefs import Prefs

FIRST = (
    "number", "state", "facility_name", "deadline", "area_id", "activity_code", "assignee",
    "check_due", "division_code", "source_code", "key_problem_code", "area_rs", "place_name",
)  # fmt: skip
# Widths in letters; what is not named has the last.
_WIDTHS = {
    "number": 18, "state": 14, "facility_name": 20, "area_id": 20, "division_code": 10,
    "activity_code": 14, "deadline": 25, "check_due": 25, "assignee": 10, "source_code": 14,
    "description": 34, "activity_detail": 28,
}  # fmt: skip
_WIDTH = 16
_NARROWEST, _WIDEST = 3.0, 200.0


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns in their order; widths in letters, so that they fit any font."""

    names: tuple[str, ...]
    widths: dict[str, float]
    sort: Sort

    def width(self, name: str) -> float:
        """A column's width in letters."""
        return self.widths.get(name, _WIDTHS.get(name, _WIDTH))


def load(prefs: Prefs) -> Layout:
    """As it was left; what a damaged or older file holds that is no column is left out."""
    known = columns()
    names = [n for n in prefs.get("ledger.columns", list(FIRST)) if n in known]
    raw = prefs.get("ledger.widths", {})
    widths = {
        name: min(max(float(wide), _NARROWEST), _WIDEST)
        for name, wide in raw.items()
        if name in known and isinstance(wide, int | float)
    }
    by = prefs.get("ledger.sort", ["number", False])
    sort = Sort()
    if len(by) == 2 and by[0] in known:
        sort = Sort(str(by[0]), bool(by[1]))
    return Layout(tuple(dict.fromkeys(names)) or FIRST, widths, sort)


def keep_columns(prefs: Prefs, names: Sequence[str]) -> None:
    """Remembers which columns are shown, in their order."""
    prefs.set("ledger.columns", list(names))


def keep_width(prefs: Prefs, name: str, letters: float) -> None:
    """Remembers a column's width."""
    prefs.set("ledger.widths", {**prefs.get("ledger.widths", {}), name: round(letters, 1)})


def keep_sort(prefs: Prefs, sort: Sort) -> None:
    """Remembers the order."""
    prefs.set("ledger.sort", [sort.column, sort.descending])


def forget(prefs: Prefs) -> None:
    """Columns and widths as at first."""
    prefs.set("ledger.columns", None)
    prefs.set("ledger.widths", None)
