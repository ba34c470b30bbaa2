"""Merges the selected issues: what comes of them is told before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from ui import words
from ui.desk import Desk
from ui.dossier import fact_text
from ui.lineage import calls
from ui.lineage.calls import Made, Remark
from ui.lineage.frame import LineageDialog, becomes, waits
from ui.lineage.split_dialog import replans
from ui.words import area, line, listed, number, translate

if TYPE_CHECKING:
    from greenshield.services.lineage_seen import Foreseen

_MOST = 20  # issues that are named one by one
_PLACES = {"clue_no_needed": "clue_no", "clue_no_taken": "clue_no"}


class MergeDialog(LineageDialog):
    """The number of the one in their place, amounts that count once, and why."""

    def __init__(self, desk: Desk, issues: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__("lineage_merge", desk, parent)
        self._issues = tuple(issues)
        self._foreseen: Foreseen | None = None
        self._open: tuple[Remark, ...] = ()
        self._amounts: dict[str, QLineEdit] = {}
        self.number, self.facility = QLineEdit(self), QLineEdit(self)
        self.add("clue_no", self.number)
        self.add("facility_name", self.facility)
        self.column.insertWidget(1, self.foretold)
        self.add_common()
        self.retranslate()
        letter = self.fontMetrics().averageCharWidth()
        self.resize(letter * 90, self.sizeHint().height())
        self.ok.setEnabled(False)
        desk.count(
            calls.look_merge, self._issues, done=self._on_looked, failed=self.refused,
            key="lineage.look", title=translate("Lineage", "Looking at the issues"),
        )  # fmt: skip

    def confirm(self) -> None:
        """Writes it."""
        typed = {"clue_no": self.number, "facility_name": self.facility} | self._amounts
        given = {name: text for name, line in typed.items() if (text := line.text().strip())}
        if "clue_no" not in given:
            self.tell("clue_no", translate("Lineage", "Give it a number."))
            return
        for name, text in given.items():
            fault = fact_text.fault("issue", name, text)
            if fault:
                self.tell(name, fault)
                return
        wish = self.wish()
        if wish is None:
            return
        task = self.desk.do(
            calls.merge, self._issues, given, wish,
            title=lambda: translate("Lineage", "Merge into {number}").format(
                number=given["clue_no"]
            ),
            instead=lambda: translate("Lineage", "split it again"),
            done=self._on_made, failed=self.refused,
        )  # fmt: skip
        self.hold(task)

    def refused(self, error: Exception) -> None:
        """Tells it beside the field that it is of."""
        field = str(getattr(error, "params", {}).get("field", ""))
        code = str(getattr(error, "code", ""))
        place = field if field in self.fields else _PLACES.get(code, "")
        if place:
            self.tell_error(error, {code: place})
        else:
            super().refused(error)

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        self.setWindowTitle(translate("Lineage", "Merge issues"))
        for name in ("clue_no", "facility_name", *self._amounts):
            self.call(name, words.field_name("issue", name))
        self.ok.setText(translate("Lineage", "Merge"))
        self._tell_foreseen()

    def _on_looked(self, found: tuple[Foreseen, tuple[Remark, ...]]) -> None:
        self._foreseen, self._open = found
        self.number.setText(self._foreseen.clue_no)
        for name in self._foreseen.amounts:
            self._amounts[name] = QLineEdit(self)
            self.add(name, self._amounts[name])
        self.ok.setEnabled(True)
        self.retranslate()
        self.fit()

    def _tell_foreseen(self) -> None:
        seen = self._foreseen
        if seen is None:
            return
        if seen.owed:
            self.ok.setText(translate("Lineage", "Ask for the signature"))
        self.foretold.setText("\n".join(self._lines(seen)))
        for name, editor in self._amounts.items():
            each = listed(
                f"{who}: {fact_text.read('issue', name, value)}"
                for who, value in seen.amounts[name].items()
            )
            editor.setPlaceholderText(each)
            editor.setToolTip(each)

    def _lines(self, seen: Foreseen) -> list[str]:
        text = translate("Lineage", "{number} ({state}, {area})")
        none = translate("Lineage", "no patch")
        olds = [
            text.format(
                number=old.number, state=words.state(old.state),
                area=none if old.m2 is None else area(old.m2),
            )
            for old in seen.olds[:_MOST]
        ]  # fmt: skip
        if len(seen.olds) > _MOST:
            more = translate("Lineage", "and {n} more")
            olds.append(more.format(n=number(len(seen.olds) - _MOST)))
        into = translate("Lineage", "{issues} become one issue of {area}.")
        lines = [
            into.format(issues=listed(olds), area=area(seen.m2)),
            becomes(seen.owed, seen.state, seen.deadline),
        ]
        if seen.replans:
            lines.append(replans())
        from greenshield.services.lineage_facts import FACTS  # slow to load, and seldom asked

        if seen.amounts.keys() - set(FACTS):
            lines.append(
                translate(
                    "Lineage",
                    "Several have an amount that counts once: give the sum where they are several, "
                    "and one of them where they are the same.",
                )
            )
        if seen.amounts.keys() & set(FACTS):
            lines.append(
                translate(
                    "Lineage",
                    "They differ in what their entry or plan rests on: say what holds. Of "
                    "activity, source and area it is one of theirs; zones are all of theirs.",
                )
            )
        return [*lines, *(line(code, params) for code, params in self._open)]

    def _on_made(self, made: Made) -> None:
        said = waits(made.numbers)
        if not made.pending:
            text = translate("Lineage", "{number} has taken their place.")
            said = text.format(number=made.numbers[0])
        self.tell_made(made, said)
