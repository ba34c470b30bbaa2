"""Widths of columns in letters, so that they fit any font; remembered as they were left."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QTableView, QTreeView

from ui.prefs import Prefs

_LEAST, _MOST = 3, 120


def widen(view: QTreeView | QTableView, letters: Mapping[int, float]) -> None:
    """Makes columns so many letters of the view's font wide."""
    letter = view.fontMetrics().averageCharWidth()
    for column, count in letters.items():
        view.setColumnWidth(column, round(letter * count))


def keep_widths(view: QTreeView, letters: Mapping[int, float], prefs: Prefs, key: str) -> None:
    """Makes columns as wide as they were left, at first so many letters; notes what is changed.

    Args:
        view: with its model and font.
        letters: of every column that is kept.
        prefs: where they are remembered.
        key: the name they are remembered under.
    """
    kept = prefs.get(key, {})
    left = kept if isinstance(kept, dict) else {}
    found = {}
    for column, first in letters.items():
        wide = left.get(str(column))
        found[column] = min(max(wide if isinstance(wide, int | float) else first, _LEAST), _MOST)
    widen(view, found)

    def note() -> None:
        letter = view.fontMetrics().averageCharWidth()
        widths = {str(column): round(view.columnWidth(column) / letter, 1) for column in letters}
        prefs.set(key, widths)

    view.header().sectionResized.connect(lambda *_: note())
