"""What the patch lies in, in m², hectares, mu and as a share; else how far the nearest is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ui import words
from ui.dossier.view import View
from ui.look import colours
from ui.widgets.row_model import RowModel
from ui.widgets.translated import Translated
from ui.words import translate


class OverlayModel(RowModel[Mapping[str, Any]]):
    """A row for each area and zone, the whole patch first; last what is near where none is met."""

    COLUMNS = 5
    NUMBERS = (1, 2, 3, 4)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._patch: float | None = None

    def show_rows(
        self,
        rows: Sequence[Mapping[str, Any]],
        patch_m2: float | None,
        near: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        """Shows what a patch of an area (m²) lies in, and the nearest of what it does not."""
        self._patch = patch_m2
        whole = [] if patch_m2 is None else [{"layer": "", "area_m2": patch_m2}]
        self.set_rows([*whole, *rows, *near])

    def tip(self, row: Mapping[str, Any], column: int) -> str:
        """What lies there in full, and how to see it; a number needs no more."""
        if column:
            return ""
        told = translate("Dossier", "{name}: a double click or Enter shows it on the map")
        return "\n".join([told.format(name=self.text(row, 0)), *_version(row)])

    def more(self, row: Mapping[str, Any], _column: int, role: int) -> Any:
        """A red line that is met is told in its colour."""
        is_met = "distance_m" not in row
        if role == Qt.ItemDataRole.ForegroundRole and row["layer"] == "redline" and is_met:
            return colours.role("danger")
        return None

    def heads(self) -> Sequence[str]:
        """The columns' names."""
        return (translate("Dossier", "Lies in"), "m²", translate("Dossier", "ha"),
                 translate("Dossier", "mu"), "%")  # fmt: skip

    def text(self, row: Mapping[str, Any], column: int) -> str:
        """The name, or how much of the patch lies in it."""
        if column == 0:
            return _named(row)
        if self._patch is None or "distance_m" in row:
            return ""  # a point lies in an area, but no part of it does
        m2 = float(row["area_m2"] or 0.0)
        if column == 4:
            return words.number(100 * m2 / self._patch, 1)
        value, digits = ((m2, 1), (m2 / words.M2_PER_HECTARE, 4), (m2 / words.M2_PER_MU, 2))[
            column - 1
        ]
        return words.number(value, digits)


class OverlayTable(Translated, QWidget):
    """The table, or why there is none.

    Signals:
        located: a row is to be shown on the map: ``issue``, ``area`` or ``zone``, and its id.
    """

    located = Signal(str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._view: View | None = None
        self.model = OverlayModel(self)
        self._table = _Table(self)
        self._table.setObjectName("dossier.overlay")
        self._table.setModel(self.model)
        self._table.verticalHeader().hide()
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._table.setWordWrap(False)
        self._table.setAlternatingRowColors(True)
        self._table.doubleClicked.connect(self._on_wanted)
        self._table.entered_at.connect(self._on_wanted)
        self._told = QLabel(self)
        self._told.setWordWrap(True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._told)
        box.addWidget(self._table)
        self.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Rows are as high as the theme wants them."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.retranslate()

    def show_view(self, view: View | None) -> None:
        """Shows where an issue's patch lies."""
        self._view = view
        self.retranslate()

    def retranslate(self) -> None:
        """Says everything anew."""
        self._table.setAccessibleName(translate("Dossier", "What the patch lies in"))
        view = self._view
        rows = [] if view is None else list(view.shown["overlay"])
        near = [] if view is None else list(view.shown["nearest"])
        patch = None if view is None else view.patch_m2
        self.model.show_rows(rows, patch, near)
        told = _which(view)
        if not rows:
            told = [*told, translate("Dossier", "It lies in no boundary of this project.")]
        elif patch is None:
            told = [*told, translate("Dossier", "A point: it has no area.")]
        self._told.setText("\n".join(told))
        self._told.setVisible(bool(told))
        self._table.setVisible(bool(rows or near) or patch is not None)
        for column in self.model.NUMBERS:
            self._table.setColumnHidden(column, patch is None)
        header = self._table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(self.fontMetrics().averageCharWidth() * 5)
        self._table.resizeRowsToContents()
        height = self._table.horizontalHeader().sizeHint().height() + 4
        height += sum(self._table.rowHeight(r) for r in range(self.model.rowCount()))
        self._table.setFixedHeight(height)

    def _on_wanted(self, index: QModelIndex) -> None:
        row = self.model.at(index)
        if row is None or self._view is None:
            return
        if not row["layer"]:
            self.located.emit("issue", self._view.issue_id)
        else:
            self.located.emit("zone" if row["layer"] == "zone" else "area", str(row["id"]))


class _Table(QTableView):
    """A table in which Enter does what a double click does.

    Signals:
        entered_at: Enter was pressed on a row.
    """

    entered_at = Signal(QModelIndex)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Takes Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.entered_at.emit(self.currentIndex())
            event.accept()
            return
        super().keyPressEvent(event)


def _which(view: View | None) -> list[str]:
    """By which boundaries it is told, and where others are in force today."""
    day = None if view is None else view.shown.get("overlay_on")
    if view is None or not day or not view.shown["overlay"]:
        return []
    told = [translate("Dossier", "By the boundaries in force on {day}.").format(day=words.day(day))]
    if any(row.get("superseded") for row in view.shown["overlay"]):
        told.append(
            translate(
                "Dossier", "Another version is in force today; here the one of that day counts."
            )
        )
    return told


def _version(row: Mapping[str, Any]) -> list[str]:
    """Which version of a boundary it is."""
    out: list[str] = []
    if row.get("valid_from"):
        told = translate("Dossier", "In force since {day}")
        out.append(told.format(day=words.day(row["valid_from"])))
    if row.get("superseded"):
        out.append(translate("Dossier", "Another version has taken its place since"))
    return out


def _named(row: Mapping[str, Any]) -> str:
    """What it is called, with its distance where the patch lies outside."""
    if "distance_m" not in row:
        return _called(row)
    told = translate("Dossier", "outside {name}, {metres} m away")
    return told.format(name=_called(row), metres=words.number(row["distance_m"], 0))


def _called(row: Mapping[str, Any]) -> str:
    layer = row["layer"]
    if not layer:
        return translate("Dossier", "the patch")
    if layer == "zone":
        zone = words.label("zone", row.get("zone"))
        name = str(row.get("name") or "")
        return f"{zone} · {name}" if name and name != zone else zone
    return f"{words.label('area_kind', layer)} · {row.get('name') or ''}".rstrip(" ·")
