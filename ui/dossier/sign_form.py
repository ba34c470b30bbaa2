"""The second signature: one's own, or a paper signed by somebody without a device."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from greenshield.domain.errors import Missing
from ui import words
from ui.dossier.attachments import Attachments
from ui.dossier.fixed_rows import DayRow, Row
from ui.dossier.form_page import FormPage, heading
from ui.dossier.plan_choice import PlanChoice, told_plan
from ui.dossier.text_editors import LineEditor
from ui.dossier.view import View
from ui.prefs import Prefs
from ui.words import translate


class SignForm(FormPage):
    """Signs the move that waits. With a scan, name and unit of who signed it are asked for."""

    def __init__(self, view: View, prefs: Prefs, today: str, parent: QWidget) -> None:
        super().__init__("sign", parent)
        assert view.waits is not None
        self._waits = view.waits
        self._intro = QLabel(self.fields)
        self._intro.setWordWrap(True)
        self.box.addWidget(self._intro)
        self._planned = QLabel(self.fields)
        self._planned.setObjectName("sign.planned")
        self._planned.setWordWrap(True)
        self._planned.setTextFormat(Qt.TextFormat.PlainText)
        self._planned.setVisible(self._waits.planned != () and not self._waits.plans)
        self.box.addWidget(self._planned)
        self.plans: PlanChoice | None = None
        if self._waits.plans:
            self.plans = PlanChoice(self._waits.plans, self.fields)
            self.plans.edited.connect(self.edited)
            self.box.addWidget(self.plans)
        self.day = DayRow(today, self.fields)
        self.box.addWidget(self.day)
        self._heading = heading("", self.fields)
        self.box.addWidget(self._heading)
        self.signer = Row("sign.name", LineEditor(), self.fields)
        self.unit = Row("sign.unit", LineEditor(), self.fields)
        self.files = Attachments(prefs, self.fields)
        for row in (self.signer, self.unit):
            row.edited.connect(self.edited)
            self.box.addWidget(row)
        self.files.edited.connect(self.edited)
        self.box.addWidget(self.files)
        self.retranslate()

    @property
    def paper(self) -> Path | None:
        """The scan of the signed paper, None where the person signs."""
        found = self.files.files()
        return found[0] if found else None

    @property
    def plan(self) -> str:
        """Which of several plans is signed, as the service takes it; "" where there is one."""
        return "" if self.plans is None else self.plans.chosen()

    def draft(self) -> dict[str, Any]:
        """What was typed."""
        files = [str(p) for p in self.files.files()]
        told = {
            "name": self.signer.raw(), "unit": self.unit.raw(), "files": files, "plan": self.plan
        }  # fmt: skip
        return told | {"day": self.day.raw()} if any(told.values()) else {}

    def restore(self, draft: dict[str, Any]) -> None:
        """Puts in what was typed before."""
        self.signer.set_raw(str(draft.get("name") or ""))
        self.unit.set_raw(str(draft.get("unit") or ""))
        self.files.restore(draft.get("files", []))
        if self.plans is not None:
            self.plans.choose(str(draft.get("plan") or ""))
        if draft.get("day"):
            self.day.set_raw(str(draft["day"]))

    def judge(self) -> bool:
        """A paper needs the name and the unit of who signed it, and those need a paper."""
        told = translate("Dossier", "A signed paper needs this")
        named = bool(self.signer.raw() or self.unit.raw())
        for row in (self.signer, self.unit):
            row.refuse(told if self.paper is not None and not row.raw() else "")
        lone = named and self.paper is None
        several = len(self.files.files()) > 1
        fault = translate("Dossier", "Add the signed paper") if lone else ""
        if several:
            fault = translate("Dossier", "One file: put the pages together")
        self.files.refuse(fault)
        whole = self.paper is None or bool(self.signer.raw() and self.unit.raw())
        if self.plans is not None and not self.plans.judge():
            self.plans.go_to()
            return False
        return self.day.judge() and whole and not fault

    def place_for(self, missing: Missing) -> Callable[[str], object] | None:
        """Nothing that the move itself lacks can be given here."""
        del missing
        return None

    def first(self) -> None:
        """Gives the keyboard to what comes first."""
        (self.plans or self.day).go_to()

    def retranslate(self) -> None:
        """Sets every word in the language in force."""
        super().retranslate()
        name = words.move(self._waits.move)
        self.title.setText(translate("Dossier", "Second signature: {move}").format(move=name))
        self.go.setText(translate("Dossier", "Sign"))
        text = translate(
            "Dossier",
            "{name} made the move '{move}'. Another person of the {tier} signs it; then it counts.",
        )
        if self._waits.plans:
            text = translate(
                "Dossier",
                "{n} plans that differ wait. Another person of the {tier} signs one of them; then "
                "it counts, and the others lapse.",
            )
        self._intro.setText(
            text.format(
                name=self._waits.mover_name,
                move=name,
                tier=words.tier(self._waits.tier),
                n=words.number(len(self._waits.plans)),
            )
        )
        self._planned.setText(told_plan(self._waits.planned))
        self._heading.setText(
            translate("Dossier", "Only where that person signed a paper instead:")
        )
        self.signer.set_name(translate("Dossier", "Who signed it"), needed=False)
        self.unit.set_name(translate("Dossier", "That person's unit"), needed=False)
