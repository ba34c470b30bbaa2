"""A project with a city's review as it was recorded before a check had to say what it found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from helpers.imports import workbook
from helpers.open_sessions import acting, make_project, session_of

from greenshield.domain.guards import GUARDS
from greenshield.domain.guards.reviewing import any_on_site_record
from greenshield.services import calendar, lookup, moves, records
from greenshield.services.ledger_import import LedgerOptions, import_file
from greenshield.services.session import Session

BARE = {"inspector": "王五", "tier": "city"}
_HEADER = ("图斑编号", "问题来源", "经度", "纬度", "活动/设施名称", "整改状态")
_ROW = ("QH-1", "群众举报", 126.3, 43.2, "采石场", "县级自查通过")


def day() -> str:
    """The day of the import, before which nothing may have followed it: today, at each asking."""
    return calendar.today()


def with_bare_check(path: Path) -> Path:
    """An issue that waits for the city, 王五, whose check says who and when alone."""
    with session_of(make_project(path)) as session:
        file = workbook(path.with_suffix(".xlsx"), _HEADER, [_ROW])
        import_file(session, file, LedgerOptions(how="ledger"))
        issue = lookup.issue(session.project, "QH-1")
        assert issue.state == "self_checked"
        city = acting(session.project, "王五")
        with session.project.action(city.who.actor_id) as action:  # no service writes it any more
            action.add_record(issue.entity_id, "check", BARE, occurred_on=day())
        opinion = {"tier": "city", "text": "同意", "signer": "王五", "signed_on": day()}
        records.add(city, "QH-1", "opinion", opinion, occurred_on=day())
    return path


def review(session: Session) -> None:
    """The city reviews it."""
    moves.move(acting(session.project, "王五"), "QH-1", "city_review", occurred_on=day())


def reviewed_once(path: Path) -> Path:
    """The same after the review, made by the rule of that time."""
    guard = GUARDS["on_site_record"]
    with session_of(with_bare_check(path)) as session, pytest.MonkeyPatch.context() as then:
        then.setitem(GUARDS, "on_site_record", replace(guard, ask=any_on_site_record))
        review(session)
    return path
