"""A redaction takes values away and nothing else: what a write had seen stays seen."""

import pytest
from fold_replica import met, pair

from greenshield.log.fold import fold, state_hash


def shown(replica, name="remark"):
    state = replica.state.fields[name]
    return state.value, [w.value for w in state.rivals]


def test_that_a_redacted_write_between_two_others_brings_no_rival_back():
    one, two = pair()
    middle = one.set(remark="身份证号")
    one.set(remark="某公司")
    two.learn(one)
    one.redact(middle)
    assert shown(one) == ("某公司", [])
    assert met(one, two).conflicts == ()


def test_that_a_redacted_last_write_shows_no_earlier_value_again():
    one, two = pair()
    middle = one.set(remark="身份证号")
    last = one.set(remark="张三")
    one.redact(middle)
    one.redact(last)
    assert shown(one) == (None, [])
    assert met(one, two).get("remark") is None
    two.set(remark="某公司")
    assert met(one, two).get("remark") == "某公司"
    assert one.state.conflicts == ()


def test_that_a_redacted_write_of_a_record_hides_what_it_saw():
    one, _ = pair()
    body = {"record": "r", "kind": "measure", "occurred_on": "2026-01-01", "documents": []}
    one.emit("record_added", body | {"fields": {"text": "一"}})
    one.redact(one.set(record="r", text="二"))
    assert one.state.records[0].get("text") is None
    assert one.state.get("remark") == "一"


def test_that_a_redacted_rival_leaves_no_conflict_that_nobody_could_decide():
    one, two = pair()
    one.set(remark="一一")
    gone = two.set(remark="张三")
    assert [c.what for c in met(one, two).conflicts] == ["field"]
    two.redact(gone)
    assert met(one, two).conflicts == ()
    assert shown(one) == ("一一", [])


def test_that_a_redaction_counts_alike_with_and_without_the_body():
    one, _ = pair()
    secret = one.set(remark="身份证号")
    before = list(one.events)
    made = one.redact(secret)
    emptied = state_hash(one.state)
    assert state_hash(fold("issue", "i", [*before, made])) == emptied


def test_that_what_a_redaction_tells_hides_nothing_later():
    one, _ = pair()
    middle = one.set(remark="张三")
    last = one.set(remark="某公司")
    saw = [last.event_id, one.events[0].event_id]
    one.redact(middle, fields=["remark"], saw=saw)
    assert shown(one) == ("某公司", [])


@pytest.mark.parametrize("fields", [["other"], []])
def test_that_a_redaction_that_tells_of_other_fields_is_as_one_that_tells_nothing(fields):
    one, _ = pair()
    secret = one.set(remark="张三")
    one.redact(secret, fields=fields, saw=[])
    assert shown(one) == ("一", [])


def test_that_a_ring_of_told_and_true_writes_still_shows_something():
    one, two = pair()
    first = one.set(remark="甲")
    two.events[-1:] = []
    two.learn(one)
    # A device whose clock of events runs backwards: its write saw one that seems later.
    two.events = [e for e in two.events if e.hash != first.hash]
    early = two.emit("fields_set", {"fields": {"remark": "乙"}, "saw": [first.event_id]})
    assert early.header.lamport <= first.header.lamport
    one.learn(two)
    one.redact(first, fields=["remark"], saw=[early.event_id, one.events[0].event_id])
    assert shown(one) == ("乙", [])


def check(one):
    """A check that relied on a record and a photo."""
    body = {"record": "r", "kind": "check", "occurred_on": "2026-01-01", "documents": []}
    record = one.emit("record_added", body | {"fields": {}})
    tag = one.emit("photo_tagged", {"photo": "ab" * 32, "phase": "before", "kind": "far"})
    written = one.set(place_name="云岭")
    one.move("assign")
    draft = one.move("check")
    one.events.remove(draft)
    pins = {
        "issue": {"place_name": written.event_id},
        "records": {"r": {"": record.event_id}},
        "tags": {tag.event_id: "ab" * 32},
    }
    one.emit("moved", {**draft.body, "pins": pins})
    assert one.state.findings == ()
    return record, tag, written


def test_that_redacted_evidence_of_a_move_in_force_is_a_finding():
    one, two = pair()
    record, tag, written = check(one)
    for event in (record, tag, written):
        one.redact(event)
    found = [(f.code, f.event_id) for f in met(one, two).findings]
    assert found == [
        ("pinned_photo_absent", tag.event_id),
        ("pinned_record_absent", record.event_id),
        ("pinned_value_redacted", written.event_id),
    ]


def test_that_a_pinned_record_or_tag_that_never_came_is_a_finding():
    one, _ = pair()
    record, tag, _ = check(one)
    state = fold("issue", "i", [e for e in one.events if e not in (record, tag)])
    codes = [f.code for f in state.findings]
    assert codes == ["pinned_photo_absent", "pinned_record_absent"]
