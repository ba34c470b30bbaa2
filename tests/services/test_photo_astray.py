"""A photo far from all of a project is remarked on, and never decides what the map shows."""

import json

import pytest
from helpers.make_photos import jpeg_with_exif
from helpers.open_sessions import LAT, LON, PATCH, add_clue, session_of

from greenshield.services import overview, photo_book, photo_list, photo_pages, photo_show
from greenshield.services.area_import import AreaOptions, import_file
from greenshield.services.photo_import import import_photos
from greenshield.services.session import reading

FAR = (116.3, 39.9)


def shoot(folder, **places):
    folder.mkdir()
    return [
        jpeg_with_exif(folder / f"{name}.jpg", lon=lon, lat=lat, seed=n)
        for n, (name, (lon, lat)) in enumerate(places.items())
    ]


def remarks(project):
    return {i["file"]: i["warnings"] for i in photo_list.photos(project).items}


def told(done):
    return {p.file.rpartition("/")[2]: (p.code, p.fatal) for p in done.problems}


def test_that_a_photo_without_a_fix_or_far_from_everything_is_told(clue_path, tmp_path):
    near = (LON + 0.3, LAT)
    files = shoot(tmp_path / "card", near=near, far=FAR, zero=(0.0001, 0.0001), west=(LON - 1, LAT))
    with session_of(clue_path) as session, reading(clue_path) as beside:
        project, kept = session.project, photo_book.PhotoBook(beside.project)
        done = import_photos(session, files)
        assert (done.added, done.located, done.refused) == (4, 3, 0)
        assert told(done) == {
            "far.jpg": ("photo_astray", False),
            "west.jpg": ("photo_astray", False),
            "zero.jpg": ("photo_gps_zero_zero", False),
        }
        (far,) = [p for p in done.problems if p.file.endswith("far.jpg")]
        assert 800 < far.params["km"] < 950
        (west,) = [p for p in done.problems if p.file.endswith("west.jpg")]
        assert 78 < west.params["km"] < 82
        assert remarks(project) == {
            "near.jpg": [],
            "far.jpg": ["photo_astray"],
            "west.jpg": ["photo_astray"],
            "zero.jpg": ["photo_gps_zero_zero"],
        }
        keys = kept.keys(only="warning")
        assert (keys.counts["warning"], keys.counts["no_position"]) == (3, 1)
        rows = {r["file"]: r["warnings"] for r in photo_pages.rows(project, keys.hashes)}
        assert rows["far.jpg"] == [("photo_astray", far.params)]
        assert photo_show.show(project, keys.hashes[0])["warnings"]
        # What lies there by now is what the project is about.
        ring = [[116, 39.5], [116.5, 39.5], [116.5, 40.2], [116, 40.2], [116, 39.5]]
        area = {
            "type": "Feature",
            "properties": {"名称": "西山"},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }
        file = tmp_path / "area.geojson"
        file.write_text(json.dumps({"type": "FeatureCollection", "features": [area]}))
        assert import_file(session, file, AreaOptions(kind="area")).imported == 1
        assert remarks(project)["far.jpg"] == []
        assert kept.keys().counts["warning"] == 2
        assert kept.keys() == photo_book.PhotoBook(project).keys()


def test_that_boundaries_and_issues_and_photos_near_them_tell_the_extent(path, tmp_path):
    places = {f"n{i}": (LON + i / 100, LAT) for i in range(5)} | {"far": FAR, "ocean": (0.5, 0.5)}
    files = shoot(tmp_path / "card", **places)
    with session_of(path) as session:
        project = session.project
        assert overview.extent(project) is None
        done = import_photos(session, files)
        assert done.problems == []  # nothing tells yet what the project is about
        assert overview.of(project)["extent"] == pytest.approx(
            [LON, LAT, LON + 0.04, LAT], abs=1e-4
        )
        add_clue(session, "QH-1", PATCH)
        wanted = [LON - 0.001, LAT - 0.001, LON + 0.04, LAT + 0.001]
        assert overview.of(project)["extent"] == pytest.approx(wanted, abs=1e-4)
        assert remarks(project)["ocean.jpg"] == ["photo_astray"]
