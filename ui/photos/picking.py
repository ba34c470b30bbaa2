"""Which photos of the tray are picked: kept over a new reading, told to the desk, taken from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QObject,
    Signal,
)
from PySide6.QtWidgets import QAbstractItemView

from ui.desk import Desk
from ui.photos.grid import GridView
from ui.photos.model import PhotoModel
from ui.photos.ranges import ranges
from ui.timers import pause

_MANY = 5000
_SETTLE_MS = 30  # a frame that is dragged tells of itself at every move


class Picking(QObject):
    """Between the grid's selection, by rows, and the desk's, by hashes.

    Signals:
        changed: other photos are picked here.
    """

    changed = Signal()

    def __init__(self, desk: Desk, model: PhotoModel, grid: GridView, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._model, self._grid = desk, model, grid
        self._quiet = False
        self._top = ""
        self._current = ""
        self._next = ""
        self._wants_first = False
        self._settle = pause(self, _SETTLE_MS, self._tell)
        self._again = pause(self, 0, self._pick_again)
        self._late: list[str] = []
        self._saying = pause(self, 0, self._say_late)
        grid.selectionModel().selectionChanged.connect(self._on_selected)
        grid.selectionModel().currentChanged.connect(
            lambda *_: self._desk.selection.walk_to(self.current())
        )
        model.modelAboutToBeReset.connect(self._on_resetting)
        model.modelReset.connect(self._on_reset)
        model.renewed.connect(self._on_renewed)

    def current(self) -> str:
        """The photo that the keyboard is at, "" for none."""
        index = self._grid.currentIndex()
        return self._model.hash_at(index.row()) if index.isValid() else ""

    def picked(self) -> list[str]:
        """The picked photos that the filter shows, in its order."""
        rows: list[int] = []
        for first, last in _joined(
            (part.top(), part.bottom()) for part in ranges(self._grid.selectionModel().selection())
        ):
            rows += range(first, last + 1)
        return self._model.hashes_of(rows)

    def place(self, sha256: str) -> tuple[int, int]:
        """A photo's row and how many there are; zeros where the filter leaves it out."""
        row = self._model.row_of(sha256)
        return (row, self._model.rowCount()) if row >= 0 else (0, 0)

    def beside(self, sha256: str) -> list[str]:
        """The photos after and before one, in the order in which they may be wanted."""
        row = self._model.row_of(sha256)
        return self._model.hashes_of([row + 1, row - 1]) if row >= 0 else []

    def pick(self, sha256: str) -> bool:
        """Picks one photo alone; whether the filter shows it."""
        row = self._model.row_of(sha256)
        if row >= 0:
            self._grid.setCurrentIndex(self._model.index(row))
            self._settle.stop()
            self._tell()
        return row >= 0

    def step(self, by: int, sha256: str) -> str:
        """Picks the photo so many rows on from one; its hash, "" at the end."""
        row = self._model.row_of(sha256)
        if row < 0 or not 0 <= row + by < self._model.rowCount():
            return ""
        found = self._model.hash_at(row + by)
        self.pick(found)
        return found

    def choose_first(self) -> None:
        """Picks the first photo once the filter's photos are there."""
        self._wants_first = True

    def go_to_first(self, photos: Sequence[str]) -> None:
        """Brings the first of some photos into sight; what is picked stays so."""
        rows = self._model.rows_of(list(photos))
        if rows:
            self._grid.scrollTo(self._model.index(min(rows)))

    def follow(self) -> None:
        """Shows what the desk has selected elsewhere."""
        self._saying.stop()
        self._select(self._model.rows_of(self._desk.selection.photos), scroll=True)

    def go_on(self) -> None:
        """Notes the photo after those picked, which is next where they leave the filter."""
        rows = [self._model.row_of(p) for p in self._desk.selection.photos]
        last = max(rows, default=-1)
        gone = set(self._desk.selection.photos)
        after = range(last + 1, min(last + 2, self._model.rowCount()))
        before = range(min((r for r in rows if r >= 0), default=0) - 1, -1, -1)
        found = self._model.hashes_of([*after, *list(before)[:1]])
        self._next = next((h for h in found if h not in gone), "")

    def forget_next(self) -> None:
        """Drops the photo that ``go_on`` noted: another filter has another order."""
        self._next = ""

    # Within -------------------------------------------------------------------------------

    def _on_selected(self) -> None:
        if not self._quiet:
            self._settle.start()

    def _tell(self) -> None:
        picked = self.picked()
        if len(picked) < _MANY:
            self._say(picked)
        else:
            self._late = picked
            self._saying.start()  # in a turn of its own: what is picked took as long to read

    def _say_late(self) -> None:
        late, self._late = self._late, []
        self._say(late)

    def _say(self, picked: list[str]) -> None:
        self._saying.stop()  # what was to be said of others
        if tuple(picked) != self._desk.selection.photos:
            self._desk.selection.select(photos=picked, by=self, distinct=True)
            self.changed.emit()

    def _on_resetting(self) -> None:
        first, last = self._grid.sight()
        self._top = self._model.hash_at(first) if last >= first else ""
        self._current = self.current()
        self._quiet = True

    def _on_reset(self) -> None:
        self._quiet = False
        top = self._model.row_of(self._top) if self._top else -1
        if top >= 0 and self._grid.verticalScrollBar().value():
            hint = QAbstractItemView.ScrollHint.PositionAtTop
            self._grid.scrollTo(self._model.index(top), hint)

    def _on_renewed(self) -> None:
        """The rows are new, the photos are not: the same ones are picked again."""
        if self._wants_first and self._model.rowCount():
            self._wants_first = False
            self.pick(self._model.hash_at(0))
        elif len(self._desk.selection.photos) < _MANY:
            self._pick_again()
        else:
            self._again.start()  # in a turn of its own: to find the rows takes as long as to show

    def _pick_again(self) -> None:
        chosen = list(self._desk.selection.photos)
        rows = self._model.rows_of(chosen)
        if chosen and not rows and self._next and self.pick(self._next):
            self._next = ""
            return
        self._select(rows, scroll=False)

    def _select(self, rows: list[int], *, scroll: bool) -> None:
        chosen = QItemSelection()
        for first, last in _runs(rows):
            chosen.append(QItemSelectionRange(self._model.index(first), self._model.index(last)))
        self._quiet = True
        flags = QItemSelectionModel.SelectionFlag
        self._grid.selectionModel().select(chosen, flags.ClearAndSelect)
        current = self._model.row_of(self._current) if self._current else -1
        at = current if current in rows else (rows[0] if rows else -1)
        if at >= 0:
            index = self._model.index(at)
            self._grid.selectionModel().setCurrentIndex(index, flags.NoUpdate)
            if scroll:
                self._grid.scrollTo(index)
        self._quiet = False
        self._grid.viewport().update()


def _runs(rows: list[int]) -> Iterator[tuple[int, int]]:
    """Rising rows as stretches without a gap: first and last of each."""
    if not rows:
        return
    at = np.array(rows)
    ends = np.flatnonzero(np.diff(at) != 1)
    firsts, lasts = at[[0, *(ends + 1)]], at[[*ends, len(at) - 1]]
    yield from zip(firsts.tolist(), lasts.tolist(), strict=True)


def _joined(parts: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Stretches, which may overlap, as rising ones that don't."""
    end = -1
    for first, last in sorted(parts):
        if last > end:
            yield max(first, end + 1), last
            end = last
