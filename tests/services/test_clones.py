"""Copies of a project folder: none signs in another's place, and all of them meet again."""

import json
import os
import shutil
import threading

import pytest
import shapely
from helpers.open_sessions import add_clue, make_project, session_of

from greenshield import paths
from greenshield.domain.errors import RefusedError, UsageError
from greenshield.log.chain import by_chain
from greenshield.project.rebuilding import differences
from greenshield.project.receiving import receive
from greenshield.services import devices, people
from greenshield.services.session import reading, writing
from greenshield.services.verifying import verify


@pytest.fixture
def original(tmp_path):
    path = make_project(tmp_path / "original")
    work(path, "QH-1")
    return path


def work(path, clue_no):
    """Opens a copy, writes one clue, and says which device wrote it and whether it was new."""
    place = 126.3 + int(clue_no[3:]) / 100
    with session_of(path) as session:
        patch = shapely.box(place, 43.2, place + 0.004, 43.204)
        add_clue(session, clue_no, patch)
        signer = session.project.signer
        assert signer is not None
        return signer.device_id, session.new_device


def clues(path):
    with reading(path) as session:
        return {row["clue_no"] for row in session.project.rows("SELECT clue_no FROM issue")}


def meet(*paths):
    """Brings every event of every copy to every other; no fork, nothing waits, one digest."""
    found = []
    for path in paths:
        with writing(path) as session:  # a copy becomes a device of its own here, at the latest
            found += list(session.project.journal.all())
    digests = set()
    for path in paths:
        with writing(path) as session:
            told = receive(session.project, found)
            assert (told.refused, told.quarantined) == ([], 0)
            assert differences(session.project) == []
            digests.add(session.project.digest())
            chains = by_chain(
                {e.hash: e for e in [*found, *session.project.journal.all()]}.values()
            )
        for chain in chains.values():
            assert [e.header.seq for e in chain] == list(range(1, len(chain) + 1))
        assert verify(path).broken == []
    assert len(digests) == 1


@pytest.fixture
def another_user(tmp_path, monkeypatch):
    """Switches between this user's own state and that of another on the machine."""

    own = os.environ["GREENSHIELD_HOME"]

    def switch(name=""):
        monkeypatch.setenv("GREENSHIELD_HOME", str(tmp_path / f"home-{name}") if name else own)

    return switch


def test_that_a_project_opened_again_and_again_stays_one_device(original):
    first = work(original, "QH-2")
    assert first == work(original, "QH-3") == (first[0], False)


def test_that_a_copied_folder_gets_a_device_of_its_own_before_its_first_write(tmp_path, original):
    device, _ = work(original, "QH-2")
    shutil.copytree(original, tmp_path / "copy")
    other, is_new = work(tmp_path / "copy", "QH-3")
    assert (other != device, is_new) == (True, True)
    assert work(original, "QH-4") == (device, False)
    assert work(tmp_path / "copy", "QH-5") == (other, False)
    meet(original, tmp_path / "copy")
    assert clues(original) == clues(tmp_path / "copy") == {f"QH-{n}" for n in range(1, 6)}


def test_that_every_copy_of_a_copy_is_told_apart(tmp_path, original):
    folders = [original]
    for n in range(3):
        shutil.copytree(folders[-1], tmp_path / f"copy{n}")
        folders.append(tmp_path / f"copy{n}")
    wrote = [work(folder, f"QH-{10 + n}")[0] for n, folder in enumerate(folders)]
    assert len(set(wrote)) == 4
    assert [work(f, f"QH-{20 + n}")[0] for n, f in enumerate(folders)] == wrote
    meet(*folders)


def test_that_a_folder_put_back_from_a_backup_gets_a_new_device(tmp_path, original):
    shutil.copytree(original, tmp_path / "backup")
    device, _ = work(original, "QH-2")
    shutil.copytree(original, tmp_path / "elsewhere")
    shutil.rmtree(original)
    shutil.copytree(tmp_path / "backup", original)
    other, is_new = work(original, "QH-3")
    assert (other != device, is_new) == (True, True)
    meet(original, tmp_path / "elsewhere")
    assert clues(original) == {"QH-1", "QH-2", "QH-3"}


def test_that_a_database_file_alone_put_back_is_found_too(tmp_path, original):
    kept = (original / "project.gpkg").read_bytes()
    device, _ = work(original, "QH-2")
    (original / "project.gpkg").write_bytes(kept)
    other, is_new = work(original, "QH-3")
    assert (other != device, is_new) == (True, True)
    assert {b.code for b in verify(original).broken} == {"chain_shortened"}


