"""Hashes on their way to the worker: 32 bytes each, not a text each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

_DIGITS = 64


class Packed(list[str]):
    """Photos by SHA-256, a list that is not changed once it was sent.

    A hundred thousand texts take the window's thread 40 ms to pickle and to send, each time that
    something is asked of them; their bytes are joined once. The worker gets a plain list.
    """

    def __init__(self, photos: Iterable[str] = ()) -> None:
        super().__init__(photos)

    def __reduce__(self) -> tuple[Callable[[bytes], list[str]], tuple[bytes]]:
        return unpacked, (self._bytes,)

    @cached_property
    def _bytes(self) -> bytes:
        return bytes.fromhex("".join(self))


def unpacked(digests: bytes) -> list[str]:
    """The hashes again."""
    digits = digests.hex()
    return [digits[at : at + _DIGITS] for at in range(0, len(digits), _DIGITS)]
