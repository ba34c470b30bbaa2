"""Whether what lies in a project's folder under our own names is what we would have put there.

A folder that somebody hands over may hold a link or a pipe in the place of a file that opening
writes, truncates or waits for: the lock would empty what the link points to.
"""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

from greenshield.domain.errors import UnreadableError
from greenshield.project.layout import Layout


def refuse_foreign(layout: Layout) -> None:
    """Refuses a project in which a file of ours is no plain file, or a folder no real folder.

    Raises:
        UnreadableError: ``project_part_foreign``; nothing was opened.
    """
    partial = layout.sums.with_name(layout.sums.name + ".partial")
    beside = (*layout.locked, layout.sums, partial)
    for file in beside:
        if file != layout.database:  # that may lie elsewhere: it is judged by what it holds
            _refuse(file, stat.S_ISREG)
    for folder in (layout.media, layout.derived, layout.backups, layout.orphans):
        _refuse(folder, stat.S_ISDIR)


def _refuse(part: Path, is_ours: Callable[[int], bool]) -> None:
    try:
        mode = part.lstat().st_mode
    except OSError:
        return  # not there, or not to be looked at: then it can't be opened either
    if not is_ours(mode):
        raise UnreadableError("project_part_foreign", file=part.parent.name, part=part.name)
