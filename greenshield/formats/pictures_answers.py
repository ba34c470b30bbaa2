"""What a decoder that is kept apart answers: packed there, and checked here before it is believed.

A picture may have taken the decoder over, so its answer is as foreign as the picture: plain JSON,
a colour profile and pixels, each of bounded length, and nothing that could make whoever asked run
what it says. A lie costs that one picture.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from PIL import Image

from greenshield.domain.errors import GreenShieldError, UnreadableError

MAX_HEAD: Final = 64 << 10  # bytes
MAX_PROFILE: Final = 32 << 20
_BYTES: Final = {"L": 1, "RGB": 3}  # of a pixel, in each mode that there may be
_MOST_SIDE: Final = 1 << 31
# Errors that reading and decoding raise, with what is told of them beside the file's name.
_ERRORS: Final[dict[str, tuple[tuple[str, type], ...]]] = {
    "photo_not_decodable": (("reason", str),),
    "photo_too_large": (("width", int), ("height", int), ("limit", int)),
    "photo_read_failed": (("reason", str),),
    **dict.fromkeys(
        ("photo_empty", "photo_not_an_image", "photo_not_found", "photo_is_a_folder",
         "photo_no_permission"),
        (),
    ),
}  # fmt: skip
_MOST_TEXT: Final = 300  # characters

Size = tuple[int, int]


class AnswerError(Exception):
    """An answer that no decoder of ours gives."""


class Head:
    """The first part of an answer: what the others are, or why there are none.

    Attributes:
        error: code of why there is no picture, "" where there is one.
        params: of the error, without the file.
        mode: of the pixels, L or RGB.
        size: width and height of the picture that comes.
        full_size: of the whole photo, turned alike.
        profile: bytes of the colour profile that comes first; 0 where none does.
    """

    __slots__ = ("error", "full_size", "mode", "params", "profile", "size")

    def __init__(self, data: bytes, most: int) -> None:
        """Reads it.

        Args:
            data: as :func:`packed` or :func:`packed_error` makes it.
            most: of the picture's pixels.

        Raises:
            AnswerError: it isn't so made, or has more pixels.
        """
        try:
            told = json.loads(data)
        except (ValueError, RecursionError) as error:
            raise AnswerError from error
        if not isinstance(told, dict):
            raise AnswerError
        self.error, self.params = _error(told) if "error" in told else ("", {})
        self.mode, self.size, self.full_size, self.profile = "L", (0, 0), (0, 0), 0
        if not self.error:
            self._take(told.get("mode"), told.get("profile"))
            self.size, self.full_size = _size(told.get("size")), _size(told.get("full_size"))
            if self.size[0] * self.size[1] > most:
                raise AnswerError

    def _take(self, mode: Any, profile: Any) -> None:
        if not isinstance(mode, str) or mode not in _BYTES:
            raise AnswerError
        if type(profile) is not int or not 0 <= profile <= MAX_PROFILE:
            raise AnswerError
        self.mode, self.profile = mode, profile

    @property
    def length(self) -> int:
        """Bytes of the pixels that come."""
        return self.size[0] * self.size[1] * _BYTES[self.mode]

    def image(self, profile: bytes, pixels: bytes) -> Image.Image:
        """The picture of these parts.

        Raises:
            AnswerError: they aren't as long as was told.
        """
        if (len(profile), len(pixels)) != (self.profile, self.length):
            raise AnswerError
        made = Image.frombytes(self.mode, self.size, pixels)
        if profile:
            made.info["icc_profile"] = profile
        return made


def packed(image: Image.Image, full_size: Size) -> Iterator[bytes]:
    """The parts of an answer: its head, the colour profile where there is one, and the pixels."""
    profile = image.info.get("icc_profile")
    if not isinstance(profile, bytes) or len(profile) > MAX_PROFILE:
        profile = b""
    told = {
        "mode": image.mode,
        "size": image.size,
        "full_size": full_size,
        "profile": len(profile),
    }
    yield json.dumps(told).encode()
    if profile:
        yield profile
    yield image.tobytes()


def packed_error(error: GreenShieldError) -> bytes:
    """The one part of an answer that tells why there is no picture."""
    if error.code not in _ERRORS:
        error = UnreadableError("photo_not_decodable", file="", reason=error.code)
    params = {name: error.params.get(name) for name, _ in _ERRORS[error.code]}
    return json.dumps({"error": error.code, "params": params}).encode()


def _error(told: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    code, params = told["error"], told.get("params")
    if not isinstance(code, str) or code not in _ERRORS or not isinstance(params, dict):
        raise AnswerError
    out: dict[str, Any] = {}
    for name, kind in _ERRORS[code]:
        value = params.get(name)
        if type(value) is not kind:
            raise AnswerError
        out[name] = value[:_MOST_TEXT] if isinstance(value, str) else value
    return code, out


def _size(value: Any) -> Size:
    """Width and height, of at least a pixel each."""
    if not isinstance(value, list) or len(value) != 2 or {type(n) for n in value} != {int}:
        raise AnswerError
    if not all(0 < n < _MOST_SIDE for n in value):
        raise AnswerError
    return value[0], value[1]
