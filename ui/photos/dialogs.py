"""The room's windows: import, results, viewer, comparison, and the forms for ties and places.

Each is imported when it is first opened: the tray must not wait for what most never open.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from ui import may_write
from ui.desk import Desk
from ui.photos import calls
from ui.photos.last_import import nothing_yet
from ui.widgets import choosing
from ui.widgets.choosing import Kept
from ui.words import translate

if TYPE_CHECKING:
    from ui.photos.compare import CompareWindow
    from ui.photos.panel import PhotosPanel
    from ui.photos.viewer import PhotoViewer

# As ``services.photo_files`` has them.
PICTURES = frozenset(
    (".jpg", ".jpeg", ".jpe", ".heic", ".heif", ".hif", ".avif", ".png", ".webp", ".tif", ".tiff",
     ".dng", ".gif", ".bmp", ".cr2", ".cr3", ".nef", ".arw", ".orf", ".raf", ".rw2")
)  # fmt: skip


class Dialogs(QObject):
    """Opens them, one of a kind."""

    def __init__(self, desk: Desk, panel: PhotosPanel) -> None:
        super().__init__(panel)
        self._desk, self._panel = desk, panel
        self.viewer: PhotoViewer | None = None
        self.comparison: CompareWindow | None = None

    # Importing ----------------------------------------------------------------------------

    def choose_files(self) -> None:
        """Asks which photos to import."""
        kinds = " ".join(f"*{suffix} *{suffix.upper()}" for suffix in sorted(PICTURES))
        photos, every = translate("Photos", "Photos"), translate("Photos", "All files")
        choosing.ask_files(
            self._panel, "photos.files", translate("Photos", "Import photos"), self.ask_import,
            filters=[f"{photos} ({kinds})", f"{every} (*)"], start=self._kept(),
        )  # fmt: skip

    def choose_folder(self) -> None:
        """Asks which folder to import."""

        def take(folder: Path) -> None:
            self._kept().keep(folder.parent)  # its neighbours may be wanted next
            self.ask_import([folder])

        choosing.ask_folder(
            self._panel, "photos.files", translate("Photos", "Import photos"), take,
            start=self._kept().folder(),
        )  # fmt: skip

    def ask_import(self, paths: list[Path]) -> None:
        """Asks how to import files and folders."""
        if not paths or not may_write.told(self._desk.info, self._panel):
            return
        from ui.photos.import_dialog import ImportDialog

        dialog = ImportDialog(self._desk, paths, self._panel)
        dialog.wanted.connect(self._panel.run.begin)
        dialog.open()

    def take_files(self, paths: list[Path]) -> None:
        """Takes photos, and folders of them, of what was dropped on the window."""
        self._desk.show.room.emit("photos")
        self.ask_import(paths)

    def show_results(self, *, only: str = "") -> None:
        """The table of what became of each file of the last import, or of one outcome's."""
        run = self._panel.run
        if not run.has_results():
            self._panel.notice.tell_as("info", nothing_yet)
            return
        from ui.photos.results import ResultsDialog

        dialog = ResultsDialog(
            self._desk, run.heading, run.results(), self._panel, only=only, remarks=run.remarks()
        )
        dialog.photo_wanted.connect(self._desk.show.photo)
        dialog.open()

    # Looking ------------------------------------------------------------------------------

    def view(self, sha256: str) -> None:
        """Shows a photo in the large viewer."""
        from ui.photos.viewer import PhotoViewer

        if self.viewer is None:
            self.viewer = PhotoViewer(self._desk, self._panel)
            self.viewer.step_wanted.connect(self._on_step)
            self.viewer.closed.connect(self._on_viewer_closed)
            self.viewer.pane.other_wanted.connect(lambda: self.tag(of_viewer=True))
            self.viewer.pane.place_wanted.connect(lambda: self.place(of_viewer=True))
            self.viewer.pane.accept_wanted.connect(lambda: self.accept(of_viewer=True))
        self.viewer.show()
        self._show_in(self.viewer, sha256)
        self.viewer.raise_()
        self.viewer.activateWindow()
        self.viewer.canvas.setFocus()

    def view_current(self) -> None:
        """Shows the photo that the keyboard is at, or the first selected one, large."""
        chosen = self._panel.picking.current() or next(iter(self._desk.selection.photos), "")
        if chosen:
            self.view(chosen)

    def show_photo(self, sha256: str) -> None:
        """Selects a photo and shows it large, as another room asks."""
        self._desk.selection.select(photos=(sha256,), by=None)
        self.view(sha256)

    def on_map(self) -> None:
        """Shows the selected photos on the map."""
        if self._desk.selection.photos:
            self._desk.show.on_map.emit("photo", self._desk.selection.photos)

    def viewer_follows(self) -> None:
        """The open viewer shows the one photo that is picked."""
        photos = self._desk.selection.photos
        if self.viewer is not None and len(photos) == 1:
            self._show_in(self.viewer, photos[0])

    def compare(self) -> None:
        """Shows the pairs of the issue that the dossier shows, or the two photos picked."""
        issue = self._desk.selection.current_issue
        if not issue:
            return
        from ui.photos.compare import CompareWindow

        if self.comparison is None:
            self.comparison = CompareWindow(self._desk, issue, self._panel)
            self.comparison.closed.connect(self._on_comparison_closed)
        self.comparison.show_issue(issue)
        if len(self._desk.selection.photos) == 2:
            self.comparison.put(*self._desk.selection.photos)
        self.comparison.show()
        self.comparison.raise_()
        self.comparison.activateWindow()

    # Ties and places ----------------------------------------------------------------------

    def tag(self, *, of_viewer: bool = False) -> None:
        """Asks for an issue to tie the photos to: the selected ones, or the viewer's."""
        from ui.photos.tag_dialog import TagDialog

        parent = self._asked_by(of_viewer)
        photos = self._photos_of(parent)
        if photos:
            choice = parent.pane.choice
            TagDialog(self._desk, photos, choice.phase(), choice.kind(), parent).open()

    def ask_tagging(self) -> None:
        """Asks how far an issue must stand out for ties that are made by themselves."""
        from ui.photos.tagging_dialog import TaggingDialog

        TaggingDialog(self._desk, self._panel).open()

    def place(self, *, of_viewer: bool = False) -> None:
        """Asks where the selected photos were taken, or the viewer's."""
        from ui.photos.place_dialog import PlaceDialog

        parent = self._asked_by(of_viewer)
        photos = self._photos_of(parent)
        if photos:
            row = self._known(parent, photos[0])
            PlaceDialog(self._desk, photos, parent, row.get("lon"), row.get("lat")).open()

    def place_at(self, photos: tuple[str, ...], lon: float, lat: float) -> None:
        """Asks whether photos that were dropped on the map were taken there."""
        from ui.photos.place_dialog import PlaceDialog

        if may_write.told(self._desk.info, self._panel):
            PlaceDialog(self._desk, list(photos), self._panel, lon, lat).open()

    def place_by_track(self) -> None:
        """Asks by which tracks photos are placed: the selected ones, or all without a position."""
        from ui.photos.by_track_dialog import ByTrackDialog

        parent = self._asked_by(False)
        ByTrackDialog(self._desk, self._photos_of(parent), parent).open()

    def enter_time(self) -> None:
        """Asks when the selected photos were taken, or the viewer's."""
        from ui.photos.said_dialogs import TimeDialog

        parent = self._asked_by(False)
        photos = self._photos_of(parent)
        if photos:
            known = str(self._known(parent, photos[0]).get("taken_at") or "")
            TimeDialog(self._desk, photos, parent, known).open()

    def read_datum(self) -> None:
        """Asks in which datum the files of the selected photos give positions."""
        from ui.photos.said_dialogs import DatumDialog

        parent = self._asked_by(False)
        photos = self._photos_of(parent)
        if photos:
            DatumDialog(self._desk, photos, parent).open()

    def accept(self, *, of_viewer: bool = False) -> None:
        """Asks why the selected photo may count, or the viewer's."""
        from ui.photos.place_dialog import AcceptDialog

        parent = self._asked_by(of_viewer)
        photos = self._photos_of(parent)
        if len(photos) == 1:
            name = self._known(parent, photos[0]).get("file") or photos[0][:12]
            AcceptDialog(self._desk, photos[0], name, parent).open()

    def go_to_phase(self, issue: str, phase: str) -> None:
        """Goes to an issue's first photo of a phase, and picks none."""
        self._desk.ask(
            calls.of_phase, issue, phase, done=self._panel.picking.go_to_first,
            failed=self._panel.notice.tell_error,
            key="photos.of_phase",
        )  # fmt: skip

    # Within -------------------------------------------------------------------------------

    def _asked_by(self, of_viewer: bool) -> PhotosPanel | PhotoViewer:
        """The window that asked: the viewer also where a menu is used while it is in front."""
        viewer = self.viewer
        if viewer is not None and (of_viewer or viewer.isActiveWindow()):
            return viewer
        return self._panel

    def _photos_of(self, asked_by: PhotosPanel | PhotoViewer) -> list[str]:
        if asked_by is self._panel:
            return list(self._desk.selection.photos)
        return asked_by.pane.photos()

    def _known(self, asked_by: PhotosPanel | PhotoViewer, photo: str) -> dict[str, Any]:
        if self.viewer is not None and asked_by is self.viewer:
            return self.viewer.known()
        return self._panel.model.known(photo) or {}

    def _kept(self) -> Kept:
        return Kept(self._desk.prefs, "photos.folder")

    def _show_in(self, viewer: PhotoViewer, sha256: str) -> None:
        panel = self._panel
        small = panel.model.pictures.get(sha256)
        viewer.show_photo(sha256, panel.picking.place(sha256), small, panel.picking.beside(sha256))

    def _on_step(self, by: int) -> None:
        if self.viewer is not None:
            found = self._panel.picking.step(by, self.viewer.photo())
            if found:
                self._show_in(self.viewer, found)

    def _on_viewer_closed(self) -> None:
        self.viewer = None

    def _on_comparison_closed(self) -> None:
        self.comparison = None
