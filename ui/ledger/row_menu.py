"""The menu of a row: what can be done with it, and a filter by the value under the mouse."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from greenshield.domain.ledger_columns import Column
from ui.ledger import counts
from ui.look import icons
from ui.widgets.tips import literal
from ui.words import translate

_FACETS = {
    "state": "states", "area_id": "areas", "division_code": "divisions",
    "activity_code": "activities", "source_code": "sources", "key_problem_code": "key_problems",
    "campaign_id": "campaigns", "assignee": "assignees",
}  # fmt: skip


class RowMenu(QMenu):
    """Of one cell.

    Args:
        column: the cell's.
        row: what is known of the row.
        names: of areas, campaigns and people, by id.
        parent: the panel.

    Signals:
        restricted: a filter and the one value that it is to be set to.
    """

    restricted = Signal(str, str)

    def __init__(
        self, column: Column, row: dict[str, Any], names: dict[str, str], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._column, self._row, self._names = column, row, names
        self.setObjectName("ledger.menu")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def fill(self, handlers: Mapping[str, Callable[[], None]], *, may_assign: bool) -> None:
        """Puts the entries in; handlers are those of the room's actions."""
        for name, icon, text in (
            ("ledger.open", "dossier", translate("Ledger", "Open the dossier")),
            ("ledger.map", "map", translate("Ledger", "Show on the map")),
            ("ledger.assign", "assign", translate("Ledger", "Assign…")),
            ("ledger.copy", "copy", translate("Ledger", "Copy rows")),
        ):
            action = self.addAction(icons.icon(icon), text)
            action.setEnabled(name != "ledger.assign" or may_assign)
            action.triggered.connect(lambda _=False, call=handlers[name]: call())
        facet = _FACETS.get(self._column.name)
        if facet is not None and self._row:
            self._add_filter(facet, str(self._row.get(self._column.name) or ""))

    def _add_filter(self, facet: str, value: str) -> None:
        told = counts.word(facet, value, self._names)
        text = translate("Ledger", "Only '{value}'").format(value=literal(told))
        self.addSeparator()
        only = self.addAction(icons.icon("filter"), text)
        only.triggered.connect(lambda: self.restricted.emit(facet, value))
