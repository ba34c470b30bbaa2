"""Facts: judged as one types, locked where a move relied on them, nothing typed is ever lost."""

from __future__ import annotations

import pytest
from helpers.dossier_calls import rival_writes
from helpers.dossier_hands import Hands
from PySide6.QtWidgets import QLabel

OTHER = "QH2022-011"


@pytest.fixture
def facts(hands: Hands, clue: str) -> Hands:
    hands.turn("facts")
    return hands


def other(hands: Hands) -> str:
    """The id of another issue of the sample."""
    from ui.dossier import calls

    found: list = []
    hands.desk.ask(calls.view, OTHER, "", "2026-01-01", done=found.append)
    hands.settle()
    return found[0].issue_id


def note(hands: Hands, name: str) -> str:
    """What stands beneath an editor, once it was judged."""
    row = hands.panel.pages.facts.forms[_group(name)].rows[name]
    hands.qtbot.waitUntil(lambda: not row._soon.isActive())
    labels = hands.panel.findChildren(QLabel, f"note.issue.{name}")
    return " ".join(label.text() for label in labels if label.isVisible())


def _group(name: str) -> str:
    from greenshield.domain.fields import CATALOGUE

    return CATALOGUE["issue"][name].group


@pytest.mark.parametrize(
    ("field", "wrong", "told"),
    [
        ("lon", "很东", "number"),
        ("area_rs", "12x", "number"),
        ("source_code", "somewhere", "patrol"),
        ("built_on", "lately", "YYYY"),
        ("division_code", "22", "6 digits"),
    ],
)
def test_that_a_value_is_judged_beside_its_field_as_one_types(facts, field, wrong, told):
    facts.type(f"fact.issue.{field}", wrong)
    assert told in note(facts, field)
    facts.press("facts.save")
    assert facts.find(f"fact.issue.{field}").text() == wrong
    assert field not in facts.panel.view.fields or facts.panel.view.fields[field] != wrong


def test_that_an_area_is_told_in_hectares_and_mu_too(facts):
    facts.type("fact.issue.area_rs", "3亩")
    assert "3.00 mu" in note(facts, "area_rs")
    facts.press("facts.save")
    assert facts.panel.view.fields["area_rs"] == 2000.0
    assert facts.find("fact.issue.area_rs").text() == "2000"
    assert not facts.has("facts.save")


def test_that_a_choice_is_found_by_its_words_and_kept_by_its_code(facts):
    facts.type("fact.issue.key_problem_code", "采矿采砂")
    facts.press("facts.save")
    assert facts.panel.view.fields["key_problem_code"] == "K1"


def test_that_what_the_project_refuses_is_told_beside_the_field_and_stays(facts):
    facts.panel.pages.facts.sections["dispatch"].open()
    facts.type("fact.issue.assignee", "查无此人")
    facts.press("facts.save")
    facts.settle()
    assert facts.find("fact.issue.assignee").text() == "查无此人"
    assert any("查无此人" in line for line in facts.refused())
    facts.desk.troubles.clear()


def test_that_unsaved_text_waits_until_the_issue_is_shown_again(facts, clue):
    facts.type("fact.issue.place_name", "北沟")
    facts.show(other(facts))
    assert facts.find("fact.issue.place_name").text() != "北沟"
    assert not facts.has("facts.save")
    facts.show(clue)
    assert facts.find("fact.issue.place_name").text() == "北沟"
    facts.press("facts.save")
    assert facts.panel.view.fields["place_name"] == "北沟"


def test_that_text_in_work_outlives_somebody_elses_change(facts, clue):
    from ui.dossier import calls

    facts.type("fact.issue.place_name", "北沟")
    facts.write(calls.set_fields, clue, {"scale_text": "大"})
    assert facts.find("fact.issue.place_name").text() == "北沟"
    assert facts.panel.view.fields["scale_text"] == "大"


