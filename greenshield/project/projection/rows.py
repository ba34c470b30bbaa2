"""Folded entities as table rows: columns that the table has, the rest in ``extra``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from greenshield.domain.field_spec import sound
from greenshield.domain.fields import CATALOGUE
from greenshield.domain.state import EntityState
from greenshield.log import canonical

# Which table shows which entity, and the columns whose name differs from the field's.
TABLES = {
    "project": "project", "actor": "actor", "campaign": "campaign", "area": "area",
    "zone": "zone", "issue": "issue", "photo": "photo", "track": "track",
    "number_block": "number_block", "marker": "marker", "marker_check": "marker_check",
    "restriction": "restriction", "reference_layer": "reference_layer",
    "patrol": "patrol",
}  # fmt: skip
_LARGEST = 1 << 63
NO_FIELD = frozenset({"fid", "id", "extra", "geom", "void"})


def scalar(value: Any) -> Any:
    """A field's value as SQLite keeps it: lists, objects and huge integers as JSON text."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int) and not -_LARGEST <= value < _LARGEST:
        return str(value)
    if isinstance(value, list | dict):
        return canonical.dumps(value).decode("utf-8")
    return value


def columns_of(conn: Any, table: str) -> tuple[str, ...]:
    """The columns of a table, in order."""
    return tuple(row[1] for row in conn.execute(f"PRAGMA table_info({table})"))


def _fits(table: str, name: str, value: Any) -> bool:
    """True for a value of its field's type, so that who reads the column need not ask again.

    Another program's odd value stands in ``extra`` instead.
    """
    spec = CATALOGUE[table].get(name)
    if value is None or spec is None:
        return value is None
    bounded = not isinstance(value, int) or -_LARGEST <= value < _LARGEST
    return bounded and sound(spec, value)


def row_of(state: EntityState, columns: tuple[str, ...], more: Mapping[str, Any]) -> dict[str, Any]:
    """A row for the table with ``columns``: each column of its field's type, or None.

    Args:
        state: the folded entity.
        columns: the table's columns.
        more: values of columns that are not fields (state, computed numbers, geometry).
    """
    row: dict[str, Any] = dict.fromkeys(c for c in columns if c != "fid")
    extra: dict[str, Any] = {}
    for name, field in state.fields.items():
        if name in row and name not in NO_FIELD and _fits(state.entity_type, name, field.value):
            row[name] = scalar(field.value)
        elif name != "geom":
            extra[name] = field.value
    row["id"] = state.entity_id
    row["extra"] = canonical.dumps(extra).decode("utf-8")
    if "void" in row:
        row["void"] = int(state.void)
    row.update({k: v for k, v in more.items() if k in row})
    return row
