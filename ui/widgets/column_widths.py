"""Widths of columns in letters, so that they fit any font; remembered as they were left."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QTableView, QTreeView

from ui.prefs import Prefs

_LEAST, _MOST = 3, 120


def widen(view: QTreeView | QTableView, letters: Mapping[int, float]) -> None:
    """Makes columns so many letters of the view's font wide."""
    letter = view.fontMetrics().averageCharWidth()
    for column, count in letters.items():
        view.setColumnWidth(column, round(letter * count))


class KeptWidths:
    """Columns as wide as they were left, at first so many letters; what is changed is noted."""

    def __init__(
        self, view: QTreeView | QTableView, letters: Mapping[int, float], prefs: Prefs, key: str
    ) -> None:
        """Fits the columns of a view that has its model.

        Args:
            view: whose columns they are.
            letters: of every column that is kept.
            prefs: where they are remembered.
            key: the name they are remembered under.
        """
        self._view, self._letters, self._prefs, self._key = view, letters, prefs, key
        self._head = view.header() if isinstance(view, QTreeView) else view.horizontalHeader()
        self.fit()
        self._head.sectionResized.connect(lambda *_: self._note())

    def fit(self) -> None:
        """Makes them so wide in the font of now."""
        kept, found = self._kept(), {}
        for column, first in self._letters.items():
            wide = kept.get(str(column))
            if not isinstance(wide, int | float) or math.isnan(wide):
                wide = first
            found[column] = min(max(wide, _LEAST), _MOST)
        with QSignalBlocker(self._head):
            widen(self._view, found)

    def _note(self) -> None:
        """A hidden column has the width it had."""
        letter = self._view.fontMetrics().averageCharWidth()
        widths = self._kept()
        for column in self._letters:
            if not self._head.isSectionHidden(column):
                widths[str(column)] = round(self._view.columnWidth(column) / letter, 1)
        self._prefs.set(self._key, widths)

    def _kept(self) -> dict[str, Any]:
        kept = self._prefs.get(self._key, {})
        return dict(kept) if isinstance(kept, dict) else {}
