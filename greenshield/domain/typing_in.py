"""Reads one value as a person types it into the type that its field has.

Each reader answers the typed value, or raises ``ValueError`` with what it accepts.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from greenshield.domain import counts, dates
from greenshield.domain.codes import CodeTables
from greenshield.domain.field_spec import FieldSpec
from greenshield.domain.state import Value

MAX_TEXT = 20_000
MAX_LINE = 1_000
MAX_ITEMS = 1_000

_YES = frozenset(
    ["是", "有", "对", "真", "属实", "√", "✓", "✔", "true", "yes", "y", "t", "1", "on"]
)
_NO = frozenset(
    [
        "否",
        "无",
        "没有",
        "错",
        "假",
        "不属实",
        "不",
        "×",
        "✗",
        "x",
        "false",
        "no",
        "n",
        "f",
        "0",
        "off",
    ]
)
_SPLIT = re.compile(r"[;；,，、|\n]+")
_SPLIT_LINES = re.compile(r"[;；\n]+")
_MU = Decimal(10_000) / Decimal(15)  # 1 ha = 15 亩
_FACTORS: dict[str, dict[str, Decimal]] = {
    "m2": {"m2": Decimal(1), "平方米": Decimal(1), "平米": Decimal(1), "亩": _MU,
           "公顷": Decimal(10_000), "ha": Decimal(10_000), "hm2": Decimal(10_000),
           "平方公里": Decimal(1_000_000), "平方千米": Decimal(1_000_000),
           "km2": Decimal(1_000_000)},
    "m": {"m": Decimal(1), "米": Decimal(1), "km": Decimal(1000), "公里": Decimal(1000),
          "千米": Decimal(1000)},
    "yuan": {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000),
             "万": Decimal(10_000)},
    "deg": {"°": Decimal(1), "度": Decimal(1)},
    "percent": {"%": Decimal(1)},
}  # fmt: skip
_NUMBER = re.compile(r"^([+-]?(?:\d+(?:,\d{3})*|\d*)(?:\.\d*)?(?:e[+-]?\d{1,3})?)(.*)$", re.S)
# Degrees, minutes and seconds: 125°30′15.5″; NFKC has turned ″ into two ′.
_ANGLE = re.compile(r"^(\d{1,3})[°度](\d{1,2})['′’分](?:(\d{1,2}(?:\.\d*)?)(?:[\"”″秒]|''|′′)?)?$")

Reader = Callable[[FieldSpec, object, CodeTables], Value]


def read(spec: FieldSpec, raw: object, tables: CodeTables) -> Value:
    """The typed value of ``raw``; None for nothing, an empty string or spaces.

    Raises:
        ValueError: it is none that the field takes; the text says what it takes.
    """
    if raw is None or (isinstance(raw, str) and not raw.strip().strip("\u3000")):
        return None
    return _READERS[spec.type](spec, raw, tables)


def plain(raw: str) -> str:
    """Text as numbers, dates and codes are compared: compatibility forms, trimmed."""
    return unicodedata.normalize("NFKC", raw).strip()


def _text(spec: FieldSpec, raw: object, tables: CodeTables) -> str:
    del tables
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        raise ValueError("text")
    if isinstance(raw, float):
        raw = int(raw) if raw.is_integer() and abs(raw) < 1e15 else raw
    text = str(raw).replace("\r\n", "\n").strip().strip("\u3000").strip()
    limit = MAX_TEXT if spec.many_lines else MAX_LINE
    if len(text) > limit:
        raise ValueError(f"≤ {limit} characters")
    if not spec.many_lines:
        text = re.sub(r"\s*\n\s*", " ", text)
    if any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t" for c in text):
        raise ValueError("text without control characters")
    if spec.pattern:
        text = plain(text)
        if re.fullmatch(spec.pattern, text) is None:
            raise ValueError(spec.pattern)
    return text


def _number(spec: FieldSpec, raw: object) -> Decimal:
    wanted = "number" + _bounds(spec)
    if isinstance(raw, bool):
        raise ValueError(wanted)
    if isinstance(raw, int | float | Decimal):
        number = _finite(Decimal(str(raw)) if isinstance(raw, float) else Decimal(raw), wanted)
    elif isinstance(raw, str) and len(raw) <= 64:
        number = _typed_number(spec, plain(raw), wanted)
    else:
        raise ValueError(wanted)
    low, high = spec.low, spec.high
    if (low is not None and number < Decimal(str(low))) or (
        high is not None and number > Decimal(str(high))
    ):
        raise ValueError(wanted)
    return number


def _typed_number(spec: FieldSpec, text: str, wanted: str) -> Decimal:
    text = re.sub(r"\s+", "", text).lstrip("¥￥").replace("−", "-").lower()
    angle = _ANGLE.match(text) if spec.unit == "deg" else None
    if angle:
        minutes, seconds = Decimal(angle[2]), Decimal(angle[3] or 0)
        if minutes >= 60 or seconds >= 60:
            raise ValueError(wanted)
        return Decimal(angle[1]) + minutes / 60 + seconds / 3600
    match = _NUMBER.match(text)
    digits, unit = (match[1], match[2]) if match else ("", "")
    factor = Decimal(1) if not unit else _FACTORS.get(spec.unit, {}).get(unit)
    if factor is None:
        known = " ".join(_FACTORS.get(spec.unit, {}))
        raise ValueError(f"{wanted}  {known}".strip())
    try:
        return _finite(Decimal(digits.replace(",", "")) * factor, wanted)
    except InvalidOperation:
        raise ValueError(wanted) from None


def _finite(number: Decimal, wanted: str) -> Decimal:
    if not number.is_finite() or abs(number) >= Decimal("1e15"):
        raise ValueError(wanted)
    return number


def _bounds(spec: FieldSpec) -> str:
    if spec.low is None and spec.high is None:
        return ""
    low = "" if spec.low is None else f"{spec.low:g}"
    high = "" if spec.high is None else f"{spec.high:g}"
    return f" {low}…{high}"


def _int(spec: FieldSpec, raw: object, tables: CodeTables) -> int:
    del tables
    number = _number(spec, raw)
    if number != number.to_integral_value():
        raise ValueError("whole number" + _bounds(spec))
    return int(number)


def _decimal(spec: FieldSpec, raw: object, tables: CodeTables) -> float:
    del tables
    value = float(_number(spec, raw))
    if not math.isfinite(value):
        raise ValueError("number" + _bounds(spec))
    return value + 0.0  # never −0.0


def _bool(spec: FieldSpec, raw: object, tables: CodeTables) -> bool:
    del spec, tables
    if isinstance(raw, bool):
        return raw
    word = plain(str(raw)).casefold() if isinstance(raw, str | int | float) else ""
    if word in _YES or word == "1.0":
        return True
    if word in _NO or word == "0.0":
        return False
    raise ValueError("是/否 yes/no")


def _date(spec: FieldSpec, raw: object, tables: CodeTables) -> str:
    del spec, tables
    found = dates.parse_date(raw)
    if found is None:
        raise ValueError("YYYY-MM-DD")
    return found


def _partial(spec: FieldSpec, raw: object, tables: CodeTables) -> str:
    del spec, tables
    found = dates.parse_partial(raw)
    if found is None:
        raise ValueError("YYYY, YYYY-MM, YYYY-MM-DD")
    return found


def _moment(spec: FieldSpec, raw: object, tables: CodeTables) -> str:
    del spec, tables
    found = dates.parse_moment(raw)
    if found is None:
        raise ValueError("YYYY-MM-DDThh:mm:ss+08:00")
    return found


def _code(spec: FieldSpec, raw: object, tables: CodeTables) -> str:
    table = tables.table(spec.code_table)
    text = str(raw) if isinstance(raw, int) and not isinstance(raw, bool) else raw
    found = table.find(text.strip()) if isinstance(text, str) and len(text) <= 200 else None
    if found is None:
        raise ValueError(table.accepted())
    return found.code


def _codes(spec: FieldSpec, raw: object, tables: CodeTables) -> list[str]:
    items: list[object]
    if isinstance(raw, list | tuple):
        items = list(raw)
    elif isinstance(raw, str) and len(raw) <= MAX_LINE:
        whole = tables.table(spec.code_table).find(raw.strip())
        items = [raw] if whole else [part for part in _SPLIT.split(raw) if part.strip()]
    else:
        items = [raw]
    if len(items) > MAX_ITEMS:
        raise ValueError(f"≤ {MAX_ITEMS}")
    return list(dict.fromkeys(_code(spec, item, tables) for item in items))


def _ref(spec: FieldSpec, raw: object, tables: CodeTables) -> str:
    del spec, tables
    text = raw.strip() if isinstance(raw, str) else ""
    if not 0 < len(text) <= 200 or any(unicodedata.category(c) in ("Cc", "Cs") for c in text):
        raise ValueError("id")
    return text


def _list(spec: FieldSpec, raw: object, tables: CodeTables) -> list[str]:
    if isinstance(raw, str):
        raw = [part for part in _SPLIT_LINES.split(raw) if part.strip()]
    if not isinstance(raw, list | tuple) or len(raw) > MAX_ITEMS:
        raise ValueError("a; b; c")
    items = [_text(FieldSpec(spec.id, "", ""), item, tables) for item in raw]
    return [item for item in items if item]


def _pairs(spec: FieldSpec, raw: object, tables: CodeTables) -> list[list[str]]:
    """``[[source, number], …]``; typed as ``source:number; source:number``."""
    if isinstance(raw, str):
        parts = [re.split(r"[:：=]", p, maxsplit=1) for p in _SPLIT_LINES.split(raw) if p.strip()]
        raw = [["", p[0]] if len(p) == 1 else p for p in parts]
    if not isinstance(raw, list | tuple) or len(raw) > MAX_ITEMS:
        raise ValueError("source:number; source:number")
    out = []
    for item in raw:
        if not isinstance(item, list | tuple) or len(item) != 2:
            raise ValueError("source:number; source:number")
        pair = [_text(FieldSpec(spec.id, "", ""), part, tables) for part in item]
        if not pair[1]:
            raise ValueError("source:number; source:number")
        out.append(pair)
    return out


def _map(spec: FieldSpec, raw: object, tables: CodeTables) -> dict[str, Value]:
    """An object of numbers or lists of text by name; typed as JSON, ``a=1,2; b=3`` or ``a:1``."""
    wanted = '{"name": …} / name=value,value; name=value'
    table = tables.table(spec.keys_table) if spec.keys_table else None
    if isinstance(raw, str):
        counted = None if table is None or len(raw) > MAX_TEXT else counts.typed(raw, table)
        raw = counted or _typed_map(raw, wanted)
    if not isinstance(raw, dict) or len(raw) > MAX_ITEMS:
        raise ValueError(wanted)
    out: dict[str, Value] = {}
    for key, value in raw.items():
        if not isinstance(key, str) or not key.strip():
            raise ValueError(wanted)
        if isinstance(value, int | float) and not isinstance(value, bool):
            number = _number(FieldSpec(spec.id, "", ""), value)
            out[key.strip()] = int(number) if number == int(number) else float(number)
        else:
            out[key.strip()] = _list(spec, [value] if isinstance(value, str) else value, tables)
    if table is None:
        return out
    if not all(map(_counts_or_names, out.values())):
        raise ValueError("whole number 0…")
    named = any(isinstance(value, list) for value in out.values())
    return out if named else dict(counts.by_code(out, table))


def _counts_or_names(value: Value) -> bool:
    """Whether these are persons: how many, or their names, in which no number stands."""
    if isinstance(value, list):
        return not any(char.isdecimal() for name in value for char in str(name))
    return isinstance(value, int) and value >= 0


def _typed_map(raw: str, wanted: str) -> object:
    if len(raw) > MAX_TEXT:
        raise ValueError(wanted)
    if raw.lstrip().startswith("{"):
        try:
            return json.loads(raw)
        except (ValueError, RecursionError):
            raise ValueError(wanted) from None
    out: dict[str, object] = {}
    for part in _SPLIT_LINES.split(raw):
        if not part.strip():
            continue
        key, found, value = part.partition("=")
        if not found:
            key, found, value = part.replace("：", ":").partition(":")
        if not found:
            raise ValueError(wanted)
        items = [v.strip() for v in re.split("[,，]", value) if v.strip()]
        whole = plain(items[0]) if len(items) == 1 else ""
        out[key] = int(whole) if re.fullmatch(r"\d{1,12}", whole) else items
    return out


def _geometry(spec: FieldSpec, raw: object, tables: CodeTables) -> Value:
    """Hex WKB in EPSG:4490, or ``{"blob": sha256}`` for what is too large for an event."""
    del spec, tables
    if isinstance(raw, dict) and raw.keys() == {"blob"}:
        blob = raw["blob"]
        if isinstance(blob, str) and re.fullmatch(r"[0-9a-f]{64}", blob):
            return {"blob": blob}
    if isinstance(raw, str):
        text = raw.strip().lower()
        if len(text) % 2 == 0 and re.fullmatch(r"0[01][0-9a-f]{8,}", text):
            return text
    raise ValueError("WKT, GeoJSON, WKB (hex), @FILE")


_READERS: dict[str, Reader] = {
    "text": _text, "int": _int, "decimal": _decimal, "bool": _bool, "date": _date,
    "partial_date": _partial, "moment": _moment, "code": _code, "codes": _codes, "ref": _ref,
    "list": _list, "pairs": _pairs, "map": _map, "geometry": _geometry,
}  # fmt: skip
