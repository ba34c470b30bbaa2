"""Tiles as pictures: JPEG, PNG and WebP, decoded within bounds."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Final

import numpy as np
from PIL import Image
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from greenshield.formats.basemaps_pieces import Pixels
from greenshield.formats.jpeg_head import has_few_scans
from greenshield.formats.png_head import has_few_chunks

MAX_SIDE: Final = 2048  # pixels; tiles have 256, 512 or 1024
_FULL_16 = 65535


def kind_of(data: bytes) -> str:
    """``PNG``, ``JPEG`` or ``WEBP``; ``vector`` for what looks like one; "" for anything else."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    # Packed by gzip or zlib, or bare: field 3 of a message, a layer of a Mapbox vector tile.
    return "vector" if data[:2] in (b"\x1f\x8b", b"\x78\x9c") or data[:1] == b"\x1a" else ""


def decoded(data: bytes) -> Pixels:
    """A tile's picture.

    Raises:
        ValueError: it is no picture, is damaged, is larger than any tile, or is so made that to
            decode it costs more than its pixels do.
    """
    kind = kind_of(data)
    opener: Callable[[io.BytesIO], ImageFile] | None = {
        "PNG": PngImageFile, "JPEG": JpegImageFile, "WEBP": WebPImageFile,
    }.get(kind)  # fmt: skip
    if opener is None:
        raise ValueError("no picture")
    if (kind == "JPEG" and not has_few_scans(data)) or (
        kind == "PNG" and not has_few_chunks(io.BytesIO(data))
    ):
        raise ValueError("odd")
    try:
        with opener(io.BytesIO(data)) as image:
            if not 0 < max(image.size) <= MAX_SIDE:
                raise ValueError("size")
            return _rgba(image)
    # What Pillow raises on damaged files is not bounded by its documentation, and comes from the
    # constructor too: SyntaxError, struct.error, DecompressionBombError, its warning as an error.
    except Exception as error:
        raise ValueError(str(error)) from error


def _rgba(image: Image.Image) -> Pixels:
    if image.mode.startswith("I"):  # 16 bits of grey, which a plain conversion would cut off
        grey = np.asarray(image.convert("I"), dtype=np.int64).clip(0, _FULL_16) >> 8
        image = Image.fromarray(grey.astype(np.uint8))
    out: Pixels = np.array(image.convert("RGBA"))
    return out
