"""The large picture of a photo: fitted to a window, or a part of it at any scale.

Pixels come as 4 bytes each, blue, green, red and one unused, rows without padding: what a window
draws without converting. The last decoded photo is kept, so that a zoom decodes it once.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image

from greenshield.domain.errors import UnreadableError, UsageError
from greenshield.formats.thumbnails import Upright, upright
from greenshield.project.project import Project
from greenshield.services import photo_original

LARGEST: Final = 4096
_REDUCED: Final = 8192  # the longer side of a photo that is too large to be decoded whole
Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Picture:
    """A part of a photo, upright.

    Attributes:
        pixels: 4 bytes a pixel, B G R X, row after row.
        width: of ``pixels``.
        height: of ``pixels``.
        full_size: width and height of the whole photo, upright.
        box: which part of it is shown: left, top, right, bottom in pixels of the whole.
        embedded: True where only the camera's embedded small picture could be decoded.
        altered: True where the file is not the one that was imported.
    """

    pixels: bytes
    width: int
    height: int
    full_size: tuple[int, int]
    box: Box
    embedded: bool
    altered: bool


class Pictures:
    """The large pictures of one project, the last one kept."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._media = project.media
        self._key: tuple[str, int | None] = ("", None)
        self._last: Upright | None = None
        self._altered: tuple[str, bool] = ("", False)

    def fitted(self, sha256: str, longest: int) -> Picture:
        """A whole photo, no longer than ``longest`` pixels, never enlarged.

        Raises:
            UsageError: a size out of range.
            UnreadableError: ``media_missing``, ``photo_too_large``, ``photo_not_decodable``.
            SurroundingsError: the file can't be read.
        """
        _need_size(longest)
        found = self._decoded(sha256, longest)
        image = found.image
        if max(image.size) > longest:
            image = image.copy()
            image.thumbnail((longest, longest), reducing_gap=2.0)
        return self._picture(sha256, found, image, (0, 0, *found.full_size))

    def part(self, sha256: str, box: Box, longest: int) -> Picture:
        """A part of a photo, no longer than ``longest`` pixels, never enlarged.

        Args:
            sha256: which photo.
            box: left, top, right, bottom in pixels of the whole upright photo; cut to it.
            longest: of the longer side of the answer.

        Raises:
            UsageError: an empty part, or a size out of range.
            UnreadableError: as :meth:`fitted`.
            SurroundingsError: the file can't be read.
        """
        _need_size(longest)
        found = self._decoded(sha256, None)
        width, height = found.full_size
        left, top = max(0, box[0]), max(0, box[1])
        right, bottom = min(width, box[2]), min(height, box[3])
        if left >= right or top >= bottom:
            raise UsageError("picture_part_empty")
        wanted = (right - left, bottom - top)
        scale = min(1.0, longest / max(wanted))
        size = (max(1, round(wanted[0] * scale)), max(1, round(wanted[1] * scale)))
        image = found.image
        # 1, but for a photo too large to be decoded whole.
        across, down = image.size[0] / width, image.size[1] / height
        cut = (left * across, top * down, right * across, bottom * down)
        image = image.resize(size, Image.Resampling.BILINEAR, box=cut, reducing_gap=2.0)
        return self._picture(sha256, found, image, (left, top, right, bottom))

    def forget(self) -> None:
        """Gives the memory of the last photo back."""
        self._key, self._last = ("", None), None

    def _decoded(self, sha256: str, longest: int | None) -> Upright:
        """The photo decoded to at least ``longest``, or whole."""
        if self._last is not None and self._key in ((sha256, None), (sha256, longest)):
            return self._last
        self.forget()  # before the next one takes its memory
        path = self._media.find(sha256)
        if path is None:
            raise UnreadableError("media_missing", sha256=sha256)
        try:
            found = _whole(path) if longest is None else upright(path, longest)
        except UnreadableError as error:
            # People know the photo by its own name, not by that of the pool.
            named = {"file": photo_original.name_of(self._project, sha256)}
            raise UnreadableError(error.code, **error.params | named) from error
        self._key, self._last = (sha256, longest), found
        return found

    def _picture(self, sha256: str, found: Upright, image: Image.Image, box: Box) -> Picture:
        rgb = image if image.mode == "RGB" else image.convert("RGB")
        pixels = rgb.tobytes("raw", "BGRX")
        width, height = image.size
        altered = self._is_altered(sha256)
        return Picture(pixels, width, height, found.full_size, box, found.embedded, altered)

    def _is_altered(self, sha256: str) -> bool:
        if self._altered[0] != sha256:
            path = self._media.find(sha256)
            if path is None:
                return False  # its drive went after it was read: nothing tells by now
            with path.open("rb") as stream:
                told = hashlib.file_digest(stream, "sha256").hexdigest()
            self._altered = (sha256, told != sha256)
        return self._altered[1]


def _whole(path: Path) -> Upright:
    """A photo as large as memory allows."""
    try:
        found = upright(path, None)
        if not found.embedded:
            return found
    except UnreadableError as error:
        if error.code != "photo_too_large":
            raise
    return upright(path, _REDUCED)


def encoded(picture: Picture, quality: int = 90) -> bytes:
    """A picture as a JPEG file without metadata."""
    size = (picture.width, picture.height)
    image = Image.frombuffer("RGB", size, picture.pixels, "raw", "BGRX", 0, 1)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()


def _need_size(longest: int) -> None:
    if not 1 <= longest <= LARGEST:
        raise UsageError("picture_size_out_of_range", given=longest, limit=LARGEST)
