"""The fold: any order, duplication or split over devices gives one state."""

import random

from fold_replica import KEYS, Replica, met, pair
from hypothesis import given
from hypothesis import strategies as st

from greenshield.domain import workflow
from greenshield.log.fold import fold, state_hash
from greenshield.log.kinds import PERMANENT


def test_that_edits_of_different_fields_merge_without_conflict():
    one, two = pair()
    one.set(remark="二")
    two.set(place_name="云岭")
    state = met(one, two)
    assert (state.get("remark"), state.get("place_name"), state.conflicts) == ("二", "云岭", ())


def test_that_two_edits_of_one_field_are_a_conflict_with_both_values_and_authors():
    one, two = pair()
    one.set(remark="甲的")
    two.set(remark="乙的")
    state = met(one, two)
    field = state.fields["remark"]
    assert {w.value for w in (field.shown, *field.rivals)} == {"甲的", "乙的"}
    assert {w.actor for w in (field.shown, *field.rivals)} == {"甲", "乙"}
    assert [(c.what, c.name) for c in state.conflicts] == [("field", "remark")]
    two.set(remark="商定")
    state = met(one, two)
    assert (state.get("remark"), state.conflicts) == ("商定", ())


def test_that_a_resolution_does_not_swallow_a_write_it_had_not_seen():
    one, two = pair()
    three = Replica(KEYS[2], "丙")
    three.learn(one)
    one.set(remark="甲的")
    two.set(remark="乙的")
    three.set(remark="丙的")
    one.learn(two)
    one.set(remark="商定")
    state = met(one, two, three)
    field = state.fields["remark"]
    assert {field.value, *(w.value for w in field.rivals)} == {"商定", "丙的"}


def test_that_equal_values_from_two_people_are_no_conflict():
    one, two = pair()
    one.set(remark="同")
    two.set(remark="同")
    assert met(one, two).conflicts == ()


def test_that_a_later_edit_supersedes_through_what_it_saw_not_by_its_clock():
    one, two = pair()
    for n in range(5):
        one.set(remark=f"甲{n}")
    two.set(place_name="x")
    state = met(one, two)
    assert state.get("remark") == "甲4"
    assert state.fields["remark"].rivals == ()


def test_that_two_moves_after_one_keep_the_last_undisputed_state_until_a_person_decides():
    one, two = pair()
    one.move("assign")
    two.learn(one)
    a = one.move("check")
    b = two.move("reassign")
    state = met(one, two)
    assert (state.state, state.disputed) == ("assigned", True)
    assert {m.status for m in state.moves} == {"done", "disputed"}
    one.emit("move_decided", {"among": [a.event_id, b.event_id], "take": a.event_id, "pins": {}})
    state = met(one, two)
    assert (state.state, state.disputed, state.head) == ("checked", False, a.event_id)
    assert {m.move: m.status for m in state.moves}["reassign"] == "lost"


def test_that_two_decisions_that_differ_are_a_dispute_until_one_names_both():
    one, two = pair()
    a, b = one.move("assign"), two.move("assign")
    one.learn(two)
    two.learn(one)
    ids = [a.event_id, b.event_id]
    x = one.emit("move_decided", {"among": ids, "take": a.event_id, "pins": {}})
    y = two.emit("move_decided", {"among": ids, "take": b.event_id, "pins": {}})
    assert met(one, two).disputed
    assert set(met(one, two).conflicts[0].candidates) == {*ids, x.event_id, y.event_id}
    one.emit(
        "move_decided", {"among": [*ids, x.event_id, y.event_id], "take": b.event_id, "pins": {}}
    )
    state = met(one, two)
    assert (state.head, state.disputed) == (b.event_id, False)


def test_that_one_adoption_by_two_laptops_is_one_move():
    one, two = pair()
    a = one.move("adopt", "rectifying", file_sha256="f", sheet="台账", row=7)
    two.move("adopt", "rectifying", file_sha256="f", sheet="台账", row=7)
    state = met(one, two)
    assert (state.state, state.disputed) == ("rectifying", False)
    two.move("self_check")
    assert met(one, two).state == "self_checked"
    assert a.event_id in {m.event_id for m in met(one, two).moves}


def test_that_a_move_that_needs_a_second_signature_waits_for_another_person():
    one, two = pair()
    one.move("assign")
    one.move("check")
    dismissal = one.move("dismiss", outcome="not_true")
    assert one.state.state == "checked"
    assert [m.status for m in one.state.moves] == ["done", "done", "pending"]
    consent = {"move": dismissal.event_id, "tier": "city", "occurred_on": "2026-01-02", "pins": {}}
    one.emit("consented", consent)
    assert one.state.state == "checked"
    two.learn(one)
    two.emit("consented", consent)
    assert met(one, two).state == "dismissed"


def test_that_a_move_out_of_the_table_is_kept_and_changes_nothing():
    one, _ = pair()
    one.move("close", "closed")
    assert (one.state.state, one.state.moves[0].status) == ("clue", "invalid")


def test_that_events_this_version_does_not_know_are_passed_over():
    one, _ = pair()
    before = state_hash(one.state)
    one.emit("commented", {"text": "x", "colour": "red"})
    assert state_hash(one.state) == before


def test_that_a_redacted_body_is_gone_from_the_fold_with_or_without_its_bytes():
    one, two = pair()
    secret = one.emit("commented", {"text": "身份证号"})
    two.learn(one)
    one.emit("redacted", {"event": secret.event_id, "reason": "personal data"})
    one.events = [e.without_body() if e.hash == secret.hash else e for e in one.events]
    assert met(one, two).comments == ()


