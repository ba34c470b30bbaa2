"""One column of the ledger in memory: each row's value as a small number, and their order."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from greenshield import reference
from greenshield.domain.field_spec import is_number
from greenshield.domain.ledger_columns import Column
from greenshield.services import ledger_order

Codes = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]
MISSING = -1


class Values:
    """The values of one column, row by row: 160,000 rows of a few thousand values.

    Attributes:
        values: the distinct values as the table holds them; the first is None.
        codes: shape (rows,), which of ``values`` each row has.
    """

    def __init__(self, column: Column, raw: Sequence[Any]) -> None:
        self.column = column
        self.values: list[Any] = [None]
        self._places: dict[Any, int] = {None: 0}
        self.codes: Codes = self._encoded(raw)
        self._ranks: Codes | None = None

    def set(self, rows: npt.NDArray[np.intp], raw: Sequence[Any]) -> None:
        """Puts values in place of those of some rows."""
        known = len(self.values)
        self.codes[rows] = self._encoded(raw)
        if len(self.values) != known:
            self._ranks = None

    def add(self, raw: Sequence[Any]) -> None:
        """Adds rows at the end."""
        known = len(self.values)
        self.codes = np.concatenate([self.codes, self._encoded(raw)])
        if len(self.values) != known:
            self._ranks = None

    def forget_order(self) -> None:
        """Says that names which the order goes by have changed."""
        self._ranks = None

    def mask(self, fits: Callable[[Any], bool]) -> Mask:
        """Which rows have a value that fits; asked once for each distinct value."""
        told = np.fromiter((fits(v) for v in self.values), np.bool_, len(self.values))
        return told[self.codes]

    def one_of(self, wanted: Iterable[Any]) -> Mask:
        """Which rows have one of these values; "" stands for none."""
        asked = set(wanted)
        return self.mask(lambda v: v in asked or ("" in asked and not v))

    def count(self, mask: Mask | None = None) -> dict[Any, int]:
        """How many rows (of those of a mask) have each value; values without a row too."""
        codes = self.codes if mask is None else self.codes[mask]
        found = np.bincount(codes, minlength=len(self.values))
        return dict(zip(self.values, found.tolist(), strict=True))

    def ranks(self, name_of: Callable[[str], str]) -> Codes:
        """Shape (rows,): each row's place in the column's order, ``MISSING`` where it has none.

        Args:
            name_of: the name of what a ``ref`` refers to.
        """
        if self._ranks is None:
            self._ranks = self._ranked(name_of)
        return self._ranks[self.codes]

    def _encoded(self, raw: Sequence[Any]) -> Codes:
        places = self._places
        for value in dict.fromkeys(raw):
            if value not in places:
                places[value] = len(self.values)
                self.values.append(value)
        return np.fromiter(map(places.__getitem__, raw), np.int32, len(raw))

    def _ranked(self, name_of: Callable[[str], str]) -> Codes:
        ranks = np.full(len(self.values), MISSING, np.int32)
        present = [n for n, v in enumerate(self.values) if _has_place(self.column.kind, v)]
        shown = [self.values[n] for n in present]
        for rank, place in enumerate(_sorted(self.column, shown, name_of)):
            ranks[present[place]] = rank
        return ranks


def _has_place(kind: str, value: Any) -> bool:
    if kind == "number":
        return is_number(value)
    if kind in ("codes", "list"):
        return value not in (None, "", "[]")
    return value is not None and value != ""


def _sorted(column: Column, values: list[Any], name_of: Callable[[str], str]) -> Sequence[int]:
    """The places of the values in the order of their column."""
    if column.kind in ("number", "flag"):
        return sorted(range(len(values)), key=values.__getitem__)
    if column.kind in ("code", "codes", "of_area"):
        table = reference.code_tables().table(column.table)
        place = {code: n for n, code in enumerate(table.entries)}

        def key(n: int) -> tuple[list[int], str]:
            codes = listed(values[n]) if column.kind == "codes" else [str(values[n])]
            return [place.get(c, len(place)) for c in codes], str(values[n])

        return sorted(range(len(values)), key=key)
    if column.kind == "ref":
        return ledger_order.order([name_of(str(v)) for v in values])
    return ledger_order.order([str(v) for v in values])


def listed(value: Any) -> list[str]:
    """The words of a list as a table keeps it, JSON; nothing where it is none."""
    try:
        found = json.loads(value) if isinstance(value, str) else value
    except (ValueError, RecursionError):
        return []
    return [str(v) for v in found] if isinstance(found, list) else []
