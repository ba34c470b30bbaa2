"""What the reports room asks of the worker.

Services are imported inside the functions: the window imports this file too, and must not wait
for libraries that only the worker needs.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from greenshield.domain.errors import Problem
from ui.tasks.work import Outcome, Work


@dataclass(frozen=True, slots=True)
class Reported:
    """What was written.

    Attributes:
        out: the file.
        problems: what it could not show; that it is a draft.
        issues: how many a summary counts.
    """

    out: Path
    problems: tuple[Problem, ...] = ()
    issues: int = 0


@dataclass(frozen=True, slots=True)
class IssueWords:
    """What people call an issue."""

    issue_id: str
    number: str
    facility_name: str
    state: str


def issue_called(work: Work, word: str) -> IssueWords:
    """The one issue that a number or id means.

    Raises:
        UsageError: none, or several.
    """
    from greenshield.services import lookup

    state = lookup.issue(work.project, word)
    number = state.get("issue_no") or state.get("clue_no") or state.entity_id
    name = state.get("facility_name")
    return IssueWords(state.entity_id, str(number), str(name or ""), state.state)


def closure(
    work: Work, issue_id: str, out: Path, as_of: str, lang: str, photos: str = "print"
) -> Reported:
    """Writes a closure report; its photos are copies of one of the sizes that reports know."""
    from greenshield.services import calendar, report_closure

    work.progress.step("", 0, 0)
    problems = report_closure.make(
        work.session, issue_id, out, as_of=calendar.day(as_of), lang=lang, photos=photos
    )
    return Reported(out, tuple(problems))


def pack(
    work: Work, issue_id: str, out: Path, as_of: str, lang: str, photos: str = "print"
) -> Outcome:
    """Writes an archive pack; it is signed by this device."""
    return Outcome(closure(work, issue_id, out, as_of, lang, photos))


def summary(work: Work, out: Path, cutoff: str, lang: str) -> Reported:
    """Writes the county summary as it stood at the end of a day."""
    from greenshield.services import calendar, report_summary

    work.progress.step("", 0, 0)
    made = report_summary.make(work.project, out, cutoff=calendar.day(cutoff), lang=lang)
    return Reported(out, (), made.issues)
