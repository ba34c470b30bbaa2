"""One folder that several people work in, or that goes between two machines on a stick."""

import os
import shutil

import pytest
from helpers.open_sessions import add_clue, make_project
from helpers.projects import patch

from greenshield.cli.main import main
from greenshield.domain.errors import RefusedError, SurroundingsError, UsageError
from greenshield.log.chain import by_chain, check_chain
from greenshield.project.project import Project
from greenshield.services import devices, numbers, people
from greenshield.services.session import reading, writing
from greenshield.services.verifying import verify


@pytest.fixture
def as_user(tmp_path, monkeypatch):
    """Switches between this user's own state and that of another, or of another machine."""
    own = os.environ["GREENSHIELD_HOME"]

    def switch(name=""):
        monkeypatch.setenv("GREENSHIELD_HOME", str(tmp_path / f"home-{name}") if name else own)

    return switch


@pytest.fixture
def shared(tmp_path, as_user):
    """A folder in which this user works and b is admitted."""
    path = make_project(tmp_path / "p")
    as_user("b")
    with reading(path) as session:
        devices.request(session.project, tmp_path / "request.json")
    as_user()
    with writing(path, actor="张三") as session:
        devices.bring_in(session, tmp_path / "request.json")
    return path


def work(path, clue_no):
    with writing(path, actor="张三") as session:
        add_clue(session, clue_no, patch(int(clue_no[3:])))
        return session.project.signer.device_id


def certificates(path):
    with reading(path) as session:
        return len(session.project.trust().certificates)


def assert_one_history(*paths):
    found = {}
    for path in paths:
        with reading(path) as session:
            project_id = session.project.project_id
            found |= {event.hash: event for event in session.project.journal.stored()}
    for chain in by_chain(found.values()).values():
        assert check_chain(project_id, chain) == []


def test_that_two_users_of_one_folder_stay_the_devices_that_they_are(shared, as_user):
    before = certificates(shared)
    wrote = {"": set(), "b": set()}
    for n in range(6):
        user = ("b", "")[n % 2]
        as_user(user)
        wrote[user].add(work(shared, f"QH-{n}"))
    assert [len(ids) for ids in wrote.values()] == [1, 1]
    assert certificates(shared) == before + 1  # of b, who had never written here
    assert verify(shared).ok


def test_that_a_stick_that_is_elsewhere_on_each_machine_costs_no_device(tmp_path, shared, as_user):
    wrote = set()
    for n in range(4):
        as_user(("b", "")[n % 2])
        shared = shared.rename(tmp_path / f"mnt{n % 2}")
        wrote.add(work(shared, f"QH-{n}"))
    assert len(wrote) == 2


@pytest.mark.parametrize("last", ["", "b"])
def test_that_a_shared_folder_put_back_never_gets_two_histories(tmp_path, shared, as_user, last):
    for n, user in enumerate(["b", "", "b"]):
        as_user(user)
        work(shared, f"QH-{n}")
    shutil.copytree(shared, tmp_path / "backup")
    as_user(last)
    gone = work(shared, "QH-4")
    shutil.copytree(shared, tmp_path / "dead")
    shutil.rmtree(shared)
    shutil.copytree(tmp_path / "backup", shared)
    wrote = []
    for n, user in enumerate(["b", ""] * 3):
        as_user(user)
        wrote.append(work(shared, f"QH-{10 + n}"))
    assert gone not in wrote
    assert wrote[2:4] == wrote[4:]
    assert_one_history(shared, tmp_path / "dead")
    assert verify(shared).ok is (last == "b")  # what b lost nobody else had seen
    as_user("b")
    assert verify(shared).ok is (last == "")


def test_that_a_copy_that_another_user_wrote_in_is_still_a_copy(tmp_path, shared, as_user):
    work(shared, "QH-1")
    shutil.copytree(shared, tmp_path / "copy")
    as_user("b")
    work(tmp_path / "copy", "QH-2")
    as_user()
    assert work(tmp_path / "copy", "QH-3") != work(shared, "QH-4")
    as_user("b")
    assert work(tmp_path / "copy", "QH-5") != work(shared, "QH-6")
    assert_one_history(shared, tmp_path / "copy")


def test_that_what_is_refused_in_a_copy_makes_no_device(tmp_path, shared):
    shutil.copytree(shared, tmp_path / "copy")
    before = certificates(shared)
    held = (tmp_path / "copy" / "project.gpkg").read_bytes()
    with pytest.raises(UsageError), writing(tmp_path / "copy", actor="无此人"):
        pass
    with writing(tmp_path / "copy", actor="李四") as session, pytest.raises(RefusedError):
        people.need_keeper(session.who)
    assert main(["issue", "set", str(tmp_path / "copy"), "QH-99", "remark=x"]) != 0
    assert certificates(tmp_path / "copy") == before
    assert (tmp_path / "copy" / "project.gpkg").read_bytes() == held
    # Nor does it take the place that this user noted of the first.
    with reading(shared) as session:
        last = session.project.local("device")
    assert work(shared, "QH-1") == last


def test_that_a_device_that_could_not_be_made_is_made_the_next_time(
    tmp_path, shared, as_user, monkeypatch
):
    def full(self, key, value):
        raise SurroundingsError("disk_full", file="project.gpkg")

    as_user("b")
    for _ in range(2):
        with monkeypatch.context() as during, writing(shared, actor="张三") as session:
            during.setattr(Project, "set_local", full)
            for _ in range(2):
                with pytest.raises(SurroundingsError):
                    add_clue(session, "QH-1", patch(1))
    wrote = work(shared, "QH-1")
    assert work(shared, "QH-2") == wrote
    assert verify(shared).ok


def test_that_numbers_are_granted_to_the_device_that_grants_them(shared, as_user):
    as_user("b")
    work(shared, "QH-1")
    as_user()
    with writing(shared, actor="张三") as session:
        numbers.grant(session, division="229901", year=2026, first=1, last=9)
        (block,) = numbers.live_blocks(session.project)
        assert block["device_id"] == session.project.signer.device_id
