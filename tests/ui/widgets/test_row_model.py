"""The table that all lists are: one text a cell, a tip that is no markup, numbers to the right."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from pytestqt.qtbot import QtBot

from ui.widgets.row_model import RowModel

RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
MARK = Qt.ItemDataRole.UserRole


class Places(RowModel[tuple[str, int]]):
    COLUMNS = 2
    NUMBERS = (1,)

    def heads(self) -> tuple[str, str]:
        return "Place", "Count"

    def text(self, row: tuple[str, int], column: int) -> str:
        return str(row[column])

    def more(self, row: tuple[str, int], column: int, role: int) -> Any:
        return row if role == MARK and column == 1 else None


def test_that_a_cell_says_one_thing_to_eye_ear_and_tip(qtbot: QtBot, model_tester) -> None:
    model = Places()
    model_tester(model)
    model.set_rows([("<b>A</b>", 3)])
    name, count = model.index(0, 0), model.index(0, 1)
    assert name.data() == name.data(Qt.ItemDataRole.AccessibleTextRole) == "<b>A</b>"
    assert "&lt;b&gt;A" in name.data(Qt.ItemDataRole.ToolTipRole)
    assert name.data(Qt.ItemDataRole.TextAlignmentRole) is None
    assert count.data(Qt.ItemDataRole.TextAlignmentRole) == RIGHT
    assert (name.data(MARK), count.data(MARK)) == (None, ("<b>A</b>", 3))


def test_that_what_is_of_no_row_says_nothing(qtbot: QtBot) -> None:
    model = Places()
    model.set_rows([("A", 1), ("B", 2)])
    second = model.index(1, 0)
    model.rows = [("A", 1)]
    assert (model.data(second), model.data(QModelIndex())) == (None, None)


def test_that_another_language_reaches_heads_and_cells(qtbot: QtBot) -> None:
    model = Places()
    with (
        qtbot.waitSignal(model.headerDataChanged) as heads,
        qtbot.assertNotEmitted(model.dataChanged),
    ):
        model.retell()
    assert heads.args[1:] == [0, 1]
    model.set_rows([("A", 1), ("B", 2)])
    with qtbot.waitSignal(model.dataChanged) as cells:
        model.retell()
    first, last = cells.args[:2]
    assert (first.row(), first.column(), last.row(), last.column()) == (0, 0, 1, 1)
