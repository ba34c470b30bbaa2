"""The menu of a row: what can be done with a marker."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from ui.look import icons
from ui.words import translate

_WRITES = ("markers.inspect",)
_CORRECTS = ("markers.correct", "markers.void")


class RowMenu(QMenu):
    """Lives as long as it is open; handlers are those of the room's actions."""

    def __init__(
        self, handlers: Mapping[str, Callable[[], None]], *, one: bool, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("markers.menu")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._one = one
        self._entries: dict[str, QAction] = {}
        for name, icon, text in (
            ("markers.facts", "marker", translate("Markers", "Facts of the marker")),
            ("markers.on_map", "map", translate("Markers", "Show markers on the map")),
            ("markers.inspect", "check", translate("Markers", "Record an inspection…")),
            ("markers.correct", "edit", translate("Markers", "Correct the marker…")),
            ("markers.void", "remove", translate("Markers", "Void the marker, or put it back…")),
        ):
            entry = self.addAction(icons.icon(icon), text)
            entry.setEnabled(one or name == "markers.on_map")
            entry.triggered.connect(lambda _=False, call=handlers[name]: call())
            self._entries[name] = entry

    def let(self, *, writes: bool, corrects: bool) -> None:
        """Says what who is signed in may do."""
        for names, may in ((_WRITES, writes), (_CORRECTS, corrects)):
            for name in names:
                self._entries[name].setEnabled(self._one and may)
