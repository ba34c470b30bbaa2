"""All there is to know of a marker: facts, inspections with photos, source, history."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.desk import Desk
from ui.look import colours, fonts, icons
from ui.markers import calls, history, words_of
from ui.markers.check_card import SIDE_EM, CheckCard
from ui.widgets.pill import Pill
from ui.widgets.section import Section
from ui.widgets.translated import Translated
from ui.widgets.whole_label import WholeLabel
from ui.words import number, translate

_MOST = 60  # small pictures


class FactsDialog(Translated, QDialog):
    """Stays open beside the window, and in step with the project.

    Signals:
        inspect_wanted, correct_wanted: of the marker (its id).
        void_wanted: of the marker, or of an inspection (marker's id, inspection's or "").
    """

    inspect_wanted = Signal(str)
    correct_wanted = Signal(str)
    void_wanted = Signal(str, str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("markers_facts")
        self._desk, self._marker = desk, ""
        self._found: dict[str, Any] | None = None
        self.cards: list[CheckCard] = []
        self.title, self._void = QLabel(self), QLabel(self)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setFont(fonts.scaled(1.3, bold=True))
        self.pill = Pill("", lambda: colours.condition_pill(""), self)
        self.buttons = {name: QPushButton(self) for name in ("inspect", "correct", "void", "map")}
        self.checks, self.past = Section(parent=self), Section(parent=self, is_open=False)
        self._facts = QWidget(self)
        self._scroll = QScrollArea(self)
        self._lay_out()
        self.buttons["inspect"].clicked.connect(lambda: self.inspect_wanted.emit(self._marker))
        self.buttons["correct"].clicked.connect(lambda: self.correct_wanted.emit(self._marker))
        self.buttons["void"].clicked.connect(lambda: self.void_wanted.emit(self._marker, ""))
        self.buttons["map"].clicked.connect(
            lambda: desk.show.on_map.emit("marker", (self._marker,))
        )
        desk.closed.connect(self.reject)
        desk.changed.connect(self._on_changed)
        desk.actor_changed.connect(self.retranslate)
        self.retranslate()
        em = self.fontMetrics().height()
        self.resize(em * 38, em * 34)

    def show_marker(self, marker_id: str) -> None:
        """Shows another marker."""
        self._marker = marker_id
        self._ask()

    def retranslate(self) -> None:
        """Sets every text."""
        self.setWindowTitle(translate("Markers", "Facts of the marker"))
        for name, text in (
            ("inspect", translate("Markers", "Record an inspection…")),
            ("correct", translate("Markers", "Correct…")),
            ("map", translate("Markers", "Show on the map")),
        ):
            self.buttons[name].setText(text)
        self.past.set_title(translate("Markers", "History"))
        self._show()

    def _ask(self) -> None:
        self._desk.ask(
            calls.one, self._marker, done=self._on_found, key="markers.one",
            title=translate("Markers", "Reading the markers"),
        )  # fmt: skip

    def _on_found(self, found: dict[str, Any]) -> None:
        self._found = found
        self._show()

    def _on_changed(self, changes: Any) -> None:
        if self._marker in changes.ids("marker") or changes.ids("marker_check"):
            self._ask()

    def _show(self) -> None:
        found = self._found
        is_void = bool(found and found["void"])
        self.buttons["void"].setText(
            translate("Markers", "Put back…") if is_void else translate("Markers", "Void…")
        )
        info = self._desk.info
        writes = info is not None and info.writable and found is not None
        corrects = writes and info is not None and info.keeps_lists
        self.buttons["inspect"].setEnabled(writes and not is_void)
        self.buttons["correct"].setEnabled(corrects)
        self.buttons["void"].setEnabled(corrects)
        self.buttons["map"].setEnabled(found is not None and not is_void)
        if found is None:
            return
        code = found["condition"] or ""
        self.title.setText(words_of.titled(found["number"] or ""))
        self.pill.set(words_of.condition(code), lambda: colours.condition_pill(code))
        self._void.setText(translate("Markers", "voided") if is_void else "")
        self._show_facts(found)
        self._show_checks(found, corrects=corrects)
        past = WholeLabel(self)
        past.setText("\n".join(history.lines(found["history"])))
        self.past.set_content(past)

    def _show_facts(self, found: dict[str, Any]) -> None:
        rows = QWidget(self)
        form = QFormLayout(rows)
        form.setContentsMargins(0, 0, 0, 0)
        for name, value in history.facts(found):
            told = WholeLabel(rows)
            told.setText(value)
            head = QLabel(name, rows)
            head.setForegroundRole(head.palette().ColorRole.PlaceholderText)
            form.addRow(head, told)
        self._body.replaceWidget(self._facts, rows)
        self._facts.deleteLater()
        self._facts = rows

    def _show_checks(self, found: dict[str, Any], *, corrects: bool) -> None:
        held = QWidget(self)
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        self.cards = [CheckCard(c, corrects=corrects, parent=held) for c in found["checks"]]
        for card in self.cards:
            card.shown.connect(self._desk.show.photo)
            card.void_wanted.connect(lambda check: self.void_wanted.emit(self._marker, check))
            column.addWidget(card)
        if not self.cards:
            none = QLabel(translate("Markers", "Nobody has inspected it yet."), held)
            column.addWidget(none)
        count = number(len(self.cards))
        self.checks.set_title(translate("Markers", "Inspections ({n})").format(n=count))
        self.checks.set_content(held)
        wanted = [sha256 for card in self.cards for sha256 in card.photos()][:_MOST]
        if wanted:
            side = round(self.fontMetrics().height() * SIDE_EM * self.devicePixelRatioF())
            self._desk.picture(
                calls.thumbnails, list(dict.fromkeys(wanted)), max(side, 160),
                told=self._on_picture, failed=lambda _: None, key="markers.pictures",
            )  # fmt: skip

    def _on_picture(self, told: tuple[str, bytes | None]) -> None:
        for card in self.cards:
            card.add_picture(*told)

    def _lay_out(self) -> None:
        for name, icon in (("inspect", "check"), ("correct", "edit"), ("void", "remove"),
                           ("map", "map")):  # fmt: skip
            self.buttons[name].setObjectName(f"markers_facts.{name}")
            self.buttons[name].setIcon(icons.icon(icon))
            self.buttons[name].setAutoDefault(False)
        head, tools = QHBoxLayout(), QHBoxLayout()
        for part in (self.title, self.pill, self._void):
            head.addWidget(part)
        head.addStretch(1)
        for button in self.buttons.values():
            tools.addWidget(button)
        tools.addStretch(1)
        inner = QWidget(self)
        self._body = QVBoxLayout(inner)
        for section in (self._facts, self.checks, self.past):
            self._body.addWidget(section)
        self._body.addStretch(1)
        self._scroll.setObjectName("markers_facts.scroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setWidget(inner)
        column = QVBoxLayout(self)
        column.addLayout(head)
        column.addLayout(tools)
        column.addWidget(self._scroll, 1)
