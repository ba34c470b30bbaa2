"""How a cell looks beside its text: colour, mark and tip, for what must not be overlooked."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush

from greenshield.domain.ledger_columns import Column
from ui.ledger import cells
from ui.look import colours, fonts, icons
from ui.words import translate

_FOREGROUND = int(Qt.ItemDataRole.ForegroundRole)
_MARK = int(Qt.ItemDataRole.DecorationRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)
_FONT = int(Qt.ItemDataRole.FontRole)


def of(column: Column, row: dict[str, Any], told: str, as_of: str, role: int) -> Any:
    """What a role is for a cell whose row is known, None where Qt's own will do."""
    if role == _TIP:
        return _tip(column, row, told)
    if role not in (_FOREGROUND, _MARK, _FONT):
        return None
    if column.name in cells.DUE:
        return _due(cells.due(column.name, row, as_of)[1], role)
    if column.name == "number":
        if role == _FONT:
            return fonts.scaled(1.0, bold=True)
        if role == _MARK and (row.get("disputed") or row.get("pending")):
            return icons.coloured("warning" if row.get("disputed") else "clock", "warning")
    return None


def _due(tone: cells.Tone, role: int) -> Any:
    if role == _FONT:
        return fonts.scaled(1.0, bold=True) if tone == "late" else None
    if not tone:
        return None
    name, colour = ("warning", "overdue") if tone == "late" else ("clock", "warning")
    return icons.coloured(name, colour) if role == _MARK else QBrush(colours.role(colour))


def _tip(column: Column, row: dict[str, Any], told: str) -> str | None:
    if column.name == "number" and row.get("disputed"):
        return translate("Ledger", "Two moves are in conflict: somebody must decide")
    if column.name == "number" and row.get("pending"):
        return translate("Ledger", "A move awaits a second signature")
    if column.kind == "text" and row.get(column.name):
        return str(row[column.name])[:2000]
    return told or None
