"""How far an issue must stand out for a photo to be tied to it by itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from greenshield import settings
from greenshield.domain.errors import GreenShieldError
from ui.desk import Desk
from ui.widgets.notice import Notice
from ui.widgets.translated import Translated
from ui.words import translate

_STEP = 5  # per cent


class TaggingDialog(Translated, QDialog):
    """Asks for the threshold of ties that are made by themselves; it holds for this machine."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("photos.tagging_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        desk.closed.connect(self.reject)
        self._told, self._label, self._means = QLabel(self), QLabel(self), QLabel(self)
        for label in (self._told, self._means):
            label.setWordWrap(True)
        least, most = round(settings.LEAST_AUTO_TAG * 100), round(settings.MOST_AUTO_TAG * 100)
        self._lead, self._slider = QSpinBox(self), QSlider(Qt.Orientation.Horizontal, self)
        self._lead.setObjectName("photos.tagging.lead")
        self._slider.setObjectName("photos.tagging.slider")
        self._slider.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the field beside it has the keys
        for part in (self._lead, self._slider):
            part.setRange(least, most)
            part.setSingleStep(_STEP)
        self._lead.valueChanged.connect(self._on_lead)
        self._slider.valueChanged.connect(self._lead.setValue)
        self.notice = Notice(self, closable=False)
        buttons = QDialogButtonBox.StandardButton
        self._buttons = QDialogButtonBox(
            buttons.Ok | buttons.Cancel | buttons.RestoreDefaults, self
        )
        self._buttons.accepted.connect(self._on_accepted)
        self._buttons.rejected.connect(self.reject)
        self._buttons.button(buttons.RestoreDefaults).clicked.connect(self._on_default)
        self._label.setBuddy(self._lead)
        form = QFormLayout()
        form.addRow(self._label, self._lead)
        column = QVBoxLayout(self)
        column.addWidget(self._told)
        column.addLayout(form)
        for widget in (self._slider, self._means, self.notice, self._buttons):
            column.addWidget(widget)
        self.setMinimumWidth(self.fontMetrics().height() * 28)
        self.retranslate()
        self._load()

    def retranslate(self) -> None:
        """Sets every text."""
        self.setWindowTitle(translate("Photos", "Ties made by themselves"))
        self._told.setText(
            translate("Photos", "A photo is tied by itself only where one issue stands out: its "
                      "match lies so far above the next one's. All others wait for your choice.")
        )  # fmt: skip
        self._label.setText(translate("Photos", "Stands out &by"))
        self._lead.setSuffix(translate("Photos", " %"))
        self._slider.setAccessibleName(self.windowTitle())
        buttons = QDialogButtonBox.StandardButton
        for which, text in (
            (buttons.Ok, translate("Photos", "Keep")),
            (buttons.Cancel, translate("Photos", "Cancel")),
            (buttons.RestoreDefaults, translate("Photos", "As delivered")),
        ):
            self._buttons.button(which).setText(text)
        self._on_lead(self._lead.value())

    # Within -------------------------------------------------------------------------------

    def _load(self) -> None:
        try:
            lead = settings.load().auto_tag
        except GreenShieldError as error:
            self.notice.tell_error(error)
            lead = settings.DEFAULT_AUTO_TAG
        self._lead.setValue(round(lead * 100))
        self._lead.selectAll()

    def _on_default(self) -> None:
        self._lead.setValue(round(settings.DEFAULT_AUTO_TAG * 100))

    def _on_lead(self, percent: int) -> None:
        self._slider.setValue(percent)
        default = round(settings.DEFAULT_AUTO_TAG * 100)
        if percent < default:
            told = translate(
                "Photos", "More photos are tied by themselves, and more of them wrong."
            )
        elif percent > default:
            told = translate("Photos", "Fewer photos are tied by themselves, and fewer of them "
                             "wrong; more wait for you.")  # fmt: skip
        else:
            told = translate("Photos", "As delivered, chosen by the errors that were counted.")
        self._means.setText(told)

    def _on_accepted(self) -> None:
        lead = self._lead.value() / 100
        try:
            kept = settings.load()
            is_default = round(lead - settings.DEFAULT_AUTO_TAG, 6) == 0
            settings.save(kept.with_auto_tag_lead(None if is_default else lead))
        except GreenShieldError as error:
            self.notice.tell_error(error)
            return
        self.accept()
