"""The list of shots: what is still to be taken, where to stand for it, and the way there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ui import words
from ui.desk import Desk
from ui.shots import calls
from ui.shots.calls import ISSUE, MINE, Line, Told, Wanted
from ui.shots.card import ShotCard
from ui.shots.list import ShotList
from ui.shots.model import LINE, ShotModel
from ui.shots.on_map import OnMap
from ui.shots.start_bar import StartBar
from ui.timers import pause
from ui.widgets import choosing
from ui.widgets.choosing import Kept
from ui.widgets.empty_state import EmptyState
from ui.widgets.notice import Notice
from ui.widgets.small_picture import small_picture
from ui.widgets.translated import Translated
from ui.words import plural, translate

if TYPE_CHECKING:
    from ui.map.panel import MapPanel

_PICTURES = 60  # of the first shots: the list is in the order to go
_SIZE = 320
_SOON_MS = 300  # several changes in a row are one
_WIDE = 1.5  # times as wide as high: then the chosen shot stands beside the list


class ShotsPanel(Translated, QWidget):
    """The room of shots that are still to be taken."""

    def __init__(self, desk: Desk, parent: QWidget, map_panel: MapPanel) -> None:
        super().__init__(parent)
        self.setObjectName("shots")
        self.desk = desk
        self.bar = StartBar(desk.prefs, self)
        self.model = ShotModel(self)
        self.list = ShotList(self.model, self)
        self.card = ShotCard(self)
        self.notice = Notice(self, one_line=True)
        self.on_map = OnMap(map_panel, self)
        self._empty = EmptyState("camera", self)
        self._split = QSplitter(Qt.Orientation.Vertical, self)
        self._stack = QStackedWidget(self)
        self._issue, self._many = "", 0
        self._told: Told | None = None
        self._is_stale = True
        self._soon = pause(self, _SOON_MS, self.ask)
        self.setFocusProxy(self.list)
        self._lay_out()
        self._connect()
        self.retranslate()
        self._on_opened()

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What the room's actions do."""
        return {
            "shots.of_issue": lambda: self._show(ISSUE),
            "shots.of_round": lambda: self._show(MINE),
            "shots.here": self.on_map.ask_here,
            "shots.newest": self._ask_newest,
            "shots.file": self._ask_file,
            "shots.to_map": self._go,
            "shots.save": self._ask_where,
        }

    def ask(self) -> None:
        """Reads what is lacking; while nobody looks, once somebody does."""
        self._soon.stop()
        self._is_stale = not self.isVisible()
        if self.desk.info is None or self._is_stale:
            return
        self.desk.ask(
            calls.told, self._wanted(), done=self._on_told, failed=self._on_failed,
            key="shots.told", title=translate("Shots", "Looking which shots are lacking"),
        )  # fmt: skip

    def current(self) -> Line | None:
        """The shot that is chosen."""
        found: Line | None = self.list.currentIndex().data(LINE)
        return found

    def retranslate(self) -> None:
        """Sets every text; the worker's sentences come anew."""
        self.list.setAccessibleName(translate("Shots", "Shots to be taken, in the order to go"))
        self._tell_empty()
        if self._told is not None:
            self.ask()

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while nobody looked is read."""
        super().showEvent(event)
        if self._is_stale:
            self.ask()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The chosen shot stands beside the list where there is the width for it."""
        super().resizeEvent(event)
        wide = self.width() > self.height() * _WIDE
        way = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if self._split.orientation() != way:
            self._split.setOrientation(way)
            self._restore()

    # Connections --------------------------------------------------------------------------

    def _connect(self) -> None:
        desk, bar = self.desk, self.bar
        desk.opened.connect(self._on_opened)
        desk.closed.connect(self._on_closed)
        desk.changed.connect(self._on_changed)
        desk.actor_changed.connect(self.ask)
        desk.selection.changed.connect(self._on_selection)
        desk.show.shots.connect(self._on_route)
        bar.changed.connect(self.ask)
        bar.click_wanted.connect(self.on_map.ask_here)
        bar.newest_wanted.connect(self._ask_newest)
        bar.file_wanted.connect(self._ask_file)
        bar.save_wanted.connect(self._ask_where)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._on_current())
        self.list.activated.connect(lambda _: self._go())
        self.list.photo_wanted.connect(self._show_photo)
        self.card.map_wanted.connect(self._go)
        self.card.photo_wanted.connect(desk.show.photo)
        self.on_map.picked.connect(self._on_picked)
        self.on_map.placed.connect(bar.stand)
        self._split.splitterMoved.connect(lambda *_: self._keep())

    def _on_opened(self) -> None:
        self._issue = self.desk.selection.current_issue
        self.ask()

    def _on_closed(self) -> None:
        self._soon.stop()
        self._told, self._many = None, 0
        self.model.forget()
        self.bar.forget()
        self.on_map.put(())
        self._on_current()
        self._tell_empty()

    def _on_changed(self, changes: Any) -> None:
        if any(changes.ids(kind) for kind in ("photo", "issue")):
            self._soon.start()

    def _on_selection(self, _: object) -> None:
        issue = self.desk.selection.current_issue
        if issue != self._issue:
            self._issue = issue
            if self.bar.scope() == ISSUE:
                self.ask()
                if self._is_stale:  # another issue's places would mislead
                    self.on_map.put(())

    def _on_route(self, issue: str) -> None:
        self.desk.selection.select(issues=(issue,), current=issue, by=None)
        self._show(ISSUE)

    def _show(self, scope: str) -> None:
        self.desk.show.room.emit("shots")
        self.bar.choose(scope)
        self.list.setFocus()

    def _on_told(self, told: Told) -> None:
        former = self.current()
        self._told, self._many = told, told.many
        self.notice.clear()
        self.model.set_rows(told.lines)
        self.on_map.put(told.shown)
        self._stack.setCurrentIndex(0 if told.lines else 1)
        self._tell_empty()
        if told.lines:
            self.list.setCurrentIndex(self.model.index(_same(told.lines, former), 0))
        self._on_current()
        lacking = self.model.lacking(_PICTURES)
        if lacking:
            self.desk.picture(
                calls.thumbnails, lacking, _SIZE, told=self._on_picture, key="shots.pictures",
                failed=lambda _: None,
            )  # fmt: skip

    def _on_failed(self, error: Exception) -> None:
        if str(getattr(error, "code", "")).startswith("ledger_"):  # as notations are refused there
            self.bar.tell_error(error)
        elif getattr(error, "code", "") != "cancelled":
            self.notice.tell_error(error)

    def _on_picture(self, came: tuple[str, bytes | None]) -> None:
        sha256, data = came
        picture = None if data is None else small_picture(data)
        if picture is not None:
            self.model.add_picture(sha256, picture)
            line = self.current()
            if line is not None and line.like == sha256:
                self.card.show_picture(picture)

    def _on_current(self) -> None:
        line = self.current()
        self.card.setEnabled(line is not None)
        self.card.show_line(line, None if line is None else self.model.picture(line.like))
        if line is not None:
            self.on_map.light(line.number)

    def _on_picked(self, number: int) -> None:
        self.desk.show.front.emit("shots")
        if 0 < number <= self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(number - 1, 0))

    # What is asked for ---------------------------------------------------------------------

    def _wanted(self) -> Wanted:
        return Wanted(self.bar.scope(), self._issue, self.bar.here(), words.language())

    def _go(self) -> None:
        line = self.current()
        if line is None or line.lonlat is None:
            return
        if line.issue_id != self.desk.selection.current_issue and self.bar.scope() != ISSUE:
            self.desk.selection.select(issues=(line.issue_id,), current=line.issue_id, by=self)
        self.on_map.go(line.number, line.lonlat)

    def _show_photo(self) -> None:
        line = self.current()
        if line is not None and line.like:
            self.desk.show.photo.emit(line.like)

    def _ask_newest(self) -> None:
        self.desk.ask(calls.newest, done=self._on_here, failed=self.notice.tell_error,
                      key="shots.here")  # fmt: skip

    def _ask_file(self) -> None:
        def take(file: Path) -> None:
            self.desk.ask(calls.last_of, file, done=self._on_here, failed=self.notice.tell_error,
                          key="shots.here")  # fmt: skip

        kinds = "*.gpx *.nmea *.log *.txt *.kml *.kmz"
        told, every = translate("Shots", "Tracks"), translate("Shots", "All files")
        choosing.ask_file(
            self, "shots.track", translate("Shots", "Where a receiver's file ends"), take,
            filters=[f"{told} ({kinds})", f"{every} (*)"],
            start=Kept(self.desk.prefs, "shots.folder"),
        )  # fmt: skip

    def _on_here(self, found: tuple[float, float, str, str] | None) -> None:
        if found is None:
            told = translate("Shots", "No photo has a measured place, and there is no track")
            self.notice.tell("info", told, translate("Shots", "Type where you are, or click there"))
            return
        lon, lat, source, at = found
        self.bar.stand(lon, lat)
        kinds = {
            "photo": translate("Shots", "You stand where the photo of {moment} was taken"),
            "track": translate("Shots", "You stand where the track of {moment} ends"),
            "file": translate("Shots", "You stand where the file ends, {moment}"),
        }
        self.notice.tell("info", kinds[source].format(moment=words.moment(at)))

    def _ask_where(self) -> None:
        def take(file: Path) -> None:
            self.desk.ask(calls.write, self._wanted(), file, failed=self.notice.tell_error,
                          done=lambda count: self._on_written(file, count))  # fmt: skip

        kinds = (
            (translate("Shots", "GPX, for a phone"), "gpx"),
            (translate("Shots", "Workbook, to print"), "xlsx"),
            (translate("Shots", "Table"), "csv"),
            (translate("Shots", "GeoJSON, for a GIS"), "geojson"),
        )
        choosing.ask_where(
            self, "shots.file", translate("Shots", "Save the places to stand"), take,
            filters=[f"{name} (*.{ending})" for name, ending in kinds],
            start=Kept(self.desk.prefs, "shots.folder"),
            suggested=translate("Shots", "Shot list") + ".gpx",
        )  # fmt: skip

    def _on_written(self, file: Path, count: int) -> None:
        places = plural(count, translate("Shots", "{n} place"), translate("Shots", "{n} places"))
        told = translate("Shots", "{places} saved as {file}")
        self.notice.tell("ok", told.format(places=places, file=file.name))

    # Saying and drawing -------------------------------------------------------------------

    def _tell_empty(self) -> None:
        if self.bar.scope() == ISSUE and not self._issue:
            self._empty.tell(
                translate("Shots", "No issue chosen"),
                translate("Shots", "Choose an issue, or list the shots of your round."),
            )
        elif not self._many and self.bar.scope() != ISSUE:
            self._empty.tell(
                translate("Shots", "No issue waits for photos"),
                translate(
                    "Shots", "Issues do while they are checked, rectified or looked at again."
                ),
            )
        else:
            self._empty.tell(
                translate("Shots", "No shot is lacking"),
                translate("Shots", "Far and near views are there, and each has its counterpart."),
            )

    def _keep(self) -> None:
        self.desk.prefs.set(self._key(), self._split.sizes())

    def _restore(self) -> None:
        sizes = self.desk.prefs.get(self._key(), [])
        beside = self._split.orientation() == Qt.Orientation.Horizontal
        first = [3, 2] if beside else [5, 5]
        total = max(100, self.width() if beside else self.height())
        self._split.setSizes(sizes if len(sizes) == 2 else [total * n // sum(first) for n in first])

    def _key(self) -> str:
        beside = self._split.orientation() == Qt.Orientation.Horizontal
        return "shots.beside" if beside else "shots.below"

    def _lay_out(self) -> None:
        pad = max(4, self.fontMetrics().height() // 3)
        self._split.addWidget(self.list)
        self._split.addWidget(self.card)
        self._split.setChildrenCollapsible(False)
        self._stack.addWidget(self._split)
        self._stack.addWidget(self._empty)
        self._stack.setCurrentIndex(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(pad)
        column.addWidget(self.bar)
        column.addWidget(self.notice)
        column.addWidget(self._stack, 1)
        self._restore()


def _same(lines: tuple[Line, ...], former: Line | None) -> int:
    """The row of the shot that was chosen, the first where it is gone."""
    if former is None:
        return 0
    wanted = (former.issue_id, former.like, former.title)
    found = (n for n, one in enumerate(lines) if (one.issue_id, one.like, one.title) == wanted)
    return next(found, 0)
