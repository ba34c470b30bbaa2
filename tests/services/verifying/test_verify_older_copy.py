"""A copy that is older than one this user has seen: a backup elsewhere, or a loss in its place."""

import shutil

import pytest
from helpers import projects
from helpers.calls import as_json, said
from helpers.open_sessions import add_clue, session_of
from helpers.projects import key
from helpers.tampering import named, tamper

from greenshield.project.rebuilding import rebuild
from greenshield.project.receiving import receive
from greenshield.services import copy_note, new_project, whereabouts
from greenshield.services.session import writing
from greenshield.services.verifying import verify


def write(folder, clue_no="QH-7"):
    with session_of(folder) as session:
        add_clue(session, clue_no, projects.patch(9))


def test_that_an_older_copy_elsewhere_is_a_remark_and_whole(folder, tmp_path, capsys):
    shutil.copytree(folder, tmp_path / "bak")
    write(folder)
    for more in ([], ["--rebuild"]):
        code, told = as_json(capsys, "verify", tmp_path / "bak", *more)
        assert (code, told["ok"], told["broken"]) == (0, True, [])
        (remark,) = told["remarks"]
        assert remark["code"] == "older_copy"
        assert str(folder) in remark["message"]
    code, out, _ = said(capsys, "verify", tmp_path / "bak", "--lang", "en")
    assert code == 0
    assert "older than the one in" in out
    assert verify(folder).remarks == []


def test_that_the_same_in_its_own_place_is_a_loss(folder, tmp_path, capsys):
    shutil.copytree(folder, tmp_path / "bak")
    write(folder)
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "bak", folder)
    code, told = as_json(capsys, "verify", folder)
    assert (code, {b["code"] for b in told["broken"]}) == (7, {"chain_shortened"})
    assert told["remarks"] == []
    # So is a copy whose original is gone: nobody holds what came later.
    shutil.rmtree(folder)
    code, told = as_json(capsys, "verify", tmp_path / "bak")
    assert (code, {b["code"] for b in told["broken"]}) == (7, {"chain_shortened"})


@pytest.mark.parametrize("there", ["empty", "text", "other", "cut", "older", "folder"])
def test_that_what_only_bears_the_name_of_the_fuller_copy_hides_no_loss(folder, tmp_path, there):
    shutil.copytree(folder, tmp_path / "bak")
    write(folder)
    whole = (folder / "project.gpkg").read_bytes()
    shutil.rmtree(folder)
    if there == "other":
        projects.make(folder, key(3)).close()
    elif there == "older":
        shutil.copytree(tmp_path / "bak", folder)
    else:
        folder.mkdir()
        stands = {"empty": b"", "text": b"x" * 9999, "cut": whole[: len(whole) // 3]}
        if there in stands:
            (folder / "project.gpkg").write_bytes(stands[there])
        else:
            (folder / "project.gpkg").mkdir()
    before = sorted(folder.rglob("*"))
    verdict = verify(tmp_path / "bak")
    assert ({b.code for b in verdict.broken}, verdict.remarks) == ({"chain_shortened"}, [])
    assert sorted(folder.rglob("*")) == before


def test_that_an_older_copy_is_told_while_somebody_writes_in_the_fuller_one(folder, tmp_path):
    shutil.copytree(folder, tmp_path / "bak")
    with session_of(folder) as session:
        add_clue(session, "QH-7", projects.patch(9))
        verdict = verify(tmp_path / "bak")
        assert (verdict.broken, {r.code for r in verdict.remarks}) == ([], {"older_copy"})


def test_that_the_fuller_copy_is_opened_with_the_passphrase_of_the_older(tmp_path):
    made = new_project.create(
        tmp_path / "p", name="x", division_code="229901", me="张三", passphrase="一"
    )
    made.close()
    shutil.copytree(tmp_path / "p", tmp_path / "bak")
    with writing(tmp_path / "p", passphrase="一") as session:
        add_clue(session, "QH-7", projects.patch(9))
    verdict = verify(tmp_path / "bak", passphrase="一")
    assert (verdict.broken, {r.code for r in verdict.remarks}) == ([], {"older_copy"})


def test_that_another_event_in_the_place_of_a_seen_one_is_no_older_copy(folder, tmp_path):
    shutil.copytree(folder, tmp_path / "bak")
    write(folder)
    with projects.reopen(tmp_path / "bak") as project:
        note = copy_note.load(project.project_id, project.local("instance"))
        (device, scope), (seq, _) = max(note.heads.items(), key=lambda head: head[1][0])
        event = next(iter(project.journal.chain(device, scope)))
        sql = "INSERT INTO event SELECT event_id || 'x', device_id, scope, ?, lamport, at, actor, "
        sql += "action_id, kind, schema, entity_type, entity_id, header, body, signature "
        sql += "FROM event WHERE event_id = ?"
        with project.transaction():
            project.db.conn.execute(sql, (seq, event.event_id))
    assert "chain_shortened" in {code for code, _ in named(tmp_path / "bak")}
    assert verify(tmp_path / "bak").remarks == []


def test_that_a_lost_end_of_another_device_s_chain_is_named_after_a_rebuild(tmp_path):
    with projects.make(tmp_path / "one") as one:
        with one.action("me") as action:
            issue = projects.add_issue(action, one, 1)
        projects.let_in(one, key(1))
        with projects.replica(tmp_path / "two", one, key(1)) as two, two.action("me") as action:
            action.emit("commented", "issue", issue, {"text": "异议：没有拆"})
            events = list(two.journal.all())
        receive(one, events)
        whereabouts.save(one)
    assert verify(tmp_path / "one").broken == []
    tamper(
        tmp_path / "one",
        ("DELETE FROM event WHERE device_id = ? AND kind = 'commented'", (key(1).device_id,)),
    )
    with projects.reopen(tmp_path / "one") as one:
        rebuild(one)
    assert {code for code, _ in named(tmp_path / "one")} == {"chain_shortened"}
