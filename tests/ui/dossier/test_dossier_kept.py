"""What is typed stays with the issue and the person that it is of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from helpers.dossier_calls import new_clue
from helpers.dossier_hands import Hands
from helpers.qinghe import demo_patch
from helpers.worker_calls import counts_for_ever
from PySide6.QtCore import QCoreApplication, Qt

from ui.dossier import calls


@pytest.fixture
def second(hands: Hands, clue: str) -> str:
    """Another clue; the first one is shown."""
    fields = {
        "facility_name": "另一处", "source_code": "national_rs",
        "activity_code": "old_quarry", "source_crs": "EPSG:4490",
    }  # fmt: skip
    made: str = hands.write(new_clue, "DT-2", demo_patch().wkt, fields)
    hands.show(clue)
    return made


def stored(hands: Hands) -> dict:
    """The drafts of the person at the window, as the project's file has them."""
    info, found = hands.desk.info, []
    assert info is not None
    hands.desk.ask(calls.drafts, info.actor_id, done=found.append)
    hands.settle()
    return found[0]


def remarks(hands: Hands, issue: str) -> int:
    """How many remarks stand on an issue."""
    found: list = []
    hands.desk.ask(calls.history, issue, done=found.append)
    hands.settle()
    return sum("comment" in entry["code"] for entry in found[0])


@contextmanager
def held_up(hands: Hands) -> Iterator[None]:
    """What is sent meanwhile waits behind something long."""
    task = hands.desk.do(counts_for_ever, title="long", failed=lambda _: None)
    yield
    task.cancel()
    hands.settle()


def seen(hands: Hands, issue: str) -> None:
    """Chooses an issue while writing is held up."""
    hands.desk.selection.select(issues=(issue,), current=issue)
    hands.qtbot.waitUntil(lambda: hands.panel.shows(issue), timeout=20_000)


def test_that_nobody_sees_or_keeps_what_the_person_before_typed(hands, clue):
    hands.turn("facts")
    hands.type("fact.issue.place_name", "北沟")
    hands.open_record("penalty")
    hands.fill("penalty", {"number": "青示罚9号"})
    hands.turn("history")
    hands.type("comment.text", "只写给自己")
    hands.sign_in("周巡查（示例）")
    assert hands.panel.pages.timeline.comments.text() == ""
    assert "place_name" not in hands.panel.pages.facts.typed()
    assert hands.panel.forms.form is None
    hands.panel.typed.gather()
    assert hands.panel.drafts.all() == {}
    assert stored(hands) == {}
    hands.sign_in("吴承办（示例）")
    assert hands.panel.pages.timeline.comments.text() == "只写给自己"
    assert set(hands.panel.drafts.forms(clue)) == {"facts", "remark", "record:penalty"}


def test_that_what_is_typed_just_before_the_window_closes_is_kept(hands, clue):
    hands.turn("history")
    hands.type("comment.text", "没打完")
    QCoreApplication.instance().aboutToQuit.emit()  # as closing the last window does
    assert any(task.lane == "write" for task in hands.desk.office.tasks())
    hands.settle()
    assert clue in str(stored(hands))


def test_that_what_is_typed_between_two_issues_stays_with_the_one_that_is_seen(hands, clue, second):
    hands.turn("history")
    hands.desk.selection.select(issues=(second,), current=second)
    hands.type("comment.text", "在途中打的")
    hands.settle()
    assert hands.panel.view.issue_id == second
    assert hands.panel.pages.timeline.comments.text() == ""
    hands.show(clue)
    assert hands.panel.pages.timeline.comments.text() == "在途中打的"


def test_that_what_is_typed_while_a_remark_is_written_stays(hands, clue):
    hands.turn("history")
    hands.type("comment.text", "第一句")
    box = hands.find("comment.text")
    hands.qtbot.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    box.selectAll()
    hands.qtbot.keyClicks(box, "second")
    hands.settle()
    assert box.toPlainText() == "second"
    assert remarks(hands, clue) == 1
    hands.press("comment.send")
    assert box.toPlainText() == ""
    assert remarks(hands, clue) == 2


