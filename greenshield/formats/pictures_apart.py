"""Pictures decoded in a process of their own: what C libraries make of foreign bytes may fall over.

The process holds no project and no key; its memory and its time are bounded, so that a file made
to harm costs one photo its picture and nobody the window's worker. It answers with pixels, and is
kept for the next photo, since to start it takes half a second; it is put away after a large one.
"""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PIL import Image

from greenshield.domain.errors import GreenShieldError, UnreadableError
from greenshield.formats.apart import Apart, limit

if TYPE_CHECKING:
    from greenshield.formats.thumbnails import Upright

LONGEST_S: Final = 20.0  # that one picture may take
MEMORY: Final = 2 << 30  # bytes of address space
AT_ONCE: Final = 2  # processes; each thread that makes thumbnails has one
_LARGE: Final = 30_000_000  # pixels of a photo after which a process is put away
_FILES: Final = 64


class Decoder(Apart):
    """One decoding process, started when it is first asked; for one thread at a time."""

    def __init__(self, memory: int = MEMORY, longest_s: float = LONGEST_S) -> None:
        super().__init__(_serve, "greenshield-decoder", memory)
        self._longest_s = longest_s

    def upright(self, source: Path | bytes, size: int | None, name: str) -> Upright:
        """A picture as ``thumbnails.upright`` gives it, of the file itself.

        Raises:
            UnreadableError: as there; ``photo_not_decodable`` also where the process fell over,
                had not enough memory, or took too long.
        """
        if not self._is_running():
            self._start()
        answer = self._answered((source, size, name))
        if answer is None and self._process is None:
            raise _undecodable(name, "the decoder ended unexpectedly")
        if answer is None:
            self.stop()
            raise _undecodable(name, f"not decoded within {self._longest_s:.0f} s")
        if "error" in answer:
            raise UnreadableError(answer["error"], **answer["params"])
        assert self._pipe is not None
        pixels = self._pipe.recv_bytes()
        from greenshield.formats.thumbnails import Upright

        image = Image.frombytes(answer["mode"], answer["size"], pixels)
        image.info |= answer["info"]
        width, height = answer["full_size"]
        if width * height > _LARGE:
            self.stop()  # it may keep the memory that it needed
        return Upright(image, answer["full_size"])

    def stop(self) -> None:
        """Ends the process, if there is one."""
        self._end()

    def _answered(self, asked: tuple[Any, ...]) -> dict[str, Any] | None:
        """What the process answers; None where it takes too long, or dies and is put away."""
        assert self._pipe is not None
        try:
            self._pipe.send(asked)
            if self._pipe.poll(self._longest_s):
                answer: dict[str, Any] = self._pipe.recv()
                return answer
        except (EOFError, OSError):
            self.stop()
        return None


class Decoders:
    """A few decoding processes that threads share."""

    def __init__(self, count: int = AT_ONCE) -> None:
        self._free = threading.BoundedSemaphore(count)
        self._idle = [Decoder() for _ in range(count)]

    def upright(self, source: Path | bytes, size: int | None, name: str) -> Upright:
        """As :meth:`Decoder.upright`, by the one used last, which runs already."""
        with self._one() as decoder:
            return decoder.upright(source, size, name)

    def stop(self) -> None:
        """Ends the processes that nobody uses just now."""
        for decoder in list(self._idle):
            decoder.stop()

    @contextlib.contextmanager
    def _one(self) -> Iterator[Decoder]:
        with self._free:
            decoder = self._idle.pop()
            try:
                yield decoder
            except BaseException as error:
                if not isinstance(error, GreenShieldError):
                    decoder.stop()  # it may be in the middle of an answer
                raise
            finally:
                self._idle.append(decoder)


def _undecodable(name: str, reason: str) -> UnreadableError:
    return UnreadableError("photo_not_decodable", file=name, reason=reason)


def _serve(pipe: Connection, memory: int) -> None:
    """The process's life: answers until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the program that asks is the one to be stopped
    limit(memory, 0, _FILES)
    from greenshield.formats import thumbnails

    with contextlib.suppress(EOFError, OSError):
        while True:
            source, size, name = pipe.recv()
            try:
                found = thumbnails.decoded_here(source, size, name)
                image = found.image
                profile = image.info.get("icc_profile")
                told = {
                    "mode": image.mode,
                    "size": image.size,
                    "full_size": found.full_size,
                    "info": {"icc_profile": profile} if isinstance(profile, bytes) else {},
                }
                pixels = image.tobytes()
            except GreenShieldError as error:
                pipe.send({"error": error.code, "params": error.params})
            except MemoryError:
                params = {"file": name, "reason": "more memory is needed than is allowed"}
                pipe.send({"error": "photo_not_decodable", "params": params})
            else:
                pipe.send(told)
                pipe.send_bytes(pixels)


DECODERS: Final = Decoders()
"""Those that a program shares."""
