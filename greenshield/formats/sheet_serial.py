"""Days and times out of the numbers by which workbooks hold them, and the formats for them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from greenshield.formats.sheet_grid import Cell

PERCENTS = frozenset((9, 10))  # numbers of built-in formats, ECMA-376 18.8.30
DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.')
_BRACKETS = re.compile(r"\[[^\]]*\]")
_SPAN = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_LAST = 2_958_465  # 9999-12-31
_FIRST = {False: dt.date(1899, 12, 30), True: dt.date(1904, 1, 1)}
_SECONDS = 86_400
_LEAP = 60  # the day that 1900 did not have: the days before it are one later than counted


@dataclass(frozen=True, slots=True)
class Styles:
    """Indexes of a workbook's cell styles, by what they show."""

    percents: frozenset[int] = frozenset()
    dates: frozenset[int] = frozenset()

    @classmethod
    def of(cls, formats: Mapping[int, str], styles: Sequence[int]) -> Styles:
        """Judges styles by their number formats.

        Args:
            formats: number -> code, of the workbook's own.
            styles: of each the number of its format.
        """

        def having(shows: Callable[[str], bool], built_in: frozenset[int]) -> frozenset[int]:
            known = {n: shows(formats[n]) if n in formats else n in built_in for n in set(styles)}
            return frozenset(index for index, n in enumerate(styles) if known[n])

        return cls(having(is_percent, PERCENTS), having(is_date, DATES))


def is_percent(code: str) -> bool:
    """Whether a number format shows a percentage."""
    return "%" in _QUOTED.sub("", code)


def is_date(code: str) -> bool:
    """Whether a number format shows a day or a time; a span of hours is no such."""
    plain = _QUOTED.sub("", code.partition(";")[0])
    if _SPAN.search(plain) or plain.strip().casefold() == "general":
        return False
    return re.search("[ymdhs年月日]", _BRACKETS.sub("", plain), re.IGNORECASE) is not None


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
