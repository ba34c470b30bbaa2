"""Reads what a photo says about itself: place, view, time, camera, size, thumbnail."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from greenshield.domain.errors import SurroundingsError, UnreadableError
from greenshield.formats import photos_exif as exif
from greenshield.formats.photos_apps import read_apps
from greenshield.formats.photos_containers import complete_tiff, find
from greenshield.formats.photos_end import is_cut
from greenshield.formats.photos_exif import Tags, camera_text, coded_text, integer, text
from greenshield.formats.photos_marks import read_marks
from greenshield.formats.photos_positions import (
    Position,
    add_xmp_position,
    numbers,
    ratio,
    read_position,
)
from greenshield.formats.photos_previews import thumbnail
from greenshield.formats.photos_source import ByteSource, ExifBlock, Found, Remark
from greenshield.formats.photos_times import read_times
from greenshield.formats.photos_xmp import XmpError, read_xmp

TRUNCATED = "photo_truncated"
_MAX_COMMENT = 500
_MAX_MORE_XMP = 256 * 1024  # beyond that it holds pictures and depths, no facts


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """What a photo says about itself. None, or "", where it says nothing usable.

    Attributes:
        file_type: by content, in upper case: JPEG, HEIC, HEIF, AVIF, PNG, WEBP, TIFF, DNG …
        width: pixels as stored, before turning.
        height: pixels as stored.
        orientation: EXIF orientation 1–8. HEIC and AVIF are turned by the container instead.
        turned: how the container has it turned, likewise 1–8; None where it says nothing.
        make: camera maker.
        model: camera model.
        software: what wrote the file last.
        lens: lens model.
        serial: of the camera's body.
        host: the computer or phone that the picture was made or changed on.
        comment: what a person or program wrote as UserComment, its beginning.
        focal_35mm: focal length in 35 mm equivalent, in mm.
        taken_at: ISO 8601 local time, as the source gives it.
        taken_at_offset: its distance from UTC, like "+08:00".
        taken_at_source: ``exif``, ``exif_digitized``, ``xmp``, ``gps``, ``exif_modified`` or
            ``filename``.
        gps_at: ISO 8601 UTC of the position, ending in "Z".
        lon: degrees, as the file gives it, in ``datum``; None unless placed.
        lat: degrees.
        altitude_m: metres, negative below the sea.
        azimuth_deg: 0–360 clockwise from north.
        azimuth_ref: "T" true north, "M" magnetic north.
        azimuth_source: ``exif`` or ``xmp``.
        position_source: ``exif`` or ``xmp``.
        position_error_m: horizontal error as the device claims it, metres.
        dop: dilution of precision.
        datum: as the file names it.
        gps_status: "A" the receiver had a fix, "V" it had none.
        satellites: as the receiver tells them.
        processing_method: how the position was found: GPS, CELLID, WLAN, MANUAL, fused …
        gimbal_yaw: degrees, of a drone's camera.
        gimbal_pitch: degrees, −90 looks straight down.
        relative_altitude_m: metres above the take-off point.
        warnings: codes of ``resources/messages/photos.toml`` with their parameters.
        thumbnail: offset and length of the embedded JPEG thumbnail in the file.
    """

    file_type: str
    width: int | None = None
    height: int | None = None
    orientation: int | None = None
    turned: int | None = None
    make: str = ""
    model: str = ""
    software: str = ""
    lens: str = ""
    serial: str = ""
    host: str = ""
    comment: str = ""
    focal_35mm: float | None = None
    taken_at: str | None = None
    taken_at_offset: str | None = None
    taken_at_source: str | None = None
    gps_at: str | None = None
    lon: float | None = None
    lat: float | None = None
    altitude_m: float | None = None
    azimuth_deg: float | None = None
    azimuth_ref: str | None = None
    azimuth_source: str | None = None
    position_source: str | None = None
    position_error_m: float | None = None
    dop: float | None = None
    datum: str = ""
    gps_status: str = ""
    satellites: str = ""
    processing_method: str = ""
    gimbal_yaw: float | None = None
    gimbal_pitch: float | None = None
    relative_altitude_m: float | None = None
    warnings: tuple[Remark, ...] = ()
    thumbnail: tuple[int, int] | None = None


@contextmanager
def opened(source: Path | BinaryIO) -> Iterator[BinaryIO]:
    """The stream of a photo, opened here where a path is given.

    Raises:
        UnreadableError: ``photo_not_found``, ``photo_is_a_folder``.
        SurroundingsError: ``photo_no_permission``, ``photo_read_failed``.
    """
    if not isinstance(source, Path):
        yield source
        return
    try:
        with source.open("rb") as handle:
            yield handle
    except FileNotFoundError as error:
        raise UnreadableError("photo_not_found", file=source.name) from error
    except IsADirectoryError as error:
        raise UnreadableError("photo_is_a_folder", file=source.name) from error
    except PermissionError as error:
        # Windows refuses to open a folder by this error; Path.is_dir would raise it again.
        if os.path.isdir(source):  # noqa: PTH112
            raise UnreadableError("photo_is_a_folder", file=source.name) from error
        raise SurroundingsError("photo_no_permission", file=source.name) from error
    except OSError as error:
        raise SurroundingsError(
            "photo_read_failed", file=source.name, reason=error.strerror or str(error)
        ) from error


def read_photo(source: Path | BinaryIO, name: str = "") -> PhotoFacts:
    """Reads a photo's facts, opening it once and decoding no pixels.

    Odd or broken metadata is told as a warning, never raised.

    Args:
        source: a path, or a seekable binary stream, which stays open.
        name: the file's name where ``source`` is a stream; a time may stand in it.

    Returns:
        The facts.

    Raises:
        UnreadableError: ``photo_empty``, ``photo_not_an_image``, ``photo_not_found``,
            ``photo_is_a_folder``.
        SurroundingsError: ``photo_no_permission``, ``photo_read_failed``.
    """
    if isinstance(source, Path):
        name = name or source.name
    with opened(source) as handle:
        try:
            return _read(ByteSource(handle), name)
        except UnreadableError as error:
            raise UnreadableError(error.code, file=name) from None


def _read(source: ByteSource, name: str) -> PhotoFacts:
    found = find(source)
    remarks = found.remarks
    if is_cut(source, found):
        remarks.append((TRUNCATED, {}))
    tags, block = _read_blocks(found, remarks)
    if block is not None and block.stream is source.handle:
        complete_tiff(source, found, tags)
    xmp = _read_xmp(found, remarks)
    if not tags and not xmp:
        remarks.append(("photo_exif_missing", {}))
    remarks += read_apps(tags, xmp, name)
    position = read_position(tags, remarks)
    add_xmp_position(position, xmp, remarks)
    remarks += read_marks(source, found, tags, xmp, position)
    return _facts(source, found, tags, block, xmp, position, name, remarks)


def _read_blocks(found: Found, remarks: list[Remark]) -> tuple[Tags, ExifBlock | None]:
    """The tags of the first block that holds any; CR3 spreads them over one block a role.

    Of a JPEG's further blocks those directories are taken that the first one lacks.
    """
    tags: Tags = {}
    first: ExifBlock | None = None
    for block in found.exif:
        again = first is not None and block.role == "Image"
        if again and found.file_type != "JPEG":
            continue
        more, broken = exif.read_tags(block)
        if again:
            _add_lacking(tags, more, remarks)
            continue
        if broken:
            remarks.append(("photo_exif_damaged", {"tags": ", ".join(sorted(set(broken))[:8])}))
        if more:
            first = first or block
            tags = {**more, **tags}
    return tags, first


def _add_lacking(tags: Tags, more: Tags, remarks: list[Remark]) -> None:
    """Takes whole directories from a further block, and says where it tells otherwise."""
    held = {directory for directory, _ in tags}
    told = {k: t for k, t in more.items() if k[0] in ("Image", "EXIF", "GPS")}
    pointers = (exif.EXIF_POINTER, exif.GPS_POINTER, exif.SUB_IFDS)
    if any(
        k in tags and tags[k].values != t.values for k, t in told.items() if k[1] not in pointers
    ):
        remarks.append(("photo_exif_twice", {}))
    tags.update({k: t for k, t in told.items() if k[0] not in held})


def _read_xmp(found: Found, remarks: list[Remark]) -> dict[str, str]:
    """The properties of the packet, and those of further ones where they are of a usual size."""
    out: dict[str, str] = {}
    for packet in (found.xmp, *(p for p in found.more_xmp if len(p) <= _MAX_MORE_XMP)):
        if not packet:
            continue
        try:
            out = {**read_xmp(packet), **out}
        except XmpError as error:
            remarks.append((str(error), {}))
    return out


def _facts(
    source: ByteSource,
    found: Found,
    tags: Tags,
    block: ExifBlock | None,
    xmp: dict[str, str],
    position: Position,
    name: str,
    remarks: list[Remark],
) -> PhotoFacts:
    times = read_times(tags, xmp, name, remarks)
    orientation = integer(tags, "Image", exif.ORIENTATION)
    return PhotoFacts(
        file_type=found.file_type,
        width=found.width or integer(tags, "EXIF", exif.EXIF_WIDTH),
        height=found.height or integer(tags, "EXIF", exif.EXIF_HEIGHT),
        orientation=orientation if orientation in range(1, 9) else None,
        turned=found.turned,
        make=text(tags, "Image", exif.MAKE) or xmp.get("Make", ""),
        model=text(tags, "Image", exif.MODEL) or xmp.get("Model", ""),
        software=text(tags, "Image", exif.SOFTWARE) or xmp.get("CreatorTool", ""),
        lens=camera_text(tags, exif.LENS) or xmp.get("LensModel", "") or xmp.get("Lens", ""),
        serial=camera_text(tags, exif.SERIAL)
        or xmp.get("BodySerialNumber", "")
        or xmp.get("SerialNumber", ""),
        host=text(tags, "Image", exif.HOST),
        comment=coded_text(tags, "EXIF", exif.USER_COMMENT)[:_MAX_COMMENT],
        focal_35mm=_focal(tags, xmp),
        taken_at=times.taken_at,
        taken_at_offset=times.offset,
        taken_at_source=times.source,
        gps_at=times.gps_at,
        lon=position.lon,
        lat=position.lat,
        altitude_m=position.altitude_m,
        azimuth_deg=position.azimuth_deg,
        azimuth_ref=position.azimuth_ref,
        azimuth_source=position.azimuth_source,
        position_source=position.source,
        position_error_m=position.error_m,
        dop=position.dop,
        datum=position.datum,
        gps_status=text(tags, "GPS", exif.GPS_STATUS)[:1].upper(),
        satellites=text(tags, "GPS", exif.GPS_SATELLITES),
        processing_method=coded_text(tags, "GPS", exif.GPS_METHOD),
        gimbal_yaw=ratio(xmp.get("GimbalYawDegree", "")),
        gimbal_pitch=ratio(xmp.get("GimbalPitchDegree", "")),
        relative_altitude_m=ratio(xmp.get("RelativeAltitude", "")),
        warnings=tuple(remarks),
        thumbnail=thumbnail(source, found, tags, block),
    )


def _focal(tags: Tags, xmp: dict[str, str]) -> float | None:
    """The focal length in 35 mm equivalent; zero stands for unknown."""
    for directory in ("EXIF", "Image"):
        found = (numbers(tags, exif.FOCAL_35MM, directory) or [None])[0]
        if found is not None and found > 0:
            return found
    told = ratio(xmp.get("FocalLengthIn35mmFilm", ""))
    return told if told is not None and told > 0 else None
