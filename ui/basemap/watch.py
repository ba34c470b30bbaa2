"""Sees basemaps that come or go behind the window: by a file manager, or the command line."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal

from ui.timers import pause

_TOGETHER_MS = 400  # a file that is being copied tells more than once


class FolderWatch(QObject):
    """Watches a project's folder of basemaps, or for it to be made.

    Signals:
        changed: something came, went or was written anew.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder: Path | None = None
        self._is_there = False
        self._watcher = QFileSystemWatcher(self)
        self._soon = pause(self, _TOGETHER_MS, self._on_soon)
        self._watcher.directoryChanged.connect(lambda _: self._soon.start())

    def watch(self, folder: Path | None) -> None:
        """Watches another folder, of which the one above is there; None for none."""
        self._soon.stop()
        self._folder = folder
        self._aim()

    def _aim(self) -> None:
        """Watches the folder where it is there, else where it would be."""
        before = self._watcher.directories()
        if before:
            self._watcher.removePaths(before)
        folder = self._folder
        self._is_there = folder is not None and folder.is_dir()
        if folder is not None:
            self._watcher.addPath(str(folder if self._is_there else folder.parent))

    def _on_soon(self) -> None:
        was_there = self._is_there
        self._aim()
        if self._is_there or was_there:
            self.changed.emit()
