"""What the reports room asks of the worker.

Services are imported inside the functions: the window imports this file too, and must not wait
for libraries that only the worker needs.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from greenshield.domain.errors import Problem
from ui.tasks.work import Outcome, Work

if TYPE_CHECKING:
    from greenshield.services.report_making import Options


DRAFTS: Final = frozenset(
    ("report_is_draft", "report_before_closing", "report_of_replaced", "report_of_void",
     "report_of_dismissed")
)  # fmt: skip
"""Codes that say that a report is a draft, and no ground for closing."""


@dataclass(frozen=True, slots=True)
class Reported:
    """What was written.

    Attributes:
        out: the file or folder, of several files the first.
        problems: what it could not show; that it is a draft.
        issues: how many a summary counts, how many packs a package holds.
        more: the other files.
        packed: of packages each file and the ids of the issues in it.
    """

    out: Path
    problems: tuple[Problem, ...] = ()
    issues: int = 0
    more: tuple[Path, ...] = ()
    packed: tuple[tuple[Path, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """How reports are made.

    Attributes:
        as_of: the day that they speak of, as typed; "" for today.
        lang: of the reports.
        photos: how large the copies of photos are, of ``report_closure.PHOTO_SIZES``.
        template: a file, or ``built-in``; "" for the one that the project uses.
    """

    as_of: str = ""
    lang: str = "zh"
    photos: str = "print"
    template: str = ""

    def options(self) -> Options:
        """For the services."""
        from greenshield.services import calendar
        from greenshield.services.report_making import Options

        return Options(calendar.day(self.as_of), self.lang, self.photos, self.template)


@dataclass(frozen=True, slots=True)
class SummaryWish:
    """What a summary is to hold.

    Attributes:
        cutoff: the day at whose end it stands, as typed; "" for today.
        lang: of the workbook.
        by: the tables, of ``report_summary.ROWS``.
        drills: with the sheets of single issues.
        formulas: with figures that calculate, which takes these sheets.
        names: of divisions, each ``code=name``; they go before those that the project knows.
    """

    cutoff: str
    lang: str
    by: tuple[str, ...]
    drills: bool = True
    formulas: bool = True
    names: tuple[str, ...] = ()


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
    name = state.get("facility_name")
    return IssueWords(state.entity_id, state.number, str(name or ""), state.state)


def closure(work: Work, issue_id: str, outs: tuple[Path, ...], made: Made) -> Reported:
    """Writes a closure report, in one form or in two that are drawn once.

    Raises:
        GreenShieldError: as ``report_closure.make`` does.
    """
    from greenshield.services import report_closure, report_making

    work.progress.step("", 0, 0)
    how, out = made.options(), outs[0]
    if len(outs) == 1:
        problems = report_closure.make(
            work.session, issue_id, out, as_of=how.as_of, lang=how.lang, photos=how.photos,
            template=how.template,
        )  # fmt: skip
        return Reported(out, tuple(problems))
    task = report_making.Task(issue_id, outs)
    (found,) = report_making.each(work.session, [task], how, workers=1)
    if found.code:
        raise found.raised()
    return Reported(out, found.problems, more=outs[1:])


def pack(work: Work, issue_id: str, outs: tuple[Path, ...], made: Made) -> Outcome:
    """Writes an archive pack; it is signed by this device."""
    return Outcome(closure(work, issue_id, outs, made))


def summary(work: Work, out: Path, wish: SummaryWish) -> Reported:
    """Writes the county summary as it stood at the end of a day.

    Raises:
        GreenShieldError: a name that is none; as ``report_summary.make`` does.
    """
    from greenshield.services import calendar, division_names, report_summary

    layout = report_summary.Layout(by=wish.by, drills=wish.drills, formulas=wish.formulas)
    made = report_summary.make(
        work.project, out, cutoff=calendar.day(wish.cutoff), lang=wish.lang, layout=layout,
        names=division_names.typed(wish.names), progress=work.progress,
    )  # fmt: skip
    return Reported(out, (), made.issues)


def divisions(work: Work) -> list[tuple[str, str]]:
    """The divisions that the project knows the name of, by code."""
    from greenshield.services import division_names

    return [(one.code, one.name) for one in division_names.listed(work.project)]


def schedule(work: Work, out: Path, days: tuple[str, str, str], lang: str) -> Reported:
    """Writes the schedule of closings; ``issues`` tells how many months it has.

    Args:
        work: where.
        out: the .xlsx.
        days: the day asked about, the first and the last month; each may be "".
        lang: of the workbook.
    """
    from greenshield.services import calendar, overview, schedule_out, schedule_table

    day, first, last = days
    found = schedule_table.read(
        work.project, as_of=calendar.day(day), first=first, last=last, progress=work.progress
    )
    schedule_out.write(found, out, str(overview.of(work.project)["name"] or ""), lang)
    return Reported(out, (), len(found.months))
