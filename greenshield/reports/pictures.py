"""Scaled, upright copies of photos for a report, in bounded memory."""

from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
from PIL import Image, ImageOps

from greenshield.domain.errors import Problem

LONGEST = 1600
"""Longest side of a copy, px: 254 dots an inch at 160 mm."""
MOST_PIXELS = 120_000_000
"""What is decoded at most: about 360 MB for a moment. A JPEG is decoded reduced, so only
Pillow's own limit (179 million) holds for it."""
_QUALITY = 86


@dataclass(frozen=True, slots=True)
class PictureCopy:
    """A JPEG copy, upright, without the original's metadata."""

    jpeg: bytes
    width: int
    height: int


def scaled_copy(path: Path | None, sha256: str, *, longest: int = LONGEST) -> PictureCopy | Problem:
    """A copy of a photo for printing, or what is wrong with it.

    The original's bytes are hashed first: what is shown is what the hash beside it names.

    Args:
        path: the original, or None where it isn't on this device.
        sha256: expected hash of the original, lower-case hex.
        longest: longest side of the copy, px.

    Returns:
        The copy; else a ``Problem`` with ``report_photo_absent``, ``report_photo_altered``,
        ``report_photo_too_large`` or ``report_photo_unreadable``.
    """
    name = "" if path is None else path.name
    try:
        if path is None or not path.is_file():
            return _problem("report_photo_absent", name, sha256)
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != sha256.lower():
                return _problem("report_photo_altered", name, sha256)
            file.seek(0)
            return _decoded(file, name, sha256, longest)
    except Image.DecompressionBombError as error:
        return _problem("report_photo_too_large", name, sha256, reason=_reason(error))
    except (OSError, ValueError, SyntaxError, MemoryError) as error:
        return _problem("report_photo_unreadable", name, sha256, reason=_reason(error))


def _decoded(file: BinaryIO, name: str, sha256: str, longest: int) -> PictureCopy | Problem:
    with warnings.catch_warnings():
        # Sizes are judged below; a photo with odd EXIF is still a photo.
        warnings.simplefilter("ignore")
        with Image.open(file) as image:
            width, height = image.size
            if width * height > MOST_PIXELS and image.format not in ("JPEG", "MPO"):
                reason = f"{width} × {height}"
                return _problem("report_photo_too_large", name, sha256, reason=reason)
            image.draft("RGB", (longest, longest))
            upright = ImageOps.exif_transpose(image)
            flat = _on_paper(upright)
            flat.thumbnail((longest, longest), Image.Resampling.BICUBIC)
    out = io.BytesIO()
    flat.save(out, "JPEG", quality=_QUALITY, optimize=False)
    return PictureCopy(out.getvalue(), flat.width, flat.height)


def _on_paper(image: Image.Image) -> Image.Image:
    """RGB on white, whatever mode the picture has."""
    if image.mode == "RGB":
        return image
    if image.mode in ("I", "I;16", "I;16B", "I;16L", "F"):
        # 16-bit and float greys: convert() would clip them to white.
        grey = np.asarray(image, dtype=np.float32)
        low, high = float(np.nanmin(grey)), float(np.nanmax(grey))
        scaled = np.nan_to_num((grey - low) * (255 / ((high - low) or 1.0)))
        return Image.fromarray(scaled.astype(np.uint8)).convert("RGB")
    if "A" in image.getbands() or "transparency" in image.info:
        layer = image.convert("RGBA")
        paper = Image.new("RGB", layer.size, (255, 255, 255))
        paper.paste(layer, mask=layer.getchannel("A"))
        return paper
    return image.convert("RGB")


def _problem(code: str, name: str, sha256: str, **params: object) -> Problem:
    return Problem(code, file=name, params={"sha256": sha256[:12], **params}, fatal=False)


def _reason(error: BaseException) -> str:
    return str(error) or type(error).__name__
