"""GDAL in a process of its own: what reads foreign bytes in C may fall over, alone and in bounds.

The process holds nothing but a reader: no project, no key. Its memory, its time and the size of
what it writes are limited (the system's limits, where it has them), and it answers in JSON and
WKB, never with objects. It is kept for the next file, since to start it costs half a second, and
put away after a large one. One file is read at a time.
"""

from __future__ import annotations

import json
import struct
import threading
from collections.abc import Sequence
from dataclasses import asdict
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

import numpy as np
import shapely

from greenshield.domain.errors import (
    GreenShieldError,
    Problem,
    SurroundingsError,
    UnreadableError,
    UsageError,
)
from greenshield.formats import vectors_messages
from greenshield.formats.apart import Apart, limit
from greenshield.formats.vectors_layers import Layer, LayerInfo
from greenshield.formats.vectors_rows import Rows
from greenshield.formats.vectors_staging import Staged
from greenshield.geo import wkb

LONGEST_S: Final = 600.0  # that reading one layer may take
MEMORY: Final = 6 << 30  # bytes of address space
_LARGE: Final = 64 << 20  # bytes of an answer after which a process is put away
_WRITTEN: Final = 4 << 30  # bytes of the largest file that it may write
_FILES: Final = 256
_ERRORS: Final = {c.__name__: c for c in (UnreadableError, SurroundingsError, UsageError)}
_LENGTH: Final = struct.Struct("<Q")

Said = list[str]


class Reader(Apart):
    """A reading process, started when it is first asked."""

    def __init__(self, memory: int = MEMORY, longest_s: float = LONGEST_S) -> None:
        super().__init__(_serve, "greenshield-reader", memory)
        self._longest_s = longest_s
        self._lock = threading.Lock()

    def layers_of(self, staged: Staged, shown: str) -> tuple[list[Layer], Said]:
        """The layers of a staged file, and what GDAL said.

        Args:
            staged: the file.
            shown: its name as the user gave it.

        Raises:
            UnreadableError: as ``vectors.read_vectors``, and ``vector_reader_died``,
                ``vector_reader_stuck``, ``vector_reader_memory``.
        """
        head, _ = self._ask("layers", (staged, shown), shown)
        found = [(LayerInfo(**info), inside) for info, inside in head["layers"]]
        return [Layer(info, staged, inside) for info, inside in found], head["said"]

    def read_layer(self, layer: Layer, shown: str) -> tuple[Rows, Said]:
        """A layer's features, and what GDAL said; raises as :meth:`layers_of`."""
        head, body = self._ask("rows", (layer, shown), shown)
        shapes = _unpacked(body, head["lengths"])
        problems = [Problem(**told) for told in head["problems"]]
        rows = Rows(head["numbers"], head["attributes"], shapes, problems, head["declared"])
        return rows, head["said"]

    def stop(self) -> None:
        """Ends the process, if there is one."""
        with self._lock:
            self._end()

    def _ask(self, what: str, args: tuple[Any, ...], shown: str) -> tuple[dict[str, Any], bytes]:
        with self._lock:
            answer = self._answered((what, args), shown) if self._is_running() else None
            if answer is None:  # none was kept, or the one that was had died since
                self._start()
                answer = self._answered((what, args), shown)
            if answer is None:
                raise UnreadableError("vector_reader_died", file=shown)
            (size,) = _LENGTH.unpack_from(answer)
            head = json.loads(answer[_LENGTH.size : _LENGTH.size + size])
            if len(answer) > _LARGE:  # it keeps the memory that it needed
                self._end()
        if "error" in head:
            raise _error(head["error"])
        return head, answer[_LENGTH.size + size :]

    def _answered(self, asked: tuple[Any, ...], shown: str) -> bytes | None:
        """What the process answers; None where it dies over it, and is put away."""
        assert self._pipe is not None
        try:
            self._pipe.send(asked)
            if self._pipe.poll(self._longest_s):
                return self._pipe.recv_bytes()
        except (EOFError, OSError):
            self._end()
            return None
        self._end()
        raise UnreadableError("vector_reader_stuck", file=shown)


def _error(told: list[Any]) -> GreenShieldError:
    kind, code, params = told
    return _ERRORS[kind](code, **params)


def _serve(pipe: Connection, memory: int) -> None:
    """The process's life: answers until nobody asks any more."""
    limit(memory, _WRITTEN, _FILES)
    while True:
        try:
            what, args = pipe.recv()
        except EOFError:
            return
        head, body = _answer(what, args)
        text = json.dumps(head, ensure_ascii=False, default=str).encode("utf-8", "replace")
        try:
            pipe.send_bytes(_LENGTH.pack(len(text)) + text + body)
        except OSError:
            return


def _answer(what: str, args: tuple[Any, ...]) -> tuple[dict[str, Any], bytes]:
    from greenshield.formats import vectors_gdal  # here alone is GDAL loaded

    shown = args[-1]
    try:
        return _read(what, args)
    except GreenShieldError as error:
        return {"error": [type(error).__name__, error.code, error.params]}, b""
    except MemoryError:
        return {"error": ["UnreadableError", "vector_reader_memory", {"file": shown}]}, b""
    except vectors_gdal.FAILURES as failure:
        coded = vectors_messages.coded(failure, Path(shown))
        return {"error": [type(coded).__name__, coded.code, coded.params]}, b""


def _read(what: str, args: tuple[Any, ...]) -> tuple[dict[str, Any], bytes]:
    from greenshield.formats import vectors_gdal, vectors_read

    with vectors_gdal.session() as said:
        if what == "layers":
            found = vectors_read.layers_of(*args)
            layers = [(asdict(one.info), one.inside) for one in found]
            return {"layers": layers, "said": said}, b""
        layer, shown = args
        rows = vectors_read.read_layer(layer, shown, said)
    body, lengths = _packed(rows.geometries)
    head = {
        "numbers": rows.numbers,
        "attributes": rows.attributes,
        "lengths": lengths,
        "problems": [asdict(told) for told in rows.problems],
        "declared": rows.declared,
        "said": said,
    }
    return head, body


def _packed(shapes: Sequence[Any]) -> tuple[bytes, list[int]]:
    """Geometries as one run of WKB, and how long each is; -1 for None."""
    bodies = shapely.to_wkb(np.array([*shapes, None], dtype=object)[:-1])
    lengths = [-1 if body is None else len(body) for body in bodies]
    return b"".join(body for body in bodies if body is not None), lengths


def _unpacked(body: bytes, lengths: list[int]) -> list[Any]:
    out: list[bytes | None] = []
    at = 0
    for length in lengths:
        out.append(None if length < 0 else body[at : at + length])
        at += max(length, 0)
    return list(wkb.read_many(out))


READER: Final = Reader()
"""The one that a program shares."""
