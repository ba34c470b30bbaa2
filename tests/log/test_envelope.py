"""Events: sealing, canonical bytes, what a flipped byte does."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenshield.domain.errors import UnreadableError
from greenshield.log import canonical
from greenshield.log.chain import check_chain, check_event
from greenshield.log.envelope import Event, Header, chain_start, seal
from greenshield.log.signing import DeviceKey
from greenshield.log.trust import Certificate, Trust, admit, project_id_of

KEY = DeviceKey(bytes(range(32)))
PROJECT = project_id_of(KEY.public_key)
TRUST = Trust.of(
    PROJECT, [admit(KEY, PROJECT, KEY.public_key, name="root", role="root", shared_scope="22*")]
)

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def make(seq=1, prev=None, body=None, key=KEY, scope="229901", kind="created"):
    return seal(
        key,
        scope=scope,
        seq=seq,
        lamport=seq,
        at="2026-05-01T08:00:00.000Z",
        actor="a",
        action="b",
        kind=kind,
        schema=1,
        entity_type="issue",
        entity="229901:i",
        prev=prev or chain_start(PROJECT, key.device_id, scope),
        body=body if body is not None else {"fields": {"facility_name": "青禾示例采石场"}},
    )


def chain(length):
    events = []
    for seq in range(1, length + 1):
        events.append(make(seq, events[-1].hash if events else None))
    return events


@given(st.dictionaries(st.text(min_size=1), json_values, max_size=5))
def test_that_canonical_json_reads_back_and_writes_the_same_bytes(value):
    data = canonical.dumps(value)
    assert canonical.dumps(canonical.loads(data)) == data


@pytest.mark.parametrize(
    "data", [b'{"b":1,"a":2}', b'{"a": 1}', b'{"a":1,"a":1}', b"[]", b'{"a":NaN}', b"\xff", b""]
)
def test_that_other_bytes_than_canonical_ones_are_refused(data):
    with pytest.raises(UnreadableError):
        canonical.loads(data)


def test_that_a_sealed_event_verifies_and_hides_its_salt():
    event = make()
    assert check_event(event, TRUST) is None
    assert event.body == {"fields": {"facility_name": "青禾示例采石场"}}
    assert make().body_bytes != make().body_bytes


def test_that_every_flipped_bit_of_an_event_is_found():
    event = make()
    for part in ("header_bytes", "body_bytes", "signature"):
        good = getattr(event, part)
        for at in range(len(good)):
            bad = bytearray(good)
            bad[at] ^= 1 << (at % 8)
            altered = dataclasses.replace(event, **{part: bytes(bad)})
            assert check_event(altered, TRUST) is not None, (part, at)


def test_that_a_header_without_its_body_still_verifies():
    assert check_event(make().without_body(), TRUST) is None


def test_that_a_dropped_swapped_or_doubled_event_breaks_the_chain():
    events = chain(5)
    assert check_chain(PROJECT, events) == []
    assert [b.code for b in check_chain(PROJECT, events[:2] + events[3:])] == ["event_missing"]
    assert check_chain(PROJECT, [*events[:3], events[2], *events[3:]])[0].code == "chain_forked"
    other = make(3, events[0].hash)
    assert "chain_broken" in {
        b.code for b in check_chain(PROJECT, [*events[:2], other, *events[3:]])
    }


def test_that_a_chain_of_another_project_or_scope_does_not_pass():
    event = make()
    assert check_chain("00000000-0000-8000-8000-000000000000", [event])[0].code == "chain_broken"


def test_that_an_event_over_64_kb_is_refused():
    with pytest.raises(UnreadableError) as caught:
        make(body={"fields": {"description": "长" * 30_000}})
    assert caught.value.code == "event_too_large"


@pytest.mark.parametrize(
    "change",
    [{"seq": 0}, {"seq": "1"}, {"lamport": 2**60}, {"v": 0}, {"device": None}],
)
def test_that_a_malformed_header_is_refused(change):
    raw = canonical.loads(make().header_bytes) | change
    with pytest.raises(UnreadableError):
        Header.decode(canonical.dumps(raw))


def test_that_only_keys_that_lead_back_to_the_root_are_trusted():
    second, third, stranger = DeviceKey.generate(), DeviceKey.generate(), DeviceKey.generate()
    root = admit(KEY, PROJECT, KEY.public_key, name="root", role="root", shared_scope="22*")
    to_second = admit(KEY, PROJECT, second.public_key, name="2", scopes=("2299",))
    to_third = admit(second, PROJECT, third.public_key, name="3")
    alone = admit(stranger, PROJECT, stranger.public_key, name="x", role="root", shared_scope="22*")
    adopted = admit(stranger, PROJECT, stranger.public_key, name="x")
    for order in ([to_third, alone, to_second, adopted, root], [root, to_second, to_third]):
        trust = Trust.of(PROJECT, order)
        assert set(trust.certificates) == {KEY.device_id, second.device_id, third.device_id}
        assert trust.root == KEY.public_key
    assert trust.key_of(second.device_id, "229901") == second.public_key
    assert trust.key_of(second.device_id, "220000") is None
    assert Trust.of(PROJECT, [to_second]).certificates == {}


def test_that_a_certificate_with_another_scope_or_key_loses_its_signature():
    second = DeviceKey.generate()
    root = admit(KEY, PROJECT, KEY.public_key, name="root", role="root", shared_scope="22*")
    good = admit(KEY, PROJECT, second.public_key, name="2", scopes=("229901",))
    for change in (
        {"scopes": ()},
        {"name": "3"},
        {"public_key": DeviceKey.generate().public_key.hex()},
    ):
        bad = dataclasses.replace(good, **change)
        assert len(Trust.of(PROJECT, [root, bad]).certificates) == 1
    assert Certificate.from_dict(good.to_dict()) == good
    with pytest.raises(UnreadableError):
        Certificate.from_dict({**good.to_dict(), "public_key": "zz"})


def test_that_a_stranger_signing_in_anothers_name_is_found():
    stranger = DeviceKey.generate()
    event = make()
    forged = Event(event.header_bytes, event.body_bytes, stranger.sign(event.header_bytes))
    assert check_event(forged, TRUST).code == "event_signature_false"
    assert check_event(make(key=stranger), TRUST).code == "event_device_unknown"


def test_that_deep_nesting_and_size_are_bounded_before_anything_reads_them():
    deep = b'{"a":' + b"[" * 40 + b"]" * 40 + b"}"
    with pytest.raises(UnreadableError):
        canonical.loads(deep)
    with pytest.raises(UnreadableError):
        canonical.loads(b'{"a":' + b"[" * 50_000 + b"]" * 50_000 + b"}")
    event = make()
    huge = Event(event.header_bytes, b" " * 70_000, event.signature)
    assert check_event(huge, TRUST).code == "event_too_large"
