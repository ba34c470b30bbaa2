"""The table as one writes it first: all rows in a list, sorted and filtered by Qt's proxy."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QSortFilterProxyModel, Qt

_SQL = """SELECT coalesce(i.issue_no, i.clue_no), i.state, i.facility_name, a.name, i.division_code,
i.activity_code, i.deadline, i.assignee, i.source_code, i.key_problem_code, i.area_rs, i.place_name
FROM issue i LEFT JOIN area a ON a.id = i.area_id ORDER BY i.fid"""


class ListModel(QAbstractTableModel):
    names = (
        "number", "state", "facility_name", "area", "division_code", "activity_code",
        "deadline", "assignee", "source_code", "key_problem_code", "area_rs", "place_name",
    )  # fmt: skip

    def __init__(self):
        super().__init__()
        self.rows = []

    def read(self, project: Path):
        self.beginResetModel()
        uri = (project / "project.gpkg").as_uri() + "?mode=ro&immutable=1"
        connection = sqlite3.connect(uri, uri=True)
        self.rows = connection.execute(_SQL).fetchall()
        connection.close()
        self.endResetModel()

    def rowCount(self, _=None):
        return len(self.rows)

    def columnCount(self, _=None):
        return len(self.names)

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        value = self.rows[index.row()][index.column()]
        return "" if value is None else value


class StateFilter(QSortFilterProxyModel):
    wanted, word = "", ""

    def restrict(self, state, word):
        self.wanted, self.word = state, word
        self.invalidateFilter()

    def filterAcceptsRow(self, row, _):
        if not self.wanted and not self.word:
            return True
        values = self.sourceModel().rows[row]
        if self.wanted and values[1] != self.wanted:
            return False
        return not self.word or any(self.word in str(v) for v in values if v)
