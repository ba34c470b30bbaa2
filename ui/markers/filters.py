"""What markers are listed: words, condition, kind, area, and those that were voided."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QToolButton, QWidget

from ui.look import icons
from ui.markers.calls import Wanted
from ui.timers import pause
from ui.widgets.flow import flowing
from ui.widgets.multi_choice import MultiChoice
from ui.widgets.searchable_choice import SearchableChoice
from ui.widgets.tall_icons import TallIcons
from ui.widgets.translated import Translated
from ui.words import choices, translate

_TYPING_MS = 180
_UNKNOWN = "-"  # a choice of several has no empty value


class Filters(Translated, QWidget):
    """A row that breaks where it is narrow.

    Signals:
        changed: by the user.
        left: Enter or Escape: the keyboard is to go back to the list.
    """

    changed = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("markers.filter")
        self._areas: tuple[tuple[str, str], ...] = ()
        self.text = QLineEdit(self)
        self.text.setObjectName("markers.text")
        self.text.setMinimumWidth(self.fontMetrics().averageCharWidth() * 32)
        self.text.setClearButtonEnabled(True)
        self.text.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        TallIcons(self.text)
        self.conditions = MultiChoice(self)
        self.conditions.setObjectName("markers.conditions")
        self.kind = QComboBox(self)
        self.kind.setObjectName("markers.kind")
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.area = SearchableChoice(self)
        self.area.setObjectName("markers.area")
        self.area.setMinimumContentsLength(14)
        self.voided = QCheckBox(self)
        self.voided.setObjectName("markers.voided")
        self.clear_button = QToolButton(self)
        self.clear_button.setObjectName("markers.clear_filter")
        self.clear_button.setAutoRaise(True)
        row = flowing(self)
        for part in (self.text, self.conditions, self.kind, self.area, self.voided,
                     self.clear_button):  # fmt: skip
            row.addWidget(part)
        self._typing = pause(self, _TYPING_MS, self._tell)
        self.text.textChanged.connect(lambda _: self._typing.start())
        self.text.returnPressed.connect(self.left)
        self.conditions.changed.connect(lambda _: self._tell())
        self.kind.activated.connect(lambda _: self._tell())
        self.area.chosen.connect(lambda _: self._tell())
        self.voided.clicked.connect(lambda _: self._tell())
        self.clear_button.clicked.connect(self.clear)
        self.retranslate()

    def value(self) -> Wanted:
        """What is set."""
        return Wanted(
            tuple("" if code == _UNKNOWN else code for code in self.conditions.values()),
            self.kind.currentData() or "", self.area.value(), self.text.text().strip(),
            self.voided.isChecked(),
        )  # fmt: skip

    def set_areas(self, areas: Sequence[tuple[str, str]]) -> None:
        """The areas that markers are of: id and name."""
        if tuple(areas) != self._areas:
            self._areas = tuple(areas)
            self.area.set_choices(self._areas, translate("Markers", "every area"))

    def clear(self) -> None:
        """Takes every condition away."""
        self.reset()
        self.changed.emit()

    def reset(self) -> None:
        """The same, without a signal."""
        self.text.clear()
        self._typing.stop()
        self.conditions.set_values(())
        self.kind.setCurrentIndex(0)
        self.area.set_value("")
        self.voided.setChecked(False)
        self._show_clear()

    def focus_search(self) -> None:
        """Puts the cursor into the field of words."""
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.text.selectAll()

    def retranslate(self) -> None:
        """Sets every text."""
        self.text.setPlaceholderText(translate("Markers", "Number, place, area …"))
        self.text.setAccessibleName(translate("Markers", "Words in it"))
        self.conditions.set_title(translate("Markers", "Condition"))
        self.conditions.set_choices(
            [*choices("marker_condition"), (_UNKNOWN, translate("Markers", "unknown"))]
        )
        kept = self.kind.currentData()
        self.kind.clear()
        self.kind.addItem(translate("Markers", "every kind"), "")
        for code, told in choices("marker_kind"):
            self.kind.addItem(told, code)
        self.kind.setCurrentIndex(max(self.kind.findData(kept), 0))
        self.kind.setAccessibleName(translate("Markers", "Kind"))
        self.area.setAccessibleName(translate("Markers", "Protected area"))
        self.area.set_choices(self._areas, translate("Markers", "every area"))
        self.voided.setText(translate("Markers", "Voided ones"))
        self.voided.setToolTip(translate("Markers", "Markers that were taken out of the list"))
        self.clear_button.setText(translate("Markers", "Show all"))
        self._show_clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape and Down lead back to the list."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Down):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        self._show_clear()
        self.changed.emit()

    def _show_clear(self) -> None:
        self.clear_button.setVisible(bool(self.value()))
