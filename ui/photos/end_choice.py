"""One side of a comparison: which photo stands there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from ui import words
from ui.photos import words_of
from ui.words import translate


class EndChoice(QComboBox):
    """All photos that can stand there, by the time they were taken.

    Signals:
        picked: by the user: the photo's hash.
    """

    picked = Signal(str)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(18)
        self.activated.connect(lambda at: self.picked.emit(self.itemData(at)))

    def offer(self, rows: Iterable[Mapping[str, Any]], issue: str) -> None:
        """Lists photos; what stands there stays.

        Args:
            rows: as ``photo_pages.rows`` gives them.
            issue: id of the issue whose phases are told.
        """
        kept = self.photo()
        self.clear()
        for row in rows:
            self.addItem(_told(row, issue), row["sha256"])
        self.show_photo(kept)

    def photo(self) -> str:
        """The photo that stands there, "" where none does."""
        return str(self.currentData() or "")

    def show_photo(self, sha256: str) -> None:
        """Puts a photo there, without a signal."""
        self.setCurrentIndex(self.findData(sha256))


def _told(row: Mapping[str, Any], issue: str) -> str:
    phases = [words_of.phase(t["phase"]) for t in row["tags"] if t["issue_id"] == issue]
    taken = str(row["taken_at"] or "")[:10]
    when = words.day(taken) if taken else translate("Photos", "No time")
    parts = (words.listed(dict.fromkeys(phases)), when, row["file"] or row["sha256"][:12])
    return " · ".join(part for part in parts if part)
