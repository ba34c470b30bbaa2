"""The table of problems, with copying, saving, and a jump to the row of each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ui.desk import Desk
from ui.imports import calls
from ui.imports.problem_list import ProblemList
from ui.imports.problem_words import remedy_of, what_of
from ui.imports.problems_model import COLUMN, FILE, REMEDY, ROW, WHAT, ProblemsModel
from ui.look import icons, theme
from ui.widgets import choosing
from ui.widgets.choosing import Kept
from ui.widgets.column_widths import widen
from ui.widgets.row_told import RowTold
from ui.widgets.translated import Translated
from ui.words import language, number, plural, translate

_MEASURED = 30  # lines
COPIED = 1000  # lines; each is two sentences to be made, and a list of more is better saved


class ProblemsTable(Translated, QWidget):
    """What was refused or remarked.

    Signals:
        chosen: a problem is looked at; carries it.
    """

    chosen = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._list = ProblemList()
        self.model = ProblemsModel(self)
        self.head = QLabel(self)
        self.view = _View(self.model, self)
        widen(self.view, {ROW: 9, COLUMN: 20, WHAT: 60, REMEDY: 50})
        self.view.widened.connect(self._share)
        self.view.horizontalHeader().setSectionResizeMode(REMEDY, QHeaderView.ResizeMode.Stretch)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.view.copied.connect(self.copy)
        self.copy_button, self.save_button = QPushButton(self), QPushButton(self)
        for name, button, icon in (
            ("copy", self.copy_button, "copy"), ("save", self.save_button, "save"),
        ):  # fmt: skip
            button.setObjectName(f"problems.{name}")
            button.setIcon(icons.icon(icon))
            button.setAutoDefault(False)
        self.copy_button.clicked.connect(self.copy)
        self.save_button.clicked.connect(self.save)
        self._top = QHBoxLayout()
        self._top.addWidget(self.head, 1)
        self._top.addWidget(self.copy_button)
        self._top.addWidget(self.save_button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addLayout(self._top)
        rows.addWidget(self.view, 1)
        self.told = RowTold(self.view, self._sentences, self)
        rows.addWidget(self.told)
        self.retranslate()

    def add_button(self, button: QPushButton) -> None:
        """Another thing to do with the list."""
        self._top.addWidget(button)

    def set_problems(self, problems: ProblemList) -> None:
        """Shows others."""
        self._list = problems
        self.model.set_rows(problems.items)
        self.view.setColumnHidden(FILE, problems.files < 2)
        self.view.setColumnHidden(ROW, not problems.in_rows)
        self.view.setColumnHidden(COLUMN, not problems.in_columns)
        self._share()
        self._tell()

    def copy(self) -> None:
        """Copies the selected lines, or all, as many as are copied at a time."""
        rows = chosen_rows(self.view.selectionModel())
        wanted = rows if len(rows) > 1 else range(self.model.rowCount())
        QGuiApplication.clipboard().setText(self.model.as_text(list(wanted[:COPIED])))
        self._tell()
        if len(wanted) > COPIED:
            told = translate("Imports", "Copied are the first {n} of {total}; Save… takes all.")
            told = told.format(n=number(COPIED), total=number(len(wanted)))
            self.head.setText(f"{self.head.text()}  ·  {told}")

    def save(self) -> None:
        """Asks where the list goes, and writes it."""
        choosing.ask_where(
            self, "problems.where", translate("Imports", "Save the list"), self.save_to,
            filters=[translate("Imports", "Table (*.csv)")],
            suggested=translate("Imports", "problems") + ".csv",
            start=Kept(self._desk.prefs, "problems.folder"),
        )  # fmt: skip

    def save_to(self, file: Path) -> None:
        """Writes the list."""
        self._desk.ask(
            calls.save_problems, file, self._list.items, language(),
            title=translate("Imports", "Saving the list"),
        )  # fmt: skip

    def retranslate(self) -> None:
        """Sets every text."""
        self.copy_button.setText(translate("Imports", "Copy"))
        self.copy_button.setToolTip(
            translate("Imports", "Copy the selected lines, or all, to paste them into a table")
        )
        self.save_button.setText(translate("Imports", "Save…"))
        self.save_button.setToolTip(
            translate("Imports", "Save the list, to send it to whoever made the file")
        )
        self.view.setAccessibleName(translate("Imports", "Problems"))
        self.told.setAccessibleName(translate("Imports", "The problem in full"))
        self.told.tell()
        self._tell()

    def _tell(self) -> None:
        refused = self._list.refused
        remarks = len(self._list.items) - refused
        parts = []
        if refused:
            parts.append(
                plural(
                    refused,
                    translate("Imports", "{n} problem refuses a row"),
                    translate("Imports", "{n} problems refuse rows"),
                )
            )
        if remarks:
            parts.append(
                plural(remarks, translate("Imports", "{n} remark"),
                       translate("Imports", "{n} remarks"))
            )  # fmt: skip
        told = translate("Imports", ", ", "between problems and remarks").join(parts)
        self.head.setText(told or translate("Imports", "No problems"))
        for button in (self.copy_button, self.save_button):
            button.setVisible(bool(self._list.items))

    def _share(self) -> None:
        """What and what to do share the room by what they say: none is cut where there is room."""
        across = self.view.horizontalHeader()
        others = sum(across.sectionSize(c) for c in (ROW, COLUMN, FILE))  # 0 where hidden
        room = self.view.viewport().width() - others
        measure, beside = self.fontMetrics(), self.fontMetrics().height()
        first = self.model.rows[:_MEASURED]
        what, remedy = (
            beside
            + max((measure.horizontalAdvance(self.model.text(one, c)) for one in first), default=0)
            for c in (WHAT, REMEDY)
        )
        if room <= 0 or not first:
            return
        if what + remedy > room:  # the longer one is cut; both to half where both are long
            what = min(what, max(room // 2, room - remedy))
        across.resizeSection(WHAT, max(what, beside * 6))

    def _sentences(self, index: QModelIndex) -> tuple[str, ...]:
        problem = self.model.rows[index.row()]
        return (what_of(problem), remedy_of(problem))

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.model.rows[index.row()])


def chosen_rows(chosen: QItemSelectionModel) -> Sequence[int]:
    """The selected rows in order, read off the stretches that they lie in."""
    stretches = chosen.selection().toList()
    if len(stretches) == 1:  # all, or a few in a row
        return range(stretches[0].top(), stretches[0].bottom() + 1)
    return sorted({row for s in stretches for row in range(s.top(), s.bottom() + 1)})


class _View(QTableView):
    """The rows. A tree would ask for each of a hundred thousand before it shows the first.

    Signals:
        copied: the copy key was pressed.
        widened: there is another width for the columns.
    """

    copied = Signal()
    widened = Signal()

    def __init__(self, model: ProblemsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setObjectName("problems.list")
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.verticalHeader().hide()
        across = self.horizontalHeader()
        # For each column Qt asks of every row whether it is selected: the head has a selection of
        # its own, which stays empty.
        across.setSelectionModel(QItemSelectionModel(model, self))
        across.setHighlightSections(False)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._fit_rows()

    def changeEvent(self, event: QEvent) -> None:
        """Rows are as high as the font wants."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_rows()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns share another width anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.widened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
            return
        super().keyPressEvent(event)

    def _fit_rows(self) -> None:
        share = 2.4 if theme.is_field() else 1.6
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * share))
