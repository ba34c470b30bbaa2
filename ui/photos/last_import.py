"""What the tray shows of an import: its photos as they come, and each heap of them afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.desk import Desk
from ui.photos.import_sum import FILES
from ui.timers import pause
from ui.words import translate

if TYPE_CHECKING:
    from ui.photos.panel import PhotosPanel

_WAIT_MS = 300  # between two looks at what came in meanwhile


class LastImport(QObject):
    """Follows the room's import until something else is asked for, then tells what it did."""

    def __init__(self, desk: Desk, panel: PhotosPanel) -> None:
        super().__init__(panel)
        self._desk, self._panel = desk, panel
        self._run, self._sum = panel.run, panel.sum
        self._later = pause(self, _WAIT_MS, self._on_more_stored)
        self._is_shown = False  # photos of the running import are in the tray
        self._follows = False  # and those to come follow them
        panel.filters.changed.connect(self._on_filter)
        panel.narrowing.changed.connect(self._on_filter)
        self._run.begun.connect(self._on_begun)
        self._run.stored.connect(self._on_stored)
        self._run.finished.connect(self._on_finished)
        self._run.failed.connect(self._on_failed)
        self._sum.heap_wanted.connect(self.show_heap)
        self._sum.on_wanted.connect(self._run.go_on)
        self._sum.closed.connect(lambda: panel.narrowing.set_told(False))

    def show_heap(self, heap: str) -> None:
        """Shows what of the last import a button counts: photos, or files that were refused.

        Args:
            heap: of ``import_sum.HEAPS``; "" for all photos of the project.
        """
        panel = self._panel
        if not heap:
            panel.show_all()
            return
        if heap in FILES:
            panel.dialogs.show_results(only=heap)
            return
        panel.filters.choose("all")
        panel.narrowing.show_heap(heap, self._run.sum().heaps[heap])
        if heap == "choice":
            panel.picking.choose_first()
        panel.grid.setFocus()

    def show(self) -> None:
        """Shows the photos of the last import alone."""
        self._desk.show.room.emit("photos")
        if self._run.photos():
            self.show_heap("all")
        else:
            self._panel.notice.tell_as("info", nothing_yet)

    def forget(self) -> None:
        """Tells nothing of it any more."""
        self._sum.clear()
        self._panel.narrowing.set_told(False)
        self._later.stop()

    def _on_begun(self) -> None:
        self._sum.clear()
        self._panel.narrowing.set_told(False)
        self._panel.notice.clear()
        self._is_shown = False

    def _on_stored(self) -> None:
        """The first photos are shown at once, those that follow now and then."""
        if not self._is_shown:
            self._is_shown = True
            self._show_stored()
        elif not self._later.isActive():
            self._later.start()

    def _on_more_stored(self) -> None:
        if self._follows:
            self._show_stored()
        else:
            self._panel.ask()

    def _show_stored(self) -> None:
        """Shows what was imported so far."""
        self._panel.filters.choose("all")
        self._panel.narrowing.show_heap("all", self._run.photos())
        self._follows = True

    def _on_finished(self, told: str) -> None:
        self._tell_sum()
        self._desk.show.front.emit("photos")
        self._desk.noted.emit(told)
        self._later.stop()
        self._on_more_stored()

    def _on_failed(self) -> None:
        self._panel.notice.tell_as("error", self._run.failure)
        self._tell_sum()
        self._desk.show.front.emit("photos")

    def _tell_sum(self) -> None:
        self._sum.tell(self._run.sum())
        self._panel.narrowing.set_told(True)

    def _on_filter(self) -> None:
        self._follows = False
        self._sum.mark(self._panel.narrowing.heap())


def nothing_yet() -> tuple[str, str]:
    """What is said where there was no import to tell of."""
    return translate("Photos", "Nothing was imported yet"), ""
