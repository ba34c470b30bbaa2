"""Today, as a Chinese calendar date: the one place where a use case reads the clock."""

from __future__ import annotations

import re
from datetime import date, datetime

from greenshield.domain.dates import CHINA
from greenshield.domain.errors import UsageError


def today() -> str:
    """Today's date in China, ISO 8601."""
    return datetime.now(CHINA).date().isoformat()


def day(given: str) -> str:
    """A ``--on`` or ``--as-of`` date, today where none was given.

    Raises:
        UsageError: it is no date of the form YYYY-MM-DD.
    """
    if not given:
        return today()
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", given):
            return date.fromisoformat(given).isoformat()
    except ValueError:
        pass
    raise UsageError("date_malformed", given=given)
