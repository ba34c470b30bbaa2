"""How photos are to be imported: by which tracks, with which clock, in which datum, tied or not."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from greenshield.domain.needs import PHASES
from ui import words
from ui.desk import Desk
from ui.look import icons
from ui.photos import import_calls, words_of
from ui.photos.clock_dialog import ClockDialog
from ui.photos.dropped_pictures import DroppedPictures
from ui.widgets import choosing
from ui.widgets.choosing import Kept
from ui.widgets.form_dialog import ToldField
from ui.widgets.notice import Notice
from ui.widgets.tips import plain
from ui.widgets.translated import Translated
from ui.words import plural, translate

_DATUMS = ("wgs84", "gcj02", "bd09")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be imported, and how."""

    paths: tuple[Path, ...]
    tracks: tuple[Path, ...] = ()
    offset_s: float = 0.0
    datum: str = "wgs84"
    auto_tag: bool = True
    phase: str = ""


class ImportDialog(Translated, QDialog):
    """Asks before an import.

    Signals:
        wanted: a ``Wanted``, when the import is to begin.
    """

    wanted = Signal(object)

    def __init__(self, desk: Desk, paths: list[Path], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("photos.import_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._paths = desk, list(paths)
        desk.closed.connect(self.reject)  # else the photos would go into another project
        self._counted: dict[str, int] | None = None
        self._what = QLabel(self)
        self._what.setWordWrap(True)
        self.pictures = DroppedPictures(desk, self._paths, self)
        self._auto = QCheckBox(self)
        self._auto.setObjectName("photos.import.auto_tag")
        self._auto.setChecked(bool(desk.prefs.get("photos.auto_tag", True)))
        self._phase = QComboBox(self)
        self._phase.setObjectName("photos.import.phase")
        for name in ("", *PHASES):
            self._phase.addItem("", name)
        self._phase.setEnabled(self._auto.isChecked())
        self._auto.toggled.connect(self._phase.setEnabled)
        self._tracks = QListWidget(self)
        self._tracks.setObjectName("photos.import.tracks")
        self._tracks.setMaximumHeight(self.fontMetrics().height() * 4)
        self._offset = QLineEdit(self)
        self._offset.setObjectName("photos.import.offset")
        self._offset_field = ToldField("photos.import.offset", self._offset, self)
        self._offset.textChanged.connect(lambda _: self._offset_field.tell(""))
        self._datum = QComboBox(self)
        self._datum.setObjectName("photos.import.datum")
        for name in _DATUMS:
            self._datum.addItem("", name)
        self.notice = Notice(self, closable=False)
        ok, cancel = QDialogButtonBox.StandardButton.Ok, QDialogButtonBox.StandardButton.Cancel
        self._buttons = QDialogButtonBox(ok | cancel, self)
        self._buttons.button(ok).setObjectName("photos.import.ok")
        self._buttons.accepted.connect(self._on_accepted)
        self._buttons.rejected.connect(self.reject)
        self._labels = {name: QLabel(self) for name in ("phase", "tracks", "offset", "datum")}
        self._lay_out()
        self.retranslate()
        self._count()

    def retranslate(self) -> None:
        """Sets every text."""
        self.setWindowTitle(translate("Photos", "Import photos"))
        self._auto.setText(translate("Photos", "&Tie each photo to the issue that stands out"))
        self._auto.setToolTip(
            translate("Photos", "Where several issues are near, or the day does not tell the "
                      "phase, the choice is left to you")
        )  # fmt: skip
        self._labels["phase"].setText(translate("Photos", "&Phase"))
        self._phase.setItemText(0, translate("Photos", "by its day"))
        for at, name in enumerate(PHASES, 1):
            self._phase.setItemText(at, words_of.phase(name))
        self._phase.setToolTip(
            translate("Photos", "By its day: before until a plan is approved, photos of a clue's "
                      "check among them; during until a first measure is done; then after")
        )  # fmt: skip
        self._labels["tracks"].setText(translate("Photos", "T&racks"))
        self._labels["offset"].setText(translate("Photos", "&Clock offset"))
        self._labels["datum"].setText(translate("Photos", "&Datum"))
        self._tracks.setAccessibleName(translate("Photos", "Tracks"))
        self._tracks.setToolTip(
            translate("Photos", "Place photos without a position by their time; "
                      "Delete takes one away")
        )  # fmt: skip
        self._add.setText(translate("Photos", "Add…"))
        self._drop.setToolTip(translate("Photos", "Take the track away"))
        self._drop.setAccessibleName(self._drop.toolTip())
        self._offset.setPlaceholderText(translate("Photos", "+HH:MM:SS, only with tracks"))
        self._offset.setToolTip(
            translate("Photos", "Added to the camera's time to find the place on the track")
        )
        self._clock.setText(translate("Photos", "By a photo of a clock…"))
        told = {
            "wgs84": translate("Photos", "WGS 84 / CGCS2000, as cameras write"),
            "gcj02": translate("Photos", "GCJ-02, of some phone apps"),
            "bd09": translate("Photos", "BD-09, of Baidu's apps"),
        }
        for at, name in enumerate(_DATUMS):
            self._datum.setItemText(at, told[name])
        ok = QDialogButtonBox.StandardButton.Ok
        self._buttons.button(ok).setText(translate("Photos", "Import"))
        cancel = QDialogButtonBox.StandardButton.Cancel
        self._buttons.button(cancel).setText(translate("Photos", "Cancel"))
        self._tell_what()

    def add_tracks(self, paths: list[Path]) -> None:
        """Adds tracks to place photos by."""
        known = {self._tracks.item(n).data(Qt.ItemDataRole.UserRole) for n in
                 range(self._tracks.count())}  # fmt: skip
        for path in paths:
            if str(path) not in known:
                self._tracks.addItem(path.name)
                item = self._tracks.item(self._tracks.count() - 1)
                item.setData(Qt.ItemDataRole.UserRole, str(path))
                item.setToolTip(plain(str(path)))

    def may_begin(self) -> bool:
        """True once it is known what there is to import, and that it is something."""
        return bool(self._counted and self._counted["files"])

    def confirm(self) -> None:
        """Begins the import, as its button does."""
        self._on_accepted()

    # Within -------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._add, self._drop = QPushButton(self), QToolButton(self)
        self._add.setObjectName("photos.import.add_track")
        self._add.clicked.connect(self._on_add)
        self._drop.setIcon(icons.icon("remove"))
        self._drop.setObjectName("photos.import.drop_track")
        self._drop.clicked.connect(self._on_drop)
        self._clock = QPushButton(self)
        self._clock.setObjectName("photos.import.clock")
        self._clock.clicked.connect(self._on_clock)
        tracks, buttons, clock = QHBoxLayout(), QVBoxLayout(), QHBoxLayout()
        tracks.addWidget(self._tracks, 1)
        buttons.addWidget(self._add)
        buttons.addWidget(self._drop)
        buttons.addStretch(1)
        tracks.addLayout(buttons)
        clock.addWidget(self._offset_field, 1)
        clock.addWidget(self._clock, 0, Qt.AlignmentFlag.AlignTop)
        form = QFormLayout()
        form.addRow(self._labels["phase"], self._phase)
        form.addRow(self._labels["tracks"], tracks)
        form.addRow(self._labels["offset"], clock)
        form.addRow(self._labels["datum"], self._datum)
        for name, field in (
            ("phase", self._phase), ("tracks", self._tracks), ("offset", self._offset),
            ("datum", self._datum),
        ):  # fmt: skip
            self._labels[name].setBuddy(field)
        column = QVBoxLayout(self)
        column.addWidget(self.pictures)
        column.addWidget(self._what)
        column.addWidget(self._auto)
        column.addLayout(form)
        column.addWidget(self.notice)
        column.addWidget(self._buttons)
        self.setMinimumWidth(self.fontMetrics().height() * 32)

    def _count(self) -> None:
        def counted(found: dict[str, int]) -> None:
            self._counted = found
            self._tell_what()

        self._desk.ask(
            import_calls.counted, self._paths, done=counted, failed=lambda _: None,
            key="photos.import.count",
        )  # fmt: skip

    def _tell_what(self) -> None:
        names = words.listed(p.name for p in self._paths[:3])
        more = len(self._paths) - 3
        if more > 0:
            names += " " + translate("Photos", "and {n} more").format(n=words.number(more))
        found = self._counted
        ok = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        if found is None:
            self._what.setText(names)
            return
        ok.setEnabled(found["files"] > 0)
        if not found["files"]:
            self.notice.tell("warning", translate("Photos", "There is no file in there"))
        told = plural(
            found["pictures"], translate("Photos", "{n} photo"), translate("Photos", "{n} photos")
        )
        others = found["files"] - found["pictures"]
        if others:
            told += " · " + plural(
                others, translate("Photos", "{n} other file"),
                translate("Photos", "{n} other files"),
            )  # fmt: skip
        self._what.setText(f"{names}\n{told} · {words.file_size(found['bytes'])}")

    def _on_add(self) -> None:
        title = translate("Photos", "Tracks")
        choosing.ask_files(
            self, "photos.import.track_files", title, self.add_tracks,
            filters=[f"{title} (*.gpx *.kml *.kmz *.nmea *.txt)", "* (*)"],
            start=Kept(self._desk.prefs, "photos.track_folder"),
        )  # fmt: skip

    def _on_drop(self) -> None:
        for item in self._tracks.selectedItems() or [self._tracks.currentItem()]:
            if item is not None:
                self._tracks.takeItem(self._tracks.row(item))

    def _on_clock(self) -> None:
        dialog = ClockDialog(self._desk, self)
        dialog.told.connect(self._offset.setText)
        dialog.open()

    def _on_accepted(self) -> None:
        typed = self._offset.text().strip()
        if not typed:
            self._begin(0.0)
            return
        self._desk.ask(
            import_calls.typed_offset, typed, done=self._begin,
            failed=self._on_unread, key="photos.import.offset",
        )  # fmt: skip

    def _on_unread(self, error: Exception) -> None:
        self._offset_field.tell_error(error)
        self._offset.setFocus()

    def _begin(self, offset_s: float) -> None:
        tracks = tuple(
            Path(self._tracks.item(n).data(Qt.ItemDataRole.UserRole))
            for n in range(self._tracks.count())
        )
        if offset_s and not tracks:
            code = "clock_offset_without_track"
            params = {"given": self._offset.text()}
            self.notice.tell("warning", words.line(code, params), words.remedy(code, params))
            self._tracks.setFocus()
            return
        auto = self._auto.isChecked()
        self._desk.prefs.set("photos.auto_tag", auto)
        datum = str(self._datum.currentData())
        phase = str(self._phase.currentData() or "") if auto else ""
        self.wanted.emit(Wanted(tuple(self._paths), tracks, offset_s, datum, auto, phase))
        self.accept()
