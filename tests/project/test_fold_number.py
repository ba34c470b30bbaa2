"""A program that learned something folds what an earlier one only kept, once, on opening."""

import pytest
from helpers import projects
from helpers.chains import Chain
from helpers.projects import key

from greenshield import messages
from greenshield.domain.errors import UnreadableError
from greenshield.log import kinds
from greenshield.project import rebuilding
from greenshield.project.inspection import inspect_tables
from greenshield.project.opening import open_project
from greenshield.project.receiving import receive
from greenshield.services.verifying import verify

SECOND = key(1)


def fold_of(project):
    return int(project.local("fold"))


@pytest.fixture
def learned(tmp_path, monkeypatch):
    """A project that kept a kind unread, and a program that came to know the kind since."""
    known = kinds.KINDS["fields_set"]
    with projects.make(tmp_path / "p") as project:
        issue, _ = projects.fill(project, issues=2)
        projects.let_in(project, SECOND)
        event = Chain(SECOND, project).event(
            "fields_set",
            "issue",
            issue,
            {"fields": {"remark": "新知道的"}, "saw": []},
            lamport=9000,
        )
        monkeypatch.delitem(kinds.KINDS, "fields_set")
        assert receive(project, [event]).accepted == 1
        assert project.issue(issue).get("remark") != "新知道的"
    monkeypatch.setitem(kinds.KINDS, "fields_set", known)
    monkeypatch.setattr(rebuilding, "FOLD", rebuilding.FOLD + 1)
    return tmp_path / "p", issue


def test_that_what_was_kept_unread_is_folded_on_opening(learned):
    path, issue = learned
    with projects.reopen(path) as project:
        row = project.rows("SELECT remark FROM issue WHERE id = ?", issue)
        assert row == [{"remark": "新知道的"}]
        assert inspect_tables(project) == []
        assert fold_of(project) == rebuilding.FOLD
        assert project.rows("SELECT open FROM write_gate") == [{"open": 0}]
    assert [b.code for b in verify(path).broken if "row" in b.code or "page" in b.code] == []


def test_that_it_is_done_once(learned, monkeypatch):
    path, _ = learned
    projects.reopen(path).close()
    monkeypatch.setattr(rebuilding, "write_anew", pytest.fail)
    projects.reopen(path).close()


def test_that_a_rebuilding_that_fails_leaves_the_tables_as_they_were(learned, monkeypatch):
    path, issue = learned
    with monkeypatch.context() as patch:
        patch.setattr(rebuilding, "note_fold", lambda project: project.db.conn.execute("no SQL"))
        with pytest.raises(UnreadableError):
            projects.reopen(path)
    with projects.reopen(path) as project:
        assert project.issue(issue).get("remark") == "新知道的"
        assert inspect_tables(project) == []


def test_that_reading_alone_rebuilds_nothing_but_a_copy(learned):
    path, issue = learned
    before = (path / "project.gpkg").read_bytes()
    with open_project(path, who="me", read_only=True) as project:
        assert project.issue(issue).get("remark") == "新知道的"
        assert inspect_tables(project) == []
    assert (path / "project.gpkg").read_bytes() == before


@pytest.mark.parametrize("read_only", [False, True])
def test_that_tables_of_a_newer_fold_are_not_written_by_an_older_one(tmp_path, read_only):
    with projects.make(tmp_path / "p") as project, project.transaction():
        project.set_local("fold", str(rebuilding.FOLD + 1))
    with pytest.raises(UnreadableError) as caught:
        open_project(tmp_path / "p", who="me", read_only=read_only)
    assert caught.value.code == "fold_newer"
    assert "verify --rebuild" in messages.remedy(caught.value.code, caught.value.params, "en")


@pytest.mark.parametrize("noted", ["", "x", "-1", "²", "0", "9" * 5000])
def test_that_where_no_number_is_noted_the_tables_are_made_anew(tmp_path, noted):
    with projects.make(tmp_path / "p") as project:
        projects.fill(project, issues=1)
        digest = project.digest()
        with project.transaction():
            project.set_local("fold", noted)
            project.db.conn.execute("DELETE FROM entity")
    with projects.reopen(tmp_path / "p") as project:
        assert (fold_of(project), project.digest()) == (rebuilding.FOLD, digest)
        assert inspect_tables(project) == []
