"""Chinese calendar dates as text: whole (2019-05-03), partial (2019, 2019-05), working days.

Nothing here knows today. Text is read the way people type it: ``2019年5月3日``, ``2019/5/3``,
``20190503``, full-width digits.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from datetime import date, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))  # one time for the whole country, without summer time
FIRST_YEAR, LAST_YEAR = 1800, 2199

_WHOLE = re.compile(r"^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$")
_PACKED = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_TIME = re.compile(r"^(.{8,11}?)[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$")
_MONTH = re.compile(r"^(\d{4})[-/.年](\d{1,2})月?$")
_PACKED_MONTH = re.compile(r"^(\d{4})(\d{2})$")
_YEAR = re.compile(r"^(\d{4})年?$")


def parse_date(raw: object) -> str | None:
    """ISO text of a whole date, or None where ``raw`` is none between 1800 and 2199.

    A moment (``datetime``, or text with a time) is taken as its date; one with an offset is
    first brought to Chinese time.
    """
    if isinstance(raw, datetime):
        return _in_range((raw.astimezone(CHINA) if raw.tzinfo else raw).date())
    if isinstance(raw, date):
        return _in_range(raw)
    text = _plain(raw)
    if _TIME.match(text):
        return _moment_date(text)
    match = _WHOLE.match(text) or _PACKED.match(text)
    return _built(*match.groups()) if match else None


def parse_partial(raw: object) -> str | None:
    """ISO text of a date of which the day, or month and day, may be unknown; else None."""
    whole = parse_date(raw)
    if whole is not None:
        return whole
    text = _plain(raw)
    year = _YEAR.match(text)
    if year:
        return year[1] if _built(year[1], "1", "1") else None
    month = _MONTH.match(text) or _PACKED_MONTH.match(text)
    if month and _built(month[1], month[2], "1"):
        return f"{month[1]}-{int(month[2]):02d}"
    return None


def parse_moment(raw: object) -> str | None:
    """ISO text of a moment, with its offset where one is given; a date alone is no moment."""
    if isinstance(raw, datetime):
        return raw.isoformat() if _in_range(raw.date()) else None
    text = _plain(raw)
    try:
        moment = datetime.fromisoformat(
            re.sub(r"^(\d{4})[:/](\d{2})[:/](\d{2}) ", r"\1-\2-\3 ", text)
        )
    except ValueError:
        return None
    return moment.isoformat() if len(text) > 10 and _in_range(moment.date()) else None


def day_of(moment: object) -> str | None:
    """The Chinese calendar date of a moment's or date's ISO text, or None.

    A moment without an offset is taken as Chinese time.
    """
    return parse_date(moment) if isinstance(moment, str) else None


def china_time(moment: object, offset: str = "") -> str:
    """A moment's ISO text in Chinese time, to the second, without an offset: such texts sort.

    ``offset`` (``+08:00``) is of a moment that has none of its own; with neither it is taken as
    Chinese time. Text that is no moment stands as it is; what is no text is "".
    """
    if not isinstance(moment, str):
        return ""
    try:
        read = datetime.fromisoformat(moment)
        if read.tzinfo is None and offset:
            read = datetime.fromisoformat(f"{read.isoformat()}{offset}")
        local = read.astimezone(CHINA) if read.tzinfo else read
    except (ValueError, OverflowError):
        return moment
    return local.replace(tzinfo=None).isoformat(timespec="seconds") if len(moment) > 10 else moment


def is_date(value: object) -> bool:
    """True for the ISO text of a whole date, exactly as this module writes it."""
    return isinstance(value, str) and len(value) == 10 and parse_date(value) == value


def days_between(first: str, last: str) -> int:
    """Calendar days from first to last, both counted; 0 where last lies before first."""
    span = date.fromisoformat(last) - date.fromisoformat(first)
    return max(0, span.days + 1)


def working_days_between(
    first: str, last: str, holidays: Collection[str], made_up: Collection[str]
) -> int:
    """Working days from first to last, both counted.

    Monday to Friday, less ``holidays``, plus the weekend days that are worked (``made_up``),
    as the State Council's yearly notice lists them.
    """
    day, count = date.fromisoformat(first), 0
    for _ in range(days_between(first, last)):
        iso = day.isoformat()
        count += iso in made_up or (day.weekday() < 5 and iso not in holidays)
        day += timedelta(days=1)
    return count


def _plain(raw: object) -> str:
    if isinstance(raw, bool) or not isinstance(raw, str | int):
        return ""
    text = unicodedata.normalize("NFKC", str(raw)).strip() if len(str(raw)) <= 64 else ""
    return re.sub(r"\s*([-/.年月日])\s*", r"\1", text)


def _built(year: str, month: str, day: str) -> str | None:
    try:
        return _in_range(date(int(year), int(month), int(day)))
    except ValueError:
        return None


def _in_range(day: date) -> str | None:
    return day.isoformat() if FIRST_YEAR <= day.year <= LAST_YEAR else None


def _moment_date(text: str) -> str | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        match = _TIME.match(text)
        return parse_date(match[1]) if match else None
    return _in_range((moment.astimezone(CHINA) if moment.tzinfo else moment).date())
