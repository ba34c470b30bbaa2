"""A comparison as a table: what differs, and what is decided of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from greenshield.domain.reissue_decisions import APART, ASIDE, KEEP, TAKE
from greenshield.domain.reissue_shown import ShownLine
from ui.imports import compare_words
from ui.imports.compare_gathered import Gathered, asks
from ui.imports.compare_words import LATER
from ui.imports.field_words import name_of
from ui.look import icons
from ui.widgets.row_model import Index, RowModel
from ui.widgets.tips import plain
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
_PLAIN = (APART, ASIDE, LATER)  # they name no issue: what is said so in one line counts in all


class CompareModel(RowModel[ShownLine]):
    """Some of the lines, and what a person said of each.

    Signals:
        decided: something else is decided.
    """

    COLUMNS = 10
    decided = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._had, self._coming = Gathered(set(_SAYS.values())), Gathered(set(_SAYS.values()))

    def begin(self) -> None:
        """Another comparison is about to come."""
        self._coming = Gathered(set(_SAYS.values()))

    def gather(self, lines: Sequence[ShownLine]) -> None:
        """Some of its lines are there; what was decided of one that is the same still counts."""
        self._coming.add(lines, self._had.said)

    def show(self, lines: Sequence[ShownLine]) -> None:
        """Shows another comparison, of which all lines were gathered or none."""
        if not self._coming.lines:
            self.gather(lines)
        self._had = self._coming
        self.begin()
        self.set_rows(lines)

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
        folded = text.strip().casefold()
        self.set_rows(
            [
                line for line in self._had.lines
                if (not kind or line.kind == kind)
                and (not folded or folded in _searched(line))
                and (not undecided or self.is_open(line))
            ]
        )  # fmt: skip

    def said(self, line: ShownLine) -> str:
        """What is decided of a line, ``LATER`` for nothing."""
        return self._had.said.get(line.key, LATER)

    def is_open(self, line: ShownLine) -> bool:
        """Whether a line waits for a decision."""
        waits = bool(line.choices) and self.said(line) == LATER
        return waits and not self._is_settled(line)

    def open(self) -> int:
        """How many lines wait."""
        return sum(not self._is_settled(line) for line in self._had.later.values())

    def decide(self, rows: Iterable[int], word: str) -> int:
        """Decides on shown lines, those that leave the choice; how many.

        A row is one thing alone: what was chosen in another line of it gives way.
        """
        count = 0
        done: set[int] = set()  # rows: of several lines at once the first one counts
        for n in rows:
            line = self.rows[n]
            fits = bool(line.choices) and (word == LATER or word in line.choices)
            if not fits or (asks(line) and word not in _PLAIN and done & {*line.rows}):
                continue
            self._say(line, word)
            count += 1
            if word != LATER and asks(line):
                done.update(line.rows)
                self._give_way(line, word)
        if count:
            self.dataChanged.emit(
                self.index(0, 0), self.index(len(self.rows) - 1, self.COLUMNS - 1)
            )
            self.decided.emit()
        return count

    def _say(self, line: ShownLine, word: str) -> None:
        if asks(line):
            more = (word != LATER) - (self.said(line) != LATER)
            for row in line.rows if more else ():
                self._had.settled[row] += more
        self._had.said[line.key] = word
        if word == LATER:
            self._had.later[line.key] = line
        else:
            self._had.later.pop(line.key, None)

    def _give_way(self, line: ShownLine, word: str) -> None:
        others = (one for row in line.rows for one in self._had.beside[row])
        for other in {one.key: one for one in others if one.key != line.key}.values():
            follows = word in _PLAIN and word in other.choices
            self._say(other, word if follows else LATER)

    def _is_settled(self, line: ShownLine) -> bool:
        """Whether another line of its rows says what they are."""
        return asks(line) and all(self._had.settled[row] for row in line.rows)

    def choices(self) -> dict[str, str]:
        """What an import is to be told: nothing is written of what waits."""
        out = {}
        for line in self._had.lines:
            word = self._had.said.get(line.key, LATER)
            if word == LATER and line.proposed:
                word = KEEP if line.field else ASIDE
            if line.choices and word != LATER:
                out[line.key] = word
        return out

    def heads(self) -> Sequence[str]:
        """The names of the columns."""
        return (
            translate("Imports", "Difference"), translate("Imports", "Decision"),
            translate("Imports", "In the list"), translate("Imports", "In the ledger"),
            translate("Imports", "Field"), translate("Imports", "Value here"),
            translate("Imports", "Value in the list"), translate("Imports", "Entered by"),
            translate("Imports", "Name"), translate("Imports", "Row"),
        )  # fmt: skip

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts; a mark of the kind, of a decision, and at what a person entered."""
        line = self.at(index)
        if line is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(line, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain(self.text(line, index.column()))
        if role == Qt.ItemDataRole.DecorationRole:
            mark = self._mark(line, index.column())
            return icons.coloured(*mark) if mark else None
        return None

    def text(self, line: ShownLine, column: int) -> str:
        """What a cell says."""
        if column == DECISION:
            if self.said(line) == LATER and self._is_settled(line):
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
            return None if self._is_settled(line) else ("clock", "warning")
        return ("ok", "ok") if word == TAKE else ("check", "muted")


def _searched(line: ShownLine) -> str:
    parts = (line.places, line.numbers, line.issues, line.name, line.here, line.there, line.by)
    return "\n".join(parts).casefold()
