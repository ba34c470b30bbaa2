"""Whose keys signed, and which of them are trusted: never more than the root's trust gives."""

import pytest
from helpers import projects
from helpers.projects import key

from greenshield.log.envelope import chain_start, seal
from greenshield.services.verifying import verify

ROOT, SECOND, STRANGER = key(0), key(1), key(2)


@pytest.fixture
def path(tmp_path):
    with projects.make(tmp_path / "p", ROOT) as project:
        projects.let_in(project, SECOND)
    return tmp_path / "p"


def told(path, trusted=""):
    return {k["device"]: (k["admitted"], k["trusted"]) for k in verify(path, trusted=trusted).keys}


def root_of(path):
    return verify(path).root


def test_that_a_key_is_trusted_only_where_its_root_is(path):
    devices = {ROOT.device_id, SECOND.device_id}
    assert told(path) == dict.fromkeys(devices, (True, False))
    assert told(path, "0" * 64) == dict.fromkeys(devices, (True, False))
    assert told(path, root_of(path)) == dict.fromkeys(devices, (True, True))


def test_that_a_stranger_who_signed_is_listed_and_never_trusted(path):
    with projects.reopen(path, ROOT) as project:
        event = seal(
            STRANGER, scope="22*", seq=1, lamport=99, at="2026-05-01T00:00:00.000Z", actor="",
            action="x", kind="created", schema=1, entity_type="campaign", entity="c9",
            prev=chain_start(project.project_id, STRANGER.device_id, "22*"), body={"fields": {}},
        )  # fmt: skip
        with project.transaction():
            project.journal.append(event)
    found = told(path, root_of(path))
    assert found.pop(STRANGER.device_id) == (False, False)
    assert set(found.values()) == {(True, True)}
    assert not verify(path).ok
