"""A line for a file or folder, with a button that looks for it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from ui.look import icons
from ui.widgets import choosing
from ui.widgets.choosing import Kept
from ui.widgets.translated import Translated
from ui.words import translate


class PathField(Translated, QWidget):
    """A path as one types it, drops it or picks it.

    Args:
        mode: ``folder``, ``file`` (one that is there) or ``save`` (one to write).

    Attributes:
        kept: where the dialog begins while nothing is typed; the folder of what is picked.

    Signals:
        changed: the path was typed, dropped or picked; "" for none.
        picked: it was picked in the dialog of files, which asks before a file is replaced.
    """

    changed = Signal(str)
    picked = Signal(str)

    def __init__(self, mode: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mode = mode
        self.title = ""
        self.filters: list[str] = []
        self.start = ""
        self.kept: Kept | None = None
        self.line = QLineEdit(self)
        self.pick = QToolButton(self)
        self.pick.setIcon(icons.icon("folder"))
        self.pick.clicked.connect(self.browse)
        self.line.editingFinished.connect(self._on_edited)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line, 1)
        row.addWidget(self.pick)
        self.setFocusProxy(self.line)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._last = ""
        self.retranslate()

    def setObjectName(self, name: str) -> None:
        """The line and the button are named after the field."""
        super().setObjectName(name)
        self.line.setObjectName(f"{name}.line")
        self.pick.setObjectName(f"{name}.pick")

    def setAccessibleName(self, name: str) -> None:
        """A screen reader reads the line."""
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    def text(self) -> str:
        """What stands there, without blanks around it."""
        return self.line.text().strip()

    def set_path(self, path: str) -> None:
        """Puts a path there."""
        self.line.setText(path)
        self._on_edited()

    def retranslate(self) -> None:
        """The button's words."""
        told = translate("Frame", "Browse…")
        self.pick.setToolTip(told)
        self.pick.setAccessibleName(told)

    def browse(self) -> None:
        """Opens the dialog of files."""
        name, here = "path.dialog", Path(self.text() or self._begin())
        if self._mode == "folder":
            choosing.ask_folder(self, name, self.title, self._on_picked, start=str(here))
        elif self._mode == "save":
            choosing.ask_where(
                self, name, self.title, self._on_picked, filters=self.filters,
                start=str(here.parent), suggested=here.name if self.text() else "",
            )  # fmt: skip
        else:
            choosing.ask_file(
                self, name, self.title, self._on_picked, filters=self.filters,
                start=str(here.parent),
            )  # fmt: skip

    def _begin(self) -> str:
        """What the dialog begins beside, while nothing is typed."""
        kept = self.kept.folder() if self.kept is not None else ""
        beside = kept if self._mode == "folder" else str(Path(kept) / "_")
        return beside if kept else self.start or str(Path.home() / "_")

    def _on_picked(self, path: Path) -> None:
        if self.kept is not None:
            self.kept.keep(path if self._mode == "folder" else path.parent)
        self.set_path(str(path))
        self.picked.emit(str(path))

    def _on_edited(self) -> None:
        if self.text() != self._last:
            self._last = self.text()
            self.changed.emit(self._last)
