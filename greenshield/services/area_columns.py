"""Which attribute of a boundary file is which field, and its values typed."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from greenshield import reference, resources
from greenshield.domain import fields
from greenshield.domain.errors import Problem, UsageError
from greenshield.formats.ledger_bad import Bad
from greenshield.formats.ledger_dates import parse_date
from greenshield.formats.ledger_words import fold, without_unit

_MAPPED_ONLY = ("valid_from", "valid_to")  # no file names these in words that can be trusted
_BY_AREA_ONLY = ("area_type", "area_class", "area_level")
_BYTES = 10  # of a shapefile's column name
_LONGEST_NAME = 200


def section_of(kind: str) -> str:
    """The entity type, and the part of ``area_columns.toml``, for a kind of layer."""
    return "zone" if kind == "zone" else "area"


@cache
def synonyms() -> dict[str, dict[str, list[str]]]:
    """Section -> field -> headers, from ``resources/area_columns.toml``."""
    raw = tomllib.loads(resources.path("area_columns.toml").read_text("utf-8"))
    return {
        section: {name: [*words, name] for name, words in lists.items()}
        for section, lists in raw.items()
    }


def columns_of(kind: str, present: Iterable[str], mapping: Mapping[str, str]) -> dict[str, str]:
    """Field -> the file's column.

    Args:
        kind: ``area``, ``redline``, ``control`` or ``zone``.
        present: the columns that hold anything, in their order.
        mapping: what the caller says; goes before the words.

    Raises:
        UsageError: ``area_field_unknown`` for a mapped field.
    """
    words = synonyms()[section_of(kind)]
    known = (*words, *_MAPPED_ONLY)
    for name in mapping:
        if name not in known:
            raise UsageError("area_field_unknown", field=name, known=", ".join(known))
    found = dict(mapping)
    free = [column for column in present if column not in mapping.values()]
    for name, headers in words.items():
        if name in found or (kind in ("redline", "control") and name in _BY_AREA_ONLY):
            continue
        column = _column(headers, free)
        if column is not None:
            found[name] = column
            free.remove(column)
    return found


def _column(headers: list[str], free: list[str]) -> str | None:
    exact = {fold(column): column for column in reversed(free)}
    bare = {without_unit(column): column for column in reversed(free)}
    for header in headers:
        for table in (exact, bare):
            if fold(header) in table:
                return table[fold(header)]
    cut = {column.casefold(): column for column in reversed(free)}
    for header in headers:
        for encoding in ("utf-8", "gbk"):
            data = header.encode(encoding, "replace")
            short = data[:_BYTES].decode(encoding, "ignore").casefold()
            if len(data) > _BYTES and len(short) > 2 and short in cut:
                return cut[short]
    return None


@dataclass(slots=True)
class ColumnReader:
    """Types the attributes of one file's features; remembers what it could not take.

    Attributes:
        kind: of the layer.
        columns: as :func:`columns_of` gives them.
    """

    kind: str
    columns: Mapping[str, str]
    _refused: dict[tuple[str, str], list[Any]] = field(default_factory=dict)

    def read(self, number: int, attributes: Mapping[str, Any]) -> dict[str, Any]:
        """Field -> typed value of one feature; what is empty or can't be taken is absent.

        ``area_name`` and ``area_code`` of a zone, and ``zone_code``, stay as they are worded.
        """
        out: dict[str, Any] = {}
        for name, column in self.columns.items():
            raw = attributes.get(column)
            if raw is None or (isinstance(raw, str) and not raw.strip()):
                continue
            if name in ("zone_code", "area_name", "area_code", "name", "code"):
                out[name] = plain_text(raw)
                continue
            try:
                out |= self._typed(name, raw)
            except UsageError as refusal:
                key = (column, str(raw)[:80])
                accepted = str(refusal.params.get("accepted", ""))
                self._refused.setdefault(key, [number, 0, name, accepted])[1] += 1
        return {name: value for name, value in out.items() if value not in (None, "")}

    def remarks(self, file: str) -> list[Problem]:
        """One remark for each value that was left out, at the first feature that has it."""
        return [
            Problem(
                "area_value_left_out",
                file,
                number,
                column,
                {"value": value, "count": count, "field": name, "accepted": accepted},
                fatal=False,
            )
            for (column, value), (number, count, name, accepted) in self._refused.items()
        ]

    def _typed(self, name: str, raw: Any) -> dict[str, Any]:
        tables = reference.code_tables()
        spec = fields.spec(section_of(self.kind), name)
        if spec.type in ("date", "partial_date"):
            read = parse_date(raw)
            raw = str(raw) if isinstance(read, Bad) else read
        if name == "area_type" and isinstance(raw, str):
            # "类型" names the type of area in some layers and its class (GB/T 14529) in others.
            of_class = tables.table("area_class").find(raw.strip())
            if tables.table("area_type").find(raw.strip()) is None and of_class is not None:
                return {"area_class": of_class.code}
        return {name: fields.parse(section_of(self.kind), name, raw, tables)}


def plain_text(raw: Any) -> str:
    """A name or code as one line: ``101416.0`` of a number column is ``101416``."""
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < 1e15:
        raw = int(raw)
    text = "".join(c if c.isprintable() else " " for c in str(raw))
    return " ".join(text.split())[:_LONGEST_NAME]


def zone_word(worded: str, name: str) -> str | None:
    """The zone's code from its label, else from the end of its name (云岭核心区), or None."""
    table = reference.code_tables().table("zone")
    for text in (worded, name):
        entry = table.find(text) if text else None
        if entry is not None:
            return entry.code
    if worded:
        return None
    labels = ((label, e.code) for e in table.entries.values() for label in (e.zh, *e.aliases))
    fitting = [(len(label), code) for label, code in labels if name.endswith(label)]
    return max(fitting)[1] if fitting else None
