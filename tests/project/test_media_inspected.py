"""Which files of ``media/`` belong there: named, found by their hash, once."""

import pytest
from helpers import projects
from helpers.chains import Chain
from helpers.harm import overwrite
from helpers.projects import key

from greenshield.project.inspection import inspect_files
from greenshield.project.opening import open_project
from greenshield.project.receiving import receive

SECOND, THIRD = key(1), key(2)
DATA = b"\xff\xd8 what a newer program took"


@pytest.fixture
def project(tmp_path):
    with projects.make(tmp_path / "one") as project:
        projects.fill(project, issues=1, blobs=False)
        projects.let_in(project, SECOND)
        yield project


def told(project):
    _, broken = inspect_files(project, list(project.journal.all()), lambda *_: None)
    return sorted((b.code, b.where) for b in broken)


def photo(project):
    sha256 = project.rows("SELECT sha256 FROM photo ORDER BY id")[0]["sha256"]
    return sha256, project.media.find(sha256)


@pytest.mark.parametrize("who", ["newer", "stranger"])
def test_that_media_of_events_that_are_not_understood_or_wait_are_left_alone(project, who):
    kept = project.media.keep_bytes(DATA, ".jpg")
    chain = Chain(SECOND if who == "newer" else THIRD, project)
    fields = {"sha256": kept.sha256}
    event = chain.event("created", "photo", "229901:n", {"fields": fields, "colour": kept.sha256})
    receive(project, [event])
    assert told(project) == []
    project.set_orphans_aside(everything=True)
    assert project.media.find(kept.sha256) == kept.path
    overwrite(kept.path, b"altered")
    assert [code for code, _ in told(project)] == ["media_altered"]


def test_that_they_outlive_a_crash(tmp_path):
    with projects.make(tmp_path / "two") as project:
        kept = project.media.keep_bytes(DATA, ".jpg")
        stray = project.media.keep_bytes(b"nobody names this", ".jpg")
        receive(project, [Chain(THIRD, project).created("c", fields={"picture": kept.sha256})])
        project.media.fresh.clear()
    project.layout.lock.write_text("{}")  # as a writer that died leaves it
    with open_project(tmp_path / "two", who="me") as again:
        assert again.media.find(kept.sha256) == kept.path
        assert again.media.find(stray.sha256) is None


def test_that_a_file_that_is_not_found_by_its_hash_is_missing_and_does_not_belong(project):
    sha256, path = photo(project)
    path.rename(path.with_name(path.name + ".part"))
    inside = f"{sha256[:2]}/{path.name}.part"
    assert told(project) == [("media_added", inside), ("media_missing", sha256)]


@pytest.mark.parametrize("name", ["{}", "{}.png", "{}.jpg.part", "{}x.jpg", "{}.a.jpg"])
def test_that_a_second_file_of_one_hash_does_not_belong(project, name):
    sha256, path = photo(project)
    other = path.with_name(name.format(sha256))
    other.write_bytes(path.read_bytes())
    assert [code for code, _ in told(project)] == ["media_added"]
    assert project.media.read(sha256) == path.read_bytes()


def test_that_a_folder_in_a_files_place_is_not_taken_for_it(project):
    sha256, path = photo(project)
    path.unlink()
    path.mkdir()
    assert project.media.find(sha256) is None
    assert told(project) == [("media_missing", sha256)]


@pytest.mark.parametrize("suffix", [".aaa", ".zzz"])
def test_that_an_altered_copy_does_not_take_a_sound_originals_place(project, suffix):
    sha256, path = photo(project)
    other = path.with_suffix(suffix)
    other.write_bytes(path.read_bytes() + b"zz")
    assert told(project) == [("media_added", f"{sha256[:2]}/{other.name}")]
    assert project.media.find(sha256) == project.media.check(sha256) == path
    assert project.media.read(sha256) == path.read_bytes()
    overwrite(path, b"altered")
    assert [code for code, _ in told(project)] == ["media_added", "media_altered"]
