"""Views of the photo room that no action opens: an import, what it did, tags as read."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PIL import Image
from PySide6.QtWidgets import QTabWidget, QWidget
from rough_views import Shot

from ui.main_window import MainWindow

Rest = Callable[[], None]
_NEW = 6  # photos that the project does not have


def of_photos(window: MainWindow, photo: str, inputs: Path, rest: Rest) -> Iterator[Shot]:
    """An import as it is asked for, its results, and all that a photo's file says."""
    room, opened = window.workspace.room("photos"), list[Any]()

    def put_away() -> None:
        while opened:
            opened.pop().reject()

    def form() -> QWidget:
        window.desk.show.room.emit("photos")
        room.dialogs.ask_import([card(inputs)])
        opened.append(room.findChild(QWidget, "photos.import_dialog"))
        return opened[-1]

    def imported() -> QWidget:
        if not room.sum.isVisible():
            form()
            rest()
            opened.pop().confirm()
            rest()
        window.desk.show.room.emit("photos")
        room.last_import.show_heap("choice" if room.run.sum().count("choice") else "all")
        return window

    def results() -> QWidget:
        imported()
        rest()
        room.dialogs.show_results()
        opened.append(room.findChild(QWidget, "photos.results"))
        return opened[-1]

    def tags() -> QWidget:
        room.dialogs.view(photo)
        rest()
        viewer = room.dialogs.viewer
        viewer.findChild(QTabWidget, "photos.viewer.tabs").setCurrentWidget(viewer.exif)
        return viewer

    def wedges() -> QWidget:
        """More photos than are filled: the current one stands out."""
        window.desk.show.room.emit("photos")
        room.show_all()
        rest()
        room.grid.selectAll()
        rest()
        room.grid.setCurrentIndex(room.model.index(3))
        room.grid.selectAll()
        window.workspace.map.journeys.to_all()
        return window

    yield Shot("photo-wedges", wedges)
    yield Shot("photo-exif", tags, lambda: room.dialogs.viewer.close())
    yield Shot("photo-import", form, put_away)
    yield Shot("photo-imported", imported)
    yield Shot("photo-results", results, put_away)


def card(inputs: Path) -> Path:
    """A card with photos that are there already, some that are not, and some that are none."""
    folder = inputs.parent / "card"
    if not folder.is_dir():
        folder.mkdir()
        photos = sorted(p for p in (inputs / "photos").rglob("*") if p.suffix in (".jpg", ".JPG"))
        for number, source in enumerate(photos[:20]):
            shutil.copy(source, folder)
            if number < _NEW:
                body = source.read_bytes()
                (folder / f"DSC_{number:04}.jpg").write_bytes(body + bytes(number + 1))
        Image.new("RGB", (640, 480), "#5a7a4f").save(folder / "mmexport1748754000000.jpg")
        (folder / "DSC_0100.jpg").write_bytes(b"")
        (folder / "DSC_0101.jpg").write_bytes(photos[0].read_bytes()[:9000])
        (folder / "DSC_0102.jpg").write_text("no photo", "utf-8")
    return folder