def test_that_saved_facts_can_be_taken_back(facts):
    before = facts.panel.view.fields["facility_name"]
    facts.facts({"facility_name": "另一个采石场"})
    assert facts.panel.view.fields["facility_name"] == "另一个采石场"
    facts.desk.undo_last()
    facts.settle()
    assert facts.panel.view.fields["facility_name"] == before
    facts.desk.redo_last()
    facts.settle()
    assert facts.panel.view.fields["facility_name"] == "另一个采石场"


def test_that_what_a_move_relied_on_is_shown_as_locked_and_by_which_move(facts):
    facts.facts({"assignee": "周巡查（示例）", "check_due": "2030-05-01"})
    facts.open_move("assign")
    facts.press("form.go")
    assert facts.state == "assigned"
    facts.turn("facts")
    field = facts.find("fact.issue.clue_no")
    assert field.isReadOnly()
    assert "Assign" in field.toolTip()
    assert not facts.find("fact.issue.place_name").isReadOnly()


def test_that_nobody_types_where_nobody_may_write(facts, sample_project):
    facts.desk.open(sample_project, None, True)
    facts.settle()
    facts.show(other(facts))
    facts.turn("facts")
    assert facts.find("fact.issue.place_name").isReadOnly()
    assert not facts.has("move.plan")
    assert not facts.has("records.add")


def test_that_a_field_is_found_by_its_name(facts):
    facts.type("facts.find", "restored")
    assert facts.has("fact.issue.restored_area")
    assert not facts.has("fact.issue.place_name")
    facts.type("facts.find", "")
    assert facts.has("fact.issue.place_name")


def test_that_two_values_are_shown_with_both_authors_and_one_is_chosen(facts, clue, tmp_path):
    values = ("甲采石场", "乙采石场")
    facts.write(rival_writes, clue, "facility_name", *values, tmp_path / "far")
    facts.turn("todo")
    (conflict,) = facts.panel.view.conflicts
    told = " ".join(w.text() for w in facts.find("dossier.conflicts").findChildren(QLabel))
    assert "甲采石场" in told
    assert "乙采石场" in told
    chosen = next(c for c in conflict["candidates"] if c["value"] == "甲采石场")
    facts.press(f"conflict.take.{chosen['event'][:12]}")
    assert facts.panel.view.fields["facility_name"] == "甲采石场"
    assert not facts.has("dossier.conflicts")


def test_that_what_is_typed_outlives_the_window_and_is_that_person_s_own(
    facts, clue, sample_project
):
    facts.type("fact.issue.place_name", "北沟")
    facts.open_record("penalty")
    facts.fill("penalty", {"number": "青示罚9号"})
    closed: list = []
    facts.desk.close(lambda: closed.append(True))
    facts.qtbot.waitUntil(lambda: bool(closed))
    with facts.qtbot.waitSignal(facts.desk.opened):
        facts.desk.open(sample_project)
    facts.settle()
    facts.show(clue)
    facts.turn("todo")
    facts.press("unsent.record:penalty")
    assert facts.find("fact.penalty.number").text() == "青示罚9号"
    facts.sign_in("周巡查（示例）")
    facts.turn("todo")
    assert not facts.has("unsent.record:penalty")
    facts.turn("facts")
    assert facts.find("fact.issue.place_name").text() != "北沟"
    facts.sign_in("吴承办（示例）")
    facts.turn("facts")
    facts.qtbot.waitUntil(lambda: facts.find("fact.issue.place_name").text() == "北沟")


def test_that_a_patch_is_typed_judged_and_put_back(facts):
    before = facts.panel.view.patch_m2
    facts.type("fact.issue.geom", "POLYGON((126.4 43.2")
    facts.press("facts.save")
    assert facts.refused()
    assert facts.find("fact.issue.geom").text() == "POLYGON((126.4 43.2"
    corners = "126.40 43.20, 126.41 43.20, 126.41 43.21, 126.40 43.21, 126.40 43.20"
    facts.type("fact.issue.geom", f"POLYGON(({corners}))")
    facts.press("facts.save")
    assert facts.panel.view.patch_m2 == pytest.approx(902_876, rel=1e-4)  # GeographicLib
    assert facts.find("fact.issue.geom").text() == ""
    facts.desk.undo_last()
    facts.settle()
    assert facts.panel.view.patch_m2 == before
