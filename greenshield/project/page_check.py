"""Compares the database file with its sums, byte for byte, before anything is read from it."""

from __future__ import annotations

from greenshield.log.chain import Broken
from greenshield.project import page_sums
from greenshield.project.engine import PLAIN_HEADER
from greenshield.project.layout import Layout
from greenshield.project.page_sums import PAGE, Sums

_TRIES = 3
_HEADER = 100


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
    runs = page_sums.changed(sums, layout.database)
    there, then = layout.database.stat().st_size, len(sums) * PAGE
    broken: list[Broken] = []
    if there < then:
        lost = {"size": there, "closed": then, "lost": then - there}
        broken.append(Broken("page_cut_off", layout.database.name, lost))
        whole = (range(run.start, min(run.stop, there // PAGE + 1)) for run in runs)
        runs = [run for run in whole if run]
    broken += [_page(layout, run) for run in runs]
    if layout.wal.exists() and layout.wal.stat().st_size:
        broken.append(Broken("log_added", layout.wal.name))
    return broken


def lost_bytes(layout: Layout) -> int:
    """How many bytes a database that nobody has open lacks at its end, by its own header.

    None of an encrypted one, of which nobody can say, and beside a log, whose pages may be the
    ones ("The Database Header", sqlite.org/fileformat2.html, 1.3).
    """
    lost = _lost_bytes(layout)
    return min(lost, _lost_bytes(layout)) if lost else 0  # a writer may have been at its end


def _lost_bytes(layout: Layout) -> int:
    with layout.database.open("rb") as stream:
        head = stream.read(_HEADER)
    if not head.startswith(PLAIN_HEADER) or len(head) < _HEADER or layout.wal.exists():
        return 0
    size = int.from_bytes(head[16:18], "big")
    whole = int.from_bytes(head[28:32], "big") * (65536 if size == 1 else size)
    counts = head[24:28] == head[92:96]  # else an old program wrote it, which kept no count
    return max(0, whole - layout.database.stat().st_size) if counts else 0


def _still_stand(layout: Layout, sums: Sums) -> bool:
    try:
        return page_sums.load(layout.sums) == sums
    except (OSError, ValueError):
        return False


def _page(layout: Layout, run: range) -> Broken:
    first, last = run[0], run[-1]
    where = f"{layout.database.name} {first}" + (f"-{last}" if last > first else "")
    return Broken("page_altered", where, {"start": (first - 1) * PAGE, "end": last * PAGE})
