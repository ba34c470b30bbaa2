"""Makes small JPEG files with the EXIF a phone or a drone would write.

The EXIF is written by Pillow, never by the reader under test.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw
from PIL.ExifTags import GPS, IFD, Base
from PIL.TiffImagePlugin import IFDRational

_PNG_LIKE = {".png": "PNG", ".webp": "WEBP", ".tif": "TIFF", ".tiff": "TIFF"}


def _ratio(value: float, denominator: int) -> IFDRational:
    exact = Fraction(round(value * denominator), denominator)
    return IFDRational(exact.numerator, exact.denominator)


def _dms(degrees: float) -> tuple[IFDRational, IFDRational, IFDRational]:
    """Degrees, minutes and seconds; seconds to 1e-6, about 0.03 mm on the ground."""
    whole, rest = divmod(round(abs(degrees) * 3_600_000_000), 3_600_000_000)
    minutes, micro = divmod(rest, 60_000_000)
    return IFDRational(whole, 1), IFDRational(minutes, 1), IFDRational(micro, 1_000_000)


def gps_ifd(
    *,
    lon: float | None = None,
    lat: float | None = None,
    altitude: float | None = None,
    azimuth: float | None = None,
    azimuth_ref: str = "T",
    gps_at: datetime | None = None,
    error_m: float | None = None,
    dop: float | None = None,
    datum: str = "",
) -> dict[int, Any]:
    """The GPS tags for a position (degrees), altitude (m), azimuth (degrees) and UTC time."""
    out: dict[int, Any] = {}
    if lat is not None:
        out[GPS.GPSLatitudeRef] = "S" if lat < 0 else "N"
        out[GPS.GPSLatitude] = _dms(lat)
    if lon is not None:
        out[GPS.GPSLongitudeRef] = "W" if lon < 0 else "E"
        out[GPS.GPSLongitude] = _dms(lon)
    if altitude is not None:
        out[GPS.GPSAltitudeRef] = b"\x01" if altitude < 0 else b"\x00"
        out[GPS.GPSAltitude] = _ratio(abs(altitude), 1000)
    if azimuth is not None:
        out[GPS.GPSImgDirectionRef] = azimuth_ref
        out[GPS.GPSImgDirection] = _ratio(azimuth, 1000)
    if gps_at is not None:
        moment = gps_at.astimezone(UTC)
        out[GPS.GPSDateStamp] = moment.strftime("%Y:%m:%d")
        seconds = moment.second + moment.microsecond / 1e6
        out[GPS.GPSTimeStamp] = (
            IFDRational(moment.hour, 1),
            IFDRational(moment.minute, 1),
            _ratio(seconds, 1000),
        )
    if error_m is not None:
        out[GPS.GPSHPositioningError] = _ratio(error_m, 100)
    if dop is not None:
        out[GPS.GPSDOP] = _ratio(dop, 100)
    if datum:
        out[GPS.GPSMapDatum] = datum
    return out


def exif_block(
    *,
    taken_at: datetime | str | None = None,
    offset: str = "",
    subsec: str = "",
    make: str = "Green",
    model: str = "Shield",
    software: str = "",
    orientation: int | None = 1,
    focal_35mm: int | None = None,
    gps: Mapping[int, Any] | None = None,
) -> Image.Exif:
    """An EXIF block. ``taken_at`` is local time; ``offset`` is like "+08:00"."""
    exif = Image.Exif()
    for tag, value in (
        (Base.Make, make),
        (Base.Model, model),
        (Base.Software, software),
        (Base.Orientation, orientation),
    ):
        if value:
            exif[tag] = value
    inner = exif.get_ifd(IFD.Exif)
    if taken_at is not None:
        text = taken_at if isinstance(taken_at, str) else taken_at.strftime("%Y:%m:%d %H:%M:%S")
        inner[Base.DateTimeOriginal] = text
        inner[Base.DateTimeDigitized] = text
    for tag, value in (
        (Base.OffsetTimeOriginal, offset),
        (Base.SubsecTimeOriginal, subsec),
        (Base.FocalLengthIn35mmFilm, focal_35mm),
    ):
        if value:
            inner[tag] = value
    if gps:
        exif.get_ifd(IFD.GPSInfo).update(gps)
    return exif


def picture(size: tuple[int, int] = (64, 48), text: str = "", seed: int = 0) -> Image.Image:
    """A landscape of sky and ground whose pixels depend on ``seed``, so hashes differ."""
    width, height = size
    image = Image.new("RGB", size, (150 + seed % 60, 190, 225 - seed % 40))
    draw = ImageDraw.Draw(image)
    horizon = height * (4 + seed % 3) // 9
    draw.rectangle((0, horizon, width, height), fill=(80 + seed % 50, 125 - seed % 30, 70))
    hill = (seed * 37) % max(width, 1)
    draw.ellipse(
        (hill - width // 4, horizon - height // 6, hill + width // 4, horizon + height // 4),
        fill=(60, 105 + seed % 40, 62),
    )
    for bit in range(24):
        if seed >> bit & 1:
            draw.rectangle((bit * 2, height - 3, bit * 2 + 1, height), fill=(250, 250, 250))
    if text:
        draw.text((2, 2), text, fill=(20, 20, 20))
    return image


def jpeg_with_exif(
    path: Path,
    *,
    lon: float | None = None,
    lat: float | None = None,
    taken_at: datetime | str | None = None,
    azimuth: float | None = None,
    azimuth_ref: str = "T",
    altitude: float | None = None,
    gps_at: datetime | None = None,
    error_m: float | None = None,
    dop: float | None = None,
    datum: str = "",
    offset: str = "",
    subsec: str = "",
    make: str = "Green",
    model: str = "Shield",
    software: str = "",
    orientation: int | None = 1,
    focal_35mm: int | None = None,
    size: tuple[int, int] = (64, 48),
    text: str = "",
    seed: int = 0,
    xmp: bytes = b"",
    quality: int = 80,
) -> Path:
    """Writes one photo; the file's ending picks JPEG (default), PNG, WebP or TIFF.

    Args:
        path: where to write.
        lon: degrees, east positive; None leaves the position out.
        lat: degrees, north positive.
        taken_at: camera's local time, or text as it shall stand in the tag.
        azimuth: degrees clockwise from north; ``azimuth_ref`` is "T" or "M".
        azimuth_ref: what north the azimuth counts from.
        altitude: metres, negative below the sea.
        gps_at: an aware datetime, written as GPS date and time in UTC.
        error_m: GPSHPositioningError in metres.
        dop: GPSDOP.
        datum: GPSMapDatum.
        offset: OffsetTimeOriginal, like "+08:00".
        subsec: SubSecTimeOriginal, digits.
        make: camera maker; "" leaves it out.
        model: camera model; "" leaves it out.
        software: editing software; "" leaves it out.
        orientation: EXIF orientation 1–8, None leaves it out.
        focal_35mm: focal length in 35 mm equivalent.
        size: width and height in pixels.
        text: drawn into the picture.
        seed: makes the pixels, and so the hash, differ.
        xmp: an XMP packet.
        quality: JPEG quality.

    Returns:
        ``path``.
    """
    gps = gps_ifd(
        lon=lon, lat=lat, altitude=altitude, azimuth=azimuth, azimuth_ref=azimuth_ref,
        gps_at=gps_at, error_m=error_m, dop=dop, datum=datum,
    )  # fmt: skip
    exif = exif_block(
        taken_at=taken_at, offset=offset, subsec=subsec, make=make, model=model,
        software=software, orientation=orientation, focal_35mm=focal_35mm, gps=gps,
    )  # fmt: skip
    kind = _PNG_LIKE.get(path.suffix.lower(), "JPEG")
    extra: dict[str, Any] = {"quality": quality} if kind in {"JPEG", "WEBP"} else {}
    if xmp and kind in {"JPEG", "WEBP"}:
        extra["xmp"] = xmp
    picture(size, text, seed).save(path, kind, exif=exif, **extra)
    return path
