"""Lines of longitude and latitude at round steps, and how degrees are written."""

from __future__ import annotations

import math
from typing import Final

# Parts of a second, then seconds, minutes and degrees that divide the next larger unit.
STEPS_DEG: Final = tuple(
    unit * n
    for unit, counts in (
        (1 / 3600, (0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 20, 30)),
        (1 / 60, (1, 2, 5, 10, 15, 20, 30)),
        (1.0, (1, 2, 5, 10, 15, 30)),
    )
    for n in counts
)
_EXACT: Final = 1e-9  # of a unit: a step that was computed counts as the round one


def step(span_deg: float, most: int) -> float:
    """The smallest round step that gives at most so many lines over a span of degrees."""
    return next((s for s in STEPS_DEG if span_deg / s <= most), STEPS_DEG[-1])


def lines(low_deg: float, high_deg: float, step_deg: float) -> list[float]:
    """The multiples of a step from ``low_deg`` to ``high_deg``, both included."""
    first = math.ceil(low_deg / step_deg - _EXACT)
    last = math.floor(high_deg / step_deg + _EXACT)
    return [n * step_deg for n in range(first, last + 1)]


def label(degrees: float, step_deg: float, axis: str) -> str:
    """Degrees as a map's edge shows them, such as 126°15′E: no finer than its lines stand apart.

    Args:
        degrees: signed; for a longitude any turn, brought into -180 to 180.
        step_deg: between the lines.
        axis: ``lon`` or ``lat``.
    """
    decimals = int(step_deg * 3600 < 1 - _EXACT)
    whole, minutes, seconds, side = _parts(degrees, axis, decimals)
    text = f"{whole}°"
    if step_deg < 1 or minutes:
        text += f"{minutes:02d}′"
    if step_deg * 60 < 1 - _EXACT:
        text += f"{seconds}″"
    return text + side


def _parts(degrees: float, axis: str, decimals: int) -> tuple[int, int, str, str]:
    """Whole degrees, minutes, seconds as written, and the side of the globe."""
    value = (degrees + 180) % 360 - 180 if axis == "lon" and abs(degrees) > 180 else degrees
    ticks = round(abs(value) * 3600 * 10**decimals)  # rounded once: never 60″
    whole, part = divmod(ticks, 10**decimals)
    minutes, seconds = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    fraction = f".{part:0{decimals}d}" if decimals else ""
    side = ("EW" if axis == "lon" else "NS")[int(value < 0)] if ticks else ""
    return hours, minutes, f"{seconds:02d}{fraction}", side
