"""Reads a folder of photos beside ExifTool and tells where the two differ.

Run by hand on collections that nobody here has seen; the suite needs no ExifTool, since it holds
what ExifTool read of the real files (``photos/EXIFTOOL_TRUTH.csv``)::

    PYTHONPATH=. python tests/helpers/against_exiftool.py FOLDER [FIELD …]

A difference is no fault by itself. Where the rule does not place a photo, ExifTool does: (0, 0),
out of range, without a reference. Where a file breaks off, ExifTool reads less.
"""

from __future__ import annotations

import json
import math
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from greenshield.domain.errors import GreenShieldError
from greenshield.formats.photos import PhotoFacts, read_photo

Told = dict[str, Any]
_ASKED = (
    "FileType", "Error", "Make", "Model", "Orientation", "all:GPS*", "Composite:GPS*",
    "OffsetTime*", "DateTimeOriginal", "FocalLengthIn35mmFormat", "LensModel", "Lens",
    "SerialNumber", "GimbalYawDegree", "GimbalPitchDegree", "RelativeAltitude",
)  # fmt: skip
_TIME = re.compile(r"\d{4}-\d\d-\d\dT.{8}")
_WIDER_NAMES = {
    "APNG": "PNG", "BTF": "TIFF", "MPO": "JPEG", "JXL Codestream": "JXL", "HEIFS": "HEIF",
    "EXIF": "TIFF",
}  # fmt: skip


def exiftool(folder: Path) -> dict[Path, Told]:
    """What ExifTool reads of every file below a folder, by file; numbers as numbers."""
    command = ["exiftool", "-j", "-n", "-G1", "-q", "-q", "-r", *(f"-{a}" for a in _ASKED), folder]
    out = subprocess.run(command, capture_output=True, check=False).stdout
    return {Path(t["SourceFile"]): t for t in json.loads(out or b"[]")}


def first(told: Told, *names: str) -> str:
    """The first of several tags that is there, as text."""
    return next((str(told[n]).strip() for n in names if n in told), "")


def number(text: str) -> float | None:
    """A finite number, or None."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def expected(told: Told) -> Iterator[tuple[str, object]]:
    """Fields of ``PhotoFacts`` as ExifTool has them."""
    kind = first(told, "File:FileType").removeprefix("Extended ")
    yield "file_type", _WIDER_NAMES.get(kind, kind)
    yield "make", first(told, "IFD0:Make", "XMP-tiff:Make")
    yield "model", first(told, "IFD0:Model", "XMP-tiff:Model")
    yield "lon", number(first(told, "Composite:GPSLongitude", "XMP-exif:GPSLongitude"))
    yield "lat", number(first(told, "Composite:GPSLatitude", "XMP-exif:GPSLatitude"))
    for field, tag in (
        ("azimuth_deg", "GPSImgDirection"), ("position_error_m", "GPSHPositioningError"),
        ("dop", "GPSDOP"),
    ):  # fmt: skip
        yield field, number(first(told, f"GPS:{tag}", f"XMP-exif:{tag}"))
    altitude = number(first(told, "GPS:GPSAltitude", "XMP-exif:GPSAltitude"))
    below = first(told, "GPS:GPSAltitudeRef", "XMP-exif:GPSAltitudeRef")[:1] in ("1", "3")
    yield "altitude_m", -abs(altitude) if below and altitude is not None else altitude
    yield "datum", first(told, "GPS:GPSMapDatum", "XMP-exif:GPSMapDatum")
    focal = "FocalLengthIn35mmFormat"
    told_focal = number(first(told, f"ExifIFD:{focal}", f"IFD0:{focal}", f"XMP-exif:{focal}"))
    yield "focal_35mm", told_focal or None
    lens = ("ExifIFD:LensModel", "IFD0:LensModel", "XMP-exifEX:LensModel", "XMP-aux:Lens")
    yield "lens", first(told, *lens)
    yield "serial", first(told, "ExifIFD:SerialNumber", "XMP-aux:SerialNumber")
    for field, tag in (
        ("gimbal_yaw", "GimbalYawDegree"), ("gimbal_pitch", "GimbalPitchDegree"),
        ("relative_altitude_m", "RelativeAltitude"),
    ):  # fmt: skip
        yield field, number(first(told, f"XMP-drone-dji:{tag}", f"XMP-Camera:{tag}"))
    stamp = re.match(
        r"(\d{4}).(\d\d).(\d\d) (\d\d:\d\d:\d\d)", first(told, "ExifIFD:DateTimeOriginal")
    )
    if stamp is not None and stamp[1] != "0000":
        yield "taken_at", "{}-{}-{}T{}".format(*stamp.groups())
        yield "taken_at_offset", first(told, "ExifIFD:OffsetTimeOriginal") or None


def same(mine: object, theirs: object) -> bool:
    """Equal; numbers within what two ways of reckoning differ by, a time without its fraction."""
    if isinstance(mine, float | int) and isinstance(theirs, float | int):
        return abs(mine - theirs) <= max(1e-6, 1e-8 * abs(theirs))
    if isinstance(mine, str) and isinstance(theirs, str) and _TIME.fullmatch(theirs):
        return mine[:19] == theirs
    return mine == theirs


def main(folder: Path, fields: list[str]) -> None:
    """Prints the differences, a field after the other."""
    differ: dict[str, list[str]] = defaultdict(list)
    told = exiftool(folder)
    for path, theirs in sorted(told.items()):
        try:
            facts: PhotoFacts = read_photo(path)
        except GreenShieldError as error:
            if "ExifTool:Error" not in theirs and "File:FileType" in theirs:
                differ["refused"].append(f"{path}: {error.code}, {theirs['File:FileType']}")
            continue
        codes = sorted(code for code, _ in facts.warnings)
        for field, value in expected(theirs):
            if not same(mine := getattr(facts, field), value):
                differ[field].append(f"{path}: {mine!r}, ExifTool {value!r} {codes}")
    for field, lines in sorted(differ.items()):
        print(f"{field}: {len(lines)} of {len(told)}")
        for line in lines if field in fields or not fields else ():
            print(f"    {line}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
