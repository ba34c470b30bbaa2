"""Asks for files and folders: every such dialog of the window is made here.

Each function opens a dialog and calls ``taken`` where something was chosen. A ``Kept`` folder is
where the dialog begins, and becomes that of what was chosen. What asks on behalf of a project is
put away when the project is left, else its answer would reach the next one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from ui.prefs import Prefs

_STAYS = "stays"  # the property of a dialog that asks for no project


@dataclass(frozen=True, slots=True)
class Kept:
    """The folder of what was chosen last, by the name it is remembered under.

    Until something is chosen, ``first`` stands for it.
    """

    prefs: Prefs
    key: str
    first: str = ""

    def folder(self) -> str:
        """Where it is, "" for no place in particular."""
        return str(self.prefs.get(self.key, self.first))

    def keep(self, folder: Path) -> None:
        """Something was chosen there."""
        self.prefs.set(self.key, str(folder))


def documents(last: str = "") -> Path:
    """A folder to propose that is there: the last one, else the documents', else home."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    for folder in (last, QStandardPaths.writableLocation(place)):
        if folder and is_folder(Path(folder)):
            return Path(folder)
    return Path.home()


def as_name(text: str) -> str:
    """What of a text may stand in the name of a file on every system."""
    return "".join(c for c in text if c.isalnum() or c in " -_()（）").strip()


def is_folder(path: Path) -> bool:
    """A folder is there; none of a name that no folder can have, or that may not be looked at."""
    try:
        return path.is_dir()
    except OSError:
        return False


def put_away() -> None:
    """Closes, without an answer, every dialog that asks on behalf of the project being left."""
    for dialog in QApplication.topLevelWidgets():
        if isinstance(dialog, QFileDialog) and not dialog.property(_STAYS):
            dialog.reject()


def stay(dialog: QFileDialog) -> None:
    """The dialog asks for no project: it stays when one is left."""
    dialog.setProperty(_STAYS, True)


def ask_file(
    parent: QWidget, name: str, title: str, taken: Callable[[Path], object], *,
    filters: Sequence[str] = (), start: Kept | str = "",
) -> QFileDialog:  # fmt: skip
    """Asks for one file that is there.

    Args:
        parent: the widget that asks.
        name: the dialog's object name.
        title: what the file is for.
        taken: gets the file.
        filters: kinds of files, as ``QFileDialog.setNameFilters`` takes them.
        start: the folder that is shown first.
    """
    dialog = _dialog(parent, name, title, filters, start)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(lambda chosen: _take(Path(chosen), taken, start))
    dialog.open()
    return dialog


def ask_files(
    parent: QWidget, name: str, title: str, taken: Callable[[list[Path]], object], *,
    filters: Sequence[str] = (), start: Kept | str = "",
) -> QFileDialog:  # fmt: skip
    """Asks for files that are there, one or several; otherwise as ``ask_file``."""

    def take(chosen: list[str]) -> None:
        if chosen and isinstance(start, Kept):
            start.keep(Path(chosen[0]).parent)
        taken([Path(each) for each in chosen])

    dialog = _dialog(parent, name, title, filters, start)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.filesSelected.connect(take)
    dialog.open()
    return dialog


def ask_folder(
    parent: QWidget, name: str, title: str, taken: Callable[[Path], object], *,
    start: Kept | str = "",
) -> QFileDialog:  # fmt: skip
    """Asks for a folder that is there; otherwise as ``ask_file``."""

    def take(chosen: str) -> None:
        if isinstance(start, Kept):
            start.keep(Path(chosen))
        taken(Path(chosen))

    dialog = _dialog(parent, name, title, (), start)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.fileSelected.connect(take)
    dialog.open()
    return dialog


def ask_where(
    parent: QWidget, name: str, title: str, taken: Callable[[Path], object], *,
    filters: Sequence[str] = (), start: Kept | str = "", suggested: str = "",
) -> QFileDialog:  # fmt: skip
    """Asks where a file is to be written; otherwise as ``ask_file``.

    Args:
        parent: the widget that asks.
        name: the dialog's object name.
        title: what is written.
        taken: gets the file; the dialog has asked before it is replaced.
        filters: kinds of files.
        start: the folder that is shown first.
        suggested: the file's name to begin with.

    A name without an ending gets that of the kind which is chosen, else that of ``suggested``.
    """
    dialog = _dialog(parent, name, title, filters, start)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix(_ending(kind)))
    dialog.setDefaultSuffix(_ending(suggested) or _ending(dialog.selectedNameFilter()))
    dialog.selectFile(suggested)
    dialog.fileSelected.connect(lambda chosen: _take(Path(chosen), taken, start))
    dialog.open()
    return dialog


def _dialog(
    parent: QWidget, name: str, title: str, filters: Sequence[str], start: Kept | str
) -> QFileDialog:
    folder = Path(start.folder() if isinstance(start, Kept) else start)
    dialog = QFileDialog(parent, title, str(_nearest(folder)))
    dialog.setObjectName(name)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if filters:
        dialog.setNameFilters(list(filters))
    return dialog


def _nearest(folder: Path) -> Path:
    """The folder, else what is there of it; home where that says nothing of a place.

    Never where the program happens to run.
    """
    places = (folder, *folder.parents[:-1]) if folder.is_absolute() else ()
    return next((place for place in places if is_folder(place)), Path.home())


def _ending(text: str) -> str:
    """Of a file's name, or the first of a kind such as ``Picture (*.png)``; "" for none."""
    found = re.search(r"(?<=\*\.)\w+|(?<=\.)\w+$", text)
    return "" if found is None else found[0]


def _take(file: Path, taken: Callable[[Path], object], start: Kept | str) -> None:
    if isinstance(start, Kept):
        start.keep(file.parent)
    taken(file)
