"""The field catalogue: which fields each entity, record and move has, and how each is read."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import TypeVar

from greenshield.domain import fields_entities as entities
from greenshield.domain import fields_markers as markers
from greenshield.domain import typing_in
from greenshield.domain.codes import CodeTables, fold_word
from greenshield.domain.errors import UsageError
from greenshield.domain.field_spec import TYPES, FieldSpec, Specs
from greenshield.domain.fields_issue import ISSUE, MOVE
from greenshield.domain.fields_layers import REFERENCE_LAYER
from greenshield.domain.fields_patrol import PATROL
from greenshield.domain.fields_restrictions import RESTRICTION
from greenshield.domain.records import KINDS
from greenshield.domain.state import Value

__all__ = [
    "CATALOGUE", "TYPES", "FieldSpec", "by_ids", "by_word", "check_all", "id_of", "offered",
    "parse", "spec", "specs",
]  # fmt: skip

T = TypeVar("T")

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
    "marker": markers.MARKER,
    "marker_check": markers.MARKER_CHECK,
    "restriction": RESTRICTION,
    "reference_layer": REFERENCE_LAYER,
    "patrol": PATROL,
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
        raise UsageError(
            "field_unknown", kind=kind, field=field, given=field, known=offered(kind, field)
        )
    return found


def offered(kind: str, word: str) -> str:
    """The fields whose id or name is near a word, else all that can be entered: "id 标签, …"."""
    entered = {name: s for name, s in specs(kind).items() if not s.derived}
    words = {w: n for n, s in entered.items() for w in (s.en, s.zh, n)}
    near = difflib.get_close_matches(word, words, n=5, cutoff=0.5)
    named = dict.fromkeys(words[w] for w in near) or entered
    return ", ".join(f"{name} {entered[name].zh}" for name in named)


def id_of(kind: str, word: str) -> str:
    """The id of the field that a person means by its id or one of its names.

    The word itself where no field, or more than one, is called so.

    Raises:
        UsageError: ``kind_unknown``.
    """
    known = specs(kind)
    if word in known:
        return word
    folded = fold_word(word)
    called = [s.id for s in known.values() if folded in map(fold_word, (s.id, s.zh, s.en))]
    return called[0] if len(called) == 1 else word


def by_ids(kind: str, given: Mapping[str, T]) -> dict[str, T]:
    """What a person gave, by the ids of the fields.

    Raises:
        UsageError: ``kind_unknown``; a field stands twice, under two of its names.
    """
    out: dict[str, T] = {}
    for word, value in given.items():
        name = id_of(kind, word)
        if name in out:
            raise UsageError("pair_twice", field=name)
        out[name] = value
    return out


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
