"""The panel of boundaries: what there is, versions compared, zones checked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from greenshield.project.changes import Changes
from ui.areas import calls, worded
from ui.areas.boundaries_page import BoundariesPage
from ui.areas.check_page import CheckPage
from ui.areas.compare_page import ComparePage
from ui.areas.on_map import OnMap
from ui.areas.worded import WordedButton
from ui.desk import Desk
from ui.timers import pause
from ui.widgets.empty_state import EmptyState
from ui.widgets.translated import Translated
from ui.words import translate

if TYPE_CHECKING:
    from ui.map.panel import MapPanel

_SOON_MS = 200  # several changes in a row are one
BOUNDARIES, COMPARED, CHECKED = range(3)


class AreasPanel(Translated, QWidget):
    """Reads the boundaries when it is shown, and again after what changes them."""

    def __init__(self, desk: Desk, parent: QWidget | None, map_panel: MapPanel) -> None:
        super().__init__(parent)
        self.setObjectName("areas")
        self._desk = desk
        self._stale = True
        self._after: Callable[[], None] | None = None  # once the boundaries are read
        self.tabs = QTabBar(self)
        self.tabs.setObjectName("areas.tabs")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for _ in range(3):
            self.tabs.addTab("")
        self.boundaries = BoundariesPage(desk, self)
        self.compared = ComparePage(desk, self)
        self.checked = CheckPage(desk, self)
        self.empty = EmptyState("layers", self)
        self._map = OnMap(map_panel, self)
        self.map_button, self.compare_button, self.check_button, self.void_button = (
            self._buttons
        ) = (
            WordedButton("areas.map_button", "jump", self.boundaries.go_to_chosen, self),
            WordedButton("areas.compare_button", "compare", self.ask_compare, self),
            WordedButton("areas.check_button", "verify", self.check, self),
            WordedButton("areas.void_button", "remove", self.ask_void, self),
        )
        self._stack = QStackedWidget(self)
        self._lay_out()
        self._soon = pause(self, _SOON_MS, self._read)
        self._connect()
        self.retranslate()
        self._show_page()

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What the room's actions do."""
        return {
            "areas.find": self.find_boundary,
            "areas.compare": self.ask_compare,
            "areas.check": self.check,
            "areas.void": self.ask_void,
        }

    def find_boundary(self) -> None:
        """Brings the boundaries to the front, and the keyboard to their filter."""
        self._front(BOUNDARIES)
        self.boundaries.filter.setFocus()
        self.boundaries.filter.selectAll()

    def ask_compare(self) -> None:
        """Asks which versions are compared."""
        self._when_read(self._open_compare)

    def ask_void(self) -> None:
        """Asks why the chosen boundary or zone is taken out of force, or put back."""
        self._when_read(self._open_void)

    def check(self) -> None:
        """Checks the zones, and shows what was found."""
        self._front(CHECKED)
        self.checked.run()

    def retranslate(self) -> None:
        """Sets every text."""
        titles = (
            translate("Areas", "Boundaries"), translate("Areas", "Versions compared"),
            translate("Areas", "Zones checked"),
        )  # fmt: skip
        for at, title in enumerate(titles):
            self.tabs.setTabText(at, title)
        self.tabs.setAccessibleName(translate("Areas", "Boundaries"))
        self.compare_button.say(
            translate("Areas", "Compare versions…"),
            translate("Areas", "What a new version adds, drops and moves, in m²"),
        )
        self.check_button.say(
            translate("Areas", "Check zones"),
            translate("Areas", "Overlaps, gaps and slivers among the zones in force"),
        )
        self._say_void()
        self.map_button.say(
            translate("Areas", "Show on map"),
            translate("Areas", "Go to the chosen boundary (Enter)"),
        )
        self.empty.tell(
            translate("Areas", "No boundary is in the project yet"),
            translate(
                "Areas",
                "Import protected areas first, then their zones, red lines and control areas.",
            ),
            translate("Areas", "Import boundaries…"),
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Reads what was not read while nobody looked."""
        super().showEvent(event)
        if self._stale:
            self._soon.start(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow place buttons are icons."""
        super().resizeEvent(event)
        worded.fit(self, self._buttons)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.tabs)
        row.addStretch(1)
        for button in self._buttons:
            row.addWidget(button)
        for page in (self.boundaries, self.compared, self.checked, self.empty):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 4, 6, 4)
        column.addLayout(row)
        column.addWidget(self._stack, 1)
        self.setFocusProxy(self.boundaries.tree)  # a chain of two would hold Tab within

    def _connect(self) -> None:
        desk, onmap = self._desk, self._map
        self.tabs.currentChanged.connect(lambda _: self._show_page())
        self.empty.acted.connect(self._import)
        self.boundaries.wanted_on_map.connect(onmap.go_to)
        self.boundaries.chose.connect(self._say_void)
        self.compared.other_wanted.connect(self.ask_compare)
        self.compared.compared.connect(onmap.put_changes)
        self.compared.wanted_on_map.connect(lambda ids: onmap.go(calls.DIFFERENCE, ids))
        self.checked.checked.connect(onmap.put_misfits)
        self.checked.wanted_on_map.connect(lambda ids: onmap.go(calls.MISFITS, ids))
        onmap.change_picked.connect(self._on_change_picked)
        onmap.misfit_picked.connect(self._on_misfit_picked)
        desk.opened.connect(self._on_opened)
        desk.closed.connect(self._on_closed)
        desk.changed.connect(self._on_changed)

    def _import(self) -> None:
        """The window's own command, where this panel stands in the window."""
        action = self.window().findChild(QAction, "imports.areas")
        if isinstance(action, QAction):
            action.trigger()

    def _front(self, page: int) -> None:
        self._desk.show.room.emit("areas")
        self.tabs.setCurrentIndex(page)

    def _show_page(self) -> None:
        at = self.tabs.currentIndex()
        is_empty = not self.boundaries.everything
        pages = (self.boundaries, self.compared, self.checked)
        self._stack.setCurrentWidget(self.empty if is_empty else pages[at])
        for button in (self.map_button, self.void_button):
            button.setVisible(at == BOUNDARIES)
        for button in self._buttons:
            button.setEnabled(not is_empty)
        self._say_void()

    def _open_compare(self) -> None:
        from ui.areas.compare_dialog import CompareDialog  # seldom asked for

        if not self.boundaries.items:
            self._front(BOUNDARIES)  # which says what to do first
            return
        chosen = self.boundaries.chosen()
        dialog = CompareDialog(self.boundaries.items, chosen.id if chosen else "", self)
        dialog.asked.connect(self._on_compare)
        dialog.open()

    def _open_void(self) -> None:
        from ui.areas.void_dialog import AreaVoidDialog  # seldom asked for

        chosen = self.boundaries.chosen()
        if chosen is None:
            self._front(BOUNDARIES)
            self._desk.noted.emit(translate("Areas", "Choose a boundary first."))
            return
        AreaVoidDialog(self._desk, chosen, self).open()

    def _say_void(self) -> None:
        """The button goes the way that the chosen one can go."""
        chosen = self.boundaries.chosen()
        info = self._desk.info
        if chosen is not None and chosen.get("void"):
            self.void_button.say(
                translate("Areas", "Put back…"),
                translate("Areas", "The chosen boundary or zone is in force again"),
            )
        else:
            self.void_button.say(
                translate("Areas", "Take out…"),
                translate("Areas", "Take the chosen version, which was imported wrong, out of"
                          " force; nothing is deleted"),
            )  # fmt: skip
        may = info is not None and info.writable and info.keeps_lists
        self.void_button.setEnabled(may and chosen is not None)

    def _on_compare(self, old: str, new: str, told: str) -> None:
        self._front(COMPARED)
        self.compared.run(old, new, told)

    def _when_read(self, act: Callable[[], None]) -> None:
        if not self._stale:
            act()
            return
        self._after = act
        self._soon.start(0)

    def _on_opened(self) -> None:
        self._stale = True
        if self.isVisible():
            self._soon.start(0)

    def _on_closed(self) -> None:
        self._soon.stop()
        self._stale, self._after = True, None
        self.boundaries.set_items([])
        self.compared.clear()
        self.checked.clear()
        self._show_page()

    def _on_changed(self, changes: Changes) -> None:
        if changes.ids("area") or changes.ids("zone"):
            self._stale = True
            self.compared.outdate()
            self.checked.outdate()
            if self.isVisible():
                self._soon.start()

    def _read(self) -> None:
        if self._desk.info is not None:
            self._stale = False
            self._desk.ask(
                calls.boundaries, done=self._on_read, failed=self._on_not_read,
                key="areas.boundaries", title=translate("Areas", "Reading the boundaries"),
            )  # fmt: skip

    def _on_read(self, items: list[dict[str, Any]]) -> None:
        self.boundaries.set_items(items)
        self._show_page()
        act, self._after = self._after, None
        if act is not None:
            act()

    def _on_not_read(self, error: Exception) -> None:
        """Read again when somebody looks."""
        self._stale, self._after = True, None
        self._desk.tell(error, translate("Areas", "Reading the boundaries"))

    def _on_change_picked(self, change: str) -> None:
        self._front_quietly(COMPARED)
        self.compared.choose(change)

    def _on_misfit_picked(self, misfit: str) -> None:
        self._front_quietly(CHECKED)
        self.checked.choose(misfit)

    def _front_quietly(self, page: int) -> None:
        """As ``_front``, but the keyboard stays on the map."""
        self._desk.show.front.emit("areas")
        self.tabs.setCurrentIndex(page)
