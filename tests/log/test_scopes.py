"""Whose things an event may speak of."""

import pytest
from test_envelope import KEY, PROJECT

from greenshield.log import scopes
from greenshield.log.chain import check_event
from greenshield.log.envelope import chain_start, seal
from greenshield.log.signing import DeviceKey
from greenshield.log.trust import Trust, admit

COUNTY = DeviceKey(b"\x07" * 32)
KEEPER = DeviceKey(b"\x08" * 32)
STRANGER = DeviceKey(b"\x09" * 32)
ROOT = admit(KEY, PROJECT, KEY.public_key, name="r", role="root", shared_scope="22*")
TRUST = Trust.of(
    PROJECT,
    [
        ROOT,
        admit(KEY, PROJECT, COUNTY.public_key, name="县", scopes=("220183",)),
        admit(KEY, PROJECT, KEEPER.public_key, name="管理员", scopes=("220183", "22*")),
    ],
)


def event(key, scope, entity_type, entity, kind="created", body=None):
    return seal(
        key, scope=scope, seq=1, lamport=1, at="", actor="a", action="b", kind=kind, schema=1,
        entity_type=entity_type, entity=entity, body={"fields": {}} if body is None else body,
        prev=chain_start(PROJECT, key.device_id, scope),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("key", "scope", "entity_type", "entity", "code"),
    [
        (COUNTY, "220183", "issue", "220183:1", None),
        (COUNTY, "220183", "photo", "220183:1", None),
        (COUNTY, "220183", "patrol", "220183:1", None),
        (COUNTY, "220183", "patrol", "220184:1", "event_scope_foreign"),
        (COUNTY, "220183", "issue", "220184:1", "event_scope_foreign"),
        (COUNTY, "220183", "issue", "1", "event_scope_foreign"),
        (COUNTY, "220184", "issue", "220184:1", "event_device_unknown"),
        (COUNTY, "220183", "actor", "a", "event_scope_foreign"),
        (COUNTY, "220183", "project", PROJECT, "event_scope_foreign"),
        (COUNTY, "22*", "actor", "a", "event_device_unknown"),
        (COUNTY, "220183*", "actor", "a", "event_scope_foreign"),
        (KEEPER, "22*", "actor", "a", None),
        (KEEPER, "220183", "issue", "220183:1", None),
        (KEEPER, "220184", "issue", "220184:1", "event_device_unknown"),
        (KEEPER, "22", "actor", "a", "event_device_unknown"),
        (KEY, "22", "actor", "a", "event_scope_foreign"),
        (KEY, "22*", "actor", "a", None),
        (KEY, "22*", "area", "a", None),
        (KEY, "22*", "project", PROJECT, None),
        (KEY, "22*", "project", "another", "event_scope_foreign"),
        (KEY, "220183", "area", "a", "event_scope_foreign"),
        (KEY, "22*", "of a newer version", "x", None),
    ],
)
def test_that_a_device_speaks_only_of_what_its_scope_holds(key, scope, entity_type, entity, code):
    found = check_event(event(key, scope, entity_type, entity), TRUST)
    assert (found and found.code) == code


@pytest.mark.parametrize(
    ("code", "scope"),
    [("220000", "22*"), ("220100", "2201*"), ("220183", "220183*"), ("100000", "10*")],
)
def test_that_the_shared_scope_is_the_divisions_common_prefix(code, scope):
    assert scopes.shared_scope_of(code) == scope


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("22*", True), ("2201*", True), ("220183*", True), ("220183-x1*", True), ("22", False),
     ("*", False), ("", False), ("22**", False), ("甲*", False), ("22 *", False)],
)  # fmt: skip
def test_that_a_shared_scope_is_the_beginning_of_a_code_and_a_star(text, is_one):
    assert scopes.is_shared_scope(text) == is_one
    root = admit(KEY, PROJECT, KEY.public_key, name="r", role="root", shared_scope=text)
    assert (Trust.of(PROJECT, [root]).root is not None) == is_one


def admission(key, scope, entity_type="device", entity=STRANGER.device_id, **more):
    """An event with the county's certificate for a stranger, or with another body."""
    body = admit(COUNTY, PROJECT, STRANGER.public_key, name="新").to_dict() | more
    return check_event(event(key, scope, entity_type, entity, "device_admitted", body), TRUST)


def test_that_a_certificate_stands_in_any_chain_where_it_is_of_its_own_device():
    assert admission(COUNTY, "220183") is None
    assert admission(KEEPER, "22*") is None
    assert admission(COUNTY, "220183", entity=KEY.device_id).code == "event_scope_foreign"
    assert admission(COUNTY, "220183", entity="x").code == "event_scope_foreign"
    for key in ("", "zz", 5, "00"):
        assert admission(COUNTY, "220183", public_key=key).code == "event_scope_foreign"


@pytest.mark.parametrize(
    ("entity_type", "entity"),
    [("issue", "220184:1"), ("photo", "x"), ("actor", "a"), ("project", PROJECT), ("area", "a")],
)
def test_that_a_kind_alone_lets_nobody_speak_of_anothers_things(entity_type, entity):
    """Whatever calls itself a certificate: only a device's own is one."""
    assert admission(COUNTY, "220183", entity_type, entity).code == "event_scope_foreign"
