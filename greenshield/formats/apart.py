"""A process of one's own, in bounds: what C libraries make of foreign bytes may fall over in it."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from greenshield.domain.errors import SurroundingsError


class Apart:
    """Whoever has a process that answers over a pipe, started anew where the last was put away."""

    def __init__(self, serve: Callable[[Connection, int], None], name: str, memory: int) -> None:
        """What it is to be; none is started yet.

        Args:
            serve: its whole life, given its end of the pipe and ``memory``; calls :func:`limit`.
            name: as lists of processes show it.
            memory: bytes of address space.
        """
        self._serve = serve
        self._name = name
        self._memory = memory
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    def _is_running(self) -> bool:
        return self._process is not None and self._process.is_alive()

    def _start(self) -> None:
        """Starts a process, in place of any other.

        Raises:
            SurroundingsError: the system has no room for one.
        """
        self._end()
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(
            target=_live,
            args=(self._serve, theirs, self._memory),
            name=self._name,
            daemon=True,
        )
        try:
            process.start()
        except OSError as error:
            ours.close()
            reason = error.strerror or str(error)
            raise SurroundingsError("process_not_started", reason=reason) from error
        finally:
            theirs.close()
        self._process, self._pipe = process, ours

    def _end(self) -> None:
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        self._process = self._pipe = None


def _live(serve: Callable[[Connection, int], None], pipe: Connection, memory: int) -> None:
    """The process's life, which is over with that of whoever started it, however that ended."""
    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()
    serve(pipe, memory)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def allow(seconds: float) -> None:
    """Lets this process work for so long from now, of each processor's time; not on Windows.

    For where the thread that watches the parent gets no turn, and nobody is left to end this.
    """
    try:
        import resource
    except ImportError:
        return
    spent = time.process_time() + seconds * (os.cpu_count() or 1)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    if hard == resource.RLIM_INFINITY or spent < hard:
        resource.setrlimit(resource.RLIMIT_CPU, (int(spent) + 1, hard))


def limit(memory: int, written: int, files: int) -> None:
    """Puts bounds on this process where the system has them (not on Windows).

    Args:
        memory: bytes of address space.
        written: bytes of the largest file that it may write.
        files: that it may hold open.
    """
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    try:
        import resource
    except ImportError:
        return
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, written),
        (resource.RLIMIT_NOFILE, files),
    ):
        _, hard = resource.getrlimit(what)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))
