"""Where a file goes: a name that is free, and a question before anything is replaced."""

from __future__ import annotations

import itertools
from pathlib import Path

from PySide6.QtWidgets import QPushButton, QWidget

from ui.widgets.form_dialog import FormDialog
from ui.widgets.path_field import PathField
from ui.widgets.translated import Translated
from ui.words import listed, translate


def free(wanted: Path) -> Path:
    """The path itself, or the first of ``name 2``, ``name 3`` … that is not there."""
    tried = wanted
    for number in itertools.count(2):
        if not stands(tried):
            break
        tried = wanted.with_name(f"{wanted.stem} {number}{wanted.suffix}")
    return tried


def stands(path: Path) -> bool:
    """Something stands there; not known of a folder that can't be looked into."""
    try:
        return path.exists()
    except OSError:
        return False  # whoever writes there tells why that can't be


class Replacing(Translated, QPushButton):
    """Beneath a dialog's path: replaces what stands there, pressed only after it was told.

    A path from the dialog of files is not asked for again: that dialog has asked.
    """

    def __init__(self, dialog: FormDialog, name: str, path: PathField) -> None:
        super().__init__(dialog)
        self.setObjectName(f"{dialog.objectName()}.{name}.replace")
        self.setAutoDefault(False)
        self._dialog, self._name = dialog, name
        self._told: tuple[Path, ...] = ()
        self._agreed: tuple[Path, ...] = ()
        path.picked.connect(self._on_picked)
        path.line.textChanged.connect(self._on_other)
        self.clicked.connect(self._on_agreed)
        beneath = dialog.fields[name].layout()
        assert beneath is not None  # a field with its complaint beneath has one
        beneath.addWidget(self)
        QWidget.setTabOrder(path.pick, self)
        self.retranslate()
        self.hide()

    def allows(self, *outs: Path) -> bool:
        """True where nothing is lost by writing there, or that is agreed to; else asks.

        What was agreed to holds for one time.
        """
        agreed, self._agreed = self._agreed, ()
        self.hide()
        # A folder is never replaced: whoever writes there tells that it is one.
        there = [out for out in outs if out not in agreed and stands(out) and not out.is_dir()]
        if not there:
            return True
        self._told = outs
        told = translate(
            "Frame", "'{name}' stands there already. Name it otherwise, or replace it."
        )
        self._dialog.tell(self._name, told.format(name=listed(out.name for out in there)))
        self.show()
        return False

    def retranslate(self) -> None:
        """The button's words."""
        self.setText(translate("Frame", "Replace"))

    def _on_picked(self, path: str) -> None:
        self._agreed = (Path(path),)

    def _on_other(self) -> None:
        self._agreed = ()
        if self.isVisibleTo(self._dialog):
            self._dialog.fields[self._name].tell("")
            self.hide()

    def _on_agreed(self) -> None:
        self._agreed = self._told
        self._dialog.ok.click()
