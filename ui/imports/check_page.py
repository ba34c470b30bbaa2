"""What an import will do: counts, the rows as they will be stored, and the problems beneath."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from greenshield.domain.errors import Problem
from greenshield.domain.import_preview import PreviewColumn, PreviewRow
from ui.desk import Desk
from ui.imports.preview_model import PreviewModel
from ui.imports.problem_list import ProblemList
from ui.imports.problems_table import ProblemsTable
from ui.look import fonts, theme
from ui.widgets.column_widths import widen
from ui.widgets.translated import Translated
from ui.words import translate

_MEASURED = 30  # rows
_WIDEST, _BESIDE = 34, 4  # letters: of a column, of its margins and a mark


class CheckPage(Translated, QWidget):
    """The dry run: looking at a problem leads to its row.

    Signals:
        sheet_chosen: the rows of another of several sheets are to be shown; its name.
    """

    sheet_chosen = Signal(str)

    def __init__(self, desk: Desk, kind: str = "issue", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.counts = QLabel(self)
        self.counts.setObjectName("check.counts")
        self.counts.setFont(fonts.scaled(1.05, bold=True))
        self.counts.setWordWrap(True)
        self.counts.setTextFormat(Qt.TextFormat.PlainText)
        self.model = PreviewModel(kind, self)
        self.table = QTableView(self)
        self.table.setObjectName("check.rows")
        self.table.setModel(self.model)
        self.table.setAlternatingRowColors(True)
        self.table.setWordWrap(False)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        # The first rows tell how wide a column is: of thousands, measuring each takes seconds.
        self.table.horizontalHeader().setResizeContentsPrecision(_MEASURED)
        lines = 2.2 if theme.is_field() else 1.6
        self.table.verticalHeader().setDefaultSectionSize(
            round(self.fontMetrics().height() * lines)
        )
        self.read, self.raw = QRadioButton(self), QRadioButton(self)
        self.read.setObjectName("check.as_read")
        self.raw.setObjectName("check.as_is")
        self.read.setChecked(True)
        group = QButtonGroup(self)
        group.addButton(self.read)
        group.addButton(self.raw)
        self.read.toggled.connect(self.model.set_as_read)
        self.sheet = QComboBox(self)
        self.sheet.setObjectName("check.sheet")
        self.sheet.activated.connect(lambda _: self.sheet_chosen.emit(self.sheet.currentText()))
        self.sheet.hide()
        self.note = QLabel(self)
        self.note.setForegroundRole(self.note.palette().ColorRole.PlaceholderText)
        self.problems = ProblemsTable(desk, self)
        self.problems.chosen.connect(self.jump)
        self._lay_out()
        self.setFocusProxy(self.problems.view)
        self.retranslate()

    def show_rows(
        self, columns: tuple[PreviewColumn, ...], rows: tuple[PreviewRow, ...],
        problems: ProblemList, total: int,
    ) -> None:  # fmt: skip
        """Shows another dry run; ``total`` rows there are in all."""
        self.problems.set_problems(problems)
        self.problems.setVisible(bool(problems.items))
        self.show_sheet(columns, rows, problems, total)

    def add_button(self, button: QPushButton) -> None:
        """Another thing to do with the rows."""
        self._head.addWidget(button)

    def offer_sheets(self, names: Sequence[str], current: str) -> None:
        """Between which sheets one may change; one alone is not offered."""
        self.sheet.clear()
        self.sheet.addItems(list(names))
        self.sheet.setCurrentText(current)
        self.sheet.setVisible(len(names) > 1)

    def show_sheet(
        self, columns: tuple[PreviewColumn, ...], rows: tuple[PreviewRow, ...],
        problems: ProblemList, total: int,
    ) -> None:  # fmt: skip
        """Shows the rows of another sheet of the same dry run."""
        self.model.show(columns, rows, problems.said)
        widen(self.table, dict(enumerate(_letters(self.model))))
        less = len(rows) < total
        told = translate("Imports", "the first {shown} of {total} rows, and those with problems")
        self.note.setText(told.format(shown=len(rows), total=total) if less else "")

    def jump(self, problem: Problem) -> None:
        """Leads to the row and cell that a problem speaks of."""
        index = self.model.place_of(problem)
        if index.isValid():
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def retranslate(self) -> None:
        """Sets every text."""
        self.read.setText(translate("Imports", "as it will be &stored"))
        self.raw.setText(translate("Imports", "as it &is in the file"))
        self.table.setAccessibleName(translate("Imports", "Rows"))
        self.sheet.setAccessibleName(translate("Imports", "Sheet"))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.sheet)
        top.addWidget(self.read)
        top.addWidget(self.raw)
        top.addStretch(1)
        top.addWidget(self.note)
        rows = QWidget(self)
        upper = QVBoxLayout(rows)
        upper.setContentsMargins(0, 0, 0, 0)
        upper.addLayout(top)
        upper.addWidget(self.table, 1)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.setChildrenCollapsible(False)
        split.addWidget(rows)
        split.addWidget(self.problems)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._head = QHBoxLayout()
        self._head.addWidget(self.counts, 1)
        column.addLayout(self._head)
        column.addWidget(split, 1)


def _letters(model: PreviewModel) -> list[int]:
    """How many letters wide each column is, by its head and its first rows.

    Counted, where Qt would measure: of hundreds of columns that takes most of a second.
    """
    rows = range(min(_MEASURED, model.rowCount()))
    out = []
    for column in range(model.columnCount()):
        told = [model.headerData(column, Qt.Orientation.Horizontal)]
        told += [model.text(row, column) for row in rows]
        out.append(min(_WIDEST, max(map(_wide, told)) + _BESIDE))
    return out


def _wide(text: str) -> int:
    """Letters; a Chinese character is as wide as two."""
    return (len(text) + len(text.encode("utf-8", "replace"))) // 2
