"""The rows of all sheets of a list, numbered through, as a comparison speaks of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from greenshield.formats.ledger import LedgerRow
from greenshield.services.ledger_judged import Judged, SheetPlan

_ESCAPED = str.maketrans({"%": "%25", "|": "%7C", "+": "%2B"})


class ListRow(NamedTuple):
    """One row that can be taken.

    Attributes:
        number: the clue number that it gives.
        name: what it calls its place or facility.
        sheet: its sheet's name, "" for none.
        row: its number in the sheet.
    """

    number: str
    name: str
    sheet: str
    row: int

    @property
    def mark(self) -> str:
        """Tells it from the rows of other sheets, whichever of them are read."""
        return f"{self.row}@{self.sheet.translate(_ESCAPED)}"


def named(mark: str) -> str:
    """A row's sheet and number, as its mark has them."""
    row, _, sheet = mark.partition("@")
    return f"{unquote(sheet)} {row}".strip()


def numbered(judged: Judged) -> Iterator[tuple[int, SheetPlan]]:
    """Each sheet, and what is added to its row numbers: the last one of the sheets before it.

    Of one sheet the numbers are those that stand in it.
    """
    before = 0
    for sheet in judged.sheets:
        yield before, sheet
        rows = (*sheet.file.rows, *sheet.file.turned_away)
        before += max((row.row for row in rows), default=0)


def listed(sheet: SheetPlan, row: LedgerRow) -> ListRow:
    """A row as a comparison tells it."""
    fields = row.fields
    number, name = str(fields.get("clue_no", "")), str(fields.get("facility_name", ""))
    return ListRow(number, name, sheet.file.sheet, row.row)
