"""Whose things an event may speak of."""

import pytest
from test_envelope import KEY, PROJECT

from greenshield.log import scopes
from greenshield.log.chain import check_event
from greenshield.log.envelope import chain_start, seal
from greenshield.log.signing import DeviceKey
from greenshield.log.trust import Trust, admit

COUNTY = DeviceKey(b"\x07" * 32)
TRUST = Trust.of(
    PROJECT,
    [
        admit(KEY, PROJECT, KEY.public_key, name="r", role="root", shared_scope="22"),
        admit(KEY, PROJECT, COUNTY.public_key, name="县", scopes=("220183",)),
    ],
)


def event(key, scope, entity_type, entity):
    return seal(
        key, scope=scope, seq=1, lamport=1, at="", actor="a", action="b", kind="created", schema=1,
        entity_type=entity_type, entity=entity, body={"fields": {}},
        prev=chain_start(PROJECT, key.device_id, scope),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("key", "scope", "entity_type", "entity", "code"),
    [
        (COUNTY, "220183", "issue", "220183:1", None),
        (COUNTY, "220183", "photo", "220183:1", None),
        (COUNTY, "220183", "issue", "220184:1", "event_scope_foreign"),
        (COUNTY, "220183", "issue", "1", "event_scope_foreign"),
        (COUNTY, "220184", "issue", "220184:1", "event_device_unknown"),
        (COUNTY, "220183", "actor", "a", "event_scope_foreign"),
        (COUNTY, "220183", "project", PROJECT, "event_scope_foreign"),
        (COUNTY, "22", "actor", "a", "event_device_unknown"),
        (KEY, "22", "actor", "a", None),
        (KEY, "22", "area", "a", None),
        (KEY, "22", "project", PROJECT, None),
        (KEY, "22", "project", "another", "event_scope_foreign"),
        (KEY, "220183", "area", "a", "event_scope_foreign"),
        (KEY, "22", "of a newer version", "x", None),
    ],
)
def test_that_a_device_speaks_only_of_what_its_scope_holds(key, scope, entity_type, entity, code):
    found = check_event(event(key, scope, entity_type, entity), TRUST)
    assert (found and found.code) == code


@pytest.mark.parametrize(
    ("code", "scope"), [("220000", "22"), ("220100", "2201"), ("220183", "220183")]
)
def test_that_the_shared_scope_is_the_divisions_common_prefix(code, scope):
    assert scopes.shared_scope_of(code) == scope
