"""Texts of a text table that a spreadsheet would calculate, put so that it does not, and back.

An apostrophe before them keeps them texts (OWASP, CSV injection). One that stood there already gets
another, so that each text comes back as it went.
"""

from __future__ import annotations

from typing import Final

# What makes a spreadsheet calculate a text, also full-width and behind blanks.
_RISKY: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_BREAKS: Final = ("\t", "\r", "\n")
_BLANKS: Final = " \t\r\n\u00a0\u3000\ufeff"
_MARK: Final = "'"


def is_risky(text: str) -> bool:
    """Whether a spreadsheet may calculate a text of a CSV file, or take it for several cells."""
    return text.startswith(_BREAKS) or text.lstrip(_BLANKS).startswith(_RISKY)


def defused(text: str) -> str:
    """The text as a CSV file may hold it."""
    return f"{_MARK}{text}" if is_risky(text.lstrip(_MARK)) else text


def as_meant(text: str) -> str:
    """What a text of a CSV file says: the other way round of :func:`defused`."""
    if text.startswith(_MARK) and is_risky(text.lstrip(_MARK)):
        return text.removeprefix(_MARK)
    return text
