"""What people type to say who, which record, which evidence; and what it replaces or voids."""

import pytest
from helpers.open_sessions import add_clue, tie
from helpers.projects import move, patch

from greenshield import messages
from greenshield.domain.errors import RefusedError, UsageError
from greenshield.services import (
    issues,
    lookup,
    moves,
    people,
    record_doubts,
    records,
    rules,
    ticking,
)

DAY = "2026-05-01"


@pytest.fixture
def session(session):
    add_clue(session, "QH-1", patch(1))
    return session


def photo(session, sha256):
    with session.project.action(session.who.actor_id) as action:
        action.create("photo", f"229901:{sha256}", {"sha256": sha256})


def check(session, **fields):
    return records.add(session, "QH-1", "check", fields or {"is_true": "是"}, occurred_on=DAY)[0]


def test_that_a_voided_record_no_longer_counts_but_stays_on_file(session):
    record = check(session)
    with pytest.raises(UsageError, match="void_reason_needed"):
        records.void(session, "QH-1", record, " ")
    assert records.void(session, "QH-1", record[-8:], "录错了")[0] == record
    state = lookup.issue(session.project, "QH-1")
    assert state.records_of("check") == []
    assert [bool(r.voided_by) for r in state.records] == [True]
    with pytest.raises(UsageError, match="record_unknown"):
        records.void(session, "QH-1", record, "再来")


def test_that_a_record_that_a_move_relied_on_is_not_voided(session):
    registered(session)
    record = lookup.issue(session.project, "QH-1").records_of("check")[0].record_id
    with pytest.raises(RefusedError) as caught:
        records.void(session, "QH-1", record, "录错了")
    assert [m.code for m in caught.value.missing] == ["record_locked"]
    assert lookup.issue(session.project, "QH-1").records_of("check")


def registered(session):
    """The clue, moved on by the table alone with a field check that the move names."""
    record = check(session)
    issue = lookup.issue_id(session.project, "QH-1")
    with session.project.action(session.who.actor_id) as action:
        move(action, issue, "assign")
        move(action, issue, "check")
        added = action.issue(issue).records[0].event_id
        pins = {"records": {record: {"": added}}}
        move(action, issue, "register", data={"relied_check": record}, pins=pins)


def test_that_an_actor_of_the_same_name_is_added_only_when_that_is_said(session):
    project, keeper = session.project, session.who
    more = {"name": "李四", "tier": "county", "roles": ["inspector"], "unit": "乡镇"}
    with pytest.raises(UsageError) as caught:
        people.add(project, keeper, **more)
    assert caught.value.code == "actor_name_taken"
    second = people.add(project, keeper, **more, same_name=True)
    assert second.unit == "乡镇"
    with pytest.raises(UsageError) as several:
        people.find(project, "李四")
    said = messages.text(several.value.code, several.value.params, "zh")
    assert f"李四 (乡镇, {second.actor_id})" in said
    assert "[" not in said
    assert "'" not in said


def test_that_a_disabled_actor_makes_no_name_ambiguous(session):
    project, keeper = session.project, session.who
    first = people.find(project, "李四")
    people.disable(project, keeper, first.actor_id)
    second = people.add(project, keeper, name="李四", tier="county", roles=["inspector"], unit="")
    assert people.find(project, "李四").actor_id == second.actor_id
    assert people.find(project, first.actor_id).active is False


def test_that_the_end_of_an_id_names_an_actor(session):
    li = people.find(session.project, "李四")
    assert people.find(session.project, li.actor_id[-8:]) == li
    with pytest.raises(UsageError, match="actor_unknown"):
        people.find(session.project, li.actor_id[-3:])


