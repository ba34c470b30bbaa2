"""A coordinate system: as the file says, one that fits its numbers, or a code that one types."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QWidget

from ui.widgets.translated import Translated
from ui.words import translate

# What boundaries and ledgers here come in most: CGCS2000 and WGS 84 in degrees, CGCS2000 in the
# zones of three degrees from 25 to 45 (EPSG:4513–4533), with and without the zone before x.
COMMON = ("EPSG:4490", "EPSG:4326", *(f"EPSG:{n}" for n in range(4513, 4534)))


class CrsChoice(Translated, QComboBox):
    """Nothing for what the file says, else ``EPSG:n`` or WKT."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._proposals: tuple[str, ...] = ()
        self.setEditable(True)
        self.setMinimumContentsLength(34)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.retranslate()

    def value(self) -> str | None:
        """What is chosen or typed; None for what the file says."""
        typed = self.currentText().strip()
        if not typed or typed == self._as_file():
            return None
        return typed

    def propose(self, proposals: Iterable[str]) -> None:
        """Puts what fits a file's numbers to the front; what was typed stays where it is."""
        typed = self.value()
        self._proposals = tuple(str(p) for p in proposals)
        self._fill()
        if self._proposals and typed is None:
            self.setCurrentIndex(1)

    def show_value(self, value: str | None, proposals: Iterable[str] = ()) -> None:
        """Shows what is chosen; while nothing is, the likeliest of what is proposed."""
        self._proposals = tuple(proposals)
        with QSignalBlocker(self):
            self._fill()
            if value is not None:
                self.setEditText(value)
            else:
                self.setCurrentIndex(1 if self._proposals else 0)
        line = self.lineEdit()
        if line is not None:
            line.setModified(False)

    def retranslate(self) -> None:
        """Sets the words of the first entry."""
        self._fill()

    def _as_file(self) -> str:
        return translate("Imports", "as the file says")

    def _fill(self) -> None:
        kept = self.value() if self.count() else None
        with QSignalBlocker(self):
            self.clear()
            self.addItem(self._as_file())
            self.addItems(list(dict.fromkeys((*self._proposals, *COMMON))))
            if kept is None:
                self.setCurrentIndex(0)
            else:
                self.setEditText(kept)
