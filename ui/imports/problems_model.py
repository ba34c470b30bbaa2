"""The problems of an import as a table: row, column, what, what to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from greenshield.domain.errors import Problem
from ui.imports.problem_words import remedy_of, what_of
from ui.look import icons
from ui.widgets.tips import plain
from ui.words import translate

Index = QModelIndex | QPersistentModelIndex
PROBLEM = Qt.ItemDataRole.UserRole
ROW, COLUMN, WHAT, REMEDY, FILE = range(5)


class ProblemsModel(QAbstractTableModel):
    """One problem a row; refused ones first, then as the file has them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._problems: list[Problem] = []

    def set_problems(self, problems: Sequence[Problem]) -> None:
        """Shows others."""
        self.beginResetModel()
        self._problems = sorted(problems, key=lambda p: (not p.fatal, p.row or 0))
        self.endResetModel()

    def problem(self, row: int) -> Problem:
        """The problem of a row."""
        return self._problems[row]

    def all(self) -> tuple[Problem, ...]:
        """All of them, in the order shown."""
        return tuple(self._problems)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """How many."""
        return 0 if parent.isValid() else len(self._problems)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """Row, column, what, what to do, file."""
        return 0 if parent.isValid() else 5

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The names of the columns."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (
            translate("Imports", "Row"), translate("Imports", "Column"),
            translate("Imports", "What"), translate("Imports", "What to do"),
            translate("Imports", "File"),
        )[section]  # fmt: skip

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts in the language in force."""
        if not index.isValid() or index.row() >= len(self._problems):
            return None
        problem = self._problems[index.row()]
        if role == PROBLEM:
            return problem
        if role == Qt.ItemDataRole.DecorationRole and index.column() == ROW:
            return icons.coloured("error", "danger") if problem.fatal else icons.icon("info")
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        told = self._text(problem, index.column())
        return told if role == Qt.ItemDataRole.DisplayRole else plain(told)

    def _text(self, problem: Problem, column: int) -> str:
        if column == ROW:
            return "" if problem.row is None else str(problem.row)
        if column == COLUMN:
            return problem.column
        if column == WHAT:
            return what_of(problem)
        return remedy_of(problem) if column == REMEDY else problem.file

    def as_text(self, rows: Sequence[int]) -> str:
        """Some rows as lines with tabs, to be pasted into a table."""
        lines = [[self._text(self._problems[row], c) for c in range(5)] for row in rows]
        return "\n".join("\t".join(cell.replace("\n", " ") for cell in line) for line in lines)
