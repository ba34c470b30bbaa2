"""Publicity and the closing itself."""

from __future__ import annotations

from greenshield.domain import dates
from greenshield.domain.casefile import CaseFile
from greenshield.domain.errors import Missing
from greenshield.domain.fields_issue import ISSUE
from greenshield.domain.guards.guard import Guard, absent_fields, has_paper

_FIELDS = [s for s in ISSUE.values() if s.needed_by == "publicize"]


def notice(case: CaseFile) -> list[Missing]:
    """The notice, as a file."""
    return [] if has_paper(case, "notice") else [Missing("notice_missing", {}, "document")]


def publicity_days(case: CaseFile) -> list[Missing]:
    """The medium, the first and the last day, as long as the rule set asks."""
    out = absent_fields(case, "publicize", _FIELDS)
    first, last = case.text("pub_from"), case.text("pub_to")
    if dates.is_date(first) and dates.is_date(last):
        out += _length(case, first, last)
    return out


def _length(case: CaseFile, first: str, last: str) -> list[Missing]:
    out = []
    rules = case.ruleset
    days = rules.publicity_length(first, last)
    if days < rules.publicity_days:
        kind = "working" if rules.publicity_working else "calendar"
        params = {"days": days, "wanted": rules.publicity_days, "kind": kind}
        out.append(Missing("publicity_too_short", params, "pub_to"))
    accepted = case.last("accept")
    if accepted is not None and first < accepted.occurred_on:
        params = {"pub_from": first, "accepted_on": accepted.occurred_on}
        out.append(Missing("publicity_before_acceptance", params, "pub_from"))
    return out


def publicity_over(case: CaseFile) -> list[Missing]:
    """The last day of the publicity lies before the day of the move."""
    last = case.text("pub_to")
    if not last:
        return [Missing("field_missing", {"field": "pub_to", "move": "close"}, "pub_to")]
    if not case.occurred_on or case.occurred_on > last:
        return []
    params = {"pub_to": last, "occurred_on": case.occurred_on}
    return [Missing("publicity_running", params, "pub_to")]


def no_open_objection(case: CaseFile) -> list[Missing]:
    """Every objection is answered."""
    return [
        Missing("objection_open", {"record": r.record_id}, "objection")
        for r in case.records("objection")
        if not r.text("answer")
    ]


def closing_number(case: CaseFile) -> list[Missing]:
    """The closing document has a number."""
    return absent_fields(case, "close", [ISSUE["closing_doc_no"]])


def referrals_concluded(case: CaseFile) -> list[Missing]:
    """Where the rule set says so, no referral is open."""
    return open_referrals(case) if case.ruleset.referral_blocks else []


def open_referrals(case: CaseFile) -> list[Missing]:
    """One entry for each referral that is not concluded."""
    return [
        Missing("referral_open", {"record": r.record_id}, "referral")
        for r in case.records("referral")
        if not r.text("concluded_on")
    ]


GUARDS = (
    Guard("notice", "公示公告", "the notice", notice),
    Guard("publicity_days", "公示起止日期、载体，公示天数符合规则",
          "first and last day, medium; as many days as the rule set asks", publicity_days),
    Guard("publicity_over", "公示期满", "the publicity period is over", publicity_over),
    Guard("no_open_objection", "无未答复的异议", "no open objection", no_open_objection),
    Guard("closing_number", "销号文号", "a closing document number", closing_number),
    Guard("referrals_concluded", "移送事项已办结（规则集要求时）",
          "referrals concluded, where the rule set asks it", referrals_concluded),
)  # fmt: skip
