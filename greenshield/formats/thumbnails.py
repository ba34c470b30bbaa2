"""Decodes photos to upright pictures, small ones above all, within bounded memory."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from pi_heif import open_heif
from PIL import Image
from PIL.AvifImagePlugin import AvifImageFile
from PIL.BmpImagePlugin import BmpImageFile
from PIL.ExifTags import Base
from PIL.GifImagePlugin import GifImageFile
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.TiffImagePlugin import TiffImageFile
from PIL.WebPImagePlugin import WebPImageFile

from greenshield.domain.errors import UnreadableError
from greenshield.formats.jpeg_head import plain_size
from greenshield.formats.photos import PhotoFacts, opened, read_photo
from greenshield.formats.photos_jpeg import find_jpeg
from greenshield.formats.photos_previews import RAW_KINDS, TIFF_KINDS
from greenshield.formats.photos_source import ByteSource
from greenshield.formats.pictures_apart import DECODERS
from greenshield.formats.png_head import has_few_chunks

# Decoded pixels cost 3 to 4 bytes each, and several times that on the way, as the format goes.
MAX_PIXELS = 100_000_000
# Decoded in this process: a plain JPEG, and up to so many pixels and bytes what needs no more.
# Pillow reads GIF, and packed BMP, byte by byte, as far as they go.
MAX_HERE = 20_000_000
_MAX_HERE_BYTES = 16 << 20
_HERE = frozenset(("PNG", "WEBP"))
# An embedded picture may be progressive: each of its scans costs its pixels again.
_MAX_SMALL = 1_000_000
_MAX_SMALL_BYTES = 256 * 1024
# A plain baseline JPEG is scaled down while it is decoded, so only its small result costs memory.
MAX_BASELINE_PIXELS = 1_000_000_000
MAX_HEIF_BYTES = 256 * 1024 * 1024
_QUALITY = 82
_LARGE = 500  # px
_SHAPE_SLACK = 0.03
_SIDEWAYS = 5  # orientations from here on change width and height


def _open_heif(handle: BinaryIO) -> Image.Image:
    """The primary picture, decoded and turned as its container says."""
    file = open_heif(handle)
    picture = file[file.primary_index]
    if picture.size[0] * picture.size[1] > MAX_PIXELS:
        raise ValueError("size")
    decoded: Image.Image = picture.to_pillow()
    return decoded


# Each decoder is called itself, since Image.open warns of, or refuses, sizes by a limit that is
# global to the process; the limit here is our own.
_DECODERS: dict[str, Callable[[BinaryIO], Image.Image]] = {
    "AVIF": AvifImageFile,
    "BMP": BmpImageFile,
    "DNG": TiffImageFile,
    "GIF": GifImageFile,
    "HEIC": _open_heif,
    "HEIF": _open_heif,
    "JPEG": JpegImageFile,
    "PNG": PngImageFile,
    "TIFF": TiffImageFile,
    "WEBP": WebPImageFile,
    **dict.fromkeys(TIFF_KINDS, TiffImageFile),
}
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

logging.getLogger("PIL").setLevel(logging.CRITICAL + 1)


@dataclass(frozen=True, slots=True)
class Upright:
    """A decoded picture, turned as it is to be seen.

    Attributes:
        image: mode RGB or L.
        full_size: width and height in pixels of the whole photo, turned alike.
        embedded: True where it is the small picture that the camera put beside the large one.
    """

    image: Image.Image
    full_size: tuple[int, int]
    embedded: bool = False


def make_thumbnail(
    source: Path | BinaryIO, size: int = 256, name: str = "", *, quick: bool = False
) -> bytes:
    """A small upright picture of a photo, without its metadata.

    Where the picture itself can't be decoded, or is too large to, the thumbnail that the
    camera embedded is used.

    Args:
        source: a path, or a seekable binary stream, which stays open.
        size: the longer side in pixels, at most; a smaller picture is not enlarged.
        name: the file's name where ``source`` is a stream.
        quick: takes the embedded thumbnail first where it is large enough and of the
            picture's shape.

    Returns:
        A JPEG file.

    Raises:
        UnreadableError: as ``read_photo``; ``photo_too_large`` or ``photo_not_decodable``.
        SurroundingsError: as ``read_photo``.
    """
    out = io.BytesIO()
    upright(source, size, name, quick=quick).image.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def upright(
    source: Path | BinaryIO, size: int | None, name: str = "", *, quick: bool = False
) -> Upright:
    """A photo's picture, decoded and turned; arguments and errors as :func:`make_thumbnail`.

    Args:
        source: a path, or a seekable binary stream, which stays open.
        size: the longer side in pixels, at most; None for the whole picture.
        name: the file's name where ``source`` is a stream.
        quick: whether an embedded thumbnail that fits will do.
    """
    if isinstance(source, Path):
        name = name or source.name
    with opened(source) as handle:
        facts = read_photo(handle, name)
        refusal: UnreadableError | None = None
        for attempt in _attempts(facts, first=quick and _embedded_fits(handle, facts, size)):
            try:
                return attempt(handle, facts, size, name)
            except UnreadableError as error:
                refusal = refusal or error
    raise refusal or UnreadableError("photo_not_decodable", file=name, reason=facts.file_type)


_Attempt = Callable[[BinaryIO, PhotoFacts, int | None, str], Upright]


def _attempts(facts: PhotoFacts, *, first: bool) -> list[_Attempt]:
    out: list[_Attempt] = [_from_picture] if facts.file_type in _DECODERS else []
    if facts.thumbnail is not None:
        # A raw file's own picture is sensor data that no decoder here turns into colours.
        out.insert(0 if first or facts.file_type in RAW_KINDS else len(out), _from_embedded)
    return out


def _embedded_fits(handle: BinaryIO, facts: PhotoFacts, size: int | None) -> bool:
    """Whether the embedded thumbnail has the size asked for and the picture's own shape."""
    if facts.thumbnail is None or size is None or not facts.width or not facts.height:
        return False
    found = plain_size(_embedded(handle, facts))
    if found is None:  # odd or damaged: the picture itself is tried
        return False
    width, height = found
    # A camera that letterboxes its thumbnail, or an editor that left the old one, shows here.
    shape = width * facts.height / max(1, height * facts.width)
    return max(width, height) >= size and abs(shape - 1) < _SHAPE_SLACK


