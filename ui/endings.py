"""Ends the window in good order where the system or a terminal asks for it by a signal."""

from __future__ import annotations

import contextlib
import signal
import socket
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier

if TYPE_CHECKING:
    from ui.main_window import MainWindow

# Ctrl+C, the end of the session or of the terminal, Ctrl+Break; not every system has each.
_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
_SHELL = 128  # shells count a program that a signal ended from here on


class Endings(QObject):
    """Hears signals in Qt's loop, which Python's own handlers would wait for until the next event.

    The first signal stops what is being done, has the project closed and summed up, and ends the
    program; nobody is asked. The second one does not wait for what can't be stopped: the worker
    ends by itself, when it has written what it is at.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._ending = False
        self._here, self._there = socket.socketpair()
        for end in (self._here, self._there):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._here.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_signal)
        there = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
        # What whoever started the program wants to be ignored, such as by nohup, is.
        self._numbers = [one for one in there if signal.getsignal(one) != signal.SIG_IGN]
        for number in self._numbers:
            signal.signal(number, lambda *_: None)  # what is told arrives by the socket
        signal.set_wakeup_fd(self._there.fileno(), warn_on_full_buffer=False)

    def _on_signal(self) -> None:
        heard = b""
        with contextlib.suppress(BlockingIOError):
            heard = self._here.recv(64)
        known = [number for number in heard if number in self._numbers]
        if not known:
            return
        if self._ending or len(known) > 1:
            self._leave(known[-1])
            return
        self._ending = True
        self._begin(known[0])

    def _begin(self, number: int) -> None:
        desk = self._window.desk
        for task in desk.office.tasks():
            task.cancel()
        # What is typed is kept by the rooms as for any project that is closed.
        desk.close(lambda: self._leave(number))

    def _leave(self, number: int) -> None:
        for ending in self._numbers:
            signal.signal(ending, signal.SIG_DFL)  # whoever asks once more means now
        self._window.close()
        self._window.hide()  # it is not answered any more, also where it would rather ask
        QCoreApplication.exit(_SHELL + number)


def on_signals(window: MainWindow) -> None:
    """From now on a signal ends the window in good order; called on the main thread."""
    Endings(window)
