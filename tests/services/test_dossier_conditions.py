"""The checklist of closing conditions in a dossier."""

from __future__ import annotations

from types import SimpleNamespace

from helpers.open_sessions import add_clue
from helpers.projects import patch

from greenshield.services import dossier, lookup, rules


def test_that_what_the_rule_set_has_not_is_told_and_is_no_condition_that_is_met(session):
    add_clue(session, "QH-1", patch(1))
    issue = lookup.issue(session.project, "QH-1")
    ruleset = rules.in_force(session.project)
    ticks = {"two_cuts": ["ab" * 32], "没有这条": ["ab" * 32], "standard_met": []}
    accepted = SimpleNamespace(move="accept", ruleset=ruleset.sha256, data={"ticks": ticks})
    issue = SimpleNamespace(entity_id=issue.entity_id, history=lambda: [accepted])
    met = {entry.text: entry.ticked for entry in dossier._conditions(session.project, issue)}
    words = ruleset.conditions
    assert met == {words["two_cuts"].zh: True, words["standard_met"].zh: False, "没有这条": False}
