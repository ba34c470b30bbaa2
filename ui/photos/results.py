"""What an import did with each file: a table, and the window that shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ui import words
from ui.look import icons
from ui.photos.import_run import DAMAGED
from ui.widgets.row_model import Index, RowModel
from ui.widgets.row_told import RowTold
from ui.widgets.tips import plain
from ui.widgets.translated import Translated
from ui.words import translate

HASH = int(Qt.ItemDataRole.UserRole) + 1

# How a file came out -> its drawing and the role of its colour.
_ICONS = {"added": ("ok", "ok"), "duplicate": ("copy", "muted"), "refused": ("error", "danger"),
          "remark": ("warning", "warning"), "damaged": ("warning", "warning")}  # fmt: skip
_FIRST = ("refused", "damaged")  # what a person has to do something about


@dataclass(frozen=True, slots=True)
class Result:
    """One file: how it came out, and what there is to say of it.

    Attributes:
        file: as it was named.
        outcome: ``added``, ``damaged`` where it was added and breaks off, ``duplicate``,
            ``refused``, or ``remark`` on what was left out.
        sha256: of a file that was taken.
        told: code and parameters of what there is to say, or None.
    """

    file: str
    outcome: str
    sha256: str = ""
    told: tuple[str, dict[str, Any]] | None = None


def results(
    stored: list[tuple[str, str, bool]], problems: list[tuple[str, str, dict[str, Any], bool]]
) -> list[Result]:
    """The lines of the table: what needs a look first, then the others as they came.

    Args:
        stored: file, hash and whether it is new, of each file that was taken.
        problems: file, code, parameters and whether it was refused.
    """
    remarks: dict[str, list[tuple[str, dict[str, Any]]]] = {}
    out = []
    taken = {file for file, _, _ in stored}
    for file, code, params, fatal in problems:
        if file in taken and not fatal:
            remarks.setdefault(file, []).append((code, params))
        else:
            out.append(Result(file, "refused" if fatal else "remark", told=(code, params)))
    plain: list[Result] = []
    for file, sha256, is_new in stored:
        outcome = "added" if is_new else "duplicate"
        told = remarks.get(file, [])
        if is_new and any(code == DAMAGED for code, _ in told):
            outcome = "damaged"
        into = out if told else plain
        into.append(Result(file, outcome, sha256, told[0] if told else None))
        out += [Result(file, outcome, sha256, more) for more in told[1:]]
    out.sort(key=lambda r: _FIRST.index(r.outcome) if r.outcome in _FIRST else len(_FIRST))
    return out + plain


def _folder_of(files: list[str]) -> str:
    """The folder that all files lie in, which need not be said at each."""
    first, last = min(files, default=""), max(files, default="")
    alike = 0  # what the first and the last by alphabet have in common, all have
    while alike < min(len(first), len(last)) and first[alike] == last[alike]:
        alike += 1
    return first[: max(first.rfind("/", 0, alike), first.rfind("\\", 0, alike)) + 1]


class ResultsModel(RowModel[Result]):
    """File, outcome, reason, what to do."""

    COLUMNS = 4

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = ""

    def set_rows(self, rows: Sequence[Result]) -> None:
        """Shows others."""
        self._folder = _folder_of([one.file for one in rows])
        super().set_rows(rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a cell."""
        one = self.at(index)
        if one is None:
            return None
        if role == HASH:
            return one.sha256
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 1:
            return icons.coloured(*_ICONS[one.outcome])
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            if role == Qt.ItemDataRole.DisplayRole:
                return self._text(one, index.column())
            return plain(self._text(one, index.column()) if index.column() else one.file)
        return None

    def heads(self) -> Sequence[str]:
        """The names of the columns."""
        return (
            translate("Photos", "File"), translate("Photos", "Result"),
            translate("Photos", "Reason"), translate("Photos", "What to do"),
        )  # fmt: skip

    def _text(self, one: Result, column: int) -> str:
        if column == 0:
            return one.file.removeprefix(self._folder) or one.file
        if column == 1:
            return {
                "added": translate("Photos", "Added"),
                "damaged": translate("Photos", "Added, damaged"),
                "duplicate": translate("Photos", "There already"),
                "refused": translate("Photos", "Refused"),
                "remark": translate("Photos", "Left out"),
            }[one.outcome]
        if one.told is None:
            return ""
        code, params = one.told
        params = {"file": one.file, **params}
        return words.line(code, params) if column == 2 else words.remedy(code, params)


class ResultsDialog(Translated, QDialog):
    """The table of an import's results.

    Signals:
        photo_wanted: a line's photo is to be shown.
    """

    photo_wanted = Signal(str)

    def __init__(self, heading: str, found: list[Result], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("photos.results")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._heading = QLabel(heading, self)
        self._heading.setWordWrap(True)
        self.model = ResultsModel(self)
        self.model.set_rows(found)
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(self.model)
        self.table = _Table(self)
        self.table.setModel(self._sorted)
        self.table.setSortingEnabled(True)
        self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.table.doubleClicked.connect(self._on_chosen)
        close = QDialogButtonBox.StandardButton.Close
        self._buttons = QDialogButtonBox(close, self)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self._heading)
        self._told = RowTold(self.table, _sentences, self)
        column.addWidget(self.table, 1)
        column.addWidget(self._told)
        column.addWidget(self._buttons)
        em = self.fontMetrics().height()
        self.resize(em * 60, em * 28)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for at, wide in enumerate((18, 8, 19)):
            self.table.setColumnWidth(at, em * wide)
        header.setStretchLastSection(True)
        self.retranslate()

    def retranslate(self) -> None:
        """Sets every text."""
        self.setWindowTitle(translate("Photos", "Results of the import"))
        self.table.setAccessibleName(self.windowTitle())
        self._told.setAccessibleName(translate("Photos", "The line in full"))
        self._told.tell()
        close = QDialogButtonBox.StandardButton.Close
        self._buttons.button(close).setText(translate("Photos", "Close"))

    def _on_chosen(self, index: QModelIndex) -> None:
        sha256 = index.data(HASH)
        if sha256:
            self.photo_wanted.emit(sha256)


def _sentences(index: QModelIndex) -> list[str]:
    """File, reason and what to do of a line."""
    return [str(index.siblingAtColumn(column).data() or "") for column in (0, 2, 3)]


class _Table(QTableView):
    """Lines; Ctrl+C copies the chosen ones."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("photos.results.table")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setAlternatingRowColors(True)
        self.verticalHeader().hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies."""
        if event.matches(QKeySequence.StandardKey.Copy):
            rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
            lines = [
                "\t".join(str(self.model().index(row, c).data() or "") for c in range(4))
                for row in rows
            ]
            QGuiApplication.clipboard().setText("\n".join(lines))
            return
        super().keyPressEvent(event)