def test_that_another_kind_replaces_a_tie_of_the_same_photo_and_phase(session):
    sha = "ab" * 32
    photo(session, sha)
    tie(session, sha[:12], "QH-1", phase="before", kind="far")
    tie(session, sha[:12], "QH-1", phase="after", kind="far", beside=True)
    before = {e.event_id for e in session.project.journal.all()}
    assert tie(session, sha[:12], "QH-1", phase="before", kind="near", beside=True)
    events = [e for e in session.project.journal.all() if e.event_id not in before]
    assert [e.header.kind for e in events] == ["photo_untagged", "photo_tagged"]
    assert len({e.header.action for e in events}) == 1
    ties = {(t.phase, t.kind) for t in lookup.issue(session.project, "QH-1").live_tags()}
    assert ties == {("before", "near"), ("after", "far")}
    assert not tie(session, sha[:12], "QH-1", phase="before", kind="near", beside=True)


def test_that_the_short_id_of_a_check_is_taken_as_the_one_relied_on(session):
    first, second = check(session), check(session)
    state = lookup.issue(session.project, "QH-1")
    given = {"relied_check": second[-8:]}
    facts, _ = moves.split(session, state, "register", given, [])
    assert facts == {"relied_check": second}
    with pytest.raises(UsageError, match="record_ambiguous"):
        moves.split(session, state, "register", {"relied_check": "check"}, [])
    assert first != second


def test_that_a_tick_takes_names_paths_and_hashes_of_what_the_issue_holds(session, tmp_path):
    kept, coming, other = (tmp_path / n for n in ("kept.txt", "coming.txt", "other.txt"))
    for file in (kept, coming, other):
        file.write_text(file.name, "utf-8")
    records.add(
        session, "QH-1", "document", {"doc_kind": "other"}, occurred_on=DAY, documents=[kept]
    )
    sha = "cd" * 32
    photo(session, sha)
    tie(session, sha[:12], "QH-1", phase="after", kind="far")
    state = lookup.issue(session.project, "QH-1")
    papers = records.refer_documents(session.project, [coming])
    held = state.records[0].documents[0].sha256

    def named(raw):
        found = ticking.ticked(
            state, rules.in_force(session.project), {"harm_assessed": raw}, papers
        )
        return found["harm_assessed"]

    assert named(str(kept)) == named("kept.txt") == named(held[:10]) == [held]
    assert named(str(coming)) == named("coming.txt") == [papers[0].sha256]
    assert named(f"{sha[:6]}，coming.txt") == [sha, papers[0].sha256]
    for wrong in (str(other), "", "ef" * 8, str(tmp_path), "\0"):
        with pytest.raises(UsageError) as caught:
            named(wrong)
        assert caught.value.code == "tick_unknown"
        assert "--document" in messages.remedy(caught.value.code, caught.value.params, "zh")


def test_that_a_condition_is_ticked_by_id_or_words_and_one_that_is_none_is_refused(
    session, tmp_path
):
    file = tmp_path / "评估.txt"
    file.write_text("示例", "utf-8")
    state, ruleset = lookup.issue(session.project, "QH-1"), rules.in_force(session.project)
    papers = records.refer_documents(session.project, [file])
    known = ruleset.conditions["two_cuts"]
    for word in ("two_cuts", known.zh, known.en, f" {known.en.upper()}"):
        given = {f"tick.{word}": file.name}
        facts, _ = moves.split(session, state, "accept", given, papers)
        assert facts["ticks"] == {"two_cuts": [papers[0].sha256]}
    for wrong in ("没有这条", "", "two_cut"):
        with pytest.raises(UsageError) as caught:
            moves.split(session, state, "accept", {f"tick.{wrong}": file.name}, papers)
        assert caught.value.code == "tick_condition_unknown"
        assert known.zh in messages.remedy(caught.value.code, caught.value.params, "zh")


