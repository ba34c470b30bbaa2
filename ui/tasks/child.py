"""The worker: a child process that holds the project and does what the window asks.

Four lanes, a thread each: one writes, one reads beside it, one makes pictures, one counts long.
It is started before Qt is loaded, so that both processes load their libraries at the same time.
"""

from __future__ import annotations

import contextlib
import gc
import queue
import signal
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from multiprocessing.util import Finalize
from typing import Any

from ui.tasks import wire
from ui.tasks.holder import Holder
from ui.tasks.pipe import Pipe
from ui.tasks.unexpected import as_bug
from ui.tasks.work import LEAVES_PROJECT, Outcome, Work

_STEP_S = 0.05  # no more than twenty tellings a second
_SWITCH_S = 0.0005  # a lane in a Python loop must not hold up the others
_WINDOWS_TO_ANSWER = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)

# What the first questions of an opened project need.
_FIRST = (
    "greenshield.services.session", "greenshield.services.overview", "ui.map.calls",
    "greenshield.services.map_features", "greenshield.services.work_list",
    "greenshield.services.ledger_query",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Child:
    """A started worker, and this end of the pipe to it."""

    process: BaseProcess
    pipe: Pipe


def start() -> Child:
    """Starts a worker. It lives until it is told to stop, or until the window is gone."""
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=True)
    # No daemon: those may have no children, and what reads foreign files is one.
    process = context.Process(target=serve, args=(theirs,), name="greenshield-worker")
    # What ends the window by a terminal or by the system is sent to the worker as well, also
    # before it has begun: it inherits that such a signal waits until it knows what to do with it.
    with _held_back():
        process.start()
    theirs.close()
    pipe = Pipe(ours)
    # A window that ends by a fault waits for its children, who must be told that it does.
    Finalize(process, _say_stop, args=(pipe,), exitpriority=10)
    return Child(process, pipe)


def serve(connection: Connection) -> None:
    """The worker's life: takes what is asked and hands it to its lane."""
    # These are the window's to answer: it stops the worker in good order. Where it is killed,
    # the pipe breaks, and the worker puts the project away by itself.
    for number in _WINDOWS_TO_ANSWER:
        signal.signal(number, _unheard)  # what the worker starts hears them again
        if hasattr(signal, "siginterrupt"):
            signal.siginterrupt(number, False)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _WINDOWS_TO_ANSWER)
    sys.setswitchinterval(_SWITCH_S)
    desk = _Desk(Pipe(connection))
    desk.run()


@contextlib.contextmanager
def _held_back() -> Iterator[None]:
    """Has signals that the window answers wait: none is lost, and what is started inherits it.

    Windows hands no mask on: there a Ctrl+C of the first moments ends the worker, and the window
    with it.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    former = signal.pthread_sigmask(signal.SIG_BLOCK, _WINDOWS_TO_ANSWER)
    try:
        # Starts with the first process, and would let some of them through again by itself.
        resource_tracker.ensure_running()
        signal.pthread_sigmask(signal.SIG_BLOCK, _WINDOWS_TO_ANSWER)
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, former)


def _unheard(*_: object) -> None:
    """Answers a signal by going on."""


def _say_stop(pipe: Pipe) -> None:
    with contextlib.suppress(OSError):
        pipe.send(wire.Stop())


class _Desk:
    """Lanes, what is cancelled, and the way back to the window."""

    def __init__(self, pipe: Pipe) -> None:
        self.pipe = pipe
        self.holder = Holder()
        self.cancelled: set[int] = set()
        self.lanes = {name: _Lane(name, self) for name in wire.LANES}

    def run(self) -> None:
        threading.Thread(target=_warm_up, name="warm-up", daemon=True).start()
        for lane in self.lanes.values():
            lane.thread.start()
        while True:
            try:
                message = self.pipe.receive()
            except (EOFError, OSError):
                message = wire.Stop()  # the window is gone
            if isinstance(message, wire.Run):
                self.lanes[message.lane].put(message)
            elif isinstance(message, wire.Cancel):
                self.cancelled.add(message.task)
            else:
                break
        self.put_readers_away()
        for lane in reversed(self.lanes.values()):
            lane.end()

    def put_readers_away(self) -> None:
        """Has the lanes beside the write lane close the project; waits for it."""
        for name, lane in self.lanes.items():
            if name != wire.WRITE:
                lane.put_away()

    def send(self, message: Any) -> None:
        # Without a window there is nobody to tell, and what was begun is ended all the same.
        with contextlib.suppress(OSError):
            self.pipe.send(message)


class _Lane:
    """A thread that does one thing after the other."""

    def __init__(self, name: str, desk: _Desk) -> None:
        self.name, self.desk = name, desk
        self.queue: queue.SimpleQueue[wire.Run | threading.Event | None] = queue.SimpleQueue()
        self.thread = threading.Thread(target=self._loop, name=f"lane-{name}", daemon=True)

    def put(self, job: wire.Run) -> None:
        self.queue.put(job)

    def put_away(self) -> None:
        gone = threading.Event()
        self.queue.put(gone)
        # A lane that has ended put away what it had; nobody there answers any more.
        while not gone.wait(_STEP_S) and self.thread.is_alive():
            pass

    def end(self) -> None:
        self.queue.put(None)
        self.thread.join()

    def _loop(self) -> None:
        while True:
            job = self.queue.get()
            if job is None:
                self._close()
                return
            if isinstance(job, threading.Event):
                self._close()
                job.set()
                continue
            self._reply(job)
            self.desk.cancelled.discard(job.task)

    def _close(self) -> None:
        try:
            if self.name == wire.WRITE:
                self.desk.holder.close()
            else:
                self.desk.holder.put_away()
        except Exception:  # told to nobody: the project is being left
            traceback.print_exc()

    def _reply(self, job: wire.Run) -> None:
        try:
            self.desk.send(self._answer(job))
        except Exception as error:  # what can't be pickled is a fault of ours, and told as one
            self.desk.send(wire.failed(job.task, error, as_bug(error).trace))

    def _answer(self, job: wire.Run) -> wire.Done | wire.Failed:
        work = Work(
            progress=_Progress(job.task, self.desk),
            tell=lambda value: self.desk.send(wire.Told(job.task, value)),
            lane=self.name,
            holder=self.desk.holder,
        )
        try:
            work.progress.step("", 0, 0)
            if getattr(job.call, LEAVES_PROJECT, False):
                self.desk.put_readers_away()
            value = job.call(work, *job.args)
            if isinstance(value, Outcome):
                return wire.Done(job.task, value.value, value.changes)
            return wire.Done(job.task, value)
        except Exception as error:
            return wire.failed(job.task, error, as_bug(error).trace)


class _Progress:
    """Tells the window, not too often, and stops what was cancelled."""

    def __init__(self, task: int, desk: _Desk) -> None:
        self._task, self._desk = task, desk
        self._last = 0.0

    def step(self, what: str, done: int, total: int) -> None:
        if self._task in self._desk.cancelled:
            from greenshield.services.progress import cancelled

            raise cancelled()
        now = time.monotonic()
        if what and (now - self._last >= _STEP_S or done >= total):
            self._last = now
            self._desk.send(wire.Step(self._task, what, done, total))


def _warm_up() -> None:
    """Loads what the first questions need while the window is still loading Qt."""
    gc.disable()  # what is loaded stays: looking through it for waste, time and again, finds none
    for name in _FIRST:
        import_module(name)
    gc.freeze()
    gc.enable()
