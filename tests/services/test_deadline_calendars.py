"""Calendars of a project, read by a parser of our own as RFC 5545 tells to read them."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from helpers import calendar_texts
from helpers.calls import as_json, said
from helpers.desk_clues import clue
from helpers.projects import consent, move

from greenshield.services import (
    calendar_revisions,
    deadline_calendar,
    obligations,
    patrols,
    people,
)
from greenshield.services.deadline_calendar import Calendar

DAY = "2026-05-10"
TO_RECTIFYING = ["assign", "check", "register", "plan", "approve_plan"]


@pytest.fixture
def session(all_tiers):
    return all_tiers


def calendar_of(session, name="李四", lang="zh", as_of=DAY):
    who = people.find(session.project, name)
    return calendar_texts.of_person(session.project, who, as_of, lang)


def events(content):
    """The events of a calendar, each a dict of its properties; the calendar's own first.

    Lines are unfolded, names told without parameters, texts as they were before they were
    escaped. Alarms are told as ``ALARM``.
    """
    lines = re.sub("\r\n[ \t]", "", content).split("\r\n")
    assert lines.pop() == ""
    out, open_now = [{}], []
    for line in lines:
        head, value = re.split(r"(?<!\\):", line, maxsplit=1)
        name = head.split(";")[0]
        if name == "BEGIN":
            open_now.append(value)
            out += [{}] if value == "VEVENT" else []
        elif name == "END":
            assert open_now.pop() == value
        elif open_now[-1] == "VALARM":
            out[-1]["ALARM"] = True
        else:
            at = out[-1] if open_now[-1] == "VEVENT" else out[0]
            at[name] = re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], value)
    assert not open_now
    return out


def test_that_a_calendar_holds_an_event_for_each_day_and_no_other(session):
    clue(session, 1, "assign", check_due="2026-05-31")
    clue(session, 2, "assign")
    head, event = events(calendar_of(session))
    assert "METHOD" not in head
    assert head["REFRESH-INTERVAL"] == head["X-PUBLISHED-TTL"] == "PT12H"
    assert (event["DTSTART"], event["DTEND"]) == ("20260531", "20260601")
    assert event["STATUS"] == "CONFIRMED"
    assert "T-1" in event["SUMMARY"]
    assert event["ALARM"]


def test_that_its_moment_is_that_of_its_making(session):
    clue(session, 1, "assign", check_due="2026-05-31")
    made = Calendar("绿盾", datetime(2026, 5, 10, 8, 0, tzinfo=UTC))
    found = obligations.read(session.project, as_of=DAY)
    revisions = calendar_revisions.of(session.project, found)
    _, event = events(deadline_calendar.text("p1", found, made, revisions))
    assert event["DTSTAMP"] == "20260510T080000Z"
    # the tests' clock is ahead of that: nothing is told as changed later than it is told
    assert event["LAST-MODIFIED"] == event["DTSTAMP"]


def test_that_no_line_is_longer_than_75_octets_and_no_character_is_parted(session):
    name = "青禾示例采石场；很长的名字, 带\\号;和\n换行" * 9
    clue(session, 1, "assign", check_due="2026-05-31", facility_name=name)
    content = calendar_of(session)
    for line in content.split("\r\n"):
        assert len(line.encode("utf-8")) <= 75
    assert name in events(content)[1]["SUMMARY"]


@pytest.mark.parametrize("letter", ["a", "é", "中", "𠮷"])
def test_that_a_folded_line_is_the_text_that_it_was(session, letter):
    """One, two, three and four octets a letter, around the ends of the first and later lines."""
    names = [letter * n for n in range(15, 160)]
    found = [
        obligations.Obligation("check", f"i{n}", name, due="2026-05-31", facility_name=name)
        for n, name in enumerate(names)
    ]
    content = deadline_calendar.text("p", found, Calendar("x", datetime.now(UTC)), {})
    assert max(len(line.encode()) for line in content.split("\r\n")) == 75
    told = [event["DESCRIPTION"] for event in events(content)[1:]]
    assert told == names


def test_that_the_last_day_of_all_has_no_event_and_stops_no_calendar(session):
    """A whole day ends with the next one, which it has not."""
    clue(session, 1, "assign", check_due="9999-12-31")
    clue(session, 2, "assign", check_due="2026-05-31")
    (event,) = events(calendar_of(session))[1:]
    assert event["DTSTART"] == "20260531"


def test_that_an_event_keeps_its_uid_while_its_day_and_its_step_change(session):
    made = clue(session, 1, *TO_RECTIFYING[:3], deadline="2026-05-31")
    before = events(calendar_of(session, "张三"))[1]
    with session.project.action(session.who.actor_id) as action:
        action.set_fields("issue", made, {"deadline": "2026-06-30"})
        for name in ("plan", "approve_plan"):
            move(action, made, name)
    (again,) = events(calendar_of(session, "张三", lang="en"))[1:]
    assert again["UID"] == before["UID"]
    assert again["DTSTART"] == "20260630"


@pytest.mark.parametrize(
    ("steps", "then", "tier", "who"),
    [(TO_RECTIFYING[:3], "supersede", "city", "王五"), (TO_RECTIFYING, "void", "province", "赵六")],
)
def test_that_a_day_is_one_event_while_who_else_signs_it(session, steps, then, tier, who):
    made = clue(session, 1, *steps, deadline="2026-05-31")
    (before,) = events(calendar_texts.of_project(session.project, DAY, "zh"))[1:]
    with session.project.action(session.who.actor_id) as action:
        waits = move(action, made, then)
    session.project.checkpoint()
    (waiting,) = events(calendar_texts.of_project(session.project, DAY, "zh"))[1:]
    assert (waiting["UID"], waiting["DTSTART"]) == (before["UID"], before["DTSTART"])
    assert waiting["SUMMARY"] != before["SUMMARY"]
    assert int(waiting["SEQUENCE"]) > int(before["SEQUENCE"])
    with session.project.action(people.find(session.project, who).actor_id) as action:
        consent(action, made, waits, tier)
    (after,) = events(calendar_texts.of_project(session.project, DAY, "zh"))[1:]
    assert (after["UID"], after["STATUS"]) == (before["UID"], "CANCELLED")


def test_that_each_edition_of_an_event_is_newer_than_the_one_before(session):
    """Also where a day is put back, or work is begun again that was done."""
    made = clue(session, 1, *TO_RECTIFYING, deadline="2026-05-31")
    other = clue(session, 2, *TO_RECTIFYING, deadline="2026-05-31")
    told = []

    def tell():
        session.project.checkpoint()
        whole = events(calendar_texts.of_project(session.project, DAY, "zh"))[1:]
        mine = {one["UID"].split("@")[0]: one for one in whole}
        told.append(mine[f"{made}.deadline"])
        return mine[f"{other}.deadline"]["SEQUENCE"]

    unchanged = {tell()}
    for day in ("2026-06-30", "2026-05-31"):
        with session.project.action(session.who.actor_id) as action:
            action.set_fields("issue", made, {"deadline": day})
        unchanged.add(tell())
    for name in ("self_check", "city_review", "accept", "return"):
        with session.project.action(session.who.actor_id) as action:
            move(action, made, name)
        unchanged.add(tell())
    assert [one["STATUS"] for one in told][-2:] == ["CANCELLED", "CONFIRMED"]
    assert len({one["UID"] for one in told}) == len(unchanged) == 1
    numbers = [int(one["SEQUENCE"]) for one in told]
    assert numbers == sorted(set(numbers))
    moments = [one["LAST-MODIFIED"] for one in told]
    assert moments == sorted(moments)
    assert all(re.fullmatch(r"\d{8}T\d{6}Z", moment) for moment in moments)


def test_that_a_patrol_that_is_taken_back_is_a_newer_edition(session):
    planned = {"name": "湿地巡查", "planned_from": "2026-05-11", "planned_to": "2026-05-20"}
    (patrol,) = patrols.add(session, planned).patrols
    (before,) = events(calendar_texts.of_project(session.project, DAY, "zh"))[1:]
    patrols.void(session, patrol, reason="并入专项行动")
    (after,) = events(calendar_texts.of_project(session.project, DAY, "zh"))[1:]
    assert (before["STATUS"], after["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert int(before["SEQUENCE"]) < int(after["SEQUENCE"])


def test_that_what_is_overdue_keeps_its_day_and_says_so(session):
    clue(session, 1, "assign", check_due="2026-05-09")
    _, event = events(calendar_of(session))
    assert event["DTSTART"] == "20260509"
    assert event["SUMMARY"].startswith("【逾期】")


def test_that_what_is_done_is_off_for_a_year_and_then_gone(session):
    made = clue(session, 1, "assign", check_due="2026-05-31")
    uid = events(calendar_of(session))[1]["UID"]
    with session.project.action(session.who.actor_id) as action:
        move(action, made, "check")
    (event,) = events(calendar_of(session))[1:]
    assert (event["UID"], event["STATUS"]) == (uid, "CANCELLED")
    assert "ALARM" not in event
    assert events(calendar_of(session, as_of="2027-06-02"))[1:] == []


def test_that_what_is_done_years_late_is_off_too(session):
    """A calendar told of it as overdue to the end, and must hear that it is over."""
    made = clue(session, 1, *TO_RECTIFYING, deadline="2024-05-31")
    old = clue(session, 2, deadline="2024-05-31")
    with session.project.action(session.who.actor_id) as action:
        move(action, old, "adopt", "closed")  # imported this year, done long ago
        wanted = {"quantity": 3.0, "unit": "处", "target": "拆", "due_on": "2024-04-30"}
        for issue in (made, old):
            record = action.add_record(issue, "measure", wanted, occurred_on="2024-04-01")
        action.set_fields("issue", old, {"done_on": "2024-04-29"}, record=record)
    patrol = patrols.add(session, {"name": "巡", "planned_from": "2024-01-01",
                                   "planned_to": "2024-01-31"}).patrols[0]  # fmt: skip

    def told():
        found = events(calendar_texts.of_project(session.project, DAY, "zh"))[1:]
        return {one["UID"].split("@")[0]: one["STATUS"] for one in found}

    before = told()
    assert len(before) == 3
    with session.project.action(session.who.actor_id) as action:
        for name in ("self_check", "city_review", "accept"):
            move(action, made, name, occurred_on="2026-05-01")
        action.set_fields("patrol", patrol, {"done_on": "2026-05-02"})
    assert told() == dict.fromkeys(before, "CANCELLED")
    assert set(before.values()) == {"CONFIRMED"}


@pytest.mark.parametrize("then", [(), ("assign",), ("assign", "check"), ("adopt",)])
def test_that_what_was_never_to_be_done_is_not_called_off(session, then):
    """A list brings deadlines for clues nobody has checked, and for what was closed long ago."""
    steps = then if then != ("adopt",) else ()
    made = clue(session, 1, *steps, deadline="2026-12-31", pub_to="2026-11-30")
    with session.project.action(session.who.actor_id) as action:
        if then == ("adopt",):
            move(action, made, "adopt", "closed")
        action.add_record(made, "measure", {"quantity": 3.0, "unit": "处", "due_on": "2026-11-01"},
                          occurred_on="2026-04-01")  # fmt: skip
    assert events(calendar_texts.of_project(session.project, DAY, "zh"))[1:] == []
    if then == ("assign", "check"):
        with session.project.action(session.who.actor_id) as action:
            move(action, made, "register")

        def told():
            found = events(calendar_texts.of_project(session.project, DAY, "zh"))[1:]
            return sorted((one["DTSTART"], one["STATUS"]) for one in found)

        assert told() == [("20261101", "CONFIRMED"), ("20261231", "CONFIRMED")]
        with session.project.action(session.who.actor_id) as action:
            for name in ("plan", "approve_plan", "self_check", "city_review", "accept"):
                move(action, made, name)
        assert told() == [("20261101", "CANCELLED"), ("20261231", "CANCELLED")]


def test_that_no_person_is_named_in_a_calendar(session):
    me = people.find(session.project, "李四").actor_id
    clue(session, 1, "assign", assignee=me, check_due="2026-05-31")
    clue(session, 2, *TO_RECTIFYING, deadline="2026-05-31", duty_person="孙责任")
    content = re.sub("\r\n ", "", calendar_texts.of_project(session.project, DAY, "zh"))
    assert "T-2" in content
    assert "李四" not in content
    assert "孙责任" not in content


def test_that_the_projects_calendar_has_measures_and_the_end_of_publicity(session, tmp_path):
    made = clue(session, 1, *TO_RECTIFYING, deadline="2026-08-31")
    shown = clue(session, 2, *TO_RECTIFYING, "self_check", "city_review", "accept", "publicize",
                 pub_to="2026-05-20")  # fmt: skip
    with session.project.action(session.who.actor_id) as action:
        wanted = {"quantity": 3.0, "unit": "处", "target": "拆除厂房", "due_on": "2026-06-15"}
        action.add_record(made, "measure", wanted, occurred_on="2026-04-01")
        objected = {"who": "某人", "text": "不同意"}
        action.add_record(shown, "objection", objected, occurred_on="2026-05-12")
    session.project.checkpoint()
    told = events(calendar_texts.of_project(session.project, DAY, "zh"))[1:]
    assert {(e["DTSTART"], e["SUMMARY"].split("：")[0]) for e in told} == {
        ("20260831", "整改时限"), ("20260615", "措施到期"), ("20260520", "公示截止"),
        ("20260520", "答复异议"),
    }  # fmt: skip
    assert len({e["UID"] for e in told}) == 4


def test_that_commands_write_calendars_and_refuse_what_is_none(session, capsys, tmp_path):
    clue(session, 1, "assign", check_due="2026-05-31")
    session.project.checkpoint()
    folder, out = session.project.layout.folder, tmp_path / "县.ics"
    code, told = as_json(capsys, "schedule", folder, "--as-of", DAY, "--ics", out)
    assert (code, told["ics"]) == (0, str(out))
    assert len(events(out.read_bytes().decode())) == 2
    assert told["total"] == len(told["items"]) > 0
    code, lines, _ = said(capsys, "schedule", folder, "--as-of", DAY, "--ics", out)
    assert (code, lines.splitlines()) == (0, [f"期限已写入 {out}"])
    code, lines, _ = said(capsys, "schedule", folder, "--as-of", DAY, "--step", "day", "--ics", out)
    assert (code, len(lines.splitlines()) > 2) == (0, True)
    code, told = as_json(capsys, "schedule", folder, "--ics", tmp_path / "a.txt")
    assert (code, told["error"]["code"]) == (2, "calendar_ending")
    code, told = as_json(capsys, "schedule", folder, "--ics", tmp_path / "no" / "a.ics")
    assert (code, told["error"]["code"]) == (6, "calendar_unwritable")
