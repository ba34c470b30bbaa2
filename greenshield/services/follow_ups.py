"""What a record that was just written asks for next, where it does nothing of that by itself.

An extension allows a later deadline and sets none; progress that reaches the plan ends no measure;
a referral and an objection wait for their next day. Who writes one is told at once.
"""

from __future__ import annotations

from typing import Any, Final

from greenshield.domain import dates, record_states, views, workflow
from greenshield.domain.edits import deadline_change_missing
from greenshield.domain.errors import Problem
from greenshield.domain.state import IssueState, RecordState
from greenshield.services import figures, lookup, records
from greenshield.services.session import Session

_END: Final = 8  # letters of an id that are enough to name a record
_WHOLE: Final = 100
_OF_REFERRAL: Final = {
    "draft": "referral_to_send", "sent": "referral_to_receive", "received": "referral_to_conclude",
}  # fmt: skip


def of(session: Session, word: str, record: str) -> list[Problem]:
    """What a record of an issue asks for next; none where nothing is left to do.

    Args:
        session: where.
        word: which issue.
        record: as of ``records.find``.

    Returns:
        Problems that are not fatal, whose remedy is the next command. It wants ``project`` and
        ``issue`` besides their parameters; ``record`` names the record as a command takes it.

    Raises:
        UsageError: no such issue or record.
    """
    issue = lookup.issue(session.project, word)
    found = records.find(issue, record)
    told = {
        "extension": _extension, "progress": _progress, "objection": _objection,
        "referral": _referral,
    }.get(found.kind)  # fmt: skip
    code, params = told(issue, found) if told is not None else ("", {})
    if not code:
        return []
    return [Problem(code, params={"record": found.record_id[-_END:]} | params, fatal=False)]


_Told = tuple[str, dict[str, Any]]
_NOTHING: Final[_Told] = ("", {})


def _extension(issue: IssueState, record: RecordState) -> _Told:
    """That the deadline is still the old one, as long as it can be changed by the extension."""
    to_date, now = record.get("to_date"), issue.get("deadline")
    if not isinstance(to_date, str) or not dates.is_date(to_date):
        return _NOTHING
    undone = views.is_undone(issue.state, workflow.origin(issue.state, issue.history()))
    if not undone or (isinstance(now, str) and now >= to_date):
        return _NOTHING
    if deadline_change_missing(issue, to_date):
        return _NOTHING
    return "extension_to_apply", {"deadline": now or "", "to_date": to_date}


def _progress(issue: IssueState, record: RecordState) -> _Told:
    """That a measure is done by what its progress tells, and does not say so itself."""
    measure = next(
        (m for m in issue.records_of("measure") if m.record_id == record.get("measure")), None
    )
    if measure is None or not figures.is_of_the_works(record):
        return _NOTHING
    if not record_states.is_open("measure", measure.get):
        return _NOTHING
    planned, done = measure.get("quantity"), figures.done_so_far(issue, measure)
    reached = isinstance(planned, int | float) and done is not None and 0 < planned <= done
    if not reached and record.get("pct") != _WHOLE:
        return _NOTHING
    quantity = done if done is not None else planned
    return "measure_to_finish", {
        "record": measure.record_id[-_END:], "on": record.occurred_on,
        "quantity": f"{quantity:.12g}" if isinstance(quantity, int | float) else "",
        "unit": str(measure.get("unit") or ""),
    }  # fmt: skip


def _objection(_: IssueState, record: RecordState) -> _Told:
    return (
        ("objection_to_answer", {}) if record_states.is_open(record.kind, record.get) else _NOTHING
    )


def _referral(_: IssueState, record: RecordState) -> _Told:
    stage = record_states.state_of(record.kind, record.get) or ""
    code = _OF_REFERRAL.get(stage)
    return (code, {"to_unit": str(record.get("to_unit") or "")}) if code else _NOTHING
