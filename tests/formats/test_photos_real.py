"""Every real photo against ExifTool's reading of it (``photos/EXIFTOOL_TRUTH.csv``).

The columns of the table decide what is expected; the only departures are the rule's: a position
that is (0, 0), out of range or without a reference is flagged and not placed.
"""

from __future__ import annotations

import csv
import math
import re
from pathlib import Path

import pytest
from helpers.real_files import RealFile, folder
from PIL import Image

from greenshield import messages
from greenshield.domain.errors import GreenShieldError, UnreadableError
from greenshield.formats.photos import PhotoFacts, read_photo

Row = dict[str, str]
_PHOTOS = folder() / "photos"
_PLACED_NOT = {"photo_gps_zero_zero", "photo_gps_out_of_range", "photo_gps_no_reference"}
_GPS_TAGS = {f"photo_gps_{why}" for why in ("zero_denominator", "not_a_number", "incomplete")}


def _rows() -> list[Row]:
    table = _PHOTOS / "EXIFTOOL_TRUTH.csv"
    if not table.is_file():
        return []
    with table.open(encoding="utf-8-sig", newline="") as handle:
        return [dict(row) for row in csv.DictReader(handle)]


ROWS = _rows()
READ = [r for r in ROWS if not r["ExifTool:Error"]]
REFUSED = [r for r in ROWS if r["ExifTool:Error"]]
NOT_LISTED = [
    p
    for p in sorted(_PHOTOS.rglob("*"))
    if p.is_file() and p.relative_to(_PHOTOS).as_posix() not in {r["file"] for r in ROWS}
]


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _codes(facts: PhotoFacts) -> set[str]:
    return {code for code, _ in facts.warnings}


def _expected_place(row: Row) -> tuple[float, float] | None:
    """ExifTool's position, unless the rule forbids to place the photo."""
    lat, lon = _number(row["Composite:GPSLatitude"]), _number(row["Composite:GPSLongitude"])
    if lat is None or lon is None:
        return None
    referenced = row["GPS:GPSLatitudeRef"][:1] in tuple("NS") and row["GPS:GPSLongitudeRef"][
        :1
    ] in tuple("EW")
    if not referenced or abs(lat) > 90 or abs(lon) > 180 or (lat == 0 and lon == 0):
        return None
    return lon, lat


def _check_place(row: Row, facts: PhotoFacts) -> None:
    place = _expected_place(row)
    if place is not None:
        assert facts.position_source == "exif"
        assert facts.lon == pytest.approx(place[0], abs=1e-6)
        assert facts.lat == pytest.approx(place[1], abs=1e-6)
    elif row["Composite:GPSLatitude"]:
        assert facts.lon is None
        assert _codes(facts) & _PLACED_NOT
    elif row["GPS:GPSLatitude"] or row["GPS:GPSLongitude"]:
        assert facts.lon is None
        assert _codes(facts) & (_PLACED_NOT | _GPS_TAGS)
    else:
        # ExifTool composes a position from EXIF alone; XMP gives one where EXIF has none.
        assert facts.position_source in (None, "xmp")
    assert (facts.lon is None) == (facts.lat is None) == (facts.position_source is None)


def _check_view(row: Row, facts: PhotoFacts) -> None:
    altitude = _number(row["GPS:GPSAltitude"])
    if altitude is not None:
        sign = -1 if row["GPS:GPSAltitudeRef"].startswith("1") else 1
        assert facts.altitude_m == pytest.approx(sign * altitude, rel=1e-8)
    elif facts.position_source != "xmp":
        assert facts.altitude_m is None
    azimuth = _number(row["GPS:GPSImgDirection"])
    if azimuth is not None and 0 <= azimuth <= 360:
        assert facts.azimuth_deg == pytest.approx(azimuth, abs=1e-6)
        assert (facts.azimuth_ref or "") == row["GPS:GPSImgDirectionRef"]
    elif facts.position_source != "xmp":
        assert facts.azimuth_deg is None
    for mine, theirs in (
        (facts.position_error_m, row["GPS:GPSHPositioningError"]),
        (facts.gimbal_yaw, row["GimbalYawDegree"]),
        (facts.gimbal_pitch, row["GimbalPitchDegree"]),
        (facts.relative_altitude_m, row["RelativeAltitude"]),
    ):
        assert mine == (pytest.approx(_number(theirs), rel=1e-6) if theirs else None)


