"""How directories lie in a TIFF structure: byte order, and the wider numbers of BigTIFF.

TIFF 6.0, section 2; BigTIFF as libtiff describes it (https://libtiff.gitlab.io/libtiff/specification/bigtiff.html).
"""

from __future__ import annotations

from dataclasses import dataclass
from struct import Struct
from typing import Final


@dataclass(frozen=True, slots=True)
class Layout:
    """One of the four layouts.

    Attributes:
        order: "I" little-endian, "M" big-endian, as exifread names them.
        mark: the same for :mod:`struct`.
        count: how many entries a directory has; stands at its beginning.
        entry: tag, type and number of values of an entry; its value, or where that is, follows.
        pointer: an offset; as long as a value may be that stands in the entry itself.
        first: where the offset of the first directory stands.
    """

    order: str
    mark: str
    count: Struct
    entry: Struct
    pointer: Struct
    first: int

    @property
    def value_at(self) -> int:
        """Where in an entry its value or pointer begins."""
        return self.entry.size - self.pointer.size


def _plain(order: str, mark: str) -> Layout:
    return Layout(order, mark, Struct(mark + "H"), Struct(mark + "HHI4x"), Struct(mark + "I"), 4)


def _big(order: str, mark: str) -> Layout:
    return Layout(order, mark, Struct(mark + "Q"), Struct(mark + "HHQ8x"), Struct(mark + "Q"), 8)


_PLAIN: Final = {b"II": _plain("I", "<"), b"MM": _plain("M", ">")}
_BIG: Final = {b"II+\0\x08\0\0\0": _big("I", "<"), b"MM\0+\0\x08\0\0": _big("M", ">")}


def layout_of(head: bytes) -> Layout | None:
    """The layout by a structure's first eight bytes; None where it is no TIFF structure.

    The number 42 is not asked for: raw files have others there, and some writers none.
    """
    return _BIG.get(head[:8]) or _PLAIN.get(head[:2])
