"""The head of the dossier: which issue, where it stands, by when, with whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from greenshield.domain import deadlines, workflow
from greenshield.domain.deadlines import days_left
from ui import words
from ui.dossier.casing import headed
from ui.dossier.lineage_line import LineageLine
from ui.dossier.view import View
from ui.look import colours, fonts, icons, worn
from ui.widgets.pill import Pill
from ui.widgets.tips import plain
from ui.widgets.translated import Translated
from ui.words import translate

_LONG = 24  # letters


class Header(Translated, QWidget):
    """Number, state, name, deadline, area, inspector.

    Signals:
        on_map: show the issue on the map.
        make_official: give the official number.
    """

    on_map = Signal()
    make_official = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dossier.header")
        self._view: View | None = None
        self._today = ""
        self.number, self.pill = _Told(self, large=True), Pill("", lambda: colours.pill(""), self)
        self.pill.setObjectName("dossier.state")
        self.name, self.place, self.due = _Told(self), _Told(self), _Told(self)
        self.notice = _Told(self)
        self.lineage = LineageLine(self)
        self._map = QToolButton(self)
        self._map.setObjectName("dossier.on_map")
        self._map.setAutoRaise(True)
        self._map.setIcon(icons.icon("map"))
        self._map.clicked.connect(self.on_map)
        self._official = QToolButton(self)
        self._official.setObjectName("dossier.make_official")
        self._official.clicked.connect(self.make_official)
        self._top = top = QHBoxLayout()
        top.addWidget(self.number)
        top.addWidget(self.pill)
        top.addStretch(1)
        top.addWidget(self._official)
        top.addWidget(self._map)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(box.spacing() // 2)
        box.addLayout(top)
        for line in (self.name, self.place, self.due, self.lineage, self.notice):
            box.addWidget(line)
        self.retranslate()

    def show_view(self, view: View | None, today: str, *, writable: bool) -> None:
        """Shows an issue as it stands on a day (ISO)."""
        self._view, self._today = view, today
        temporary = view is not None and "-T-" in str(view.fields.get("issue_no") or "")
        self._official.setVisible(temporary and writable)
        self.lineage.show_view(view)
        self.retranslate()

    def retranslate(self) -> None:
        """Says everything anew."""
        self._map.setToolTip(translate("Dossier", "Show it on the map"))
        self._map.setAccessibleName(self._map.toolTip())
        self._official.setText(translate("Dossier", "Give the official number"))
        view = self._view
        if view is None:
            return
        self.number.tell(view.number)
        self._top.setStretch(0, 10 if self.number.wordWrap() else 0)
        self.number.setToolTip(plain(_other_numbers(view)))
        self.pill.set(words.state(view.state), lambda: colours.pill(view.state))
        self.name.tell(str(view.fields.get("facility_name") or ""))
        self.place.tell(_place(view), "muted")
        told, role = _due(view, self._today)
        self.due.tell(told, role)
        self.notice.tell(_notice(view), "warning")


class _Told(QLabel):
    """A line that breaks, can be copied, and hides while it is empty."""

    def __init__(self, parent: QWidget, *, large: bool = False) -> None:
        super().__init__(parent)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._large = large
        self.setWordWrap(not large)
        if large:
            self.setFont(fonts.scaled(1.25, bold=True))

    def tell(self, text: str, role: str = "text") -> None:
        self.setText(text)
        if self._large:  # a short one stands on one line beside its state
            self.setWordWrap(len(text) > _LONG)
        self.setVisible(bool(text))
        worn.wear(self, QPalette.ColorRole.WindowText, role)


def _other_numbers(view: View) -> str:
    lines = [
        f"{words.field_name('issue', name)}: {view.fields[name]}"
        for name in ("issue_no", "clue_no")
        if view.fields.get(name)
    ]
    return "\n".join(lines)


def _place(view: View) -> str:
    parts = [str(view.shown.get("area") or "")]
    zones = view.fields.get("zone_code")
    if isinstance(zones, list):
        parts.append(words.labels("zone", zones))
    parts.append(str(view.fields.get("place_name") or ""))
    who = str(view.shown.get("assignee_name") or "")
    if who:
        parts.append(translate("Dossier", "inspector {name}").format(name=who))
    return " · ".join(part for part in parts if part)


def _due(view: View, today: str) -> tuple[str, str]:
    """By when, and how many days that leaves; the role of its colour."""
    if not workflow.is_open(view.state):
        closed = str(view.fields.get("closed_on") or "")
        told = translate("Dossier", "Closed on {day}").format(day=words.day(closed))
        return (told if closed else "", "muted")
    checking = view.state == "clue" or deadlines.is_checking(view.state, view.shown["came_from"])
    day = str(view.fields.get("check_due" if checking else "deadline") or "")
    if not day:
        return "", "muted"
    label = words.field_name("issue", "check_due" if checking else "deadline")
    left = days_left(day, today)
    counts = deadlines.counting(view.state, view.shown["came_from"])
    runs = counts == ("check_due" if checking else "deadline")
    if left is None or not runs:  # no day runs yet, or any more
        told = translate("Dossier", "{what} {day}")
        return told.format(what=headed(label), day=words.day(day)), "muted"
    if left < 0:
        told = words.plural(
            -left,
            translate("Dossier", "overdue by {n} day"),
            translate("Dossier", "overdue by {n} days"),
        )
    elif left == 0:
        told = translate("Dossier", "today")
    else:
        told = words.plural(
            left, translate("Dossier", "{n} day left"), translate("Dossier", "{n} days left")
        )
    role = "overdue" if left < 0 else "warning" if left <= 7 else "muted"
    text = translate("Dossier", "{what} {day}, {left}")
    return text.format(what=headed(label), day=words.day(day), left=told), role


def _notice(view: View) -> str:
    """What a person must know before anything else."""
    out = []
    if view.waits is not None:
        out.append(
            translate("Dossier", "'{move}' by {name} waits for a signature of the {tier}.").format(
                move=words.move(view.waits.move),
                name=view.waits.mover_name,
                tier=words.tier(view.waits.tier),
            )
        )
    if view.shown.get("adopted"):
        out.append(headed(words.sentence("shown_as_adopted")))
    if view.shown.get("heir"):
        out.append(headed(words.sentence("shown_as_heir")))
    out += [_found(f["code"], f["params"]) for f in view.shown["findings"]]
    return "\n".join(out)


def _found(code: str, params: Mapping[str, Any]) -> str:
    """A finding in words; of a plan that waits without the id that a command names it by."""
    plan = {
        "lineage_plan_split": translate("Dossier", "Split planned by {actor}: {parts}"),
        "lineage_plan_merge": translate("Dossier", "Merge planned by {actor}: {parts}"),
        "lineage_plan_refused": translate(
            "Dossier", "The plan of {actor} can't be signed as things stand:"
        ),
    }.get(code)
    return words.sentence(code, params) if plan is None else plan.format(**params)
