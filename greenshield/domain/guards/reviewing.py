"""The city's review: it was on the spot, and it signed."""

from __future__ import annotations

from typing import Any

from greenshield.domain.casefile import CaseFile, SeenRecord
from greenshield.domain.errors import Missing
from greenshield.domain.guards.guard import Guard, by_tier

_CITY = "city"


def on_site_record(case: CaseFile) -> list[Missing]:
    """A field check or an on-site document by the city, made since the county's self-check."""
    return _on_site(case, [r for r in case.records("check") if _says_something(r)])


def any_on_site_record(case: CaseFile) -> list[Missing]:
    """As it was asked once: a check of who and when was enough."""
    return _on_site(case, case.records("check"))


def _on_site(case: CaseFile, found: list[SeenRecord]) -> list[Missing]:
    since = _submitted_on(case)
    found = [*found]
    found += [r for r in case.records("document") if r.get("doc_kind") == "on_site" and r.documents]
    if any(_in_time(case, r, since) and by_tier(case, r, _CITY) for r in found):
        return []
    said = [r for r in case.records("check") if r.get("tier") == _CITY]
    params = _by_others(case, said, since)
    if "n" in params:
        return [Missing("on_site_record_by_others", params, "check")]
    return [Missing("on_site_record_missing", {"since": since}, "check")]


def _says_something(check: SeenRecord) -> bool:
    """A check that holds a verdict, findings or a paper; one of who and when is no evidence."""
    said = isinstance(check.get("is_true"), bool) or bool(check.text("findings"))
    return said or bool(check.documents)


def signed_opinion(case: CaseFile) -> list[Missing]:
    """The city's opinion: text, signer and day, given since the county's self-check."""
    since = _submitted_on(case)
    opinions = [r for r in case.records("opinion") if r.get("tier") == _CITY]
    for record in opinions:
        signed = record.text("text") and record.text("signer") and record.text("signed_on")
        if signed and _in_time(case, record, since) and by_tier(case, record, _CITY):
            return []
    params = _by_others(case, opinions, since)
    if "n" in params:
        return [Missing("opinion_by_others", params, "opinion")]
    return [Missing("opinion_missing", params, "opinion")]


def _by_others(case: CaseFile, said: list[SeenRecord], since: str) -> dict[str, Any]:
    """The tier and the day, and how many of these records others wrote down for the city."""
    told = [r for r in said if _in_time(case, r, since) and not by_tier(case, r, _CITY)]
    return {"tier": _CITY, "since": since} | ({"n": len(told)} if told else {})


def _in_time(case: CaseFile, record: SeenRecord, since: str) -> bool:
    return since <= record.occurred_on <= (case.occurred_on or record.occurred_on)


def _submitted_on(case: CaseFile) -> str:
    submitted = case.last("self_check")
    return "" if submitted is None else submitted.occurred_on


GUARDS = (
    Guard(
        "on_site_record",
        "市级现场核查记录",
        "the city's on-site record",
        on_site_record,
        once=any_on_site_record,
    ),
    Guard("signed_opinion", "市级签字意见", "the city's signed opinion", signed_opinion),
)
