"""Patrols on the desks of those who are sent, and in calendars."""

from __future__ import annotations

from helpers import calendar_texts
from helpers.open_sessions import acting

from greenshield.services import obligations, patrols

MAY = {"name": "五月巡查", "planned_from": "2026-05-01", "planned_to": "2026-05-31"}


def lying(session, name, as_of):
    """Patrols on a person's desk: name and whether overdue."""
    who = acting(session.project, name).who
    found = obligations.duties(session.project, who, as_of=as_of)
    return [(one.number, one.overdue) for one in found if one.what == "patrol"]


def test_that_a_patrol_lies_on_the_desks_of_its_inspectors_until_it_is_done(session):
    made = patrols.add(session, {**MAY, "inspectors": "李四，王五"}).patrols[0]
    for name in ("李四", "王五"):
        assert lying(session, name, "2026-03-30") == []
        assert lying(session, name, "2026-03-31") == [("五月巡查", False)]
        assert lying(session, name, "2026-05-31") == [("五月巡查", False)]
        assert lying(session, name, "2026-06-01") == [("五月巡查", True)]
    assert lying(session, "张三", "2026-05-10") == []
    assert calendar_texts.of_project(session.project, "2026-05-10", "zh").count("BEGIN:VEVENT") == 1
    patrols.set_fields(session, made, {"done_on": "2026-05-12"})
    assert lying(session, "李四", "2026-06-01") == []
    who = acting(session.project, "李四").who
    told = calendar_texts.of_person(session.project, who, "2026-06-01")
    assert (told.count("BEGIN:VEVENT"), told.count("STATUS:CANCELLED")) == (1, 1)


def test_that_a_patrol_without_inspectors_lies_with_the_county(session):
    patrols.add(session, MAY)
    assert lying(session, "张三", "2026-05-10") == [("五月巡查", False)]
    assert lying(session, "李四", "2026-05-10") == []


def test_that_calendars_tell_all_that_is_planned_and_what_was_voided(session):
    made = patrols.add(session, {**MAY, "inspectors": "李四"}, every="month", times=3)
    text = calendar_texts.of_project(session.project, "2026-05-10", "zh")
    assert (text.count("BEGIN:VEVENT"), text.count("STATUS:CANCELLED")) == (3, 0)
    patrols.void(session, made.patrols[2], reason="不去")
    text = calendar_texts.of_project(session.project, "2026-05-10", "zh")
    assert (text.count("BEGIN:VEVENT"), text.count("STATUS:CANCELLED")) == (3, 1)
