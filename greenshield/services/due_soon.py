"""How many days ahead are *soon*: as somebody types it, else as the user chose."""

from __future__ import annotations

import unicodedata

from greenshield import settings
from greenshield.domain.errors import UsageError


def days(given: str = "") -> int:
    """A number of days; the user's setting where nothing is typed.

    Raises:
        UsageError: ``due_days_impossible``.
        UnreadableError: ``settings_damaged``.
    """
    text = unicodedata.normalize("NFKC", given).strip()
    if not text:
        return settings.load().due_soon
    text = text.removesuffix("天").removesuffix("日").strip()
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text[:9]) <= settings.MOST_DUE_SOON:
        raise UsageError("due_days_impossible", given=given[:40], high=settings.MOST_DUE_SOON)
    return int(text)
