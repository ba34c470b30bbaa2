"""A comparison as a table: what differs, and what is decided of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal

from greenshield.domain.reissue_decisions import TAKE
from greenshield.domain.reissue_shown import ShownLine
from ui.imports import compare_words
from ui.imports.compare_gathered import Gathered, Picked, Places
from ui.imports.compare_words import LATER
from ui.imports.field_words import name_of
from ui.look import icons
from ui.widgets.row_model import RowModel
from ui.words import translate

KIND, DECISION, NUMBER, ISSUE, FIELD, HERE, THERE, BY, NAME, ROW = range(10)
_SAYS = {
    NUMBER: "numbers", ISSUE: "issues", FIELD: "field", HERE: "here", THERE: "there", BY: "by",
    NAME: "name", ROW: "places",
}  # fmt: skip
_MARKS = {
    "unsure": ("question", "warning"), "split": ("untag", "accent"), "merged": ("tag", "accent"),
    "renumbered": ("edit", "accent"), "field": ("edit", "muted"), "new": ("add", "ok"),
    "gone": ("remove", "danger"),
}  # fmt: skip


class CompareModel(RowModel[ShownLine]):
    """Some of the lines, and what a person said of each.

    Signals:
        decided: something else is decided.
    """

    COLUMNS = 10
    decided = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._had, self._coming = Gathered(_SAYS.values()), Gathered(_SAYS.values())

    def begin(self) -> None:
        """Another comparison is about to come."""
        self._coming = Gathered(_SAYS.values())

    def gather(self, lines: Sequence[ShownLine]) -> None:
        """Some of its lines are there; what was decided of one that is the same still counts."""
        self._coming.add(lines, self._had)

    def show(self, lines: Sequence[ShownLine]) -> None:
        """Shows another comparison, of which all lines were gathered or none."""
        if not self._coming.lines:
            self.gather(lines)
        self._had = self._coming
        self.begin()
        self.filter("", "", undecided=False)

    def is_empty(self, column: int) -> bool:
        """Whether no line says anything in a column that tells what lines say themselves."""
        return _SAYS[column] in self._had.empty

    def counts(self) -> Mapping[str, int]:
        """How many lines each kind has."""
        return self._had.kinds

    def lines(self) -> Sequence[ShownLine]:
        """All of them."""
        return self._had.lines

    def filter(self, kind: str, text: str, *, undecided: bool) -> None:
        """Shows those of a kind ("" for any) that hold a text; of these perhaps the open ones."""
        self.set_rows(self._had.find(kind, text, undecided=undecided))

    def row_of(self, key: str) -> int:
        """The row of the line of a key; the first where it is not shown."""
        place, shown = self._had.place(key), self._places()
        if place is None or not len(shown):
            return 0
        at = int(np.searchsorted(shown, place))
        return at if at < len(shown) and shown[at] == place else 0

    def said(self, line: ShownLine) -> str:
        """What is decided of a line, ``LATER`` for nothing."""
        return self._had.said(line)

    def is_open(self, line: ShownLine) -> bool:
        """Whether a line waits for a decision."""
        return self._had.is_open(line)

    def open(self) -> int:
        """How many lines wait."""
        return self._had.open()

    def words(self, rows: Sequence[int]) -> list[str]:
        """What may be chosen for any of some rows."""
        return self._had.words(self._places(rows))

    def decide(self, rows: Sequence[int], word: str) -> int:
        """Decides on shown lines, those that leave the choice; how many.

        A row is one thing alone: what was chosen in another line of it gives way.
        """
        count = self._had.decide(self._places(rows), word)
        if count:
            self.renew()
            self.decided.emit()
        return count

    def choices(self) -> dict[str, str]:
        """What an import is to be told: nothing is written of what waits."""
        return self._had.choices()

    def _places(self, rows: Sequence[int] | None = None) -> Places:
        """Where shown lines stand among all: every one, or those of some rows."""
        places = self.rows.places if isinstance(self.rows, Picked) else np.zeros(0, np.int64)
        if rows is None:
            return places
        if isinstance(rows, range):  # an array of a long one is made slowly
            return places[rows.start : rows.stop : rows.step]
        return places[np.asarray(rows, np.int64)]

    def heads(self) -> Sequence[str]:
        """The names of the columns."""
        return (
            translate("Imports", "Difference"), translate("Imports", "Decision"),
            translate("Imports", "In the list"), translate("Imports", "In the ledger"),
            translate("Imports", "Field"), translate("Imports", "Value here"),
            translate("Imports", "Value in the list"), translate("Imports", "Entered by"),
            translate("Imports", "Name"), translate("Imports", "Row"),
        )  # fmt: skip

    def more(self, line: ShownLine, column: int, role: int) -> Any:
        """A mark of the kind, of a decision, and at what a person entered."""
        mark = self._mark(line, column) if role == Qt.ItemDataRole.DecorationRole else None
        return icons.coloured(*mark) if mark else None

    def text(self, line: ShownLine, column: int) -> str:
        """What a cell says."""
        if column == DECISION:
            if self.said(line) == LATER and self._had.is_settled(line):
                return translate("Imports", "see its other line")
            return compare_words.choice(self.said(line)) if line.choices else ""
        if column == KIND:
            return compare_words.kind(line.kind)
        if column == FIELD:
            return name_of(line.field) if line.field else ""
        if column in (HERE, THERE) and line.field == "geom":
            return translate("Imports", "see the map")
        return str(getattr(line, _SAYS[column]))

    def _mark(self, line: ShownLine, column: int) -> tuple[str, str] | None:
        if column == KIND:
            return _MARKS[line.kind]
        if column == BY and line.by:
            return "person", "warning"
        if column != DECISION:
            return None
        if not line.choices:
            return ("lock", "muted") if line.field else None
        word = self.said(line)
        if word == LATER:
            return None if self._had.is_settled(line) else ("clock", "warning")
        return ("ok", "ok") if word == TAKE else ("check", "muted")
