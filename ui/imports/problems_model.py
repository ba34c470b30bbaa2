"""The problems of an import as a table: row, column, what, what to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt

from greenshield.domain.errors import Problem
from ui.imports.problem_words import remedy_of, what_of
from ui.look import icons
from ui.widgets.row_model import RowModel
from ui.words import translate

PROBLEM = Qt.ItemDataRole.UserRole
ROW, COLUMN, WHAT, REMEDY, FILE = range(5)


class ProblemsModel(RowModel[Problem]):
    """One problem a row, in the order in which they are given."""

    COLUMNS = 5

    def heads(self) -> Sequence[str]:
        """The names of the columns."""
        return (
            translate("Imports", "Row"), translate("Imports", "Column"),
            translate("Imports", "What"), translate("Imports", "What to do"),
            translate("Imports", "File or sheet"),
        )  # fmt: skip

    def more(self, problem: Problem, column: int, role: int) -> Any:
        """The problem for who lists it, and an icon."""
        if role == PROBLEM:
            return problem
        if role == Qt.ItemDataRole.DecorationRole and column == ROW:
            # In the colours of the cells that are spoken of.
            return icons.coloured(*(("error", "danger") if problem.fatal else ("warning",) * 2))
        return None

    def text(self, problem: Problem, column: int) -> str:
        """What a cell says."""
        if column == ROW:
            return "" if problem.row is None else str(problem.row)
        if column == COLUMN:
            return problem.column
        if column == WHAT:
            return what_of(problem)
        return remedy_of(problem) if column == REMEDY else _file(problem.file)

    def as_text(self, rows: Sequence[int]) -> str:
        """Some rows as lines with tabs, to be pasted into a table."""
        lines = [[self.text(self.rows[row], c) for c in range(self.COLUMNS)] for row in rows]
        return "\n".join("\t".join(cell.replace("\n", " ") for cell in line) for line in lines)


def _file(name: str) -> str:
    """A file's name; of several sheets of one workbook the sheet's."""
    _, mark, sheet = name.rpartition("［")
    return sheet.removesuffix("］") if mark else name
