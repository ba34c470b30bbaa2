"""Numbers as people write them in sheets: units, thousands, 万, per cent."""

from __future__ import annotations

import math
import re
from fractions import Fraction

from greenshield.formats.ledger_bad import Bad, plain
from greenshield.formats.sheet_grid import Cell, Formatted, Percent

# What one unit is in the unit that the ledger stores (m², yuan, m, per cent).
# 15 亩 are one hectare.
UNITS: dict[str, tuple[str, Fraction]] = {
    "m2": ("area", Fraction(1)),
    "㎡": ("area", Fraction(1)),
    "平方米": ("area", Fraction(1)),
    "平米": ("area", Fraction(1)),
    "亩": ("area", Fraction(10_000, 15)),
    "公顷": ("area", Fraction(10_000)),
    "ha": ("area", Fraction(10_000)),
    "hm2": ("area", Fraction(10_000)),
    "km2": ("area", Fraction(1_000_000)),
    "平方公里": ("area", Fraction(1_000_000)),
    "平方千米": ("area", Fraction(1_000_000)),
    "万平方米": ("area", Fraction(10_000)),
    "万m2": ("area", Fraction(10_000)),
    "万亩": ("area", Fraction(100_000_000, 15)),
    "万公顷": ("area", Fraction(100_000_000)),
    "元": ("money", Fraction(1)),
    "人民币元": ("money", Fraction(1)),
    "千元": ("money", Fraction(1_000)),
    "万元": ("money", Fraction(10_000)),
    "亿元": ("money", Fraction(100_000_000)),
    "%": ("percent", Fraction(1)),
    "‰": ("percent", Fraction(1, 10)),
    "m": ("length", Fraction(1)),
    "米": ("length", Fraction(1)),
    "km": ("length", Fraction(1_000)),
    "公里": ("length", Fraction(1_000)),
    "千米": ("length", Fraction(1_000)),
    "个": ("count", Fraction(1)),
    "家": ("count", Fraction(1)),
    "人": ("count", Fraction(1)),
    "人次": ("count", Fraction(1)),
    "处": ("count", Fraction(1)),
    "户": ("count", Fraction(1)),
    "起": ("count", Fraction(1)),
    "件": ("count", Fraction(1)),
}
_MULTIPLES = {"": Fraction(1), "万": Fraction(10_000), "亿": Fraction(100_000_000)}
_SCALING = "千万亿"  # 3.5万 under 万元: thirty-five thousand, or ten thousand times as much
_NUMBER = re.compile(
    r"([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d*)?(?:[eE]([+-]?\d{1,3}))?\s*(.{0,12})", re.ASCII
)
_TINY, _HUGE = 1e-12, 1e15
_LEAST = 1e-9  # well above the bound, which is exact
_AS_IT_IS = Fraction(1)
_NO_UNIT = ("", Fraction(0))
SHOWN_OTHERWISE = "ledger_number_shown_otherwise"  # of a number whose format shows another one


def unit_in(text: str) -> str | None:
    """The unit that a header names, such as ``亩`` in ``占地面积（亩）`` or ``面积/公顷``.

    Two that differ, as in ``面积（亩/公顷）``, are given as ``亩/公顷``: such a header leaves open
    which of them a bare number has.
    """
    flat = unit_text(text)
    named: list[str] = []
    for inner in re.findall(r"[((\[【]([^()\[\]【】]*)[)\]】]", flat):
        named += re.split(r"[,、;:/或和及与]", inner.removeprefix("单位"))
    named += flat.split("/")[1:]
    named += (flat.rpartition(start)[2] for start in (":", "_", "单位") if start in flat)
    found = [part for part in map(str.strip, named) if part in UNITS]
    if found:
        different = {UNITS[part]: part for part in reversed(found)}
        return "/".join(part for part in dict.fromkeys(found) if part in different.values())
    return next((sign for sign in ("%", "‰", "km2", "hm2", "m2") if flat.endswith(sign)), None)


def parse_number(cell: Cell, quantity: str, unit: str | None = None) -> float | Bad:
    """A number in the ledger's unit for its quantity: m², yuan, per cent, metres or a count.

    Args:
        cell: what the sheet holds; the text that a format writes around a number counts as
            written in the cell.
        quantity: ``area``, ``money``, ``percent``, ``length``, ``count`` or ``number``.
        unit: the column's unit as :func:`unit_in` gives it; one in the cell itself goes before it.

    Returns:
        The number; or Bad with ``ledger_number_unread``, ``ledger_number_vague`` (about, more
        than, a range), ``ledger_unit_wrong``, ``ledger_unit_ambiguous``,
        ``ledger_number_scaled_twice``, ``ledger_percent_ambiguous``,
        ``ledger_number_out_of_range``, ``ledger_number_shown_otherwise``.
    """
    if isinstance(cell, Percent):
        if quantity != "percent":
            return Bad("ledger_unit_wrong", {"unit": "%"})
        return _from_number(round(cell.fraction * 100, 9), quantity, "%")
    if isinstance(cell, bool):
        return Bad("ledger_number_unread")
    if type(cell) is Formatted and (cell.said or cell.split or cell.unlike):
        return _from_text(cell.said, quantity, unit) if cell.said else Bad(SHOWN_OTHERWISE)
    if isinstance(cell, int | float):
        return _from_number(float(cell), quantity, unit)
    if isinstance(cell, str):
        return _from_text(cell, quantity, unit)
    return Bad("ledger_number_unread")


