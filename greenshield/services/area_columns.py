"""Which attribute of a boundary file is which field, and its values typed."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
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
_LEAST_CUT = 3  # characters that a cut name must have left
_MOST_TOLD = 40
# What programs number and measure by themselves; this one measures anew.
_MEASURED = frozenset(
    ("fid", "objectid", "objectid1", "oid", "gid", "ogcfid", "shapearea", "shapeleng", "starea",
     "shapelength", "stlength", "shapestarea", "shapestlength", "area", "perimeter", "面积", "周长",
     "mj", "zc")
)  # fmt: skip


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


def by_ids(kind: str, given: Mapping[str, str]) -> dict[str, str]:
    """A mapping that a person typed, by the ids of the fields.

    A field is named by its id, its Chinese or English name, or one of the headings that files
    have for it; a word that no field is called by stays as it is.

    Args:
        kind: of the layer, "" where it is to be guessed.
        given: word -> column.

    Raises:
        UsageError: ``pair_twice``: a field stands twice, under two of its names.
    """
    out: dict[str, str] = {}
    for word, column in given.items():
        name = _field_of(section_of(kind), word)
        if name == word and not kind:
            name = _field_of("zone", word)
        if name in out:
            raise UsageError("pair_twice", field=name)
        out[name] = column
    return out


def _field_of(section: str, word: str) -> str:
    words = synonyms()[section]
    name = fields.id_of(section, word)
    if name in words or name in _MAPPED_ONLY:
        return name
    headed = [n for n, headers in words.items() if fold(word) in map(fold, headers)]
    return headed[0] if len(headed) == 1 else word


def _told(section: str, name: str) -> str:
    spec = fields.specs(section).get(name)
    return name if spec is None else f"{name} {spec.zh}"


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
            listed = ", ".join(_told(section_of(kind), one) for one in known)
            raise UsageError("area_field_unknown", field=name, known=listed)
    found = dict(mapping)
    free = [column for column in present if column not in mapping.values()]
    passed_over = _BY_AREA_ONLY if kind in ("redline", "control") else ()
    # Whole names of all fields go first: a cut name of one may be the whole name of another.
    for keys_of in (_whole, _without_unit, _cut):
        for name, headers in words.items():
            if name in found or name in passed_over:
                continue
            column = _column(headers, free, keys_of)
            if column is not None:
                found[name] = column
                free.remove(column)
    for column in free:
        begun = _begun(column, words)
        if begun is not None and begun not in found and begun not in passed_over:
            found[begun] = column
    return found


def _begun(column: str, words: Mapping[str, list[str]]) -> str | None:
    """The one field with a header of which a column lacks the last character; None of several.

    Some programs cut a shapefile's column names shorter than their ten bytes. Where more is
    lost, what is left is as likely a word of its own (保护对象 and 保护对象类型).
    """
    left = fold(column)
    if len(left) < _LEAST_CUT or left.isascii():
        return None
    fitting = {n for n, headers in words.items() if any(fold(h)[:-1] == left for h in headers)}
    return fitting.pop() if len(fitting) == 1 else None


def unread(file: str, columns: Iterable[tuple[str, str]]) -> list[Problem]:
    """A remark for each column that was not read, but those that any program measures anew.

    Args:
        file: as it is shown.
        columns: each with the field it was read as, or "".
    """
    left = [c for c, name in columns if not name and without_unit(c) not in _MEASURED]
    left = [c for c in left if fold(c) not in _MEASURED]
    told, more = left[:_MOST_TOLD], len(left) - _MOST_TOLD
    if more > 0:
        told.append(f"… (+{more})")
    return [Problem("area_column_unread", file, None, column, fatal=False) for column in told]


_Keys = Callable[[str, bool], set[str]]


def _column(headers: list[str], free: list[str], keys_of: _Keys) -> str | None:
    """The first free column that the first fitting header names."""
    keys = [(column, keys_of(column, True)) for column in free]
    for header in headers:
        wanted = keys_of(header, False)
        for column, own in keys:
            if wanted & own:
                return column
    return None


def _whole(text: str, is_column: bool) -> set[str]:
    del is_column
    return {fold(text)}


def _without_unit(text: str, is_column: bool) -> set[str]:
    return {without_unit(text) if is_column else fold(text)}


def _cut(text: str, is_column: bool) -> set[str]:
    """A column as it is; a header as ten bytes of UTF-8 or GBK leave it."""
    if is_column:
        return {text.casefold()}
    encoded = ((text.encode(encoding, "replace"), encoding) for encoding in ("utf-8", "gbk"))
    cut = {d[:_BYTES].decode(e, "ignore").casefold() for d, e in encoded if len(d) > _BYTES}
    return {word for word in cut if len(word) > 2}


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
