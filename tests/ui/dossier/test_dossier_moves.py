"""Moves: buttons for whom they are allowed, forms that tell what is missing, second signatures."""

from __future__ import annotations

import pytest
from helpers.dossier_calls import tie
from helpers.dossier_hands import Hands
from helpers.qinghe import DEMO, QINGHE
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from ui import words

NAMES = {a["key"]: a["name"] for a in DEMO["actor"]}
BEFORE = next(s["photos"] for s in DEMO["step"] if s["do"] == "tag")


def buttons(hands: Hands) -> set[str]:
    found = hands.find("dossier.moves").findChildren(QPushButton)
    return {b.objectName() for b in found if b.isVisible()}


def shows(hands: Hands, wanted: set[str]) -> None:
    hands.qtbot.waitUntil(lambda: buttons(hands) == wanted)


def assigned(hands: Hands) -> None:
    hands.open_move("assign")
    hands.type("form.day", "2025-04-08")
    hands.fill("issue", {"assignee": NAMES["inspector"], "check_due": "2025-04-25"})
    hands.press("form.go")
    assert hands.state == "assigned", hands.refused()


def checked(hands: Hands, clue: str, is_true: str) -> None:
    assigned(hands)
    hands.sign_in(NAMES["inspector"])
    hands.write(tie, clue, [(str(QINGHE / p["photo"]), p["phase"], p["kind"]) for p in BEFORE])
    hands.record("check", {"is_true": is_true, "findings": "看过"}, "2025-04-16")
    hands.open_move("check")
    hands.type("form.day", "2025-04-16")
    hands.press("form.go")
    assert hands.state == "checked", hands.refused()


def test_that_a_form_begins_with_the_day_on_which_it_is_opened(
    hands: Hands, clue: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words, "today", lambda: "2030-01-01")  # the window stood open overnight
    hands.open_move("assign")
    assert hands.find("form.day").text() == "2030-01-01"


def test_that_there_are_buttons_for_the_moves_of_role_and_state_alone(hands: Hands, clue: str):
    shows(hands, {"move.assign"})
    hands.sign_in(NAMES["inspector"])
    shows(hands, set())
    hands.sign_in(NAMES["county_a"])
    assigned(hands)
    shows(hands, {"move.reassign"})
    hands.sign_in(NAMES["inspector"])
    shows(hands, {"move.check"})


def test_that_a_refused_move_tells_beside_its_fields_and_keeps_what_was_typed(hands, clue):
    hands.open_move("assign")
    hands.fill("issue", {"check_due": "2025-04-25"})
    hands.type("form.reason", "先派发")
    hands.press("form.go")
    assert hands.state == "clue"
    assert hands.has("note.issue.assignee")
    assert hands.find("fact.issue.check_due").text() == "2025-04-25"
    assert hands.find("form.reason").toPlainText() == "先派发"


def test_that_a_move_with_its_fields_is_one_step(hands: Hands, clue: str):
    assigned(hands)
    assert hands.panel.view.shown["assignee_name"] == NAMES["inspector"]
    assert hands.panel.view.shown["moves"][-1]["occurred_on"] == "2025-04-08"


def test_that_the_day_decides_what_is_missing_before_anybody_asks(hands: Hands, clue: str):
    assigned(hands)
    hands.sign_in(NAMES["inspector"])
    hands.record("check", {"is_true": "yes"}, "2025-04-16")
    hands.open_move("check")
    hands.type("form.day", "2025-04-10")
    timer = hands.panel.forms._judging
    hands.qtbot.waitUntil(lambda: not timer.isActive())
    hands.settle()
    assert any("2025-04-16" in line for line in hands.refused())


