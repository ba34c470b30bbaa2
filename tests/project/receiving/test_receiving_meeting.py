"""Replicas that hand each other their events meet in one state, in whatever order they come."""

import random

from helpers import projects
from helpers.projects import COUNTY, DAY
from helpers.replicas import (
    ROOT,
    SECOND,
    THIRD,
    conflicts,
    edit,
    events,
    events_of,
    first_issue,
    meet,
    quarantine,
    signed,
    sound,
)

from greenshield.project.rebuilding import differences, rebuild
from greenshield.project.receiving import receive


def test_that_two_replicas_meet_in_one_state_with_both_values_of_a_conflict(one, two):
    edit(one, remark="甲的")
    edit(two, remark="乙的", place_name="云岭")
    told = receive(one, events(two))
    assert (told.accepted, told.quarantined, told.refused) == (1, 0, [])
    assert told.changes.changed == {"issue": (first_issue(one),)}
    assert receive(one, events(two)).accepted == 0
    meet(one, two)
    assert [c["name"] for c in conflicts(one)] == ["remark"]


def test_that_an_event_after_a_gap_waits_for_what_is_missing(one, two):
    for n in range(5):
        edit(two, remark=f"乙{n}")
    sent = events_of(two, SECOND)
    told = receive(one, [sent[0], sent[2], sent[4]])
    assert (told.accepted, told.quarantined) == (1, 2)
    assert quarantine(one) == ["event_missing", "event_missing"]
    told = receive(one, [sent[1]])
    assert (told.accepted, told.quarantined) == (2, 1)
    told = receive(one, [sent[3]])
    assert (told.accepted, told.quarantined) == (2, 0)
    meet(one, two)


def test_that_any_order_and_any_split_give_one_state(tmp_path, one, two):
    with projects.replica(tmp_path / "three", one, ROOT) as three:
        for n in range(6):
            edit(one, remark=f"甲{n}")
            edit(two, place_name=f"乙{n}", remark=f"乙{n}")
            with two.action("city") as action:
                projects.move(action, first_issue(two), "reopen_clue" if n == 0 else "reassign")
        projects.let_in(one, THIRD)
        meet(one, two)
        rng = random.Random(5)
        for _ in range(4):
            todo = events(one) * 2
            rng.shuffle(todo)
            while todo:
                batch, todo = todo[: rng.randint(1, 9)], todo[rng.randint(1, 9) :]
                receive(three, batch)
        receive(three, events(one))
        assert three.journal.quarantined() == []
        sound(one, two, three)
        rebuild(three)
        sound(one, three)


def test_that_a_newer_schema_and_an_unknown_kind_are_kept_passed_on_and_not_folded(one, two):
    state = one.digest()
    head = one.journal.head(SECOND.device_id, COUNTY)
    assert head == (0, "")
    newer = signed(SECOND, one, {"schema": 2}, fields={"remark": "新"}, saw=[], colour="red")
    unknown = signed(
        SECOND,
        one,
        {"seq": 2, "prev": newer.hash, "kind": "weighed", "entity": f"{COUNTY}:w"},
        grams=5,
    )
    field = signed(
        SECOND, one, {"seq": 3, "prev": unknown.hash}, fields={"remark": "新"}, saw=[], colour=1
    )
    planet = signed(
        SECOND, one,
        {"scope": COUNTY, "seq": 4, "prev": field.hash, "kind": "created", "entity_type": "planet"},
        fields={},
    )  # fmt: skip
    told = receive(one, [newer, unknown, field, planet])
    assert (told.accepted, told.quarantined, told.refused) == (4, 0, [])
    assert one.digest() == state
    assert differences(one) == []
    assert receive(two, events(one)).accepted == 4
    for project in (one, two):
        taken = [e.header_bytes for e in events_of(project, SECOND)]
        assert taken == [e.header_bytes for e in (newer, unknown, field, planet)]
    with one.action("me") as action:
        action.create("issue", f"{COUNTY}:w", {"clue_no": "W"})
    meet(one, two)
    assert one.rows("SELECT clue_no FROM issue WHERE clue_no = 'W'") == [{"clue_no": "W"}]


def test_that_voiding_an_area_takes_its_overlays_on_every_replica(one, two):
    assert one.rows("SELECT * FROM overlay WHERE layer = 'area'") != []
    with one.action("me") as action:
        seen = [e.event_id for e in one.journal.of_entity("a1")]
        made = action.emit("voided", "area", "a1", {"saw": seen})
    assert one.rows("SELECT * FROM overlay WHERE layer = 'area'") == []
    meet(one, two)
    with two.action("me") as action:
        action.emit("voided", "area", "a1", {"saw": [*seen, made.event_id], "restore": True})
    meet(one, two)
    assert one.rows("SELECT * FROM overlay WHERE layer = 'area'") != []


def test_that_two_issues_may_hold_a_record_of_one_id(one, two):
    other = one.rows("SELECT id FROM issue ORDER BY clue_no")[1]["id"]
    body = {"record": "r", "kind": "measure", "occurred_on": DAY, "fields": {}, "documents": []}
    first = signed(SECOND, one, {"kind": "record_added"}, **body)
    header = {"kind": "record_added", "seq": 2, "prev": first.hash, "entity": other}
    receive(one, [first, signed(SECOND, one, header, **body)])
    assert len(one.rows("SELECT * FROM record WHERE record_id = 'r'")) == 2
    meet(one, two)


def test_that_an_area_that_another_device_drew_is_overlaid_here(one, two):
    with two.action("me") as action:
        box = projects.to_field(projects.patch(0), two.media)
        action.create("zone", "z9", {"area_id": "a1", "zone_code": "core", "geom": box})
        projects.add_issue(action, two, 30)
    meet(one, two)
    assert len(one.rows("SELECT * FROM overlay WHERE target_id = 'z9'")) == 1
    assert len(one.rows("SELECT * FROM overlay WHERE issue_id NOT IN (SELECT id FROM issue)")) == 0
    assert one.rows("SELECT layer FROM overlay") == two.rows("SELECT layer FROM overlay")
