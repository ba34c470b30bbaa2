"""The sheets of a workbook or layers of a file: which are read, and whose columns are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ui.widgets.translated import Translated
from ui.words import number, plural, translate

_NAME = Qt.ItemDataRole.UserRole


class SheetList(Translated, QWidget):
    """A tick reads a sheet, the one that is stood on is shown.

    Signals:
        ticked: others are to be read. Only for what the user does.
        shown: the name of the sheet, which is read, that somebody went to.
    """

    ticked = Signal()
    shown = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self._read: dict[str, int] = {}
        self._left: dict[str, tuple[int, bool]] = {}
        self._are_layers = False
        self._is_telling = False
        self.head, self.view = QLabel(self), QListWidget(self)
        self.head.setBuddy(self.view)
        self.view.setObjectName("ledger.sheets")
        self.view.setWordWrap(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.itemChanged.connect(self._on_ticked)
        self.view.currentItemChanged.connect(lambda *_: self._on_current())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.head)
        column.addWidget(self.view, 1)
        self.setFixedWidth(self.fontMetrics().averageCharWidth() * 30)
        self.retranslate()

    def show_sheets(
        self, names: Sequence[str], read: Mapping[str, int], left: Mapping[str, tuple[int, bool]],
        current: str, *, are_layers: bool = False,
    ) -> None:  # fmt: skip
        """Shows a file's sheets.

        Args:
            names: all that hold anything, in order.
            read: those that were read, with how many records each holds.
            left: others that look like tables: rows, and whether the workbook hides it.
            current: the one whose columns are shown.
            are_layers: each can be read; of sheets only those that are tables.
        """
        self._names, self._read, self._left = tuple(names), dict(read), dict(left)
        self._are_layers = are_layers
        self._is_telling = True
        self.view.clear()
        for name in self._names:
            item = QListWidgetItem()
            item.setData(_NAME, name)
            on = name in self._read
            if on or are_layers or name in self._left:
                item.setFlags(
                    Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
                    | Qt.ItemFlag.ItemIsUserCheckable
                )  # fmt: skip
            else:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self.view.addItem(item)
            if name == current:
                self.view.setCurrentItem(item)
        self._is_telling = False
        self.retranslate()

    def wanted(self) -> tuple[str, ...]:
        """The names of the ticked ones, in order."""
        items = (self.view.item(n) for n in range(self.view.count()))
        return tuple(i.data(_NAME) for i in items if i.checkState() == Qt.CheckState.Checked)

    def current(self) -> str:
        """The one that is stood on; "" for none."""
        item = self.view.currentItem()
        return "" if item is None else str(item.data(_NAME))

    def retranslate(self) -> None:
        """Sets every text."""
        self._is_telling = True
        self.head.setText(translate("Imports", "Sheets &to read"))
        self.view.setAccessibleName(translate("Imports", "Sheets to read"))
        for n in range(self.view.count()):
            item = self.view.item(n)
            item.setText(f"{item.data(_NAME)}\n{self._told(item.data(_NAME))}")
        self._is_telling = False

    def _told(self, name: str) -> str:
        if name in self._read:
            return plural(
                self._read[name], translate("Imports", "{n} row is read"),
                translate("Imports", "{n} rows are read"),
            )  # fmt: skip
        if name not in self._left:
            if self._are_layers:
                return translate("Imports", "not read")
            return translate("Imports", "not read: no table found")
        rows, hidden = self._left[name]
        said = (
            translate("Imports", "not read: hidden, {n} rows")
            if hidden
            else translate("Imports", "not read: {n} rows")
        )
        return said.format(n=number(rows))

    def _on_ticked(self, _: QListWidgetItem) -> None:
        if not self._is_telling:
            self.ticked.emit()

    def _on_current(self) -> None:
        if not self._is_telling and self.current() in self._read:
            self.shown.emit(self.current())
