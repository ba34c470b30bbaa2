"""Splits one issue: the parts are shown with their ground before anything is written."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from ui import words
from ui.desk import Desk
from ui.lineage import calls
from ui.lineage.calls import Cut, Lets, Made
from ui.lineage.frame import LineageDialog, becomes, waits
from ui.lineage.parts_table import PartsTable
from ui.widgets.choosing import Kept
from ui.widgets.path_field import PathField
from ui.words import area, listed, number, percent, translate

if TYPE_CHECKING:
    from greenshield.services.lineage_seen import Foreseen
    from ui.map.shown import Shown

_LEAST_M2 = 1.0  # what is less is how edges are drawn


class SplitDialog(LineageDialog):
    """Where it is parted, what the parts are called, and why.

    Signals:
        seen: the parts as sheets of the map.
    """

    seen = Signal(tuple)

    def __init__(
        self, desk: Desk, issue: str, cut: Cut | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__("lineage_split", desk, parent)
        self._issue, self._drawn = issue, cut
        self._foreseen: Foreseen | None = None
        self.path = PathField("file", self)
        self.path.kept = Kept(desk.prefs, "lineage.folder")
        self.table = PartsTable(self)
        self.partly = QCheckBox(self)
        self.partly.setObjectName("lineage_split.partly")
        self.partly.hide()
        self.beyond = QCheckBox(self)
        self.beyond.setObjectName("lineage_split.beyond")
        self.beyond.hide()
        self.table.hide()
        self.add("path", self.path)
        self.column.insertWidget(1, self.foretold)
        self.put(self.table, fills=True)
        self.put(self.partly)
        self.put(self.beyond)
        self.add_common()
        self.path.changed.connect(self._look)
        self.retranslate()
        letter = self.fontMetrics().averageCharWidth()
        self.resize(letter * 100, self.sizeHint().height())
        if cut is not None:
            self._look()
            self.reason.setFocus()

    def confirm(self) -> None:
        """Writes it."""
        if self._foreseen is None and self.path.text():
            self._look()  # says again what is wrong with it
            return
        if self._foreseen is None:
            self.tell("path", translate("Lineage", "Say where the parts come from."))
            return
        fault = self.table.fault()
        if fault:
            self.notice.tell("error", fault)
            return
        wish = self.wish()
        if wish is None:
            return
        told = self._foreseen.olds[0].number
        task = self.desk.do(
            calls.split, self._issue, self.table.parts(), self._lets(), wish,
            title=lambda: translate("Lineage", "Split {number}").format(number=told),
            instead=lambda: translate("Lineage", "merge the parts, or split it anew"),
            done=self._on_made, failed=self.refused,
        )  # fmt: skip
        self.hold(task)

    def parts(self) -> Iterable[QWidget]:
        """The table rests too."""
        return (*super().parts(), self.table, self.partly, self.beyond)

    def _lets(self) -> Lets:
        """What is ticked of that which is asked; what is not shown any more counts for nothing."""
        partly, beyond = (not box.isHidden() and box.isChecked() for box in self._asked)
        return Lets(partly, beyond)

    @property
    def _asked(self) -> tuple[QCheckBox, QCheckBox]:
        return self.partly, self.beyond

    def retranslate(self) -> None:
        """Sets every text."""
        super().retranslate()
        self.setWindowTitle(translate("Lineage", "Split an issue"))
        self.call("path", translate("Lineage", "&Parts from a file"))
        self.path.title = translate("Lineage", "Which file holds the parts?")
        hint = translate("Lineage", "areas of the parts, or lines that cross the patch")
        if self._drawn is not None:
            hint = translate("Lineage", "as drawn on the map")
        self.path.line.setPlaceholderText(hint)
        self.partly.setText(translate("Lineage", "The rest of the patch is &left out for good"))
        self.beyond.setText(translate("Lineage", "The parts may reach &beyond the old patch"))
        self._tell_foreseen()

    def _look(self, _: str = "") -> None:
        """Asks what would come of it."""
        file = self.path.text()
        cut = Cut(file=str(Path(file).expanduser())) if file else self._drawn
        self._foreseen = None
        self.table.hide()
        self.foretold.clear()
        self.clear_errors()
        self.seen.emit(())
        if cut is not None:
            self.desk.count(
                calls.look_split, self._issue, cut, done=self._on_looked, failed=self._on_unseen,
                key="lineage.look", title=translate("Lineage", "Looking at the parts"),
            )  # fmt: skip

    def _on_unseen(self, error: Exception) -> None:
        if getattr(error, "code", "") == "cancelled":
            return
        if self.path.text():
            self.tell_error(error, {str(getattr(error, "code", "")): "path"})
        else:
            self.refused(error)

    def _on_looked(self, found: tuple[Foreseen, tuple[Shown, ...]]) -> None:
        self._foreseen, shown = found
        self.table.put(self._foreseen.parts, self._foreseen.amounts)
        self.table.show()
        self._tell_foreseen()
        self.fit()
        self.seen.emit(shown)

    def _tell_foreseen(self) -> None:
        seen = self._foreseen
        self.partly.setVisible(seen is not None and not seen.owed and seen.left_m2 > _LEAST_M2)
        self.beyond.setVisible(seen is not None and seen.beyond_m2 > _LEAST_M2)
        if seen is None:
            self.ok.setText(translate("Lineage", "Split"))
            return
        split, propose = (
            translate("Lineage", "Split"),
            translate("Lineage", "Ask for the signature"),
        )
        self.ok.setText(propose if seen.owed else split)
        self.foretold.setText("\n".join(_lines(seen)))

    def _on_made(self, made: Made) -> None:
        said = waits(made.numbers)
        if not made.pending:
            told = translate("Lineage", "{numbers} have taken its place.")
            said = told.format(numbers=listed(made.numbers))
        self.tell_made(made, said)


def _lines(seen: Foreseen) -> list[str]:
    """What will be, and what is to be thought of."""
    old = seen.olds[0]
    first = translate("Lineage", "{number} ({state}, {area}) becomes {n} parts.")
    lines = [
        first.format(
            number=old.number, state=words.state(old.state), area=area(seen.m2),
            n=number(len(seen.parts)),
        ),
        becomes(seen.owed, seen.state, seen.deadline),
    ]  # fmt: skip
    if seen.replans:
        lines.append(replans())
    for m2, text in (
        (seen.left_m2, translate("Lineage", "⚠ {area} of the patch ({share}) is in no part.")),
        (seen.twice_m2, translate("Lineage", "⚠ {area} ({share}) is in several parts.")),
        (seen.beyond_m2, translate("Lineage", "⚠ {area} ({share}) lies beyond the patch.")),
    ):
        if m2 > _LEAST_M2:
            lines.append(text.format(area=area(m2), share=percent(m2 / seen.m2)))
    if seen.amounts:
        owed = translate(
            "Lineage", "Share out what counts once; the parts must add up to it: {fields}"
        )
        clue = translate(
            "Lineage", "Share out what counts once, or it is left open in all parts: {fields}"
        )
        names = listed(words.field_name("issue", name) for name in seen.amounts)
        lines.append((owed if seen.owed else clue).format(fields=names))
    lines.append(translate("Lineage", "Rows with the same number become one part."))
    return lines


def replans() -> str:
    """That what was planned before is given up."""
    return translate("Lineage", "The plan that waits for a signature now gives way to this one.")
