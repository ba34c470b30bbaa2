"""Which of several plans of a split or a merge is signed: who made each, when, why, and what of."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QLabel, QRadioButton, QVBoxLayout, QWidget

from greenshield.services.lineage_seen import Planned
from ui import words
from ui.dossier import fact_text
from ui.dossier.field_form import reveal
from ui.dossier.view import WaitingPlan
from ui.widgets.form_dialog import ErrorLabel
from ui.widgets.translated import Translated
from ui.words import translate


class PlanChoice(Translated, QWidget):
    """None is chosen to begin with: what is signed must be meant.

    Signals:
        edited: a person chose one.
    """

    edited = Signal()

    def __init__(self, plans: Sequence[WaitingPlan], parent: QWidget) -> None:
        super().__init__(parent)
        self._plans = tuple(plans)
        self._buttons: list[QRadioButton] = []
        self._told: list[QLabel] = []
        self._group = QButtonGroup(self)
        self._note = ErrorLabel(self)
        self._note.setObjectName("note.sign.plan")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for number, plan in enumerate(self._plans):
            button = QRadioButton(self)
            button.setObjectName(f"sign.plan.{plan.plan}")
            self._group.addButton(button, number)
            told = QLabel(self)
            told.setObjectName(f"sign.planned.{plan.plan}")
            told.setWordWrap(True)
            told.setTextFormat(Qt.TextFormat.PlainText)
            told.setIndent(button.iconSize().width() + self.fontMetrics().averageCharWidth())
            self._buttons.append(button)
            self._told.append(told)
            box.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            box.addWidget(told)
        box.addWidget(self._note)
        self._group.idClicked.connect(self._on_chosen)
        self.retranslate()

    def chosen(self) -> str:
        """The plan that is signed, by the beginning of its event's id; "" for none yet."""
        number = self._group.checkedId()
        return self._plans[number].plan if number >= 0 else ""

    def choose(self, plan: str) -> None:
        """Chooses one, where it still waits."""
        for button, one in zip(self._buttons, self._plans, strict=True):
            if one.plan == plan:
                button.setChecked(True)

    def judge(self) -> bool:
        """Tells where none is chosen; True where one is."""
        good = bool(self.chosen())
        self._note.tell("" if good else translate("Dossier", "Choose the one to sign"), "danger")
        return good

    def go_to(self) -> None:
        """Gives the keyboard to the first."""
        reveal(self._buttons[0])
        self._buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Sets every word in the language in force."""
        text = translate("Dossier", "{day}, {name}")
        for button, told, plan in zip(self._buttons, self._told, self._plans, strict=True):
            called = text.format(day=words.day(plan.on), name=plan.mover_name)
            # What stands behind an ampersand would be taken for a key.
            button.setText(called.replace("&", "&&"))
            told.setText(f"{plan.reason}\n{told_plan(plan.planned)}")
            button.setAccessibleDescription(told.text())

    def _on_chosen(self, _: int) -> None:
        self._note.tell("", "danger")
        self.edited.emit()


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
