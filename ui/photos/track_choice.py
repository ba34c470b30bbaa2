"""By which tracks photos are placed, up to which gap, and with which clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QToolButton,
    QWidget,
)

from ui.desk import Desk
from ui.look import icons
from ui.photos import import_calls, placing_calls
from ui.photos.clock_dialog import ClockDialog
from ui.photos.clock_offers import ClockOffers
from ui.photos.placing_calls import ByTracks
from ui.timers import pause
from ui.widgets import choosing
from ui.widgets.choosing import Kept
from ui.widgets.form_dialog import ToldField
from ui.widgets.tips import plain
from ui.widgets.translated import Translated
from ui.words import plural, translate

_SOON_MS = 150
_LONGEST_MIN = 1440.0


class TrackChoice(Translated, QWidget):
    """Tracks, the project's among them, the longest gap, and what clocks were off by.

    Args:
        desk: asked for what photos tell of clocks.
        name: what the names of its parts begin with.
        files: photos that are not imported yet, whose clocks are meant; else the project's.

    Signals:
        changed: something else is chosen.
    """

    changed = Signal()

    def __init__(self, desk: Desk, name: str, files: list[Path], parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._name, self._files = desk, name, list(files)
        self._own_count = 0
        self._tracks = _Tracks(self)
        self._add, self._drop = QPushButton(self), QToolButton(self)
        self._own = QCheckBox(self)
        self._gap = QDoubleSpinBox(self)
        self._offset = QLineEdit(self)
        self._clock = QPushButton(self)
        named = {
            "tracks": self._tracks, "add_track": self._add, "drop_track": self._drop,
            "own": self._own, "gap": self._gap, "offset": self._offset, "clock": self._clock,
        }  # fmt: skip
        for part, widget in named.items():
            widget.setObjectName(f"{name}.{part}")
        self._offset_field = ToldField(f"{name}.offset", self._offset, self)
        self.offers = ClockOffers(f"{name}.offers", self)
        self._labels = {part: QLabel(self) for part in ("tracks", "gap", "offset")}
        self._soon = pause(self, _SOON_MS, self._ask_offers)
        self._lay_out()
        self._connect()
        self.retranslate()
        self._own.hide()
        desk.ask(
            placing_calls.tracks_here, done=self._on_own_count, failed=lambda _: None,
            key=f"{name}.own",
        )  # fmt: skip
        self._soon.start()

    def retranslate(self) -> None:
        """Sets every text."""
        self._labels["tracks"].setText(translate("Photos", "T&racks"))
        self._labels["gap"].setText(translate("Photos", "Longest &gap"))
        self._labels["offset"].setText(translate("Photos", "&Clock offset"))
        self._tracks.setAccessibleName(translate("Photos", "Tracks"))
        self._tracks.setToolTip(
            translate("Photos", "Place photos without a position by their time, each by one "
                      "track: that of who took it; Delete takes one away")
        )  # fmt: skip
        self._add.setText(translate("Photos", "Add…"))
        self._drop.setToolTip(translate("Photos", "Take the track away"))
        self._drop.setAccessibleName(self._drop.toolTip())
        told = plural(
            self._own_count,
            translate("Photos", "And the {n} track of this project"),
            translate("Photos", "And the {n} tracks of this project"),
        )
        self._own.setText(told)
        self._gap.setSuffix(" " + translate("Photos", "min"))
        self._gap.setToolTip(
            translate("Photos", "Between two points of a track that are farther apart in time, "
                      "nothing is placed")
        )  # fmt: skip
        self._offset.setPlaceholderText(translate("Photos", "+HH:MM:SS, only with tracks"))
        self._offset.setToolTip(
            translate("Photos", "Added to the camera's time to find the place on the track")
        )
        self._clock.setText(translate("Photos", "By a photo of a clock…"))

    def add_tracks(self, paths: list[Path]) -> None:
        """Adds tracks to place photos by."""
        known = set(self._paths())
        for path in paths:
            if path not in known:
                self._tracks.addItem(path.name)
                item = self._tracks.item(self._tracks.count() - 1)
                item.setData(Qt.ItemDataRole.UserRole, str(path))
                item.setToolTip(plain(str(path)))
                known.add(path)
        self._on_changed()

    def how(self) -> ByTracks:
        """What is chosen; the offset that is typed is told by :meth:`settle` alone."""
        own = self._own.isChecked() and self._own_count > 0
        return ByTracks(tuple(self._paths()), own, self._gap.value(), 0.0, self.offers.chosen())

    def settle(self, then: Callable[[ByTracks], None]) -> None:
        """Reads the offset and hands over what is chosen; says beside it what is wrong."""
        typed = self._offset.text().strip()
        if not typed:
            then(self.how())
            return
        self._desk.ask(
            import_calls.typed_offset, typed,
            done=lambda seconds: then(replace(self.how(), offset_s=seconds)),
            failed=self._on_unread, key=f"{self._name}.offset",
        )  # fmt: skip

    def typed(self) -> str:
        """The offset as it was typed."""
        return self._offset.text().strip()

    def focus_tracks(self) -> None:
        """Puts the cursor where tracks are added."""
        self._tracks.setFocus()

    # Within -------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        em = self.fontMetrics().height()
        self._tracks.setMaximumHeight(em * 3)
        self._drop.setIcon(icons.icon("remove"))
        self._gap.setDecimals(0)
        self._gap.setRange(1, _LONGEST_MIN)
        self._gap.setValue(10)
        tracks, gap, clock = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        tracks.addWidget(self._tracks, 1)
        for button in (self._add, self._drop):
            tracks.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        gap.addWidget(self._gap)
        gap.addStretch(1)
        gap.addWidget(self._own)
        clock.addWidget(self._offset_field, 1)
        clock.addWidget(self._clock, 0, Qt.AlignmentFlag.AlignTop)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow(self._labels["tracks"], tracks)
        form.addRow(self._labels["gap"], gap)
        form.addRow(self._labels["offset"], clock)
        form.addRow(self.offers)
        for part, field in (
            ("tracks", self._tracks), ("gap", self._gap), ("offset", self._offset),
        ):  # fmt: skip
            self._labels[part].setBuddy(field)

    def _connect(self) -> None:
        self._add.clicked.connect(self._on_add)
        self._drop.clicked.connect(self._on_drop)
        self._tracks.gone.connect(self._on_drop)
        self._clock.clicked.connect(self._on_clock)
        self._own.toggled.connect(self._on_changed)
        self._gap.valueChanged.connect(lambda _: self.changed.emit())
        self._offset.textChanged.connect(self._on_typed)
        self.offers.changed.connect(self.changed)

    def _paths(self) -> list[Path]:
        rows = range(self._tracks.count())
        return [Path(self._tracks.item(n).data(Qt.ItemDataRole.UserRole)) for n in rows]

    def _on_own_count(self, count: int) -> None:
        self._own_count = count
        self._own.setVisible(count > 0)
        self.retranslate()

    def _on_changed(self, *_: object) -> None:
        self._soon.start()
        self.changed.emit()

    def _on_typed(self, _: str) -> None:
        self._offset_field.tell("")
        self.changed.emit()

    def _ask_offers(self) -> None:
        if self._desk.info is None:
            return
        how = self.how()
        if not how.any:
            self.offers.show_offers([])
            return
        self._desk.ask(
            placing_calls.clock_offers, self._files, how, done=self.offers.show_offers,
            failed=lambda _: None, key=f"{self._name}.offers",
        )  # fmt: skip

    def _on_add(self) -> None:
        title = translate("Photos", "Tracks")
        choosing.ask_files(
            self, f"{self._name}.track_files", title, self.add_tracks,
            filters=[f"{title} (*.gpx *.kml *.kmz *.nmea *.txt)", "* (*)"],
            start=Kept(self._desk.prefs, "photos.track_folder"),
        )  # fmt: skip

    def _on_drop(self) -> None:
        for item in self._tracks.selectedItems() or [self._tracks.currentItem()]:
            if item is not None:
                self._tracks.takeItem(self._tracks.row(item))
        self._on_changed()

    def _on_clock(self) -> None:
        dialog = ClockDialog(self._desk, self)
        dialog.told.connect(self._offset.setText)
        dialog.open()

    def _on_unread(self, error: Exception) -> None:
        self._offset_field.tell_error(error)
        self._offset.setFocus()


class _Tracks(QListWidget):
    """The files; Delete takes the selected ones away.

    Signals:
        gone: Delete was pressed.
    """

    gone = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes away."""
        if event.key() == Qt.Key.Key_Delete:
            self.gone.emit()
        else:
            super().keyPressEvent(event)
