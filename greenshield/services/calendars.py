"""The calendars of a project: one person's, or everything that has a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from greenshield import messages
from greenshield.domain.actors import Actor
from greenshield.domain.obligations import Obligation
from greenshield.project.project import Project
from greenshield.services import calendar_revisions, deadline_calendar, obligations
from greenshield.services.deadline_calendar import Calendar
from greenshield.services.progress import SILENT, Progress


def held(project: Project, as_of: str, progress: Progress = SILENT) -> list[Obligation]:
    """What the calendars of a day are made of: read once, for however many of them.

    Args:
        project: where.
        as_of: the day asked about, ISO.
        progress: told while issues are read.
    """
    since = obligations.kept_since(as_of)
    return obligations.read(project, as_of=as_of, done_since=since, progress=progress)


def of_person(
    project: Project, actor: Actor, everything: Sequence[Obligation], as_of: str, lang: str
) -> str:
    """One person's calendar, as ``deadline_calendar.text`` writes it.

    Args:
        project: where.
        actor: whose.
        everything: as :func:`held` gives it for the same day.
        as_of: the day asked about, ISO.
        lang: ``zh`` or ``en``.
    """
    found = obligations.of_person(project, actor, everything, as_of=as_of)
    title = messages.text("calendar_name", {"name": actor.name}, lang)
    return _text(project, found, title, lang)


def of_project(project: Project, everything: Sequence[Obligation], lang: str) -> str:
    """The whole project's calendar.

    Args:
        project: where.
        everything: as :func:`held` gives it.
        lang: ``zh`` or ``en``.
    """
    head = project.rows("SELECT name FROM project WHERE id = ?", project.project_id)[0]
    title = messages.text("calendar_county", {"name": str(head["name"] or "")}, lang)
    return _text(project, everything, title, lang)


def _text(project: Project, found: Sequence[Obligation], title: str, lang: str) -> str:
    revisions = calendar_revisions.of(project, found)
    calendar = Calendar(title, datetime.now(UTC), lang)
    return deadline_calendar.text(project.project_id, found, calendar, revisions)