def test_that_the_photos_of_a_record_are_photos_of_the_project_by_whole_hash(session):
    sha = "cd" * 32
    photo(session, sha)
    record, _ = records.add(
        session,
        "QH-1",
        "check",
        {"is_true": "是", "findings": "示例", "photos": sha[:8]},
        occurred_on=DAY,
    )
    kept = records.find(lookup.issue(session.project, "QH-1"), record)
    assert kept.get("photos") == [sha]
    records.set_fields(session, "QH-1", record, {"photos": sha[:8], "findings": "示例二"})
    for wrong in ("不存在的.jpg", "../照片.jpg", "ef" * 32):
        given = {"photos": wrong}
        for write in (
            lambda given=given: records.add(session, "QH-1", "check", given, occurred_on=DAY),
            lambda given=given: records.set_fields(session, "QH-1", record, given),
        ):
            with pytest.raises(UsageError) as caught:
                write()
            assert caught.value.code == "photo_unknown"
    kept = records.find(lookup.issue(session.project, "QH-1"), record)
    assert kept.get("photos") == [sha]


def test_that_a_day_of_something_done_that_is_still_to_come_is_remarked(session):
    given = {
        "number": "示例〔2026〕1号",
        "party": "示例企业",
        "legal_basis": "示例",
        "decided_on": "2100-01-01",
        "yuan": "1",
    }
    record, _ = records.add(session, "QH-1", "penalty", given, occurred_on=DAY)
    (doubt,) = record_doubts.of_new(session, "QH-1", "penalty", given, DAY)
    assert (doubt.code, doubt.params["field"]) == ("record_day_ahead", "decided_on")
    assert "决定日期 2100-01-01" in messages.text(doubt.code, doubt.params, "zh")
    changed = {"decided_on": "2100-01-02"}
    (doubt,) = record_doubts.of_changed(session, "QH-1", record, changed, DAY)
    assert doubt.params["on"] == "2100-01-02"
    for past in ({"decided_on": DAY}, {"party": "示例企业二"}):
        assert record_doubts.of_changed(session, "QH-1", record, past, DAY) == []


def test_that_a_move_from_a_wrong_state_lacks_only_that(session):
    [found] = moves.ready(session, "QH-1", occurred_on=DAY, name="close")
    assert {m.code for m in found.missing} <= {"move_not_from_here", "role_missing"}
    assert found.missing[0].code == "move_not_from_here"


def test_that_an_issue_stays_settable_by_id(session):
    assert issues.set_fields(session, "QH-1", {"facility_name": "采石场"})


def test_that_a_campaign_is_named_as_people_know_it_and_must_be_there(session):
    with session.project.action(session.who.actor_id) as action:
        action.create("campaign", "c-1", {"name": "绿盾2026", "year": 2026})
    for word in ("绿盾2026", "c-1"):
        issues.set_fields(session, "QH-1", {"campaign_id": ""})
        issues.set_fields(session, "QH-1", {"专项年度批次": word})
        assert lookup.issue(session.project, "QH-1").get("campaign_id") == "c-1"
    for call in (
        lambda: issues.set_fields(session, "QH-1", {"campaign_id": "绿盾2099"}),
        lambda: issues.create(session, {"clue_no": "QH-2", "campaign_id": "绿盾2099"}),
    ):
        with pytest.raises(UsageError, match="campaign_unknown") as caught:
            call()
        assert caught.value.params["field"] == "campaign_id"
    assert lookup.issue(session.project, "QH-1").get("campaign_id") == "c-1"


def test_that_a_clue_number_is_taken_once_in_a_campaign(session):
    add_clue(session, "QH-2", patch(2))
    with session.project.action(session.who.actor_id) as action:
        action.create("campaign", "c-1", {"name": "绿盾2026", "year": 2026})
    with pytest.raises(UsageError, match="clue_no_taken"):
        issues.set_fields(session, "QH-2", {"clue_no": "QH-1"})
    issue = lookup.issue_id(session.project, "QH-2")
    issues.set_fields(session, issue, {"clue_no": "QH-2", "remark": "本身的编号"})
    issues.set_fields(session, issue, {"clue_no": "QH-1", "campaign_id": "c-1"})
    with pytest.raises(UsageError, match="clue_no_taken"):
        issues.set_fields(session, issue, {"campaign_id": ""})
    assert lookup.issue(session.project, issue).get("campaign_id") == "c-1"
