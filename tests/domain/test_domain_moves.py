"""The table of moves against a matrix written by hand from the workflow page."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from case_builder import ACTORS, Ledger, paper
from case_steps import ask, at, request

from greenshield import reference
from greenshield.domain import readiness, workflow
from greenshield.domain.actors import Actor
from greenshield.domain.diagram import document, mermaid
from greenshield.domain.errors import UsageError
from greenshield.domain.roles import LIST_ROLES, ROLES
from greenshield.domain.state import ConsentState, DocumentRef, MoveState

LETTERS = {"I": "inspector", "C": "county", "T": "city", "P": "province", "K": "keeper"}
BACK = {"lookback": ("look_back", ("closed", "filed")), "suspended": ("suspend", (
    "clue", "assigned", "checked", "registered", "planned", "rectifying", "self_checked",
    "city_reviewed", "accepted", "publicized", "lookback"))}  # fmt: skip


def matrix() -> dict[tuple[str, str], str]:
    """(move, state) -> cell, from the file."""
    file = Path(__file__).with_name("expected_moves.csv")
    lines = [x for x in file.read_text("utf-8").splitlines() if not x.startswith("#")]
    rows = list(csv.DictReader(lines))
    return {(r["move"], s): cell for r in rows for s, cell in r.items() if s != "move"}


MATRIX = matrix()


def made(move: str, from_state: str, to_state: str, **rest) -> MoveState:
    values = {"event_id": move, "actor": "a", "role": "", "tier": "", "unit": "", "at": "",
              "occurred_on": "2026-01-01", "reason": "", "after": "", "ruleset": "", "pins": {},
              "data": {}} | rest  # fmt: skip
    return MoveState(move=move, from_state=from_state, to_state=to_state, **values)


def histories(state: str) -> list[tuple[list[MoveState], str]]:
    """Ways to have come into a state, each with the state that BACK leads to."""
    if state not in BACK:
        return [([], "")]
    move, origins = BACK[state]
    return [([made(move, origin, state)], origin) for origin in origins]


def expected(cell: str, role: str, acceptance: str, back: str) -> set[str]:
    """The targets that a cell allows a role."""
    if cell == ".":
        return set()
    target, letters = cell.split()
    roles = {acceptance if x == "A" else LETTERS[x] for x in letters}
    if role not in roles:
        return set()
    several = {"any": set(workflow.STATES), "heir": {"registered", "rectifying"}, "back": {back}}
    return several.get(target, {target})


def test_that_the_matrix_names_every_state_and_move():
    assert {m for m, _ in MATRIX} == set(workflow.MOVES)
    assert {s for _, s in MATRIX} == set(workflow.STATES)


def test_that_every_role_that_a_move_names_is_one() -> None:
    tiers = {workflow.ACCEPTANCE_TIER, workflow.NEXT_REVIEW_TIER}
    assert {role for move in workflow.MOVES.values() for role in move.who} - tiers <= set(ROLES)
    assert set(LIST_ROLES) < set(ROLES)


@pytest.mark.parametrize("acceptance", ["county", "city", "province"])
def test_that_the_table_is_the_matrix_for_every_state_move_and_role(acceptance):
    asked = 0
    for (move, state), cell in MATRIX.items():
        for history, back in histories(state):
            for role in ROLES:
                wanted = expected(cell, role, acceptance, back)
                allowed = role in workflow.roles_for(move, state, acceptance)
                reached = {to for to in workflow.STATES if workflow.step(move, state, to, history)}
                assert (reached if allowed else set()) == wanted, (move, state, role)
                asked += 1
    assert asked == 27 * (14 + 2 + 11) * 5


@pytest.mark.parametrize(("move", "state"), list(MATRIX))
def test_that_a_case_is_refused_by_the_table_where_the_matrix_says_so(move, state):
    led = Ledger()
    if state != workflow.INITIAL:
        led.moves.append(made("x", "y", state))
    codes = led.codes(move, "prov1", "2026-07-01")
    assert ("move_not_from_here" in codes) == (MATRIX[move, state] == ".")


@pytest.mark.parametrize(("move", "state"), [k for k, cell in MATRIX.items() if cell != "."])
def test_that_a_case_is_refused_by_role_where_the_matrix_says_so(move, state):
    led = at(move)
    if led.state != state:
        led.moves[-1] = made("x", "y", state) if led.moves else led.moves
    letters = MATRIX[move, state].split()[1].replace("A", "P")
    for actor, (_, roles) in ACTORS.items():
        allowed = any(LETTERS[x] in roles for x in letters)
        _, on, rest = request(move)
        assert ("role_missing" in led.codes(move, actor, on, **rest)) == (not allowed)


def test_that_the_acceptance_tier_follows_the_areas_level():
    led = at("accept")
    assert ask(led, "accept", actor="city2") == ["role_missing"]
    for level, role in (("national", "prov2"), ("provincial", "city2")):
        led.area = led._entity("area", "area-1", "county1", {"area_level": level})
        assert ask(led, "accept", actor=role) == []
    led.area = None
    assert ask(led, "accept", actor="city2") == []


def test_that_who_may_names_the_role_in_which_an_actor_acts():
    rules = reference.ruleset("default-2026")
    city = Actor("x", tier="city", roles=("keeper", "city"))
    assert workflow.who_may("accept", "city_reviewed", city, rules, "provincial") == "city"
    assert workflow.who_may("accept", "city_reviewed", city, rules, "national") == ""
    assert workflow.who_may("accept", "closed", city, rules, "provincial") == ""
    assert (
        workflow.who_may("reopen", "lookback", Actor("x", roles=("city",), active=False), rules)
        == ""
    )


def test_that_open_is_all_but_four_states():
    closed = {s for s in workflow.STATES if not workflow.is_open(s)}
    assert closed == {"dismissed", "closed", "filed", "void"}


def test_that_back_survives_a_suspended_look_back():
    history = [
        made("look_back", "filed", "lookback"),
        made("suspend", "lookback", "suspended"),
        made("resume", "suspended", "lookback"),
    ]
    assert workflow.target("suspended", "resume", history[:2]) == "lookback"
    assert workflow.target("lookback", "confirm", history) == "filed"
    assert not workflow.step("confirm", "lookback", "closed", history)


def test_that_adopt_is_a_first_move_only():
    assert workflow.step("adopt", "clue", "closed", [])
    assert not workflow.step("adopt", "clue", "closed", [made("adopt", "clue", "clue")])
    assert not workflow.step("adopt", "clue", "gone", [])


def test_that_an_adopted_origin_must_make_sense():
    claim = made("adopt", "clue", "lookback", data={"came_from": "planned"})
    assert workflow.origin("lookback", [claim]) == ""
    assert (
        workflow.origin("lookback", [made("adopt", "clue", "lookback", data={"came_from": 3})])
        == ""
    )


def consent(actor="city1", tier="city", paper_of="", name="", unit=""):
    document = DocumentRef(paper_of, "x.pdf") if paper_of else None
    return ConsentState("e", actor, tier, "2026-01-01", document, name, unit)


@pytest.mark.parametrize(
    ("consents", "signed"),
    [
        ((), False),
        ((consent(),), True),
        ((consent(actor="a"),), False),
        ((consent(actor=""),), False),
        ((consent(tier="province"),), False),
        ((consent(actor="a", paper_of="ab", name="李某", unit="市局"),), True),
        ((consent(paper_of="ab", name="李某"),), False),
        ((consent(paper_of="ab", unit="市局"),), False),
        ((consent(tier="county"), consent()), True),
    ],
)
def test_that_a_dismissal_waits_for_another_actor_of_the_city(consents, signed):
    assert workflow.is_signed(made("dismiss", "checked", "dismissed", consents=consents)) is signed


def test_that_voiding_takes_two_actors_of_the_province():
    move = made("void", "clue", "void", actor="prov1")
    assert not workflow.is_signed(move)
    assert not workflow.is_signed(made("void", "clue", "void", consents=(consent(),)))
    both = made("void", "clue", "void", consents=(consent("prov2", "province"),))
    assert workflow.is_signed(both)


def test_that_other_moves_wait_for_nobody():
    waiting = [m for m in workflow.MOVES if not workflow.is_signed(made(m, "a", "b"))]
    assert waiting == ["dismiss", "void", "supersede"]
    assert workflow.is_signed(made("unknown", "a", "b"))


def test_that_readiness_lists_every_move_that_the_table_allows():
    led = at("self_check")

    def case_for(move: str):
        actor, on, rest = request(move)
        return led.case(move, actor, on, **rest)

    found = {r.move: r for r in readiness.readiness(led.state, case_for)}
    assert list(found) == ["self_check", "suspend", "void", "supersede"]
    assert found["self_check"].ready
    assert found["self_check"].target == "self_checked"
    led.untag("a-far")
    refused = readiness.readiness(led.state, case_for, ["self_check"])[0]
    assert not refused.ready
    assert list(refused.missing) == readiness.check(case_for("self_check"), "self_check")


def test_that_disputed_moves_allow_nothing():
    from dataclasses import replace

    from greenshield.domain.casefile import CaseFile
    from greenshield.domain.state import Conflict

    led = at("suspend")
    actor, on, rest = request("suspend")
    case = led.case("suspend", actor, on, **rest)
    dispute = Conflict("c", "issue", "issue-1", "move", "state", ("a", "b"))
    issue = replace(led.issue(), conflicts=(dispute,))
    disputed = CaseFile(issue, led.actors[actor], case.request, led.ruleset, actors=led.actors)
    assert [m.code for m in readiness.check(disputed, "suspend")] == ["moves_in_conflict"]


def test_that_a_way_back_that_nobody_knows_is_refused():
    led = Ledger()
    led.moves.append(made("x", "y", "suspended"))
    codes = led.codes("resume", "prov1", "2026-07-02", documents=(paper("r"),))
    assert codes == ["way_back_unknown"]


def test_that_an_unknown_move_names_those_that_exist():
    with pytest.raises(UsageError) as caught:
        readiness.check(Ledger().case("clsoe", "prov1", "2026-01-01"), "clsoe")
    assert caught.value.code == "move_unknown"
    assert "close" in caught.value.params["known"]


def test_that_the_workflow_page_is_the_table(repository):
    assert (repository / "docs" / "workflow.md").read_text("utf-8") == document()


def test_that_the_diagram_draws_every_move_of_the_main_line():
    lines = list(mermaid("zh"))
    labels = {line.rpartition(" : ")[2] for line in lines if "-->" in line and " : " in line}
    apart = {"suspend", "resume", "void", "replace", "supersede", "succeed", "adopt"}
    assert labels == {m.zh for m in workflow.MOVES.values() if m.name not in apart}
    assert "    lookback --> filed : 巩固" in lines
