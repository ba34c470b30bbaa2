"""Which move stands out: the one that the check asks for and that this person may make."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from greenshield.domain.errors import Missing, RefusedError
from ui.dossier.move_form import MoveForm
from ui.dossier.moves import MoveButtons
from ui.dossier.readiness import Readiness, in_order
from ui.dossier.view import Choices, Ready, View
from ui.prefs import Prefs

DISMISS = Ready(
    "dismiss", "dismissed", True, (Missing("outcome_missing", {"known": ""}, "outcome"),)
)
REGISTER = Ready("register", "registered", True)
UNTRUE = Ready(
    "register", "registered", True, (Missing("check_says_untrue", {"record": "1"}, "check"),)
)
APPROVE = Ready(
    "approve_plan", "rectifying", True, (Missing("planner_approves", {"actor": "吴承办"}, "actor"),)
)
BACK = Ready("send_back_plan", "registered", True)


def view(state: str, *ready: Ready) -> View:
    return View("1", state, {}, {"records": [], "held": {}}, ready=ready)


def test_that_the_button_that_stands_out_is_one_that_this_person_may_press(qtbot: QtBot):
    owner = QWidget()
    qtbot.addWidget(owner)

    def shown(state: str, *ready: Ready) -> list[QPushButton]:
        buttons = MoveButtons(owner)
        buttons.show_view(view(state, *ready), writable=True)
        return [buttons.findChild(QPushButton, f"move.{r.move}") for r in ready]

    def out(state: str, *ready: Ready) -> list[str]:
        return [b.objectName() for b in shown(state, *ready) if b.styleSheet()]

    assert out("checked", DISMISS, REGISTER) == ["move.register"]
    assert out("checked", DISMISS, UNTRUE) == ["move.dismiss"]
    assert out("planned", BACK, APPROVE) == []
    _, approve = shown("planned", BACK, APPROVE)
    assert "吴承办" in approve.toolTip()
    assert "吴承办" in approve.accessibleDescription()
    assert not approve.icon().isNull()


def test_that_the_move_that_the_check_asks_for_comes_first_and_alone_is_open(qtbot: QtBot):
    conditional = Missing(
        "field_needed_if",
        {"decided_by": "outcome", "values": "duplicate", "move": "dismiss",
         "field": "duplicate_of"}, "duplicate_of",
    )  # fmt: skip
    dismiss = Ready("dismiss", "dismissed", False, (*DISMISS.missing, conditional))
    register = Ready("register", "registered", False)
    shown = view("checked", dismiss, register)
    assert [one.move for one in in_order(shown)] == ["register", "dismiss"]
    untrue = view("checked", dismiss, Ready("register", "registered", False, UNTRUE.missing))
    assert [one.move for one in in_order(untrue)] == ["dismiss", "register"]
    owner = QWidget()
    qtbot.addWidget(owner)
    page = Readiness(owner)
    page.show_view(view("checked", Ready("dismiss", "dismissed", True, dismiss.missing),
                        Ready("register", "registered", True)))  # fmt: skip
    qtbot.waitUntil(lambda: page.findChild(QWidget, "ready.dismiss") is not None)
    cards = [page.findChild(QWidget, f"ready.{name}") for name in ("register", "dismiss")]
    assert [_is_unfolded(card) for card in cards] == [True, False]
    told = [label.text() for label in cards[1].findChildren(QLabel)]
    assert "1 thing missing" in told


def _is_unfolded(card: QWidget) -> bool:
    return bool(card.findChildren(QPushButton))


def test_that_a_form_says_which_paper_it_needs_and_stops_pointing_at_what_is_given(
    qtbot: QtBot, own_home: Path, tmp_path: Path
):
    missing = Missing("approval_document_missing", {}, "document")
    owner = QWidget()
    qtbot.addWidget(owner)
    shown = view("planned", Ready("approve_plan", "rectifying", True, (missing,)))
    form = MoveForm("approve_plan", shown, Choices(), Prefs(), "2026-01-05", owner)
    note = form.files.findChild(QLabel, "note.attachments")
    trouble = form.findChild(QWidget, "form.trouble")
    assert "approval" in note.text()
    assert not note.refuses()
    form.tell(RefusedError("move_refused", missing=(missing,), move="approve_plan"))
    assert note.refuses()
    assert trouble.isVisibleTo(form)
    form.reason.set_raw("x")
    form.reason.edited.emit()
    assert trouble.isVisibleTo(form)
    paper = tmp_path / "reply.pdf"
    paper.write_bytes(b"%PDF-1.4")
    form.files.add([paper])
    assert note.text() == ""
    assert not trouble.isVisibleTo(form)


def test_that_a_day_for_the_check_is_offered_and_is_no_draft(qtbot: QtBot, own_home: Path):
    owner = QWidget()
    qtbot.addWidget(owner)
    ready = Ready("assign", "assigned", True)
    form = MoveForm("assign", view("clue", ready), Choices(), Prefs(), "2026-01-05", owner)
    assert form.given == {"check_due": "2026-01-19"}
    assert form.draft() == {}
    form.restore({"given": {"check_due": "2026-02-01"}})
    assert form.draft()["given"] == {"check_due": "2026-02-01"}
    said = View(
        "1", "clue", {"check_due": "2026-03-01"}, {"records": [], "held": {}}, ready=(ready,)
    )
    assert MoveForm("assign", said, Choices(), Prefs(), "2026-01-05", owner).given == {}
