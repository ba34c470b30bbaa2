"""The two tables: versions of lists, and rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui.look import theme
from ui.restrictions.level_delegate import LevelDelegate
from ui.restrictions.models import (
    DAYS,
    LEVEL,
    MEASURE,
    NAME,
    SOURCE,
    SPACE,
    WORDING,
    RestrictionModel,
    VersionModel,
)
from ui.restrictions.restriction import Row, Version
from ui.widgets.column_widths import widen
from ui.widgets.row_model import RowModel


class _Table(QTableView):
    """Whole lines, one at a time.

    Signals:
        chosen: another line is current, or none.
    """

    chosen = Signal()

    def __init__(self, name: str, model: RowModel[Any], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"restrictions.{name}")
        self.setModel(model)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        lines = 2.2 if theme.is_field() else 1.7
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * lines))
        self.horizontalHeader().setStretchLastSection(False)
        self.selectionModel().currentRowChanged.connect(lambda *_: self.chosen.emit())

    def _widths(self, letters: dict[int, int], stretched: int) -> None:
        widen(self, letters)
        self.horizontalHeader().setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)


class VersionTable(_Table):
    """The versions of all lists, and above them a line for all of them at once."""

    def __init__(self, parent: QWidget) -> None:
        self._versions = VersionModel()
        super().__init__("versions", self._versions, parent)
        self._versions.setParent(self)
        self._widths({1: 30, 2: 18, 3: 34}, NAME)

    def current(self) -> Version | None:
        """The one that is chosen; None for all of them."""
        index = self.currentIndex()
        one = self._versions.at(index) if index.isValid() else None
        return one if one is not None and one.list_name else None

    def show_versions(self, versions: Sequence[Version]) -> None:
        """Shows others; the one that was chosen stays so where it is still there."""
        was = self.current()
        standing = [one for one in versions if not one.void]
        sums = (sum(getattr(v, n) for v in standing) for n in ("rows", "barred", "limited"))
        rows, barred, limited = sums
        every = Version("", "", "", rows, barred, limited, "", void=False, holds=False)
        self._versions.set_rows([every, *versions])
        self.setCurrentIndex(self._versions.index(0, NAME))
        for line, one in enumerate(versions, 1):
            same = was and (was.list_name, was.list_from) == (one.list_name, one.list_from)
            if was and same and was.void == one.void:
                self.setCurrentIndex(self._versions.index(line, NAME))


class RowTable(_Table):
    """Rows of lists."""

    def __init__(self, parent: QWidget) -> None:
        self._rows = RestrictionModel()
        super().__init__("rows", self._rows, parent)
        self._rows.setParent(self)
        self.setItemDelegateForColumn(LEVEL, LevelDelegate(self))
        self._widths({LEVEL: 12, MEASURE: 26, SPACE: 32, SOURCE: 24, DAYS: 26}, WORDING)

    def model(self) -> RestrictionModel:
        """Its model."""
        return self._rows

    def current(self) -> Row | None:
        """The one that is chosen."""
        index = self.currentIndex()
        return self._rows.at(index) if index.isValid() else None

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Shows others; the one that was chosen stays so where it is still there."""
        was = self.current()
        self._rows.set_rows(rows)
        self.setColumnHidden(DAYS, not any(row.valid_from or row.valid_to for row in rows))
        for line, one in enumerate(rows):
            if was is not None and one.id == was.id:
                self.setCurrentIndex(self._rows.index(line, LEVEL))
