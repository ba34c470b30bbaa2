"""How a mended outline is told: with its surface before and after only where these differ."""

from __future__ import annotations

from typing import Final

MADE_VALID: Final = "geometry_made_valid"
ALIKE: Final = "geometry_made_valid_alike"
CODES: Final = (MADE_VALID, ALIKE)
_LEAST_M2: Final = 1.0  # less is nothing that a boundary would be looked at for


def code_of(before_m2: float | None, after_m2: float | None) -> str:
    """The code of the sentence on an outline that was made valid; surfaces in m², None unknown."""
    if before_m2 is None or after_m2 is None:
        return MADE_VALID
    return ALIKE if abs(after_m2 - before_m2) < _LEAST_M2 else MADE_VALID
