"""Today, as a Chinese calendar date: the one place where a use case reads the clock."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final

from greenshield.domain.dates import CHINA
from greenshield.domain.errors import UsageError

_FORM: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEARS: Final = range(1900, 3000)


def today() -> str:
    """Today's date in China, ISO 8601."""
    return datetime.now(CHINA).date().isoformat()


def day(given: str) -> str:
    """A ``--on`` or ``--as-of`` date, today where none was given.

    Raises:
        UsageError: it is no date of the form YYYY-MM-DD, or of a year that nobody means: days
            before and after it could not be counted.
    """
    if not given:
        return today()
    try:
        found = date.fromisoformat(given) if _FORM.fullmatch(given) else None
    except ValueError:
        found = None
    if found is None:
        raise UsageError("date_malformed", given=given)
    if found.year not in _YEARS:
        raise UsageError("date_beyond", given=given, first=_YEARS[0], last=_YEARS[-1])
    return found.isoformat()
