"""The lines of a work list as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt

from greenshield.domain.errors import Missing
from greenshield.domain.needs import is_conditional
from ui.look import colours, fonts, icons
from ui.start.calls import WorkLine
from ui.widgets.row_model import RowModel
from ui.words import move, number, plural, sentence, short_day, state, translate

LINE = Qt.ItemDataRole.UserRole
STATE = Qt.ItemDataRole.UserRole + 1  # the workflow state's code, for the pill
NUMBER, NEXT, DUE, LACKS, STAGE, FACILITY, AREA = range(7)


class WorkListModel(RowModel[WorkLine]):
    """One line a row. What a move lacks comes later, line by line."""

    COLUMNS = 7

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lacks: dict[str, tuple[Missing, ...]] = {}

    def set_rows(self, rows: Sequence[WorkLine]) -> None:
        """Shows others; what they lack is to be asked again."""
        self._lacks.clear()
        super().set_rows(rows)

    def set_lacking(self, issue_id: str, missing: tuple[Missing, ...]) -> None:
        """Notes what one line's move lacks."""
        self._lacks[issue_id] = missing
        row = self.row_of(issue_id)
        if row >= 0:
            cell = self.index(row, LACKS)
            self.dataChanged.emit(cell, cell)

    def is_known(self, issue_id: str) -> bool:
        """Whether it was asked what the line's move lacks."""
        return issue_id in self._lacks

    def row_of(self, issue_id: str) -> int:
        """Where an issue stands, -1 for nowhere."""
        return next((n for n, one in enumerate(self.rows) if one.issue_id == issue_id), -1)

    def heads(self) -> Sequence[str]:
        """The names of the columns."""
        return (
            translate("Start", "Number"), translate("Start", "Next step"),
            translate("Start", "Due"), translate("Start", "Still missing"),
            translate("Start", "State"), translate("Start", "Facility"),
            translate("Start", "Protected area"),
        )  # fmt: skip

    def more(self, line: WorkLine, column: int, role: int) -> Any:
        """The colour of what is overdue; the line and its state for who shows them otherwise."""
        if role == Qt.ItemDataRole.ForegroundRole and column == DUE and line.overdue:
            return colours.role("overdue")
        if role == Qt.ItemDataRole.FontRole and column == NEXT and line.mine:
            return fonts.scaled(1.0, bold=True)
        if role == Qt.ItemDataRole.DecorationRole and column == DUE and line.overdue:
            return icons.coloured("clock", "overdue")
        if role == LINE:
            return line
        return line.state if role == STATE else None

    def text(self, line: WorkLine, column: int) -> str:
        """What a cell says."""
        if column == LACKS:
            missing = self._lacks.get(line.issue_id)
            if missing is None:
                return "…"
            lacks = sum(not is_conditional(m.code) for m in missing)
            return number(lacks) if missing else translate("Start", "ready")
        return {
            NUMBER: line.number, NEXT: step(line.move), DUE: short_day(line.due),
            STAGE: state(line.state), FACILITY: line.facility_name, AREA: line.area,
        }[column]  # fmt: skip

    def tip(self, line: WorkLine, column: int) -> str:
        """What is lacking, one by one; why a line is late, or whose it is."""
        missing = self._lacks.get(line.issue_id, ())
        if column == LACKS and missing:
            return "\n".join(f"· {sentence(m.code, m.params)}" for m in missing)
        if column == DUE and line.overdue:
            return check_overdue() if line.checking else rectification_overdue()
        if column == NEXT and line.mine:
            return translate("Start", "given to you")
        return self.text(line, column)


def step(name: str) -> str:
    """What the next step is called: the move, or the signature."""
    return sentence("step_consent") if name == "consent" else move(name)


def check_overdue() -> str:
    """What an overdue check is called."""
    return translate("Start", "check overdue")


def rectification_overdue() -> str:
    """What an overdue rectification is called."""
    return translate("Start", "rectification overdue")


def summary(count: int, overdue: int, checks: int = 0, *, shown: int) -> str:
    """How much there is to do, how much is late (so many checks), and whether that is all."""
    told = plural(
        count, translate("Start", "{n} thing to do"), translate("Start", "{n} things to do")
    )
    parts = [told]
    if checks:
        parts.append(plural(checks, translate("Start", "{n} check overdue"),
                            translate("Start", "{n} checks overdue")))  # fmt: skip
    if overdue > checks:
        parts.append(plural(overdue - checks, translate("Start", "{n} rectification overdue"),
                            translate("Start", "{n} rectifications overdue")))  # fmt: skip
    if shown < count:
        first = translate("Start", "the {n} most urgent are shown")
        parts.append(plural(shown, first, first))
    return translate("Start", ", ", "between counts").join(parts)
