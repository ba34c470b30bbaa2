"""As what a photo is tied: its phase and its kind, by list or by one key."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from ui.photos import words_of
from ui.widgets.translated import Translated
from ui.words import translate

# Key -> phase, kind. "" is what the day and the distance tell.
PHASE_KEYS = {
    Qt.Key.Key_Q: "", Qt.Key.Key_B: "before", Qt.Key.Key_D: "during", Qt.Key.Key_A: "after",
    Qt.Key.Key_L: "lookback",
}  # fmt: skip
KIND_KEYS = {
    Qt.Key.Key_G: "", Qt.Key.Key_F: "far", Qt.Key.Key_N: "near", Qt.Key.Key_T: "detail",
    Qt.Key.Key_V: "aerial",
}  # fmt: skip


class TieChoice(Translated, QWidget):
    """Two lists side by side.

    Signals:
        changed: another phase or kind is chosen.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._phase, self._kind = QComboBox(self), QComboBox(self)
        self._phase.setObjectName("photos.phase")
        self._kind.setObjectName("photos.kind")
        self._phase_label, self._kind_label = QLabel(self), QLabel(self)
        self._phase_label.setBuddy(self._phase)
        self._kind_label.setBuddy(self._kind)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for label, box in ((self._phase_label, self._phase), (self._kind_label, self._kind)):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(6)
            row.addWidget(label)
            row.addWidget(box, 1)
            box.currentIndexChanged.connect(self._on_changed)
        self.retranslate()

    def phase(self) -> str:
        """The phase, "" for what the day tells."""
        return str(self._phase.currentData() or "")

    def kind(self) -> str:
        """The kind, "" for what the distance tells."""
        return str(self._kind.currentData() or "")

    def set_phase(self, code: str) -> None:
        """Chooses a phase."""
        self._choose(self._phase, code)

    def set_kind(self, code: str) -> None:
        """Chooses a kind."""
        self._choose(self._kind, code)

    def press(self, key: int) -> bool:
        """Takes a key that stands for a phase or a kind; whether it does."""
        known = Qt.Key(key)
        if known in PHASE_KEYS:
            self.set_phase(PHASE_KEYS[known])
        elif known in KIND_KEYS:
            self.set_kind(KIND_KEYS[known])
        else:
            return False
        return True

    def retranslate(self) -> None:
        """Sets every text."""
        self._phase_label.setText(translate("Photos", "&Phase"))
        self._kind_label.setText(translate("Photos", "&Kind"))
        self._phase.setAccessibleName(translate("Photos", "Phase"))
        self._kind.setAccessibleName(translate("Photos", "Kind"))
        self._phase.setToolTip(translate("Photos", "When it was taken; one key chooses"))
        self._kind.setToolTip(translate("Photos", "What it shows; one key chooses"))
        phases = [("", translate("Photos", "by its day"))]
        phases += [(code, words_of.phase(code)) for code in words_of.PHASES]
        kinds = [("", translate("Photos", "by distance"))]
        kinds += [(code, words_of.kind(code)) for code in words_of.KINDS]
        for box, entries, keys in (
            (self._phase, phases, PHASE_KEYS), (self._kind, kinds, KIND_KEYS)
        ):  # fmt: skip
            letters = {code: chr(int(key)) for key, code in keys.items()}
            now = box.currentData()
            box.blockSignals(True)
            box.clear()
            for code, told in entries:
                box.addItem(f"{told} ({letters[code]})", code)
            box.setCurrentIndex(max(0, box.findData(now)))
            box.blockSignals(False)

    def _choose(self, box: QComboBox, code: str) -> None:
        at = box.findData(code)
        if at >= 0:
            box.setCurrentIndex(at)

    def _on_changed(self, _: int) -> None:
        self.changed.emit()
