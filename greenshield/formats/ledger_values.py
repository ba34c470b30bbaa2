"""Turns cells into typed values, one reader a column, made once."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from greenshield.domain.codes import CodeTables
from greenshield.domain.errors import UsageError
from greenshield.domain.field_spec import FieldSpec
from greenshield.domain.fields import parse, specs
from greenshield.formats.ledger_bad import Bad, plain
from greenshield.formats.ledger_dates import parse_date
from greenshield.formats.ledger_model import EXTRA, ColumnMapping
from greenshield.formats.ledger_numbers import SHOWN_OTHERWISE, UNITS, bare_number, parse_number
from greenshield.formats.ledger_words import Words, fold, fold_word
from greenshield.formats.sheet_grid import BriefDay, Cell, CellError, Formatted, shown

QUANTITIES = {"m2": "area", "yuan": "money", "percent": "percent", "m": "length"}
_YES_NO = {"violation_judgement": ("illegal", "lawful")}  # of a column 是否违法违规
_NUMBERS = frozenset(("clue_no", "issue_no", "external_no"))
LARGEST = {"area": 1e9}  # m²: no patch has 1,000 km²; a telephone number read as 亩 has
_EXACT = 1e15  # beyond, a number has lost digits of the number that was typed
_CUT_SHORT = re.compile(r"\d(?:\.\d+)?E\+\d{2,3}", re.ASCII | re.IGNORECASE)  # as CSV keeps it
_WHOLE_COUNTY = re.compile(r"\d{6}(?:000|000000)", re.ASCII)
_REMEMBERED = 50_000
_SHORT = 6  # letters of a mark that points to the row above
NO_NUMBER = frozenset(
    ("ledger_cell_ditto", "ledger_number_is_date", "ledger_number_too_long", SHOWN_OTHERWISE)
)
"""Codes of what is no number at all, not even another system's; or no longer the one it was."""

MADE_DAY = "ledger_text_is_date"
CODE_UNKNOWN = "ledger_code_unknown"

Reader = Callable[[Cell], Any]  # a value, None for an empty cell, or Bad


def reader(
    column: ColumnMapping, words: Words, tables: CodeTables, *, typed: bool, date1904: bool
) -> Reader:
    """The reader of one mapped column. What it has read it remembers, since sheets repeat.

    Args:
        column: with a field that is no place.
        words: yes, no, empty and state words.
        tables: the code tables of the project.
        typed: False for text tables.
        date1904: the workbook counts days from 1904.
    """
    read = _by_type(column, words, tables, typed=typed, date1904=date1904)
    seen: dict[tuple[object, Cell], Any] = {}

    def remembered(cell: Cell) -> Any:
        if cell is None:
            return None
        key = (str if type(cell) is str else _kind(cell), cell)
        value = seen.get(key, seen)
        if value is not seen:
            return value
        if isinstance(cell, CellError):
            value = Bad("ledger_cell_error")
        elif isinstance(cell, str) and len(cell) < _SHORT and plain(cell) in words.ditto:
            value = Bad("ledger_cell_ditto")
        elif type(cell) is Formatted and (
            cell.unlike or (cell.rounded and column.field in _NUMBERS)
        ):
            value = Bad(SHOWN_OTHERWISE)
        elif column.field in _NUMBERS and isinstance(cell, dt.date | dt.time):
            value = Bad("ledger_number_is_date")
        elif (isinstance(cell, str) and is_empty(cell, words)) or (
            column.field in _NUMBERS and fold_word(shown(cell)) in words.unnumbered
        ):
            value = None
        else:
            value = read(cell)
        if len(seen) < _REMEMBERED:
            seen[key] = value
        return value

    return remembered


def _kind(cell: Cell) -> object:
    """What tells cells apart that are equal as values."""
    if type(cell) is Formatted:
        return cell.text
    return cell.shows if type(cell) is BriefDay else type(cell)


def is_empty(text: str, words: Words) -> bool:
    """Whether a text stands for nothing, such as ``—`` or ``无数据``."""
    return len(text) < 24 and (not text.strip() or plain(text).casefold() in words.empty)


def _by_type(
    column: ColumnMapping, words: Words, tables: CodeTables, *, typed: bool, date1904: bool
) -> Reader:
    field = column.field or ""
    if field == "state":
        return _state(column, words)
    extra = EXTRA.get(field)
    spec = specs("issue")[field] if extra is None else FieldSpec(field, "", "", extra)
    if spec.type in ("int", "decimal"):
        return _number(spec, column.unit, words, tables)
    if spec.type in ("date", "partial_date"):
        return _date(spec, words, typed=typed, date1904=date1904)
    if spec.type == "bool":
        return lambda cell: _bool(cell, words)
    if spec.type in ("code", "codes"):
        return lambda cell: _code(cell, spec, words, tables)
    if spec.id == "division_code":
        return lambda cell: _text(_county_code(cell), spec, tables)
    is_text = spec.type == "text" and column.field not in _NUMBERS
    return _worded(column.unit if is_text and column.unit in UNITS else "", spec, tables)


