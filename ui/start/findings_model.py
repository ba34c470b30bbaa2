"""What a verification found, as a table whose sentences are made when they are looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt

from ui.look import icons
from ui.start.calls import Finding
from ui.widgets.row_model import RowModel
from ui.words import line, sentence, translate

WHAT, WHERE = range(2)
_ICONS = {"broken": "error", "unjudgeable": "question", "remark": "info", "mended": "ok",
          "taken_over": "warning"}  # fmt: skip


class FindingsModel(RowModel[Finding]):
    """One finding a row, in the order found. A broken county has tens of thousands."""

    COLUMNS = 2

    def heads(self) -> Sequence[str]:
        """The names of the columns."""
        return (translate("Start", "What was found"), translate("Start", "Where"))

    def text(self, finding: Finding, column: int) -> str:
        """The sentence, or the place."""
        return _sentence(finding) if column == WHAT else finding.about or finding.where

    def tip(self, finding: Finding, column: int) -> str:
        """The sentence, or the whole place."""
        place = f"{finding.about} {finding.where}".strip()
        return _sentence(finding) if column == WHAT else place

    def more(self, finding: Finding, column: int, role: int) -> Any:
        """What kind of finding it is, as an icon."""
        is_icon = role == Qt.ItemDataRole.DecorationRole and column == WHAT
        return icons.icon(_ICONS[finding.kind]) if is_icon else None


def _sentence(finding: Finding) -> str:
    params = {"where": finding.where, **finding.params}
    reason = params.get("reason")
    if isinstance(reason, str) and reason:  # a code where it is one, else the text itself
        params["reason"] = sentence(reason, {"file": finding.where, **params})
    return line(finding.code, params)
