"""How a query over ``issue i`` reads each column of the ledger."""

from __future__ import annotations

from greenshield.domain.errors import UsageError
from greenshield.domain.ledger_columns import OF_AREA, Column, columns

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
    return f"json_extract(i.extra, '$.\"{name}\"')" if name in _IN_EXTRA else f"i.{name}"
