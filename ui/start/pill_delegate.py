"""Draws a workflow state's cell as a pill in the state's colours."""

from __future__ import annotations

from PySide6.QtCore import QObject

from ui.look import colours
from ui.widgets.pill_cell import PillCell


class PillDelegate(PillCell):
    """The cell's ground as any other's, its word as a pill.

    Args:
        role: the item role that holds the state's code.
    """

    def __init__(self, role: int, parent: QObject | None = None) -> None:
        super().__init__(role, colours.pill, parent)
