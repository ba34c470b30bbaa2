"""Undo and redo of what was written: by writing the opposite, never by taking events away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from ui.words import translate

Call = tuple[Callable[..., Any], tuple[Any, ...]]
Title = str | Callable[[], str]  # the latter where it is told again in another language
_DEPTH = 100


def told(title: Title) -> str:
    """A title in the language in force."""
    return title if isinstance(title, str) else title()


@dataclass(frozen=True, slots=True)
class Step:
    """Something that was done, and both ways across it.

    Attributes:
        name: what it is called; told anew at each time where it is a function.
        back: takes it back.
        again: does it again.
        way_back: gives ``back`` for the result of doing it, which is another at each time: what
            is done again may have made a new record.
    """

    name: Title
    back: Call
    again: Call
    way_back: Callable[[Any], Call | None]

    @property
    def title(self) -> str:
        """What it is called in the language in force."""
        return told(self.name)

    def done_again(self, value: Any) -> Step | None:
        """The step after it was done again with this result; None where no way leads back."""
        back = self.way_back(value)
        return None if back is None else replace(self, back=back)


class Undo(QObject):
    """What can be undone and done again, newest last. The desk carries the steps out.

    What can't be undone closes off what was done before it: Ctrl+Z means what was done last, and
    must not take back something older instead.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._closing: Title | None = None
        self._instead: Title = ""

    @property
    def why_not(self) -> str:
        """Why Ctrl+Z takes nothing back, as a sentence; "" where it does, or nothing was done."""
        if self._done or self._closing is None:
            return ""
        title = told(self._closing) or translate("Frame", "What was done last")
        instead = told(self._instead)
        if instead:
            sentence = translate("Frame", "{title} can't be taken back: {instead}")
            return sentence.format(title=title, instead=instead)
        return translate("Frame", "{title} can't be taken back").format(title=title)

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

    def close_off(self, title: Title, instead: Title = "") -> None:
        """Notes something done that can't be undone; nothing before it can be from now on.

        Args:
            title: what it is called.
            instead: what a person who wants it undone does, as the end of a sentence.
        """
        self._forget()
        self._closing, self._instead = title, instead
        self.changed.emit()

    def moved_back(self, step: Step) -> None:
        """Notes that a step was taken back."""
        if step in self._done:
            self._done.remove(step)
            self._undone.append(step)
        self.changed.emit()

    def moved_on(self, step: Step, now: Step | None) -> None:
        """Notes that a step was done again, and what it is since."""
        if step in self._undone:
            self._undone.remove(step)
            if now is not None:
                self._done.append(now)
            else:
                self.close_off(step.name)
        self.changed.emit()

    def refuse(self, step: Step) -> None:
        """Notes a step that a rule has closed since: nothing beyond it is walked either.

        What was done before it can't be undone any more, what was done after it not again.
        """
        if step in self._done:
            self._done.clear()
            self._closing, self._instead = step.name, ""
        elif step in self._undone:
            self._undone.clear()
        self.changed.emit()

    def clear(self) -> None:
        """Forgets everything."""
        self._forget()
        self.changed.emit()

    def _forget(self) -> None:
        self._done.clear()
        self._undone.clear()
        self._closing, self._instead = None, ""
