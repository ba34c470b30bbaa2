"""The threshold of ties that are made by themselves, in the window as on the command line."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QSpinBox, QWidget

from greenshield import settings
from ui.photos.tagging_dialog import TaggingDialog


def test_that_the_threshold_is_kept_for_this_machine(empty_desk, qtbot):
    host = QWidget()
    qtbot.addWidget(host)
    host.show()
    settings.save(settings.load().with_language("en"))

    def opened():
        dialog = TaggingDialog(empty_desk, host)
        dialog.open()
        return dialog, dialog.findChild(QSpinBox, "photos.tagging.lead")

    def press(dialog, which):
        button = dialog.findChild(QDialogButtonBox).button(which)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    buttons = QDialogButtonBox.StandardButton
    dialog, field = opened()
    assert field.value() == round(settings.DEFAULT_AUTO_TAG * 100)
    QTest.keyClicks(field, "65")
    press(dialog, buttons.Ok)
    assert settings.load().auto_tag_lead == 0.65
    assert settings.load().language == "en"  # nothing else is touched
    dialog, field = opened()
    assert field.value() == 65
    press(dialog, buttons.RestoreDefaults)
    press(dialog, buttons.Ok)
    assert settings.load().auto_tag_lead is None
