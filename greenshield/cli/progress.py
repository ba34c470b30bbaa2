"""Progress on standard error, for work of over a second."""

from __future__ import annotations

import os
import sys
import time

from greenshield import messages

# What a program sets that runs our commands and shows what they print.
SILENT = {"GREENSHIELD_PROGRESS": "none"}


class StderrProgress:
    """One line that is written over on a terminal; a line every ten seconds elsewhere.

    Nothing where the environment says ``GREENSHIELD_PROGRESS=none``.
    """

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._began = time.monotonic()
        self._last = self._began
        self._shown = False
        self._is_wanted = any(os.environ.get(name) != value for name, value in SILENT.items())

    def step(self, what: str, done: int, total: int) -> None:
        """Shows how far the work is, at most ten times a second and not in the first one."""
        now = time.monotonic()
        terminal = sys.stderr.isatty()
        pause = 0.1 if terminal else 10.0
        first = 1.0 if not self._shown else pause
        if not self._is_wanted or now - self._last < first:
            return
        self._last, self._shown = now, True
        text = messages.text(what, {}, self._lang)
        share = f" {done}/{total}" if total else f" {done}" if done else ""
        left = (now - self._began) / done * (total - done) if done and total else 0.0
        line = f"{text}{share}" + (f"  ~{left:.0f} s" if left >= 1 else "")
        sys.stderr.write(f"\r\x1b[2K{line}" if terminal else f"{line}\n")
        sys.stderr.flush()

    def end(self) -> None:
        """Clears the line."""
        if self._shown and sys.stderr.isatty():
            sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()
