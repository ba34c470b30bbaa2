"""Two laptops planned a split differently: who signs sees both, and chooses which one counts."""

from __future__ import annotations

import pytest
from helpers.worker_calls_lineage import adopt, planned_apart

from ui.dossier.header import Header
from ui.dossier.sign_form import SignForm

CITY = "冯市级（示例）"


@pytest.fixture
def waiting(hands, clue, tmp_path):
    """A problem of which two plans wait, and somebody of the city at the desk."""
    hands.write(adopt, clue, "rectifying")
    hands.write(planned_apart, clue, tmp_path / "far")
    hands.sign_in(CITY)
    hands.show(clue)
    return clue


def opened(hands) -> SignForm:
    hands.press("move.sign")
    form = hands.panel.forms.form
    assert isinstance(form, SignForm)
    return form


def test_that_each_plan_is_told_and_none_is_signed_unchosen(hands, waiting):
    form = opened(hands)
    plans = {p.reason: p for p in hands.panel.view.waits.plans}
    head = hands.panel.findChild(Header, "dossier.header").notice.text()
    assert "HALF-2" in head
    assert "FIRM-2" in head
    assert all(plan.mover_name in head for plan in plans.values())
    assert not any(plan.plan in head for plan in plans.values())  # an id says nothing to a person
    assert set(plans) == {"东西两处", "分属两家"}
    for plan, number in ((plans["东西两处"], "HALF-2"), (plans["分属两家"], "FIRM-2")):
        button = hands.find(f"sign.plan.{plan.plan}")
        assert plan.mover_name in button.text()
        assert not button.isChecked()
        told = hands.find(f"sign.planned.{plan.plan}").text()
        assert plan.reason in told
        assert number in told
    hands.press("form.go")
    assert hands.panel.forms.form is form
    assert any("Choose the one to sign" in line for line in hands.refused())
    assert hands.find(f"sign.plan.{hands.panel.view.waits.plans[0].plan}").hasFocus()


@pytest.mark.parametrize(("reason", "number"), [("东西两处", "HALF"), ("分属两家", "FIRM")])
def test_that_the_chosen_plan_is_the_one_that_counts(hands, waiting, reason, number):
    opened(hands)
    plan = next(p.plan for p in hands.panel.view.waits.plans if p.reason == reason)
    hands.press(f"sign.plan.{plan}")
    hands.press("form.go")
    assert hands.panel.forms.form is None, hands.refused()
    assert hands.state == "void"
    successors = hands.panel.view.shown["lineage"]["successors"]
    assert len(successors) == 2
    hands.show(successors[0]["id"])
    assert hands.panel.view.fields["clue_no"].startswith(number)
    assert hands.state == "rectifying"


def test_that_a_choice_is_kept_while_the_form_is_left(hands, waiting):
    form = opened(hands)
    plan = hands.panel.view.waits.plans[1].plan
    hands.press(f"sign.plan.{plan}")
    form.left.emit()
    hands.settle()
    assert opened(hands).plan == plan
