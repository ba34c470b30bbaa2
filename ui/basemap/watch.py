"""Sees basemaps that come or go behind the window: by a file manager, or the command line."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

FOLDER = "basemaps"  # of a project's folder, as ``basemap_book`` has it
_TOGETHER_MS = 400  # a file that is being copied tells more than once


class FolderWatch(QObject):
    """Watches a project's folder of basemaps, or for it to be made.

    Signals:
        changed: something came, went or was written anew.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project: Path | None = None
        self._watcher = QFileSystemWatcher(self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_TOGETHER_MS)
        self._soon.timeout.connect(self._on_soon)
        self._watcher.directoryChanged.connect(lambda _: self._soon.start())

    def watch(self, project: Path | None) -> None:
        """Watches the folder of another project; None for none."""
        self._soon.stop()
        self._project = project
        self._aim()

    def _aim(self) -> bool:
        """Watches the folder where it is there, else where it would be; whether it is there."""
        before = self._watcher.directories()
        if before:
            self._watcher.removePaths(before)
        if self._project is None:
            return False
        folder = self._project / FOLDER
        there = folder.is_dir()
        self._watcher.addPath(str(folder if there else self._project))
        return there

    def _on_soon(self) -> None:
        was_there = any(Path(each).name == FOLDER for each in self._watcher.directories())
        if self._aim() or was_there:
            self.changed.emit()
