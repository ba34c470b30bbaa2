"""The View menu's entries for the panels: which are shown, and the way back for a closed one."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject

from ui.action_registry import ActionRegistry
from ui.widgets.dock import Dock


class Panels(QObject):
    """Keeps one checkable entry per panel in step with its dock."""

    def __init__(
        self, docks: Mapping[str, Dock], bring: Callable[[str], None], registry: ActionRegistry,
        parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._docks, self._bring, self._registry = docks, bring, registry
        for room, dock in docks.items():
            dock.toggleViewAction().toggled.connect(lambda on, r=room: self._mark(r, on))
            self._mark(room, not dock.isHidden())
        registry.connect_handlers(
            {f"frame.panel_{room}": lambda on, r=room: self._turn(r, on) for room in docks}
        )

    def _mark(self, room: str, shown: bool) -> None:
        self._registry.actions[f"frame.panel_{room}"].setChecked(shown)

    def _turn(self, room: str, shown: bool) -> None:
        dock = self._docks[room]
        if shown or dock.visibleRegion().isEmpty():  # behind another tab it is brought, not closed
            self._bring(room)
        else:
            dock.hide()
        self._mark(room, not dock.isHidden())
