"""Every file of an issue: open it, or save a copy."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QMenu,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui import words
from ui.dossier.casing import headed
from ui.dossier.view import Paper, View
from ui.look import icons
from ui.prefs import Prefs
from ui.widgets import choosing
from ui.widgets.choosing import Kept
from ui.widgets.translated import Translated
from ui.words import translate

# Kinds that open in a viewer. What a program could run is only saved: it came from outside.
_VIEWED = frozenset(
    (".pdf", ".docx", ".doc", ".xlsx", ".xls", ".odt", ".ods", ".wps", ".et", ".ofd", ".rtf",
     ".txt", ".csv", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".heic", ".bmp", ".zip",
     ".geojson", ".kml", ".gpx")
)  # fmt: skip
_FOLDER = "dossier.folder_out"


class Documents(Translated, QWidget):
    """The files, newest first, each with what it stands for.

    Signals:
        opened: open a copy of a file.
        saved: save a copy of a file in a folder.
    """

    opened = Signal(object)
    saved = Signal(object, object)

    def __init__(self, prefs: Prefs, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dossier.documents")
        self._prefs = prefs
        self._papers: Sequence[Paper] = ()
        self._told = QLabel(self)
        self.tree = QTreeWidget(self)
        self.tree.setObjectName("documents.list")
        self.tree.setRootIsDecorated(False)
        self.tree.setHeaderHidden(True)
        self.tree.setWordWrap(True)
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tree.customContextMenuRequested.connect(self._on_menu)
        self.tree.activated.connect(self._on_activated)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._told)
        box.addWidget(self.tree)
        self.retranslate()

    def show_view(self, view: View | None) -> None:
        """Shows the files of an issue, each once."""
        papers = () if view is None else view.papers
        self._papers = tuple({p.sha256: p for p in reversed(papers)}.values())[::-1]
        self.retranslate()

    def retranslate(self) -> None:
        """Says everything anew."""
        self.tree.setAccessibleName(translate("Dossier", "Files of the issue"))
        self._told.setText(translate("Dossier", "No files yet."))
        self._told.setVisible(not self._papers)
        self.tree.setVisible(bool(self._papers))
        self.tree.clear()
        for paper in self._papers:
            item = QTreeWidgetItem([f"{paper.name}\n{_stands_for(paper)}"])
            item.setIcon(0, icons.icon("document"))
            item.setData(0, Qt.ItemDataRole.UserRole, paper)
            item.setToolTip(0, translate("Dossier", "Double-click opens a copy; the original "
                                                    "stays as it is"))  # fmt: skip
            self.tree.addTopLevelItem(item)
        row = 2 * self.fontMetrics().lineSpacing() + 6
        self.tree.setFixedHeight(min(len(self._papers), 8) * row + 2 * self.tree.frameWidth() + 2)

    def choose_folder(self, paper: Paper) -> None:
        """Asks where a copy goes."""
        choosing.ask_folder(
            self, "documents.folder", translate("Dossier", "Save a copy in"),
            lambda folder: self.saved.emit(paper, folder), start=Kept(self._prefs, _FOLDER),
        )  # fmt: skip

    def _on_activated(self, index: QModelIndex) -> None:
        paper = self.tree.itemFromIndex(index).data(0, Qt.ItemDataRole.UserRole)
        if may_open(paper.name):
            self.opened.emit(paper)
        else:
            self.choose_folder(paper)

    def _on_menu(self, at: QPoint) -> None:
        item = self.tree.itemAt(at)
        if item is None:
            return
        paper = item.data(0, Qt.ItemDataRole.UserRole)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if may_open(paper.name):
            opened = menu.addAction(icons.icon("open"), translate("Dossier", "Open a copy"))
            opened.triggered.connect(lambda: self.opened.emit(paper))
        saved = menu.addAction(icons.icon("save"), translate("Dossier", "Save a copy…"))
        saved.triggered.connect(lambda: self.choose_folder(paper))
        menu.popup(self.tree.viewport().mapToGlobal(at))


def may_open(name: str) -> bool:
    """True for a kind of file that opens in a viewer."""
    return Path(name).suffix.lower() in _VIEWED


def _stands_for(paper: Paper) -> str:
    kind = words.label("document_kind", paper.doc_kind) if paper.doc_kind else ""
    kind = kind or (words.record_kind(paper.record_kind) if paper.record_kind else "")
    told = headed(kind or words.move(paper.move))
    parts = [told, words.day(paper.on), words.file_size(paper.size) if paper.size else ""]
    if paper.void:
        parts.append(translate("Dossier", "void"))
    return " · ".join(part for part in parts if part)
