"""What the worker does for a county's own template of the closure report.

Services are imported inside the functions: the window imports this file too.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from greenshield.domain.errors import Problem
from ui.tasks.work import Outcome, Work


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found of a template.

    Attributes:
        name: of the file.
        used: how many fields it asks for.
        problems: what is wrong, each with its field.
        usable: reports can be made with it.
    """

    name: str
    used: int
    problems: tuple[Problem, ...]
    usable: bool


def in_force(work: Work) -> str:
    """The name of the template that the project uses, "" for the built-in one."""
    from greenshield.services import report_templates

    kept = report_templates.in_force(work.project)
    return "" if kept is None else kept.name


def check(work: Work, file: Path) -> Looked:
    """Looks at a template; nothing is written.

    Raises:
        UnreadableError: it is no Word document.
    """
    from greenshield.services import report_templates

    work.progress.step("", 0, 0)
    found = report_templates.check(file)
    return Looked(found.name, len(found.used), found.problems, found.usable)


def use(work: Work, file: Path) -> Outcome:
    """Makes a template the project's; its name.

    Raises:
        RefusedError, UnreadableError: as ``report_templates.use`` does.
    """
    from greenshield.services import report_templates

    found, changes = report_templates.use(work.session, file)
    return Outcome(found.name, changes)


def drop(work: Work) -> Outcome:
    """Makes the built-in template the project's again; "" for its name."""
    from greenshield.services import report_templates

    return Outcome("", report_templates.drop(work.session))


def write(work: Work, out: Path) -> Path:
    """Writes the template that the project uses out, to change it."""
    from greenshield.services import report_templates

    report_templates.write(work.project, out)
    return out
