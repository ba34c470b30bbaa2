"""How a query over ``issue i`` reads each column of the ledger."""

from __future__ import annotations

from greenshield.domain.errors import UsageError
from greenshield.domain.ledger_columns import OF_AREA, Column, columns
from greenshield.services.figures import COUNTED_WITH

# Figures that follow from records where there are any (``services.figures``): the kind of record,
# its field, and whether it is added up or named.
_FIGURES = {
    "fine_yuan": ("penalty", "yuan", "sum"), "acct_total": ("accountability", "persons", "sum"),
    "damage_yuan": ("compensation", "yuan", "sum"), "penalty_no": ("penalty", "number", "names"),
    "damage_case_no": ("compensation", "case_no", "names"),
}  # fmt: skip
_NUMBER = "coalesce(i.issue_no, i.clue_no)"
# Fields that have no column of their own; a test compares them with the schema.
_IN_EXTRA = frozenset({
    "form_code", "affected_object", "typical_case", "tags", "cooperating_units", "fine_yuan",
    "penalty_no", "acct_total", "damage_case_no", "damage_yuan", "reject_reason", "found_on",
})  # fmt: skip


def column(name: str) -> Column:
    """A column by its name.

    Raises:
        UsageError: ``ledger_column_unknown``.
    """
    found = columns().get(name)
    if found is None:
        raise UsageError("ledger_column_unknown", column=name, known=", ".join(columns()))
    return found


def of(name: str) -> str:
    """The expression that reads a column."""
    if name == "number":
        return _NUMBER
    if name in OF_AREA:
        return "i.area_id"
    own = f"json_extract(i.extra, '$.\"{name}\"')" if name in _IN_EXTRA else f"i.{name}"
    return f"coalesce({_of_records(*_FIGURES[name])}, {own})" if name in _FIGURES else own


def _of_records(kind: str, field: str, how: str) -> str:
    """What the records of a kind tell of a figure, NULL where they tell nothing."""
    value = f"json_extract(r.fields, '$.{field}')"
    of = f"FROM record r WHERE r.issue_id = i.id AND r.kind = '{kind}' AND NOT r.void"
    kinds = "('integer', 'real')" if how == "sum" else "('text')"
    of = f"{of} AND json_type(r.fields, '$.{field}') IN {kinds}"
    if how == "sum":  # what a split left with another issue counts there
        of = f"{of} AND json_extract(r.fields, '$.{COUNTED_WITH}') IS NULL"
        return f"(SELECT round(sum({value}), 2) {of})"
    named = f"SELECT DISTINCT trim({value}) AS name {of} AND trim({value}) <> '' ORDER BY r.fid"
    return f"(SELECT group_concat(name, '、') FROM ({named}))"
