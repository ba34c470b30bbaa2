"""How photos are to be imported: by which tracks, with which clock, in which datum, tied or not."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGroupBox,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from greenshield.domain.needs import PHASES
from ui import words
from ui.desk import Desk
from ui.photos import import_calls, words_of
from ui.photos.dropped_pictures import DroppedPictures
from ui.photos.placing_calls import ByTracks
from ui.photos.track_choice import TrackChoice
from ui.widgets.notice import Notice
from ui.widgets.translated import Translated
from ui.words import plural, translate

_DATUMS = ("wgs84", "gcj02", "bd09")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be imported, and how."""

    paths: tuple[Path, ...]
    how: ByTracks = field(default_factory=ByTracks)
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
        self._by_time = QGroupBox(self)
        self.tracks = TrackChoice(desk, "photos.import", self._paths, self)
        self._datum = QComboBox(self)
        self._datum.setObjectName("photos.import.datum")
        for name in _DATUMS:
            self._datum.addItem("", name)
        self._datum.currentIndexChanged.connect(lambda _: self._tell_datum())
        self._datum_told = QLabel(self)
        self._datum_told.setObjectName("photos.import.datum_told")
        self._datum_told.setWordWrap(True)
        self.notice = Notice(self, closable=False)
        ok, cancel = QDialogButtonBox.StandardButton.Ok, QDialogButtonBox.StandardButton.Cancel
        self._buttons = QDialogButtonBox(ok | cancel, self)
        self._buttons.button(ok).setObjectName("photos.import.ok")
        self._buttons.accepted.connect(self._on_accepted)
        self._buttons.rejected.connect(self.reject)
        self._labels = {name: QLabel(self) for name in ("phase", "datum")}
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
        self._labels["datum"].setText(translate("Photos", "&Datum"))
        self._by_time.setTitle(translate("Photos", "Photos without a position: place by time"))
        for at, name in enumerate(_DATUMS):
            self._datum.setItemText(at, words_of.datum(name))
        ok = QDialogButtonBox.StandardButton.Ok
        self._buttons.button(ok).setText(translate("Photos", "Import"))
        cancel = QDialogButtonBox.StandardButton.Cancel
        self._buttons.button(cancel).setText(translate("Photos", "Cancel"))
        self._tell_datum()
        self._tell_what()

    def add_tracks(self, paths: list[Path]) -> None:
        """Adds tracks to place photos by."""
        self.tracks.add_tracks(paths)

    def may_begin(self) -> bool:
        """True once it is known what there is to import, and that it is something."""
        return bool(self._counted and self._counted["files"])

    def confirm(self) -> None:
        """Begins the import, as its button does."""
        self._on_accepted()

    # Within -------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        QVBoxLayout(self._by_time).addWidget(self.tracks)
        form = QFormLayout()
        form.addRow(self._labels["phase"], self._phase)
        form.addRow(self._labels["datum"], self._datum)
        form.addRow("", self._datum_told)
        for name, editor in (("phase", self._phase), ("datum", self._datum)):
            self._labels[name].setBuddy(editor)
        column = QVBoxLayout(self)
        column.addWidget(self.pictures)
        column.addWidget(self._what)
        column.addWidget(self._auto)
        column.addLayout(form)
        column.addWidget(self._by_time)
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

    def _tell_datum(self) -> None:
        """Says what the choice means; it is asked anew each time, never taken from the last."""
        shifted = self._datum.currentData() != _DATUMS[0]
        self._datum_told.setText(
            translate("Photos", "Positions in all of these photos are taken as shifted by 300 to "
                      "700 m and are moved back. The choice is recorded with each photo; what its "
                      "file says stays readable, and the choice can be changed later.")
        )  # fmt: skip
        self._datum_told.setVisible(shifted)

    def _on_accepted(self) -> None:
        self.tracks.settle(self._begin)

    def _begin(self, how: ByTracks) -> None:
        if (how.offset_s or how.cameras) and not how.any:
            code = "clock_offset_without_track"
            params = {"given": self.tracks.typed()}
            self.notice.tell_as(
                "warning", lambda: (words.line(code, params), words.remedy(code, params))
            )
            self.tracks.focus_tracks()
            return
        auto = self._auto.isChecked()
        self._desk.prefs.set("photos.auto_tag", auto)
        datum = str(self._datum.currentData())
        phase = str(self._phase.currentData() or "") if auto else ""
        self.wanted.emit(Wanted(tuple(self._paths), how, datum, auto, phase))
        self.accept()
