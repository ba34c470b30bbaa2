"""What a verification found, as a table whose sentences are made when they are looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt

from ui.look import icons
from ui.start.calls import Finding
from ui.widgets.row_model import Index, RowModel
from ui.widgets.tips import plain
from ui.words import line, sentence, translate

WHAT, WHERE = range(2)
_ICONS = {"broken": "error", "unjudgeable": "question", "remark": "info", "mended": "ok",
          "taken_over": "warning"}  # fmt: skip


class FindingsModel(RowModel[Finding]):
    """One finding a row, in the order found. A broken county has tens of thousands."""

    COLUMNS = 2

    def retranslate(self) -> None:
        """The sentences in another language."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, WHAT, WHERE)
        if self.rows:
            self.dataChanged.emit(self.index(0, WHAT), self.index(self.rowCount() - 1, WHERE))

    def heads(self) -> Sequence[str]:
        """The names of the columns."""
        return (translate("Start", "What was found"), translate("Start", "Where"))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Sentence and place; the whole place as its tip."""
        finding = self.at(index)
        if finding is None:
            return None
        if role == Qt.ItemDataRole.DecorationRole and index.column() == WHAT:
            return icons.icon(_ICONS[finding.kind])
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _sentence(finding) if index.column() == WHAT else finding.about or finding.where
        place = f"{finding.about} {finding.where}".strip()
        return plain(_sentence(finding) if index.column() == WHAT else place)


def _sentence(finding: Finding) -> str:
    params = {"where": finding.where, **finding.params}
    reason = params.get("reason")
    if isinstance(reason, str) and reason:  # a code where it is one, else the text itself
        params["reason"] = sentence(reason, {"file": finding.where, **params})
    return line(finding.code, params)