def _check_time(row: Row, facts: PhotoFacts) -> None:
    taken = row["ExifIFD:DateTimeOriginal"]
    if taken:
        assert facts.taken_at_source == "exif"
        assert facts.taken_at is not None
        assert facts.taken_at.startswith(taken.replace(":", "-", 2).replace(" ", "T"))
        assert (facts.taken_at_offset or "") == row["ExifIFD:OffsetTimeOriginal"]
    else:
        # TIFF files may hold the same tag in their first directory, which the column leaves out.
        assert facts.taken_at_source != "exif" or facts.file_type == "TIFF"
    date = re.fullmatch(r"(\d{4})\D(\d\d)\D(\d\d)(?:\D.*)?", row["GPS:GPSDateStamp"])
    time = re.fullmatch(r"\d\d:\d\d:\d\d(?:\.\d+)?", row["GPS:GPSTimeStamp"])
    if date and time and int(date[2]) <= 12:
        assert facts.gps_at == f"{date[1]}-{date[2]}-{date[3]}T{time[0]}Z"
    else:
        assert facts.gps_at is None


@pytest.mark.parametrize("row", READ, ids=[r["file"] for r in READ])
def test_that_a_real_photo_reads_as_exiftool_reads_it(row: Row, real_file: RealFile) -> None:
    facts = read_photo(real_file(_PHOTOS / row["file"]))
    assert facts.file_type == row["FileType"].removeprefix("Extended ")
    assert (facts.make, facts.model) == (row["Make"].strip(), row["Model"].strip())
    assert str(facts.orientation or "") == row["IFD0:Orientation"]
    assert facts.width
    assert facts.height
    _check_place(row, facts)
    _check_view(row, facts)
    _check_time(row, facts)


@pytest.mark.parametrize("row", REFUSED, ids=[r["file"] for r in REFUSED])
def test_that_what_exiftool_refuses_is_refused_by_code(row: Row, real_file: RealFile) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_photo(real_file(_PHOTOS / row["file"]))
    assert caught.value.code == "photo_empty"


@pytest.mark.parametrize("path", NOT_LISTED, ids=[p.name for p in NOT_LISTED])
def test_that_a_file_beside_the_table_is_read_or_refused(path: Path, real_file: RealFile) -> None:
    if path.suffix in (".csv", ".txt"):
        with pytest.raises(UnreadableError) as caught:
            read_photo(real_file(path))
        assert caught.value.code == "photo_not_an_image"
    else:
        assert read_photo(real_file(path)).width


def test_that_sizes_are_those_of_the_decoder(shared_data: Path) -> None:
    compared = 0
    for row in READ:
        path = shared_data / "photos" / row["file"]
        if row["FileType"] not in ("JPEG", "PNG", "WEBP", "Extended WEBP") or (
            row["file"].endswith("issue_1912_poc.jpg")  # no decoder reads its damaged frame
        ):
            continue
        facts = read_photo(path)
        with Image.open(path) as image:
            assert (facts.width, facts.height) == image.size, row["file"]
        compared += 1
    assert compared > 200


def test_that_embedded_thumbnails_are_where_the_facts_say(shared_data: Path) -> None:
    found = 0
    for row in READ:
        path = shared_data / "photos" / row["file"]
        place = read_photo(path).thumbnail
        if place is None:
            continue
        with path.open("rb") as handle:
            handle.seek(place[0])
            data = handle.read(place[1])
        assert data[:2] == b"\xff\xd8"
        assert len(data) == place[1]
        found += 1
    assert found > 50


def test_that_every_remark_has_its_sentence(shared_data: Path) -> None:
    for path in sorted((shared_data / "photos").rglob("*")):
        if not path.is_file():
            continue
        try:
            remarks = list(read_photo(path).warnings)
        except GreenShieldError as error:
            remarks = [(error.code, error.params)]
        for code, params in remarks:
            for lang in ("zh", "en"):
                assert "{" not in messages.text(code, params, lang)
                assert messages.text(code, params, lang) != code
                assert messages.remedy(code, params, lang)
