"""Words of the domain at the head of a line or on a button."""

from __future__ import annotations

from ui.words import capital


def headed(text: str) -> str:
    """The text with a capital at its beginning; Chinese has none."""
    return capital(text)
