"""The history of one issue: who, when, on which device, and each value from old to new."""

import pytest
from helpers.calls import as_json, said
from helpers.open_sessions import acting, add_clue
from helpers.projects import key, move, patch, second_laptop

from greenshield import messages
from greenshield.services import holding, issues, lookup, records, timeline


@pytest.fixture
def clue(session):
    add_clue(session, "QH-1", patch(1))
    return "QH-1"


def entries(session, word="QH-1"):
    return timeline.of_issue(session.project, lookup.issue(session.project, word))


def told(entry, lang="en"):
    return messages.text(entry["code"], entry["params"], lang)


def test_that_a_change_tells_the_old_value_and_the_new(session, clue):
    issues.set_fields(session, clue, {"facility_name": "甲采石场"})
    issues.set_fields(session, clue, {"facility_name": "乙采石场"})
    (change,) = entries(session)[-1]["changes"]
    assert (change["field"], change["old"], change["new"]) == (
        "facility_name", "甲采石场", "乙采石场",
    )  # fmt: skip


def test_that_each_entry_names_who_and_on_which_device(session, clue):
    issues.comment(acting(session.project, "李四"), clue, "看过了")
    last = entries(session)[-1]
    device = session.project.local("device")
    name = session.project.trust().certificates[device].name
    assert (last["actor_name"], last["device_name"], told(last)) == ("李四", name, "remark: 看过了")


def test_that_people_are_named_where_a_field_holds_an_id(session, clue):
    issues.set_fields(session, clue, {"assignee": "李四"})
    (change,) = entries(session)[-1]["changes"]
    assert change["new_name"] == "李四"
    assert change["new"] != "李四"


def test_that_the_old_value_is_the_one_that_the_author_had_seen(session, clue, tmp_path):
    project = session.project
    issues.set_fields(session, clue, {"place_name": "东沟"})
    with second_laptop(tmp_path / "other", project, key(7)) as other:
        far = acting(other, "李四")
        issues.set_fields(session, clue, {"place_name": "南沟"})
        issues.set_fields(far, clue, {"place_name": "北沟"})
        change = entries(far)[-1]["changes"][0]
    assert (change["old"], change["new"]) == ("东沟", "北沟")


def test_that_records_tell_their_kind_and_what_became_of_them(session, clue, tmp_path):
    paper = tmp_path / "paper.txt"
    paper.write_text("a paper", "utf-8")
    record, _ = records.add(
        session, clue, "penalty", {"number": "1", "party": "甲"}, occurred_on="2026-05-01",
        documents=[paper],
    )  # fmt: skip
    records.set_fields(session, clue, record, {"number": "2"})
    records.void(session, clue, record, "录错了")
    added, changed, gone = entries(session)[-3:]
    assert [told(e) for e in (added, changed, gone)] == [
        "record added: penalty", "record changed: penalty", "record made void: penalty (录错了)",
    ]  # fmt: skip
    assert [d["name"] for d in added["documents"]] == ["paper.txt"]
    assert added["occurred_on"] == "2026-05-01"
    assert (changed["changes"][0]["kind"], changed["changes"][0]["old"]) == ("penalty", "1")


def test_that_a_move_is_told_by_its_states(session, clue):
    with session.project.action(session.who.actor_id) as action:
        move(action, lookup.issue_id(session.project, clue), "assign")
    assert told(entries(session)[-1]) == "assign: clue → assigned"
    assert told(entries(session)[-1], "zh") == "派发：待派发 → 待核查"


def test_that_an_event_whose_content_was_taken_away_still_tells_who(session, clue):
    issues.comment(session, clue, "电话 13800000000")
    event = entries(session)[-1]["event"]
    with session.project.action(session.who.actor_id) as action:
        action.redact(event, "个人信息")
    gone = next(e for e in entries(session) if e["event"] == event)
    assert (gone["code"], gone["actor_name"]) == ("history_redacted", "张三")
    assert "13800000000" not in str(entries(session))


def test_that_held_names_the_move_that_relied_on_a_field(session, clue):
    issues.set_fields(session, clue, {"assignee": "李四", "check_due": "2026-06-01"})
    state = lookup.issue(session.project, clue)
    pins = {"issue": {"check_due": state.fields["check_due"].shown.event_id}}
    with session.project.action(session.who.actor_id) as action:
        move(action, state.entity_id, "assign", pins=pins)
    assert holding.held(lookup.issue(session.project, clue)) == {"issue": {"check_due": "assign"}}


def test_that_the_command_line_tells_the_history(session, clue, capsys):
    issues.set_fields(session, clue, {"facility_name": "甲采石场"})
    path = session.project.layout.folder
    code, data = as_json(capsys, "issue", "show", path, clue, "--history")
    assert code == 0
    assert [e["kind"] for e in data["timeline"]] == ["created", "fields_set"]
    _, out, _ = said(capsys, "issue", "show", path, clue, "--history", "--lang", "en")
    assert "activity or facility: 甲采石场" in out
    assert "timeline" not in as_json(capsys, "issue", "show", path, clue)[1]
