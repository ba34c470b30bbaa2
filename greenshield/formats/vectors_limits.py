"""How much of a layer is taken into memory by the readers that run in this process.

A layer's shapes need seven times their bytes in the file while they become boundaries, ten times
where they are small parts by the million; a value of its table needs some hundred bytes.
"""

from __future__ import annotations

from typing import Final

MOST_BYTES: Final = 1 << 30  # of a layer's shapes: 67 million vertices
MOST_CELLS: Final = 30_000_000  # of a layer's table


class OverLimitError(Exception):
    """A layer is larger than what is taken."""


def check_bytes(count: int) -> None:
    """Refuses shapes of more bytes than are taken.

    Raises:
        OverLimitError: there are.
    """
    if count > MOST_BYTES:
        raise OverLimitError


def check_cells(count: int) -> None:
    """Refuses a table of more values than are taken.

    Raises:
        OverLimitError: there are.
    """
    if count > MOST_CELLS:
        raise OverLimitError
