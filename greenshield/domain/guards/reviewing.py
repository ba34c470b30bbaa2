"""The city's review: it was on the spot, and it signed."""

from __future__ import annotations

from greenshield.domain.casefile import CaseFile, SeenRecord
from greenshield.domain.errors import Missing
from greenshield.domain.guards.guard import Guard, by_tier

_CITY = "city"


def on_site_record(case: CaseFile) -> list[Missing]:
    """A field check or an on-site document by the city, made since the county's self-check."""
    since = _submitted_on(case)
    found = case.records("check")
    found += [r for r in case.records("document") if r.get("doc_kind") == "on_site" and r.documents]
    if any(_in_time(case, r, since) and by_tier(case, r, _CITY) for r in found):
        return []
    return [Missing("on_site_record_missing", {"since": since}, "check")]


def signed_opinion(case: CaseFile) -> list[Missing]:
    """The city's opinion: text, signer and day, given since the county's self-check."""
    since = _submitted_on(case)
    opinions = [r for r in case.records("opinion") if r.get("tier") == _CITY]
    for record in opinions:
        signed = record.text("text") and record.text("signer") and record.text("signed_on")
        if signed and _in_time(case, record, since) and by_tier(case, record, _CITY):
            return []
    return [Missing("opinion_missing", {"tier": _CITY, "since": since}, "opinion")]


def _in_time(case: CaseFile, record: SeenRecord, since: str) -> bool:
    return since <= record.occurred_on <= (case.occurred_on or record.occurred_on)


def _submitted_on(case: CaseFile) -> str:
    submitted = case.last("self_check")
    return "" if submitted is None else submitted.occurred_on


GUARDS = (
    Guard("on_site_record", "市级现场核查记录", "the city's on-site record", on_site_record),
    Guard("signed_opinion", "市级签字意见", "the city's signed opinion", signed_opinion),
)
