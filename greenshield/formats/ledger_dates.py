"""Dates as people write them in sheets, to ISO 8601 text, whole or partial."""

from __future__ import annotations

import datetime as dt
import re

from greenshield.domain import dates
from greenshield.formats.ledger_bad import Bad, plain
from greenshield.formats.sheet_grid import BriefDay, Cell

FIRST_YEAR, LAST_YEAR = 1800, 2199
_SERIALS = range(10_000, 80_000)  # 1927 to 2119; below, a number is no date that we meet
_FIRST_TYPED = 1927  # year of the first of them: a cell that shows a day before holds a number
_EPOCH_1900, _EPOCH_1904 = dt.date(1899, 12, 30), dt.date(1904, 1, 1)
_CLOCK = (
    r"(?:\s*T?\s*\d{1,2}(?::|时|点)\d{1,2}分?(?::?\d{1,2}(?:\.\d+)?秒?)?\s*(?:[AP]M)?"
    r"\s*(?:Z|[+-]\d{2}:?\d{2})?)?"
)
_WEEKDAY = r"(?:\s*[(]?(?:星期|周|礼拜)[一二三四五六日天][)]?)?"
_WHOLE = re.compile(
    r"(\d{4})\s*(?:年|[-/.、 ])\s*(\d{1,2})\s*(?:月|[-/.、 ])\s*(\d{1,2})\s*[日号]?"
    + _WEEKDAY
    + _CLOCK,
    re.ASCII,
)
_MONTH = re.compile(r"(\d{4})\s*(?:年|[-/.、])\s*(\d{1,2})\s*月?(?:份)?", re.ASCII)
_YEAR = re.compile(r"(\d{4})\s*年?度?", re.ASCII)
_SOLID = re.compile(r"(\d{4})(\d{2})(\d{2})?" + _CLOCK, re.ASCII)
_DIGITS = {c: str(n) for n, c in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
    "O": "0",
}
_NATIVE = re.compile(
    r"([〇零○O一二三四五六七八九]{4})年(?:([一二三四五六七八九十]{1,3})月"
    r"(?:([一二三四五六七八九十]{1,3})[日号])?)?"
)


def parse_date(cell: Cell, *, typed: bool = True, date1904: bool = False) -> str | Bad:
    """A date as ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``.

    Args:
        cell: a date, a number (a serial day, ``20230503``, ``2023.5``, a year) or text.
        typed: False for cells of a text table, where ``2023.1`` may have lost a zero too.
        date1904: the workbook counts days from 1904.

    Returns:
        The date; or Bad with ``ledger_date_unread``, ``ledger_date_ambiguous``,
        ``ledger_date_vague``, ``ledger_date_too_early`` (a number shown as a day) or
        ``ledger_date_impossible``.
    """
    if isinstance(cell, dt.date):
        if cell.year < _FIRST_TYPED:
            return Bad("ledger_date_too_early")
        iso = _checked(cell.year, cell.month, cell.day)
        return iso[: cell.known] if isinstance(iso, str) and type(cell) is BriefDay else iso
    if isinstance(cell, bool):
        return Bad("ledger_date_unread")
    if isinstance(cell, int | float):
        return _from_number(float(cell), date1904)
    if isinstance(cell, str):
        return _from_text(plain(cell), typed, date1904)
    return Bad("ledger_date_unread")


def _from_number(value: float, date1904: bool) -> str | Bad:
    if not 0 < value < 1e9:
        return Bad("ledger_date_unread")
    if int(value) in _SERIALS:
        return _serial(int(value), date1904)
    text = repr(value).removesuffix(".0")
    if FIRST_YEAR <= value < LAST_YEAR + 1:
        # 2023.1 is January, or October without its last zero: the sheet dropped it.
        return (
            Bad("ledger_date_ambiguous") if text.endswith(".1") else _from_text(text, True, False)
        )
    if text.isdigit() and len(text) in (6, 8):
        return _from_text(text, True, False)
    return Bad("ledger_date_unread")


def _serial(days: int, date1904: bool) -> str | Bad:
    day = (_EPOCH_1904 if date1904 else _EPOCH_1900) + dt.timedelta(days=days)
    return _checked(day.year, day.month, day.day)


def _from_text(text: str, typed: bool, date1904: bool) -> str | Bad:
    text = text.strip(" '。,;")
    if not typed and re.fullmatch(r"\d{4}\.1", text, re.ASCII):
        return Bad("ledger_date_ambiguous")
    if re.search(r":\d\d(?:\.\d+)?\s*(?:Z|[+-]\d{2}:?\d{2})$", text, re.ASCII):
        return dates.parse_date(text) or Bad("ledger_date_unread")  # brought to Chinese time
    if match := _WHOLE.fullmatch(text):
        return _checked(int(match[1]), int(match[2]), int(match[3]))
    if match := _SOLID.fullmatch(text):
        return _checked(int(match[1]), int(match[2]), int(match[3]) if match[3] else None)
    if match := _MONTH.fullmatch(text):
        return _checked(int(match[1]), int(match[2]))
    if match := _YEAR.fullmatch(text):
        return _checked(int(match[1]))
    if re.fullmatch(r"\d{5}(?:\.\d+)?", text, re.ASCII):
        days = int(float(text))
        return _serial(days, date1904) if days in _SERIALS else Bad("ledger_date_unread")
    if match := _NATIVE.fullmatch(text):
        year = int("".join(_DIGITS[c] for c in match[1]))
        return _checked(year, _native(match[2]), _native(match[3]))
    return _why(text)


def _why(text: str) -> Bad:
    """The reason for refusing: two readings, a vague day, or none at all."""
    if re.fullmatch(r"\d{1,2}[-/.年]\d{1,2}(?:[-/.月]\d{1,4})?日?" + _CLOCK, text, re.ASCII):
        return Bad("ledger_date_ambiguous")
    if re.match(r"\d{4}", text) and re.search(
        r"[上中下]旬|[年月]?[底初末]|年代|前后?|左右|以[前后]|季度|半年|[-~至到]", text
    ):
        return Bad("ledger_date_vague")
    return Bad("ledger_date_unread")


def _native(text: str | None) -> int | None:
    """A month or day in Chinese numerals: 十一 -> 11, 二十 -> 20."""
    if text is None:
        return None
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return int("".join(_DIGITS[c] for c in text))
    if "十" in tens or len(tens) > 1 or len(ones) > 1:
        return 0
    return 10 * int(_DIGITS.get(tens, "1")) + int(_DIGITS.get(ones, "0"))


def _checked(year: int, month: int | None = None, day: int | None = None) -> str | Bad:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return Bad("ledger_date_impossible")
    try:
        whole = dt.date(year, month if month is not None else 1, day if day is not None else 1)
    except ValueError:
        return Bad("ledger_date_impossible")
    iso = whole.isoformat()
    return iso if day is not None else iso[:7] if month is not None else iso[:4]
