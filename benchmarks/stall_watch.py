"""Notes how much processor time each turn of the event loop takes on the window's thread.

A turn is what a key or a click has to wait for: timers, answers of the worker, a frame, whatever
was ready. While a turn runs, an alarm looks every few milliseconds where Python stands.
"""

from __future__ import annotations

import cProfile
import io
import pstats
import signal
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer

ROOT = Path(__file__).resolve().parents[1]
LOOK_S = 0.003  # of processor time between two looks
NOTED_MS = 8.0  # shorter turns are counted, and no more is said of them
_WAKE_MS = 5
_FRAMES, _DEEP = 6, 60
_WAITING = QEventLoop.ProcessEventsFlag.WaitForMoreEvents

Places = tuple[tuple[str, int, str], ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn that took long.

    Attributes:
        ms: processor time of the window's thread.
        where: the functions of the program that it was in most often, the outermost first.
        profile: of it, where that was asked for.
    """

    ms: float
    where: str
    profile: str = ""


class Watch:
    """Turns the event loop, and times each turn.

    Attributes:
        noted: turns that took long since ``clear``.
        count: of all turns since then.
        profiles: whether each is profiled; profiled ones take longer.
    """

    def __init__(self) -> None:
        self.noted: list[Turn] = []
        self.count = 0
        self.profiles = False
        self._inside = False
        self._seen: Counter[Places] = Counter()
        if hasattr(signal, "setitimer"):  # of processor time; Windows has none
            signal.signal(signal.SIGVTALRM, self._on_alarm)
            signal.setitimer(signal.ITIMER_VIRTUAL, LOOK_S, LOOK_S)
        self._wakes = QTimer()
        self._wakes.start(_WAKE_MS)

    def turn(self) -> None:
        """One turn, which waits for something to do."""
        self.act(lambda: QCoreApplication.processEvents(_WAITING))

    def act(self, call: Callable[[], Any]) -> None:
        """Does what a click does, as a turn of its own."""
        self._inside = True
        self._seen.clear()
        profile = cProfile.Profile() if self.profiles else None
        began = time.thread_time()
        try:
            if profile is not None:
                profile.runcall(call)
            else:
                call()
        finally:
            took = (time.thread_time() - began) * 1000
            self._inside = False
            self.count += 1
            if took >= NOTED_MS:
                self.noted.append(Turn(took, self._where(), _told(profile)))

    def clear(self) -> None:
        """Forgets what was noted."""
        self.noted, self.count = [], 0

    def stop(self) -> None:
        """Looks no more."""
        self._wakes.stop()
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_VIRTUAL, 0.0)

    def _where(self) -> str:
        found = self._seen.most_common(1)
        return _ours(found[0][0]) if found else ""

    def _on_alarm(self, _: int, frame: FrameType | None) -> None:
        if self._inside:
            places = []
            while frame is not None and len(places) < _DEEP:
                places.append((frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name))
                frame = frame.f_back
            self._seen[tuple(places)] += 1


def _ours(places: Places) -> str:
    """The innermost functions of the program, and the one of a library that they are in."""
    found: list[str] = []
    for n, (name, line, function) in enumerate(places):
        path = Path(name)
        if path.is_relative_to(ROOT / "ui") or path.is_relative_to(ROOT / "greenshield"):
            found.append(f"{path.relative_to(ROOT)}:{line} {function}")
        elif not n and path.parent != ROOT / "benchmarks":
            found.append(f"{path.name}:{line} {function}")
    return " > ".join(reversed(found[:_FRAMES]))


def _told(profile: cProfile.Profile | None) -> str:
    if profile is None:
        return ""
    out = io.StringIO()
    stats = pstats.Stats(profile, stream=out)
    stats.sort_stats("cumulative").print_stats(30)
    stats.sort_stats("tottime").print_stats(12)
    return out.getvalue()
