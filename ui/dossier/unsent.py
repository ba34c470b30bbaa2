"""What was typed for the issue and not sent yet, each a click away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from greenshield.domain import workflow
from greenshield.domain.records import KINDS
from ui import words
from ui.dossier.casing import headed
from ui.dossier.clearing import clear
from ui.dossier.drafts import Draft
from ui.dossier.view import View
from ui.look import icons
from ui.widgets.flow import flowing
from ui.widgets.translated import Translated
from ui.words import translate


class Unsent(Translated, QWidget):
    """Hidden while there is nothing.

    Signals:
        chosen: go on with this form, by the name of its draft.
        dropped: throw away this draft, whose form is not possible any more.
    """

    chosen = Signal(str)
    dropped = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dossier.unsent")
        self._view: View | None = None
        self._forms: dict[str, Draft] = {}
        self._told = QLabel(self)
        chips = QWidget(self)
        self._flow = flowing(chips)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._told)
        box.addWidget(chips)
        self._stale = QVBoxLayout()
        box.addLayout(self._stale)
        self.retranslate()

    def show_forms(self, view: View | None, forms: Mapping[str, Draft]) -> None:
        """Shows the drafts of an issue, by the names of their forms."""
        self._view, self._forms = view, dict(sorted(forms.items()))
        self.retranslate()

    def retranslate(self) -> None:
        """Says everything anew."""
        self._told.setText(translate("Dossier", "Typed and not sent yet:"))
        clear(self._flow)
        clear(self._stale)
        for form, draft in self._forms.items():
            if not self._is_possible(form):
                self._stale.addWidget(self._told_stale(form, draft))
                continue
            chip = QPushButton(icons.icon("edit"), self._named(form), self)
            chip.setObjectName(f"unsent.{form}")
            chip.clicked.connect(lambda _=False, name=form: self.chosen.emit(name))
            self._flow.addWidget(chip)
        self.setVisible(bool(self._forms))

    def _is_possible(self, form: str) -> bool:
        view, (what, _, name) = self._view, form.partition(":")
        if view is None or what in ("facts", "remark"):
            return True
        standing = {r["id"] for r in view.records if not r["void"]}
        match what:
            case "move":
                return view.ready_for(name) is not None
            case "sign":
                return view.waits is not None
            case "record":
                return name in KINDS or name in standing
            case _:
                return what == "void" and name in standing

    def _told_stale(self, form: str, draft: Draft) -> QWidget:
        """Its text, to be read and copied, and the button that throws it away."""
        line = QWidget(self)
        told = translate("Dossier", "{form}: not possible any more. What was typed: {text}")
        text = QLabel(told.format(form=self._named(form), text=" · ".join(_texts(draft))), line)
        text.setObjectName(f"unsent.text.{form}")
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        text.setWordWrap(True)
        drop = QPushButton(translate("Dossier", "Discard"), line)
        drop.setObjectName(f"unsent.drop.{form}")
        drop.setAccessibleName(f"{drop.text()} {self._named(form)}")
        drop.clicked.connect(lambda _=False: self.dropped.emit(form))
        box = QHBoxLayout(line)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(text, 1)
        box.addWidget(drop)
        return line

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


def _texts(value: Any) -> Iterator[str]:
    """Every text of a draft, in its order."""
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif value:
        yield str(value)
