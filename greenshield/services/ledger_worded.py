"""Values of the ledger in words or as plain cells, for sheets that people read."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from greenshield import messages, reference
from greenshield.domain import fields, measured, workflow
from greenshield.domain.measured import Measured
from greenshield.formats.ledger_numbers import UNITS
from greenshield.formats.ledger_values import QUANTITIES
from greenshield.log import canonical
from greenshield.project.project import Project
from greenshield.services.ledger_known import REISSUED

if TYPE_CHECKING:
    from greenshield.services.ledger_table import LedgerTable

Cell = str | float | int | None
Worded = tuple[tuple[str, str], ...]
"""Heads and values in words."""
_UNITS = {"m2": "m²", "m": "m", "yuan": "元", "percent": "%", "deg": "°"}
# Of numbers of a unit the digits that say something.
_DIGITS = {"m2": 1, "yuan": 2, "percent": 1, "m": 1, "deg": 6}
BETWEEN_NUMBERS = "、"
"""What stands between the outside numbers of an issue, in whichever language."""
_YES_NO = {"zh": ("是", "否"), "en": ("yes", "no")}
_AND = {"zh": "、", "en": ", "}
_THEN = {"zh": "；", "en": "; "}  # names may hold what stands between codes


def names_of(project: Project) -> dict[str, str]:
    """The names of areas, campaigns, people and patrols by id."""
    rows = project.rows(
        "SELECT id, name FROM area UNION ALL SELECT id, name FROM campaign "
        "UNION ALL SELECT id, name FROM actor UNION ALL SELECT id, name FROM patrol"
    )
    return {str(row["id"]): str(row["name"] or row["id"]) for row in rows}


def header(name: str, lang: str) -> str:
    """A field's name with the unit that its numbers have."""
    spec = fields.specs("issue").get(name)
    if spec is None:
        return name
    word = spec.zh if lang == "zh" else spec.en
    unit = _UNITS.get(spec.unit, "") if spec.unit != "deg" else ""
    if not unit:
        return word
    return f"{word}（{unit}）" if lang == "zh" else f"{word} ({unit})"


def cell(name: str, value: Any, lang: str, names: Mapping[str, str]) -> Cell:
    """A value as a cell: numbers as numbers, codes as labels, ids as names, lists joined.

    A shape is shown by the beginning of its hash.
    """
    spec = fields.specs("issue").get(name)
    if value is None:
        return None
    if isinstance(value, bool):
        return _YES_NO[lang][0 if value else 1]
    if name in ("state", "came_from"):
        row = workflow.STATES.get(str(value))
        return str(value) if row is None else str(getattr(row, lang))
    if name == "review_state":
        return messages.text(f"review_{value}", {}, lang)
    if spec is None:
        return str(value)
    if spec.type == "geometry":
        return f"#{hashlib.sha256(canonical.dumps(value)).hexdigest()[:8]}"
    if spec.code_table:
        tables = reference.code_tables()
        codes = value if isinstance(value, list) else [value]
        return _AND[lang].join(tables.label(spec.code_table, str(code), lang) for code in codes)
    if spec.type == "ref":
        return names.get(str(value), str(value))
    if isinstance(value, int | float):
        return value
    if spec.keys_table and isinstance(value, Mapping):
        return messages.counted("issue", name, dict(value), lang)
    if spec.type == "pairs":
        return _AND[lang].join(str(pair[1]) for pair in value)
    return typed(value, _THEN[lang])


def beside(
    name: str, values: Sequence[Any], unit: str, lang: str, names: Mapping[str, str]
) -> list[Cell | Measured]:
    """Values of one field to be looked at side by side: as :func:`cell`, numbers with their unit.

    Args:
        name: the field.
        values: None for none.
        unit: in which the list has them, "" for the ledger's own.
        lang: ``zh`` or ``en``.
        names: by id.
    """
    spec = fields.specs("issue").get(name)
    numbers = [v for v in values if isinstance(v, int | float) and not isinstance(v, bool)]
    plain: list[Cell | Measured] = [cell(name, value, lang, names) for value in values]
    if spec is None or spec.code_table or not numbers:
        return plain
    kind, factor = UNITS.get(unit, ("", Fraction(1)))
    if not kind or kind != QUANTITIES.get(spec.unit):
        unit, factor = spec.unit, Fraction(1)
    digits = 0 if spec.type == "int" else _DIGITS.get(spec.unit, 4)
    word = _UNITS.get(unit, unit.replace("m2", "m²"))
    told = iter(measured.told(numbers, factor, word, digits))
    return [
        next(told) if isinstance(value, int | float) and not isinstance(value, bool) else one
        for value, one in zip(values, plain, strict=True)
    ]


def typed(value: Any, between: str) -> str:
    """Lists and objects as a person types them, see ``domain.typing_in``; all else as it is.

    Args:
        value: of a field.
        between: what stands between items, a semicolon.
    """
    if isinstance(value, list):
        return between.join(str(part) for part in value)
    if isinstance(value, dict):
        items = ((k, v if isinstance(v, list) else [v]) for k, v in sorted(value.items()))
        return between.join(f"{key}={','.join(map(str, parts))}" for key, parts in items)
    return str(value)


def cells(name: str, values: Sequence[Any], lang: str, names: Mapping[str, str]) -> list[Cell]:
    """The cells of a column; each distinct text is put into words once.

    Outside numbers are told as :func:`outside` tells them.
    """
    known: dict[Any, Cell] = {}
    out: list[Cell] = []
    for value in values:
        if name == "external_nos":
            out.append(outside(value))
        elif isinstance(value, str):
            if value not in known:
                known[value] = cell(name, value, lang, names)
            out.append(known[value])
        else:
            out.append(cell(name, value, lang, names))
    return out


def outside(value: Any) -> str | None:
    """The outside number that came with an issue's row, and those that later lists gave to it."""
    pairs = [p for p in value if len(p) == 2] if isinstance(value, list) else []
    own = [str(number) for source, number in pairs if source == ""][:1]
    later = [str(number) for source, number in pairs if source == REISSUED]
    return BETWEEN_NUMBERS.join(dict.fromkeys([*own, *later])) or None


def rows(table: LedgerTable, lang: str, names: Mapping[str, str]) -> list[Worded]:
    """What each issue of a table holds, in words under the heads of its columns."""
    heads = [column.header(lang) for column in table.columns]
    worded = [
        cells(column.field, values, lang, names)
        for column, values in zip(table.columns, table.values, strict=True)
    ]
    return [
        tuple((head, _shown(told[n])) for head, told in zip(heads, worded, strict=True)
              if told[n] not in (None, ""))
        for n in range(len(table.ids))
    ]  # fmt: skip


def _shown(value: Cell) -> str:
    return f"{value:.10g}" if isinstance(value, float) else str(value)
