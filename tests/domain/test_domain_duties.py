"""Who may not do what, and what is asked of issues with an adopted past."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from case_builder import Ledger, paper, sha
from case_steps import PREPARE, ask, at, request

from greenshield.domain import pins, readiness
from greenshield.domain.evidence import Overlay, OverlayRow
from greenshield.domain.needs import is_conditional

# -- separation of duties --------------------------------------------------------------------


def test_that_no_submitter_accepts():
    led = at("accept")
    led.actor("city1", tier="city", roles=["city", "province"])
    assert ask(led, "accept", actor="city1") == ["submitter_accepts"]
    led.actor("county1", tier="county", roles=["county", "province"])
    assert ask(led, "accept", actor="county1") == ["submitter_accepts"]
    assert ask(led, "accept", actor="prov2") == []


def test_that_the_planner_does_not_approve_even_in_another_role():
    led = at("approve_plan")
    led.actor("county1", tier="city", roles=["city", "county"])
    assert ask(led, "approve_plan", actor="county1") == ["planner_approves"]


@pytest.mark.parametrize(("move", "lost"), [("approve_plan", "plan"), ("accept", "self_check")])
def test_that_a_history_with_a_hole_is_refused(move, lost):
    led = at(move)
    led.moves = [replace(m, move="unknown") if m.move == lost else m for m in led.moves]
    assert "move_before_missing" in ask(led, move)


# -- adopted issues --------------------------------------------------------------------------


def adopted(state: str = "closed") -> Ledger:
    led = at("adopt")
    actor, on, rest = request("adopt")
    data = dict(rest["data"]) | {"state": state}
    led.make("adopt", actor, on, data=data)
    return led


def test_that_an_issue_that_moved_can_not_be_adopted():
    led, some = Ledger(), at("recheck").moves[-1]
    led.moves = [
        replace(some, move="suspend", from_state="clue", to_state="suspended"),
        replace(some, move="resume", from_state="suspended", to_state="clue"),
    ]
    assert "adopted_too_late" in ask(led, "adopt", on="2026-03-12")
    led.set("county1", predecessors=["i-0"])
    assert ask(led, "succeed") == ["heir_too_late"]
    assert ask(at("recheck"), "adopt", on="2026-03-12") == ["move_not_from_here"]


def test_that_filing_refuses_an_adopted_issue_until_the_conditions_are_met():
    led = adopted()
    codes = ask(led, "file")
    assert {"area_not_named", "field_missing", "precision_missing", "measure_missing",
            "after_photo_missing", "pair_missing", "on_site_record_missing", "opinion_missing",
            "condition_not_ticked", "plan_document_missing", "approval_document_missing",
            "notice_missing"} <= set(codes)  # fmt: skip
    for step in ("check", "register", "plan", "self_check", "city_review", "publicize", "close"):
        PREPARE[step](led)
    for kind in ("plan", "approval", "notice", "effect"):
        led.add("county1", "document", "2026-03-20", (paper(kind),), doc_kind=kind)
    ticks = {name: [sha("effect")] for name in (
        "two_cuts", "three_clearances", "standard_met", "restoration_stable")}  # fmt: skip
    assert ask(led, "file", data={"ticks": ticks}) == []
    # Filed when a check of who and when was enough, it stays right; filed now, it is refused.
    bare = next(r for r in led.records.values() if r.actor == "city1" and r.kind == "check")
    led.set_record(bare.record_id, is_true=None)
    assert ask(led, "file", data={"ticks": ticks}) == ["on_site_record_missing"]
    actor, on, rest = request("file")
    data = dict(rest.get("data", {})) | {"ticks": ticks}
    case = led.case("file", actor, on, **(rest | {"data": data}))
    assert readiness.check(case, "file", on_record=True) == []
    body = led.move_body(case, "file", actor, "filed", "province")
    assert pins.judge_again(json.loads(json.dumps(body)), led.body_of, led.ruleset) == []
    led.drop("opinion")
    assert ask(led, "file", data={"ticks": ticks}) == ["on_site_record_missing", "opinion_missing"]


def test_that_people_of_an_adopted_past_are_not_asked_for():
    led = adopted("planned")
    assert "move_before_missing" not in ask(led, "approve_plan")


def test_that_an_adopted_suspension_goes_back_to_where_it_claims():
    led = at("adopt")
    actor, on, rest = request("adopt")
    data = dict(rest["data"]) | {"state": "suspended", "came_from": "rectifying"}
    led.make("adopt", actor, on, data=data)
    made = led.make("resume", "prov1", "2026-07-02", documents=(paper("r"),))
    assert made.to_state == "rectifying"


def test_that_all_that_is_missing_is_told_at_once():
    led = at("close")
    led.fields.pop("pub_to")
    codes = led.codes("close", "insp1", "never")
    assert {"role_missing", "occurred_on_missing", "field_missing"} <= set(codes)


def test_that_from_a_wrong_state_nothing_is_asked_that_could_not_be_met_there():
    led = Ledger()
    led.overlay = None
    assert led.codes("close", "insp1", "never") == ["move_not_from_here", "role_missing"]


def test_that_an_unknown_overlay_row_is_no_trap():
    led = at("register")
    led.overlay = Overlay(10.0, (OverlayRow("area", "", 1.0),))
    assert ask(led, "register") == []


# -- what will be needed, told before it is known ---------------------------------------------


def _needed_if(led: Ledger, move: str, **request_too: object) -> dict[str, tuple[str, str]]:
    """Field or condition -> (what decides, on which values)."""
    actor, on, rest = request(move)
    case = led.case(move, actor, on, **(dict(rest) | request_too))
    return {
        str(m.params.get("condition") or m.field): (m.params["decided_by"], m.params["values"])
        for m in readiness.check(case, move)
        if m.code in ("field_needed_if", "condition_needed_if")
    }


def test_that_the_first_refusal_of_a_plan_names_what_a_second_would_ask():
    led = at("plan")
    led.unset("measure_class", "approval_status", "eia_doc_no", "mine_right", "cert_issuer",
              "cert_from", "cert_to")  # fmt: skip
    licensed = ("mine_right", "exploration, extraction")
    assert _needed_if(led, "plan") == {
        "restore_target": ("measure_class", "restore"),
        "eia_doc_no": ("approval_status", "full, partial"),
        "cert_issuer": licensed, "cert_from": licensed, "cert_to": licensed,
    }  # fmt: skip
    led.set(measure_class="restore", approval_status="full", mine_right="extraction")
    assert _needed_if(led, "plan") == {}
    assert ask(led, "plan") == ["field_missing"]


def test_that_a_plan_of_an_unknown_activity_tells_what_mining_would_need():
    led = at("plan")
    led.unset("activity_code", "mine_right", "cert_issuer")
    mining = ("activity_code", "mining, old_quarry, old_industrial_land")
    assert _needed_if(led, "plan") == {
        "mine_right": mining, "cert_issuer": ("mine_right", "exploration, extraction"),
    }  # fmt: skip
    led.set(mine_right="extraction")
    assert _needed_if(led, "plan") == {"cert_issuer": mining}
    led.set(activity_code="tourism")
    assert ask(led, "plan") == []


def test_that_a_field_that_is_not_needed_is_not_announced():
    led = at("plan")
    led.unset("cert_issuer", "cert_from", "cert_to", "eia_doc_no")
    led.set(mine_right="none", approval_status="none")
    assert ask(led, "plan") == []


def test_that_an_acceptance_tells_the_conditions_that_clear_harm_would_add():
    led = at("accept")
    led.set(activity_code="tourism", approval_status="full", zone_code=["experimental"],
            built_before_area="before")  # fmt: skip
    assert set(_needed_if(led, "accept", data={"ticks": {"two_cuts": [sha("proof")]}})) == {
        "three_clearances", "standard_met", "restoration_stable",
    }  # fmt: skip
    assert _needed_if(led, "accept", data={"harm": "none"}) == {}


def test_that_a_dismissal_without_an_outcome_tells_what_a_duplicate_needs():
    led = at("dismiss")
    assert _needed_if(led, "dismiss", data={}) == {"duplicate_of": ("outcome", "duplicate")}
    assert _needed_if(led, "dismiss", data={"duplicate_of": "x"}) == {}


# -- the ledger's measures and their records ---------------------------------------------------


def _warned(led: Ledger, move: str) -> list[tuple[str, str]]:
    actor, on, rest = request(move)
    case = led.case(move, actor, on, **rest)
    assert readiness.check(case, move) == []
    return [(m.code, m.params["measures"]) for m in readiness.warnings(case)]


@pytest.mark.parametrize(
    ("move", "told"),
    [("plan", "measure_not_in_ledger"), ("approve_plan", "measure_not_in_plan"),
     ("self_check", "measure_after_plan")],
)  # fmt: skip
def test_that_measures_without_a_record_and_records_without_a_measure_are_warned_of(move, told):
    led = at(move)
    assert _warned(led, move) == [("measure_without_record", "demolish, natural_recovery")]
    one, other = (r.record_id for r in led.records.values() if r.kind == "measure")
    led.set_record(one, code="demolish")
    assert _warned(led, move) == [("measure_without_record", "natural_recovery")]
    led.set_record(other, code="clear")
    assert _warned(led, move) == [
        ("measure_without_record", "natural_recovery"), (told, "clear"),
    ]  # fmt: skip
    led.set_record(other, code="natural_recovery")
    assert _warned(led, move) == []


def test_that_a_warning_adds_nothing_to_what_a_move_relies_on():
    led = at("approve_plan")
    actor, on, rest = request("approve_plan")
    case = led.case("approve_plan", actor, on, **rest)
    readiness.check(case, "approve_plan")
    assert "measure_codes" not in case.pins()["issue"]


def test_that_closing_an_adopted_issue_says_beforehand_what_filing_will_ask():
    led = adopted("publicized")
    led.set(pub_from="2026-07-21", pub_to="2026-07-31", closing_doc_no="销〔2026〕1号")
    _, on, rest = request("close")
    case = led.case("close", "city1", on, **rest)
    assert readiness.check(case, "close") == []
    (told,) = readiness.warnings(case)
    assert told.code == "adopted_unproven"
    led.make("close", "city1", on, **rest)
    pack = {"pack_sha256": sha("pack"), "pack_verified": True}
    asked = led.missing("file", "prov1", "2026-08-05", data=pack)
    assert told.params["n"] == sum(not is_conditional(one.code) for one in asked) > 10
    own = at("close")
    assert readiness.warnings(own.case("close", "prov1", on, **rest)) == []
