"""A coordinate system: as the file says, one that fits its numbers, or a code that one types."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from ui.widgets.translated import Translated
from ui.words import translate

COMMON = ("EPSG:4490", "EPSG:4326", "EPSG:3857", *(f"EPSG:{n}" for n in range(4513, 4534)))


class CrsField(Translated, QComboBox):
    """Nothing for what the file says, else ``EPSG:n`` or WKT.

    Signals:
        chosen: something else was picked or typed.
    """

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._proposals: tuple[str, ...] = ()
        self._told = ""
        self.setEditable(True)
        self.setMinimumContentsLength(24)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.retranslate()
        self.activated.connect(lambda _: self._tell())
        line = self.lineEdit()
        if line is not None:
            line.editingFinished.connect(self._tell)

    def value(self) -> str:
        """What is chosen or typed, "" for what the file says."""
        typed = self.currentText().strip()
        return "" if typed == self._as_file() else typed

    def propose(self, proposals: Iterable[str]) -> None:
        """Puts what fits a file's numbers to the front; nothing is chosen by that."""
        self._proposals = tuple(str(each) for each in proposals)
        self._fill(self.value())

    def forget(self) -> None:
        """Of another file."""
        self._proposals = ()
        self._fill("")
        self._told = ""

    def retranslate(self) -> None:
        """Sets the words of the first entry."""
        self._fill(self.value() if self.count() else "")

    def _tell(self) -> None:
        if self.value() != self._told:
            self._told = self.value()
            self.chosen.emit()

    def _as_file(self) -> str:
        return self.itemText(0)

    def _fill(self, kept: str) -> None:
        with QSignalBlocker(self):
            self.clear()
            self.addItem(translate("Layers", "as the file says"))
            self.addItems(list(dict.fromkeys((*self._proposals, *COMMON))))
            if kept:
                self.setEditText(kept)
            else:
                self.setCurrentIndex(0)
