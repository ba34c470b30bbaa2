"""Lines of longitude and latitude at round steps, and how degrees are written."""

from __future__ import annotations

import math
from typing import Final

# Degrees, minutes and seconds that divide the next larger unit.
STEPS_DEG: Final = tuple(
    unit * n
    for unit, counts in (
        (1 / 3600, (1, 2, 5, 10, 15, 30)),
        (1 / 60, (1, 2, 5, 10, 15, 30)),
        (1.0, (1, 2, 5, 10, 15, 30)),
    )
    for n in counts
)


def step(span_deg: float, most: int) -> float:
    """The smallest round step that gives at most so many lines over a span of degrees."""
    return next((s for s in STEPS_DEG if span_deg / s <= most), STEPS_DEG[-1])


def lines(low_deg: float, high_deg: float, step_deg: float) -> list[float]:
    """The multiples of a step from ``low_deg`` to ``high_deg``, both included."""
    first = math.ceil(low_deg / step_deg - 1e-9)
    last = math.floor(high_deg / step_deg + 1e-9)
    return [n * step_deg for n in range(first, last + 1)]


def dms(degrees: float, axis: str, decimals: int = 0) -> str:
    """Degrees as 126°30′00″E.

    Args:
        degrees: signed; for a longitude any turn, brought into -180 to 180.
        axis: ``lon`` or ``lat``.
        decimals: of the seconds.
    """
    value = (degrees + 180) % 360 - 180 if axis == "lon" and abs(degrees) > 180 else degrees
    ticks = round(abs(value) * 3600 * 10**decimals)  # rounded once: never 60″
    whole, part = divmod(ticks, 10**decimals)
    minutes, seconds = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    fraction = f".{part:0{decimals}d}" if decimals else ""
    side = ("EW" if axis == "lon" else "NS")[int(value < 0)] if ticks else ""
    return f"{hours}°{minutes:02d}′{seconds:02d}{fraction}″{side}"
