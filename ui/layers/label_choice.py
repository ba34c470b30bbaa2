"""Which attribute labels the features of a layer, or none."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QWidget

from ui.widgets.translated import Translated
from ui.words import translate


class LabelChoice(Translated, QComboBox):
    """None first, then the attributes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self.setMinimumContentsLength(24)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.retranslate()

    def value(self) -> str:
        """The attribute, "" for none."""
        return str(self.currentData() or "")

    def offer(self, names: Sequence[str], chosen: str = "") -> None:
        """Offers attributes; what is chosen stays where it is among them."""
        kept = self.value() or chosen
        self._names = tuple(dict.fromkeys(names))
        self._fill(kept)

    def retranslate(self) -> None:
        """Sets the words of the first entry."""
        self._fill(self.value())

    def _fill(self, kept: str) -> None:
        with QSignalBlocker(self):
            self.clear()
            self.addItem(translate("Layers", "nothing"), "")
            for name in self._names:
                self.addItem(name, name)
            self.setCurrentIndex(max(self.findData(kept), 0))
