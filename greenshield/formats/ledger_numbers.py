"""Numbers as people write them in sheets: units, thousands, 万, per cent."""

from __future__ import annotations

import math
import re
from decimal import Decimal
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
    "平方": ("area", Fraction(1)),
    "平方公尺": ("area", Fraction(1)),
    "sqm": ("area", Fraction(1)),
    "公亩": ("area", Fraction(100)),
    "亩": ("area", Fraction(10_000, 15)),
    "市亩": ("area", Fraction(10_000, 15)),
    "mu": ("area", Fraction(10_000, 15)),
    "公顷": ("area", Fraction(10_000)),
    "ha": ("area", Fraction(10_000)),
    "hm2": ("area", Fraction(10_000)),
    "hectare": ("area", Fraction(10_000)),
    "hectares": ("area", Fraction(10_000)),
    "km2": ("area", Fraction(1_000_000)),
    "平方公里": ("area", Fraction(1_000_000)),
    "平方千米": ("area", Fraction(1_000_000)),
    "元": ("money", Fraction(1)),
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
_TIMES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "百万": 10**6, "千万": 10**7, "亿": 10**8}
for _base in ("亩", "公顷", "m2", "平方米", "元"):
    UNITS |= {t + _base: (UNITS[_base][0], UNITS[_base][1] * n) for t, n in _TIMES.items()}
for _unit in [unit for unit, (kind, _) in UNITS.items() if kind == "money"]:
    UNITS |= {f"人民币{_unit}": UNITS[_unit], f"{_unit}人民币": UNITS[_unit]}
UNITS |= {"人民币": UNITS["元"], "rmb": UNITS["元"]}
_MULTIPLES = {"": Fraction(1), "万": Fraction(10_000), "亿": Fraction(100_000_000)}
_SCALING = "十百千万亿"  # 3.5万 under 万元: thirty-five thousand, or ten thousand times as much
_NUMBER = re.compile(
    r"([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d*)?(?:[eE]([+-]?\d{1,3}))?\s*(.{0,12})", re.ASCII
)
_INNER = re.compile(r"[((\[【]([^()\[\]【】]*)[)\]】]")
_SEVERAL = re.compile("[,、;:/或和及与]")
_AMOUNTS = sorted((u for u, (k, _) in UNITS.items() if k in ("area", "money")), key=len)
_TAIL = re.compile(
    rf"(?<=[^a-z])[\s/:_\-·]*(?<![a-z单])({'|'.join(map(re.escape, reversed(_AMOUNTS)))})$",
    re.IGNORECASE,
)
# Measures that nothing is known of, or that differ from county to county; foreign money; any
# Latin word where a unit would stand.
_FOREIGN = re.compile(
    rf"(?:{'|'.join(_TIMES)})*(?:[垧晌顷分厘丈尺里米]|市?(?:顷|分|厘)|亩分|平方[丈尺里]"
    rf"|[美欧日港澳英加]元|港币|英镑|外币|{'|'.join(_TIMES)}|[a-z][a-z .²2³3^]{{0,14}})",
    re.IGNORECASE,
)
_LATIN = re.compile(r"(?<![a-z])(?:[kh]?m2|ha|mu|k?m|rmb|sqm|hectares?)(?![a-z\d])", re.IGNORECASE)
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
    for inner in _INNER.findall(flat):
        named += _SEVERAL.split(inner.removeprefix("单位"))
    named += flat.split("/")[1:]
    named += (flat.rpartition(start)[2] for start in (":", "_", "单位") if start in flat)
    found = [part for part in map(str.strip, named) if part in UNITS]
    if found:
        different = {UNITS[part]: part for part in reversed(found)}
        return "/".join(part for part in dict.fromkeys(found) if part in different.values())
    if (tail := _TAIL.search(flat)) is not None:
        return tail[1]
    return next((sign for sign in ("%", "‰") if flat.endswith(sign)), None)


def without_tail(text: str) -> str:
    """A header without the unit of an area or of money that ends it: 占地面积 亩, 罚款万元."""
    flat = unit_text(text)
    tail = _TAIL.search(flat)
    return flat[: tail.start()] if tail else flat


def unknown_unit(text: str, kind: str) -> str:
    """What stands in a header where its unit would, and is none of its kind that is known.

    Args:
        text: a header in which :func:`unit_in` finds nothing.
        kind: ``area`` or ``money``.

    Returns:
        Such as ``垧`` of 面积（垧）; a known unit where a multiple alone tells it, 万元 of
        罚款（万）; "" where nothing stands there but words of another kind, 面积（实测）.
    """
    flat = unit_text(text)
    for inner in _INNER.findall(flat):
        for part in map(str.strip, _SEVERAL.split(inner.removeprefix("单位"))):
            if kind == "money" and part in _TIMES:
                return f"{part}元"
            if part and _FOREIGN.fullmatch(part):
                return part
    return ""


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
        ``ledger_unit_unknown``, ``ledger_number_scaled_twice``, ``ledger_percent_ambiguous``,
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
    # repr gives the decimal that the person typed, so that 0.1 亩 is a tenth, not its binary kin.
    typed = repr(value)
    if kind == quantity and least < value < _HUGE:
        if factor == 1:
            return value  # nothing to multiply, so nothing to be exact about
        over, under = Decimal(typed).as_integer_ratio()
        # Whole numbers divided are rounded once, as a Fraction is, in a tenth of its time.
        number = over * factor.numerator / (under * factor.denominator)
        if _LEAST < number < _HUGE / 10:
            return number
    return _scaled(Fraction(typed), unit, quantity)


def _from_text(text: str, quantity: str, unit: str | None) -> float | Bad:
    flat = unit_text(text)
    if re.match(r"(约|近|大约|不足|超|超过|大于|小于|>|<|≥|≤|~|≈|余)", flat) or re.search(
        r"(左右|以上|以下|余|多)$|\d\s*[-~至到]\s*\d", flat
    ):
        return Bad("ledger_number_vague")
    flat = re.sub(r"^(?:人民币|¥|￥|rmb)\s*", "", flat)
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
        code = "ledger_unit_ambiguous" if "/" in unit else "ledger_unit_unknown"
        return Bad(code, {"units": unit}) if value else 0.0
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
    """Text in which a unit is written in one way: half-width, m2 for ㎡ and m², ha for Ha."""
    flat = plain(text).replace("²", "2").replace("m^2", "m2").strip()
    return _LATIN.sub(lambda found: found[0].casefold(), flat) if _LATIN.search(flat) else flat
