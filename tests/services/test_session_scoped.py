"""A device of one county signs what the others take, and nothing else."""

import pytest
from helpers import projects
from helpers.projects import key

from greenshield.domain.errors import RefusedError
from greenshield.log.trust import admit
from greenshield.project.receiving import receive
from greenshield.services.session import become_device

ROOT, COUNTY_DEVICE, STRANGER = key(0), key(1), key(2)
MINE, OTHERS = "229901", "229902"


@pytest.fixture
def root(tmp_path):
    with projects.make(tmp_path / "root", division_code="220000") as project:
        projects.let_in(project, COUNTY_DEVICE, scopes=(MINE,))
        yield project


@pytest.fixture
def county(tmp_path, root):
    with projects.replica(tmp_path / "county", root, COUNTY_DEVICE) as project:
        yield project


def issue(project, scope):
    with project.action() as action:
        action.create("issue", f"{scope}:{len(scope)}", {"clue_no": "1"})


def refused(project, write):
    before = project.journal.count()
    with pytest.raises(RefusedError) as caught:
        write()
    assert project.journal.count() == before
    return caught.value


def test_that_a_device_does_not_sign_outside_its_scope(root, county):
    issue(county, MINE)
    error = refused(county, lambda: issue(county, OTHERS))
    assert error.code == "device_scope_missing"
    assert error.params == {"device": COUNTY_DEVICE.device_id, "scope": OTHERS}

    def share():
        with county.action() as action:
            action.create("campaign", "c", {"name": "x"})

    assert refused(county, share).params["scope"] == county.shared_scope
    told = receive(root, county.journal.all())
    assert (told.accepted, told.quarantined, told.refused) == (1, 0, [])


def test_that_a_device_that_nobody_admitted_signs_nothing(root):
    root.sign_with(STRANGER)
    assert refused(root, lambda: issue(root, MINE)).code == "device_scope_missing"
    root.sign_with(ROOT)
    projects.let_in(root, STRANGER)
    root.sign_with(STRANGER)
    issue(root, MINE)


def test_that_an_admission_that_was_rolled_back_gives_no_right(root):
    body = admit(ROOT, root.project_id, STRANGER.public_key, name="x").to_dict()

    def fail():
        with root.action() as action:
            action.emit("device_admitted", "device", STRANGER.device_id, body)
            assert STRANGER.device_id in root.trust().rights
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    root.sign_with(STRANGER)
    assert refused(root, lambda: issue(root, MINE)).code == "device_scope_missing"


def test_that_a_copy_of_a_countys_device_is_taken_by_the_others_with_the_same_rights(root, county):
    become_device(county, COUNTY_DEVICE)
    fresh = county.signer.device_id
    assert fresh != COUNTY_DEVICE.device_id
    issue(county, MINE)
    assert refused(county, lambda: issue(county, OTHERS)).code == "device_scope_missing"
    told = receive(root, county.journal.all())
    assert (told.accepted, told.quarantined, told.refused) == (2, 0, [])
    assert root.trust().rights[fresh] == frozenset([MINE])
    assert root.digest() == county.digest()


def test_that_a_copy_of_the_root_writes_everywhere(root):
    become_device(root, ROOT)
    issue(root, OTHERS)
    assert root.trust().rights[root.signer.device_id] == frozenset([""])


def test_that_a_key_that_the_project_does_not_know_vouches_for_nobody(root):
    before = root.journal.count()
    with pytest.raises(RefusedError) as caught:
        become_device(root, STRANGER)
    assert (caught.value.code, root.journal.count()) == ("device_not_admitted", before)