DOINGS = [
    "set", "record", "measure", "tag", "untag", "move", "consent", "decide", "redact", "learn",
]  # fmt: skip
STEPS = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from(DOINGS),
        st.integers(0, 7),
    ),
    max_size=40,
)


def act(replicas, who, what, n):
    me = replicas[who]
    state = me.state
    if what == "set":
        me.set(**{["remark", "place_name", "deadline"][n % 3]: f"值{n}"})
    elif what == "record":
        me.emit(
            "record_added",
            {
                "record": f"r{n % 3}",
                "kind": "measure",
                "occurred_on": "2026-01-01",
                "fields": {"quantity": n},
                "documents": [],
            },
        )
    elif what == "measure" and state.records:
        me.set(record=state.records[n % len(state.records)].record_id, done_quantity=n)
    elif what == "tag":
        me.emit("photo_tagged", {"photo": "ab" * 32, "phase": "before", "kind": "far"})
    elif what == "untag" and state.tags:
        me.emit("photo_untagged", {"tag": state.tags[n % len(state.tags)].tag_id})
    elif what == "move":
        names = [m.name for m in workflow.moves_from(state.state) if m.name != "adopt"]
        names = [x for x in names if workflow.target(state.state, x, list(state.history()))]
        if names:
            me.move(names[n % len(names)])
    elif what == "consent" and state.moves:
        me.emit(
            "consented",
            {
                "move": state.moves[n % len(state.moves)].event_id,
                "tier": ["city", "province"][n % 2],
                "occurred_on": "2026-01-01",
            },
        )
    elif what == "decide" and state.disputed:
        among = list(next(c for c in state.conflicts if c.what == "move").candidates)
        me.emit("move_decided", {"among": among, "take": among[n % len(among)], "pins": {}})
    elif what == "redact":
        written = [e for e in me.events if e.header.kind not in PERMANENT and e.body is not None]
        if written:
            me.redact(written[n % len(written)])
    elif what == "learn":
        me.learn(replicas[n % 3])


@given(STEPS, st.randoms(use_true_random=False))
def test_that_any_order_and_any_repetition_of_events_folds_to_one_state(steps, rng):
    replicas = [Replica(key, f"人{n}") for n, key in enumerate(KEYS)]
    replicas[0].emit("created", {"fields": {"clue_no": "Q1"}})
    for replica in replicas[1:]:
        replica.learn(replicas[0])
    for who, what, n in steps:
        act(replicas, who, what, n)
    state = met(*replicas)
    events = list(replicas[0].events)
    for _ in range(3):
        shuffled = events + rng.choices(events, k=rng.randint(0, len(events)))
        rng.shuffle(shuffled)
        assert state_hash(fold("issue", "i", shuffled)) == state_hash(state)


@given(STEPS)
def test_that_one_device_alone_never_has_a_conflict(steps):
    alone = Replica(KEYS[0], "甲")
    alone.emit("created", {"fields": {"clue_no": "Q1"}})
    model = {"clue_no": "Q1"}
    for _, what, n in steps:
        if what == "set":
            model[["remark", "place_name", "deadline"][n % 3]] = f"值{n}"
        act([alone] * 3, 0, what, n)
    state = alone.state
    assert [c for c in state.conflicts if c.what != "field" or "." not in c.name] == []
    for name, field in state.fields.items():
        assert field.value == (None if field.shown.redacted else model[name])
    assert state.fields.keys() == model.keys()


def test_that_the_seed_of_a_shuffle_does_not_matter_for_void_entities():
    one = Replica(KEYS[0], "甲")
    made = one.emit("created", {"fields": {"remark": "x"}})
    one.emit("voided", {"saw": [made.event_id]})
    events = list(one.events)
    random.Random(1).shuffle(events)
    state = fold("area", "i", events)
    assert (state.void, state.conflicts) == (True, ())


def test_that_a_decision_between_nothing_moves_nothing():
    one, two = pair()
    made = one.move("assign")
    two.learn(one)
    two.emit("move_decided", {"among": [made.event_id], "take": "", "pins": {}})
    two.emit("move_decided", {"among": [made.event_id], "take": made.event_id, "pins": {}})
    assert met(one, two).state == "assigned"
    assert met(one, two).conflicts == ()


def test_that_an_edit_that_a_voiding_had_not_seen_is_a_conflict_until_acknowledged():
    one, two = pair()
    seen = {"229901": {r.key.device_id: len(r.events) for r in (one,)}}
    void = one.move("void")
    moved = one.events[-1]
    one.events.remove(moved)
    body = {**void.body, "pins": {"chains": seen}}
    void = one.emit("moved", body)
    consent = {"move": void.event_id, "tier": "province", "occurred_on": "2026-01-02", "pins": {}}
    edit = two.set(place_name="云岭")
    two.learn(one)
    two.emit("consented", consent)
    state = met(one, two)
    assert state.void
    assert [(c.what, c.candidates) for c in state.conflicts] == [
        ("void", (void.event_id, edit.event_id))
    ]
    one.emit("voided", {"saw": [void.event_id, edit.event_id]})
    assert met(one, two).conflicts == ()


def test_that_the_evidence_of_a_move_that_waits_for_a_signature_is_held():
    one, _ = pair()
    one.move("assign")
    one.move("check")
    pinned = one.state.fields["remark"].shown.event_id
    waiting = one.move("dismiss", outcome="not_true")
    one.events.remove(waiting)
    one.emit("moved", {**waiting.body, "pins": {"issue": {"remark": pinned}}})
    assert one.state.locked == {"issue": {"remark": pinned}}
