"""Which move stands out: the one that the check asks for and that this person may make."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from greenshield.domain.errors import Missing
from ui.dossier.moves import MoveButtons
from ui.dossier.view import Ready, View

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
