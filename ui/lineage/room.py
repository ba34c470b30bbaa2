"""The room of splits and merges. It has no panel of its own: it draws on the map, and asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui import may_write
from ui.desk import Desk
from ui.lineage.calls import GUEST, Cut
from ui.lineage.merge_dialog import MergeDialog
from ui.lineage.split_dialog import SplitDialog
from ui.lineage.tools import LINE, OUTLINE, DrawLine, DrawOutline
from ui.map import guest_looks
from ui.map.faces import Face
from ui.words import translate

if TYPE_CHECKING:
    from ui.map.panel import MapPanel
    from ui.map.shown import Shown
    from ui.map.style import Style

_COLOUR = "#a02bb5"


class LineageRoom(QObject):
    """Opens the dialogs over the window, and shows the parts on the map meanwhile."""

    def __init__(self, desk: Desk, map_panel: MapPanel) -> None:
        super().__init__(map_panel)
        self._desk, self._panel = desk, map_panel
        self._issue = ""  # that the tool in hand was taken up for
        box = map_panel.toolbox
        box.add(LINE, lambda: DrawLine(box.lay_down, self._split))
        box.add(OUTLINE, lambda: DrawOutline(box.lay_down, self._split))
        desk.closed.connect(self._clear)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What the room's actions do."""
        return {
            "lineage.cut": lambda: self._draw(LINE),
            "lineage.outline": lambda: self._draw(OUTLINE),
            "lineage.split": self._split_by_file,
            "lineage.merge": self._merge,
        }

    def _draw(self, tool: str) -> None:
        issue = self._desk.selection.current_issue
        if issue and may_write.told(self._desk.info, self._panel):
            self._issue = issue
            self._desk.show.on_map.emit("issue", (issue,))
            self._panel.toolbox.take(tool)

    def _split_by_file(self) -> None:
        self._issue = self._desk.selection.current_issue
        if self._issue and may_write.told(self._desk.info, self._panel):
            self._split(None)

    def _split(self, cut: Cut | None) -> None:
        box = SplitDialog(self._desk, self._issue, cut, self._panel.window())
        box.seen.connect(self._show_parts)
        box.made.connect(self._on_made)
        box.finished.connect(self._clear)
        box.open()

    def _merge(self) -> None:
        issues = self._desk.selection.issues
        if len(issues) > 1 and may_write.told(self._desk.info, self._panel):
            box = MergeDialog(self._desk, issues, self._panel.window())
            box.made.connect(self._on_made)
            box.open()

    def _show_parts(self, shown: tuple[Shown, ...]) -> None:
        if not shown:
            self._clear()
            return
        self._panel.guests.put(GUEST, Face(title, look, is_labelled=True), shown, below="")

    def _clear(self) -> None:
        self._panel.guests.remove(GUEST)

    def _on_made(self, issues: tuple[str, ...]) -> None:
        self._desk.selection.select(issues=issues, current=issues[0], zoom=True)
        self._desk.show.front.emit("dossier")


def title() -> str:
    """What the layer is called."""
    return translate("Lineage", "Parts of the issue")


def look(style: str) -> Style:
    """How the parts are drawn."""
    del style
    return guest_looks.coloured(_COLOUR, width=3.0)
