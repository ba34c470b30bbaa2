"""What the room says of a marker."""

from __future__ import annotations

from ui import words
from ui.words import translate


def kind(code: str) -> str:
    """What a marker is; "" where nobody said."""
    return words.label("marker_kind", code) if code else ""


def condition(code: str) -> str:
    """How it was found."""
    return words.label("marker_condition", code) if code else translate("Markers", "unknown")


def place(lon: float | None, lat: float | None) -> str:
    """A position in degrees, "" where there is none."""
    return "" if lon is None or lat is None else f"{lon:.6f}, {lat:.6f}"


def titled(number: str) -> str:
    """A marker by its number."""
    return translate("Markers", "Marker {number}").format(number=number)
