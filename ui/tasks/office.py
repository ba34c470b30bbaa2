"""The window's end of the worker: hands out tasks, brings back what comes."""

from __future__ import annotations

import contextlib
import itertools
import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from greenshield.domain.errors import SurroundingsError
from ui.tasks import child, wire
from ui.tasks.child import Child
from ui.tasks.hearing import heard
from ui.tasks.task import Task

_GONE_S = 5  # a process whose pipe is closed is about to end
_END_S = 600  # closing a large project takes its sums; nothing is killed before that


class Office(QObject):
    """One worker and the tasks that it has.

    Signals:
        begun: a task was asked for.
        lost: the worker died, with this exit code; every task of it has failed, and another
            stands ready.
    """

    begun = Signal(Task)
    lost = Signal(int)
    _arrived = Signal(object, object)

    def __init__(self, started: Child | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbers = itertools.count(1)
        self._tasks: dict[int, Task] = {}
        self._stopped = False
        self._kept_back: list[wire.Run] | None = None
        self._arrived.connect(self._on_arrived)
        self._child = started or child.start()
        self._listener = self._listen()

    @property
    def process_id(self) -> int:
        """The worker's process."""
        return int(self._child.process.pid or 0)

    def tasks(self) -> list[Task]:
        """What is asked for and not over, oldest first."""
        return list(self._tasks.values())

    def run(
        self,
        lane: str,
        call: Callable[..., Any],
        *args: Any,
        title: str = "",
        done: Callable[[wire.Done], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        told: Callable[[Any], None] | None = None,
    ) -> Task:
        """Asks the worker for something.

        Args:
            lane: one of ``wire.LANES``.
            call: a module-level function that takes a ``Work`` and ``args``.
            *args: light values that can be pickled.
            title: what the status bar calls it.
            done: called with the answer, on the window's thread as the others.
            failed: called with the error, also where it was cancelled.
            told: called with each value that the call tells meanwhile.
        """
        task = Task(next(self._numbers), lane, title, self._cancel)
        # Whoever asked may be gone when the answer comes: a dialog that was closed meanwhile.
        task.on_done, task.on_failed, task.on_told = heard(done), heard(failed), heard(told)
        self._tasks[task.number] = task
        message = wire.Run(task.number, lane, call, args)
        try:
            if self._kept_back is not None and lane != wire.WRITE:
                self._kept_back.append(message)
            else:
                self._send(message)
        except Exception:
            del self._tasks[task.number]
            raise
        self.begun.emit(task)
        return task

    def keep_readers_back(self) -> None:
        """From now on only what writes is handed out: a project is being opened for the others."""
        self._kept_back = self._kept_back or []

    def let_readers_go(self) -> None:
        """Hands out what was kept back."""
        kept, self._kept_back = self._kept_back or [], None
        for message in kept:
            if message.task in self._tasks:
                self._send(message)

    def stop(self) -> None:
        """Has the worker put the project away and end. Waits for it."""
        self._stopped = True
        for task in self.tasks():
            if task.lane != wire.WRITE:
                task.cancel()
        process = self._child.process
        with contextlib.suppress(OSError):
            self._child.pipe.send(wire.Stop())
        process.join(_END_S)
        if process.is_alive():
            process.kill()
            process.join()
        self._listener.join()
        self._child.pipe.close()
        for task in self.tasks():
            self._end(task)

    def _cancel(self, task: Task) -> None:
        self._send(wire.Cancel(task.number))

    def _send(self, message: wire.Run | wire.Cancel) -> None:
        with contextlib.suppress(OSError):  # the worker is dead; the listener tells so
            self._child.pipe.send(message)

    def _listen(self) -> threading.Thread:
        thread = threading.Thread(
            target=_forward, args=(self._child, self._arrived), name="worker-listener", daemon=True
        )
        thread.start()
        return thread

    def _on_arrived(self, source: Child, message: Any) -> None:
        if source is not self._child or self._stopped:
            return
        if message is None:
            self._replace()
            return
        task = self._tasks.get(message.task)
        if task is None:
            return
        if isinstance(message, wire.Step):
            task.step(message.what, message.done, message.total)
        elif isinstance(message, wire.Told):
            if task.on_told is not None and (task.counts_on or not task.is_cancelled):
                task.on_told(message.value)
        else:
            self._over(task, message)

    def _over(self, task: Task, message: wire.Done | wire.Failed) -> None:
        task.is_done = isinstance(message, wire.Done)
        self._end(task)
        if isinstance(message, wire.Failed):
            if task.on_failed is not None:
                task.on_failed(message.error())
        elif task.on_done is not None:
            task.on_done(message)

    def _end(self, task: Task) -> None:
        self._tasks.pop(task.number, None)
        task.is_over = True
        task.ended.emit()

    def _replace(self) -> None:
        """The worker died: another takes its place, and what it had is told as failed."""
        self._listener.join()
        self._child.process.join(_GONE_S)  # its pipe is closed; how it ended is known with its end
        code = self._child.process.exitcode
        self._child.pipe.close()
        waiting = self.tasks()
        self._child = child.start()
        self._listener = self._listen()
        for task in waiting:
            self._end(task)
        self.lost.emit(code or 0)
        for task in waiting:
            if task.on_failed is not None:
                # Afterwards, so that who asks again asks the new worker with the project open.
                error = SurroundingsError("worker_died", exit=code)
                QTimer.singleShot(0, self, lambda f=task.on_failed, e=error: f(e))


def _forward(source: Child, arrived: Any) -> None:
    """Brings what the worker says to the window's thread, until the worker is gone."""
    while True:
        try:
            message = source.pipe.receive()
        except (EOFError, OSError):
            message = None
        try:
            arrived.emit(source, message)
        except RuntimeError:
            return  # the window is gone
        if message is None:
            return
