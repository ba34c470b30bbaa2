"""Photos that are dragged from room to room, by their hashes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QMimeData

_KIND: Final = "application/x-greenshield-photos"
_HASH: Final = 64  # characters


def packed(photos: Iterable[str]) -> QMimeData:
    """What is dragged."""
    data = QMimeData()
    data.setData(_KIND, "".join(photos).encode("ascii"))
    return data


def photos_in(data: QMimeData) -> tuple[str, ...]:
    """The photos that are dragged; none where it is something else."""
    if not data.hasFormat(_KIND):
        return ()
    text = bytes(data.data(_KIND).data()).decode("ascii", "replace")
    return tuple(text[at : at + _HASH] for at in range(0, len(text), _HASH))
