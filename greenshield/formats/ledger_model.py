"""What reading a ledger gives: rows of typed fields, the columns they came from, the problems."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from shapely.geometry.base import BaseGeometry

from greenshield.domain.errors import Problem
from greenshield.domain.fields import specs

# Columns that a ledger has and an issue has not: names that a service resolves to ids, and facts
# of the field check. Their values stand in ``LedgerRow.fields`` under these names.
EXTRA: dict[str, str] = {
    "external_no": "text",
    "campaign_name": "text",
    "area_name": "text",
    "area_code": "text",
    "province_name": "text",
    "city_name": "text",
    "county_name": "text",
    "inspector_name": "text",
    "checked_on": "date",
    "check_true": "bool",
}
# What refers to something stands in a ledger as a word, never as an id: where a column is to be
# one of these, its values are what the project looks up, or leaves, under the other name.
BY_NAME = {
    "area_id": "area_name",
    "assignee": "inspector_name",
    "campaign_id": "campaign_name",
}
_AXES = frozenset(("lon", "lat", "lonlat", "x", "y", "shape_text"))
_PARTS = frozenset(f"{axis}_{part}" for axis in ("lon", "lat") for part in ("deg", "min", "sec"))
PLACE = _AXES | _PARTS
JOINED = "joined"
"""By what a column is decided that gives its value to another one."""
UNDECIDED = ("", "header", "content")
"""By what one is of which no person has said what it holds."""


def is_derived(field_id: str) -> bool:
    """Whether nobody enters a field: the program derives it, so a column's word is not taken.

    ``state`` is derived from moves too, and its column read, for a ledger with a past claims one.
    """
    spec = specs("issue").get(field_id)
    return spec is not None and spec.derived and field_id not in PLACE | {"state"}


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """How one column was understood.

    Attributes:
        index: 0-based.
        letter: as sheets show it; the attribute's name for vector files.
        header: its words, those of several rows joined by ``/``.
        field: the ledger field, a name of ``EXTRA`` or ``PLACE``, ``state``, or None.
        unit: named in the header, such as ``亩``, or "".
        confidence: 1.0 named by the caller or in the exact words, less where words were set aside,
            and no more than the share of its first values that can be read as the field; 0.0
            where the column is not taken.
        by: what decided: ``header``, ``content`` (its values), ``person``, ``layout`` (what a
            person said of the last sheet with these headers), ``joined`` (it gives a part of the
            day in a column before it), or "" where nothing did.
        proposed: a field that the values may be, for a person to confirm; "" for none.
    """

    index: int
    letter: str
    header: str
    field: str | None
    unit: str
    confidence: float
    by: str = ""
    proposed: str = ""

    @property
    def label(self) -> str:
        """Letter and header, as problems name the column."""
        return self.letter if self.letter == self.header else f"{self.letter} {self.header}".strip()


@dataclass(frozen=True, slots=True)
class Layout:
    """What a person said of a sheet, to be applied to the next one of the same headers.

    Attributes:
        columns: field -> letter of its column.
        ignored: letters of columns that are not to be taken.
        crs, datum: of coordinates, None where nothing was said.
        synonyms: the whole table of words with that person's, or None for the one at hand.
        said_on: the day, ISO.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    crs: str | None = None
    datum: str | None = None
    synonyms: Mapping[str, Any] | None = None
    said_on: str = ""


Layouts = Callable[[Sequence[str]], Layout | None]
"""Headers in their order -> what is remembered of them."""


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One row that can become a clue or an issue.

    Attributes:
        row: 1-based row of the sheet, or number of the feature.
        fields: field -> value, typed as ``domain.fields`` says (areas m², dates ISO text, codes);
            ``EXTRA`` names beside them. Empty and refused cells are absent.
        geometry: point or polygon, lon/lat EPSG:4490.
        state: the workflow state that the row claims, None where it names none that is known.
        raw: header -> text as seen, columns that were not taken included.
    """

    row: int
    fields: dict[str, Any]
    geometry: BaseGeometry | None = None
    state: str | None = None
    raw: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that is no record.

    Attributes:
        row: 1-based.
        why: ``total``, ``note``, ``section``, ``town`` (a section that is one), ``header``
            (repeated) or ``other_header``: of a further table, whose columns or units are not
            those of the first.
        text: what its first cell holds.
    """

    row: int
    why: str
    text: str


@dataclass(frozen=True, slots=True)
class SheetLeft:
    """A sheet with a table's header that was not read.

    Attributes:
        sheet: its name.
        known: how many fields its header names.
        rows: how many rows stand below the header.
        hidden: the workbook hides it.
    """

    sheet: str
    known: int
    rows: int
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class LedgerFile:
    """A ledger as read.

    Attributes:
        name: the file's name.
        sheet: the sheet that was read; the layer for vector files.
        sheets: all sheets that hold anything.
        columns: in their order.
        rows: what was taken.
        problems: what was refused (fatal) or taken with a remark, in the order of the rows.
        header_rows: first and last row of the header, 1-based; (0, 0) for vector files.
        skipped: rows that are no records. Blank rows are not listed.
        refused: how many rows were refused.
        turned_away: these rows, as far as they could be read.
        left: other sheets that have a table's header.
        layout: what was remembered and applied, None for nothing.
        above: the texts above the header.
    """

    name: str
    sheet: str
    sheets: tuple[str, ...]
    columns: tuple[ColumnMapping, ...]
    rows: tuple[LedgerRow, ...]
    problems: tuple[Problem, ...]
    header_rows: tuple[int, int]
    skipped: tuple[Skipped, ...] = ()
    refused: int = 0
    turned_away: tuple[LedgerRow, ...] = ()
    left: tuple[SheetLeft, ...] = ()
    layout: Layout | None = None
    above: tuple[str, ...] = ()
