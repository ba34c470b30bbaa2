"""What is to be said of a record that was written: remarks, which refuse nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from greenshield.domain import fields
from greenshield.domain.errors import Problem
from greenshield.domain.records import HAPPENED
from greenshield.domain.state import IssueState
from greenshield.services import calendar, figures, lookup, people, records, restriction_check
from greenshield.services.issues import parsed
from greenshield.services.session import Session

_SIGNED = ("opinion", "check")  # what counts for a tier only where that tier wrote it
_DECIDING = frozenset({"county", "city", "province"})  # the roles that decide on a plan's deadline


def of_new(
    session: Session,
    word: str,
    kind: str,
    given: Mapping[str, object],
    day: str,
    documents: Sequence[Path] = (),
) -> list[Problem]:
    """Remarks on a record that was added.

    Args:
        session: who acts, where.
        word: which issue.
        kind: of the record.
        given: field -> value as typed.
        day: that it happened on, ISO.
        documents: files that go with it.

    Raises:
        UsageError: an unknown issue or field; a value that it does not take.
    """
    values = parsed(session.project, kind, given)
    issue = lookup.issue(session.project, word)
    doubts = [] if documents else _of_tier(session, kind, values)
    return [*doubts, *_of_days(values), *_of_issue(session, issue, kind, day)]


def of_changed(
    session: Session, word: str, record: str, given: Mapping[str, object], day: str
) -> list[Problem]:
    """Remarks on a record that was changed; its tier counts for who added it.

    Args:
        session: who acts, where.
        word: which issue.
        record: its id, a unique end of it, or its kind where there is one alone.
        given: field -> value as typed, that were written.
        day: that it happened on, ISO.

    Raises:
        UsageError: no such record or field.
    """
    issue = lookup.issue(session.project, word)
    found = records.find(issue, record)
    doubts = []
    tier, author = found.get("tier"), people.by_id(session.project, found.actor)
    is_written = "tier" in fields.by_ids(found.kind, given)
    if is_written and found.kind in _SIGNED and not found.documents and author is not None:
        doubts = _of_other(tier, author.tier, is_own=author.of_tier(str(tier)))
    days = _of_days(parsed(session.project, found.kind, given))
    return [*doubts, *days, *_of_issue(session, issue, found.kind, day)]


def of_figures(session: Session, word: str) -> list[Problem]:
    """A remark on each figure of which the ledger's own field says otherwise than the records.

    Args:
        session: where.
        word: which issue.

    Raises:
        UsageError: an unknown issue.
    """
    return _of_figures(lookup.issue(session.project, word))


def _of_tier(session: Session, kind: str, values: Mapping[str, Any]) -> list[Problem]:
    """A remark where a record speaks for a tier that is not the actor's, without its paper.

    Who extends a deadline changes what a plan was approved with: of somebody who could not have
    approved it, such as an inspector, the number of an approval alone is a transcript too.
    """
    if kind == "extension" and _DECIDING.isdisjoint(session.who.roles):
        return [Problem("extension_by_number", params={"name": session.who.name}, fatal=False)]
    if kind not in _SIGNED:
        return []
    tier = values.get("tier")
    return _of_other(tier, session.who.tier, is_own=session.who.of_tier(str(tier)))


def _of_other(tier: object, own: str, *, is_own: bool) -> list[Problem]:
    if not isinstance(tier, str) or not tier or is_own:
        return []
    return [Problem("record_of_other_tier", params={"tier": tier, "own": own}, fatal=False)]


def _of_days(values: Mapping[str, Any]) -> list[Problem]:
    """A remark on each day that tells of something done and is still to come."""
    today = calendar.today()
    return [
        Problem("record_day_ahead", params={"field": name, "on": on, "today": today}, fatal=False)
        for name, on in values.items()
        if name in HAPPENED and isinstance(on, str) and on > today
    ]


def _of_issue(session: Session, issue: IssueState, kind: str, day: str) -> list[Problem]:
    """A remark on each measure that a negative list bars, and on each figure that differs."""
    barred = restriction_check.remarks(session.project, issue, day) if kind == "measure" else []
    told = [Problem(m.code, params=m.params, fatal=False) for m in barred]
    return [*told, *_of_figures(issue)]


def _of_figures(issue: IssueState) -> list[Problem]:
    return [
        Problem("figure_differs", params=one.plain(), fatal=False)
        for one in figures.differing(issue)
    ]
