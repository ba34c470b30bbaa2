"""Which field a column of unknown words may be, from the values that it holds.

Content speaks only for columns whose header says nothing. What it says surely is taken with a
remark; what could as well be another field is proposed, for a person to confirm. A judgement (is
it lawful, is it settled) is never taken from values alone, and 是 or 否 says nothing of what was
asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from greenshield.domain.errors import Problem
from greenshield.domain.fields import specs
from greenshield.formats.ledger_angles import LAT, LON, parse_angle
from greenshield.formats.ledger_bad import plain
from greenshield.formats.ledger_dates import parse_date
from greenshield.formats.ledger_header import column_field
from greenshield.formats.ledger_model import PLACE, ColumnMapping, is_derived
from greenshield.formats.ledger_nameless import by_itself, may_be_place, never
from greenshield.formats.ledger_place import NORTHING, ZONED, Place, read_lonlat
from greenshield.formats.ledger_sound import Samples
from greenshield.formats.ledger_words import fold_word
from greenshield.formats.sheet_grid import Cell, shown
from greenshield.geo.provinces import box_of

TAKEN = 0.6  # below, a column is proposed and not taken
_CLEAR = 0.9  # of the values must fit
_MOST = 0.5  # of the values, where a header names codes of which they are none
_VALUES = 0.9  # values alone are less sure than words
_CODES = 0.8
_ASKED = 0.5  # at most, of what a person is to confirm
_JUDGED = frozenset(("approval_status", "legacy_flag", "mine_right", "violation_judgement"))
_FEWEST = 3  # values
_WKT = re.compile(r"\s*(?:SRID=\d+;)?\s*(?:MULTI)?POLYGON\s*Z?\s*\(", re.IGNORECASE)
_AREA = re.compile(
    "(?:自然保护区|国家公园|自然公园|森林公园|湿地公园|地质公园|沙漠公园|草原公园|海洋公园|风景名胜区|保护小区)"
    r"(?:[(（].*[)）])?$"
)
# Words in a header that nobody knows whole -> the field that its values may be.
_DAYS = (("限|截止|期至", "deadline"), ("发现", "found_on"), ("建", "built_on"))
_AREAS = "面积|亩|公顷|平方米"
_DIVISION = re.compile(r"[1-6]\d{5}(?:\d{3})?(?:\d{3})?", re.ASCII)


def by_content(
    columns: Sequence[ColumnMapping], samples: Samples, division: str | None, file: str
) -> tuple[tuple[ColumnMapping, ...], list[Problem]]:
    """Takes or proposes fields for columns whose headers name none.

    Args:
        columns: as the headers were understood.
        samples: the first rows.
        division: code of the project's division: places and codes must be of its province.
        file: its name, for remarks.

    Returns:
        The columns, and a remark for each that was taken or proposed.
    """
    meant = _meant_otherwise(columns, samples)
    columns = [
        replace(c, field=None, by="", confidence=0.0) if c.index in meant else c for c in columns
    ]
    free = [c for c in columns if _is_free(c, samples) and len(samples.values(c.index)) >= _FEWEST]
    taken = {c.field for c in columns if c.field}
    found = dict(meant)
    if free and not taken & PLACE:
        found |= _places(free, samples, division)
    for column in free:
        if column.index not in found:
            one = _one(column, samples, taken, division)
            if one is not None:
                found[column.index] = one
    named = [field for field, _ in found.values()]
    found = {n: (f, sure) for n, (f, sure) in found.items() if named.count(f) == 1}
    return _applied(columns, found, file)


def _applied(
    columns: Sequence[ColumnMapping], found: dict[int, tuple[str, float]], file: str
) -> tuple[tuple[ColumnMapping, ...], list[Problem]]:
    out, problems = [], []
    for column in columns:
        field, sure = found.get(column.index, ("", 0.0))
        if not field:
            out.append(column)
            continue
        if field in PLACE and not by_itself(column.header):
            sure = min(sure, _ASKED)
        sure = round(sure, 3)
        if sure >= TAKEN:
            out.append(replace(column, field=field, confidence=sure, by="content"))
        else:
            out.append(replace(column, confidence=sure, proposed=field))
        code = "ledger_column_by_values" if sure >= TAKEN else "ledger_column_proposed"
        params = {"field": field, "percent": round(sure * 100)}
        problems.append(Problem(code, file, None, column.label, params, fatal=False))
    return tuple(out), problems


def _meant_otherwise(
    columns: Sequence[ColumnMapping], samples: Samples
) -> dict[int, tuple[str, float]]:
    """What columns are that are named like codes we derive, and hold none of these.

    A header 类型 alone is the type of a protected area; above 采矿, 风电 it means the activity's.
    """
    taken = {c.field for c in columns if c.field}
    out = {}
    for column in columns:
        spec = specs("issue").get(column.field or "")
        if spec is None or not spec.code_table or not is_derived(spec.id):
            continue
        few = len(samples.values(column.index)) < _FEWEST
        if column.by != "header" or few or samples.has_any(column):
            continue
        shares = {name: samples.share(column, name) for name in _codes_free(taken)}
        best = max(shares, key=lambda name: shares[name], default="")
        if best and shares[best] > _MOST and list(shares.values()).count(shares[best]) == 1:
            out[column.index] = best, max(TAKEN, shares[best] * _CODES)
    return out


def _codes_free(taken: set[str]) -> list[str]:
    """The fields of codes that a person enters and no column has."""
    return [
        name for name, spec in specs("issue").items()
        if spec.type in ("code", "codes") and name not in taken and not is_derived(name)
    ]  # fmt: skip


def _is_free(column: ColumnMapping, samples: Samples) -> bool:
    """Nobody named it, and its header is neither known nor one that says nothing (序号)."""
    if column.field or column.by or never(column.header):
        return False
    return not column_field(column.header, samples.words)[0]


def _one(
    column: ColumnMapping, samples: Samples, taken: set[str], division: str | None
) -> tuple[str, float] | None:
    """The field of one column, and how sure; None where its values say nothing."""
    values = samples.values(column.index)
    texts = [shown(value).strip() for value in values]
    if "division_code" not in taken and division:
        share = _share(_DIVISION.fullmatch(t) and t[:2] == division[:2] for t in texts)
        if share >= _CLEAR and len(set(texts)) * 4 <= max(len(texts), 8):
            return "division_code", share * _CODES
    if "area_name" not in taken and (share := _share(map(_AREA.search, texts))) >= _CLEAR:
        return "area_name", share * _VALUES
    if "state" not in taken:
        share = samples.share(column, "state")
        if share >= _CLEAR and len(set(texts)) > 1:
            return "state", share * _ASKED
    found = _coded(column, samples, taken) if len(set(texts)) > 1 else None
    return found or _proposed(column, values, taken)


def _coded(column: ColumnMapping, samples: Samples, taken: set[str]) -> tuple[str, float] | None:
    """The only free field with a code table that knows the values; none for 是 and 否."""
    said = samples.words.yes | samples.words.no
    if _share(fold_word(shown(v)) in said for v in samples.values(column.index)) > 1 - _CLEAR:
        return None
    fits = []
    for name in _codes_free(taken):
        share = samples.share(column, name)
        if share >= _CLEAR:
            fits.append((name, share * _CODES))
    if len(fits) != 1:
        return None
    field, sure = fits[0]
    return field, min(sure, _ASKED) if field in _JUDGED else sure


def _proposed(
    column: ColumnMapping, values: Sequence[Cell], taken: set[str]
) -> tuple[str, float] | None:
    """A field for a person to confirm: values of its kind under words that hint at it."""
    header = plain(column.header)
    if re.search(_AREAS, header) and "area_rs" not in taken:
        share = _share(isinstance(v, int | float) and not isinstance(v, bool) for v in values)
        return ("area_rs", share * _ASKED) if share >= _CLEAR else None
    share = _share(isinstance(parse_date(v), str) for v in values)
    if share < _CLEAR:
        return None
    for hint, field in _DAYS:
        if re.search(hint, header) and field not in taken:
            return field, share * _ASKED
    return None


def _places(
    free: Sequence[ColumnMapping], samples: Samples, division: str | None
) -> dict[int, tuple[str, float]]:
    """Columns of places, where exactly one reading fits: WKT, a pair in a cell, two beside."""
    values = {c.index: samples.values(c.index) for c in free if may_be_place(c)}
    shapes = [n for n, v in values.items() if _share(map(_is_wkt, v)) >= _CLEAR]
    if shapes:
        return {shapes[0]: ("shape_text", _VALUES)} if len(shapes) == 1 else {}
    pairs = [n for n, v in values.items() if _share(map(_is_pair, v)) >= _CLEAR]
    if pairs:
        return {pairs[0]: ("lonlat", _VALUES)} if len(pairs) == 1 else {}
    box = box_of(division)
    lon, lat = (LON, LAT) if box is None else ((box.west, box.east), (box.south, box.north))
    # Eastings without their zone could be any amounts.
    kinds = (
        ("lon", "lat", lambda v: _degrees(v, lon), lambda v: _degrees(v, lat)),
        ("x", "y", lambda v: _metres(v, ZONED), lambda v: _metres(v, NORTHING)),
    )
    for first, second, is_first, is_second in kinds:
        ones = {n: s for n, v in values.items() if (s := _share(map(is_first, v))) >= _CLEAR}
        twos = {n: s for n, v in values.items() if (s := _share(map(is_second, v))) >= _CLEAR}
        sets = [(a, b) for a in ones for b in twos if abs(a - b) == 1]
        if len(sets) == 1 and len(ones) == 1:
            (a, b), sure = sets[0], _VALUES
            return {a: (first, ones[a] * sure), b: (second, twos[b] * sure)}
    return {}


def _is_wkt(value: Cell) -> bool:
    return isinstance(value, str) and _WKT.match(value) is not None


def _is_pair(value: Cell) -> bool:
    return isinstance(value, str) and isinstance(read_lonlat(value), Place)


def _degrees(value: Cell, bounds: tuple[float, float]) -> bool:
    """Degrees within bounds, written as finely as a place needs: no whole number is one."""
    text = plain(shown(value))
    if not re.search(r"\.\d{3}|[°度*′分']", text):
        return False
    angle = parse_angle(value)
    return isinstance(angle, float) and bounds[0] <= angle <= bounds[1]


def _metres(value: Cell, bounds: tuple[float, float]) -> bool:
    try:
        number = float(plain(shown(value)))
    except ValueError:
        return False
    return bounds[0] <= number <= bounds[1]


def _share(fits: Iterable[object]) -> float:
    results = [bool(one) for one in fits]
    return sum(results) / len(results) if results else 0.0
