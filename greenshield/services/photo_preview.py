"""The first pictures of files that are to be imported, so that a person sees which card it is.

Nothing is stored. The small picture that a camera embeds is enough, so a few take milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from greenshield.domain.errors import GreenShieldError, Problem
from greenshield.formats.thumbnails import make_thumbnail
from greenshield.services.photo_files import Candidate, candidates
from greenshield.services.progress import SILENT, Progress

_TRIES: Final = 4  # files looked at for each picture wanted: a folder may hold broken ones alone

Shown = Callable[[str, bytes], None]
"""Told the name of a file and its small picture, a JPEG."""


def previews(
    paths: Sequence[Path], most: int, size: int, shown: Shown, progress: Progress = SILENT
) -> int:
    """Small pictures of the first and the last files that an import would take.

    Args:
        paths: files and folders, as for an import.
        most: how many pictures.
        size: their longer side, pixels.
        shown: told each as it is made.
        progress: may stop it between two.

    Returns:
        How many there were; a file that is no picture, or broken, has none.
    """
    problems: list[Problem] = []
    found = [one for one in candidates(paths, problems) if one.claimed]
    made = 0
    for one in _spread(found, most):
        if made == most:
            break
        progress.step("", made, most)
        try:
            picture = make_thumbnail(one.path, size, quick=True)
        except (GreenShieldError, OSError):
            continue
        made += 1
        shown(one.name, picture)
    return made


def _spread(found: Sequence[Candidate], most: int) -> Iterator[Candidate]:
    """Files evenly from the first to the last, and then those between, up to a bound."""
    if len(found) <= most * _TRIES:
        chosen = list(range(len(found)))
    else:
        step = (len(found) - 1) / (most * _TRIES - 1)
        chosen = [round(n * step) for n in range(most * _TRIES)]
    order = [*chosen[::_TRIES], *(n for at, n in enumerate(chosen) if at % _TRIES)]
    if len(found) <= most:
        order = chosen
    yield from (found[n] for n in order)
