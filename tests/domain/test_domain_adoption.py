"""What an issue with a past has taken over, and what it has since made itself."""

import pytest

from greenshield.domain import adoption
from greenshield.domain.adoption import STEPS
from greenshield.domain.state import MoveState
from greenshield.domain.workflow import MOVES, STATES


def made(name, to="", **data):
    to = to or MOVES[name].target
    return MoveState(
        name, name, "", to, "a", "", "", "", "2026-01-01", "", "", "", "", {}, data
    )  # fmt: skip


def steps(*moves):
    return adoption.of(moves).steps


def test_that_an_issue_of_its_own_moves_has_taken_over_nothing():
    found = adoption.of([made("assign"), made("check"), made("register")])
    assert found == adoption.Adoption()
    assert not found.adopted


@pytest.mark.parametrize("state", sorted(STATES))
def test_that_a_claimed_state_is_adopted_whatever_it_is(state):
    found = adoption.of([made("adopt", state)])
    assert found.adopted
    assert found.state_claimed
    assert found.imported


def test_that_a_claim_stands_for_every_step_that_leads_to_it():
    assert steps(made("adopt", "clue")) == steps(made("adopt", "assigned")) == ()
    assert steps(made("adopt", "dismissed")) == ("check",)
    assert steps(made("adopt", "rectifying")) == ("check", "register", "plan", "approve_plan")
    assert steps(made("adopt", "closed")) == STEPS[:-1]
    assert steps(made("adopt", "lookback", came_from="filed")) == STEPS
    assert steps(made("adopt", "suspended", came_from="registered")) == ("check", "register")
    assert steps(made("adopt", "suspended", came_from=7)) == ()


def test_that_a_later_move_covers_for_no_earlier_one():
    closed_here = [
        made(name) for name in ("self_check", "city_review", "accept", "publicize", "close")
    ]
    found = adoption.of([made("adopt", "rectifying"), *closed_here])
    assert found.adopted
    assert not found.state_claimed
    assert found.steps == ("check", "register", "plan", "approve_plan")
    assert not found.unproven("accept")


@pytest.mark.parametrize("name", ["look_back", "suspend"])
def test_that_moves_beside_the_line_leave_the_claim_as_it_is(name):
    found = adoption.of([made("adopt", "closed"), made(name)])
    assert found.adopted
    assert found.unproven("close")


def test_that_what_is_returned_is_made_anew():
    past = [made("adopt", "closed"), made("look_back"), made("reopen")]
    assert steps(*past) == ("check", "register", "plan", "approve_plan")
    assert not adoption.of([*past, made("self_check")]).unproven("self_check")
    again = [made("adopt", "checked"), made("recheck"), made("check"), made("register")]
    found = adoption.of(again)
    assert (found.adopted, found.imported) == (False, True)


def test_that_filing_proves_the_claims_and_keeps_them_shown():
    past = [made("adopt", "closed"), made("file")]
    found = adoption.of(past)
    assert found.adopted
    assert found.conditions_met
    assert not found.unproven("close")
    reopened = adoption.of([*past, made("look_back"), made("reopen")])
    assert reopened.steps == ("check", "register", "plan", "approve_plan")
    assert not reopened.unproven("check")
