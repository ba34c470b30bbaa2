"""A coordinate system: as the file says, one that fits its numbers, or a code that one types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from ui.imports.crs_words import common_systems, crs_called
from ui.widgets.translated import Translated
from ui.words import length, translate


class CrsChoice(Translated, QComboBox):
    """Nothing for what the file says, else ``EPSG:n`` or WKT; each system with its name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._proposals: tuple[str, ...] = ()
        self._names: Mapping[str, str] = {}
        self._km: Mapping[str, float] = {}
        self.setEditable(True)
        self.setMinimumContentsLength(34)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        # Half a code would be completed to another system than the one that was meant.
        self.setCompleter(QCompleter(self))
        self.retranslate()

    def value(self) -> str | None:
        """What is chosen or typed; None for what the file says."""
        typed = self.currentText().strip()
        if not typed or typed == self._as_file():
            return None
        row = self.findText(typed)
        if row == 0:
            return None  # in the language of before
        return str(self.itemData(row)) if row > 0 else typed

    def propose(self, proposals: Iterable[str], params: Mapping[str, Any] | None = None) -> None:
        """Puts what fits a file's numbers to the front; what was typed stays where it is.

        Args:
            proposals: codes, the likeliest first.
            params: of the refusal that has them: ``names`` and ``km``, as the service tells them.
        """
        typed = self.value()
        self.show_value(typed, proposals, params)

    def show_value(
        self, value: str | None, proposals: Iterable[str] = (),
        params: Mapping[str, Any] | None = None,
    ) -> None:  # fmt: skip
        """Shows what is chosen; while nothing is, the likeliest of what is proposed."""
        self._proposals = tuple(str(p) for p in proposals)
        given = params or {}
        self._names, self._km = given.get("names") or {}, given.get("km") or {}
        self._fill(value)
        if value is None and self._proposals:
            with QSignalBlocker(self):
                self.setCurrentIndex(1)
        line = self.lineEdit()
        if line is not None:
            line.setModified(False)
            line.setCursorPosition(0)

    def retranslate(self) -> None:
        """Sets the words of the entries."""
        self._fill(self.value() if self.count() else None)

    def _as_file(self) -> str:
        return translate("Imports", "as the file says")

    def _fill(self, value: str | None) -> None:
        common = common_systems()
        names = common | {code: crs_called(name) for code, name in self._names.items()}
        typed = self.currentText()
        with QSignalBlocker(self):
            self.clear()
            self.addItem(self._as_file())
            for code in dict.fromkeys((*self._proposals, *common)):
                self.addItem(self._told(code, names.get(code, "")), code)
            row = 0 if value is None else self.findData(value)
            self.setCurrentIndex(max(row, 0))
            if value is not None and (row < 0 or typed.strip() == value):
                self.setEditText(value)  # as it was typed

    def _told(self, code: str, name: str) -> str:
        """The code, its name, and where it would put the file."""
        parts = [code, name]
        if code in self._km:
            metres = self._km[code] * 1000
            parts.append(
                translate("Imports", "in the project's midst")
                if metres < 1
                else translate("Imports", "{metres} away").format(metres=length(round(metres, -2)))
            )
        return " · ".join(filter(None, parts))
