"""Copies of photos for a report: upright, of a bounded size, without anything but their pixels."""

from __future__ import annotations

import hashlib
import io
import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from PIL import Image, ImageCms

from greenshield.domain.errors import Problem, UnreadableError

Decode = Callable[[BinaryIO, int | None, str], Image.Image]
"""``(stream, longest side or None for all of it, file name)`` -> the photo, turned as it is to be
seen, mode RGB or L; raises ``UnreadableError``. The caller's, since formats are his."""

_LOG = logging.getLogger(__name__)
# What the decoders say, of Pillow, of HEIF and our own; see ``formats.thumbnails``.
_FAULTS: Final = (
    ("picture_cut", re.compile(r"truncated|no picture data|unexpected end|end of file", re.I)),
    ("picture_too_heavy", re.compile(r"memory|> 256 MB|not decoded within|^size$|: size$", re.I)),
    ("picture_coding", re.compile(r"^[A-Z0-9]{2,5}$|^not plain$|unsupported|not supported", re.I)),
)


@dataclass(frozen=True, slots=True)
class CopySize:
    """How large copies are, the longest side in px; None is the original's own size.

    Attributes:
        photo: of a photo at half a page.
        many: the same in a report of more than ``MANY`` photos.
        above: of a picture from above, which has the width of the page.
        quality: of the JPEG, 1 to 95.
        subsampling: 2 halves the colours' resolution, 0 keeps it.
    """

    photo: int | None
    many: int | None
    above: int | None
    quality: int
    subsampling: int = 2


MANY: Final = 40
SIZES: Final[Mapping[str, CopySize]] = {
    "small": CopySize(500, 500, 800, 80),  # 170 dots an inch: on the screen, by e-mail
    "print": CopySize(1000, 800, 1600, 86),  # 340 and 254 dots an inch
    "full": CopySize(None, None, None, 95, 0),
}


@dataclass(frozen=True, slots=True)
class PictureCopy:
    """A JPEG copy, upright, without the original's metadata."""

    jpeg: bytes
    width: int
    height: int


def made_copy(
    path: Path | None, sha256: str, decode: Decode, size: CopySize, longest: int | None
) -> PictureCopy | Problem:
    """A copy of a photo for printing, or what is wrong with it.

    The original's bytes are hashed first: what is shown is what the hash beside it names.

    Args:
        path: the original, or None where it isn't on this device.
        sha256: expected hash of the original, lower-case hex.
        decode: what reads it.
        size: how the copy is written.
        longest: longest side of the copy, px; it is never larger than the original.

    Returns:
        The copy; else a ``Problem`` with ``report_photo_absent``, ``report_photo_altered``,
        ``report_photo_too_large``, ``report_photo_unopened`` or ``report_photo_unreadable``.
    """
    name = "" if path is None else path.name
    try:
        if path is None or not path.is_file():
            return _problem("report_photo_absent", name, sha256)
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != sha256.lower():
                return _problem("report_photo_altered", name, sha256)
            file.seek(0)
            return _written(_plain(decode(file, longest, name), longest), size)
    except UnreadableError as error:
        if error.code == "photo_too_large":
            reason = f"{error.params['width']} × {error.params['height']}"
            return _problem("report_photo_too_large", name, sha256, reason=reason)
        _LOG.info("photo %s can't be decoded: %s", sha256[:12], error.params.get("reason"))
        return _problem("report_photo_unreadable", name, sha256, why=_why(error))
    except OSError as error:  # its words would name a folder of this machine
        reason = error.strerror or type(error).__name__
        return _problem("report_photo_unopened", name, sha256, reason=reason)
    except MemoryError:
        return _problem("report_photo_unreadable", name, sha256, why="picture_too_heavy")


def _why(error: UnreadableError) -> str:
    """What kind of fault it is, as messages call it: a decoder's own words are for programmers."""
    if error.code != "photo_not_decodable":
        return error.code
    reason = str(error.params.get("reason", ""))
    return next((why for why, signs in _FAULTS if signs.search(reason)), "picture_damaged")


def _plain(image: Image.Image, longest: int | None) -> Image.Image:
    """The pixels alone, in sRGB, no longer than they may be."""
    found = _in_srgb(image if image.mode == "RGB" else image.convert("RGB"))
    if longest is not None and max(found.size) > longest:
        found.thumbnail((longest, longest), Image.Resampling.BICUBIC)
    # Pillow writes a comment on that came with the original.
    found.info = {}
    return found


def _in_srgb(image: Image.Image) -> Image.Image:
    """The colours as they are meant, since the profile that says so does not go with the copy."""
    profile = image.info.get("icc_profile")
    if not profile:
        return image
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if given.profile.xcolor_space.strip() != "RGB":
            return image
        srgb = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, given, srgb, outputMode="RGB") or image
    except (ImageCms.PyCMSError, OSError, TypeError, ValueError) as error:
        _LOG.info("a colour profile is passed over: %s", error)
        return image


def _written(image: Image.Image, size: CopySize) -> PictureCopy:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=size.quality, subsampling=size.subsampling)
    return PictureCopy(out.getvalue(), image.width, image.height)


def _problem(code: str, name: str, sha256: str, **params: object) -> Problem:
    return Problem(code, file=name, params={"sha256": sha256[:12], **params}, fatal=False)
