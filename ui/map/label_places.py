"""Where a label may stand beside or on its feature, the best place first."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ui.map.layer_data import Flags, Floats

EDGE = 2.0  # logical pixels that are kept free beside a label
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


class Ground:
    """What of a view is taken, by labels and by what else stands on the map; logical pixels.

    Args:
        width, height: of the view.
        kept: left, top, right and bottom of what no label may lie on, shape (n, 4).
        most: how many labels may be laid at most.
    """

    def __init__(self, width: float, height: float, kept: Floats, most: int) -> None:
        self._width, self._height = width, height
        self._taken = np.concatenate([kept, np.zeros((most, 4))])
        self._count = len(kept)

    def lay(
        self, middle: Sequence[float], width: float, height: float, shifts: Sequence[Shift]
    ) -> Shift | None:
        """Takes the first place that is within the view and free; None where there is none.

        Args:
            middle: of the feature, x and y.
            width: of the label.
            height: of the label.
            shifts: off that middle, the best place first.
        """
        x, y = width / 2 + EDGE, height / 2
        inside = [
            (shift, (across - x, down - y, across + x, down + y))
            for shift in shifts
            for across, down in ((middle[0] + shift[0], middle[1] + shift[1]),)
            if x <= across <= self._width - x and y <= down <= self._height - y
        ]
        if not inside:
            return None
        boxes = np.array([box for _, box in inside])
        free = np.flatnonzero(~_meets(self._taken[: self._count], boxes))
        if not len(free):
            return None
        self._taken[self._count] = boxes[free[0]]
        self._count += 1
        return inside[int(free[0])][0]


def _meets(taken: Floats, boxes: Floats) -> Flags:
    """Which of some boxes meet one that is taken."""
    low, high = boxes[:, None, :2], boxes[:, None, 2:]
    across = (taken[:, 0] < high[:, :, 0]) & (taken[:, 2] > low[:, :, 0])
    meets = across & (taken[:, 1] < high[:, :, 1]) & (taken[:, 3] > low[:, :, 1])
    return np.asarray(meets.any(axis=1))
