"""Places photos of the project by tracks: what it would do is told before it is done."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from ui import words
from ui.desk import Desk
from ui.photos import calls, placing_calls, words_of
from ui.photos.packed import Packed
from ui.photos.placing_calls import ByTracks
from ui.photos.track_choice import TrackChoice
from ui.timers import pause
from ui.widgets.held import Held
from ui.widgets.notice import Notice
from ui.widgets.translated import Translated
from ui.words import plural, translate

_SOON_MS = 250
_OK = QDialogButtonBox.StandardButton.Ok


class ByTrackDialog(Translated, Held, QDialog):
    """Tracks, clocks, and a preview of which photos they place.

    Args:
        desk: has it done.
        photos: those that are meant; all of the project where there is none.
        parent: the window that asked.
    """

    def __init__(self, desk: Desk, photos: list[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("photos.by_track_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._photos = desk, Packed(photos)
        self._how: ByTracks | None = None
        self._plan: dict[str, Any] | None = None
        self._changes = 0  # of what is chosen: an answer to what was chosen before says nothing
        desk.closed.connect(self.reject)
        self._head = QLabel(self)
        self._head.setWordWrap(True)
        self.tracks = TrackChoice(desk, "photos.by_track", [], self)
        self._again = QCheckBox(self)
        self._again.setObjectName("photos.by_track.again")
        self._told = QLabel(self)
        self._told.setObjectName("photos.by_track.told")
        self._told.setWordWrap(True)
        self._told.setMinimumHeight(self.fontMetrics().lineSpacing() * 4)
        self.notice = Notice(self, closable=False)
        self._buttons = QDialogButtonBox(_OK | QDialogButtonBox.StandardButton.Cancel, self)
        self._buttons.accepted.connect(self._on_accepted)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (self._head, self.tracks, self._again, self._told, self.notice):
            column.addWidget(widget)
        column.addStretch(1)
        column.addWidget(self._buttons)
        self._soon = pause(self, _SOON_MS, self._ask)
        self.tracks.changed.connect(self._on_changed)
        self._again.toggled.connect(self._on_changed)
        self.setMinimumWidth(self.fontMetrics().height() * 32)
        self.retranslate()

    def parts(self) -> Iterable[QWidget]:
        """What is held while photos are placed."""
        return (self._buttons.button(_OK), self.tracks, self._again)

    def retranslate(self) -> None:
        """Sets every text."""
        self.setWindowTitle(translate("Photos", "Place by tracks"))
        count = len(self._photos)
        if count:
            head = plural(
                count,
                translate("Photos", "Of the {n} selected photo, if it has no position."),
                translate("Photos", "Of the {n} selected photos, those without a position."),
            )
        else:
            head = translate("Photos", "All photos of the project that have no position.")
        more = translate("Photos", "Each is placed by the one track that covers its time; where "
                         "several tell different places, it is left to you.")  # fmt: skip
        self._head.setText(f"{head} {more}")
        self._again.setText(translate("Photos", "Also those that a track &placed before"))
        self._buttons.button(_OK).setText(translate("Photos", "Place"))
        cancel = QDialogButtonBox.StandardButton.Cancel
        self._buttons.button(cancel).setText(translate("Photos", "Cancel"))
        self._tell()

    # Within -------------------------------------------------------------------------------

    def _on_changed(self, *_: object) -> None:
        self._how, self._plan = None, None
        self._changes += 1
        self.notice.clear()
        self._tell()
        self._soon.start()

    def _ask(self) -> None:
        if self.tracks.how().any and self._desk.info is not None:
            now = self._changes
            self.tracks.settle(lambda how: self._on_settled(now, how))

    def _on_settled(self, asked: int, how: ByTracks) -> None:
        if asked != self._changes:
            return
        self._desk.ask(
            placing_calls.plan, self._photos, how, self._again.isChecked(),
            done=lambda found: self._on_plan(asked, how, found), failed=self._on_failed,
            key="photos.by_track.plan",
        )  # fmt: skip

    def _on_plan(self, asked: int, how: ByTracks, found: dict[str, Any]) -> None:
        if asked == self._changes:
            self._how, self._plan = how, found
            self._tell()

    def _tell(self) -> None:
        found = self._plan
        self._buttons.button(_OK).setEnabled(bool(found and found["placed"]))
        if found is None:
            any_track = self.tracks.how().any
            told = translate("Photos", "Looking what the tracks tell…") if any_track else ""
            self._told.setText(told or translate("Photos", "Add a track to see what it places."))
            return
        lines = [
            translate("Photos", "{placed} of {asked} photos would be placed").format(
                placed=words.number(found["placed"]), asked=words.number(found["asked"])
            )
        ]
        if found["placed"]:
            lines[0] += translate("Photos", "; longest gap {gap}, largest error {error}").format(
                gap=words.duration(found["gap_s"]), error=words.length(found["error_m"])
            )
        lines += [
            f"{words.number(count)} × {words.line(code, params)}"
            for code, params, count in found["left"]
        ]
        lines += [words.line(code, params) for code, params in found["lost"]]
        self._told.setText("\n".join(lines))

    def _on_failed(self, error: Exception) -> None:
        if getattr(error, "code", "") != "cancelled":
            self._told.clear()
            self.notice.tell_error(error)

    def _on_accepted(self) -> None:
        if self._how is None or self._plan is None:
            return
        count = int(self._plan["placed"])
        task = self._desk.do(
            placing_calls.place_by_track, self._photos, self._how, self._again.isChecked(),
            title=lambda: words_of.placing_by_track(count),
            done=lambda _: self.accept(), failed=self._on_failed,
            undo=lambda before: (calls.put_places_back, (before,)),
        )  # fmt: skip
        self.hold(task)
