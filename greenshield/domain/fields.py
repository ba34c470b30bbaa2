"""The field catalogue: which fields each entity, record and move has, and how each is read."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

from greenshield.domain import fields_entities as entities
from greenshield.domain import typing_in
from greenshield.domain.codes import CodeTables, fold_word
from greenshield.domain.errors import UsageError
from greenshield.domain.field_spec import TYPES, FieldSpec, Specs
from greenshield.domain.fields_issue import ISSUE, MOVE
from greenshield.domain.records import KINDS
from greenshield.domain.state import Value

__all__ = ["CATALOGUE", "TYPES", "FieldSpec", "by_word", "check_all", "parse", "spec", "specs"]

CATALOGUE: Mapping[str, Specs] = {
    "issue": ISSUE,
    "area": entities.AREA,
    "zone": entities.ZONE,
    "photo": entities.PHOTO,
    "actor": entities.ACTOR,
    "campaign": entities.CAMPAIGN,
    "track": entities.TRACK,
    "project": entities.PROJECT,
    "number_block": entities.NUMBER_BLOCK,
    "move": MOVE,
    **{kind.name: kind.fields for kind in KINDS.values()},
}


def specs(kind: str) -> Specs:
    """The fields of an entity type, a record kind, or of "move", by id in order.

    Raises:
        UsageError: ``kind_unknown``.
    """
    try:
        return CATALOGUE[kind]
    except KeyError:
        raise UsageError("kind_unknown", kind=kind, known=", ".join(CATALOGUE)) from None


def spec(kind: str, field: str) -> FieldSpec:
    """One field.

    Raises:
        UsageError: ``kind_unknown``; ``field_unknown``, which names the nearest ones.
    """
    known = specs(kind)
    found = known.get(field)
    if found is None:
        near = difflib.get_close_matches(field, known, n=3, cutoff=0.5)
        entered = [name for name, s in known.items() if not s.derived]
        raise UsageError("field_unknown", kind=kind, field=field, known=", ".join(near or entered))
    return found


def by_word(kind: str, word: str) -> FieldSpec | None:
    """The field whose id, Chinese or English name a header gives, or None."""
    folded = fold_word(word)
    for found in specs(kind).values():
        if folded in (fold_word(found.id), fold_word(found.zh), fold_word(found.en)):
            return found
    return None


def parse(kind: str, field: str, raw: object, tables: CodeTables) -> Value:
    """The typed value of a field, from a typed value or from text as a person types it.

    Decimals are floats (m², m, degrees, yuan), dates ISO text, ``codes`` and ``list`` lists,
    a geometry hex WKB in EPSG:4490 or ``{"blob": sha256}``. Nothing, and empty text, is None.

    Raises:
        UsageError: ``kind_unknown``, ``field_unknown``, ``field_derived``,
            ``field_value_invalid`` (with what the field accepts), ``code_table_unknown``.
    """
    found = spec(kind, field)
    if found.derived:
        raise UsageError("field_derived", kind=kind, field=field)
    try:
        return typing_in.read(found, raw, tables)
    except ValueError as fault:
        words = isinstance(raw, list) and all(isinstance(item, str) for item in raw)
        told = ", ".join(raw) if words and isinstance(raw, list) else raw
        given = told[:80] if isinstance(told, str) else type(raw).__name__
        raise UsageError(
            "field_value_invalid", kind=kind, field=field, given=given, accepted=str(fault)
        ) from None


def check_all(kind: str, values: Mapping[str, object], tables: CodeTables) -> dict[str, Value]:
    """Every field of a mapping, parsed.

    Raises:
        UsageError: as :func:`parse`, for the first field that is refused.
    """
    return {name: parse(kind, name, raw, tables) for name, raw in values.items()}
