"""What was typed for the issue and not sent yet, each a click away."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from greenshield.domain import workflow
from greenshield.domain.records import KINDS
from ui import words
from ui.dossier.casing import headed
from ui.dossier.clearing import clear
from ui.dossier.view import View
from ui.look import icons
from ui.widgets.flow import flowing
from ui.widgets.translated import Translated
from ui.words import translate


class Unsent(Translated, QWidget):
    """Hidden while there is nothing.

    Signals:
        chosen: go on with this form, by the name of its draft.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dossier.unsent")
        self._view: View | None = None
        self._forms: tuple[str, ...] = ()
        self._told = QLabel(self)
        chips = QWidget(self)
        self._flow = flowing(chips)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._told)
        box.addWidget(chips)
        self.retranslate()

    def show_forms(self, view: View | None, forms: Iterable[str]) -> None:
        """Shows the drafts of an issue by their names."""
        self._view, self._forms = view, tuple(sorted(forms))
        self.retranslate()

    def retranslate(self) -> None:
        """Says everything anew."""
        self._told.setText(translate("Dossier", "Typed and not sent yet:"))
        clear(self._flow)
        for form in self._forms:
            chip = QPushButton(icons.icon("edit"), self._named(form), self)
            chip.setObjectName(f"unsent.{form}")
            chip.clicked.connect(lambda _=False, name=form: self.chosen.emit(name))
            self._flow.addWidget(chip)
        self.setVisible(bool(self._forms))

    def _named(self, form: str) -> str:
        what, _, name = form.partition(":")
        if what == "move" and name in workflow.MOVES:
            return headed(words.move(name))
        if what in ("record", "void"):
            records = [] if self._view is None else self._view.records
            kinds = (r["kind"] for r in records if r["id"] == name)
            kind = name if name in KINDS else str(next(kinds, ""))
            told = headed(words.record_kind(kind))
            void = translate("Dossier", "Make void: {kind}")
            return void.format(kind=told) if what == "void" else told
        others = {
            "facts": translate("Dossier", "Facts"),
            "remark": translate("Dossier", "Remark"),
            "sign": translate("Dossier", "Sign"),
        }
        return others.get(what, form)
