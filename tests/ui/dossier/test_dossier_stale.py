"""A draft whose form is not possible any more is read, and thrown away by its author alone."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel


def test_that_a_draft_without_a_form_is_shown_with_its_text_and_discarded(hands, clue):
    stale = {
        "sign": {"name": "王某", "unit": "", "files": []},
        "move:close": {"given": {"x": "甲文"}, "reason": "因为"},
        "record:no-such-record": {"fields": {"findings": "改过的话"}},
    }
    for form, draft in stale.items():
        hands.panel.drafts.keep(clue, form, draft)
    hands.panel.drafts.keep(clue, "record:check", {"fields": {"findings": "新的"}})
    hands.turn("facts")
    hands.turn("todo")
    for form, text in (("sign", "王某"), ("move:close", "甲文 · 因为"),
                       ("record:no-such-record", "改过的话")):  # fmt: skip
        assert not hands.has(f"unsent.{form}")
        label = hands.find(f"unsent.text.{form}")
        assert isinstance(label, QLabel)
        assert text in label.text()
        hands.press(f"unsent.drop.{form}")
        assert not hands.has(f"unsent.text.{form}")
    assert list(hands.panel.drafts.forms(clue)) == ["record:check"]
    assert hands.find("unsent.record:check").isEnabled()
