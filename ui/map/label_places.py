"""Where a label may stand beside or on its feature, the best place first."""

from __future__ import annotations

ROOMY = 3.0  # heights of a label: a shape so wide has room for it off its middle too
APART = 1.15  # heights between two of a shape's places
Shift = tuple[float, float]


def of_shape(height: float, size: float) -> list[Shift]:
    """Off the middle of a shape, logical pixels to the right and down.

    Args:
        height: of the label, logical pixels.
        size: of the shape's wider side, logical pixels.
    """
    steps = [0.0]
    for n in (1, 2):
        if size >= 2 * ROOMY * n * height:
            steps += [n * APART * height, -n * APART * height]
    return [(0.0, step) for step in steps]


def of_spot(width: float, height: float, down: float) -> list[Shift]:
    """Beside a point or a small shape: beneath it, above it, to its right, to its left.

    Args:
        width: of the label, logical pixels.
        height: of the label, logical pixels.
        down: how far beneath the place its middle is at best.
    """
    aside = width / 2 + max(down - 0.25 * height, 0.0)
    return [(0.0, down), (0.0, -down), (aside, 0.0), (-aside, 0.0)]
