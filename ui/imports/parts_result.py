"""What came of each of several files: counts, or why it was refused and what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from greenshield.domain.errors import Problem
from ui.desk import Desk
from ui.imports.count_words import told
from ui.imports.part import Part
from ui.imports.parts_model import ResultsModel
from ui.imports.problem_list import of
from ui.imports.problems_table import ProblemsTable
from ui.widgets.column_widths import widen
from ui.widgets.notice import Notice
from ui.widgets.translated import Translated
from ui.words import number, translate

_LETTERS = {0: 36, 1: 16, 2: 44}


class PartsResult(Translated, QWidget):
    """The sum, a line for each part, and the remarks of all."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: Sequence[Part] = ()
        self.notice = Notice(self, closable=False)
        self.model = ResultsModel(self)
        self.view = QTableView(self)
        self.view.setObjectName("parts.results")
        self.view.setModel(self.model)
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setAlternatingRowColors(True)
        self.view.setShowGrid(False)
        self.view.verticalHeader().hide()
        widen(self.view, _LETTERS)
        self.view.horizontalHeader().setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        self.problems = ProblemsTable(desk, self)
        halves = QSplitter(Qt.Orientation.Vertical, self)
        halves.setChildrenCollapsible(False)
        halves.addWidget(self.view)
        halves.addWidget(self.problems)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.notice)
        rows.addWidget(halves, 1)
        self.setFocusProxy(self.view)

    def show_done(self, parts: Sequence[Part], remarks: Sequence[Problem]) -> None:
        """Tells it.

        Args:
            parts: all of them, also those that were not imported.
            remarks: on files that were passed over.
        """
        self._parts = parts
        self.model.set_rows(list(parts))
        problems = [*remarks]
        for part in parts:
            problems += part.all_problems() if part.done is None else part.done.problems.items
        self.problems.set_problems(of(problems))
        self.retranslate()

    def retranslate(self) -> None:
        """Sets every text."""
        self.view.setAccessibleName(translate("Imports", "What came of each file"))
        if not self._parts:
            return
        done = [part.done for part in self._parts if part.done is not None]
        sums: Counter[str] = Counter()
        for one in done:
            sums.update(one.counts)
        left = sum(part.done is None and part.is_on for part in self._parts)
        title = translate("Imports", "Imported {n} of {total} layers").format(
            n=number(len(done)), total=number(len(self._parts))
        )
        kind = "warning" if left or sums["refused"] else "ok"
        self.notice.tell("warning" if kind == "warning" else "ok", title, told(sums))