def _embedded(handle: BinaryIO, facts: PhotoFacts) -> io.BytesIO:
    assert facts.thumbnail is not None
    offset, length = facts.thumbnail
    handle.seek(offset)
    return io.BytesIO(handle.read(length))


def decoded_here(source: Path | bytes, size: int | None, name: str) -> Upright:
    """A photo's own picture, decoded in this process whatever it is: for the one kept apart.

    Raises:
        UnreadableError: as :func:`upright`.
        SurroundingsError: as :func:`upright`.
    """
    with opened(source if isinstance(source, Path) else io.BytesIO(source)) as handle:
        facts = read_photo(handle, name)
        if facts.file_type not in _DECODERS:
            raise UnreadableError("photo_not_decodable", file=name, reason=facts.file_type)
        most = _check(handle, facts, name)
        return _decode(_DECODERS[facts.file_type], handle, facts, size, name, most)


def _is_for_here(handle: BinaryIO, facts: PhotoFacts) -> bool:
    """Whether decoding a picture is bounded in time and memory, by a library that is sturdy.

    A progressive JPEG is not: a few kilobytes may hold thousands of scans, each over all pixels;
    nor is one with junk before its picture, which Pillow steps over byte by byte.
    HEIF, AVIF and TIFF are containers whose decoders' faults are known to be used.
    """
    if facts.file_type == "JPEG":
        return plain_size(handle) is not None
    pixels = (facts.width or 0) * (facts.height or 0)
    if facts.file_type not in _HERE or pixels > MAX_HERE:
        return False
    if handle.seek(0, io.SEEK_END) > _MAX_HERE_BYTES:
        return False
    return facts.file_type != "PNG" or has_few_chunks(handle)


def _need_picture(handle: BinaryIO, name: str) -> None:
    """Raises UnreadableError for a JPEG of no known size, or without the beginning of a picture."""
    found = find_jpeg(ByteSource(handle))
    if found.data_at is None or not found.width or not found.height:
        raise UnreadableError("photo_not_decodable", file=name, reason="no picture data")


def _for_another(handle: BinaryIO) -> Path | bytes:
    """A stream's file, or its bytes, for another process to read."""
    name = getattr(handle, "name", None)
    if isinstance(name, str | Path) and Path(name).is_file():
        return Path(name).absolute()
    handle.seek(0)
    return handle.read(MAX_HEIF_BYTES)


def _from_picture(handle: BinaryIO, facts: PhotoFacts, size: int | None, name: str) -> Upright:
    most = _check(handle, facts, name)
    if not _is_for_here(handle, facts):
        if facts.file_type == "JPEG":
            _need_picture(handle, name)
        pixels = (facts.width or 0) * (facts.height or 0)
        return DECODERS.upright(_for_another(handle), size, name, pixels)
    handle.seek(0)
    return _decode(_DECODERS[facts.file_type], handle, facts, size, name, most)


