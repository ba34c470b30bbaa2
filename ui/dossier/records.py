"""The records beside an issue by kind: field checks, measures, opinions, referrals and the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from greenshield.domain.records import KINDS
from ui import words
from ui.dossier import fact_text
from ui.dossier import record_standing as standing
from ui.dossier.casing import headed
from ui.dossier.sliced import Sliced
from ui.dossier.view import View
from ui.look import colours, icons, worn
from ui.widgets.translated import Translated
from ui.words import translate

Record = Mapping[str, Any]


class Records(Translated, QWidget):
    """Each record whole, in its kind; void ones on request.

    Signals:
        added: open the form of a new record of a kind.
        progressed: open the form of progress of a measure (its id).
        changed: open the form of a record (its id), at a field, "" for the first.
        voided: ask why a record (its id) does not count.
    """

    added = Signal(str)
    progressed = Signal(str)
    changed = Signal(str, str)
    voided = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dossier.records")
        self._view: View | None = None
        self._writable = self._void_shown = False
        self._add = QPushButton(icons.icon("add"), "", self)
        self._add.setObjectName("records.add")
        self._menu = QMenu(self._add)
        self._add.setMenu(self._menu)
        self._void = QToolButton(self)
        self._void.setObjectName("records.void_shown")
        self._void.setCheckable(True)
        self._void.toggled.connect(self._on_void_shown)
        bar = QHBoxLayout()
        bar.addWidget(self._add)
        bar.addStretch(1)
        bar.addWidget(self._void)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addLayout(bar)
        self._list = QWidget(self)
        self._box.addWidget(self._list)
        self._slices = Sliced(self)
        self.retranslate()

    def show_view(self, view: View | None, *, writable: bool) -> None:
        """Shows the records of an issue."""
        self._view, self._writable = view, writable
        self.retranslate()

    def choose_kind(self) -> None:
        """Opens the list of kinds for a new record."""
        if self._writable:
            self._menu.popup(self._add.mapToGlobal(self._add.rect().bottomLeft()))

    def retranslate(self) -> None:
        """Says everything anew."""
        self._add.setText(translate("Dossier", "New record"))
        self._add.setVisible(self._writable)
        self._menu.clear()
        for kind in KINDS:
            action = self._menu.addAction(headed(words.record_kind(kind)))
            action.setObjectName(f"records.add.{kind}")
            action.triggered.connect(lambda _=False, k=kind: self.added.emit(k))
        self._fill()

    def _fill(self) -> None:
        self._box.removeWidget(self._list)
        self._list.hide()
        self._list.deleteLater()
        self._list = QWidget(self)
        self._list.hide()  # until it is whole: every card that is added lays all of them out
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        records = [] if self._view is None else self._view.records
        gone = [r for r in records if r["void"]]
        for told in self._differing():
            line = QLabel(told, self._list)
            line.setObjectName("records.figure")
            line.setWordWrap(True)
            worn.wear(line, QPalette.ColorRole.WindowText, "warning")
            column.addWidget(line)
        self._void.setVisible(bool(gone))
        self._void.setText(
            words.plural(
                len(gone), translate("Dossier", "{n} void"), translate("Dossier", "{n} void")
            )
        )
        shown = records if self._void_shown else [r for r in records if not r["void"]]
        if not shown:
            empty = QLabel(translate("Dossier", "No records yet."), self._list)
            column.addWidget(empty)
        self._slices.start(self._cards(column, shown))

    def _differing(self) -> list[str]:
        """The figures of which the ledger's own field says otherwise than the records."""
        found = [] if self._view is None else self._view.shown.get("figures") or []
        return [headed(words.sentence("figure_differs", one)) for one in found]

    def _cards(self, column: QVBoxLayout, shown: list[Record]) -> Iterator[None]:
        for kind in [*KINDS, *sorted({r["kind"] for r in shown} - set(KINDS))]:
            mine = [r for r in shown if r["kind"] == kind]
            if mine:
                column.addWidget(self._head(kind, len(mine)))
            for record in sorted(mine, key=lambda r: (r["occurred_on"], r["id"])):
                column.addWidget(self._card(record))
                yield
        column.addStretch(1)
        self._box.addWidget(self._list)
        self._list.show()
        self._box.activate()

    def _head(self, kind: str, count: int) -> QWidget:
        head = QWidget(self._list)
        box = QHBoxLayout(head)
        box.setContentsMargins(0, 0, 0, 0)
        title = QLabel(f"<b>{headed(words.record_kind(kind))}</b> · {count}", head)
        box.addWidget(title, 1)
        if self._writable and kind in KINDS:
            add = QToolButton(head)
            add.setObjectName(f"records.more.{kind}")
            add.setAutoRaise(True)
            add.setIcon(icons.icon("add"))
            told = translate("Dossier", "New record: {kind}")
            add.setToolTip(told.format(kind=words.record_kind(kind)))
            add.setAccessibleName(add.toolTip())
            add.clicked.connect(lambda _=False, k=kind: self.added.emit(k))
            box.addWidget(add)
        return head

    def _card(self, record: Record) -> QWidget:
        assert self._view is not None
        held = self._view.held(f"record:{record['id']}")
        card = QFrame(self._list)
        card.setObjectName(f"record.{record['id']}")
        card.setFrameShape(QFrame.Shape.StyledPanel)
        box = QVBoxLayout(card)
        box.setSpacing(box.spacing() // 2)
        box.addLayout(self._top(record, card, held))
        if not record["void"]:
            self._add_standing(record, card, box)
        self._add_transcript(record, card, box)
        text = QLabel(body(record, self._view.names), card)
        text.setTextFormat(Qt.TextFormat.RichText)
        text.setWordWrap(True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        box.addWidget(text)
        if record["void"]:
            _dim(card)
        return card

    def _top(self, record: Record, card: QWidget, held: Mapping[str, str]) -> QHBoxLayout:
        assert self._view is not None
        box = QHBoxLayout()
        who = self._view.names.get(record["actor"], "")
        told = " · ".join(part for part in (words.day(record["occurred_on"]), who) if part)
        line = QLabel(told, card)
        line.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        line.setWordWrap(True)
        box.addWidget(line, 1)
        if held:
            box.addWidget(_lock(held, card))
        if self._writable and not record["void"] and record["kind"] in KINDS:
            edit = translate("Dossier", "Change")
            box.addWidget(_tool("edit", edit, f"record.change.{record['id']}", card,
                                lambda: self.changed.emit(record["id"], "")))  # fmt: skip
            if "" not in held:
                void = translate("Dossier", "Make void")
                box.addWidget(_tool("delete", void, f"record.void.{record['id']}", card,
                                    lambda: self.voided.emit(record["id"])))  # fmt: skip
        return box

    def _add_transcript(self, record: Record, card: QWidget, box: QVBoxLayout) -> None:
        """That an opinion is no signed one, where somebody else wrote it down without the paper."""
        assert self._view is not None
        for one in self._view.shown.get("transcripts") or []:
            if one["record"] == record["id"]:
                line = QLabel(headed(words.sentence("opinion_transcribed", one)), card)
                line.setObjectName(f"record.transcript.{record['id']}")
                line.setTextFormat(Qt.TextFormat.PlainText)
                line.setWordWrap(True)
                worn.wear(line, QPalette.ColorRole.WindowText, "warning")
                box.addWidget(line)

    def _add_standing(self, record: Record, card: QWidget, box: QVBoxLayout) -> None:
        """How far it has come, and a button for what comes next."""
        assert self._view is not None
        parts = [standing.told(record)]
        done = self._view.done_so_far.get(str(record["id"]))
        if done is not None:
            parts.append(standing.done_words(record, done))
        told = words.listed(part for part in parts if part)
        if not told:
            return
        row = QHBoxLayout()
        line = QLabel(told, card)
        line.setObjectName(f"record.state.{record['id']}")
        line.setWordWrap(True)
        worn.wear(line, QPalette.ColorRole.WindowText, standing.role(record, words.today()))
        row.addWidget(line, 1)
        field = standing.next_field(record)
        if self._writable and record["kind"] == "measure":
            more = QPushButton(translate("Dossier", "Progress…"), card)
            more.setObjectName(f"record.progress.{record['id']}")
            more.clicked.connect(lambda: self.progressed.emit(record["id"]))
            row.addWidget(more)
        if self._writable and field:
            on = QPushButton(standing.next_words(field), card)
            on.setObjectName(f"record.next.{record['id']}")
            on.clicked.connect(lambda: self.changed.emit(record["id"], field))
            row.addWidget(on)
        box.addLayout(row)

    def _on_void_shown(self, on: bool) -> None:
        self._void_shown = on
        self._fill()


def body(record: Record, names: Mapping[str, str]) -> str:
    """What a record says, field by field, and its files; rich text."""
    from html import escape

    kind, muted = record["kind"], colours.role("muted").name()
    lines = []
    if record["void"]:
        lines.append(escape(words.sentence("record_is_void", {"reason": record["void_reason"]})))
    order = list(KINDS[kind].fields) if kind in KINDS else []
    for name in sorted(record["fields"], key=lambda n: order.index(n) if n in order else 99):
        told = fact_text.read(kind, name, record["fields"][name], names)
        if told:
            label = escape(headed(words.field_name(kind, name)))
            value = escape(told).replace("\n", "<br>")
            lines.append(f"<span style='color:{muted}'>{label}</span> {value}")
    file = escape(translate("Dossier", "File"))
    lines += [
        f"<span style='color:{muted}'>{file}</span> {escape(d['name'])}"
        for d in record["documents"]
    ]
    return "<br>".join(lines)


def summary(record: Record, names: Mapping[str, str]) -> str:
    """A record in one line."""
    kind = record["kind"]
    told = (fact_text.read(kind, n, v, names) for n, v in record["fields"].items())
    parts = [words.record_kind(kind), words.day(record["occurred_on"]), *told]
    return " · ".join(part for part in parts if part)[:160]


def _tool(icon: str, text: str, name: str, parent: QWidget, on_click: Any) -> QToolButton:
    button = QToolButton(parent)
    button.setObjectName(name)
    button.setAutoRaise(True)
    button.setIcon(icons.icon(icon))
    button.setToolTip(text)
    button.setAccessibleName(text)
    button.clicked.connect(lambda: on_click())
    return button


def _lock(held: Mapping[str, str], parent: QWidget) -> QLabel:
    label = QLabel(parent)
    worn.wear_icon(label, "lock")
    told = translate("Dossier", "The move '{move}' relied on this, so it stays as it is")
    moves = words.listed(dict.fromkeys(words.move(m) for m in held.values()))
    label.setToolTip(told.format(move=moves))
    return label


def _dim(card: QWidget) -> None:
    for label in card.findChildren(QLabel):
        worn.wear(label, QPalette.ColorRole.WindowText, "disabled")
