"""Events that came in wrong are refused or kept apart, and change nothing."""

import dataclasses

import pytest
from helpers import projects
from helpers.projects import key
from helpers.replicas import (
    SECOND,
    STRANGER,
    edit,
    events,
    events_of,
    first_issue,
    quarantine,
    signed,
)

from greenshield.log import canonical
from greenshield.log.envelope import Event, signed_bytes
from greenshield.project.rebuilding import differences
from greenshield.project.receiving import receive


def test_that_a_fork_is_kept_apart_and_told_and_changes_nothing(one, two):
    edit(two, remark="先到")
    first = events_of(two, SECOND)[0]
    receive(one, [first])
    digest = one.digest()
    body = {"fields": {"remark": "后到"}, "saw": []}
    twin = signed(SECOND, one, {"prev": first.header.prev}, **body)
    follower = signed(SECOND, one, {"seq": 2, "prev": twin.hash}, **body)
    for _ in range(2):
        told = receive(one, [follower, twin])
        assert (told.accepted, told.quarantined, told.refused) == (0, 2, [])
    assert quarantine(one) == ["chain_broken", "chain_forked"]
    assert one.digest() == digest
    edit(two, remark="接着")
    receive(one, events_of(two, SECOND))
    assert one.digest() != digest
    assert quarantine(one) == ["chain_forked", "chain_forked"]
    assert differences(one) == []


@pytest.mark.parametrize("part", ["header_bytes", "body_bytes", "signature"])
def test_that_an_altered_event_is_never_taken(one, two, part):
    edit(two, remark="真的")
    good = events_of(two, SECOND)[0]
    before = (one.digest(), one.journal.count())
    for at in range(0, len(getattr(good, part)), 7):
        data = bytearray(getattr(good, part))
        data[at] ^= 1 << at % 8
        told = receive(one, [dataclasses.replace(good, **{part: bytes(data)})])
        assert told.accepted == 0
        assert told.refused or told.quarantined, at
    assert (one.digest(), one.journal.count()) == before
    assert receive(one, [good]).accepted == 1


def test_that_a_stranger_signing_in_anothers_name_is_refused(one, two):
    edit(two, remark="真的")
    good = events_of(two, SECOND)[0]
    forged = Event(
        good.header_bytes, good.body_bytes, STRANGER.sign(signed_bytes(good.header_bytes))
    )
    assert [b.code for b in receive(one, [forged]).refused] == ["event_signature_false"]
    assert one.journal.quarantined() == []


def test_that_an_event_of_another_project_is_not_taken(tmp_path, one):
    with projects.make(tmp_path / "other", key(9)) as other:
        projects.fill(other, issues=1)
        before = one.digest()
        told = receive(one, events(other))
        assert told.accepted == 0
        assert one.digest() == before


def test_that_an_event_over_64_kb_is_refused(one):
    body = {"fields": {"remark": "长" * 30_000}, "saw": []}
    told = receive(one, [signed(SECOND, one, **body)])
    assert [b.code for b in told.refused] == ["event_too_large"]


@pytest.mark.parametrize(
    "change", [{"seq": 2**70}, {"schema": 2**70}, {"lamport": 2**53}, {"seq": -1}]
)
def test_that_numbers_beyond_reason_are_refused(one, change):
    told = receive(one, [signed(SECOND, one, change, fields={}, saw=[])])
    assert [b.code for b in told.refused] == ["event_header_malformed"]


def test_that_values_nested_without_end_are_refused(one):
    deep = "x"
    for _ in range(400):
        deep = [deep]
    told = receive(one, [signed(SECOND, one, fields={"remark": deep}, saw=[])])
    assert [b.code for b in told.refused] == ["event_not_canonical"]
    with pytest.raises(ValueError, match="deep"), one.action("me") as action:
        action.set_fields("issue", first_issue(one), {"remark": deep})
    shallow = canonical.dumps({"a": [[[[1]]]]})
    assert canonical.loads(shallow) == {"a": [[[[1]]]]}
