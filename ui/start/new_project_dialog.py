"""Makes a new project: what it is called, where it lies, who makes it, whether it is encrypted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from ui.desk import Desk
from ui.start import calls, recent
from ui.start.role_boxes import FIRST, RoleBoxes
from ui.widgets import choosing
from ui.widgets.form_dialog import FormDialog
from ui.widgets.path_field import PathField
from ui.widgets.secret_field import SecretField
from ui.words import choices, field_name, language, translate

_PLACES = {
    "project_name_empty": "name", "project_exists": "folder", "file_no_permission": "folder",
    "disk_full": "folder", "name_too_long": "folder", "user_file_unwritable": "folder",
    "actor_name_empty": "me", "field_value_invalid:name": "name",
    "field_value_invalid:division_code": "division", "field_value_invalid:unit": "unit",
    "field_value_invalid:roles": "roles",
}  # fmt: skip


class NewProjectDialog(FormDialog):
    """The fields of a new project.

    Signals:
        made: its folder, and its passphrase or "".
    """

    made = Signal(Path, str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("new", parent)
        self._desk = desk
        self._folder_typed = False
        self.name, self.division = QLineEdit(self), QLineEdit(self)
        self.folder = PathField("folder", self)
        self.me, self.unit = QLineEdit(self), QLineEdit(self)
        self.tier, self.rules = QComboBox(self), QComboBox(self)
        self.roles = RoleBoxes(self, is_first=True)
        self.rules.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.encrypt = QCheckBox(self)
        self.passphrase, self.again = SecretField(self), SecretField(self)
        for name, editor in self._editors().items():
            self.add(name, editor)
        for name in ("passphrase", "again"):
            self.set_shown(name, False)
        self.encrypt.toggled.connect(self._on_encrypt)
        self.name.textEdited.connect(self._on_named)
        self.folder.line.textEdited.connect(self._on_folder_typed)
        self.tier.activated.connect(
            lambda: self.roles.set_value(FIRST.get(self.tier.currentData(), ()))
        )
        self.retranslate()
        self.tier.setCurrentIndex(self.tier.findData("county"))
        self.roles.set_value(FIRST["county"])
        self.name.setFocus()
        desk.ask(calls.rulesets, done=self._show_rules, key="start.rulesets")

    def confirm(self) -> None:
        """Has the project made, where what must be there is there."""
        if not self._is_complete():
            return
        given: dict[str, Any] = {
            "name": self.name.text().strip(),
            "division_code": self.division.text().strip(),
            "me": self.me.text().strip(),
            "tier": self.tier.currentData(),
            "roles": self.roles.value(),
            "unit": self.unit.text().strip(),
            "ruleset": self.rules.currentData() or "default-2026",
            "passphrase": self.passphrase.text() if self.encrypt.isChecked() else None,
        }
        task = self._desk.do(
            calls.new_project,
            Path(self.folder.text()),
            given,
            title=lambda: translate("Start", "Making the project"),
            done=self._on_made,
            failed=self._on_refused,
        )
        self.hold(task)

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        self.setWindowTitle(translate("Start", "New project"))
        self.call("name", translate("Start", "&Name of the project"))
        self.name.setPlaceholderText(translate("Start", "such as the county and the campaign"))
        self.call("division", field_name("project", "division_code"))
        self.division.setPlaceholderText(translate("Start", "six digits, such as 229901"))
        self.call("folder", translate("Start", "&Folder"))
        self.folder.title = translate("Start", "Where is the project to lie?")
        self.call("me", translate("Start", "&Your name"))
        for name in ("unit", "tier", "roles"):
            self.call(name, field_name("actor", name))
        self.call("rules", translate("Start", "R&ule set"))
        self.call("encrypt", translate("Start", "Protection"))
        self.encrypt.setText(
            translate("Start", "&Encrypt the database (photos and papers are not encrypted)")
        )
        self.call("passphrase", translate("Start", "&Passphrase"))
        self.call("again", translate("Start", "The same &again"))
        kept = self.tier.currentData()
        self.tier.clear()
        for code, words in choices("tier"):
            self.tier.addItem(words, code)
        self.tier.setCurrentIndex(max(self.tier.findData(kept), 0))
        self.ok.setText(translate("Start", "Make project"))

    def _editors(self) -> dict[str, QWidget]:
        return {
            "name": self.name, "division": self.division, "folder": self.folder, "me": self.me,
            "unit": self.unit, "tier": self.tier, "roles": self.roles, "rules": self.rules,
            "encrypt": self.encrypt, "passphrase": self.passphrase, "again": self.again,
        }  # fmt: skip

    def _is_complete(self) -> bool:
        needed = {
            "name": translate("Start", "Type a name."),
            "division": translate("Start", "Type the county's code."),
            "folder": translate("Start", "Choose a folder."),
            "me": translate("Start", "Type your name."),
        }
        missing = [name for name in needed if not self._text(name)]
        for name in reversed(missing):
            self.tell(name, needed[name])
        if missing or not self.encrypt.isChecked():
            return not missing
        if not self.passphrase.text():
            self.tell("passphrase", translate("Start", "Type a passphrase."))
        elif self.passphrase.text() != self.again.text():
            self.tell("again", translate("Start", "The two passphrases differ."))
        else:
            return True
        return False

    def _text(self, name: str) -> str:
        editor = self.fields[name].editor
        return editor.text().strip() if isinstance(editor, QLineEdit | PathField) else ""

    def _on_named(self, name: str) -> None:
        """The folder follows the name until somebody chooses another."""
        if self._folder_typed:
            return
        plain = choosing.as_name(name)
        self.folder.line.setText(str(recent.documents(self._desk.prefs) / plain) if plain else "")

    def _on_folder_typed(self) -> None:
        self._folder_typed = True

    def _on_encrypt(self, on: bool) -> None:
        for name in ("passphrase", "again"):
            self.set_shown(name, on)
        if on:
            self.passphrase.setFocus()

    def _show_rules(self, found: list[tuple[str, str, str]]) -> None:
        for name, zh, en in found:
            self.rules.addItem(f"{zh if language() == 'zh' else en} ({name})", name)
        self.rules.setCurrentIndex(max(self.rules.findData("default-2026"), 0))

    def _on_made(self, folder: Path) -> None:
        recent.note_folder(self._desk.prefs, folder.parent)
        if self.is_given_up:
            recent.note(self._desk.prefs, folder, self.name.text().strip())
            return  # it is there to be opened, and takes nobody away from what is open
        secret = self.passphrase.text() if self.encrypt.isChecked() else ""
        self.accept()
        self.made.emit(folder, secret)

    def _on_refused(self, error: Exception) -> None:
        of_person = getattr(error, "params", {}).get("kind") == "actor"
        self.tell_error(error, _PLACES | ({"field_value_invalid:name": "me"} if of_person else {}))
