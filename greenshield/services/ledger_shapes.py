"""The ledger's patches and positions, as the writers of vector files take them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from greenshield import resources
from greenshield.domain.fields_issue import ISSUE
from greenshield.formats.shapes_out import LAYERS, Shape, ShapeColumn, Value, by_layer
from greenshield.geo import codec
from greenshield.services import ledger_worded
from greenshield.services.ledger_table import LedgerColumn, LedgerTable

__all__ = ["COLOURS", "LAYERS", "by_layer", "of"]

_BYTES: Final = 10  # of a shapefile's attribute name
_TYPES: Final = {"int": "int", "decimal": "float", "bool": "bool"}
# As on the program's own map: blue is found, violet entered, orange being put right, green done.
COLOURS: Final = {
    "clue": "#4f7cac", "assigned": "#2368d9", "checked": "#0c8aa6", "dismissed": "#8b9099",
    "registered": "#7d3fb0", "planned": "#ac3fa0", "rectifying": "#e07000",
    "self_checked": "#c29200", "city_reviewed": "#97a012", "accepted": "#5aa52b",
    "publicized": "#1fa37c", "closed": "#1c8541", "filed": "#0d6a48", "lookback": "#c93a72",
    "suspended": "#84705c", "void": "#737373",
}  # fmt: skip


def of(
    table: LedgerTable, names: Mapping[str, str], lang: str, *, worded: bool = False
) -> tuple[list[ShapeColumn], list[Shape], list[str]]:
    """Columns and shapes, and the numbers of the issues that have no place.

    Codes stay codes, areas m², dates ISO; areas, campaigns and people stand by name.

    Args:
        table: the issues.
        names: of areas, campaigns and people by id.
        lang: of the columns' labels.
        worded: the values in words too.
    """
    shorts: dict[str, str] = {}
    columns = [_column(column, lang, shorts) for column in table.columns]
    values = [
        [_value(column, value, names) for value in held]
        for column, held in zip(table.columns, table.values, strict=True)
    ]
    facility = next((n for n, c in enumerate(table.columns) if c.field == "facility_name"), None)
    words = ledger_worded.rows(table, lang, names) if worded else [()] * len(table.ids)
    geometries = codec.decode_many(table.blobs)
    shapes, without = [], []
    for n, (number, state, geometry) in enumerate(
        zip(table.numbers, table.states, geometries, strict=True)
    ):
        if geometry is None or geometry.is_empty:
            without.append(number)
            continue
        called = "" if facility is None else table.values[facility][n] or ""
        title = f"{number} {called}".strip()
        row = tuple(column[n] for column in values)
        shapes.append(Shape(number, geometry, row, state, title, words[n]))
    return columns, shapes, without


def _column(column: LedgerColumn, lang: str, taken: dict[str, str]) -> ShapeColumn:
    type_ = _TYPES.get(column.kind, "str")
    return ShapeColumn(column.name, column.header(lang), type_, _short(column.name, taken))


def _short(name: str, taken: dict[str, str]) -> str:
    """A name of ten bytes: the initials that shapefiles here use, else what fits of our own."""
    wanted = _initials().get(name) or name[:_BYTES].upper()
    short, n = wanted, 1
    while short in taken:
        n += 1
        short = f"{wanted[: _BYTES - len(str(n))]}{n}"
    taken[short] = name
    return short


@cache
def _initials() -> Mapping[str, str]:
    """Of each field the first Latin word of ten letters at most by which an import knows it."""
    table = tomllib.loads(resources.path("ledger_columns.toml").read_text("utf-8"))
    out = {}
    for name, words in table["fields"].items():
        fit = [w for w in words if w.isascii() and w.isalpha() and w.isupper()]
        fit = [w for w in fit if len(w) <= _BYTES]
        if fit:
            out[name] = fit[0]
    return out


def _value(column: LedgerColumn, value: Any, names: Mapping[str, str]) -> Value:
    if value is None:
        return None
    spec = ISSUE.get(column.field)
    if spec is not None and spec.type == "ref":
        return names.get(str(value), str(value))
    if column.kind == "pairs":
        return ledger_worded.outside(value)
    if isinstance(value, list | dict):
        return ledger_worded.typed(value, "," if column.kind == "codes" else ";")
    if column.kind == "decimal":
        return float(value)
    return value if isinstance(value, bool | int | float) else str(value)
