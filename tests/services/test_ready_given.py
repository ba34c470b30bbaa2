"""A move is judged with what is typed for it before anything is written."""

from __future__ import annotations

import pytest
from helpers.open_sessions import add_clue
from helpers.projects import DAY, patch

from greenshield.domain.errors import UsageError
from greenshield.services import lookup, moves


def test_that_a_move_is_judged_with_what_is_given_and_nothing_is_written(session):
    issue = add_clue(session, "QH-1", patch(1), source_code="patrol")
    before = lookup.issue(session.project, issue)

    def lacks(**given: str) -> set[str]:
        [found] = moves.ready(session, issue, occurred_on=DAY, name="assign", given=given)
        return {m.field for m in found.missing}

    assert "check_due" in lacks()
    assert lacks(check_due="2026-06-01") == lacks() - {"check_due"}
    assert lacks(source_code="", check_due="2026-06-01") == {*lacks(), "source_code"} - {
        "check_due"
    }
    assert lookup.issue(session.project, issue) == before
    with pytest.raises(UsageError, match="given_needs_move"):
        moves.ready(session, issue, occurred_on=DAY, given={"check_due": "2026-06-01"})
