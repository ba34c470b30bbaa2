"""Which issues the selected photos may show, tied by one key; the ties that they have."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from greenshield.domain.needs import PHASES
from ui import may_write, words
from ui.desk import Desk
from ui.look import fonts, icons
from ui.photos import calls, words_of
from ui.photos.packed import Packed
from ui.photos.suggestion_card import SuggestionCard
from ui.photos.tie_choice import TieChoice
from ui.timers import pause
from ui.widgets.chip import Chip
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.notice import Notice
from ui.widgets.translated import Translated
from ui.words import plural, translate


class SuggestionsPane(Translated, QWidget):
    """What may be done with the selected photos.

    Signals:
        tied: photos were tied to an issue (id).
        other_wanted: another issue is to be chosen by hand.
        place_wanted: the photos are to be placed.
        accept_wanted: the photo is to be accepted as evidence.
    """

    tied = Signal(str)
    other_wanted = Signal()
    place_wanted = Signal()
    accept_wanted = Signal()

    def __init__(self, desk: Desk, key: str, parent: QWidget | None = None) -> None:
        """Makes the pane; ``key`` tells its requests from those of another pane."""
        super().__init__(parent)
        self._desk, self._key = desk, key
        self._photos: list[str] = []
        self._name = ""
        self._told: dict[str, Any] | None = None
        self._asking = False
        self._early = 0  # the digit that was pressed before the answer for these photos
        # In a turn of its own: what all are that were selected is read out in this one.
        self._soon = pause(self, 0, self._send)
        self._head = ElidedLabel("", self, Qt.TextElideMode.ElideMiddle)
        self._head.setFont(fonts.scaled(1.0, bold=True))
        self.choice = TieChoice(self)
        self.choice.changed.connect(self.ask)
        self.notice = Notice(self, one_line=True)
        self._inside = QWidget(self)
        self._list = QVBoxLayout(self._inside)
        self._list.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea(self)
        area.setObjectName("photos.suggestions")
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._inside)
        column = QVBoxLayout(self)
        pad = max(4, self.fontMetrics().height() // 3)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(pad)
        # On a small screen a message must not push the photos out of the window.
        area.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        column.addWidget(self._head)
        column.addWidget(self.choice)
        column.addWidget(self.notice)
        column.addWidget(area, 1)
        column.addLayout(self._buttons())
        desk.opened.connect(self._tell_may_write)
        desk.actor_changed.connect(self._tell_may_write)
        self.retranslate()

    # What is shown ------------------------------------------------------------------------

    def show_photos(self, photos: list[str]) -> None:
        """Speaks of these photos from now on."""
        if photos != self._photos:
            self.notice.clear()
            self._photos, self._told, self._early = Packed(photos), None, 0
            self._fill()
        self._name = ""
        self._tell_head()
        self.ask()

    def set_name(self, name: str) -> None:
        """Says what the only photo is called."""
        self._name = name
        self._tell_head()

    def photos(self) -> list[str]:
        """The photos that it speaks of."""
        return list(self._photos)

    def ask(self) -> None:
        """Reads suggestions and ties anew."""
        if not self._photos or self._desk.info is None:
            self._told, self._asking, self._early = None, False, 0
            self._fill()
            return
        self._asking = True
        self._soon.start()

    def _send(self) -> None:
        if not self._photos or self._desk.info is None:
            return
        self._desk.ask(
            calls.suggest, self._photos, self.choice.phase(), self.choice.kind(),
            self._desk.selection.current_issue, done=self._on_told, failed=self._on_ask_failed,
            key=f"photos.suggest.{self._key}",
        )  # fmt: skip

    def retranslate(self) -> None:
        """Sets every text."""
        self._other.setText(translate("Photos", "Other issue…"))
        self._other.setToolTip(translate("Photos", "Find an issue by number or name, and tie (I)"))
        self._place.setToolTip(translate("Photos", "Say by hand where it was taken"))
        self._accept.setToolTip(
            translate("Photos", "Accept as evidence what another placed or what is doubtful")
        )
        for button in (self._place, self._accept):
            button.setAccessibleName(button.toolTip())
        self._tell_head()
        self._fill()

    # What is done -------------------------------------------------------------------------

    def press(self, event: QKeyEvent) -> bool:
        """Takes one of the room's keys; whether it was one."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or not self._photos:
            return False
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return self._accept_number(1)
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            return self._accept_number(key - int(Qt.Key.Key_0))
        if key == Qt.Key.Key_I:
            self.other_wanted.emit()
            return True
        return self.choice.press(key)

    def tie(self, issue: str, number: str) -> None:
        """Ties the photos to an issue, where anything may be written."""
        if not self._may_write():
            self.notice.tell("info", may_write.why_not(self._desk.info))
            return
        count = len(self._photos)
        self._desk.do(
            calls.tag, self._photos, issue, self.choice.phase() or "day", self.choice.kind(),
            title=lambda: words_of.tying(count, number),
            done=lambda back: self._on_tied(back, number), failed=self._on_failed,
            undo=lambda back: (calls.put_ties_back, (back,)),
        )  # fmt: skip

    def untie(self, issue: str = "", phase: str = "") -> None:
        """Takes ties off: those to one issue for one phase, or all of them."""
        ties = [] if self._told is None else self._told["ties"]
        for told_issue in dict.fromkeys(t[0] for t in ties if issue in ("", t[0])):
            number = next(t[1] for t in ties if t[0] == told_issue)
            self._desk.ask(
                calls.tied_of, self._photos, told_issue, phase,
                done=partial(self._untie, issue=told_issue, number=number, phase=phase),
            )  # fmt: skip

    def _untie(self, photos: list[str], issue: str, number: str, phase: str) -> None:
        if not photos:
            return
        self._desk.do(
            calls.untag, photos, issue, phase,
            title=lambda: words_of.untying(len(photos), number),
            failed=self._on_failed, undo=lambda back: (calls.put_ties_back, (back,)),
        )  # fmt: skip

    def _accept_number(self, number: int) -> bool:
        if self._told is None and self._asking:
            self._early = number
            return True
        found = [] if self._told is None else self._told["suggestions"]
        if not 1 <= number <= len(found):
            return False
        one = found[number - 1]
        self.tie(one["issue_id"], one["number"])
        return True

    # Answers ------------------------------------------------------------------------------

    def _on_told(self, told: dict[str, Any]) -> None:
        self._told, self._asking = told, False
        early, self._early = self._early, 0
        self._fill()
        if early:
            self._accept_number(early)

    def _on_ask_failed(self, error: Exception) -> None:
        self._told, self._asking, self._early = None, False, 0
        self._fill()
        self.notice.tell_error(error)

    def _on_tied(self, back: calls.TiesBack, number: str) -> None:
        issue, made, gone, _ = back
        if made:
            self.notice.tell_done(lambda: words_of.tied(number, made, gone), self._desk.undo)
        else:
            self.notice.tell_as("info", lambda: (words_of.tied(number, made, gone), ""))
        self.tied.emit(issue)

    def _on_failed(self, error: Exception) -> None:
        self.notice.tell_error(error)

    # Drawing ------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        """Cards carry colours in their text: made anew with the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._fill()

    def _may_write(self) -> bool:
        return self._desk.info is not None and self._desk.info.writable

    def _tell_may_write(self) -> None:
        self._tell_head()
        self._fill()

    def _tell_head(self) -> None:
        count = len(self._photos)
        if count == 1 and self._name:
            told = self._name
        else:
            told = plural(
                count, translate("Photos", "{n} photo selected"),
                translate("Photos", "{n} photos selected"),
            ) if count else translate("Photos", "No photo selected")  # fmt: skip
        self._head.setText(told)
        for part in (self.choice, self._other, self._place, self._accept):
            part.setEnabled(bool(count) and self._may_write())
        self._accept.setEnabled(count == 1 and self._may_write())

    def _fill(self) -> None:
        _empty(self._list)
        told = self._told
        if told is None and not self._photos:
            self._say(translate("Photos", "Select photos to see which issues they may show."))
        elif told is not None:
            if not self._may_write():
                self._say(may_write.why_not(self._desk.info))
            self._fill_ties(told)
            self._fill_copies(told)
            self._fill_suggestions(told)
        self._list.addStretch(1)

    def _fill_ties(self, told: dict[str, Any]) -> None:
        for (issue, number, phase), kinds in _by_phase(told["ties"]).items():
            kind = words.listed(words_of.kind(k) for k in kinds)
            text = words_of.tie(number, phase, kind)
            if told["asked"] > 1:
                text = f"{text} ({words.number(sum(kinds.values()))})"
            chip = Chip(text, self._inside, fixed=not self._may_write())
            chip.setObjectName("photos.tie")
            chip.removed.connect(lambda i=issue, p=phase: self.untie(i, p))
            self._list.addWidget(chip)

    def _fill_copies(self, told: dict[str, Any]) -> None:
        """That some are no originals, and how to get these, where a person is about to tie them."""
        counted = Counter(code for code, _ in told["copies"])
        for code, params in dict(told["copies"]).items():
            line, many = words_of.remark((code, params)), counted[code]
            if told["asked"] > 1:
                line = words.line(f"sum_{code}", {"n": words.number(many)})
            notice = Notice(self._inside, closable=False)
            notice.setObjectName("photos.copies")
            notice.tell("warning", line, words.capital(words.remedy(code, params)))
            self._list.addWidget(notice)

    def _fill_suggestions(self, told: dict[str, Any]) -> None:
        for number, one in enumerate(told["suggestions"], 1):
            asked = (told["asked"], told["more"])
            card = SuggestionCard(number, one, asked, self.choice.phase(), self._inside)
            card.accepted.connect(lambda n=number: self._accept_number(n))
            card.set_allowed(may_write.why_not(self._desk.info))
            self._list.addWidget(card)
        current = told["current"]
        known = {one["issue_id"] for one in told["suggestions"]}
        if current is not None and current[0] not in known:
            issue, number = current
            button = QPushButton(
                translate("Photos", "Tie to {issue}, open in the dossier").format(issue=number),
                self._inside,
            )
            button.setObjectName("photos.tie_current")
            button.clicked.connect(lambda: self.tie(issue, number))
            button.setEnabled(self._may_write())
            self._list.addWidget(button)
        if not told["placed"]:
            self._say(translate("Photos", "Without a position nothing can be suggested: place the "
                                "photo, or choose the issue yourself."))  # fmt: skip
        elif not told["suggestions"]:
            self._say(translate("Photos", "No issue lies within 5 km."))

    def _say(self, text: str) -> None:
        label = QLabel(text, self._inside)
        label.setWordWrap(True)
        label.setForegroundRole(label.palette().ColorRole.PlaceholderText)
        self._list.addWidget(label)

    def _buttons(self) -> QHBoxLayout:
        self._other = QPushButton(self)
        self._other.setObjectName("photos.other_issue")
        self._other.setIcon(icons.icon("search"))
        self._other.clicked.connect(self.other_wanted)
        self._place, self._accept = QToolButton(self), QToolButton(self)
        self._place.setObjectName("photos.place")
        self._place.setIcon(icons.icon("place-photo"))
        self._place.clicked.connect(self.place_wanted)
        self._accept.setObjectName("photos.accept")
        self._accept.setIcon(icons.icon("verify"))
        self._accept.clicked.connect(self.accept_wanted)
        row = QHBoxLayout()
        row.addWidget(self._other, 1)
        row.addWidget(self._place)
        row.addWidget(self._accept)
        return row


def _by_phase(ties: list[Any]) -> dict[tuple[str, str, str], dict[str, int]]:
    """Ties by issue and phase, which go together, with how many photos of each kind."""
    out: dict[tuple[str, str, str], dict[str, int]] = {}
    for issue, number, phase, kind, count in ties:
        out.setdefault((issue, number, phase), {})[kind] = count
    order = {code: at for at, code in enumerate(PHASES)}
    return dict(sorted(out.items(), key=lambda t: (t[0][1], order.get(t[0][2], 9))))


def _empty(layout: QVBoxLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