def _worded(unit: str, spec: FieldSpec, tables: CodeTables) -> Reader:
    """Texts; a number alone says nothing without its header's unit: 15 under 规模（亩） is 15亩."""
    unit = unit.replace("m2", "m²")

    def read(cell: Cell) -> Any:
        if unit and bare_number(cell) is not None:
            return _text(f"{shown(cell)}{unit}", spec, tables)
        return _text(cell, spec, tables)

    return read


def _county_code(cell: Cell) -> Cell:
    """A code without the zeros that stand for all towns and villages: 220183000000 is 220183."""
    text = re.sub(r"\s", "", plain(shown(cell))).removesuffix(".0")
    return text[:6] if _WHOLE_COUNTY.fullmatch(text) else cell


def _state(column: ColumnMapping, words: Words) -> Reader:
    """Under 是否完成销号 a 是 says 完成销号, a 否 未完成销号, unless somebody says otherwise."""
    name = fold(column.header.rsplit("/", 1)[-1])
    asked = name.removeprefix("是否") if name.startswith("是否") else ""

    def read(cell: Cell) -> str | Bad:
        wording = fold(shown(cell))
        if wording in words.states:
            return words.states[wording]
        if asked and fold_word(shown(cell)) in words.yes:
            wording = fold(asked)
        elif asked and fold_word(shown(cell)) in words.no:
            wording = fold(f"未{asked}")
        return words.states.get(wording, Bad("ledger_state_unknown"))

    return read


def _number(spec: FieldSpec, unit: str, words: Words, tables: CodeTables) -> Reader:
    quantity = QUANTITIES.get(spec.unit, "count")

    def read(cell: Cell) -> Any:
        if isinstance(cell, str) and fold_word(cell) in words.unknown:
            return None
        value = parse_number(cell, quantity, unit or None)
        if isinstance(value, Bad):
            return value
        if value > LARGEST.get(quantity, value):
            return Bad("ledger_number_out_of_range")
        whole = int(value) if value.is_integer() else value
        return _checked(spec, whole if spec.type == "int" else value, tables)

    return read


def _date(spec: FieldSpec, words: Words, *, typed: bool, date1904: bool) -> Reader:
    def read(cell: Cell) -> str | Bad | None:
        if isinstance(cell, str) and fold_word(cell) in words.unknown:
            return None
        if type(cell) is Formatted and (cell.said or cell.split):
            cell = cell.text
        value = parse_date(cell, typed=typed, date1904=date1904)
        if isinstance(value, str) and spec.type == "date" and len(value) < 10:
            return Bad("ledger_date_partial", {"understood": value})
        return value

    return read


def _bool(cell: Cell, words: Words) -> bool | Bad:
    if isinstance(cell, bool):
        return cell
    word = fold_word(shown(cell))
    if word in words.yes:
        return True
    return False if word in words.no else Bad("ledger_bool_unread")


def _code(cell: Cell, spec: FieldSpec, words: Words, tables: CodeTables) -> Any:
    try:
        return parse("issue", spec.id, shown(cell), tables)
    except UsageError as refusal:
        if spec.id in _YES_NO and (known := _bool(cell, words)) in (True, False):
            return _YES_NO[spec.id][not known]
        return Bad(CODE_UNKNOWN, {"accepted": refusal.params.get("accepted", "")})


def _text(cell: Cell, spec: FieldSpec, tables: CodeTables) -> Any:
    if isinstance(cell, float | int) and not isinstance(cell, bool) and abs(cell) >= _EXACT:
        return Bad("ledger_number_too_long")
    if is_made_day(cell, spec):
        return Bad(MADE_DAY)
    text = shown(cell).strip()
    if isinstance(cell, str) and text[:1].isdigit() and _CUT_SHORT.fullmatch(plain(text)):
        return Bad("ledger_number_too_long")
    if spec.type == "text" and not spec.pattern and text.isprintable() and len(text) <= 1000:
        return text or None
    if spec.id in EXTRA:
        return " ".join(text.split()) or None
    return _checked(spec, text, tables)


def is_made_day(cell: Cell, spec: FieldSpec) -> bool:
    """Whether a cell of a text is a day or time that a program may have made of ``3-5`` or ``1:2``.

    In a long text a whole day may be what somebody wrote.
    """
    if isinstance(cell, dt.time | dt.timedelta) or type(cell) is BriefDay:
        return True
    return isinstance(cell, dt.date) and not spec.many_lines


def _checked(spec: FieldSpec, value: object, tables: CodeTables) -> Any:
    """The value as the domain takes it."""
    try:
        return parse("issue", spec.id, value, tables)
    except UsageError as refusal:
        return Bad("ledger_value_refused", {"accepted": refusal.params.get("accepted", "")})
