"""Shows a keeper's recovery code, this once."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from ui.widgets import boxes
from ui.words import translate


def show_code(code: str, name: str, parent: QWidget | None) -> QMessageBox:
    """Opens a box with the code; the box deletes itself when it is closed."""
    what_for = translate(
        "Start",
        "Write this down and keep it where nobody else finds it. It is shown this once, and "
        "stands in for the PIN of {name} where it is forgotten: nobody may be left who could "
        "reset the PIN of a keeper.",
    ).format(name=name)
    box = boxes.box(
        topmost(parent), "recovery", boxes.Icon.Information, code, what_for,
        translate("Start", "Recovery code"),
    )  # fmt: skip
    box.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    done = box.addButton(QMessageBox.StandardButton.Ok)
    done.setText(translate("Start", "I wrote it down"))
    box.open()
    return box


def topmost(widget: QWidget | None) -> QWidget | None:
    """The window behind all dialogs: the box must outlive the dialog that it came from."""
    while widget is not None and widget.parentWidget() is not None:
        widget = widget.parentWidget()
    return widget
