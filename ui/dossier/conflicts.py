"""What two people wrote without seeing each other: both values, both authors, and the decision."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui import words
from ui.dossier import fact_text
from ui.dossier.clearing import clear
from ui.dossier.view import View
from ui.look import worn
from ui.widgets.translated import Translated
from ui.words import translate

Conflict = Mapping[str, Any]


class Conflicts(Translated, QWidget):
    """A card for each conflict of the issue.

    Signals:
        decided: conflict id, and what is to stand.
    """

    decided = Signal(str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dossier.conflicts")
        self._view: View | None = None
        self._writable = False
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)

    def show_view(self, view: View | None, *, writable: bool) -> None:
        """Shows the conflicts of an issue."""
        self._view, self._writable = view, writable
        self.retranslate()

    def retranslate(self) -> None:
        """Says everything anew."""
        clear(self._box)
        found = () if self._view is None else self._view.conflicts
        for conflict in found:
            self._box.addWidget(self._card(conflict))
        self.setVisible(bool(found))

    def _card(self, conflict: Conflict) -> QWidget:
        card = QFrame(self)
        card.setObjectName(f"conflict.{conflict['conflict']}")
        card.setFrameShape(QFrame.Shape.StyledPanel)
        card.setAutoFillBackground(True)
        worn.wear(card, QPalette.ColorRole.Window, "warning_soft")
        box = QVBoxLayout(card)
        title = QLabel(f"<b>{escape(self._title(conflict))}</b>", card)
        title.setWordWrap(True)
        box.addWidget(title)
        if conflict["what"] == "void":
            self._void(conflict, card, box)
        else:
            for candidate in conflict["candidates"]:
                box.addLayout(self._candidate(conflict, candidate, card))
        return card

    def _title(self, conflict: Conflict) -> str:
        match conflict["what"]:
            case "move":
                return translate("Dossier", "Two moves were made at the same time")
            case "number":
                return translate("Dossier", "The number {number} stands twice").format(
                    number=conflict["label"]
                )
            case "void":
                return translate("Dossier", "It was made void while somebody changed it")
            case _:
                told = translate("Dossier", "Two values: {field}")
                return told.format(field=words.field_name(*self._field(conflict)))

    def _candidate(self, conflict: Conflict, candidate: Conflict, card: QWidget) -> QHBoxLayout:
        value = candidate["value"]
        if conflict["what"] == "field":
            names = {} if self._view is None else self._view.names
            value = fact_text.read(*self._field(conflict), value, names)
        elif conflict["what"] == "move":
            value = _move(str(value or ""))
        mine = translate("Dossier", "this device") if candidate.get("mine") else ""
        about = [candidate["actor_name"], words.moment(candidate["at"]), mine]
        told = QLabel(card)
        told.setWordWrap(True)
        nothing = translate("Dossier", "(nothing)")
        told.setText(f"{value or nothing}\n" + " · ".join(part for part in about if part))
        row = QHBoxLayout()
        row.addWidget(told, 1)
        if self._writable:
            keep = QPushButton(translate("Dossier", "Keep this"), card)
            keep.setObjectName(f"conflict.take.{candidate['event'][:12]}")
            keep.clicked.connect(
                lambda: self.decided.emit(conflict["conflict"], candidate["event"])
            )
            row.addWidget(keep)
        return row

    def _void(self, conflict: Conflict, card: QWidget, box: QVBoxLayout) -> None:
        for candidate in conflict["candidates"]:
            about = [candidate["actor_name"], words.moment(candidate["at"])]
            lines = [" · ".join(part for part in about if part), self._written(candidate)]
            told = QLabel("\n".join(line for line in lines if line), card)
            told.setTextFormat(Qt.TextFormat.PlainText)
            told.setWordWrap(True)
            box.addWidget(told)
        if not self._writable:
            return
        # Two people signed that it is void, so that is all there is to decide.
        seen = QPushButton(translate("Dossier", "It stays void"), card)
        seen.setObjectName("conflict.take.void")
        seen.clicked.connect(lambda: self.decided.emit(conflict["conflict"], "void"))
        row = QHBoxLayout()
        row.addStretch(1)
        if self._view is not None and self._view.shown["lineage"]["successors"]:
            along = QPushButton(translate("Dossier", "Take it along to what took its place"), card)
            along.setObjectName("conflict.take.carry")
            along.clicked.connect(lambda: self.decided.emit(conflict["conflict"], "carry"))
            row.addWidget(along)
        row.addWidget(seen)
        box.addLayout(row)

    def _written(self, candidate: Conflict) -> str:
        """What an edit wrote that met a voiding: the kind of a record, fields with values."""
        kind = str(candidate.get("kind") or "")
        names = {} if self._view is None else self._view.names
        of = kind or "issue"
        fields = [
            f"{words.field_name(of, name)} {fact_text.read(of, name, value, names)}"
            for name, value in (candidate.get("fields") or {}).items()
        ]
        return words.listed([*([words.record_kind(kind)] if kind else []), *fields])

    def _field(self, conflict: Conflict) -> tuple[str, str]:
        """Kind and field of what is in conflict."""
        record, _, field = str(conflict["name"]).rpartition(".")
        if not record or self._view is None:
            return "issue", field
        kinds = (r["kind"] for r in self._view.records if r["id"] == record)
        return str(next(kinds, "issue")), field


def _move(told: str) -> str:
    """``move → state`` in words."""
    move, arrow, state = told.partition(" → ")
    return f"{words.move(move)} → {words.state(state)}" if arrow else told
