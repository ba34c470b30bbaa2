"""Every real photo in one project, against ExifTool; the sample county against its truth."""

import csv
import math
from pathlib import Path

import pytest
from helpers.open_sessions import make_project, session_of
from helpers.qinghe import EXPECTED, PHOTOS, QINGHE, TRAPS
from helpers.real_files import RealFile
from shapely import Point

from greenshield.geo.distances import distance_m
from greenshield.project.media import hash_file
from greenshield.project.rebuilding import differences
from greenshield.services import photo_list
from greenshield.services.photo_import import Options, import_photos

FLAGS = {"photo_gps_zero_zero", "photo_gps_out_of_range", "photo_gps_no_reference"}
UNUSABLE = {"photo_gps_zero_denominator", "photo_gps_not_a_number", "photo_gps_incomplete"}


def number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def exiftools_place(row: dict[str, str]) -> tuple[float, float] | None:
    """Where ExifTool puts a photo, unless the rule forbids to place it."""
    lat, lon = number(row["Composite:GPSLatitude"]), number(row["Composite:GPSLongitude"])
    if lat is None or lon is None or (lat == 0 and lon == 0) or abs(lat) > 90 or abs(lon) > 180:
        return None
    refs = row["GPS:GPSLatitudeRef"][:1], row["GPS:GPSLongitudeRef"][:1]
    return (lon, lat) if refs[0] in tuple("NS") and refs[1] in tuple("EW") else None


def test_that_every_real_photo_is_where_exiftool_puts_it(
    tmp_path: Path, shared_data: Path, real_file: RealFile
) -> None:
    folder = shared_data / "photos"
    with (folder / "EXIFTOOL_TRUTH.csv").open(encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.DictReader(handle))
    for row in rows:
        real_file(folder / row["file"])
    # What lies in a hidden folder is taken where it is named.
    hidden = [folder / r["file"] for r in rows if "/." in r["file"]]
    with session_of(make_project(tmp_path / "p")) as session:
        project = session.project
        done = import_photos(session, [folder, *hidden])
        found = {i["sha256"]: i for i in photo_list.photos(project).items}
        events = project.journal.count()
        again = import_photos(session, [folder, *hidden])
        assert (again.added, again.refused, project.journal.count()) == (0, done.refused, events)
        assert differences(project) == []
        for sha256 in found:
            project.media.check(sha256)
    refused = {r["file"] for r in rows if r["ExifTool:Error"]}
    fatal = [p for p in done.problems if p.fatal]
    assert {Path(p.file).relative_to(folder).as_posix() for p in fatal} == refused
    assert {p.code for p in fatal} == {"photo_empty"}
    placed = 0
    for row in rows:
        if row["file"] in refused:
            continue
        item = found[hash_file(folder / row["file"])]
        place = exiftools_place(row)
        if place is not None:
            placed += 1
            assert item["position_source"] == "exif"
            assert (item["lon"], item["lat"]) == pytest.approx(place, abs=1e-6), row["file"]
        elif row["Composite:GPSLatitude"]:
            assert item["lon"] is item["lat"] is item["position_source"] is None, row["file"]
            assert FLAGS & set(item["warnings"])
        elif row["GPS:GPSLatitude"] or row["GPS:GPSLongitude"]:
            assert item["lon"] is None, row["file"]
            assert (FLAGS | UNUSABLE) & set(item["warnings"])
        else:
            assert item["position_source"] in (None, "xmp")
    assert placed > 50
    assert done.added + done.duplicates == len(rows) - len(refused) + len(beside(folder, rows))
    assert done.located == sum(i["lon"] is not None for i in found.values())


def beside(folder: Path, rows: list[dict[str, str]]) -> list[Path]:
    """Pictures that do not stand in the table."""
    listed = {r["file"] for r in rows}
    files = (p for p in folder.rglob("*") if p.is_file() and p.suffix not in (".csv", ".txt"))
    return [p for p in files if p.relative_to(folder).as_posix() not in listed]


def test_that_the_sample_countys_photos_are_where_they_were_taken(tmp_path: Path) -> None:
    track = QINGHE / "tracks/巡查.gpx"
    with session_of(make_project(tmp_path / "p")) as session:
        done = import_photos(session, [QINGHE / "photos"], Options(tracks=[track]))
        found = {i["file"]: i for i in photo_list.photos(session.project).items}
    counts = EXPECTED["counts"]
    assert done.added == counts["photos_unique"] == len(found)
    assert done.duplicates == counts["photos"] - counts["photos_unique"]
    by_track, nowhere = set(), set()
    for name, item in found.items():
        truth = PHOTOS[name]
        if item["lon"] is None:
            nowhere.add(TRAPS[name])
            continue
        away = distance_m(item["lon"], item["lat"], Point(truth["lon"], truth["lat"]))
        if item["position_source"] == "track":
            by_track.add(TRAPS[name])
            assert away < max(25, 2 * item["position_error_m"]), name
        else:
            assert away < 0.05, name
    assert "no_gps" in by_track
    assert {"null_island", "missing_ref", "out_of_range", "zero_denominator"} <= by_track
    assert nowhere == {"stripped"}
