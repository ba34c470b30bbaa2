"""Days and times out of the numbers by which workbooks hold them, and the formats for them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from greenshield.formats.sheet_formats import NumberFormat
from greenshield.formats.sheet_grid import Cell

PERCENTS = frozenset((9, 10))  # numbers of built-in formats, ECMA-376 18.8.30
DATES = frozenset((*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58))
TIMES = frozenset((*range(18, 22), *range(32, 36), *range(45, 48), 55, 56))
# Of days, what they show where it is a part; 27 and more as in Chinese of the mainland.
_BRIEF = {16: "md", 17: "ym"}
_BRIEF |= dict.fromkeys((27, 36, 50, 52, 57), "ym") | dict.fromkeys((28, 29, 51, 53, 54, 58), "md")
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.')
_BRACKETS = re.compile(r"\[[^\]]*\]")
_SPAN = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_LAST = 2_958_465  # 9999-12-31
_LONGEST = 10_000  # days of a span: more of them are a day of the calendar, 1927 and later
_FIRST = {False: dt.date(1899, 12, 30), True: dt.date(1904, 1, 1)}
_SECONDS = 86_400
_LEAP = 60  # the day that 1900 did not have: the days before it are one later than counted


@dataclass(frozen=True, slots=True)
class Styles:
    """Indexes of a workbook's cell styles, by what they show."""

    percents: frozenset[int] = frozenset()
    dates: frozenset[int] = frozenset()
    times: frozenset[int] = frozenset()
    others: frozenset[int] = frozenset()  # of the workbook's own formats, which show none of these
    formats: Mapping[int, NumberFormat] = field(default_factory=dict)  # of others that add a text
    brief: Mapping[int, str] = field(default_factory=dict)  # of dates that show a part of a day
    struck: frozenset[int] = frozenset()  # through

    @classmethod
    def of(
        cls, formats: Mapping[int, str], styles: Sequence[int], struck: Iterable[int] = ()
    ) -> Styles:
        """Judges styles by their number formats.

        Args:
            formats: number -> code, of the workbook's own.
            styles: of each the number of its format.
            struck: those whose font is struck through.
        """

        def having(shows: Callable[[str], bool], built_in: frozenset[int]) -> frozenset[int]:
            known = {n: shows(formats[n]) if n in formats else n in built_in for n in set(styles)}
            return frozenset(index for index, n in enumerate(styles) if known[n])

        percents, dates = having(is_percent, PERCENTS), having(is_date, DATES)
        times = having(is_time, TIMES)
        own = frozenset(index for index, n in enumerate(styles) if n in formats)
        others = own - percents - dates - times
        known = {n: NumberFormat.of(formats[n]) for n in {styles[index] for index in others}}
        adding = {i: code for i in sorted(others) if (code := known[styles[i]]) is not None}
        parts = {n: brief(formats[n]) if n in formats else _BRIEF.get(n, "") for n in set(styles)}
        short = {i: part for i in sorted(dates) if (part := parts[styles[i]])}
        return cls(percents, dates, times, others, adding, short, frozenset(struck))


def is_percent(code: str) -> bool:
    """Whether a number format shows a percentage."""
    return "%" in _QUOTED.sub("", code)


def is_date(code: str) -> bool:
    """Whether a number format shows a day, be it with a time; a time alone is no such."""
    return not is_time(code) and re.search("[ymdhs年月日]", _marks(code), re.IGNORECASE) is not None


def is_time(code: str) -> bool:
    """Whether a number format shows a time of day or a span of hours, and no day."""
    if _SPAN.search(_QUOTED.sub("", code.partition(";")[0])):
        return True
    marks = _marks(code).casefold()
    return re.search("[hs]", marks) is not None and re.search("[yd年月日]", marks) is None


def brief(code: str) -> str:
    """What a number format shows of a day: ``md``, ``ym``, ``y``; "" for all of it, or for more."""
    marks = _marks(code).casefold()
    if re.search("[hs]", marks):
        return ""
    if not re.search("[ye]", marks):
        return "md"
    if re.search("(?<!d)d{1,2}(?!d)", marks):  # ddd and dddd are days of the week
        return ""
    return "ym" if "m" in marks else "y"


def _marks(code: str) -> str:
    """What a format of positive numbers is made of, without its texts, colours and conditions."""
    plain = _BRACKETS.sub("", _QUOTED.sub("", code.partition(";")[0])).strip()
    return "" if plain.casefold() == "general" else plain


def time_or_span(number: float, *, date1904: bool) -> Cell:
    """What a number stands for that is shown as a time.

    Args:
        number: of days, as the workbook holds it.
        date1904: whether they count from 1904.

    Returns:
        A time of day; a span of a day and more, or of less than nothing; a day and time where only
        its hours are shown; None for none of these.
    """
    if abs(number) >= _LONGEST or 0 <= number < 1:
        return moment(number, date1904=date1904)
    return dt.timedelta(milliseconds=round(number * _SECONDS * 1000))


def moment(number: float, *, date1904: bool) -> Cell:
    """The day, or day and time, or time alone, that a number stands for; None for none.

    Args:
        number: of days, as the workbook holds it.
        date1904: whether they count from 1904.
    """
    if not 0 <= number <= _LAST:
        return None
    if number < 1:
        minutes, second = divmod(min(round(number * _SECONDS), _SECONDS - 1), 60)
        return dt.time(*divmod(minutes, 60), second)
    days = number + 1 if number < _LEAP and not date1904 else number
    try:
        found = dt.datetime.combine(_FIRST[date1904], dt.time()) + dt.timedelta(
            milliseconds=round(days * _SECONDS * 1000)
        )
    except OverflowError:
        return None
    return found.date() if found.time() == dt.time() else found
