"""Compares the database file with its sums, byte for byte, before anything is read from it."""

from __future__ import annotations

from greenshield.log.chain import Broken
from greenshield.project import page_sums
from greenshield.project.layout import Layout
from greenshield.project.page_sums import PAGE, Sums

_TRIES = 3


def inspect_pages(layout: Layout) -> tuple[bool, list[Broken]]:
    """Names every page that is not as it was when the project was closed.

    Returns:
        Whether sums hold, and what is broken. They don't hold while the project is open for
        writing, nor after a crash until it was opened and closed again, nor where writers came
        and went each time that it was compared.

    Raises:
        OSError: the database can't be read.
    """
    for _ in range(_TRIES):
        try:
            sums = page_sums.load(layout.sums)
        except FileNotFoundError:
            return False, [Broken("sums_missing", layout.sums.name)]
        except (OSError, ValueError):
            return False, [Broken("sums_altered", layout.sums.name)]
        if sums is None:
            return False, []
        broken = _differing(layout, sums)
        # Whoever writes changes the note before the first byte, and again on closing.
        if not broken or _still_stand(layout, sums):
            return True, broken
    return False, []


def _differing(layout: Layout, sums: Sums) -> list[Broken]:
    broken = [_page(layout, run) for run in page_sums.changed(sums, layout.database)]
    if layout.wal.exists() and layout.wal.stat().st_size:
        broken.append(Broken("log_added", layout.wal.name))
    return broken


def _still_stand(layout: Layout, sums: Sums) -> bool:
    try:
        return page_sums.load(layout.sums) == sums
    except (OSError, ValueError):
        return False


def _page(layout: Layout, run: range) -> Broken:
    first, last = run[0], run[-1]
    where = f"{layout.database.name} {first}" + (f"-{last}" if last > first else "")
    return Broken("page_altered", where, {"start": (first - 1) * PAGE, "end": last * PAGE})
