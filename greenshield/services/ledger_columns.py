"""The columns that the ledger can show and sort by, and how each is read and ordered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from greenshield.domain.fields import CATALOGUE

_OF_AREA = ("area_level", "area_type")
_KINDS = {
    "text": "text", "int": "number", "decimal": "number", "bool": "flag", "date": "text",
    "partial_date": "text", "moment": "text", "code": "code", "codes": "codes", "list": "list",
    "ref": "ref",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        name: a field's id, or ``number`` (the issue number, else the clue number), ``state``,
            ``adopted``, ``disputed``, ``pending``.
        kind: ``text`` (dates too), ``number``, ``flag``, ``code``, ``codes``, ``list``;
            ``ref``, which is sorted by the name of what it refers to; ``of_area``, a code that
            the issue's area has.
        sql: how a query over ``issue i`` reads it.
        table: the code table, or the table that a ``ref`` points into.
    """

    name: str
    kind: str
    sql: str
    table: str = ""


_OWN = (
    Column("number", "text", "coalesce(i.issue_no, i.clue_no)"),
    Column("state", "code", "i.state", "state"),
    Column("adopted", "flag", "i.adopted"),
    Column("disputed", "flag", "i.disputed"),
    Column("pending", "flag", "i.pending"),
)
_REFERS = {"area_id": "area", "campaign_id": "campaign", "assignee": "actor"}


@cache
def columns() -> Mapping[str, Column]:
    """Every column by name; fields without a column of the table are read out of ``extra``."""
    out = {column.name: column for column in _OWN}
    for name, spec in CATALOGUE["issue"].items():
        kind = _KINDS.get(spec.type)
        if kind is None or name in out or (spec.derived and name not in _OF_AREA):
            continue
        if kind == "ref" and name not in _REFERS:
            continue
        sql = f"json_extract(i.extra, '$.\"{name}\"')" if name in _IN_EXTRA else f"i.{name}"
        if name in _OF_AREA:
            kind, sql = "of_area", "i.area_id"
        out[name] = Column(name, kind, sql, spec.code_table or _REFERS.get(name, ""))
    return out


# Fields that have no column of their own; a test compares them with the schema.
_IN_EXTRA = frozenset({
    "form_code", "affected_object", "typical_case", "tags", "cooperating_units", "fine_yuan",
    "penalty_no", "acct_total", "damage_case_no", "damage_yuan", "reject_reason",
})  # fmt: skip
