"""Folders that photos are read from, which may go away in the middle: a card that is pulled out.

A file that is gone by itself was moved or deleted. Where its folder is gone too, so is the rest,
and asking a device that is not there for each of a thousand files may take seconds a file.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from greenshield.domain.errors import GreenShieldError, Problem
from greenshield.services.photo_files import Candidate, clean_name

LEFT: Final = "photo_left"
GONE: Final = "photos_source_gone"
_LOST: Final = frozenset(
    ("photo_not_found", "photo_read_failed", "photo_no_permission", "file_not_found",
     "file_unreadable", "file_no_permission")
)  # fmt: skip


class Sources:
    """What is known to be gone; asked by several threads at once."""

    def __init__(self) -> None:
        self._gone: dict[Path, None] = {}

    def is_gone(self, candidate: Candidate) -> bool:
        """True where a folder above a file was found gone before."""
        return any(candidate.path.is_relative_to(place) for place in list(self._gone))

    def took(self, candidate: Candidate, error: GreenShieldError) -> bool:
        """Whether a file, there when it was listed, can't be read since its folder is gone."""
        if error.code not in _LOST or candidate.size < 0:
            return False
        gone = [folder for folder in _above(candidate) if not _answers(folder)]
        if gone:
            self._gone[gone[-1]] = None
        return bool(gone)

    def told(self, left: list[Candidate]) -> list[Problem]:
        """One line for each folder that went away: how many files stayed behind in it."""
        out = []
        for place in list(self._gone):
            count = sum(candidate.path.is_relative_to(place) for candidate in left)
            if count:
                params = {"n": count}
                out.append(Problem(GONE, clean_name(str(place)), params=params, fatal=False))
                left = [c for c in left if not c.path.is_relative_to(place)]
        return out


def left_behind(candidate: Candidate) -> Problem:
    """That a file was not read since its folder is gone."""
    params = {"name": candidate.name}
    return Problem(LEFT, candidate.shown, params=params, fatal=candidate.claimed)


def _above(candidate: Candidate) -> Iterator[Path]:
    """The folders above a file up to the one that was named."""
    folder = candidate.path.parent
    while folder.is_relative_to(candidate.root):
        yield folder
        if folder == folder.parent:
            return
        folder = folder.parent


def _answers(folder: Path) -> bool:
    """False for a folder that can't be listed, or is empty, as where a card was mounted."""
    try:
        with os.scandir(folder) as found:
            return next(found, None) is not None
    except OSError:
        return False
