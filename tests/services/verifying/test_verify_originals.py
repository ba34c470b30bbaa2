"""``verify`` on the originals of photos: any flip is named, and the same import heals it."""

import random

import pytest
from helpers.calls import as_json
from helpers.harm import overwrite
from helpers.make_photos import jpeg_with_exif
from helpers.open_sessions import make_project, session_of

from greenshield.project.media import hash_file
from greenshield.services.photo_import import import_photos
from greenshield.services.verifying import verify

COUNT = 12


@pytest.fixture
def stored(tmp_path):
    """A project, its card, and the originals by the card's file names."""
    card = tmp_path / "card"
    card.mkdir()
    files = [
        jpeg_with_exif(card / f"现场_{n:02}.jpg", lon=126.35, lat=43.25, seed=n)
        for n in range(COUNT)
    ]
    path = make_project(tmp_path / "p")
    with session_of(path) as session:
        import_photos(session, [card])
        kept = {f.name: session.project.media.find(hash_file(f)) for f in files}
    return path, card, kept


def about(found):
    return {(b["code"], b["about"]) for b in found["broken"]}


def flip(data, bit):
    return data[: bit // 8] + bytes((data[bit // 8] ^ 1 << bit % 8,)) + data[bit // 8 + 1 :]


def damage(rng, data):
    """One flipped bit anywhere; at times the first or the last one."""
    return flip(data, rng.choice((0, len(data) * 8 - 1, *rng.sample(range(len(data) * 8), 8))))


def healed(path, card):
    with session_of(path) as session:
        done = import_photos(session, [card])
        assert (done.added, done.duplicates, done.refused) == (0, COUNT, 0)
    assert verify(path).ok


def test_that_every_flip_is_named_by_the_photos_name_and_the_same_import_heals_it(stored, capsys):
    path, card, kept = stored
    rng = random.Random("flips")
    for _ in range(4):
        harmed = set(rng.sample(sorted(kept), 7))
        for name in harmed:
            overwrite(kept[name], damage(rng, kept[name].read_bytes()))
        code, told = as_json(capsys, "verify", path)
        assert (code, told["ok"]) == (7, False)
        assert about(told) == {("media_altered", name) for name in harmed}
        assert {b["where"] for b in told["broken"]} == {
            f"{kept[name].parent.name}/{kept[name].name}" for name in harmed
        }
        assert all("再导入一次" in b["remedy"] for b in told["broken"])
        healed(path, card)


def test_that_cut_lost_and_foreign_files_are_named(stored, capsys):
    path, card, kept = stored
    cut, emptied, lost, swapped, other, grown, *_ = sorted(kept)
    body = {name: file.read_bytes() for name, file in kept.items()}
    overwrite(kept[cut], body[cut][:-1])
    overwrite(kept[emptied], b"")
    overwrite(kept[swapped], body[other])
    overwrite(kept[grown], body[grown] + b"\0")
    kept[lost].unlink()
    foreign = path / "media" / "ab" / "别人的.jpg"
    foreign.parent.mkdir(exist_ok=True)
    foreign.write_bytes(b"x")
    code, told = as_json(capsys, "verify", path)
    altered = {("media_altered", name) for name in (cut, emptied, swapped, grown)}
    assert code == 7
    assert about(told) == altered | {("media_missing", lost), ("media_added", "")}
    foreign.unlink()
    healed(path, card)


def test_that_a_file_that_the_disk_does_not_give_is_named_and_hides_nothing(stored):
    """Linux gives an input error for reading this process's memory at its beginning."""
    path, card, kept = stored
    bad, flipped, *_ = sorted(kept)
    overwrite(kept[flipped], flip(kept[flipped].read_bytes(), 99))
    kept[bad].unlink()
    kept[bad].symlink_to("/proc/self/mem")
    broken = verify(path).broken
    assert {(b.code, b.params["file"].partition("/")[2]) for b in broken} == {
        ("media_unreadable", kept[bad].name),
        ("media_altered", kept[flipped].name),
    }
    healed(path, card)


def test_that_originals_can_not_be_written_by_mistake(stored):
    _, _, kept = stored
    assert {file.stat().st_mode & 0o222 for file in kept.values()} == {0}


@pytest.mark.soak
def test_that_every_of_a_thousand_flips_is_named(stored):
    path, card, kept = stored
    rng = random.Random("many flips")
    for _ in range(1000 // COUNT):
        for file in kept.values():
            overwrite(file, damage(rng, file.read_bytes()))
        assert {b.where for b in verify(path).broken} == {
            f"{file.parent.name}/{file.name}" for file in kept.values()
        }
        healed(path, card)
