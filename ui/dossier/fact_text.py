"""Values of fields as a person types them, and as a person reads them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from greenshield import messages
from greenshield.domain.errors import UsageError
from greenshield.domain.field_spec import FieldSpec
from greenshield.domain.fields import CATALOGUE, parse
from ui import words
from ui.words import translate

_YES_NO = {True: "true", False: "false"}


def typed(spec: FieldSpec, value: Any) -> str:
    """A value as a person would type it; codes and ids as they are, "" for nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _YES_NO[value]
    if spec.type == "pairs" and isinstance(value, list):
        return "; ".join(":".join(str(part) for part in pair) for pair in value)
    if spec.type == "map" and isinstance(value, dict):
        return "; ".join(f"{k}={_listed(v)}" for k, v in value.items())
    if isinstance(value, list):
        return "; ".join(str(item) for item in value)
    if isinstance(value, float):
        return f"{value:.10g}" if abs(value) < 1e10 else str(value)
    return str(value)


def read(kind: str, field: str, value: Any, names: Mapping[str, str] | None = None) -> str:
    """A value as a person reads it: codes and ids in words, numbers with their unit.

    Args:
        kind: entity type, record kind or "move".
        field: which field.
        value: as events carry it.
        names: id -> what people call it.
    """
    if value in (None, "", []):
        return ""
    spec = CATALOGUE.get(kind, {}).get(field)
    if spec is None:
        return str(value)
    if spec.code_table:
        codes = value if isinstance(value, list) else [value]
        return words.labels(spec.code_table, [str(code) for code in codes])
    reader = _READERS.get(spec.type, _plain)
    return reader(spec, value, names or {})


def fault(kind: str, field: str, raw: str) -> str:
    """Why a field does not take what was typed, in words; "" where it does."""
    from greenshield import reference

    if not raw.strip() or CATALOGUE[kind][field].type == "geometry":
        return ""  # a shape may name a file, which the worker alone reads
    try:
        parse(kind, field, raw, reference.code_tables())
    except UsageError as error:
        return words.remedy(error.code, error.params) or words.sentence(error.code, error.params)
    return ""


def number_of(kind: str, field: str, raw: str) -> float | None:
    """The number that was typed, in the field's unit; None where it is none."""
    from greenshield import reference

    try:
        value = parse(kind, field, raw, reference.code_tables())
    except UsageError:
        return None
    return float(value) if isinstance(value, int | float) else None


def _plain(spec: FieldSpec, value: Any, names: Mapping[str, str]) -> str:
    if spec.id == "review_state":
        return words.sentence(f"review_{value}")
    return names.get(str(value), str(value))


def _yes(spec: FieldSpec, value: Any, names: Mapping[str, str]) -> str:
    del spec, names
    return translate("Dossier", "yes") if value else translate("Dossier", "no")


def _number(spec: FieldSpec, value: Any, names: Mapping[str, str]) -> str:
    del names
    if spec.unit == "m2":
        return words.areas(float(value))
    if spec.unit == "m":
        return words.length(float(value))
    told = words.number(value if spec.unit == "deg" else round(value, 4))
    if not spec.unit:
        return told
    unit = words.unit(spec.unit)
    return f"{told}{unit}" if unit in ("°", "%") else f"{told} {unit}"


def _listing(spec: FieldSpec, value: Any, names: Mapping[str, str]) -> str:
    if not isinstance(value, list):
        return _plain(spec, value, names)
    if spec.type == "pairs":
        return words.listed(messages.outside_number(item, words.language()) for item in value)
    return words.listed(names.get(str(item), str(item)) for item in value)


def _map(spec: FieldSpec, value: Any, names: Mapping[str, str]) -> str:
    if not isinstance(value, dict):
        return _plain(spec, value, names)
    if spec.id == "ticks":  # the evidence stands among the files
        from greenshield import wording

        known, at = wording.conditions(), words.language() != "zh"
        return words.listed(known[c][at] if c in known else str(c) for c in value)
    if spec.keys_table:
        return messages.counted("issue", spec.id, value, words.language())
    return words.listed(f"{k} {_listed(v)}" for k, v in value.items())


def _shape(spec: FieldSpec, value: Any, names: Mapping[str, str]) -> str:
    del spec, value, names
    return translate("Dossier", "a shape")


def _listed(value: Any) -> str:
    return ", ".join(str(v) for v in value) if isinstance(value, list) else str(value)


_READERS: dict[str, Callable[[FieldSpec, Any, Mapping[str, str]], str]] = {
    "bool": _yes, "int": _number, "decimal": _number, "list": _listing, "pairs": _listing,
    "map": _map, "geometry": _shape,
    "date": lambda _s, v, _n: words.day(str(v)),
    "partial_date": lambda _s, v, _n: words.day(str(v)),
    "moment": lambda _s, v, _n: words.moment(str(v)),
}  # fmt: skip
