"""Undo and redo of what was written: by writing the opposite, never by taking events away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

Call = tuple[Callable[..., Any], tuple[Any, ...]]
_DEPTH = 100


@dataclass(frozen=True, slots=True)
class Step:
    """Something that was done, and both ways across it."""

    title: str
    back: Call
    again: Call


class Undo(QObject):
    """What can be undone and done again, newest last. The desk carries the steps out."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._done: list[Step] = []
        self._undone: list[Step] = []

    @property
    def next_undo(self) -> Step | None:
        """What Ctrl+Z takes back."""
        return self._done[-1] if self._done else None

    @property
    def next_redo(self) -> Step | None:
        """What Ctrl+Shift+Z does again."""
        return self._undone[-1] if self._undone else None

    def add(self, step: Step) -> None:
        """Notes something done; what was undone before it can't be done again."""
        self._done = [*self._done, step][-_DEPTH:]
        self._undone.clear()
        self.changed.emit()

    def moved_back(self, step: Step) -> None:
        """Notes that a step was taken back."""
        self._shift(step, self._done, self._undone)

    def moved_on(self, step: Step) -> None:
        """Notes that a step was done again."""
        self._shift(step, self._undone, self._done)

    def drop(self, step: Step) -> None:
        """Forgets a step that a rule has closed since."""
        for steps in (self._done, self._undone):
            if step in steps:
                steps.remove(step)
        self.changed.emit()

    def clear(self) -> None:
        """Forgets everything."""
        self._done.clear()
        self._undone.clear()
        self.changed.emit()

    def _shift(self, step: Step, source: list[Step], target: list[Step]) -> None:
        if step in source:
            source.remove(step)
            target.append(step)
        self.changed.emit()
