"""Words of the domain at the head of a line or on a button."""

from __future__ import annotations


def headed(text: str) -> str:
    """The text with a capital at its beginning; Chinese has none."""
    return text[:1].upper() + text[1:]
