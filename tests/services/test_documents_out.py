"""The files of an issue, and copies of them under names that others gave."""

import pytest
from helpers.calls import as_json
from helpers.open_sessions import add_clue
from helpers.projects import patch

from greenshield.domain.errors import UnreadableError, UsageError
from greenshield.services import documents, lookup, records


@pytest.fixture
def paper(session, tmp_path):
    add_clue(session, "QH-1", patch(1))
    file = tmp_path / "方案.txt"
    file.write_text("a plan", "utf-8")
    given = {"doc_kind": "plan"}
    records.add(session, "QH-1", "document", given, occurred_on="2026-05-01", documents=[file])
    (found,) = documents.of_issue(lookup.issue(session.project, "QH-1"))
    return found


def test_that_a_file_tells_what_it_stands_for(paper):
    assert (paper["name"], paper["doc_kind"], paper["on"]) == ("方案.txt", "plan", "2026-05-01")


def test_that_a_copy_keeps_the_name_and_replaces_nothing(session, paper, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "方案.txt").write_text("somebody's own", "utf-8")
    first = documents.copy_out(session.project, paper["sha256"], paper["name"], folder)
    again = documents.copy_out(session.project, paper["sha256"], paper["name"], folder)
    assert first == again == folder / "方案 (2).txt"
    assert first.read_text("utf-8") == "a plan"
    assert (folder / "方案.txt").read_text("utf-8") == "somebody's own"


def test_that_files_are_copied_into_folders_alone(session, paper, tmp_path):
    taken = tmp_path / "taken.txt"
    taken.write_text("mine", "utf-8")
    with pytest.raises(UsageError, match="batch_no_folder"):
        documents.copy_out(session.project, paper["sha256"], paper["name"], taken)
    assert taken.read_text("utf-8") == "mine"


def test_that_what_is_lost_is_named_and_the_others_are_copied(session, paper, tmp_path, capsys):
    other = tmp_path / "批复.txt"
    other.write_text("another", "utf-8")
    given = {"doc_kind": "other"}
    records.add(session, "QH-1", "document", given, occurred_on="2026-05-02", documents=[other])
    session.project.media.find(paper["sha256"]).unlink()
    words = ("issue", "files", session.project.layout.folder, "QH-1", "--out", tmp_path / "out")
    code, told = as_json(capsys, *words)
    assert code == 1
    assert [(p["code"], p["file"]) for p in told["problems"]] == [("media_missing", "方案.txt")]
    assert [f.name for f in (tmp_path / "out").iterdir()] == ["批复.txt"]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../.bashrc", "bashrc"),
        ("C:\\Windows\\方案.docx", "方案.docx"),
        ("con.txt", "abcdefabcdef.txt"),
        ("a\u202ecod.exe", "acod.exe"),
        ("", "abcdefabcdef"),
        ("甲:乙?.pdf", "甲_乙_.pdf"),
    ],
)
def test_that_a_hostile_name_is_made_harmless(name, safe):
    assert documents.safe_name(name, "abcdef" * 12) == safe


def test_that_a_long_name_fits_into_any_folder(session, paper, tmp_path):
    for long in ("整改方案" * 60 + ".docx", "x" * 400, "a." + "长" * 90):
        name = documents.safe_name(long, paper["sha256"])
        assert len(name.encode("utf-8")) <= 200
        assert name[:1] == long[:1]
        copies = []
        for content in (b"other", None):
            copies.append(documents.copy_out(session.project, paper["sha256"], long, tmp_path))
            assert copies[-1].read_text("utf-8") == "a plan"
            copies[-1].write_bytes(content or b"other")
        assert copies[0] != copies[1]


def test_that_a_file_that_is_gone_is_told(session, paper, tmp_path):
    session.project.media.find(paper["sha256"]).unlink()
    with pytest.raises(UnreadableError, match="media_missing"):
        documents.copy_out(session.project, paper["sha256"], paper["name"], tmp_path)


def test_that_the_command_line_copies_them_out(session, paper, tmp_path, capsys):
    path = session.project.layout.folder
    code, data = as_json(capsys, "issue", "files", path, "QH-1", "--out", tmp_path / "out")
    assert code == 0
    assert data["items"][0]["copy"] == str(tmp_path / "out" / "方案.txt")
