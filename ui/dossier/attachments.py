"""Files that are to go with a record or a move: chosen, or dropped here."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui import words
from ui.dossier.field_form import reveal
from ui.look import icons
from ui.prefs import Prefs
from ui.widgets import choosing
from ui.widgets.choosing import Kept
from ui.widgets.form_dialog import ErrorLabel
from ui.widgets.tips import plain
from ui.widgets.translated import Translated
from ui.words import translate

_FOLDER = "dossier.folder"


class Attachments(Translated, QFrame):
    """The list of files, each once.

    Signals:
        edited: a file came or went.
    """

    edited = Signal()

    def __init__(self, prefs: Prefs, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dossier.attachments")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAcceptDrops(True)
        self._prefs = prefs
        self._asked = ""
        self._hint = QLabel(self)
        self._hint.setWordWrap(True)
        self._list = QListWidget(self)
        self._list.setObjectName("dossier.attachments.list")
        self._list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self._add = QPushButton(icons.icon("add"), "", self)
        self._add.setObjectName("dossier.attachments.add")
        self._add.clicked.connect(self.choose)
        self._remove = QToolButton(self)
        self._remove.setObjectName("dossier.attachments.remove")
        self._remove.setIcon(icons.icon("remove"))
        self._remove.clicked.connect(self._on_remove)
        key = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self._list)
        key.setContext(Qt.ShortcutContext.WidgetShortcut)
        key.activated.connect(self._on_remove)
        bar = QHBoxLayout()
        bar.addWidget(self._hint, 1)
        bar.addWidget(self._add)
        bar.addWidget(self._remove)
        box = QVBoxLayout(self)
        box.addLayout(bar)
        box.addWidget(self._list)
        self._note = ErrorLabel(self)
        self._note.setObjectName("note.attachments")
        box.addWidget(self._note)
        self._fit()
        self.retranslate()

    def retranslate(self) -> None:
        """Sets every word in the language in force."""
        self._hint.setText(translate("Dossier", "Files: drop them here, or"))
        self._add.setText(translate("Dossier", "Add…"))
        self._remove.setToolTip(translate("Dossier", "Take the selected files off the list"))
        self._remove.setAccessibleName(self._remove.toolTip())
        self._list.setAccessibleName(translate("Dossier", "Files"))

    def files(self) -> list[Path]:
        """The files, in order."""
        rows = range(self._list.count())
        return [Path(self._list.item(r).data(Qt.ItemDataRole.UserRole)) for r in rows]

    def add(self, paths: Iterable[Path]) -> None:
        """Adds files; folders and files that are there already are passed over."""
        known = set(self.files())
        for path in paths:
            if path in known or not path.is_file():
                continue
            known.add(path)
            size = words.file_size(path.stat().st_size)
            item = QListWidgetItem(icons.icon("document"), f"{path.name}  ({size})")
            item.setData(Qt.ItemDataRole.UserRole, str(path))
            item.setToolTip(plain(str(path)))
            self._list.addItem(item)
        self._fit()
        self.refuse("")
        self.edited.emit()

    def put(self, paths: Iterable[Path]) -> None:
        """These files in place of all that are listed."""
        self._list.clear()
        self.add(paths)

    def restore(self, paths: Iterable[str]) -> None:
        """Adds the files of a draft, and tells which of them are gone."""
        listed = [Path(p) for p in paths]
        gone = [p.name for p in listed if not p.is_file()]
        if listed:
            self.add(listed)
        if gone:
            told = translate("Dossier", "Not where it was any more, add it again: {files}")
            self.refuse(told.format(files=", ".join(gone)))

    def refuse(self, told: str) -> None:
        """Says what is wrong, until a file comes or goes; "" for nothing."""
        wanted = "" if self._list.count() else self._asked
        self._note.tell(told or wanted, "danger" if told else "warning")

    def ask(self, told: str) -> None:
        """Says which paper is wanted, as long as there is no file; "" for none."""
        self._asked = told
        if not self._note.refuses():
            self.refuse("")

    def go_to(self) -> None:
        """Gives the keyboard to the button that adds files."""
        reveal(self._add)
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self) -> None:
        """Asks for files."""
        choosing.ask_files(
            self, "dossier.attachments.dialog", translate("Dossier", "Add files"), self.add,
            start=Kept(self._prefs, _FOLDER),
        )  # fmt: skip

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Adds what was dropped."""
        self.add(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
        event.acceptProposedAction()

    def _on_remove(self) -> None:
        for item in self._list.selectedItems() or [self._list.currentItem()]:
            if item is not None:
                self._list.takeItem(self._list.row(item))
        self._fit()
        self.refuse("")
        self.edited.emit()

    def _fit(self) -> None:
        count = self._list.count()
        self._list.setVisible(count > 0)
        self._remove.setVisible(count > 0)
        row = max(self._list.sizeHintForRow(0), self.fontMetrics().height()) if count else 0
        self._list.setFixedHeight(min(count, 5) * row + 2 * self._list.frameWidth() + 2)
