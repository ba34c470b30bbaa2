"""Which project is open in the worker: one session a lane, opened on the lane's own thread.

A database connection belongs to the thread that opened it, and readers must be gone before the
writer closes, or the file could not be closed for good.
"""

from __future__ import annotations

import threading
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ui.tasks.wire import WRITE

if TYPE_CHECKING:
    from greenshield.services.progress import Progress
    from greenshield.services.session import Session


@dataclass(frozen=True, slots=True)
class Target:
    """A project to be open."""

    path: Path
    passphrase: str | None = field(default=None, repr=False)
    read_only: bool = False


class _Kept(threading.local):
    """What one lane's thread has open."""

    stack: ExitStack | None = None
    session: Session | None = None
    target: Target | None = None


class Holder:
    """The open project of the worker, or none."""

    def __init__(self) -> None:
        self._kept = _Kept()
        self._target: Target | None = None

    @property
    def target(self) -> Target | None:
        """What is open, or None."""
        return self._target

    def open(self, target: Target, progress: Progress | None = None) -> Session:
        """Opens a project on the write lane, after what was open is put away.

        Args:
            target: which, and how.
            progress: told how far an older project's upgrade is, and asked whether to go on.

        Raises:
            GreenShieldError: as ``services.session`` does; nothing is open then.
        """
        self.close()
        try:
            session = self._enter(target, WRITE, progress)
        except BaseException:
            self.close()
            raise
        self._target = target
        return session

    def adopt(self, target: Target) -> None:
        """Names what readers are to open while the write lane keeps its own session."""
        self._target = target

    def session(self, lane: str) -> Session | None:
        """The session of the calling lane's thread, opened at its first use."""
        target = self._target
        if target is None:
            return None
        if self._kept.session is None or self._kept.target is not target:
            self._leave()
            return self._enter(target, lane)
        return self._kept.session

    def put_away(self) -> None:
        """Closes what the calling lane has open; the others keep theirs."""
        self._leave()

    def close(self) -> None:
        """Closes what the write lane has open; the other lanes must have put theirs away."""
        self._target = None
        self._leave()

    def _enter(self, target: Target, lane: str, progress: Progress | None = None) -> Session:
        # The worker alone loads the services: the window's start must not wait for them.
        from greenshield.services import session
        from greenshield.services.progress import SILENT

        told = progress or SILENT
        stack = ExitStack()
        if lane == WRITE and not target.read_only:
            entered = stack.enter_context(
                session.writing(
                    target.path, passphrase=target.passphrase, nobody=True, progress=told
                )
            )
            session.sign_in_default(entered)
        else:
            entered = stack.enter_context(
                session.reading(target.path, passphrase=target.passphrase, progress=told)
            )
        self._kept.stack, self._kept.session, self._kept.target = stack, entered, target
        return entered

    def _leave(self) -> None:
        stack = self._kept.stack
        self._kept.stack = self._kept.session = self._kept.target = None
        if stack is not None:
            stack.close()
