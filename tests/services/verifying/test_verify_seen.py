"""What this user saw and a copy lacks is told until it is back, or given up; by no writing less."""

import shutil

import pytest
from helpers.calls import as_json, said
from helpers.open_sessions import session_of
from helpers.rollback import put_back, write
from helpers.tampering import tamper

from greenshield.domain.errors import UsageError
from greenshield.project.receiving import receive
from greenshield.services.session import reading
from greenshield.services.verifying import verify

LAST = "DELETE FROM event WHERE rowid = (SELECT max(rowid) FROM event)"


def codes(path):
    found = verify(path)
    return {b.code for b in found.broken}, {r.code for r in found.remarks}


@pytest.fixture
def lacking(folder):
    """A project out of which the last event was taken, and its tables made anew."""
    write(folder, "QH-7")
    tamper(folder, (LAST, ()))
    verify(folder, rebuild_tables=True)
    assert codes(folder) == ({"chain_shortened"}, set())
    return folder


def test_that_writing_takes_back_no_alarm(lacking):
    for n in range(3):
        write(lacking, f"QH-1{n}")
        assert codes(lacking) == ({"chain_shortened"}, set())


def test_that_moving_takes_back_no_alarm(lacking, tmp_path):
    write(lacking, "QH-8")
    shutil.move(lacking, tmp_path / "moved")
    assert codes(tmp_path / "moved")[0] == {"chain_shortened"}
    write(tmp_path / "moved", "QH-9")
    assert codes(tmp_path / "moved")[0] == {"chain_shortened"}


def test_that_moving_first_takes_back_no_alarm(lacking, tmp_path):
    shutil.move(lacking, tmp_path / "moved")
    write(tmp_path / "moved", "QH-9")
    assert codes(tmp_path / "moved")[0] == {"chain_shortened"}


@pytest.mark.parametrize("written", [True, False])
@pytest.mark.parametrize("stays", [True, False])
def test_that_another_copy_in_the_place_of_one_is_a_loss(folder, tmp_path, written, stays):
    shutil.copytree(folder, tmp_path / "c")
    if written:  # so that it is a copy of its own, which is noted in another place
        write(tmp_path / "c", "QH-5")
    write(folder, "QH-7")
    put_back(tmp_path / "c", folder)
    if not stays:
        shutil.rmtree(tmp_path / "c")
    assert codes(folder)[0] == {"chain_shortened"}
    write(folder, "QH-8")
    assert codes(folder)[0] == {"chain_shortened"}


def test_that_a_copy_written_on_is_told_of_the_fuller_one_as_long_as_it_stands(folder, tmp_path):
    shutil.copytree(folder, tmp_path / "c")
    write(folder, "QH-7")
    write(tmp_path / "c", "QH-8")
    assert codes(tmp_path / "c") == (set(), {"older_copy"})
    assert codes(folder) == (set(), set())
    shutil.move(folder, tmp_path / "moved")
    write(tmp_path / "moved", "QH-9")
    assert codes(tmp_path / "c") == (set(), {"older_copy"})
    shutil.rmtree(tmp_path / "moved")
    assert codes(tmp_path / "c") == ({"chain_shortened"}, set())


def test_that_two_copies_of_the_same_each_worked_in_lack_nothing(folder, tmp_path):
    shutil.copytree(folder, tmp_path / "c")
    write(tmp_path / "c", "QH-8")
    write(folder, "QH-7")
    for path in (folder, tmp_path / "c"):
        assert codes(path) == (set(), set())


def test_that_what_comes_back_is_missed_no_more(folder, tmp_path):
    shutil.copytree(folder, tmp_path / "backup")
    write(folder, "QH-7")
    with reading(folder) as session:
        events = list(session.project.journal.all())
    put_back(tmp_path / "backup", folder)
    write(folder, "QH-8")
    with session_of(folder) as session:
        receive(session.project, events)
    assert codes(folder) == (set(), set())
    with session_of(folder) as session:
        assert session.lost == 0


def test_that_a_backup_put_back_on_purpose_is_accepted_once(folder, tmp_path, capsys):
    shutil.copytree(folder, tmp_path / "backup")
    write(folder, "QH-7")
    put_back(tmp_path / "backup", folder)
    code, told = as_json(capsys, "verify", folder, "--accept-missing")
    assert (code, told["ok"], told["broken"]) == (7, False, [])
    assert {item["code"] for item in told["accepted"]} == {"chain_shortened"}
    assert codes(folder) == (set(), set())
    for n in range(2):
        write(folder, f"QH-1{n}")
        assert codes(folder) == (set(), set())
    code, told = as_json(capsys, "verify", folder, "--accept-missing")
    assert (code, told["ok"], told["accepted"]) == (0, True, [])


def test_that_what_is_lost_after_that_is_told_again(folder, tmp_path):
    shutil.copytree(folder, tmp_path / "older")
    write(folder, "QH-6")
    shutil.copytree(folder, tmp_path / "backup")
    write(folder, "QH-7")
    put_back(tmp_path / "backup", folder)
    assert verify(folder, accept_missing=True).accepted
    assert codes(folder)[0] == set()
    put_back(tmp_path / "older", folder)
    assert codes(folder)[0] == {"chain_shortened"}


def test_that_accepting_never_lets_two_histories_bear_one_key(lacking):
    with reading(lacking) as session:
        before = session.project.local("device")
    assert verify(lacking, accept_missing=True).accepted
    device, is_new = write(lacking, "QH-8")
    assert (device != before, is_new) == (True, True)


def test_that_who_writes_beside_a_loss_is_told_each_time(lacking, capsys):
    def comment(*more):
        return "issue", "comment", lacking, "QH-1", "看过", "--actor", "张三", *more

    for _ in range(2):
        code, told = as_json(capsys, *comment())
        assert (code, [w["code"] for w in told["warnings"]]) == (0, ["writing_beside_loss"])
    _, _, errors = said(capsys, *comment("--lang", "en"))
    assert f"greenshield verify {lacking}" in errors
    assert verify(lacking, accept_missing=True).accepted
    _, told = as_json(capsys, *comment())
    assert told.get("warnings", []) == []


def test_that_a_pack_has_nothing_to_accept(tmp_path):
    (tmp_path / "x.zip").write_bytes(b"PK")
    with pytest.raises(UsageError, match="pack_is_not_noted"):
        verify(tmp_path / "x.zip", accept_missing=True)
