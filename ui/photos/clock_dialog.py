"""Reads a camera's clock offset from a photo that it took of a clock which is right."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.desk import Desk
from ui.look import icons
from ui.photos import import_calls
from ui.timers import pause
from ui.widgets import choosing
from ui.widgets.choosing import Kept
from ui.widgets.form_dialog import ToldField
from ui.widgets.notice import Notice
from ui.widgets.small_picture import small_picture
from ui.widgets.translated import Translated
from ui.words import translate

_TYPED_MS = 200
_LONGEST = 1024


class ClockDialog(Translated, QDialog):
    """Shows the photo; the person types the time that the clock in it shows.

    Signals:
        told: the offset, as ``+HH:MM:SS``.
    """

    told = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("photos.clock_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._camera = ""
        self._found = ""
        self._choose = QPushButton(icons.icon("open"), "", self)
        self._choose.setObjectName("photos.clock.choose")
        self._choose.clicked.connect(self._on_choose)
        self._picture = QLabel(self)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        em = self.fontMetrics().height()
        self._picture.setMinimumSize(em * 30, em * 16)
        self._camera_label, self._camera_time = QLabel(self), QLabel(self)
        self._camera_time.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._shown_label, self._shown = QLabel(self), QLineEdit(self)
        self._shown.setObjectName("photos.clock.shown")
        self._shown_field = ToldField("photos.clock.shown", self._shown, self)
        self._shown_label.setBuddy(self._shown)
        self._offset_label, self._offset = QLabel(self), QLabel(self)
        self._offset.setObjectName("photos.clock.offset")
        self.notice = Notice(self, closable=False)
        ok, cancel = QDialogButtonBox.StandardButton.Ok, QDialogButtonBox.StandardButton.Cancel
        self._buttons = QDialogButtonBox(ok | cancel, self)
        self._buttons.accepted.connect(self._on_accepted)
        self._buttons.rejected.connect(self.reject)
        form = QFormLayout()
        form.addRow(self._camera_label, self._camera_time)
        form.addRow(self._shown_label, self._shown_field)
        form.addRow(self._offset_label, self._offset)
        column = QVBoxLayout(self)
        column.addWidget(self._choose)
        column.addWidget(self._picture, 1)
        column.addLayout(form)
        column.addWidget(self.notice)
        column.addWidget(self._buttons)
        self._soon = pause(self, _TYPED_MS, self._ask_offset)
        self._shown.textChanged.connect(self._on_typed)
        self._tell_offset("")
        self.retranslate()

    def retranslate(self) -> None:
        """Sets every text."""
        self.setWindowTitle(translate("Photos", "Clock offset by a photo of a clock"))
        self._choose.setText(translate("Photos", "Choose the photo…"))
        if not self._camera:
            self._picture.setText(
                translate("Photos", "Take a photo of a clock that is right, such as the one of "
                          "a satellite receiver, with the camera that took the others.")
            )  # fmt: skip
            self._picture.setWordWrap(True)
        self._camera_label.setText(translate("Photos", "Time by the camera"))
        self._shown_label.setText(translate("Photos", "&Time in the picture"))
        self._shown.setPlaceholderText(translate("Photos", "10:03:20, or with the date before it"))
        self._offset_label.setText(translate("Photos", "Offset"))
        ok, cancel = QDialogButtonBox.StandardButton.Ok, QDialogButtonBox.StandardButton.Cancel
        self._buttons.button(ok).setText(translate("Photos", "Use it"))
        self._buttons.button(cancel).setText(translate("Photos", "Cancel"))

    def read(self, path: Path) -> None:
        """Reads a photo."""
        self._camera = ""
        self._camera_time.clear()
        self._tell_offset("")
        self._desk.picture(
            import_calls.clock_photo, path, _LONGEST, done=self._on_read,
            failed=self._on_failed, key="photos.clock",
        )  # fmt: skip

    def _on_choose(self) -> None:
        choosing.ask_file(
            self, "photos.clock.file", self.windowTitle(), self.read,
            start=Kept(self._desk.prefs, "photos.folder"),
        )  # fmt: skip

    def _on_read(self, told: dict[str, Any]) -> None:
        self._camera = told["camera"]
        self._camera_time.setText(self._camera.replace("T", " "))
        picture = small_picture(told["picture"])
        size = self._picture.size()
        keep, smooth = (
            Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )  # fmt: skip
        if picture is not None:
            self._picture.setPixmap(picture.scaled(size, keep, smooth))
        self.notice.clear()
        self._shown.setFocus()
        self._ask_offset()

    def _on_failed(self, error: Exception) -> None:
        self._tell_offset("")
        self.notice.tell_error(error)

    def _on_unread(self, asked: tuple[str, str], error: Exception) -> None:
        if asked == self._question():
            self._tell_offset("")
            self._shown_field.tell_error(error)

    def _on_typed(self, _: str) -> None:
        self._tell_offset("")
        self._shown_field.tell("")
        self.notice.clear()
        self._soon.start()

    def _ask_offset(self) -> None:
        asked = self._question()
        if all(asked):
            self._desk.ask(
                import_calls.clock_offset, *asked,
                done=lambda found: self._on_offset(asked, found[1]),
                failed=lambda error: self._on_unread(asked, error), key="photos.clock.offset",
            )  # fmt: skip

    def _question(self) -> tuple[str, str]:
        """The camera's time, and the one that was typed."""
        return self._camera, self._shown.text().strip()

    def _on_offset(self, asked: tuple[str, str], written: str) -> None:
        if asked == self._question():
            self._tell_offset(written)

    def _tell_offset(self, written: str) -> None:
        self._found = written
        self._offset.setText(written or "—")
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(bool(written))

    def _on_accepted(self) -> None:
        self.told.emit(self._found)
        self.accept()
