"""What each next move still lacks, and the way to each of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from greenshield.domain import workflow
from greenshield.domain.errors import Missing
from greenshield.domain.needs import is_conditional, need
from ui import words
from ui.dossier.alike import gathered
from ui.dossier.casing import headed
from ui.dossier.clearing import clear
from ui.dossier.need_line import NeedLine
from ui.dossier.sliced import Sliced
from ui.dossier.view import Ready, View
from ui.look import icons, worn
from ui.widgets.flow import flowing
from ui.widgets.tips import plain
from ui.widgets.translated import Translated
from ui.words import translate

ASIDE = ("suspend", "void")
_ENDS = ("dismiss",)  # leads on only where there is nothing to put right
_EMPTY = ("field_missing", "precision_missing")  # many of them are told as a list of fields


class Readiness(Translated, QWidget):
    """Moves that lead on first, those that a person's role does not allow last.

    Signals:
        wanted: go to what mends a line: a ``Missing`` and the move that lacks it.
        chosen: open the form of a move.
    """

    wanted = Signal(object, str)
    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dossier.readiness")
        self._view: View | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._slices = Sliced(self)

    def show_view(self, view: View | None) -> None:
        """Shows how the moves of an issue stand."""
        self._view = view
        self.retranslate()

    def retranslate(self) -> None:
        """Says everything anew."""
        clear(self._box)
        if self._view is None:
            return
        view = self._view
        ahead = [one for one in in_order(view) if leads_on(one, view.state)]
        mine = [one for one in ahead if one.mine]
        likely = _likely((mine or ahead)[0]) if ahead else None
        unfolded = [one for one in mine or ahead if _likely(one) == likely]
        if not view.ready:
            text = translate("Dossier", "No move leads on from here.")
            self._box.addWidget(QLabel(text, self))

        def cards() -> Iterator[None]:
            for one in in_order(view):
                self._box.addWidget(_Card(one, self, unfolded=one in unfolded))
                yield
            self._box.addStretch(1)

        self._slices.start(cards())


class _Card(QFrame):
    """How one move stands."""

    def __init__(self, ready: Ready, owner: Readiness, *, unfolded: bool) -> None:
        super().__init__(owner)
        self.setObjectName(f"ready.{ready.move}")
        self._ready, self._owner = ready, owner
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._box = QVBoxLayout(self)
        self._box.addLayout(self._head())
        self._body = QWidget(self)
        self._box.addWidget(self._body)
        self._made = False
        self._unfold(unfolded)

    def _head(self) -> QHBoxLayout:
        one = self._ready
        mark = QLabel(self)
        name, role = ("ok", "ok") if one.is_open else ("warning", "warning")
        worn.wear_icon(mark, name, role)
        told = translate("Dossier", "{move} → {state}").format(
            move=headed(words.move(one.move)), state=words.state(one.target) or "…"
        )
        title = QLabel(f"<b>{told}</b>", self)
        title.setWordWrap(True)
        self._fold = QToolButton(self)
        self._fold.setObjectName(f"ready.{one.move}.fold")
        self._fold.setAutoRaise(True)
        self._fold.setAccessibleName(told)
        self._fold.clicked.connect(lambda: self._unfold(not self._body.isVisibleTo(self)))
        note = QLabel(_summary(one), self)
        note.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        box = QHBoxLayout()
        box.addWidget(self._fold)
        box.addWidget(mark)
        box.addWidget(title, 1)
        box.addWidget(note)
        return box

    def _unfold(self, on: bool) -> None:
        if on and not self._made:
            self._made = True
            self._fill()
        self._body.setVisible(on)
        self._fold.setIcon(icons.icon("chevron-down" if on else "chevron-right"))

    def _fill(self) -> None:
        one, box = self._ready, QVBoxLayout(self._body)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        fields = [m for m in one.missing if _is_empty_field(m, one.move)]
        fields = fields if len(fields) > 1 else []
        if fields:
            box.addWidget(self._chips(fields))
        for missing in gathered(one.missing):
            if missing not in fields:
                box.addWidget(self._line(missing))
        for warning in one.warnings:
            box.addWidget(self._line(warning, "warning"))
        if one.mine:
            go = QPushButton(translate("Dossier", "Open the form…"), self._body)
            go.setObjectName(f"ready.{one.move}.open")
            go.clicked.connect(lambda: self._owner.chosen.emit(one.move))
            line = QHBoxLayout()
            line.addStretch(1)
            line.addWidget(go)
            box.addLayout(line)

    def _line(self, missing: Missing, icon: str = "") -> NeedLine:
        line = NeedLine(missing, self._ready.move, self._body, icon)
        line.wanted.connect(lambda found: self._owner.wanted.emit(found.missing, found.move_name))
        return line

    def _chips(self, fields: Iterable[Missing]) -> QWidget:
        """Empty fields side by side: twenty sentences that say the same help nobody."""
        found = list(dict.fromkeys(m.field for m in fields))
        holder = QWidget(self._body)
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        told = words.plural(
            len(found),
            translate("Dossier", "{n} field is still empty:"),
            translate("Dossier", "{n} fields are still empty:"),
        )
        box.addWidget(QLabel(told, holder))
        chips = QWidget(holder)
        flow = flowing(chips)
        for one in fields:
            if one.field not in found:
                continue
            found.remove(one.field)
            chip = QPushButton(headed(words.field_name("issue", one.field)), chips)
            chip.setObjectName(f"need.{self._ready.move}.{one.field}")
            chip.setToolTip(plain(words.sentence(one.code, one.params)))
            chip.clicked.connect(
                lambda _=False, m=one: self._owner.wanted.emit(m, self._ready.move)
            )
            flow.addWidget(chip)
        box.addWidget(chips)
        return holder


def in_order(view: View) -> list[Ready]:
    """Moves that the person may make and that lead on, then back, then aside; then others'.

    Of those that lead on, the one that the field check asks for comes first.
    """

    def key(one: Ready) -> tuple[bool, bool, bool, bool, bool]:
        back = rank(one.target) <= rank(view.state)
        return (not one.mine, one.move in ASIDE, back, *_likely(one))

    return sorted(view.ready, key=key)


def onward(view: View) -> list[Ready]:
    """``in_order`` without those that set the issue aside: nobody means them by the next move."""
    return [one for one in in_order(view) if one.move not in ASIDE]


def next_move(view: View) -> Ready | None:
    """The move that the person is to make next, None where others have the word.

    What the field check says decides between the ledger and a dismissal: a move that it
    contradicts comes after the one that it asks for.
    """
    able = [r for r in view.ready if r.mine and barred(r) is None and leads_on(r, view.state)]
    return min(able, key=_likely, default=None)


def _likely(one: Ready) -> tuple[bool, bool]:
    """Orders moves: those that the check contradicts last, and before them what ends it all."""
    return (_is_contradicted(one), one.move in _ENDS)


def _is_contradicted(one: Ready) -> bool:
    found = (need(m, one.move) for m in one.missing)
    return any(n is not None and n.what == "other_move" for n in found)


def barred(one: Ready) -> Missing | None:
    """Why the person may not make a move that the role allows: another has to; None else."""
    return next((m for m in one.missing if m.field == "actor"), None)


def rank(state: str) -> int:
    """How far on the main line a state is."""
    known = workflow.STATES.get(state)
    return -1 if known is None else known.rank


def leads_on(one: Ready, state: str) -> bool:
    """True for a move along the main line."""
    return rank(one.target) > rank(state) and one.move not in ASIDE


def _is_empty_field(missing: Missing, move: str) -> bool:
    found = need(missing, move)
    return missing.code in _EMPTY and found is not None and found.what in ("field", "assignment")


def _summary(one: Ready) -> str:
    if not one.mine:
        return translate("Dossier", "for others")
    if one.is_open:
        return translate("Dossier", "ready")
    return words.plural(
        sum(not is_conditional(m.code) for m in gathered(one.missing)),
        translate("Dossier", "{n} thing missing"),
        translate("Dossier", "{n} things missing"),
    )
