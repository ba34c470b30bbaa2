"""What the window asks beside what it has written: a newer question makes an older one void."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ui.tasks import wire
from ui.tasks.hearing import heard
from ui.tasks.office import Office
from ui.tasks.task import Task

Done = Callable[[Any], None]
OnError = Callable[[Exception], None]


class Questions:
    """The open questions, the latest of each key among them."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._latest: dict[str, Task] = {}

    def ask(
        self, lane: str, call: Callable[..., Any], args: tuple[Any, ...], done: Done | None,
        failed: OnError, told: Done | None, key: str, title: str,
    ) -> Task:  # fmt: skip
        """Asks on a lane; what was asked before with the same key has its answer unheard.

        Args:
            lane: of ``wire``, but for the one that writes.
            call: a module-level function that takes a ``Work`` and ``args``.
            args: light values that can be pickled.
            done: gets the result.
            failed: gets the error.
            told: gets what the call tells meanwhile.
            key: "" for a question that no other replaces.
            title: what the status bar calls it where it takes long.
        """
        former = self._latest.pop(key, None) if key else None
        if former is not None:
            _make_void(former)
        task = self._office.run(
            lane, call, *args, title=title, told=told, failed=failed,
            done=lambda message: heard(done)(message.value),
        )  # fmt: skip
        if key:
            self._latest[key] = task
        return task

    def drop_all(self) -> None:
        """What was asked of one project must not be answered to rooms that show another."""
        for task in self._office.tasks():
            if task.lane != wire.WRITE:
                _make_void(task)
        self._latest.clear()


def _make_void(task: Task) -> None:
    """Nobody wants the answer any more."""
    task.on_done = task.on_told = None
    task.on_failed = lambda _: None
    task.cancel()
