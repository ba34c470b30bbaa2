"""What is typed on in a form while it is being written stays, and is gone on with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from helpers.dossier_hands import Hands
from helpers.worker_calls import counts_for_ever

from ui.dossier.under_way import typed_on


@contextmanager
def being_written(hands: Hands) -> Iterator[None]:
    """Sends the form that is open; it is written when the block is left."""
    task = hands.desk.do(counts_for_ever, title="long", failed=lambda _: None)
    hands.find("form.go").click()
    assert not hands.find("form.go").isEnabled()
    yield
    task.cancel()
    hands.settle()


def record(hands: Hands) -> dict:
    (found,) = hands.panel.view.records
    return found


def test_that_what_is_typed_on_in_a_new_record_is_gone_on_with_in_that_record(hands, clue):
    hands.open_record("check")
    hands.type("form.day", "2025-04-16")
    hands.fill("check", {"is_true": "yes", "findings": "甲", "inspector": "乙"})
    with being_written(hands):
        hands.fill("check", {"findings": "甲，又见弃渣", "inspector": "", "area_measured": "9"})
        assert not hands.find("form.day").isEnabled()
    assert record(hands)["fields"]["findings"] == "甲"
    assert hands.panel.forms.form.record_id == record(hands)["id"]
    assert hands.find("fact.check.findings").toPlainText() == "甲，又见弃渣"
    assert hands.find("fact.check.area_measured").text() == "9"
    with being_written(hands):
        hands.fill("check", {"current_status": "停产"})
    fields = record(hands)["fields"]
    assert (fields["findings"], fields["area_measured"]) == ("甲，又见弃渣", 9.0)
    assert not fields["inspector"]
    assert hands.find("fact.check.current_status").toPlainText() == "停产"
    hands.press("form.go")
    assert hands.panel.forms.form is None
    assert record(hands)["fields"]["current_status"] == "停产"
    assert hands.panel.drafts.all() == {}


def test_that_what_is_typed_on_in_a_move_is_shown_after_it_was_made(hands, clue):
    hands.open_move("assign")
    hands.fill("issue", {"assignee": "周巡查（示例）", "check_due": "2030-04-25"})
    with being_written(hands):
        hands.type("form.reason", "请尽快去")
    assert hands.state == "assigned"
    assert hands.panel.forms.form is None
    hands.turn("todo")
    told = hands.find("unsent.text.move:assign").text()
    assert "请尽快去" in told
    assert "周巡查" not in told  # that went with the move
    hands.press("unsent.drop.move:assign")
    assert hands.panel.drafts.all() == {}


@pytest.mark.parametrize(
    ("sent", "now", "more"),
    [
        ({}, {}, {}),
        ({"reason": "甲", "day": "1"}, {"reason": "甲", "day": "2"}, {}),
        ({"reason": "甲"}, {"reason": "甲乙"}, {"reason": "甲乙"}),
        ({"fields": {"a": "1", "b": "2"}}, {"fields": {"b": "3"}}, {"fields": {"a": "", "b": "3"}}),
        ({"given": {"a": "1"}}, {"given": {}}, {}),
        ({"files": ["a"]}, {"files": ["a", "b"]}, {"files": ["b"]}),
        ({}, {"fields": {"a": "1"}}, {"fields": {"a": "1"}}),
    ],
)
def test_that_what_was_typed_on_is_what_differs_from_what_was_sent(sent, now, more):
    assert typed_on(sent, now) == more