def test_that_a_moved_folder_keeps_its_device(tmp_path, original):
    device, _ = work(original, "QH-2")
    shutil.move(original, tmp_path / "moved")
    assert work(tmp_path / "moved", "QH-3") == (device, False)
    (tmp_path / "moved").rename(tmp_path / "again")
    assert work(tmp_path / "again", "QH-4") == (device, False)


def test_that_a_copy_that_was_only_read_changes_nothing(tmp_path, original):
    device, _ = work(original, "QH-2")
    shutil.copytree(original, tmp_path / "copy")
    before = (tmp_path / "copy" / "project.gpkg").read_bytes()
    assert clues(tmp_path / "copy") == {"QH-1", "QH-2"}
    assert (tmp_path / "copy" / "project.gpkg").read_bytes() == before
    assert work(original, "QH-3") == (device, False)


def test_that_a_user_whose_key_the_project_does_not_know_may_read_and_not_write(
    tmp_path, original, another_user
):
    another_user("b")
    assert clues(original) == {"QH-1"}
    with pytest.raises(RefusedError) as caught, writing(original):
        pass
    assert caught.value.code == "device_not_admitted"
    with reading(original) as session:
        assert session.project.journal.quarantined() == []


@pytest.mark.skipif(os.name != "posix", reason="pipes as POSIX has them")
def test_that_the_id_in_a_project_leads_to_no_file_elsewhere(tmp_path, original):
    pipe, read = tmp_path / "pipe.txt", []
    os.mkfifo(pipe)

    def wait():
        with pipe.open("wb"):  # until somebody reads
            read.append(threading.current_thread())

    waiting = threading.Thread(target=wait)
    waiting.start()
    with reading(original) as session:
        session.project.project_id = str(tmp_path / "pipe")
        with pytest.raises(UsageError, match="key_id_malformed"):
            devices.request(session.project, tmp_path / "request.json")
    was_read = bool(read)
    end = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    waiting.join()
    os.close(end)
    assert not was_read
    assert not (tmp_path / "request.json").exists()


def test_that_a_device_asks_is_brought_in_and_writes(tmp_path, original, another_user):
    another_user("b")
    shutil.copytree(original, tmp_path / "b")
    with reading(tmp_path / "b") as session:
        devices.request(session.project, tmp_path / "first.json")
        asked = devices.request(session.project, tmp_path / "request.json")
        keys_made = list((paths.config_dir() / "keys" / session.project.project_id).iterdir())
        assert [file.stem for file in keys_made] == [asked]
        assert json.loads((tmp_path / "first.json").read_text("utf-8")) == json.loads(
            (tmp_path / "request.json").read_text("utf-8")
        )
    another_user()
    with writing(original, actor="张三") as session:
        assert devices.bring_in(session, tmp_path / "request.json") == asked
        assert devices.bring_in(session, tmp_path / "request.json") == asked
        news = list(session.project.journal.all())
        people.add(
            session.project, session.who, name="赵六", tier="county", roles=["county"], unit=""
        )
    shutil.rmtree(tmp_path / "b")
    shutil.copytree(original, tmp_path / "b")
    another_user("b")
    with writing(tmp_path / "b", actor="赵六") as session:
        assert session.project.signer.device_id in session.project.trust().certificates
        assert session.project.trust().certificates[session.project.signer.device_id].admitted_by
        add_clue(session, "QH-7", shapely.box(126.5, 43.2, 126.51, 43.21))
        assert receive(session.project, news).accepted == 0
        events = list(session.project.journal.all())
        digest = session.project.digest()
    another_user()
    with writing(original) as session:
        told = receive(session.project, events)
        assert (told.refused, told.quarantined) == ([], 0)
        assert session.project.digest() == digest
    assert clues(original) == {"QH-1", "QH-7"}


def test_that_the_text_of_a_damaged_note_only_costs_a_device(tmp_path, original, own_home):
    device, _ = work(original, "QH-2")
    notes = list((own_home / "greenshield").rglob("projects/*/*.json"))
    assert len(notes) == 1
    for text in ("", "[]", '{"path": 1, "heads": {"a": 5}, "device": null}', "\0" * 99):
        notes[0].write_text(text)
        wrote, _ = work(original, f"QH-{30 + len(text)}")
        assert wrote == device
    assert verify(original).ok
