"""As what a photo is tied: its phase and its kind, by list or by one key."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QKeyCombination, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from greenshield.domain.needs import PHASES
from ui import words
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

    def __init__(self, parent: QWidget | None = None, *, alt: bool = False) -> None:
        """Makes it.

        Args:
            parent: where it stands.
            alt: the keys are held with Alt, and heard wherever in the window the cursor is; else
                the owner passes them to :meth:`press`.
        """
        super().__init__(parent)
        self._alt = alt
        if alt:
            for key in (*PHASE_KEYS, *KIND_KEYS):
                chord = QKeyCombination(Qt.KeyboardModifier.AltModifier, key)
                QShortcut(QKeySequence(chord), self, partial(self.press, int(key)))
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
        when = translate("Photos", "Which phase it shows; one key chooses: {keys}")
        what = translate("Photos", "What it shows; one key chooses: {keys}")
        self._phase.setToolTip(when.format(keys=self._keys(PHASE_KEYS)))
        self._kind.setToolTip(what.format(keys=self._keys(KIND_KEYS)))
        phases = [("", translate("Photos", "by its day"))]
        phases += [(code, words_of.phase(code)) for code in PHASES]
        kinds = [("", translate("Photos", "by distance"))]
        kinds += [(code, words_of.kind(code)) for code in words_of.KINDS]
        for box, entries, keys in (
            (self._phase, phases, PHASE_KEYS), (self._kind, kinds, KIND_KEYS)
        ):  # fmt: skip
            letters = {code: self._key(key) for key, code in keys.items()}
            now = box.currentData()
            box.blockSignals(True)
            box.clear()
            for code, told in entries:
                box.addItem(f"{told} ({letters[code]})", code)
            box.setCurrentIndex(max(0, box.findData(now)))
            box.blockSignals(False)

    def _key(self, key: Qt.Key) -> str:
        held = Qt.KeyboardModifier.AltModifier if self._alt else Qt.KeyboardModifier.NoModifier
        native = QKeySequence.SequenceFormat.NativeText
        return QKeySequence(QKeyCombination(held, key)).toString(native)

    def _keys(self, keys: Iterable[Qt.Key]) -> str:
        return words.listed(self._key(key) for key in keys)

    def _choose(self, box: QComboBox, code: str) -> None:
        at = box.findData(code)
        if at >= 0:
            box.setCurrentIndex(at)

    def _on_changed(self, _: int) -> None:
        self.changed.emit()
