"""Opens files and folders by the program that the system has for them, and tells where none does.

Qt answers that it has opened a file as soon as ``xdg-open`` has begun; whether that found a program
for it is told by how it ends, some moments later.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, QTimer, QUrl
from PySide6.QtGui import QDesktopServices

from ui.words import translate

# How xdg-open ends where nothing was opened, by its manual.
_NO_FILE, _NO_PROGRAM, _FAILED = 2, 3, 4
_NOT_OPENED = (_NO_FILE, _NO_PROGRAM, _FAILED)
_going: list[subprocess.Popen[bytes]] = []  # kept, so that each is asked how it ended
_LOOK_MS, _LOOKS = 200, 50  # a program that opens keeps xdg-open waiting, or has let it go by then


Failed = Callable[[str], object]


def open_path(path: Path, asker: QObject, failed: Failed) -> None:
    """Opens a file or folder.

    Args:
        path: which.
        asker: while it is there, it is told.
        failed: called where nothing was opened, with the sentence that tells why.
    """
    xdg = QStandardPaths.findExecutable("xdg-open")
    if xdg:
        _Follower(xdg, path, asker, failed)
    elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        failed(_not_opened(path, gone=not path.exists()))


def _not_opened(path: Path, *, gone: bool) -> str:
    """What is told then: the file, and where it lies, or lay."""
    told = translate("Frame", "{name} is no longer in {folder}: it was moved, renamed or deleted.")
    if not gone:
        told = translate("Frame", "No program on this computer opens {name}. It lies in {folder}.")
    return told.format(name=path.name, folder=path.parent)


class _Follower(QObject):
    """Looks how ``xdg-open`` ends. It goes on by itself when the window is closed."""

    def __init__(self, xdg: str, path: Path, asker: QObject, failed: Failed) -> None:
        super().__init__(asker)
        self._path, self._failed = path, failed
        self._looks = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_look)
        nothing = subprocess.DEVNULL
        self._process = subprocess.Popen(
            [xdg, str(path)], stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True
        )
        _going[:] = [each for each in _going if each.poll() is None] + [self._process]
        self._timer.start(_LOOK_MS)

    def _on_look(self) -> None:
        self._looks += 1
        ended = self._process.poll()
        if ended is None and self._looks < _LOOKS:
            return
        self._timer.stop()
        self.deleteLater()
        if ended in _NOT_OPENED:
            self._failed(_not_opened(self._path, gone=ended == _NO_FILE))
