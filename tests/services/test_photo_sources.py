"""A card that is pulled out: what came is kept, the rest is named, the next import goes on."""

import shutil
from pathlib import Path

import pytest
from helpers.make_photos import jpeg_with_exif
from helpers.open_sessions import session_of

from greenshield.project.media import hash_file
from greenshield.project.rebuilding import differences
from greenshield.services import photo_list
from greenshield.services.photo_import import import_photos

COUNT = 130


@pytest.fixture
def card(tmp_path):
    for n in range(COUNT):
        folder = tmp_path / "card" / "DCIM" / f"{100 + n // 50}MEDIA"
        folder.mkdir(parents=True, exist_ok=True)
        jpeg_with_exif(folder / f"{n:04}.jpg", lon=126.35, lat=43.25, seed=n)
    return tmp_path / "card"


class After:
    """Does something once a few photos are stored."""

    def __init__(self, deed):
        self.deed = deed

    def step(self, _what, done, _total):
        if self.deed is not None and done >= 12:
            self.deed, deed = None, self.deed
            deed()


def names(folder):
    return {str(p) for p in folder.rglob("*.jpg")}


def goes_on(session, card, before):
    """The card is back: what is in stays, what is lacking comes."""
    done = import_photos(session, [card])
    assert (done.added, done.duplicates, done.refused) == (COUNT - before, before, 0)
    found = {item["sha256"] for item in photo_list.photos(session.project).items}
    assert found == {hash_file(p) for p in card.rglob("*.jpg")}
    assert differences(session.project) == []


@pytest.mark.parametrize("mounted", [False, True])
def test_that_a_card_pulled_out_leaves_a_list_and_the_next_import_goes_on(
    path, tmp_path, card, mounted
):
    """Its folder is gone with it, or stands empty where it was mounted."""
    every = names(card)

    def pull():
        card.rename(tmp_path / "out")
        if mounted:
            card.mkdir()

    with session_of(path) as session:
        done = import_photos(session, [card], progress=After(pull))
        assert 12 <= done.added < COUNT
        assert done.left == done.refused == COUNT - done.added
        gone, *rest = done.problems
        assert (gone.code, gone.file, gone.fatal) == ("photos_source_gone", str(card), False)
        assert gone.params == {"n": done.left}
        assert {p.code for p in rest} == {"photo_left"}
        kept = {hash_file(tmp_path / "out" / p.removeprefix(f"{card}/")) for p in every}
        kept -= {hash_file(tmp_path / "out" / p.file.removeprefix(f"{card}/")) for p in rest}
        assert {i["sha256"] for i in photo_list.photos(session.project).items} == kept
        assert list(session.project.media.folder.glob("*.part")) == []
        if mounted:
            card.rmdir()
        (tmp_path / "out").rename(card)
        goes_on(session, card, done.added)


def test_that_one_folder_of_several_that_goes_is_told_and_the_others_go_on(path, card):
    first = sorted(names(card))[:50]
    with session_of(path) as session:
        done = import_photos(
            session, [card], progress=After(lambda: shutil.rmtree(card / "DCIM" / "101MEDIA"))
        )
        assert done.problems[0].file == str(card / "DCIM" / "101MEDIA")
        assert done.problems[0].params["n"] == done.left > 0
        assert done.added + done.left == COUNT
        assert not {p.file for p in done.problems} & set(first)


def test_that_a_file_that_goes_by_itself_is_one_problem_and_no_folder(path, card):
    last = max(names(card))
    with session_of(path) as session:
        done = import_photos(session, [card], progress=After(Path(last).unlink))
        assert (done.added, done.left) == (COUNT - 1, 0)
        assert [(p.code, p.file, p.fatal) for p in done.problems] == [
            ("photo_not_found", last, True)
        ]


def test_that_a_path_that_never_was_is_no_card_pulled_out(path, tmp_path):
    with session_of(path) as session:
        done = import_photos(session, [tmp_path / "nowhere" / "a.jpg"])
        assert [p.code for p in done.problems] == ["photo_not_found"]


def test_that_a_file_that_a_device_does_not_give_is_a_problem_of_that_file(path, card):
    """Linux gives an input error for reading this process's memory at its beginning."""
    one, other = str(card.with_name("one.jpg")), min(names(card))  # the one is named by itself
    Path(other).rename(f"{other}.whole")
    for bad, instead in ((one, "/proc/self/mem"), (other, other)):
        Path(bad).symlink_to(instead)
    with session_of(path) as session:
        done = import_photos(session, [card, Path(one)])
        told = {(p.code, p.file) for p in done.problems if p.fatal}
        assert told == {("photo_read_failed", one), ("photo_read_failed", other)}
        assert done.left == 0
