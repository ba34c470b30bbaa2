"""The large viewer: one photo with all that is known of it, in a window of its own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSplitter,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui import words
from ui.desk import Desk
from ui.look import icons
from ui.photos import calls, saving
from ui.photos.canvas import PhotoCanvas
from ui.photos.exif_page import ExifPage
from ui.photos.exif_table import ExifTable
from ui.photos.facts import facts
from ui.photos.suggestions import SuggestionsPane
from ui.timers import pause
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.notice import Notice
from ui.widgets.opening import open_path
from ui.widgets.translated import Translated
from ui.words import translate

_LATE_MS = 150


class PhotoViewer(Translated, QWidget):
    """Shows the photo that it is told; the tray knows which comes next.

    Signals:
        step_wanted: the next (1) or the former (-1) photo.
        closed: it was closed.
    """

    step_wanted = Signal(int)
    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("photos.viewer")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._told: dict[str, Any] | None = None
        self._at = (0, 0)
        # What is shown of the former photo stands until the next one's is there, and no longer.
        self._late = pause(self, _LATE_MS, lambda: self.table.set_facts([]))
        self.canvas = PhotoCanvas(desk, self)
        self.canvas.setObjectName("photos.canvas")
        self.table = ExifTable(self)
        self.exif = ExifPage(desk, self)
        self.pane = SuggestionsPane(desk, "viewer", self)
        self.notice = Notice(self)
        self._name = ElidedLabel("", self, Qt.TextElideMode.ElideMiddle)
        self._place = QLabel(self)
        self._scale = QLabel(self)
        self._buttons: dict[str, QToolButton] = {}
        self._tabs = QTabWidget(self)
        self._tabs.setObjectName("photos.viewer.tabs")
        self._tabs.setDocumentMode(True)
        self._tabs.setMinimumWidth(self.fontMetrics().height() * 19)
        for page in (self.table, self.pane, self.exif):
            self._tabs.addTab(page, "")
        self._split = QSplitter(Qt.Orientation.Horizontal, self)
        self._split.addWidget(self.canvas)
        self._split.addWidget(self._tabs)
        self._split.setStretchFactor(0, 1)
        self._split.setCollapsible(0, False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._bar())
        column.addWidget(self.notice)
        column.addWidget(self._split, 1)
        self.canvas.shown.connect(self._on_shown)
        self.canvas.refused.connect(self._on_refused)
        self.canvas.view_changed.connect(self._tell_scale)
        desk.changed.connect(self._on_changed)
        desk.closed.connect(self.close)
        for keys, act in (
            ("Ctrl+0", self.canvas.fit), ("Ctrl+1", self.canvas.natural),
            ("Ctrl+M", self._on_map), ("Ctrl+S", self.export), ("Ctrl+F", self._on_find),
            ("F11", self._on_full_screen),
            ("Ctrl+Z", desk.undo_last), ("Ctrl+Shift+Z", desk.redo_last),
        ):  # fmt: skip
            QShortcut(QKeySequence(keys), self, act)
        self.setWindowIcon(icons.icon("photo"))
        self._size()
        self.retranslate()

    # What is shown ------------------------------------------------------------------------

    def show_photo(
        self,
        sha256: str,
        at: tuple[int, int] = (0, 0),
        small: QPixmap | None = None,
        ahead: Sequence[str] = (),
    ) -> None:
        """Shows a photo.

        Args:
            sha256: which.
            at: its place in the tray and how many there are, zeros where it is not in there.
            small: its thumbnail, shown until the photo is there.
            ahead: the photos beside it, which may be wanted next.
        """
        self._at = at
        if sha256 != self.canvas.photo():
            self._told = None
            self.notice.clear()
            self.canvas.set_photo(sha256, small, ahead)
            self._late.start()
            self.exif.set_photo(sha256)
            self.pane.show_photos([sha256])
        else:
            self.canvas.again()
        self._ask()
        self._tell_name()

    def photo(self) -> str:
        """The photo that it shows."""
        return self.canvas.photo()

    def export(self) -> None:
        """Asks where a copy of the original goes, and writes it."""
        saving.export_original(self._desk, self.canvas.photo(), self.known(), self, self._on_saved)

    def known(self) -> dict[str, Any]:
        """What is known of its photo by now: its file name, its position."""
        return self._told or {}

    def retranslate(self) -> None:
        """Sets every text."""
        told = {
            "former": translate("Photos", "Former photo (Left)"),
            "next": translate("Photos", "Next photo (Right)"),
            "out": translate("Photos", "Zoom out (-)"),
            "in": translate("Photos", "Zoom in (+)"),
            "fit": translate("Photos", "Whole photo (Ctrl+0)"),
            "natural": translate("Photos", "One to one (Ctrl+1)"),
            "left": translate("Photos", "Turn the view left ([)"),
            "right": translate("Photos", "Turn the view right (])"),
            "map": translate("Photos", "Show position and view on the map (Ctrl+M)"),
            "copy": translate("Photos", "Copy the facts"),
            "hash": translate("Photos", "Copy the SHA-256"),
            "open": translate("Photos", "Open the original with another program"),
            "folder": translate("Photos", "Open the folder of the original"),
            "export": translate("Photos", "Save a copy of the original… (Ctrl+S)"),
        }
        for name, tip in told.items():
            self._buttons[name].setToolTip(tip)
            self._buttons[name].setAccessibleName(tip)
        self._buttons["natural"].setText(translate("Photos", "1:1"))
        self._tabs.setTabText(0, translate("Photos", "Facts"))
        self._tabs.setTabText(1, translate("Photos", "Issues"))
        self._tabs.setTabText(2, translate("Photos", "EXIF as read"))
        self.canvas.setAccessibleName(translate("Photos", "Photo"))
        self._tell_name()
        self._tell_scale()
        if self._told is not None:
            self.table.set_facts(facts(self._told))

    # Qt's events --------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go from photo to photo, digits tie, Escape closes."""
        key = event.key()
        if key in (Qt.Key.Key_Right, Qt.Key.Key_PageDown):
            self.step_wanted.emit(1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_PageUp, Qt.Key.Key_Backspace):
            self.step_wanted.emit(-1)
        elif key == Qt.Key.Key_BracketLeft:
            self.canvas.turn(-1)
        elif key == Qt.Key.Key_BracketRight:
            self.canvas.turn(1)
        elif key == Qt.Key.Key_Escape:
            self.close()
        elif key == Qt.Key.Key_Delete and self._may_write():
            self.pane.untie()
        elif not (self._may_write() and self.pane.press(event)):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remembers its size; the worker gives the photo's memory back."""
        prefs = self._desk.prefs
        if not self.isFullScreen():
            prefs.set("photos.viewer.size", [self.width(), self.height()])
        prefs.set("photos.viewer.split", self._split.sizes())
        if self._desk.info is not None:
            self._desk.picture(calls.forget_pictures, failed=lambda _: None)
        self.closed.emit()
        super().closeEvent(event)

    # Within -------------------------------------------------------------------------------

    def _may_write(self) -> bool:
        return self._desk.info is not None and self._desk.info.writable

    def _ask(self) -> None:
        self._desk.ask(
            calls.show, self.canvas.photo(), done=self._on_told, failed=self._on_untold,
            key="photos.viewer",
        )  # fmt: skip

    def _on_told(self, told: dict[str, Any]) -> None:
        self._told = told
        self._late.stop()
        self.table.set_facts(facts(told))
        self.pane.set_name(told.get("file") or "")
        self._tell_name()

    def _on_shown(self, told: dict[str, Any]) -> None:
        self._tell_scale()
        short = self.canvas.photo()[:12]
        for code, is_so in (
            ("photo_was_altered", told["altered"]), ("photo_embedded_only", told["embedded"]),
        ):  # fmt: skip
            if is_so:
                params = {"photo": short}
                self.notice.tell_as("warning", partial(_sentences, code, params))
                return
        if self.notice.kind() == "error":
            self.notice.clear()  # what was refused is there after all

    def _on_refused(self, error: Exception) -> None:
        self.notice.tell_error(error)

    def _on_untold(self, error: Exception) -> None:
        """Of a photo that nobody may know any more, nothing stays to be seen."""
        if getattr(error, "code", "") == "photo_unknown":
            self._told = None
            self._late.stop()
            self.canvas.set_photo("")
            self.exif.set_photo("")
            self.pane.show_photos([])
            self.table.set_facts([])
            self._tell_name()
            self._tell_scale()
        self._on_refused(error)

    def _on_changed(self, changes: Any) -> None:
        if self.canvas.photo() and (changes.ids("photo") or changes.ids("issue")):
            self._ask()
            self.pane.ask()

    def _on_map(self) -> None:
        self._desk.selection.select(photos=(self.canvas.photo(),), by=self)
        self._desk.show.on_map.emit("photo", (self.canvas.photo(),))

    def _on_find(self) -> None:
        self._tabs.setCurrentWidget(self.exif)
        self.exif.focus_search()

    def _on_full_screen(self) -> None:
        self.showNormal() if self.isFullScreen() else self.showFullScreen()

    def _on_saved(self, file: str) -> None:
        params = {"file": file, "sha256": self.canvas.photo()[:12]}
        self.notice.tell_as("ok", lambda: (words.sentence("photo_original_written", params), ""))

    def _on_hash(self) -> None:
        QGuiApplication.clipboard().setText(self.canvas.photo())

    def _on_open(self) -> None:
        path = (self._told or {}).get("path")
        if path:
            open_path(Path(path), self, lambda why: self.notice.tell("warning", why))

    def _on_folder(self) -> None:
        path = (self._told or {}).get("path")
        if path:
            folder = Path(path).parent
            open_path(folder, self, lambda why: self.notice.tell("warning", why))

    def _tell_name(self) -> None:
        told = self._told
        name = (told or {}).get("file") or self.canvas.photo()[:12]
        self._name.setText(name)
        row, total = self._at
        n, of = words.number(row + 1), words.number(total)
        self._place.setText(f"{n} / {of}" if total else "")
        self._place.setToolTip(translate("Photos", "{n} of {total}").format(n=n, total=of))
        self.setWindowTitle(name)
        self._buttons["map"].setEnabled(told is not None and told.get("lon") is not None)
        for button in ("open", "folder", "export"):
            self._buttons[button].setEnabled(told is not None and bool(told.get("path")))

    def _tell_scale(self) -> None:
        if not self.canvas.has_picture():
            self._scale.setText("")
            return
        share = self.canvas.scale() * self.devicePixelRatioF()
        width, height = self.canvas.full_size()
        self._scale.setText(words.percent(share, 0))
        self._scale.setToolTip(f"{width} × {height}")

    def _bar(self) -> QHBoxLayout:
        row = QHBoxLayout()
        pad = max(3, self.fontMetrics().height() // 4)
        row.setContentsMargins(pad, pad, pad, pad)
        parts = (
            ("former", "chevron-left", lambda: self.step_wanted.emit(-1)),
            ("next", "chevron-right", lambda: self.step_wanted.emit(1)),
            ("out", "zoom-out", lambda: self.canvas.zoom_by(-1)),
            ("in", "zoom-in", lambda: self.canvas.zoom_by(1)),
            ("fit", "fit", self.canvas.fit),
            ("natural", "", self.canvas.natural),
            ("left", "rotate-left", lambda: self.canvas.turn(-1)),
            ("right", "rotate-right", lambda: self.canvas.turn(1)),
            ("map", "map", self._on_map),
            ("copy", "copy", self.table.copy),
            ("hash", "key", self._on_hash),
            ("open", "open", self._on_open),
            ("folder", "folder", self._on_folder),
            ("export", "save", self.export),
        )
        for name, drawing, act in parts:
            button = QToolButton(self)
            button.setObjectName(f"photos.viewer.{name}")
            button.setAutoRaise(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            if drawing:
                button.setIcon(icons.icon(drawing))
            button.clicked.connect(act)
            self._buttons[name] = button
            row.addWidget(button)
        row.addSpacing(2 * pad)
        row.addWidget(self._name, 1)
        for part in (self._place, self._scale):
            row.addSpacing(4 * pad)
            row.addWidget(part)
        row.addSpacing(pad)
        return row

    def _size(self) -> None:
        em = self.fontMetrics().height()
        known = self._desk.prefs.get("photos.viewer.size", [])
        room = self.screen().availableSize() if self.screen() is not None else QSize(1366, 768)
        wide, high = known if len(known) == 2 else (em * 66, em * 40)
        self.resize(min(int(wide), room.width()), min(int(high), room.height()))
        sizes = self._desk.prefs.get("photos.viewer.split", [])
        self._split.setSizes(sizes if len(sizes) == 2 else [em * 40, em * 24])


def _sentences(code: str, params: dict[str, Any]) -> tuple[str, str]:
    """What is the matter with a picture, and what to do."""
    return words.line(code, params), words.remedy(code, params)
