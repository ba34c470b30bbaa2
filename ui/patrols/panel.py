"""The patrols room: the list, and what is done with a patrol."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QLabel,
    QMenu,
    QPushButton,
    QStackedWidget,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from ui import may_write
from ui.desk import Desk
from ui.look import icons
from ui.patrols import calls
from ui.patrols.calls import Covered, Line
from ui.patrols.campaigns_dialog import CampaignsDialog
from ui.patrols.find_dialog import FindDialog
from ui.patrols.model import AREA, NAME, WHO, PatrolModel
from ui.patrols.on_map import OnMap
from ui.patrols.plan_dialog import PlanDialog
from ui.patrols.tracks_dialog import TracksDialog
from ui.patrols.void_dialog import PatrolVoidDialog
from ui.timers import pause
from ui.widgets import choosing
from ui.widgets.choosing import Kept
from ui.widgets.column_widths import KeptWidths
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow import Flow
from ui.widgets.notice import Notice
from ui.widgets.translated import Translated
from ui.words import language, plural, translate

if TYPE_CHECKING:
    from ui.map.panel import MapPanel

_SOON_MS = 60  # several changes in a row are one
_TOUCHED = ("patrol", "track", "issue", "campaign", "area", "actor")
_WIDTHS = {**dict.fromkeys(range(PatrolModel.COLUMNS), 12), NAME: 30, AREA: 20, WHO: 20}  # letters


class PatrolsPanel(Translated, QWidget):
    """Patrols with their state and coverage; the one that is chosen is shown on the map."""

    def __init__(self, desk: Desk, parent: QWidget | None, map_panel: MapPanel) -> None:
        super().__init__(parent)
        self.setObjectName("patrols")
        self.desk = desk
        self.model = PatrolModel(self)
        self.on_map = OnMap(map_panel, self)
        self.notice = Notice(self)
        self.list = QTreeView(self)
        self.empty = EmptyState("calendar", self)
        self.voided = QCheckBox(self)
        self._count = QLabel(self)
        self._stack = QStackedWidget(self)
        self._wanted = ""  # the patrol to choose once it is listed
        self.buttons = {name: QPushButton(self) for name in ("plan", "change", "tracks", "find")}
        self._soon = pause(self, _SOON_MS, self.ask)
        self.setFocusProxy(self.list)
        self._lay_out()
        self._connect()
        self.retranslate()
        self.ask()

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What the room's actions do."""
        return {
            "patrols.plan": self.plan,
            "patrols.draw": self._draw,
            "patrols.change": self._with(self._change),
            "patrols.tracks": self._with(self._tracks),
            "patrols.find": self._with(self._find),
            "patrols.on_map": self._with(lambda line: self._show_on_map(line, go=True)),
            "patrols.save_gaps": self._with(self._ask_where),
            "patrols.void": self._with(self._void),
            "patrols.campaigns": self._campaigns,
        }

    def ask(self) -> None:
        """Reads which patrols there are, then how they were walked."""
        if self.desk.info is None:
            self._show(())
            return
        self.desk.ask(
            calls.lines, self.voided.isChecked(), done=self._show, key="patrols.lines",
            title=translate("Patrols", "Reading the patrols"),
        )  # fmt: skip

    def current(self) -> Line | None:
        """The patrol that is chosen."""
        return self.model.at(self.list.currentIndex())

    def choose(self, patrol: str) -> None:
        """Chooses a patrol, once it is listed."""
        self._wanted = patrol
        row = self.model.row_of(patrol)
        if row >= 0:
            self._wanted = ""
            self.list.setCurrentIndex(self.model.index(row, 0))

    def plan(self, corners: list[tuple[float, float]] | None = None) -> None:
        """Opens the form of a new patrol."""
        if may_write.told(self.desk.info, self):
            self._open_plan(None, corners or [])

    def retranslate(self) -> None:
        """Sets every text."""
        words = {
            "plan": translate("Patrols", "Plan a patrol…"),
            "change": translate("Patrols", "Correct, or done…"),
            "tracks": translate("Patrols", "Tracks…"),
            "find": translate("Patrols", "It found…"),
        }
        for name, button in self.buttons.items():
            button.setText(words[name])
        self.voided.setText(translate("Patrols", "Voided ones"))
        self.list.setAccessibleName(translate("Patrols", "Patrols"))
        self.model.retell()
        self.empty.tell(
            translate("Patrols", "No patrol is planned yet"),
            translate(
                "Patrols",
                "Plan one with its days, its people and its route; tracks are then counted "
                "against it, and what it finds becomes a clue.",
            ),
            translate("Patrols", "Plan a patrol…"),
        )
        self._tell()

    # Deeds --------------------------------------------------------------------------------

    def _with(self, act: Callable[[Line], None]) -> Callable[[], None]:
        """The same for the patrol that is chosen; where none is, that is told."""

        def run() -> None:
            line = self.current()
            if line is None:
                self.desk.show.room.emit("patrols")
                self.notice.tell_as("info", _choose_first)
            else:
                act(line)

        return run

    def _open_plan(self, line: Line | None, corners: list[tuple[float, float]]) -> None:
        box = PlanDialog(self.desk, line, corners, self.window())
        box.made.connect(self._on_planned)
        box.open()

    def _change(self, line: Line) -> None:
        if may_write.told(self.desk.info, self):
            self._open_plan(line, [])

    def _tracks(self, line: Line) -> None:
        if may_write.told(self.desk.info, self):
            box = TracksDialog(self.desk, line, self.window())
            box.made.connect(self._tell_done)
            box.open()

    def _find(self, line: Line) -> None:
        if may_write.told(self.desk.info, self):
            box = FindDialog(self.desk, line, self.window())
            box.made.connect(self._on_found)
            box.open()

    def _void(self, line: Line) -> None:
        if may_write.told(self.desk.info, self):
            PatrolVoidDialog(self.desk, line, self.window()).open()

    def _campaigns(self) -> None:
        CampaignsDialog(self.desk, self.window()).open()

    def _draw(self) -> None:
        if may_write.told(self.desk.info, self):
            self.on_map.draw()

    def _on_drawn(self, corners: list[tuple[float, float]]) -> None:
        """A route is drawn: for the chosen patrol that has none, else for a new one."""
        line = self.current()
        self._open_plan(line if line is not None and not line.has_route else None, corners)

    def _show_on_map(self, line: Line, *, go: bool) -> None:
        self.desk.ask(
            calls.on_map, line.id, done=lambda shown: self._put(shown, go=go),
            key="patrols.on_map",
        )  # fmt: skip

    def _put(self, shown: Any, *, go: bool) -> None:
        self.on_map.put(shown, go=go)
        if go and not shown:
            self.notice.tell_as("info", _no_route)

    def _ask_where(self, line: Line) -> None:
        choosing.ask_where(
            self, "patrols.save_gaps", translate("Patrols", "Where does it go?"),
            lambda out: self._save_gaps(line, out),
            filters=[translate("Patrols", "Track for a phone (*.gpx)"),
                     translate("Patrols", "Lines for a GIS (*.geojson)")],
            start=Kept(self.desk.prefs, "patrols.folder"),
            suggested=translate("Patrols", "not walked") + ".gpx",
        )  # fmt: skip

    def _save_gaps(self, line: Line, out: Path) -> None:
        def done(count: int) -> None:
            said = plural(
                count,
                translate("Patrols", "{n} stretch is written."),
                translate("Patrols", "{n} stretches are written."),
            )
            self.notice.tell("ok", said, str(out))

        self.desk.count(
            calls.save_gaps, line.id, out, language(), done=done,
            failed=self.notice.tell_error, title=translate("Patrols", "Writing the gaps"),
        )  # fmt: skip

    # What happens ---------------------------------------------------------------------------

    def _on_planned(self, patrols: tuple[str, ...], told: str) -> None:
        self._wanted = patrols[0] if patrols else ""
        self._soon.start()
        if told:
            self.notice.tell("warning", told)

    def _on_found(self, issue: str, told: str) -> None:
        self._tell_done(told)
        self.desk.selection.select(issues=(issue,), current=issue, zoom=True)

    def _tell_done(self, told: str) -> None:
        self.notice.tell("ok", told)

    def _show(self, found: tuple[Line, ...]) -> None:
        line = self.current()
        kept = self._wanted or (line.id if line is not None else "")
        self.model.set_rows(found)
        if kept:
            self.choose(kept)
        self._stack.setCurrentWidget(self.list if found or self.voided.isChecked() else self.empty)
        self._tell()
        if found:
            self.desk.count(
                calls.covered, [one.id for one in found], done=self._on_covered,
                key="patrols.covered", title=translate("Patrols", "Measuring what was walked"),
            )  # fmt: skip

    def _on_covered(self, covered: dict[str, Covered]) -> None:
        self.model.set_covered(covered)

    def _on_current(self) -> None:
        line = self.current()
        self._tell()
        if line is not None:
            self._show_on_map(line, go=False)

    def _on_changed(self, changes: Any) -> None:
        if any(changes.ids(kind) for kind in _TOUCHED):
            self._soon.start()

    def _on_closed(self) -> None:
        self._soon.stop()
        self.notice.clear()
        self.on_map.clear()
        self._show(())

    def _on_menu(self, at: Any) -> None:
        if not self.list.indexAt(at).isValid():
            return
        menu, handlers = QMenu(self), self.handlers()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, text in (
            ("patrols.on_map", translate("Patrols", "Show it on the map")),
            ("patrols.change", translate("Patrols", "Correct, or done…")),
            ("patrols.tracks", translate("Patrols", "Tracks…")),
            ("patrols.find", translate("Patrols", "It found…")),
            ("patrols.save_gaps", translate("Patrols", "Save what was not walked…")),
            ("patrols.void", translate("Patrols", "Void it, or put it back…")),
        ):
            menu.addAction(text, handlers[name])
        menu.popup(self.list.viewport().mapToGlobal(at))

    def _tell(self) -> None:
        count = len(self.model.rows)
        late = sum(line.state == "overdue" for line in self.model.rows)
        said = plural(
            count, translate("Patrols", "{n} patrol"), translate("Patrols", "{n} patrols")
        )
        if late:
            overdue = translate("Patrols", "{n} of them overdue").format(n=late)
            said = translate("Patrols", "{patrols}, {overdue}").format(
                patrols=said, overdue=overdue
            )
        self._count.setText(said if count else "")
        writes = self.desk.info is not None and self.desk.info.writable
        self.buttons["plan"].setEnabled(writes)
        for name in ("change", "tracks", "find"):
            self.buttons[name].setEnabled(writes and self.current() is not None)

    def _connect(self) -> None:
        desk = self.desk
        desk.opened.connect(self.ask)
        desk.closed.connect(self._on_closed)
        desk.changed.connect(self._on_changed)
        desk.actor_changed.connect(self._tell)
        self.voided.toggled.connect(self.ask)
        self.list.selectionModel().currentRowChanged.connect(lambda *_: self._on_current())
        self.model.modelReset.connect(self._tell)
        self.list.activated.connect(lambda _: self.handlers()["patrols.on_map"]())
        self.list.customContextMenuRequested.connect(self._on_menu)
        self.empty.acted.connect(self.plan)
        self.on_map.drawn.connect(self._on_drawn)
        for name, button in self.buttons.items():
            button.clicked.connect(lambda _=False, n=f"patrols.{name}": self.handlers()[n]())

    def _lay_out(self) -> None:
        for name, picture in (
            ("plan", "new"), ("change", "edit"), ("tracks", "measure-line"), ("find", "add"),
        ):  # fmt: skip
            self.buttons[name].setObjectName(f"patrols.{name}_button")
            self.buttons[name].setIcon(icons.icon(picture))
        self.voided.setObjectName("patrols.voided")
        self._count.setObjectName("patrols.count")
        self.list.setObjectName("patrols.list")
        self.list.setModel(self.model)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAlternatingRowColors(True)
        self.list.setAllColumnsShowFocus(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        KeptWidths(self.list, _WIDTHS, self.desk.prefs, "patrols.columns")
        pad = max(4, self.fontMetrics().height() // 3)
        top = Flow()
        for part in (*self.buttons.values(), self.voided):
            top.addWidget(part)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        column_box = QVBoxLayout(self)
        column_box.setContentsMargins(pad, pad, pad, 2)
        column_box.setSpacing(pad)
        column_box.addLayout(top)
        column_box.addWidget(self.notice)
        column_box.addWidget(self._stack, 1)
        column_box.addWidget(self._count)


def _choose_first() -> tuple[str, str]:
    return translate("Patrols", "Choose a patrol in the list first."), ""


def _no_route() -> tuple[str, str]:
    return translate("Patrols", "No route is planned for it."), ""
