"""The window that lists what an import did with each file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ui import words
from ui.desk import Desk
from ui.look import icons
from ui.photos import import_calls
from ui.photos.results_model import HASH, OUTCOMES, Result, ResultsModel, outcome_name
from ui.widgets import choosing
from ui.widgets.choosing import Kept
from ui.widgets.row_told import RowTold
from ui.widgets.translated import Translated
from ui.words import translate

_COPIED = 1000  # lines; each is two sentences to be made, and a list of more is better saved


class ResultsDialog(Translated, QDialog):
    """The table of an import's results.

    Signals:
        photo_wanted: a line's photo is to be shown.
    """

    photo_wanted = Signal(str)

    def __init__(
        self,
        desk: Desk,
        heading: Callable[[], str],
        found: list[Result],
        parent: QWidget,
        *,
        only: str = "",
        remarks: Mapping[str, Mapping[str, dict[str, Any]]] | None = None,
    ) -> None:
        """Lists results.

        Args:
            desk: through which they are saved.
            heading: tells what the import did, in the language of the moment.
            found: all of them.
            parent: where it stands.
            only: the outcome that is listed at first, all where "".
            remarks: what is odd about photos: by its code, by hash, what it says.
        """
        super().__init__(parent)
        self._desk, self._found, self._remarks = desk, found, dict(remarks or {})
        desk.closed.connect(self.reject)  # its photos are of the project that was open
        self.setObjectName("photos.results")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._tell_heading = heading
        self._heading = QLabel(self)
        self._heading.setWordWrap(True)
        self._odd = QLabel(self)
        self._odd.setObjectName("photos.results.remarks")
        self._odd.setWordWrap(True)
        ways = Qt.TextInteractionFlag
        self._odd.setTextInteractionFlags(
            ways.LinksAccessibleByMouse | ways.LinksAccessibleByKeyboard
        )
        self._odd.linkActivated.connect(self.show_only)
        self.model = ResultsModel(self)
        self._only = QComboBox(self)
        self._only.setObjectName("photos.results.only")
        self._only.currentIndexChanged.connect(self._on_only)
        self._save = QPushButton(icons.icon("save"), "", self)
        self._save.setObjectName("photos.results.save")
        self._save.setAutoDefault(False)
        self._save.clicked.connect(self.save)
        self.table = _Table(self)
        self.table.setModel(self.model)
        self.table.setSortingEnabled(True)
        self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.table.doubleClicked.connect(self._on_chosen)
        close = QDialogButtonBox.StandardButton.Close
        self._buttons = QDialogButtonBox(close, self)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self._heading)
        column.addWidget(self._odd)
        bar = QHBoxLayout()
        bar.addWidget(self._only)
        bar.addStretch(1)
        bar.addWidget(self._save)
        column.addLayout(bar)
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
        self.show_only(only)

    def show_only(self, outcome: str) -> None:
        """Lists the files that came out so, or of which that is remarked; all where ""."""
        at = max(0, self._only.findData(outcome))
        self._only.setCurrentIndex(at)
        self._on_only(at)

    def save(self) -> None:
        """Asks where the list goes, and writes it."""
        choosing.ask_where(
            self, "photos.results.where", translate("Photos", "Save the list"), self.save_to,
            filters=[translate("Photos", "Table (*.csv)")],
            suggested=translate("Photos", "photo import") + ".csv",
            start=Kept(self._desk.prefs, "photos.results_folder"),
        )  # fmt: skip

    def save_to(self, file: Path) -> None:
        """Writes what is listed, in a file that spreadsheets open."""
        lines = [self.model.line(one) for one in self.model.rows]
        self._desk.ask(
            import_calls.save_results, file, tuple(self.model.heads()), lines,
            title=translate("Photos", "Saving the list"),
        )  # fmt: skip

    def retranslate(self) -> None:
        """Sets every text."""
        self.setWindowTitle(translate("Photos", "Results of the import"))
        self._heading.setText(self._tell_heading())
        self.table.setAccessibleName(self.windowTitle())
        self._told.setAccessibleName(translate("Photos", "The line in full"))
        self._told.tell()
        self._only.setAccessibleName(translate("Photos", "Which files"))
        self._save.setText(translate("Photos", "&Save…"))
        self._save.setToolTip(translate("Photos", "Save these lines as a table for spreadsheets"))
        self._fill_only()
        self._tell_odd()
        close = QDialogButtonBox.StandardButton.Close
        self._buttons.button(close).setText(translate("Photos", "Close"))

    def _fill_only(self) -> None:
        # A file of which several things are told has a line for each, and is one file.
        counts = Counter(outcome for outcome, _ in {(one.outcome, one.file) for one in self._found})
        every_file = len({one.file for one in self._found})
        now = self._only.currentData()
        self._only.blockSignals(True)
        self._only.clear()
        every = translate("Photos", "All files")
        self._only.addItem(f"{every} ({words.number(every_file)})", "")
        for outcome in OUTCOMES:
            if counts[outcome]:
                told = f"{outcome_name(outcome)} ({words.number(counts[outcome])})"
                self._only.addItem(told, outcome)
        for code, hashes in self._remarks.items():
            self._only.addItem(_remarked(code, hashes), code)
        self._only.setCurrentIndex(max(0, self._only.findData(now)))
        self._only.blockSignals(False)

    def _tell_odd(self) -> None:
        """What is odd, each count a way to the files it counts."""
        told = words.listed(
            f'<a href="{code}">{escape(_remarked(code, hashes))}</a>'
            for code, hashes in self._remarks.items()
        )
        self._odd.setText(told)
        self._odd.setVisible(bool(told))

    def _on_only(self, _: int) -> None:
        wanted = self._only.currentData()
        odd = self._remarks.get(wanted)
        if odd is None:
            rows = [one for one in self._found if wanted in ("", None, one.outcome)]
        else:  # each file once, with what is odd as its reason
            told = {one.file: one for one in self._found if one.sha256 in odd}
            rows = [replace(one, told=_reason(wanted, odd[one.sha256])) for one in told.values()]
        self.model.set_rows(rows)
        header = self.table.horizontalHeader()
        self.model.sort(header.sortIndicatorSection(), header.sortIndicatorOrder())

    def _on_chosen(self, index: QModelIndex) -> None:
        sha256 = index.data(HASH)
        if sha256:
            self.photo_wanted.emit(sha256)


def _remarked(code: str, photos: Collection[str]) -> str:
    return words.line(f"sum_{code}", {"n": words.number(len(photos))})


def _reason(code: str, params: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """What a line says of a photo that is odd."""
    return code, {"name": "", **params}


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
                for row in rows[:_COPIED]
            ]
            QGuiApplication.clipboard().setText("\n".join(lines))
            return
        super().keyPressEvent(event)
