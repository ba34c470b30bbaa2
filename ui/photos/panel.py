"""The tray: photos by filter, what may be done with those selected, and ways to look at them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ui import words
from ui.desk import Desk
from ui.look import icons
from ui.photos.dialogs import Dialogs
from ui.photos.drop import DropTarget
from ui.photos.filters import OF_ISSUE, Filters
from ui.photos.import_run import ImportRun
from ui.photos.last_import import LastImport
from ui.photos.model import PhotoModel
from ui.photos.narrowing import Narrowing
from ui.photos.picking import Picking
from ui.photos.suggestions import SuggestionsPane
from ui.photos.sum_bar import SumBar
from ui.photos.tray import Tray
from ui.timers import pause
from ui.widgets.notice import Notice
from ui.widgets.translated import Translated
from ui.words import plural, translate

_SOON_MS = 40
_NARROW = 34  # lines of text that are as wide as photos and suggestions beside each other need


class PhotosPanel(Translated, QWidget):
    """The photos room."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("photos")
        self.desk = desk
        self.model = PhotoModel(desk, self)
        self.filters = Filters(self)
        self.narrowing = Narrowing(desk, self)
        self.tray = Tray(desk, self.model, self)
        self.grid = self.tray.grid
        self.pane = SuggestionsPane(desk, "tray", self)
        self.picking = Picking(desk, self.model, self.grid, self)
        self.run = ImportRun(desk, self)
        self.dialogs = Dialogs(desk, self)
        self.sum = SumBar(self)
        self.notice = Notice(self, one_line=True)
        self.last_import = LastImport(desk, self)
        self._split = QSplitter(Qt.Orientation.Horizontal, self)
        self._import = QPushButton(icons.icon("import"), "", self)
        self._import.setObjectName("photos.import_button")
        self._count = QLabel(self)
        self._drop = DropTarget(self)
        self._issue = ""
        self._soon = pause(self, _SOON_MS, self.ask)
        self.setFocusProxy(self.grid)
        self._lay_out()
        self._connect()
        self.retranslate()
        if desk.info is not None:
            self._on_opened()

    def ask(self) -> None:
        """Reads which photos there are."""
        if self.desk.info is None:
            return
        filters, narrowed = self.filters, self.narrowing
        self.model.ask(
            filters.only(), filters.sort(), self._issue, filters.text(), narrowed.among(),
            narrowed.traits(),
        )  # fmt: skip

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What the room's actions do."""
        dialogs = self.dialogs
        return {
            "photos.import": dialogs.choose_files,
            "photos.import_folder": dialogs.choose_folder,
            "photos.results": dialogs.show_results,
            "photos.last_import": self.last_import.show,
            "photos.narrow": self.narrow,
            "photos.choices": lambda: self.show_only("needs_choice"),
            "photos.view": dialogs.view_current,
            "photos.compare": dialogs.compare,
            "photos.on_map": dialogs.on_map,
            "photos.tag": dialogs.tag,
            "photos.untag": lambda: self.pane.untie(),
            "photos.tagging": dialogs.ask_tagging,
            "photos.place": dialogs.place,
            "photos.by_track": dialogs.place_by_track,
            "photos.time": dialogs.enter_time,
            "photos.datum": dialogs.read_datum,
            "photos.accept": dialogs.accept,
            "photos.find": self._on_find,
            "photos.larger": lambda: self.tray.grow(1),
            "photos.smaller": lambda: self.tray.grow(-1),
        }

    def show_only(self, only: str) -> None:
        """Shows a filter, with the first photo chosen where none is."""
        self.desk.show.room.emit("photos")
        self.narrowing.clear()
        self.filters.choose(only)
        self.picking.choose_first()
        self.grid.setFocus()

    def show_all(self) -> None:
        """Shows all photos of the project."""
        self.narrowing.clear()
        self.filters.choose("all")

    def narrow(self) -> None:
        """Offers sources, cameras and days."""
        self.desk.show.room.emit("photos")
        self.narrowing.ask(self.filters.narrow_place())

    def retranslate(self) -> None:
        """Sets every text."""
        self._import.setText(translate("Photos", "Import…"))
        self._import.setToolTip(translate("Photos", "Import photos, or drop them here"))
        self._tell_empty()
        self._tell_count()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Suggestions stand below the photos where there is no room beside them."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW * self.fontMetrics().height() < self.height() * 1.6
        ways = Qt.Orientation
        wanted = ways.Vertical if narrow else ways.Horizontal
        if wanted != self._split.orientation():
            self._split.setOrientation(wanted)
            self._size_split()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits and letters tie, Space shows large, Delete unties."""
        key = event.key()
        if key == Qt.Key.Key_Space:
            self.dialogs.view_current()
        elif key == Qt.Key.Key_Delete and self._may_write():
            self.pane.untie()
        elif not (self._may_write() and self.pane.press(event)):
            super().keyPressEvent(event)

    # Connections --------------------------------------------------------------------------

    def _connect(self) -> None:
        desk = self.desk
        desk.opened.connect(self._on_opened)
        desk.closed.connect(self._on_closed)
        desk.changed.connect(self._on_changed)
        desk.actor_changed.connect(self._tell_may_write)
        desk.selection.changed.connect(self._on_selection)
        desk.show.photo.connect(self.dialogs.show_photo)
        desk.show.photos_of.connect(self._on_photos_of)
        desk.show.photos_for.connect(self._on_photos_for)
        desk.show.photo_files.connect(self.dialogs.take_files)
        desk.show.tie_photos.connect(self._on_dropped_on_issue)
        desk.show.place_photos.connect(self.dialogs.place_at)
        self.filters.changed.connect(self._on_filter)
        self.filters.narrow_wanted.connect(self.narrow)
        self.narrowing.changed.connect(self._on_filter)
        self.model.counted.connect(self._on_counted)
        self.model.renewed.connect(self._tell_empty)
        self.model.dataChanged.connect(lambda *_: self._tell_name())
        self.grid.doubleClicked.connect(lambda _: self.dialogs.view_current())
        self.picking.changed.connect(self._on_picked)
        self.pane.tied.connect(lambda _: self.picking.go_on())
        self.pane.other_wanted.connect(self.dialogs.tag)
        self.pane.place_wanted.connect(self.dialogs.place)
        self.pane.accept_wanted.connect(self.dialogs.accept)
        self._import.clicked.connect(self.dialogs.choose_files)
        self.tray.others_wanted.connect(self.show_all)
        self.tray.import_wanted.connect(self.dialogs.choose_files)
        self._drop.dropped.connect(self.dialogs.ask_import)
        self.sum.results_wanted.connect(self.dialogs.show_results)
        self.notice.acted.connect(self.dialogs.show_results)
        self._split.splitterMoved.connect(
            lambda *_: desk.prefs.set(self._split_name(), self._split.sizes())
        )

    def _on_opened(self) -> None:
        self.model.clear()
        self.notice.clear()
        self._issue = self.desk.selection.current_issue
        self._tell_may_write()
        self._on_picked()
        self.ask()

    def _on_closed(self) -> None:
        self.last_import.forget()
        self.narrowing.clear()
        self._soon.stop()
        self.model.clear()
        self.pane.show_photos([])
        self.filters.set_issue("")
        self.filters.set_counts({})
        self._tell_may_write()

    def _on_changed(self, changes: Any) -> None:
        if any(changes.ids(kind) for kind in ("photo", "issue", "marker_check", "track")):
            self._soon.start()
            self.pane.ask()

    def _on_selection(self, by: object) -> None:
        if by is not self.picking:
            self.picking.follow()
            self._on_picked()
        if self.desk.selection.current_issue != self._issue:
            self._issue = self.desk.selection.current_issue
            self._soon.start()
            self.pane.ask()

    def _on_filter(self) -> None:
        self.picking.forget_next()
        self.grid.verticalScrollBar().setValue(0)
        self.ask()

    def _on_counted(self, counts: dict[str, int], number: str) -> None:
        self.filters.set_issue(number)
        if not number and self.filters.only() in OF_ISSUE:
            self.filters.choose("all")
        self.filters.set_counts(counts)

    def _on_picked(self) -> None:
        self.pane.show_photos(list(self.desk.selection.photos))
        self._tell_name()
        self._tell_count()
        self.dialogs.viewer_follows()

    def _on_dropped_on_issue(self, photos: tuple[str, ...], issue: str, number: str) -> None:
        if photos != self.desk.selection.photos:
            self.desk.selection.select(photos=photos, by=None)
        self.pane.tie(issue, number)

    def _on_photos_of(self, issue: str, phase: str) -> None:
        self._show_of_issue(issue, "issue")
        self.dialogs.go_to_phase(issue, phase)

    def _on_photos_for(self, issue: str) -> None:
        self._show_of_issue(issue, "near")
        self.grid.verticalScrollBar().setValue(0)

    def _show_of_issue(self, issue: str, only: str) -> None:
        self.desk.show.room.emit("photos")
        # None is picked: one key would tie it anew, and nobody has looked at it.
        self.desk.selection.select(issues=(issue,), current=issue, photos=(), by=None)
        self._issue = issue
        self.narrowing.clear()
        self.filters.choose(only)
        self.ask()

    def _on_find(self) -> None:
        self.desk.show.room.emit("photos")
        self.filters.focus_search()

    # Saying and drawing -------------------------------------------------------------------

    def _may_write(self) -> bool:
        return self.desk.info is not None and self.desk.info.writable

    def _tell_may_write(self) -> None:
        may = self._may_write()
        self._import.setEnabled(may)
        self._drop.set_allowed(may)
        self._tell_empty()

    def _tell_name(self) -> None:
        chosen = self.desk.selection.photos
        row = self.model.known(chosen[0]) if len(chosen) == 1 else None
        self.pane.set_name((row or {}).get("file") or "")

    def _tell_count(self) -> None:
        count = len(self.desk.selection.photos)
        shown = plural(
            self.model.rowCount(), translate("Photos", "{n} photo"),
            translate("Photos", "{n} photos"),
        )  # fmt: skip
        if count:
            chosen = translate("Photos", "{n} selected").format(n=words.number(count))
            shown = f"{shown} · {chosen}"
        self._count.setText(shown)

    def _tell_empty(self) -> None:
        self._tell_count()
        narrowed = self.narrowing.is_on()
        filtered = bool(self.filters.count("all") or self.filters.text() or narrowed)
        others = bool(self.filters.count("all")) or narrowed
        self.tray.tell(filtered, others, self._may_write())

    def _split_name(self) -> str:
        upright = self._split.orientation() == Qt.Orientation.Vertical
        return "photos.split_upright" if upright else "photos.split"

    def _size_split(self) -> None:
        em, name = self.fontMetrics().height(), self._split_name()
        sizes = self.desk.prefs.get(name, [])
        usual = [em * 22, em * 18] if name.endswith("upright") else [em * 50, em * 21]
        self._split.setSizes(sizes if len(sizes) == 2 else usual)

    def _lay_out(self) -> None:
        pad = max(4, self.fontMetrics().height() // 3)
        bar = QHBoxLayout()
        bar.addWidget(self.filters, 1)
        bar.addWidget(self._import)
        self._split.addWidget(self.tray)
        self._split.addWidget(self.pane)
        self._split.setStretchFactor(0, 1)
        self._split.setCollapsible(0, False)
        self._size_split()
        column = QVBoxLayout(self)
        column.setContentsMargins(pad, pad, pad, 2)
        column.setSpacing(pad)
        column.addLayout(bar)
        column.addWidget(self.run)
        column.addWidget(self.sum)
        column.addWidget(self.notice)
        column.addWidget(self.narrowing)
        column.addWidget(self._split, 1)
        column.addWidget(self._count)
