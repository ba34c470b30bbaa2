"""Files that were dropped on the window: each lot goes to what takes it, one after the other."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from greenshield.domain.errors import Problem
from ui import may_write
from ui.desk import Desk
from ui.imports import calls, targets
from ui.imports.calls import Dropped
from ui.imports.problem_words import remedy_of, what_of
from ui.imports.targets import AGAIN, IMAGERY, PHOTO, SHAPES, SHEET, TRACK, Target
from ui.imports.tracks_dialog import TracksWizard
from ui.imports.what_dialog import WhatDialog
from ui.widgets import boxes
from ui.words import translate

_TOLD = 8  # files that can't be read


class Dropping(QObject):
    """Has files looked at, asks what they hold where that is open, opens the wizards in turn."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self._waiting: deque[Callable[[], QDialog | None]] = deque()
        self._shown: QDialog | None = None
        desk.closed.connect(self._waiting.clear)

    def take(self, files: Sequence[str | Path]) -> None:
        """Takes files and folders. A project's folder is left to the start page."""
        paths = [Path(file) for file in files]
        if paths and self._desk.info is not None:
            self._desk.ask(
                calls.dropped, paths, done=self._on_seen,
                title=translate("Imports", "Looking at what was dropped"),
            )  # fmt: skip

    def _on_seen(self, seen: Dropped) -> None:
        if seen.is_project or not may_write.told(self._desk.info, self._window):
            return
        for family in (SHAPES, SHEET):
            self._sort(family, seen)
        lots = seen.lots
        if lots.get((TRACK, "")):
            self._waiting.append(lambda: self._tracks(list(lots[TRACK, ""])))
        for family in (IMAGERY, PHOTO):
            if lots.get((family, "")):
                self._waiting.append(partial(self._hand_on, family, list(lots[family, ""])))
        if seen.unknown:
            self._waiting.append(lambda: self._tell(seen.unknown))
        self._go_on()

    def _sort(self, family: str, seen: Dropped) -> None:
        """What is sure goes its way; the rest is asked for together, by the commonest guess."""
        choices = targets.of_family(family)
        open_ones: list[Path] = []
        guesses: list[str] = []
        for (kind, guess), paths in seen.lots.items():
            if kind != family:
                continue
            again = [path for path in paths if path in seen.again]
            paths = tuple(path for path in paths if path not in seen.again)
            if again:
                self._waiting.append(partial(self._ask, again, choices, AGAIN))
            sure = [path for path in paths if path in seen.sure]
            found = next((one for one in choices if one.name == guess), None)
            if sure and found is not None:
                self._queue(found, sure)
                paths = tuple(path for path in paths if path not in sure)
            open_ones += paths
            guesses += [guess] * len(paths)
        if open_ones and len(choices) == 1:
            self._queue(choices[0], open_ones)
        elif open_ones:
            guess = max(set(guesses), key=guesses.count)
            self._waiting.append(lambda: self._ask(open_ones, choices, guess))

    def _ask(self, paths: list[Path], choices: list[Target], guess: str) -> QDialog:
        asked = WhatDialog(paths, choices, guess, self._window)
        asked.told.connect(lambda target: self._queue(target, paths, first=True))
        asked.open()
        return asked

    def _queue(self, target: Target, paths: list[Path], *, first: bool = False) -> None:
        lots = [paths] if target.several else [[path] for path in paths]
        jobs = [lambda lot=lot: targets.opened(target, self._desk, lot, self._window)
                for lot in lots]  # fmt: skip
        if first:
            self._waiting.extendleft(reversed(jobs))
            self._go_on()
        else:
            self._waiting.extend(jobs)

    def _tracks(self, paths: list[Path]) -> QDialog:
        shown = TracksWizard(self._desk, paths, self._window)
        shown.open()
        return shown

    def _hand_on(self, family: str, paths: list[Path]) -> None:
        """To the room that takes them."""
        show = self._desk.show
        (show.photo_files if family == PHOTO else show.imagery_files).emit(paths)

    def _tell(self, problems: Sequence[Problem]) -> QDialog:
        told = problems[:_TOLD]
        lines = [what_of(problem) for problem in told]
        if len(problems) > _TOLD:
            lines.append("…")
        remedies = dict.fromkeys(filter(None, map(remedy_of, told)))
        box = boxes.box(
            self._window, "imports.unknown", boxes.Icon.Warning, "\n".join(lines),
            "\n".join(remedies),
        )  # fmt: skip
        box.open()
        return box

    def _go_on(self) -> None:
        """Opens the next one where none is open."""
        while self._waiting and self._shown is None:
            shown = self._waiting.popleft()()
            if shown is not None:
                self._shown = shown
                shown.finished.connect(lambda _: self._on_finished())

    def _on_finished(self) -> None:
        self._shown = None
        self._go_on()
