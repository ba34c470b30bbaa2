"""Says which tracks were walked for a patrol: those of its days, ticked, and files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from ui.desk import Desk
from ui.look import icons
from ui.patrols import calls
from ui.patrols.calls import Line, Remark, TrackLine
from ui.patrols.field_dialog import told
from ui.widgets import choosing
from ui.widgets.choosing import Kept
from ui.widgets.column_widths import widen
from ui.widgets.form_dialog import FormDialog
from ui.widgets.tips import plain
from ui.words import moment, percent, plural, translate

_ID = Qt.ItemDataRole.UserRole


class TracksDialog(FormDialog):
    """Ticked tracks count for the patrol; those that may, the likeliest first.

    Signals:
        made: it is written; carries what is to be told of it.
    """

    made = Signal(str)

    def __init__(self, desk: Desk, line: Line, parent: QWidget | None = None) -> None:
        super().__init__("patrol_tracks", parent)
        self.desk, self._line = desk, line
        self._stood: frozenset[str] = frozenset()
        self.list = QTreeWidget(self)
        self.list.setObjectName("patrol_tracks.list")
        self.list.setRootIsDecorated(False)
        self.list.setColumnCount(3)
        widen(self.list, {0: 40, 1: 24})
        self.put(self.list, fills=True)
        self.more = self.add_button("files")
        self.more.setIcon(icons.icon("add"))
        self.more.clicked.connect(self._ask_files)
        self.resize(self.fontMetrics().averageCharWidth() * 92, self.fontMetrics().height() * 20)
        self.retranslate()
        desk.ask(calls.tracks, line.id, done=self._on_known, failed=self.tell_error)
        desk.closed.connect(self.put_away)

    def confirm(self) -> None:
        """Names the ticked ones and takes the others away."""
        ticked = {item.data(0, _ID) for item in self._items() if item.checkState(0).value}
        add, remove = sorted(ticked - self._stood), sorted(self._stood - ticked)
        if not add and not remove:
            self.accept()
            return
        name, patrol = self._line.name, self._line.id
        imported = any(Path(one).is_absolute() for one in add)

        def back(_: object) -> tuple[Any, tuple[Any, ...]] | None:
            """Nothing takes an import back."""
            return None if imported else (calls.link, (patrol, remove, add))

        task = self.desk.do(
            calls.link, self._line.id, add, remove, done=self._on_made, failed=self.tell_error,
            title=lambda: translate("Patrols", "Tracks of {name}").format(name=name),
            undo=back,
        )  # fmt: skip
        self.hold(task)

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        self.setWindowTitle(translate("Patrols", "Tracks of the patrol"))
        self.introduce(
            translate(
                "Patrols",
                "Tick what was walked for '{name}'. Offered are tracks of its days, first those "
                "that cover most of the route.",
            ).format(name=self._line.name)
        )
        self.list.setHeaderLabels(
            [
                translate("Patrols", "Track"),
                translate("Patrols", "Began"),
                translate("Patrols", "Of the route"),
            ]
        )
        self.list.setAccessibleName(translate("Patrols", "Tracks"))
        self.more.setText(translate("Patrols", "&Add files…"))
        self.ok.setText(translate("Patrols", "Save"))

    def add_files(self, files: Sequence[Path]) -> None:
        """Adds files, ticked; they are imported when it is saved."""
        there = {item.data(0, _ID) for item in self._items()}
        for file in files:
            if str(file) not in there:
                self._add(TrackLine(str(file), file.name, "", linked=True))

    def _on_known(self, found: tuple[TrackLine, ...]) -> None:
        self._stood = frozenset(one.id for one in found if one.linked)
        for one in found:
            self._add(one)
        if not found:
            told = translate("Patrols", "No track of its days is in the project. Add its files.")
            self.notice.tell("info", told)

    def _add(self, one: TrackLine) -> None:
        name = one.name or one.id[-8:]
        if one.mine:
            name = translate("Patrols", "{track} (by its inspector)").format(track=name)
        share = "" if one.share is None else percent(one.share)
        item = QTreeWidgetItem([name, moment(one.started_at) if one.started_at else "", share])
        item.setData(0, _ID, one.id)
        item.setToolTip(0, plain(name))
        ticked = Qt.CheckState.Checked if one.linked else Qt.CheckState.Unchecked
        item.setCheckState(0, ticked)
        self.list.addTopLevelItem(item)

    def _items(self) -> list[QTreeWidgetItem]:
        found = (self.list.topLevelItem(n) for n in range(self.list.topLevelItemCount()))
        return [item for item in found if item is not None]

    def _ask_files(self) -> None:
        choosing.ask_files(
            self, "patrol_tracks.dialog", translate("Patrols", "Which tracks?"), self.add_files,
            start=Kept(self.desk.prefs, "patrols.folder"),
        )  # fmt: skip

    def _on_made(self, value: tuple[int, Sequence[Remark]]) -> None:
        count, remarks = value
        said = plural(
            count,
            translate("Patrols", "{n} track is named anew."),
            translate("Patrols", "{n} tracks are named anew."),
        )
        self.accept()
        self.made.emit("\n".join(part for part in (said, told(remarks)) if part))
