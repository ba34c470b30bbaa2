"""Photos chosen for an inspection: files that are dropped or picked, and photos of the project."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QIcon
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.look import icons
from ui.prefs import Prefs
from ui.widgets import choosing
from ui.widgets.choosing import Kept
from ui.widgets.small_picture import small_picture
from ui.widgets.tips import plain
from ui.widgets.translated import Translated
from ui.words import translate

_PHOTO = Qt.ItemDataRole.UserRole
_SIDE_EM = 5
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class Picks(Translated, QWidget):
    """A tick beside each photo that goes with the inspection.

    Signals:
        wanted: small pictures of these photos (a list of SHA-256).
    """

    wanted = Signal(list)

    def __init__(self, prefs: Prefs, parent: QWidget) -> None:
        super().__init__(parent)
        self._kept = Kept(prefs, "markers.photo_folder")
        self._tray: tuple[str, ...] = ()
        self.setAcceptDrops(True)
        self.list = QListWidget(self)
        self.list.setObjectName("markers_inspect.photos.list")
        self.list.setViewMode(QListWidget.ViewMode.IconMode)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setMovement(QListWidget.Movement.Static)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setWordWrap(False)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        side = self.fontMetrics().height() * _SIDE_EM
        self.list.setIconSize(QSize(side, side * 3 // 4))
        self.list.setGridSize(QSize(round(side * 1.35), side + self.fontMetrics().height()))
        self.list.setMinimumHeight(side + 2 * self.fontMetrics().height())
        self.hint = QLabel(self)
        self.hint.setWordWrap(True)
        self.hint.setForegroundRole(self.hint.palette().ColorRole.PlaceholderText)
        self.files, self.selected = QPushButton(self), QPushButton(self)
        self.files.setObjectName("markers_inspect.add_files")
        self.selected.setObjectName("markers_inspect.add_selected")
        for button in (self.files, self.selected):
            button.setAutoDefault(False)
        self.files.setIcon(icons.icon("add"))
        self.selected.setIcon(icons.icon("photos"))
        self.files.clicked.connect(self._on_files)
        self.selected.clicked.connect(lambda: self.add_photos(self._tray, ticked=True))
        row = QHBoxLayout()
        row.addWidget(self.files)
        row.addWidget(self.selected)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list, 1)
        column.addWidget(self.hint)
        column.addLayout(row)
        self.setFocusProxy(self.list)
        self.retranslate()

    def value(self) -> tuple[str, ...]:
        """Files and SHA-256 of what is ticked, in their order."""
        items = [self.list.item(n) for n in range(self.list.count())]
        return tuple(str(i.data(_PHOTO)) for i in items if i.checkState() == _CHECKED)

    def set_tray(self, photos: Iterable[str]) -> None:
        """The photos that are selected elsewhere in the window."""
        self._tray = tuple(photos)
        self.selected.setEnabled(bool(self._tray))

    def add_photos(self, photos: Iterable[str], *, ticked: bool) -> None:
        """Adds photos of the project by their SHA-256; those that are there are ticked too."""
        new = [sha256 for sha256 in photos if not self._add(sha256, sha256[:12], ticked=ticked)]
        if new:
            self.wanted.emit(new)

    def add_files(self, files: Iterable[Path]) -> None:
        """Adds files, ticked."""
        for file in files:
            self._add(str(file), file.name, ticked=True)

    def add_picture(self, sha256: str, data: bytes | None) -> None:
        """A small picture has come (JPEG), or there is none."""
        picture = None if data is None else small_picture(data)
        item = self._item(sha256)
        if picture is not None and item is not None:
            item.setIcon(QIcon(picture))

    def retranslate(self) -> None:
        """Sets every text."""
        self.list.setAccessibleName(translate("Markers", "Photos"))
        self.files.setText(translate("Markers", "Add files…"))
        self.selected.setText(translate("Markers", "Add those selected in the tray"))
        self.hint.setText(
            translate("Markers", "Drop photos here. Photos taken near the marker and tied to "
                      "nothing are offered without a tick.")
        )  # fmt: skip

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes files of this machine."""
        self._meet(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """The same."""
        self._meet(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Adds what was dropped."""
        self.add_files(_local(event))
        event.acceptProposedAction()

    def _meet(self, event: QDragMoveEvent) -> None:
        if _local(event):
            event.acceptProposedAction()

    def _add(self, photo: str, name: str, *, ticked: bool) -> bool:
        """Whether it was there."""
        item = self._item(photo)
        if item is not None:
            if ticked:
                item.setCheckState(_CHECKED)
            return True
        item = QListWidgetItem(icons.icon("photo"), name)
        item.setData(_PHOTO, photo)
        item.setToolTip(plain(photo))
        item.setCheckState(_CHECKED if ticked else _UNCHECKED)
        self.list.addItem(item)
        return False

    def _item(self, photo: str) -> QListWidgetItem | None:
        items = (self.list.item(n) for n in range(self.list.count()))
        return next((item for item in items if item.data(_PHOTO) == photo), None)

    def _on_files(self) -> None:
        choosing.ask_files(
            self, "markers_inspect.files", translate("Markers", "Photos of the inspection"),
            self.add_files, start=self._kept,
            filters=[translate("Markers", "Photos") + " (*.jpg *.jpeg *.png *.heic *.heif)"],
        )  # fmt: skip


def _local(event: QDropEvent) -> list[Path]:
    found = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in dict.fromkeys(found) if not path.is_dir()]
