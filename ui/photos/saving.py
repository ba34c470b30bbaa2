"""Saves a copy of a photo's original where a person wants it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.photos import calls
from ui.widgets import choosing
from ui.widgets.choosing import Kept
from ui.words import translate


def export_original(
    desk: Desk, photo: str, known: dict[str, Any], parent: QWidget, done: Callable[[Any], None]
) -> None:
    """Asks where to, and writes it.

    Args:
        desk: through which it is written.
        photo: its hash.
        known: what is known of it: its name and where the original is.
        parent: who asks.
        done: called with the file that was written.
    """
    suffix = Path(known.get("path") or "").suffix
    suggested = Path(known.get("file") or f"{photo[:12]}{suffix}").name

    def take(file: Path) -> None:
        title = translate("Photos", "Saving {name}").format(name=file.name)
        desk.ask(calls.export_original, photo, file, title=title, done=done)

    choosing.ask_where(
        parent, "photos.original.where", translate("Photos", "Save a copy of the original"), take,
        suggested=suggested, start=Kept(desk.prefs, "photos.original_folder"),
    )  # fmt: skip