def _from_number(value: float, quantity: str, unit: str | None) -> float | Bad:
    if not math.isfinite(value):
        return Bad("ledger_number_unread")
    if abs(value) > _HUGE:
        return Bad("ledger_number_out_of_range")
    kind, factor = UNITS.get(unit, _NO_UNIT) if unit is not None else (quantity, _AS_IT_IS)
    least = 1.0 if unit is None and quantity == "percent" else _LEAST
    if factor == 1 and kind == quantity and least < value < _HUGE:
        return value  # nothing to multiply, so nothing to be exact about
    # repr gives the decimal that the person typed, so that 0.1 亩 is a tenth, not its binary kin.
    return _scaled(Fraction(repr(value)), unit, quantity)


def _from_text(text: str, quantity: str, unit: str | None) -> float | Bad:
    flat = unit_text(text)
    if re.match(r"(约|近|大约|不足|超|超过|大于|小于|>|<|≥|≤|~|≈|余)", flat) or re.search(
        r"(左右|以上|以下|余|多)$|\d\s*[-~至到]\s*\d", flat
    ):
        return Bad("ledger_number_vague")
    flat = re.sub(r"^(?:人民币|¥|￥|RMB)\s*", "", flat)
    match = _NUMBER.fullmatch(flat)
    if match is None:
        return Bad("ledger_number_unread")
    sign, whole, decimals, exponent, tail = match.groups()
    own = tail.strip().removesuffix("整") or None
    digits = whole.replace(",", "") + (decimals or "")
    if len(digits) > 40:
        return Bad("ledger_number_out_of_range")
    value = Fraction(sign + digits.removesuffix("."))
    if exponent:
        value *= Fraction(10) ** int(exponent)
    if own is not None and own not in UNITS:
        if re.search(r"[\d,.]", own):
            return Bad("ledger_number_unread")
        if own not in _MULTIPLES:
            return Bad("ledger_unit_wrong", {"unit": own})
        if own and unit is not None and unit[0] in _SCALING:
            return Bad("ledger_number_scaled_twice", {"own": own, "unit": unit})
        return _scaled(value * _MULTIPLES[own], unit, quantity)
    return _scaled(value, own or unit, quantity)


def _scaled(value: Fraction, unit: str | None, quantity: str) -> float | Bad:
    if unit is not None and unit not in UNITS:
        return Bad("ledger_unit_ambiguous", {"units": unit}) if value else 0.0
    if unit is not None and quantity != "number":
        kind, factor = UNITS[unit]
        if kind != quantity:
            return Bad("ledger_unit_wrong", {"unit": unit})
        if factor != 1:
            value *= factor
    elif quantity == "percent" and 0 < value <= 1:
        return Bad("ledger_percent_ambiguous")
    # Compared before it is a float: 1e400 is none.
    if value and not _TINY < abs(value) < _HUGE:
        return Bad("ledger_number_out_of_range")
    number = float(value)
    if number < 0 and quantity in ("area", "money", "percent", "count", "length"):
        return Bad("ledger_number_out_of_range")
    return number


def bare_number(cell: Cell) -> float | None:
    """The number of a cell that holds one and no unit, else None."""
    cell = written(cell)
    if type(cell) is Formatted and (cell.split or cell.unlike):
        return None
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell)
    match = _NUMBER.fullmatch(unit_text(cell)) if isinstance(cell, str) else None
    if match is None or match[5]:
        return None
    return float("".join(match.group(1, 2)).replace(",", "") + (match[3] or ""))


def written(cell: Cell) -> Cell:
    """A number as its text where its format writes a text around it; any other cell as it is."""
    return cell.said if type(cell) is Formatted and cell.said else cell


def own_unit(text: str) -> str:
    """The unit behind the number of a cell, "" where there is none that is known."""
    match = _NUMBER.fullmatch(unit_text(text))
    unit = match[5].strip() if match else ""
    return unit if unit in UNITS else ""


def unit_text(text: str) -> str:
    """Text in which a unit is written in one way: half-width, m2 for ㎡ and m²."""
    flat = plain(text).replace("m²", "m2").replace("²", "2").replace("m^2", "m2")
    return flat.replace("M2", "m2").replace("KM2", "km2").strip()
