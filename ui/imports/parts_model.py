"""The list of files and layers: a tick, what each is, and what will come of it or came."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor

from ui.imports.count_words import told
from ui.imports.part import Part, kind_words
from ui.imports.problem_words import remedy_of, what_of
from ui.look import colours, icons
from ui.widgets.row_model import Index, RowModel
from ui.words import hectares, number, plural, translate

NAME, KIND, PROBLEMS, CRS, COUNT, AREA, VERTICES = range(7)


class PartsModel(RowModel[Part]):
    """One layer a row.

    Signals:
        ticked: a person ticked one, or took it off.
    """

    COLUMNS = 7
    NUMBERS = (COUNT, AREA, VERTICES)
    ticked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Part] = []

    def heads(self) -> Sequence[str]:
        """The names of the columns."""
        return (
            translate("Imports", "File and layer"), translate("Imports", "Taken as"),
            translate("Imports", "Remarks"), translate("Imports", "System"),
            translate("Imports", "Shapes"), translate("Imports", "Area"),
            translate("Imports", "Vertices"),
        )  # fmt: skip

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The first column has the tick, where the part may be read."""
        part, flags = self.at(index), super().flags(index)
        if part is not None and index.column() == NAME and part.is_readable:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ticks a part."""
        part = self.at(index)
        if part is None or role != Qt.ItemDataRole.CheckStateRole or not part.is_readable:
            return False
        part.is_on = Qt.CheckState(value) == Qt.CheckState.Checked
        self.renew()
        self.ticked.emit()
        return True

    def tip(self, part: Part, column: int) -> str:
        """The same, of the name the whole path."""
        return str(part.path) if column == NAME else self.text(part, column)

    def more(self, part: Part, column: int, role: int) -> Any:
        """The tick, and how it stands with a part as an icon and a colour."""
        if role == Qt.ItemDataRole.CheckStateRole and column == NAME:
            on = part.is_on and (part.trouble is None or part.asks_crs)
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DecorationRole and column == PROBLEMS:
            return _mark(part)
        return _ink(part) if role == Qt.ItemDataRole.ForegroundRole else None

    def text(self, part: Part, column: int) -> str:
        """What a cell says."""
        if column == NAME:
            return part.called
        if column == KIND:
            return kind_words().get(part.wish.kind, "")
        if column == PROBLEMS:
            return _remarks(part)
        if part.seen is None:
            few = part.found.count
            return number(few) if column == COUNT and few >= 0 else ""
        return {
            COUNT: number(sum(part.seen.counts.values())),
            AREA: hectares(part.seen.area_m2),
            VERTICES: number(part.seen.vertices),
            CRS: part.seen.crs,
        }[column]


class ResultsModel(RowModel[Part]):
    """What became of each: counts, or why not and what to do."""

    COLUMNS = 4

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Part] = []

    def heads(self) -> Sequence[str]:
        """The names of the columns."""
        return (
            translate("Imports", "File and layer"), translate("Imports", "Taken as"),
            translate("Imports", "What came of it"), translate("Imports", "What to do"),
        )  # fmt: skip

    def text(self, part: Part, column: int) -> str:
        """What a cell says."""
        return _result(part, column)

    def more(self, part: Part, column: int, role: int) -> Any:
        """How it came out, as an icon."""
        is_icon = role == Qt.ItemDataRole.DecorationRole and column == NAME
        return _outcome_mark(part) if is_icon else None


def _outcome_mark(part: Part) -> Any:
    if part.done is not None:
        refused = bool(part.done.counts.get("refused"))
        return icons.coloured(*(("warning", "warning") if refused else ("ok", "ok")))
    return icons.coloured(*(("error", "danger") if part.trouble else ("remove", "muted")))


def _result(part: Part, column: int) -> str:
    if column == NAME:
        return part.called
    if column == KIND:
        return kind_words().get(part.wish.kind, "")
    trouble = part.trouble
    if part.done is not None:
        refused = next((p for p in part.done.problems.items if p.fatal), None)
        if column == 2:
            return told(part.done.counts)
        return "" if refused is None else remedy_of(refused)
    if trouble is not None:
        return what_of(trouble) if column == 2 else remedy_of(trouble)
    if column != 2:
        return ""
    if not part.is_on:
        return translate("Imports", "was not ticked")
    return translate("Imports", "stopped before it; nothing of it was imported")


def _remarks(part: Part) -> str:
    trouble = part.trouble
    if part.asks_crs:
        return translate("Imports", "Which coordinate system? Choose it below")
    if trouble is not None:
        return what_of(trouble)
    if part.seen is None:
        return ""
    words = [told(part.seen.counts)]
    others = len(part.problems.items) - part.problems.refused
    if others:
        one, many = translate("Imports", "{n} remark"), translate("Imports", "{n} remarks")
        words.append(plural(others, one, many))
    return translate("Imports", ", ", "between counts").join(words)


def _mark(part: Part) -> Any:
    if part.asks_crs:
        return icons.coloured("question", "accent")
    if part.trouble is not None:
        return icons.coloured("error", "danger")
    if part.seen is None:
        return None
    is_off = part.seen.standing.is_off or any(
        p.code.startswith("crs_") and p.code != "crs_from_numbers" for p in part.problems.items
    )
    if part.problems.refused or is_off:
        return icons.coloured("warning", "warning")
    return icons.coloured("ok", "ok")


def _ink(part: Part) -> QColor | None:
    is_wanted = part.is_on and (part.trouble is None or part.asks_crs)
    return None if is_wanted else QColor(colours.muted)
