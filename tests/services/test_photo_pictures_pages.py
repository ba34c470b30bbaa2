"""Large pictures and their parts; keys, counts and rows of many photos; what is near a patch."""

import io
import random
from datetime import datetime, timedelta

import numpy as np
import pytest
from helpers.make_photos import jpeg_with_exif
from helpers.open_sessions import LAT, LON, add_clue, session_of, tie
from PIL import Image
from shapely import Point, box

from greenshield.domain.errors import UnreadableError, UsageError
from greenshield.project.media import hash_file
from greenshield.services import (
    lookup,
    photo_choices,
    photo_match,
    photo_pages,
    photo_show,
    photo_suggest,
    photo_view,
)
from greenshield.services.photo_import import Imported, import_photos
from greenshield.services.photo_picture import Pictures, encoded


@pytest.fixture
def project(clue_path):
    return clue_path


def pixels(picture):
    flat = np.frombuffer(picture.pixels, dtype=np.uint8)
    return flat.reshape(picture.height, picture.width, 4)[:, :, 2::-1]


def test_that_a_part_shows_those_pixels_of_the_upright_photo(project, tmp_path):
    """Four colours in the corners of a photo that was held sideways (orientation 6)."""
    file = tmp_path / "turned.jpg"
    image = Image.new("RGB", (400, 200))
    corners = {(0, 0): (250, 0, 0), (200, 0): (0, 250, 0), (0, 100): (0, 0, 250)}
    for at, colour in corners.items():
        image.paste(colour, (*at, at[0] + 200, at[1] + 100))
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by 90° clockwise to see it
    image.save(file, "JPEG", quality=95, exif=exif, subsampling=0)
    with session_of(project) as session:
        import_photos(session, [file])
        pictures = Pictures(session.project)
        sha256 = hash_file(file)
        whole = pictures.fitted(sha256, 1000)
        assert (whole.width, whole.height) == whole.full_size == (200, 400)
        part = pictures.part(sha256, (100, 0, 200, 200), 50)
        assert (part.width, part.height, part.box) == (25, 50, (100, 0, 200, 200))
        assert pixels(part)[10, 10].tolist() == pytest.approx([250, 0, 0], abs=8)
        outside = pictures.part(sha256, (-50, 350, 70, 900), 1000)
        assert outside.box == (0, 350, 70, 400)
        with pytest.raises(UsageError, match="picture_part_empty"):
            pictures.part(sha256, (200, 0, 300, 100), 100)
        with pytest.raises(UsageError, match="picture_size_out_of_range"):
            pictures.fitted(sha256, 0)
        with pytest.raises(UnreadableError, match="media_missing"):
            pictures.fitted("ab" * 32, 100)
        again = Image.open(io.BytesIO(encoded(whole)))
        assert again.size == (200, 400)


def test_that_an_original_that_was_altered_is_told(project, tmp_path):
    file = jpeg_with_exif(tmp_path / "a.jpg", seed=1)
    with session_of(project) as session:
        import_photos(session, [file])
        sha256 = hash_file(file)
        assert not Pictures(session.project).fitted(sha256, 100).altered
        jpeg_with_exif(tmp_path / "b.jpg", seed=2)
        kept = session.project.media.find(sha256)
        kept.write_bytes((tmp_path / "b.jpg").read_bytes())
        assert Pictures(session.project).fitted(sha256, 100).altered


@pytest.fixture
def shot(project, tmp_path):
    """Photos in, near, far off and nowhere, one with a remark; the last is tied."""
    folder = tmp_path / "card"
    folder.mkdir()
    at = datetime.fromisoformat("2026-05-01T09:00:00")
    places = {
        "inside": (LON, LAT), "near": (LON + 0.004, LAT), "far": (LON + 0.2, LAT),
        "nowhere": (None, None), "Tied": (LON, LAT),
    }  # fmt: skip
    files = {}
    for n, (name, (lon, lat)) in enumerate(places.items()):
        files[name] = jpeg_with_exif(
            folder / f"{name}.jpg", lon=lon, lat=lat, seed=n, taken_at=at - timedelta(days=n)
        )
    with session_of(project) as session:
        import_photos(session, [folder])
        hashes = {name: hash_file(file) for name, file in files.items()}
        tie(session, hashes["Tied"], "QH-1", phase="before")
        yield session, hashes


def test_that_filters_and_counts_agree_and_orders_are_kept(shot):
    session, hashes = shot
    names = {sha: name for name, sha in hashes.items()}

    def shown(**how):
        found = photo_pages.keys(session.project, issue="QH-1", **how)
        return [names[h] for h in found.hashes], found.counts

    every, counts = shown()
    assert every == ["Tied", "nowhere", "far", "near", "inside"]
    assert shown(sort="newest")[0] == every[::-1]
    assert shown(sort="name")[0] == ["far", "inside", "near", "nowhere", "Tied"]
    assert len(shown(sort="added")[0]) == 5
    sets = {only: set(shown(only=only)[0]) for only in photo_pages.ONLY}
    assert sets["needs_choice"] == {"inside", "near"}
    assert sets["untagged"] == {"inside", "near", "far", "nowhere"}
    assert sets["no_position"] == {"nowhere"}
    assert sets["issue"] == {"Tied"}
    assert counts == {only: len(found) for only, found in sets.items()}
    assert shown(text="AR")[0] == ["far", "near"]
    with pytest.raises(UsageError, match="photo_filter_unknown"):
        photo_pages.keys(session.project, only="pretty")
    with pytest.raises(UsageError, match="photo_sort_unknown"):
        photo_pages.keys(session.project, sort="pretty")


