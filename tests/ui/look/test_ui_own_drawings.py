"""No picture of the toolkit's or the system's own stands in the window."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QLineEdit,
    QMessageBox,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.look import colours, icons, rules
from ui.widgets import boxes
from ui.widgets.tall_icons import TallIcons


class _Decorated(QProxyStyle):
    """A desktop's style that puts its pictures on the buttons of dialogs."""

    def styleHint(
        self, hint: QStyle.StyleHint, option: QStyleOption | None = None,
        widget: QWidget | None = None, returned: QStyleHintReturn | None = None,
    ) -> int:  # fmt: skip
        if hint == QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons:
            return 1
        return super().styleHint(hint, option, widget, returned)


def test_that_boxes_and_lines_show_our_own_drawings_or_none(
    qapp: QApplication, qtbot: QtBot
) -> None:
    style = _Decorated("Fusion")
    place = QWidget()
    qtbot.addWidget(place)
    buttons = QDialogButtonBox(place)
    buttons.setStyle(style)
    buttons.setStyleSheet(rules.of(colours.scheme()))
    buttons.setStandardButtons(
        QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
    )
    assert all(button.icon().isNull() for button in buttons.buttons())
    for kind, drawing, role in (
        (boxes.Icon.Information, "info", "info"), (boxes.Icon.Question, "question", "accent"),
        (boxes.Icon.Warning, "warning", "warning"), (boxes.Icon.Critical, "error", "danger"),
    ):  # fmt: skip
        box = boxes.box(place, "told", kind, "Something")
        box.setStandardButtons(QMessageBox.StandardButton.Ok)
        shown = box.iconPixmap()
        side = round(shown.height() / shown.devicePixelRatio())
        own = icons.pixmap(drawing, side, colours.role(role), shown.devicePixelRatio())
        assert shown.toImage() == own.toImage()
    line = QLineEdit(place)
    line.setClearButtonEnabled(True)
    TallIcons(line)
    clears = next(a for a in line.findChildren(QAction) if "clear" in a.objectName())
    assert clears.icon().cacheKey() == icons.icon("close").cacheKey()
