"""The facts of a JPEG read ahead of its bytes, and whether they are of those bytes.

Reading facts needs the file's head and its end. Once some megabytes have gone through the
processor's caches, the program itself has to be fetched anew for that; so it is done for a few
photos in a row, before the bytes of any are read. Only what was read is believed: it is noted,
and compared with the bytes that are kept.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from greenshield.domain.errors import GreenShieldError
from greenshield.formats.photos import PhotoFacts, read_photo
from greenshield.formats.photos_end import begins_another
from greenshield.formats.photos_source import Noted

_MOST_NOTED: Final = 1 << 20  # bytes; facts of most photos need a tenth of it
_JPEG: Final = b"\xff\xd8"


@dataclass(frozen=True, slots=True)
class Ahead:
    """Facts, and all the bytes that they were read from.

    Attributes:
        facts: of the photo.
        size: of the file, bytes.
        pieces: place in the file and bytes of each piece that was read.
    """

    facts: PhotoFacts
    size: int
    pieces: tuple[tuple[int, bytes], ...]

    def is_of(self, data: bytes) -> bool:
        """Whether these bytes of a whole file would give the same facts."""
        return (
            len(data) == self.size
            and all(data.startswith(piece, at) for at, piece in self.pieces)
            and not begins_another(data)
        )


def read_ahead(path: Path, name: str) -> Ahead | None:
    """The facts of a JPEG by its head and its end.

    None where it is no JPEG, needs more than that, or can't be read: whoever reads the whole of
    it tells why.

    Args:
        path: where it is.
        name: the file's name; a time may stand in it.
    """
    try:
        with Noted(path, _MOST_NOTED) as noted:
            noted.begin()
            if not noted.head.startswith(_JPEG):
                return None
            facts = read_photo(noted, name)
            return Ahead(facts, noted.size, tuple(noted.pieces)) if noted.is_all else None
    except (OSError, GreenShieldError):
        return None


def facts_of(data: bytes, name: str, ahead: Ahead | None) -> PhotoFacts:
    """The facts of a whole file's bytes: those read ahead where they are of them.

    Raises:
        UnreadableError: ``photo_empty``, ``photo_not_an_image``.
    """
    if ahead is not None and ahead.is_of(data):
        return ahead.facts
    return read_photo(io.BytesIO(data), name)
