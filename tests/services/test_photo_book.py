"""A book of photos that is kept tells at every time what a new one would."""

import random

import pytest
from helpers.make_photos import jpeg_with_exif
from helpers.open_sessions import LAT, LON, PATCH, add_clue, make_project, session_of
from shapely import box

from greenshield.services import photo_book, photo_placing, photo_ties
from greenshield.services.photo_import import import_photos
from greenshield.services.session import reading


def agree(kept, project, issue="QH-1"):
    fresh = photo_book.PhotoBook(project)
    for only in photo_book.ONLY:
        for sort in photo_book.SORTS:
            told = kept.keys(only=only, sort=sort, issue=issue)
            assert told == fresh.keys(only=only, sort=sort, issue=issue), (only, sort)
    assert kept.heaps() == fresh.heaps()
    return told.counts


@pytest.mark.parametrize("many", [5_000, 2])
def test_that_a_kept_book_agrees_with_a_new_one_whatever_is_done(tmp_path, monkeypatch, many):
    monkeypatch.setattr(photo_book, "_MANY", many)
    path = make_project(tmp_path / "p")
    rng = random.Random(many)
    folder = tmp_path / "card"
    folder.mkdir()
    count = 0

    def shoot():
        nonlocal count
        count += 1
        lon = rng.choice([None, LON, LON + 0.004, LON + 0.03])
        name = f"{rng.choice('abc')}{count}.jpg"
        day = None if rng.random() < 0.2 else f"2026-05-{rng.randrange(1, 28):02d}T09:00:00"
        return jpeg_with_exif(folder / name, lon=lon, lat=lon and LAT, taken_at=day, seed=count)

    with session_of(path) as session, reading(path) as beside:
        add_clue(session, "QH-1", PATCH)
        kept = photo_book.PhotoBook(beside.project)
        photos = import_photos(session, [shoot() for _ in range(8)]).photos
        agree(kept, beside.project)
        undo = []
        for step in range(24):
            some = rng.sample(photos, rng.randrange(1, 4))
            what = step % 6
            if what == 0:
                photos += import_photos(session, [shoot(), shoot()]).photos
            elif what == 1:
                undo.append(photo_ties.tag_all(session, some, "QH-1", phase="before"))
            elif what == 2:
                lon = LON + rng.choice([0, 0.02, 0.5])
                photo_placing.place_all(session, some, lon=f"{lon:.6f}", lat=str(LAT))
            elif what == 3 and undo:
                photo_ties.put_back(session, undo.pop())
            elif what == 4:
                lon = LON + rng.uniform(-0.05, 0.05)
                add_clue(session, f"N-{step}", box(lon, LAT, lon + 0.001, LAT + 0.001))
            elif what == 5:
                photo = beside.project.photo(some[0])
                with session.project.action(session.who.actor_id) as action:
                    action.emit("voided", "photo", photo.entity_id, {"saw": []})
                photos.remove(some[0])
            counts = agree(kept, beside.project)
        assert counts["all"] == len(photos) > 8
        assert 0 < counts["untagged"] < counts["all"] + 1
