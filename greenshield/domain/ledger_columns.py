"""The columns that the ledger can show and sort by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from greenshield.domain.fields import CATALOGUE

OF_AREA = ("area_level", "area_type")
_KINDS = {
    "text": "text", "int": "number", "decimal": "number", "bool": "flag", "date": "date",
    "partial_date": "date", "moment": "date", "code": "code", "codes": "codes", "list": "list",
    "ref": "ref",
}  # fmt: skip
_REFERS = {"area_id": "area", "campaign_id": "campaign", "assignee": "actor"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        name: a field's id, or ``number`` (the issue number, else the clue number), ``state``,
            ``came_from`` (of a suspended issue or one under a look-back the state before),
            ``adopted``, ``disputed``, ``pending``, ``waiting_since`` (as of ``waiting.since``).
        kind: ``text``, ``date``, ``number``, ``flag``, ``code``, ``codes``, ``list``; ``ref``,
            which is sorted by the name of what it refers to; ``of_area``, a code that the
            issue's area has.
        table: the code table, or the table that a ``ref`` points into.
        unit: of a number, as ``FieldSpec.unit``.
    """

    name: str
    kind: str
    table: str = ""
    unit: str = ""


_OWN = (
    Column("number", "text"),
    Column("state", "code", "state"),
    Column("came_from", "code", "state"),
    Column("adopted", "flag"),
    Column("disputed", "flag"),
    Column("pending", "flag"),
    Column("waiting_since", "date"),
)


@cache
def columns() -> Mapping[str, Column]:
    """Every column by name: our own, then the fields that have one value or a list of them."""
    out = {column.name: column for column in _OWN}
    for name, spec in CATALOGUE["issue"].items():
        kind = _KINDS.get(spec.type)
        if kind is None or name in out or (spec.derived and name not in OF_AREA):
            continue
        if kind == "ref" and name not in _REFERS:
            continue
        kind = "of_area" if name in OF_AREA else kind
        table = spec.code_table or _REFERS.get(name, "")
        out[name] = Column(name, kind, table, spec.unit)
    return out
