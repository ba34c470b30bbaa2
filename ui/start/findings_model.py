"""What a verification found, as a table whose sentences are made when they are looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.look import icons
from ui.start.calls import Finding
from ui.widgets.tips import plain
from ui.words import capital, sentence, translate

Index = QModelIndex | QPersistentModelIndex
WHAT, WHERE = range(2)
_ICONS = {"broken": "error", "unjudgeable": "question", "remark": "info", "mended": "ok",
          "taken_over": "warning"}  # fmt: skip


class FindingsModel(QAbstractTableModel):
    """One finding a row, in the order found. A broken county has tens of thousands."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._findings: Sequence[Finding] = ()

    def set_findings(self, findings: Sequence[Finding]) -> None:
        """Shows others."""
        self.beginResetModel()
        self._findings = findings
        self.endResetModel()

    def retranslate(self) -> None:
        """The sentences in another language."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, WHAT, WHERE)
        if self._findings:
            self.dataChanged.emit(self.index(0, WHAT), self.index(self.rowCount() - 1, WHERE))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """How many."""
        return 0 if parent.isValid() else len(self._findings)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        """What, where."""
        return 0 if parent.isValid() else 2

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The names of the columns."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (translate("Start", "What was found"), translate("Start", "Where"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Sentence and place; the whole place as its tip."""
        if not index.isValid() or index.row() >= len(self._findings):
            return None
        finding = self._findings[index.row()]
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
    return capital(sentence(finding.code, params))