def test_that_a_wrong_day_is_seen_first_and_alike_photos_are_one_line(hands: Hands, clue: str):
    assigned(hands)
    hands.sign_in(NAMES["inspector"])
    hands.write(tie, clue, [(str(QINGHE / p["photo"]), p["phase"], p["kind"]) for p in BEFORE])
    hands.panel.resize(500, 300)
    hands.open_move("check")
    hands.type("form.day", "2025-04-01")
    line = "need.check.{}.before".format
    hands.qtbot.waitUntil(lambda: hands.has(line("photos_not_counted")), timeout=20_000)
    hands.settle()
    assert not hands.has(line("photo_not_counted"))
    told = hands.find(line("photos_not_counted")).accessibleName()
    assert told.startswith(f"{len(BEFORE)} ")

    def seen() -> bool:
        note = hands.find("note.form.day")
        return not note.visibleRegion().isEmpty() and "2025-04-08" in note.text()

    hands.qtbot.waitUntil(seen, timeout=20_000)
    hands.find("form.reason").setFocus()
    hands.press("form.go")
    hands.qtbot.waitUntil(
        lambda: hands.panel.focusWidget() is hands.find("form.day"), timeout=20_000
    )
    assert seen()


def test_that_a_dismissal_waits_for_the_city_and_counts_when_it_has_signed(hands, clue):
    checked(hands, clue, "no")
    hands.sign_in(NAMES["county_a"])
    hands.open_move("dismiss")
    hands.type("form.day", "2025-04-20")
    hands.press("form.go")
    other = hands.panel.forms.form.forms[0].rows["duplicate_of"]
    assert "•" in other.label.text()
    assert hands.has("note.move.duplicate_of")
    hands.fill("move", {"outcome": "not_true"})
    # Of what it is a duplicate is asked no more.
    hands.qtbot.waitUntil(lambda: "•" not in other.label.text())
    assert not hands.has("note.move.duplicate_of")
    hands.press("form.go")
    assert any("Must be filled in" in line for line in hands.refused())
    hands.type("form.reason", "现场不属实")
    hands.press("form.go")
    assert hands.panel.forms.form is None, hands.refused()
    assert hands.state == "checked"
    assert hands.panel.view.waits.tier == "city"
    assert "city" in hands.panel.pages.header.notice.text()
    hands.press("move.sign")
    hands.press("form.go")
    assert hands.refused()  # who made it can't sign it too
    hands.press("form.back")
    hands.sign_in(NAMES["city"])
    hands.press("move.sign")
    hands.type("form.day", "2025-04-22")
    hands.press("form.go")
    assert hands.state == "dismissed"


def test_that_a_signed_paper_stands_for_a_signature_only_with_name_and_unit(hands, clue):
    checked(hands, clue, "no")
    hands.sign_in(NAMES["county_a"])
    hands.open_move("dismiss")
    hands.type("form.day", "2025-04-20")
    hands.fill("move", {"outcome": "not_true"})
    hands.type("form.reason", "现场不属实")
    hands.press("form.go")
    hands.press("move.sign")
    hands.attach([QINGHE / "documents/11_市级审核意见（示例）.pdf"])
    hands.type("sign.name", "冯市级")
    hands.press("form.go")
    assert any("needs this" in line for line in hands.refused())
    assert hands.find("sign.name").text() == "冯市级"
    hands.type("sign.unit", "示例市生态环境局")
    hands.press("form.go")
    assert hands.state == "dismissed", hands.refused()


def test_that_a_move_s_draft_is_kept_and_thrown_away_on_request(hands: Hands, clue: str):
    hands.open_move("assign")
    hands.type("form.reason", "理由")
    hands.qtbot.keyClick(hands.panel.forms.form, Qt.Key.Key_Escape)
    hands.settle()
    assert hands.panel.forms.form is None
    hands.open_move("assign")
    assert hands.find("form.reason").toPlainText() == "理由"
    hands.press("form.drop")
    hands.open_move("assign")
    assert hands.find("form.reason").toPlainText() == ""


def test_that_the_next_move_opens_by_its_action_and_is_sent_by_keys(hands: Hands, clue: str):
    hands.panel.handlers()["dossier.next"]()
    hands.settle()
    hands.fill("issue", {"assignee": NAMES["inspector"], "check_due": "2030-04-25"})
    hands.panel.handlers()["dossier.save"]()
    hands.settle()
    assert hands.state == "assigned", hands.refused()


@pytest.mark.parametrize("what", ["closure", "pack"])
def test_that_reports_are_asked_of_who_writes_them(hands: Hands, clue: str, what: str):
    asked: list = []
    hands.desk.show.report.connect(lambda *told: asked.append(told))
    menu = hands.find("moves.more").menu()
    next(a for a in menu.actions() if a.objectName() == f"report.{what}").trigger()
    assert asked == [(what, clue)]
