"""The metadata of one photo as a phone writes it, and the ways in which it goes wrong."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base
from PIL.TiffImagePlugin import IFDRational

MAKE, MODEL, MODEL_ABOVE = "GreenShield", "GreenShield SampleCam", "GreenShield SampleCam Air"

DECLINATION = -10.3  # degrees; magnetic north lies west of true north in this part of the world

# What can be wrong with a photo; each stands in the sample at least once.
TRAPS: dict[str, str] = {
    "no_gps": "no GPS directory; the patrol's track knows where it was taken",
    "null_island": "position 0, 0",
    "missing_ref": "latitude and longitude without N/S and E/W",
    "missing_lon_ref": "longitude without E/W",
    "gps_date": "the GPS date is two years before the camera's own",
    "camera_reset": "the camera's clock fell back to 2019-01-01; the GPS time is right",
    "rotated_6": "pixels lie on their side, Orientation 6",
    "rotated_8": "pixels lie on their side, Orientation 8",
    "rotated_3": "pixels upside down, Orientation 3",
    "magnetic": "azimuth from magnetic north (reference M)",
    "no_azimuth": "position without azimuth",
    "out_of_range": "latitude 93 degrees",
    "zero_denominator": "longitude with a zero denominator",
    "no_offset": "local time without its offset from UTC",
    "bad_exif_date": "DateTimeOriginal is all zeros",
    "stripped": "sent through a chat program: new name, no EXIF",
    "duplicate": "the same bytes under another name",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the camera knew. ``lon``, ``lat`` in degrees, ``moment`` aware."""

    lon: float
    lat: float
    height: float
    azimuth: float
    moment: dt.datetime
    error: float
    above: bool = False


def exif_of(facts: Facts, trap: str) -> Image.Exif | None:
    """The EXIF block, spoilt as ``trap`` says ("" for a good one); None for none at all."""
    if trap == "stripped":
        return None
    exif = Image.Exif()
    local = facts.moment.strftime("%Y:%m:%d %H:%M:%S")
    offset = facts.moment.strftime("%z")[:3] + ":" + facts.moment.strftime("%z")[3:]
    if trap == "camera_reset":
        local = facts.moment.strftime("2019:01:01 %H:%M:%S")
    if trap == "bad_exif_date":
        local = "0000:00:00 00:00:00"
    exif[Base.Make] = MAKE
    exif[Base.Model] = MODEL_ABOVE if facts.above else MODEL
    exif[Base.Orientation] = {"rotated_6": 6, "rotated_8": 8, "rotated_3": 3}.get(trap, 1)
    exif[Base.Software] = "sample_projects"
    exif[Base.DateTime] = local
    inner = exif.get_ifd(IFD.Exif)
    inner[Base.DateTimeOriginal] = local
    inner[Base.DateTimeDigitized] = local
    if trap != "no_offset":
        inner[Base.OffsetTime] = offset
        inner[Base.OffsetTimeOriginal] = offset
    inner[Base.FocalLengthIn35mmFilm] = 26
    inner[Base.FNumber] = IFDRational(18, 10)
    inner[Base.ExposureTime] = IFDRational(1, 500)
    inner[Base.ISOSpeedRatings] = 100
    if trap != "no_gps":
        exif.get_ifd(IFD.GPSInfo).update(_gps(facts, trap))
    return exif


def _gps(facts: Facts, trap: str) -> dict[int, object]:
    lon, lat = (0.0, 0.0) if trap == "null_island" else (facts.lon, facts.lat)
    utc = facts.moment.astimezone(dt.UTC)
    stamp = utc.replace(year=utc.year - 2) if trap == "gps_date" else utc
    out: dict[int, object] = {
        GPS.GPSVersionID: b"\x02\x03\x00\x00",
        GPS.GPSLatitudeRef: "N",
        GPS.GPSLatitude: _dms(93.5 if trap == "out_of_range" else lat),
        GPS.GPSLongitudeRef: "E",
        GPS.GPSLongitude: _dms(lon),
        GPS.GPSAltitudeRef: b"\x00",
        GPS.GPSAltitude: IFDRational(round(facts.height * 10), 10),
        GPS.GPSTimeStamp: (
            IFDRational(utc.hour, 1), IFDRational(utc.minute, 1), IFDRational(utc.second, 1),
        ),
        GPS.GPSDateStamp: stamp.strftime("%Y:%m:%d"),
        GPS.GPSMapDatum: "WGS-84",
        GPS.GPSHPositioningError: IFDRational(round(facts.error * 10), 10),
    }  # fmt: skip
    if trap != "no_azimuth":
        magnetic = trap == "magnetic"
        shown = (facts.azimuth - DECLINATION) % 360 if magnetic else facts.azimuth
        out[GPS.GPSImgDirectionRef] = "M" if magnetic else "T"
        out[GPS.GPSImgDirection] = IFDRational(round(shown * 100), 100)
    if trap in ("missing_ref", "missing_lon_ref"):
        del out[GPS.GPSLongitudeRef]
    if trap == "missing_ref":
        del out[GPS.GPSLatitudeRef]
    if trap == "zero_denominator":
        out[GPS.GPSLongitude] = (IFDRational(126, 1), IFDRational(31, 1), IFDRational(0, 0))
    return out


def _dms(value: float) -> tuple[IFDRational, IFDRational, IFDRational]:
    """Degrees, minutes and seconds to 1e-4 second (3 mm)."""
    units = round(value * 36_000_000)
    degrees, rest = divmod(units, 36_000_000)
    minutes, seconds = divmod(rest, 600_000)
    return IFDRational(degrees, 1), IFDRational(minutes, 1), IFDRational(seconds, 10_000)
