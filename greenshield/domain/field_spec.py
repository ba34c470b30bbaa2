"""What a field is: its id, words, type, unit and place in the ledger."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from greenshield.domain import dates
from greenshield.domain.state import Value

TYPES = (
    "text", "int", "decimal", "bool", "date", "partial_date", "moment", "code", "codes",
    "ref", "list", "pairs", "map", "geometry",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of an entity, a record or a move.

    Attributes:
        id: stable name, a column name in tables and exports.
        type: one of ``TYPES``. ``moment`` is ISO 8601 text with time, ``pairs`` a list of
            [source, value], ``map`` an object of lists or numbers by name.
        unit: ``m2``, ``m``, ``deg``, ``yuan``, ``percent``, ``bytes`` or "".
        code_table: the code table of ``code`` and ``codes``.
        keys_table: the code table of the names in a ``map`` of numbers, or "".
        group: heading under which forms and exports show it.
        required: ``R`` from the start, ``R*`` by a move, ``O`` optional (``domain.md`` B).
        needed_by: the move whose guard asks for it, or "".
        derived: computed by the program, never entered.
        low, high: bounds of a number, both allowed.
        pattern: what the text must match whole, or "".
        many_lines: long text.
    """

    id: str
    zh: str
    en: str
    type: str = "text"
    unit: str = ""
    code_table: str = ""
    keys_table: str = ""
    group: str = ""
    required: str = "O"
    needed_by: str = ""
    derived: bool = False
    low: float | None = None
    high: float | None = None
    pattern: str = ""
    many_lines: bool = False


Specs = dict[str, FieldSpec]


def catalogue(specs: Iterable[FieldSpec]) -> Specs:
    """Specs by id.

    Raises:
        ValueError: an id stands twice, or a spec contradicts itself.
    """
    out: Specs = {}
    for spec in specs:
        coded = spec.type in ("code", "codes")
        if spec.id in out or spec.type not in TYPES or coded != bool(spec.code_table):
            raise ValueError(f"field {spec.id} is twofold or malformed")
        out[spec.id] = spec
    return out


def is_number(value: object) -> bool:
    """True for a finite number that a float can carry."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    try:
        return math.isfinite(value)
    except OverflowError:  # JSON sets no bound to an integer
        return False


def number(value: object) -> float | None:
    """A finite number that a float can carry, as a float; None for anything else."""
    return float(value) if isinstance(value, int | float) and is_number(value) else None


def sound(spec: FieldSpec, value: Value) -> bool:
    """True for a value of the field's type, as events should carry it.

    Values come from other programs too: guards take one of another type as absent. Codes are
    not looked up here, since tables may differ between a move's day and now.
    """
    match spec.type:
        case "int":
            return isinstance(value, int) and not isinstance(value, bool)
        case "decimal":
            return is_number(value)
        case "bool":
            return isinstance(value, bool)
        case "date":
            return dates.is_date(value)
        case "codes":
            return isinstance(value, list) and all(isinstance(item, str) for item in value)
        case "list" | "pairs":
            return isinstance(value, list)
        case "map":
            return isinstance(value, dict)
        case "geometry":
            return isinstance(value, str | dict)
        case _:
            return isinstance(value, str)


SHA256 = r"[0-9a-f]{64}"
DIVISION = r"\d{6}([A-Za-z0-9_-]{1,12})?"