def test_that_facts_saved_of_one_issue_are_none_of_another(hands, clue, second):
    facts = hands.panel.pages.facts
    for issue in (second, clue):
        hands.show(issue)
        hands.turn("facts")
        hands.type("fact.issue.scale_text", "同一句")
    with held_up(hands):
        facts.save()
        seen(hands, second)
        assert hands.find("facts.save").isEnabled()
    assert facts.typed() == {"scale_text": "同一句"}
    hands.panel.typed.gather()
    assert hands.panel.drafts.get(second, "facts") == {"scale_text": "同一句"}
    hands.show(clue)
    assert hands.panel.view.fields["scale_text"] == "同一句"
    assert facts.typed() == {}


def test_that_a_refusal_is_told_of_its_own_issue(hands, clue, second):
    facts = hands.panel.pages.facts
    facts.sections["dispatch"].open()
    hands.turn("facts")
    hands.type("fact.issue.assignee", "查无此人")
    with held_up(hands):
        facts.save()
        seen(hands, second)
    assert hands.refused() == []
    ((error, title),) = hands.desk.troubles
    assert "DT-1" in title
    assert error.params
    hands.desk.troubles.clear()


def test_that_a_remark_that_is_being_written_is_not_sent_again(hands, clue, second):
    hands.turn("history")
    hands.type("comment.text", "电话联系")
    box = hands.panel.pages.timeline.comments
    with held_up(hands):
        hands.find("comment.send").click()
        seen(hands, second)
        seen(hands, clue)
        assert box.text() == ""
        assert not box.button.isEnabled()
    assert remarks(hands, clue) == 1
    assert hands.panel.drafts.all() == {}


def test_that_a_record_that_is_being_written_is_not_sent_again(hands, clue):
    hands.open_record("check")
    hands.type("form.day", "2025-04-16")
    hands.fill("check", {"is_true": "yes", "findings": "甲", "inspector": "乙"})
    with held_up(hands):
        hands.find("form.go").click()
        hands.find("form.back").click()
        hands.panel.forms.record("check")
        again = hands.panel.forms.form
        assert again.draft() == {}
        assert not again.go.isEnabled()
        assert any("being written" in line for line in hands.refused())
        hands.panel.typed.gather()
        assert hands.panel.drafts.get(clue, "record:check")["fields"]["findings"] == "甲"
    assert len(hands.panel.view.records) == 1
    assert hands.panel.drafts.all() == {}
    assert hands.panel.forms.form.go.isEnabled()


def test_that_a_form_that_was_refused_after_it_was_left_has_its_text_again(hands, clue, tmp_path):
    paper = tmp_path / "gone.pdf"
    paper.write_bytes(b"%PDF-")
    hands.open_record("check")
    hands.attach([paper])
    paper.unlink()
    hands.type("form.day", "2025-04-16")
    hands.fill("check", {"is_true": "yes", "findings": "甲", "inspector": "乙"})
    with held_up(hands):
        hands.find("form.go").click()
        hands.find("form.back").click()
        hands.panel.forms.record("check")
    assert hands.panel.view.records == []
    assert hands.find("fact.check.findings").toPlainText() == "甲"
    assert hands.find("form.go").isEnabled()
    assert hands.has("form.trouble")


def test_that_a_draft_of_a_closed_group_is_seen_before_it_is_saved(hands, clue):
    facts = hands.panel.pages.facts
    facts.sections["plan"].set_open(False)
    hands.desk.selection.clear()
    hands.settle()
    draft = {"duty_person": "旧稿的人", "deadline": "lately", "no_field_of_any_form": "x"}
    hands.panel.drafts.keep(clue, "facts", draft)
    hands.show(clue)
    hands.turn("facts")
    assert hands.find("fact.issue.duty_person").text() == "旧稿的人"
    assert set(facts.typed()) == {"duty_person", "deadline"}
    hands.press("facts.save")
    assert "duty_person" not in hands.panel.view.fields  # another field is not taken yet
    hands.type("fact.issue.deadline", "2026-05-01")
    hands.press("facts.save")
    assert hands.panel.view.fields["duty_person"] == "旧稿的人"