def _check(handle: BinaryIO, facts: PhotoFacts, name: str) -> int:
    """How many pixels are decoded at most; leaves the stream at 0.

    Raises:
        UnreadableError: it has more.
    """
    is_plain = facts.file_type == "JPEG" and plain_size(handle) is not None
    most = MAX_BASELINE_PIXELS if is_plain else MAX_PIXELS
    _check_size((facts.width or 0, facts.height or 0), most, name)
    if facts.file_type in ("HEIC", "HEIF") and handle.seek(0, io.SEEK_END) > MAX_HEIF_BYTES:
        raise UnreadableError("photo_not_decodable", file=name, reason="> 256 MB")
    handle.seek(0)
    return most


def _from_embedded(handle: BinaryIO, facts: PhotoFacts, size: int | None, name: str) -> Upright:
    small = _embedded(handle, facts)
    most = MAX_BASELINE_PIXELS
    if plain_size(small) is None:
        most = _MAX_SMALL
        _need_picture(small, name)
        if len(small.getvalue()) > _MAX_SMALL_BYTES:
            raise UnreadableError("photo_not_decodable", file=name, reason="not plain")
    small.seek(0)
    found = _decode(JpegImageFile, small, facts, size, name, most)
    return Upright(found.image, found.full_size, embedded=True)


def _decode(
    decoder: Callable[[BinaryIO], Image.Image],
    handle: BinaryIO,
    facts: PhotoFacts,
    size: int | None,
    name: str,
    most: int,
) -> Upright:
    try:
        image = decoder(handle)
        _check_size(image.size, most, name)
        width, height = image.size
        if isinstance(image, ImageFile) and size is not None:
            image.draft("RGB", _least(image.size, size))
        _check_size(image.size, MAX_PIXELS, name)
        turn = _orientation(image, facts)
        if size is not None and image.mode.startswith("I;16"):
            image = image.convert("I")  # that mode can't be scaled down
        if size is not None:
            image.thumbnail((size, size), reducing_gap=2.0)
        full = (height, width) if turn >= _SIDEWAYS else (width, height)
        return Upright(_turned(image, turn), full)
    except UnreadableError:
        raise
    except MemoryError as error:
        reason = "more memory is needed than is allowed"
        raise UnreadableError("photo_not_decodable", file=name, reason=reason) from error
    except Exception as error:
        # Decoders fed with damaged files raise whatever their code happens to trip over.
        reason = f"{type(error).__name__}: {error}"[:200]
        raise UnreadableError("photo_not_decodable", file=name, reason=reason) from error


def _least(size: tuple[int, int], longest: int) -> tuple[int, int]:
    """What the decoder must not go below: a square, or for a large copy the picture's shape.

    The square has it decode a photo of 4:3 at twice the width that is wanted, which smooths a
    small picture better; of a large one the decoder's own reduction is as sharp, in half the time.
    """
    if longest < _LARGE:
        return longest, longest
    most = max(size)
    return -(-size[0] * longest // most), -(-size[1] * longest // most)


def _check_size(size: tuple[int, int], most: int, name: str) -> None:
    if size[0] * size[1] > most:
        raise UnreadableError(
            "photo_too_large", file=name, width=size[0], height=size[1], limit=most // 10_000
        )


def _orientation(image: Image.Image, facts: PhotoFacts) -> int:
    """How the decoded picture must be turned; the HEIF decoder has turned it already."""
    if facts.file_type in ("HEIC", "HEIF"):
        return 1
    if facts.file_type == "AVIF":  # Pillow tells the container's own turn as an EXIF tag
        return int(image.getexif().get(Base.Orientation, 1))
    return facts.orientation or 1


def _to_bytes(image: Image.Image) -> Image.Image:
    """Greys of more than 8 bits, stretched over 0–255, since their depth is not told."""
    floats = image.convert("F")
    low, high = cast("tuple[float, float]", floats.getextrema())
    scale = 255.0 / max(high - low, 1e-9)
    return floats.point(lambda v: v * scale - low * scale).convert("L")


def _turned(image: Image.Image, turn: int) -> Image.Image:
    """The picture in RGB or grey, on white paper where it is transparent, and turned."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        paper = Image.new("RGB", image.size, (255, 255, 255))
        paper.paste(image, mask=image.getchannel("A"))
        image = paper
    elif image.mode.startswith("I") or image.mode == "F":
        image = _to_bytes(image)
    if image.mode not in ("RGB", "L"):
        image = image.convert("RGB")
    if turn in _UPRIGHT:
        image = image.transpose(_UPRIGHT[turn])
    image.load()
    return image
