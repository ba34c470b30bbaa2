"""Calendars of a day, each with what it is made of read for itself."""

from __future__ import annotations

from greenshield.domain.actors import Actor
from greenshield.project.project import Project
from greenshield.services import calendars


def of_project(project: Project, as_of: str, lang: str = "zh") -> str:
    """The whole project's."""
    return calendars.of_project(project, calendars.held(project, as_of), lang)


def of_person(project: Project, actor: Actor, as_of: str, lang: str = "zh") -> str:
    """One person's."""
    return calendars.of_person(project, actor, calendars.held(project, as_of), as_of, lang)
