"""Who may change a project's basemaps: somebody who acts, in a project that is open for writing.

No event speaks of basemaps, so nothing below would ask. Every function that writes, moves or
deletes one of their bytes is given a session and gets its project from here; a new verb can't
write past it without a writer of its own.
"""

from __future__ import annotations

from greenshield.project.project import Project
from greenshield.services.session import Session


def written_by(session: Session) -> Project:
    """The project that somebody is about to change.

    Raises:
        SurroundingsError: ``project_read_only``.
        UsageError: ``actor_needed``: nobody is signed in.
    """
    session.project.need_writable()
    _ = session.who
    return session.project