def test_that_rows_come_in_the_order_asked_for(shot):
    session, hashes = shot
    wanted = [hashes["Tied"], "0" * 64, hashes["near"]]
    tied, near = photo_pages.rows(session.project, wanted)
    assert tied["file"] == "Tied.jpg"
    assert [(t["issue"], t["phase"], t["kind"]) for t in tied["tags"]] == [
        ("QH-1", "before", "near")
    ]
    assert (tied["needs_choice"], near["needs_choice"], near["tags"]) == (False, True, [])
    assert near["taken_at"] == "2026-04-30T09:00:00"


def test_that_one_by_one_and_at_once_agree_with_what_is_ranked(project, monkeypatch):
    rng = random.Random(7)
    with session_of(project) as session:
        for n in range(60):
            lon, lat = LON + rng.uniform(-0.05, 0.05), LAT + rng.uniform(-0.05, 0.05)
            shape = Point(lon, lat) if n % 5 == 0 else box(lon, lat, lon + 0.002, lat + 0.003)
            add_clue(session, f"R-{n}", shape)
        spots = [
            photo_choices.Spot(
                f"{n}", LON + rng.uniform(-0.08, 0.08), LAT + rng.uniform(-0.08, 0.08),
                rng.choice([None, 5.0, 300.0, 5000.0]),
            )
            for n in range(120)
        ]  # fmt: skip
        singly = photo_choices.near_a_patch(session.project, spots)
        monkeypatch.setattr(photo_choices, "_FEW", 0)
        assert photo_choices.near_a_patch(session.project, spots) == singly
        patches = photo_match.Patches(session.project)
        ranked = {
            s.sha256
            for s in spots
            if patches.near(photo_match.PhotoPlace(s.lon, s.lat, error_m=s.error_m))
        }
        assert singly == ranked
        assert 10 < len(ranked) < 110


def test_that_suggestions_out_of_the_index_are_those_out_of_all_patches(shot):
    session, hashes = shot
    rng = random.Random(3)
    for n in range(40):
        lon, lat = LON + rng.uniform(-0.03, 0.2), LAT + rng.uniform(-0.03, 0.03)
        add_clue(session, f"S-{n:02}", box(lon, lat, lon + 0.002, lat + 0.002))
    everything = photo_match.Patches(session.project)
    for name in ("inside", "near", "far"):
        found = photo_suggest.suggest(session.project, hashes[name])
        sql = f"SELECT {photo_view.PLACE_SQL} FROM photo p WHERE sha256 = ?"
        place = photo_view.place_of(session.project.rows(sql, hashes[name])[0])
        wanted = everything.near(place) or everything.nearest(place, 5)
        assert [(s.issue_id, s.score) for s in found] == [(p.issue_id, m.score) for p, m in wanted]


def test_that_everything_about_a_photo_is_told(shot):
    session, hashes = shot
    told = photo_show.show(session.project, hashes["Tied"][:8])
    assert told["exif"]["make"] == "Green"
    assert told["path"].endswith(f"{hashes['Tied']}.jpg")
    assert [(o["file"], o["by"]) for o in told["origins"]] == [("Tied.jpg", "张三")]
    assert told["tags"][0]["doubt"] is None
    assert told["accepted"] is None
    lost = session.project.media.find(hashes["Tied"])
    lost.unlink()
    told = photo_show.show(session.project, hashes["Tied"])
    assert (told["path"], told["exif"]) == (None, {})


def test_that_an_import_tells_what_it_stored_batch_by_batch(project, tmp_path):
    folder = tmp_path / "many"
    folder.mkdir()
    files = [jpeg_with_exif(folder / f"{n:03}.jpg", seed=n) for n in range(60)]
    batches = []
    with session_of(project) as session:
        import_photos(session, files[:1])
        done: Imported = import_photos(session, [folder], told=batches.append)
        stored = [s for batch in batches for s in batch]
        assert len(batches) > 1
        assert [s.sha256 for s in stored] == done.photos == [hash_file(f) for f in files]
        assert [s.is_new for s in stored] == [False] + [True] * 59
        assert stored[5].shown == str(files[5])
        created = [i for c in done.changes for i in c.created.get("photo", ())]
        known = {r["id"] for r in session.project.rows("SELECT id FROM photo")}
        assert len(created) == 59
        assert set(created) < known
        assert lookup.photo_sha256(session.project, stored[0].sha256)
