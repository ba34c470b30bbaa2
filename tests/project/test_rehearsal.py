"""What is rehearsed is seen by what follows in it, and nothing of it stays."""

import pytest
import shapely
from helpers.imports import fingerprint
from sqlcipher3 import dbapi2

from greenshield.domain.errors import SurroundingsError
from greenshield.log.signing import DeviceKey
from greenshield.project.creating import create_project
from greenshield.project.identity import issue_of_clue
from greenshield.project.projection.geometry import INLINE_BYTES, to_field

LARGE = shapely.Point(126.5, 43.2).buffer(0.01, quad_segs=INLINE_BYTES // 32)


@pytest.fixture
def project(tmp_path):
    made = create_project(
        tmp_path / "p", DeviceKey.generate(), name="青禾县", division_code="229901",
        device_name="测试机", fields={},
    )  # fmt: skip
    with made:
        yield made


def make(project, number, **fields):
    issue = issue_of_clue(project.project_id, "229901", "", number)
    with project.action("me") as action:
        action.create("issue", issue, {"clue_no": number, **fields})
    return issue


def make_and_fail(project):
    issue = issue_of_clue(project.project_id, "229901", "", "QH-2")
    shape = to_field(LARGE, project.media)
    with project.action("me") as action:
        action.create("issue", issue, {"clue_no": "QH-2", "geom": shape})
        raise ZeroDivisionError


def names(project):
    return {row["clue_no"] for row in project.rows("SELECT clue_no FROM issue")}


def media(project):
    return sorted(path.name for path in project.media.files())


def test_that_each_action_sees_those_before_it_and_none_stays(project):
    make(project, "QH-1")
    before = fingerprint(project)
    with project.rehearsal():
        issue = make(project, "QH-2")
        with project.action("me") as action:
            assert action.issue(issue).get("clue_no") == "QH-2"
            action.set_fields("issue", issue, {"clue_no": "QH-3"})
        assert names(project) == {"QH-1", "QH-3"}
    assert fingerprint(project) == before
    assert names(project) == {"QH-1"}
    make(project, "QH-2")  # the chain goes on where it ended before
    assert names(project) == {"QH-1", "QH-2"}


def test_that_an_action_that_fails_leaves_the_others_of_the_rehearsal(project):
    with project.rehearsal():
        make(project, "QH-1")
        with pytest.raises(ZeroDivisionError):
            make_and_fail(project)
        assert names(project) == {"QH-1"}
        make(project, "QH-3")
        assert names(project) == {"QH-1", "QH-3"}
    assert names(project) == set()


def test_that_nothing_stays_of_a_rehearsal_that_was_stopped(project):
    before = fingerprint(project)
    with pytest.raises(ZeroDivisionError), project.rehearsal():
        make_and_fail(project)
    assert fingerprint(project) == before
    assert media(project) == []


def test_that_files_it_brought_in_go_and_those_that_were_there_stay(project, tmp_path):
    kept = tmp_path / "批文.txt"
    kept.write_text("先有")
    project.media.keep(kept)
    before = media(project)
    with project.rehearsal():
        project.media.keep(kept)
        make(project, "QH-1", geom=to_field(LARGE, project.media))
        assert len(media(project)) == 2
    assert media(project) == before
    assert list(project.layout.orphans.glob("*")) == []


def test_that_a_file_made_whole_again_in_it_stays(project, tmp_path):
    issue = make(project, "QH-1", geom=to_field(LARGE, project.media))
    path = next(project.media.files())
    path.chmod(0o644)
    path.write_bytes(b"altered")
    with project.rehearsal():
        to_field(LARGE, project.media)
    assert project.media.check(path.name[:64])
    assert project.issue(issue) is not None


def test_that_a_step_after_the_whole_was_undone_is_refused_and_stays_not(project):
    """SQLite undoes all by itself on a full disk; a step of its own would be stored."""
    with project.rehearsal():
        project.db.conn.execute("ROLLBACK")
        with pytest.raises(SurroundingsError) as refused:
            make(project, "QH-1")
    assert refused.value.code == "disk_full"
    assert names(project) == set()


def test_that_a_rehearsal_makes_no_device_of_a_copy(project):
    first = []
    project.sign_with(project.signer, first=lambda: first.append(1), then=first.append)
    with project.rehearsal():
        make(project, "QH-1")
    assert first == []
    make(project, "QH-1")
    assert first[0] == 1
    assert len(first) == 2


def test_that_a_reader_beside_it_sees_nothing_of_it(project):
    with project.rehearsal():
        make(project, "QH-1")
        beside = dbapi2.connect(f"file:{project.layout.database}?mode=ro", uri=True)
        assert beside.execute("SELECT count(*) FROM issue").fetchone() == (0,)
        beside.close()
