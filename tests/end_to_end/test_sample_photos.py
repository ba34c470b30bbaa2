"""The sample's photos, traps and tracks, as a reader that is not ours sees them."""

import datetime as dt

import exifread
import gpxpy
import numpy as np
import pytest
from helpers.qinghe import EXPECTED, PHOTOS, QINGHE, TRAPS
from PIL import Image, ImageOps


def tags_of(name):
    with (QINGHE / "photos" / name).open("rb") as source:
        return exifread.process_file(source, details=False)


def degrees(tag):
    d, m, s = (v.num / v.den for v in tag.values)
    return d + m / 60 + s / 3600


def is_trap(trap, name, tags):
    """What a reader sees of a trap."""
    lon, lat = tags.get("GPS GPSLongitude"), tags.get("GPS GPSLatitude")
    taken = str(tags.get("EXIF DateTimeOriginal", ""))
    refs = [f"GPS GPS{axis}Ref" in tags for axis in ("Latitude", "Longitude")]
    orientation = tags["Image Orientation"].values[0] if tags else 0
    year = str(tags.get("GPS GPSDate", ""))[:4]
    real = PHOTOS[name]["taken_at"]
    return {
        "no_gps": lambda: lon is None and taken,
        "null_island": lambda: degrees(lon) == degrees(lat) == 0,
        "missing_ref": lambda: lon and refs == [False, False],
        "missing_lon_ref": lambda: lon and refs == [True, False],
        "gps_date": lambda: int(year) == int(taken[:4]) - 2,
        "camera_reset": lambda: taken.startswith("2019:01:01") and year == real[:4],
        "rotated_6": lambda: orientation == 6,
        "rotated_8": lambda: orientation == 8,
        "rotated_3": lambda: orientation == 3,
        "magnetic": lambda: str(tags["GPS GPSImgDirectionRef"]) == "M",
        "no_azimuth": lambda: lon and "GPS GPSImgDirection" not in tags,
        "out_of_range": lambda: degrees(lat) > 90,
        "zero_denominator": lambda: lon.values[2].den == 0,
        "no_offset": lambda: taken and "EXIF OffsetTimeOriginal" not in tags,
        "bad_exif_date": lambda: taken.startswith("0000"),
        "stripped": lambda: not tags and name.startswith("mmexport"),
        "duplicate": lambda: name.endswith("(1).jpg"),
    }[trap]()


@pytest.mark.parametrize("trap", sorted(EXPECTED["trap_kinds"]))
def test_that_a_trap_stands_in_the_photos_that_are_named_and_in_no_other(trap):
    named = {name for name, kind in TRAPS.items() if kind == trap}
    others = [name for name in PHOTOS if name not in TRAPS][:40]
    assert named
    assert {name for name in named if is_trap(trap, name, tags_of(name))} == named
    assert [name for name in others if is_trap(trap, name, tags_of(name))] == []


def test_that_the_duplicate_has_the_bytes_of_its_original():
    (trap,) = (t for t in EXPECTED["trap"] if t["trap"] == "duplicate")
    folder = QINGHE / "photos"
    assert (folder / trap["photo"]).read_bytes() == (folder / trap["copy_of"]).read_bytes()


def test_that_good_photos_tell_place_direction_and_time():
    for name, fact in PHOTOS.items():
        if name in TRAPS:
            continue
        tags = tags_of(name)
        assert degrees(tags["GPS GPSLongitude"]) == pytest.approx(fact["lon"], abs=2e-7)
        assert degrees(tags["GPS GPSLatitude"]) == pytest.approx(fact["lat"], abs=2e-7)
        azimuth = tags["GPS GPSImgDirection"].values[0]
        assert azimuth.num / azimuth.den == pytest.approx(fact["azimuth_true"], abs=0.005)
        assert str(tags["GPS GPSImgDirectionRef"]) == "T"
        moment = dt.datetime.fromisoformat(fact["taken_at"])
        assert f"{tags['EXIF DateTimeOriginal']}" == moment.strftime("%Y:%m:%d %H:%M:%S")
        assert str(tags["EXIF OffsetTimeOriginal"]) == "+08:00"
        clock = [v.num for v in tags["GPS GPSTimeStamp"].values]
        utc = moment.astimezone(dt.UTC)
        assert clock == [utc.hour, utc.minute, utc.second]
        assert str(tags["GPS GPSDate"]) == utc.strftime("%Y:%m:%d")


def test_that_turned_photos_show_the_sky_above_once_turned():
    for name, trap in TRAPS.items():
        if trap.startswith("rotated"):
            with Image.open(QINGHE / "photos" / name) as stored:
                upright = np.asarray(ImageOps.exif_transpose(stored), dtype=float)
            sky, ground = upright[:40].mean(axis=(0, 1)), upright[-40:].mean(axis=(0, 1))
            assert sky[2] > ground[2] + 40, name  # bluer above


def test_that_the_track_passes_where_and_when_the_photos_were_taken():
    with (QINGHE / "tracks/巡查.gpx").open(encoding="utf-8") as source:
        gpx = gpxpy.parse(source)
    points = [p for track in gpx.tracks for s in track.segments for p in s.points]
    assert len(gpx.tracks) == 8
    assert all(p.time.tzinfo is not None for p in points)
    moments = np.array([p.time.timestamp() for p in points])
    for name, fact in PHOTOS.items():
        taken = dt.datetime.fromisoformat(fact["taken_at"]).timestamp()
        nearest = points[int(np.abs(moments - taken).argmin())]
        east = (nearest.longitude - fact["lon"]) * 81_100
        north = (nearest.latitude - fact["lat"]) * 111_100
        assert np.hypot(east, north) < 60, name
        if TRAPS.get(name) == "no_gps":
            assert abs(moments - taken).min() < 5
