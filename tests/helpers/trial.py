"""A dialog that is given something wrong, told so, mended in that one field, and goes through."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from helpers.bad_input import is_chinese
from helpers.dialogs import LEFT, WAIT_MS, typed
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.desk import Desk
from ui.widgets.form_dialog import FormDialog, ToldField
from ui.widgets.path_field import PathField


class Trial:
    """Somebody at one dialog after the other. The window is in Chinese.

    Attributes:
        folder: for files; what stands there is named in complaints.
        host: a window for dialogs that need one.
    """

    def __init__(self, desk: Desk, qtbot: QtBot, folder: Path) -> None:
        self.desk, self.qtbot, self.folder = desk, qtbot, folder
        self.box: Any = None
        self.host = QWidget()
        qtbot.addWidget(self.host)
        self.host.show()

    def at(self, box: FormDialog) -> Trial:
        """Goes to a dialog."""
        self.box = box
        box.open()
        self.qtbot.waitExposed(box)
        box.activateWindow()
        self.until(box.isActiveWindow)
        self.settle()
        return self

    # Typing and pressing -------------------------------------------------------------------

    def type(self, **texts: str) -> Trial:
        """Types into fields, in place of what stands there, and leaves each."""
        for name, text in texts.items():
            put(self.qtbot, line_of(self.fields[name].editor), text)
        self.settle()
        return self

    def press(self, button: QWidget | None = None) -> None:
        """Presses the first button."""
        wanted = button or self.box.ok
        assert wanted.isEnabled()
        self.qtbot.mouseClick(wanted, LEFT)

    def refuses(self, field: str, *texts: str) -> Trial:
        """Each of them is told beside the field, in Chinese, and stays as it was typed."""
        for text in texts:
            self.type(**{field: text})
            before = self.texts()
            self.press()
            self._told_beside(field, before, text)
        return self

    def refuses_at_once(self, field: str, *texts: str) -> Trial:
        """As ``refuses``, where the dialog looks as soon as the field is left."""
        for text in texts:
            self.type(**{field: text})
            self._told_beside(field, self.texts(), text)
            assert not self.box.ok.isEnabled()
        return self

    def ends(self, *, closes: bool) -> None:
        """With that mended the dialog does what it is for."""
        self.until(self.box.ok.isEnabled)
        gone: list[int] = []
        self.box.finished.connect(gone.append)
        notice = self.box.notice
        self.press()
        self.until(lambda: bool(gone) if closes else notice.kind() == "ok" and notice.text())
        self.settle()
        if not closes:
            assert self.complaints() == {}
            self.box.reject()

    # Looking -------------------------------------------------------------------------------

    @property
    def fields(self) -> Mapping[str, ToldField]:
        """Of the dialog, or of a wizard's first page."""
        options = getattr(self.box, "options", None)
        found: Mapping[str, ToldField] = (options or self.box).fields
        return found

    def texts(self) -> dict[str, str]:
        """What stands in each field."""
        lines = {name: line_of(field.editor) for name, field in self.fields.items()}
        return {name: line.text() for name, line in lines.items() if line is not None}

    def complaints(self) -> dict[str, str]:
        """What is told beside fields."""
        return {name: field.told() for name, field in self.fields.items() if field.told()}

    def until(self, holds: Callable[[], object]) -> None:
        """Waits until something holds."""
        self.qtbot.waitUntil(lambda: bool(holds()), timeout=WAIT_MS)

    def settle(self) -> None:
        """Waits until the worker has nothing left to do."""
        self.qtbot.wait(0)
        self.until(lambda: not self.desk.office.tasks())

    def _told_beside(self, field: str, before: dict[str, str], typed_text: str) -> None:
        try:
            self.until(lambda: field in self.complaints())
        except Exception as error:
            told = (self.complaints(), self.box.notice.text())
            error.add_note(f"{typed_text[-60:]!r} in {field}: told instead: {told}")
            raise
        self.settle()
        told = self.complaints()
        assert list(told) == [field], (typed_text[:60], told)
        assert is_chinese(told[field].replace(str(self.folder), "")), told[field]
        assert not self.box.notice.text(), self.box.notice.text()
        assert self.fields[field].editor.accessibleDescription() == told[field]
        assert self.texts() == before
        assert self.box.isVisible()


def line_of(editor: QWidget) -> QLineEdit | None:
    """The line that one types into; None where the editor has none."""
    if isinstance(editor, QLineEdit):
        return editor
    if isinstance(editor, PathField):
        return editor.line
    return editor.lineEdit() if isinstance(editor, QComboBox) else None


def put(qtbot: QtBot, line: QLineEdit | None, text: str) -> None:
    """Types into a line and leaves it by the tabulator."""
    assert line is not None
    line.setFocus()
    line.selectAll()
    qtbot.keyClick(line, Qt.Key.Key_Delete)
    if len(text) > 200:
        line.insert(text)  # as one pastes it
    elif text:
        typed(qtbot, line.parentWidget(), line.objectName(), text)
    assert line.text() == text
    qtbot.keyClick(line, Qt.Key.Key_Tab)
