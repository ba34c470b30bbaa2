"""What a list that comes again says otherwise, line by line, and what a person decides of it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from greenshield.domain.reissue_shown import Shown, ShownLine
from ui.desk import Desk
from ui.imports import compare_words
from ui.imports.compare_choices import CompareChoices
from ui.imports.compare_model import CompareModel
from ui.imports.compare_view import CompareView
from ui.imports.compare_words import KINDS
from ui.imports.outline_map import Drawn, OutlineMap
from ui.imports.problem_list import ProblemList
from ui.imports.problems_table import ProblemsTable, chosen_rows
from ui.look import colours
from ui.timers import pause
from ui.widgets.row_told import RowTold
from ui.widgets.translated import Translated
from ui.words import listed, number, plural, translate

_SOON_MS = 150  # after the last key
_REFUSED = "refused"  # the tab of what was not understood
_SPLIT = "compare.split"


class ComparePage(Translated, QWidget):
    """Tabs of kinds above, the lines, a map of both patches, the choices beneath.

    The last tab holds what could not be read of the list, instead of lines.

    Attributes:
        shown: the comparison; None before.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown: Shown | None = None
        self._prefs = desk.prefs
        self._problems = ProblemList()
        self._drawn: list[Drawn] = []
        self.model = CompareModel(self)
        self.problems = ProblemsTable(desk, self)
        self.of, self.waiting = QLabel(self), QLabel(self)
        self.kinds, self.search = QTabBar(self), QLineEdit(self)
        self.undecided, self.note_gone = QCheckBox(self), QCheckBox(self)
        self.view = CompareView(self.model, desk.prefs, self)
        self.choices = CompareChoices(self)
        self.map, self.legend = OutlineMap(self), QLabel(self)
        self.told = RowTold(self.view, self._sentences, self)
        for name, widget in (
            ("kinds", self.kinds), ("search", self.search), ("undecided", self.undecided),
            ("note_gone", self.note_gone), ("map", self.map),
        ):  # fmt: skip
            widget.setObjectName(f"compare.{name}")
        for label in (self.of, self.waiting):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.kinds.setExpanding(False)
        self.kinds.setDrawBase(False)
        self.search.setClearButtonEnabled(True)
        self._soon = pause(self, _SOON_MS, self._filter)
        self._split = self._made_split()
        self._either = QStackedWidget(self)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.view)
        self.retranslate()

    def show_compared(self, shown: Shown, problems: ProblemList) -> None:
        """Shows a comparison; what was decided before of a line that is the same still counts.

        Args:
            shown: the comparison.
            problems: of reading the list.
        """
        stood = self.model.at(self.view.currentIndex())
        self.shown, self._problems = shown, problems
        self.problems.set_problems(problems)
        self.model.show(shown.lines)
        self.view.hide_empty()
        self.note_gone.setVisible(bool(shown.counts["gone"]))
        self._offer_kinds()
        self._filter(stood.key if stood is not None else "")
        self._tell()

    def decide(self, word: str) -> None:
        """Decides on the selected lines; of one alone the next one comes."""
        rows = chosen_rows(self.view.selectionModel())
        if self.model.decide(rows, word) and len(rows) == 1:
            below = self.model.index(rows[0] + 1, self.view.currentIndex().column())
            if below.isValid():
                self.view.setCurrentIndex(below)
        self.view.setFocus()

    def retranslate(self) -> None:
        """Sets every text."""
        self.view.setAccessibleName(translate("Imports", "Differences"))
        self.kinds.setAccessibleName(translate("Imports", "Kinds of differences"))
        self.search.setPlaceholderText(translate("Imports", "Number, name or value"))
        self.search.setAccessibleName(translate("Imports", "Find a difference"))
        self.undecided.setText(translate("Imports", "only what is &open"))
        self.note_gone.setText(
            translate("Imports", "Add a comment to each issue that the list has no more")
        )
        self._offer_kinds()
        self._tell()
        self._tell_legend()
        self.told.tell()

    # Within -------------------------------------------------------------------------------

    def _offer_kinds(self) -> None:
        """A tab a kind that there is, with how many lines it has; one of what is no line."""
        kept = self.kinds.tabData(self.kinds.currentIndex()) or ""
        lines, told = self.model.lines(), self._problems.items
        count = self.model.counts()
        with QSignalBlocker(self.kinds):
            while self.kinds.count():
                self.kinds.removeTab(0)
            all_of = translate("Imports", "All")
            for code, word, n in (
                ("", all_of, len(lines)),
                *((k, compare_words.kind(k), count.get(k, 0)) for k in KINDS if count.get(k)),
                (_REFUSED, translate("Imports", "Refused, remarks"), len(told)),
            ):  # fmt: skip
                if code == _REFUSED and not told:
                    continue
                at = self.kinds.addTab(f"{word} {number(n)}")
                self.kinds.setTabData(at, code)
                if code == kept:
                    self.kinds.setCurrentIndex(at)

    def _filter(self, stood: str = "") -> None:
        """Shows what the fields above leave, and stands on the line of a key, or the first."""
        kind = self.kinds.tabData(self.kinds.currentIndex()) or ""
        self._either.setCurrentIndex(kind == _REFUSED)
        for part in (self.search, self.undecided, self.choices):
            part.setEnabled(kind != _REFUSED)
        if kind == _REFUSED:
            return
        self.model.filter(kind, self.search.text(), undecided=self.undecided.isChecked())
        if self.model.rows:
            self.view.setCurrentIndex(self.model.index(self.model.row_of(stood), 0))
        else:
            self._on_current(QModelIndex())
        self._on_selection()

    def _on_current(self, index: QModelIndex) -> None:
        line = self.model.at(index)
        drawn: list[Drawn] = []
        if line is not None and self.shown is not None:
            old = [r for i in line.issue_ids for r in self.shown.old.get(i, ())]
            new = [r for n in line.rows for r in self.shown.new.get(n, ())]
            drawn = [Drawn(rings, kind) for rings, kind in ((old, "old"), (new, "new")) if rings]
        self._drawn = drawn
        self.map.set_drawn(drawn)
        self._tell_legend()

    def _on_selection(self) -> None:
        rows = chosen_rows(self.view.selectionModel())
        self.choices.offer(self.model.words(rows), len(rows))

    def _sentences(self, index: QModelIndex) -> tuple[str, ...]:
        line: ShownLine | None = self.model.at(index)
        if line is None:
            return ()
        return (compare_words.values(line), compare_words.note(line))

    def _tell(self) -> None:
        shown = self.shown
        if shown is None:
            return
        if shown.of:
            told = translate("Imports", "Compared with {files}.").format(files=listed(shown.of))
        else:
            told = translate("Imports", "No earlier edition of this list was found in the project.")
        parts = [told]
        if shown.campaign:
            said = translate("Imports", "Its campaign is taken to be {name}.")
            parts.append(said.format(name=shown.campaign))
        if shown.left:
            said = translate("Imports", "Not read: {sheets}.")
            parts.append(said.format(sheets=listed(shown.left)))
        same, refused = shown.counts["unchanged"], shown.counts["refused"]
        parts.append(
            plural(
                same, translate("Imports", "{n} row says the same."),
                translate("Imports", "{n} rows say the same."),
            )
        )  # fmt: skip
        if refused:
            parts.append(
                plural(
                    refused, translate("Imports", "{n} row can't be read and is left out."),
                    translate("Imports", "{n} rows can't be read and are left out."),
                )
            )  # fmt: skip
        self.of.setText(" ".join(parts))
        waits = self.model.open()
        told = plural(
            waits,
            translate("Imports", "{n} line waits for a decision: it stays as it is."),
            translate("Imports", "{n} lines wait for a decision: they stay as they are."),
        )
        self.waiting.setText(told if waits else "")

    def _tell_legend(self) -> None:
        words = {"old": translate("Imports", "in the ledger"),
                 "new": translate("Imports", "in the list")}  # fmt: skip
        roles = {"old": "info", "new": "overdue"}
        self.legend.setText(
            "　".join(
                f'<span style="color:{colours.role(roles[d.kind]).name()}">▬</span> {words[d.kind]}'
                for d in self._drawn
            )
            or translate("Imports", "This line is about no place or shape.")
        )

    def _connect(self) -> None:
        self.kinds.currentChanged.connect(lambda _: self._filter())
        self.search.textChanged.connect(lambda _: self._soon.start())
        self.undecided.toggled.connect(lambda _: self._filter())
        self.choices.chosen.connect(self.decide)
        self.view.typed.connect(self.decide)
        self.model.decided.connect(self._tell)
        self._split.splitterMoved.connect(lambda *_: self._prefs.set(_SPLIT, self._split.sizes()))
        self.view.selectionModel().currentRowChanged.connect(lambda at, _: self._on_current(at))
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._on_selection())

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.kinds, 1)
        top.addWidget(self.search)
        top.addWidget(self.undecided)
        self.search.setMinimumWidth(self.fontMetrics().averageCharWidth() * 24)
        lines = QWidget(self)
        column = QVBoxLayout(lines)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._split, 1)
        column.addWidget(self.told)
        column.addWidget(self.choices)
        self._either.addWidget(lines)
        self._either.addWidget(self.problems)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.of)
        rows.addLayout(top)
        rows.addWidget(self._either, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.waiting, 1)
        foot.addWidget(self.note_gone)
        rows.addLayout(foot)

    def _made_split(self) -> QSplitter:
        """The lines and the map, shared as they were left."""
        side = QWidget(self)
        beside = QVBoxLayout(side)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.map, 1)
        beside.addWidget(self.legend)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setObjectName("compare.split")
        split.setChildrenCollapsible(False)
        split.addWidget(self.view)
        split.addWidget(side)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        kept = self._prefs.get(_SPLIT, None)
        if isinstance(kept, list) and len(kept) == 2 and all(isinstance(n, int) for n in kept):
            split.setSizes(kept)
        return split
