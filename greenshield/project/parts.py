"""Whether what lies in a project's folder under our own names is what we would have put there.

A folder that somebody hands over may hold a link or a pipe in the place of a file that opening
writes, truncates or waits for: the lock would empty what the link points to.
"""

from __future__ import annotations

import stat
from pathlib import Path

from greenshield.domain.errors import UnreadableError
from greenshield.project.layout import Layout


def refuse_foreign(layout: Layout) -> None:
    """Refuses a project in which a link, a pipe or a device stands for a file or folder of ours.

    A folder for a file, and the other way round, is told by whoever comes upon it. Through a link
    in the place of the database a second process would write it: the lock lies beside the link.

    Raises:
        UnreadableError: ``project_part_foreign``; nothing was opened.
    """
    partial = layout.sums.with_name(layout.sums.name + ".partial")
    folders = (layout.media, layout.derived, layout.backups, layout.orphans)
    for part in (*layout.locked, layout.sums, partial, *folders):
        if _is_foreign(part):
            raise UnreadableError("project_part_foreign", file=layout.name, part=part.name)


def _is_foreign(part: Path) -> bool:
    try:
        mode = part.lstat().st_mode
    except OSError:
        return False  # not there, or not to be looked at: then it can't be opened either
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))
