"""The parts of a split: number, name, ground, and their shares of amounts that count once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem, QWidget

from ui import words
from ui.dossier import fact_text
from ui.widgets.column_widths import widen
from ui.widgets.tips import plain
from ui.widgets.translated import Translated
from ui.words import area, capital, percent, translate

if TYPE_CHECKING:
    from greenshield.services.lineage_seen import PartSeen

_NUMBER, _NAME, _AREA, _SHARE = "clue_no", "facility_name", "area", "share"
_FIXED = (_AREA, _SHARE)
_WIDE = {_NUMBER: 24, _NAME: 20}  # letters
_LETTERS = 16
_ROWS, _HIGH = 5, 1.9  # rows that are seen at least; heights of a line


class PartsTable(Translated, QTableWidget):
    """A row a part. Rows with one number are one part."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(0, 0, parent)
        self.setObjectName("lineage.parts")
        self._seen: tuple[PartSeen, ...] = ()
        self._amounts: dict[str, Mapping[str, Any]] = {}
        self._columns: tuple[str, ...] = ()
        self.verticalHeader().hide()
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        self.setTabKeyNavigation(False)
        self.retranslate()

    def put(self, parts: Sequence[PartSeen], amounts: Mapping[str, Mapping[str, Any]]) -> None:
        """Shows parts in place of those that were there; what was typed of them is gone."""
        self._seen, self._amounts = tuple(parts), dict(amounts)
        self._columns = (_NUMBER, _NAME, _AREA, _SHARE, *self._amounts)
        self.setRowCount(0)
        self.setColumnCount(len(self._columns))
        self.setRowCount(len(parts))
        for row, part in enumerate(parts):
            for column, name in enumerate(self._columns):
                self.setItem(row, column, self._item(name, part))
        tall = round(self.fontMetrics().height() * _HIGH)
        self.verticalHeader().setDefaultSectionSize(tall)
        self.setMinimumHeight(tall * _ROWS)
        widen(self, {n: _WIDE.get(name, _LETTERS) for n, name in enumerate(self._columns)})
        self.retranslate()

    def parts(self) -> list[tuple[dict[str, str], tuple[str, ...]]]:
        """The fields of each part as typed, and its shapes, WKB in hex."""
        found: dict[str, tuple[dict[str, str], list[str]]] = {}
        for row, part in enumerate(self._seen):
            typed = {
                n: text for n in self._columns if n not in _FIXED and (text := self._raw(row, n))
            }
            fields, shapes = found.setdefault(typed.get(_NUMBER, ""), ({}, []))
            fields |= {name: text for name, text in typed.items() if name not in fields}
            shapes.append(part.shape)
        return [(fields, tuple(shapes)) for fields, shapes in found.values()]

    def fault(self) -> str:
        """What is wrong with what was typed, "" where nothing is; the cell is gone to."""
        given: dict[tuple[str, str], str] = {}
        for row in range(len(self._seen)):
            number = self._raw(row, _NUMBER)
            if not number:
                self._go_to(row, _NUMBER)
                return translate("Lineage", "Each part needs a number.")
            for name in self._columns:
                typed = "" if name in _FIXED else self._raw(row, name)
                why = fact_text.fault("issue", name, typed) if typed else ""
                if typed and not why and given.setdefault((number, name), typed) != typed:
                    text = translate("Lineage", "{number} has two values: {field}")
                    why = text.format(number=number, field=words.field_name("issue", name))
                if why:
                    self._go_to(row, name)
                    return why
        return ""

    def retranslate(self) -> None:
        """Sets every word."""
        self.setAccessibleName(translate("Lineage", "Parts"))
        heads = {
            _AREA: translate("Lineage", "Area"),
            _SHARE: translate("Lineage", "Of the patch"),
        }
        for column, name in enumerate(self._columns):
            told = heads.get(name) or capital(words.field_name("issue", name))
            for whole in self._amounts.get(name, {}).values():
                text = translate("Lineage", "{field}\nof {whole}")
                told = text.format(field=told, whole=fact_text.read("issue", name, whole))
            head = QTableWidgetItem(told)
            head.setToolTip(plain(told))
            self.setHorizontalHeaderItem(column, head)
        for row, part in enumerate(self._seen):
            for name, text in ((_AREA, area(part.m2)), (_SHARE, percent(part.share))):
                item = self.item(row, self._columns.index(name))
                if item is not None:
                    item.setText(text)

    def _item(self, name: str, part: PartSeen) -> QTableWidgetItem:
        item = QTableWidgetItem(part.clue_no if name == _NUMBER else "")
        if name in _FIXED:
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return item

    def _raw(self, row: int, name: str) -> str:
        item = self.item(row, self._columns.index(name))
        return "" if item is None else item.text().strip()

    def _go_to(self, row: int, name: str) -> None:
        self.setCurrentCell(row, self._columns.index(name))
        self.setFocus(Qt.FocusReason.OtherFocusReason)
