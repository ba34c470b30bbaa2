"""The second signature: one's own, or a paper signed by somebody without a device."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from greenshield.domain.errors import Missing
from greenshield.services.lineage_seen import Planned
from ui import words
from ui.dossier import fact_text
from ui.dossier.attachments import Attachments
from ui.dossier.fixed_rows import DayRow, Row
from ui.dossier.form_page import FormPage, heading
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
        self._planned.setVisible(self._waits.planned != ())
        self.box.addWidget(self._planned)
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

    def draft(self) -> dict[str, Any]:
        """What was typed."""
        files = [str(p) for p in self.files.files()]
        told = {"name": self.signer.raw(), "unit": self.unit.raw(), "files": files}
        return told | {"day": self.day.raw()} if any(told.values()) else {}

    def restore(self, draft: dict[str, Any]) -> None:
        """Puts in what was typed before."""
        self.signer.set_raw(str(draft.get("name") or ""))
        self.unit.set_raw(str(draft.get("unit") or ""))
        self.files.restore(draft.get("files", []))
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
        return self.day.judge() and whole and not fault

    def place_for(self, missing: Missing) -> Callable[[str], object] | None:
        """Nothing that the move itself lacks can be given here."""
        del missing
        return None

    def first(self) -> None:
        """Gives the keyboard to what comes first."""
        self.day.go_to()

    def retranslate(self) -> None:
        """Sets every word in the language in force."""
        super().retranslate()
        name = words.move(self._waits.move)
        self.title.setText(translate("Dossier", "Second signature: {move}").format(move=name))
        self.go.setText(translate("Dossier", "Sign"))
        text = translate(
            "Dossier",
            "{name} made the move “{move}”. Another person of the {tier} signs it; then it counts.",
        )
        self._intro.setText(
            text.format(name=self._waits.mover_name, move=name, tier=words.tier(self._waits.tier))
        )
        self._planned.setText(told_plan(self._waits.planned))
        self._heading.setText(
            translate("Dossier", "Only where that person signed a paper instead:")
        )
        self.signer.set_name(translate("Dossier", "Who signed it"), needed=False)
        self.unit.set_name(translate("Dossier", "That person's unit"), needed=False)


def told_plan(planned: Sequence[Planned] | None) -> str:
    """What a split or a merge will make, a line each."""
    if planned is None:
        return translate(
            "Dossier",
            "The plan that says what is to be made is not in this project yet; it can be signed "
            "once it is.",
        )
    lines = [translate("Dossier", "Who signs makes this:")] if planned else []
    for one in planned:
        told = [] if one.m2 is None else [words.area(one.m2)]
        told += [] if one.share is None else [words.percent(one.share)]
        told += [
            f"{words.field_name('issue', name)} {fact_text.read('issue', name, value)}"
            for name, value in one.amounts.items()
        ]
        lines.append(f"{one.clue_no}: {words.listed(told)}" if told else one.clue_no)
    return "\n".join(lines)
