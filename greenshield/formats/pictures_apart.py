"""Pictures decoded in a process of their own: what C libraries make of foreign bytes may fall over.

The process holds no project and no key; its memory and its time are bounded, so that a file made
to harm costs one photo its picture and nobody the window's worker. It answers with pixels, and is
kept for the next photo, since to start it takes half a second; it is put away after a large one.
A picture may have taken it over: ``pictures_answers`` checks what it says.
"""

from __future__ import annotations

import contextlib
import hashlib
import signal
import threading
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from greenshield.domain.errors import GreenShieldError, UnreadableError
from greenshield.formats.apart import Apart, allow, limit
from greenshield.formats.pictures_answers import (
    MAX_HEAD,
    MAX_PROFILE,
    AnswerError,
    Head,
    packed,
    packed_error,
)

if TYPE_CHECKING:
    from greenshield.formats.thumbnails import Upright

LONGEST_S: Final = 20.0  # that one picture may take
MEMORY: Final = 2 << 30  # bytes of address space
AT_ONCE: Final = 2  # processes; each thread that makes thumbnails has one
_LARGE: Final = 30_000_000  # pixels of a photo after which a process is put away
_MOST_LATE: Final = 10_000  # files that are known to take too long
_SLACK_S: Final = 30.0  # beyond which the process ends by itself, should nobody end it
_FILES: Final = 64

_Key = tuple[str | int, ...]


class Decoder(Apart):
    """One decoding process, started when it is first asked; for one thread at a time.

    Attributes:
        was_late: whether it did not answer the last question in time.
    """

    def __init__(self, memory: int = MEMORY, longest_s: float = LONGEST_S) -> None:
        super().__init__(_serve, "greenshield-decoder", memory)
        self._longest_s = longest_s
        self.was_late = False

    def upright(self, source: Path | bytes, size: int | None, name: str) -> Upright:
        """A picture as ``thumbnails.upright`` gives it, of the file itself.

        Raises:
            UnreadableError: as there; ``photo_not_decodable`` also where the process fell over,
                had not enough memory, or took too long.
        """
        self.was_late = False
        if not self._is_running():
            self._start()
        found = self._answered((source, size, name, self._longest_s), size, name)
        width, height = found.full_size
        if width * height > _LARGE:
            self.stop()  # it may keep the memory that it needed
        return found

    def stop(self) -> None:
        """Ends the process, if there is one."""
        self._end()

    def _answered(self, asked: tuple[Any, ...], size: int | None, name: str) -> Upright:
        """The picture that the process answers with.

        One that takes too long is ended, wherever it is in its answer; so is one that lies.
        """
        assert self._pipe is not None
        assert self._process is not None
        process, is_late = self._process, threading.Event()

        def end() -> None:
            is_late.set()
            process.kill()

        clock = threading.Timer(self._longest_s, end)
        clock.daemon = True
        clock.start()
        told: Upright | UnreadableError | None = None
        reason = "the decoder ended unexpectedly"
        try:
            self._pipe.send(asked)
            told = _received(self._pipe, size, name)
        except AnswerError:
            reason = "the decoder's answer makes no sense"
        except (EOFError, OSError):
            pass
        finally:
            clock.cancel()
            clock.join()
        if told is None or is_late.is_set():
            self.stop()
        if isinstance(told, UnreadableError):
            raise told
        if told is not None:
            return told
        self.was_late = is_late.is_set()
        within = f"not decoded within {self._longest_s:.0f} s"
        raise _undecodable(name, within if self.was_late else reason)


class Decoders:
    """A few decoding processes that threads share."""

    def __init__(self, count: int = AT_ONCE, longest_s: float = LONGEST_S) -> None:
        self._free = threading.BoundedSemaphore(count)
        self._idle = [Decoder(longest_s=longest_s) for _ in range(count)]
        self._large = threading.Lock()
        self._late: dict[_Key, tuple[float, str]] = {}

    def upright(
        self, source: Path | bytes, size: int | None, name: str, pixels: int = 0
    ) -> Upright:
        """As :meth:`Decoder.upright`, by the one used last, which runs already.

        A file that took too long is refused from then on, for that size and larger ones.

        Args:
            source: a file, or its bytes.
            size: the longer side in pixels, at most; None for the whole picture.
            name: of the file.
            pixels: of the picture, as far as known; large ones come one after the other.
        """
        wanted = float("inf") if size is None else float(size)
        key = _key(source) if self._late else None
        if key in self._late and self._late[key][0] <= wanted:
            raise _undecodable(name, self._late[key][1])
        with self._large if pixels > _LARGE else contextlib.nullcontext(), self._one() as one:
            try:
                return one.upright(source, size, name)
            except UnreadableError as error:
                if one.was_late and len(self._late) < _MOST_LATE:
                    self._late[_key(source)] = (wanted, str(error.params["reason"]))
                raise

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


def _received(pipe: Connection, size: int | None, name: str) -> Upright | UnreadableError:
    """The answer to one question.

    Args:
        pipe: it comes from there.
        size: the longer side in pixels that was asked for; None for the whole picture.
        name: of the file.

    Raises:
        AnswerError: it is none that a decoder of ours gives.
        EOFError, OSError: the process is gone, or a part is longer than any.
    """
    from greenshield.formats.thumbnails import MAX_PIXELS, Upright

    head = Head(pipe.recv_bytes(MAX_HEAD), MAX_PIXELS if size is None else size * size)
    if head.error:
        return UnreadableError(head.error, file=name, **head.params)
    profile = pipe.recv_bytes(MAX_PROFILE) if head.profile else b""
    return Upright(head.image(profile, pipe.recv_bytes(head.length)), head.full_size)


def _undecodable(name: str, reason: str) -> UnreadableError:
    return UnreadableError("photo_not_decodable", file=name, reason=reason)


def _key(source: Path | bytes) -> _Key:
    """What a file is known by for a session; other bytes under its name are another."""
    if isinstance(source, bytes):
        return (hashlib.sha256(source).hexdigest(),)
    try:
        told = source.stat()
    except OSError:
        return (str(source),)
    return str(source), told.st_ino, told.st_size, told.st_mtime_ns


def _serve(pipe: Connection, memory: int) -> None:
    """The process's life: answers until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the program that asks is the one to be stopped
    limit(memory, 0, _FILES)
    from greenshield.formats import thumbnails

    with contextlib.suppress(EOFError, OSError):
        while True:
            source, size, name, longest_s = pipe.recv()
            allow(longest_s + _SLACK_S)
            try:
                found = thumbnails.decoded_here(source, size, name)
                parts = list(packed(found.image, found.full_size))
            except GreenShieldError as error:
                parts = [packed_error(error)]
            except MemoryError:
                parts = [packed_error(_undecodable(name, "more memory is needed than is allowed"))]
            for part in parts:
                pipe.send_bytes(part)


DECODERS: Final = Decoders()
"""Those that a program shares."""
