"""Each guard: a complete case passes, one piece taken away refuses with exactly its code."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from case_builder import INSIDE, Ledger, paper, sha
from case_steps import ask, at, request
from hypothesis import given
from hypothesis import strategies as st
from removals import REDLINE, Removal, accept_photo
from removals import REMOVALS as MOST
from removals_lineage import LINEAGE

from greenshield.domain import pins, readiness, workflow
from greenshield.domain.evidence import Overlay
from greenshield.domain.guards import GUARDS
from greenshield.domain.state import FieldState

REMOVALS = [*MOST, *LINEAGE]


@pytest.mark.parametrize("removal", REMOVALS, ids=str)
def test_that_taking_one_piece_away_refuses_the_move(removal):
    led = at(removal.move)
    removal.change(led)
    assert ask(led, removal.move, **removal.request) == sorted(removal.codes)


def test_that_every_code_of_every_guard_is_tested():
    import ast
    import inspect

    from greenshield.domain.guards import guard

    modules = {inspect.getmodule(g.ask) for g in GUARDS.values()} | {guard, readiness}
    raised = {
        call.args[0].value
        for module in modules
        for call in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Missing"
    }
    tested = {code for removal in REMOVALS for code in removal.codes}
    elsewhere = {
        # tested by name in this file, or in the tests of the table
        "submitter_accepts", "referral_open", "measure_without_record",
        "measure_not_in_ledger", "measure_not_in_plan", "measure_after_plan",
        "adopted_too_late", "heir_too_late", "move_before_missing",
        "moves_in_conflict", "move_not_from_here", "way_back_unknown",
        "adopted_unproven", "measure_barred",
    }  # fmt: skip
    assert raised - tested == elsewhere


def test_that_every_guard_of_the_table_exists_and_is_used():
    used = {name for m in workflow.MOVES.values() for name in m.guards}
    assert used == set(GUARDS)


def rebuilt_codes(led: Ledger, removal: Removal) -> None:
    """Live and rebuilt cases find the same, and the rebuilt one looks at the same."""
    actor, on, rest = request(removal.move)
    rest = dict(rest)
    change = dict(removal.request)
    data = change.pop("data", None)
    if data is not None:
        rest["data"] = {
            k: v for k, v in (dict(rest.get("data", {})) | data).items() if v is not None
        }
    actor, on = change.pop("actor", actor), change.pop("on", on)
    case = led.case(removal.move, actor, on, **(rest | change))
    live = [m for m in readiness.check(case, removal.move) if m.code != "field_in_conflict"]
    body = led.move_body(case, removal.move, actor, case.target(), "")
    body = json.loads(json.dumps(body, sort_keys=True))
    again = pins.rebuild(body["pins"], body, led.body_of, led.ruleset)
    assert readiness.check(again, removal.move) == live
    assert json.loads(json.dumps(again.pins(), sort_keys=True)) == body["pins"]


@pytest.mark.parametrize("removal", REMOVALS, ids=str)
def test_that_a_case_rebuilt_from_its_pins_gives_the_same_answer(removal):
    led = at(removal.move)
    removal.change(led)
    rebuilt_codes(led, removal)


@given(st.data())
def test_that_any_mix_of_missing_evidence_is_found_again_from_the_pins(data):
    move = data.draw(st.sampled_from(sorted({r.move for r in REMOVALS})))
    those = [r for r in REMOVALS if r.move == move]
    chosen = data.draw(st.lists(st.sampled_from(those), max_size=4, unique_by=str))
    led = at(move)
    for removal in chosen:
        try:
            removal.change(led)
        except LookupError:  # another one took it away already
            continue
    rebuilt_codes(led, chosen[0] if chosen else Removal(move, "whole", ()))


odd = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
    | st.just([]) | st.just({}) | st.just([[]]) | st.just([{"a": []}]) | st.just({"a": [1]})
)  # fmt: skip


@given(st.data())
def test_that_values_of_any_type_are_judged_and_never_trusted_more(data):
    """Other programs may write anything; a guard must neither fail on it nor be fooled."""
    move = data.draw(st.sampled_from(sorted(workflow.MOVES)))
    led = at(move)
    bags = [led.fields, *(r.fields for r in led.records.values())]
    bags += [p.fields for p in (*led.photos.values(), *led.actors.values(), led.area)]
    bag = data.draw(st.sampled_from([b for b in bags if b]))
    name = data.draw(st.sampled_from(sorted(bag)))
    value = data.draw(odd)
    shown = bag[name].shown
    event_id = led.event(
        shown.actor, "", dict(led.events[shown.event_id]) | {"fields": {name: value}}
    )
    led.events[event_id] |= {k: led.events[shown.event_id][k] for k in ("_actor", "_entity_id")}
    bag[name] = FieldState(replace(shown, event_id=event_id, value=value))
    if value != value:  # NaN is in no event: canonical JSON refuses it
        return
    rebuilt_codes(led, Removal(move, "odd", ()))


# -- what else counts, and what does not -----------------------------------------------------


def test_that_a_red_line_is_a_place_without_a_protected_area():
    for move in ("register", "plan"):
        led = at(move)
        led.unset("area_id")
        led.overlay = Overlay(1000.0, (REDLINE,))
        assert ask(led, move) == []


def test_that_an_overlap_within_the_tolerance_asks_for_no_area_and_no_zone():
    sliver = [replace(row, area_m2=10.0) for row in INSIDE.rows]
    led = at("register")
    led.overlay = Overlay(1000.0, (INSIDE.rows[0], INSIDE.rows[1],
                                   replace(sliver[1], zone_code="buffer")))  # fmt: skip
    assert ask(led, "register") == []
    led.unset("area_id")
    led.overlay = Overlay(1000.0, (sliver[0], REDLINE))
    assert ask(led, "register") == []


@pytest.mark.parametrize(
    ("overlap", "patch", "outside"),
    [(10.0, 1000.0, True), (10.1, 1000.0, False), (1.0, 100.0, True), (1.1, 100.0, False),
     (10.1, 1e6, False), (10.0, 1e6, True), (0.0, 1000.0, True)],
)  # fmt: skip
def test_that_an_overlap_within_both_limits_is_outside(overlap, patch, outside):
    led = at("dismiss")
    led.overlay = Overlay(patch, (replace(REDLINE, area_m2=overlap),))
    codes = ask(led, "dismiss", data={"outcome": "outside"})
    assert codes == ([] if outside else ["patch_not_outside"])


def test_that_another_persons_acceptance_lets_a_photo_placed_by_hand_count():
    led = at("check")
    led.set_photo("b-near", "insp1", position_source="hand", lon=125.2)
    assert "photo_not_counted" in ask(led, "check")
    accept_photo(led, "b-near", "county1")
    assert ask(led, "check") == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda led: accept_photo(led, "b-near", "insp1"),
        lambda led: accept_photo(led, "b-near", "county1", accepted_by="city1"),
        lambda led: accept_photo(led, "b-near", "county1", accepted_note=" "),
        lambda led: accept_photo(led, "b-near", "county1", accepted_for="125.2 43.2 other"),
        lambda led: (
            accept_photo(led, "b-near", "county1"),
            led.set_photo("b-near", "insp1", lon=125.3),
        ),
        lambda led: (
            accept_photo(led, "b-near", "county1"),
            led.set_photo("b-near", "insp1", accepted_note="另写"),
        ),
    ],
    ids=["own", "in another's name", "no words", "other values", "moved since", "words changed"],
)
def test_that_an_acceptance_that_is_not_anothers_of_these_values_does_not_count(spoil):
    led = at("check")
    led.set_photo("b-near", "insp1", position_source="hand", lon=125.2)
    spoil(led)
    assert "photo_not_counted" in ask(led, "check")


def test_that_acceptance_does_not_bring_a_photo_nearer():
    led = at("check")
    led.distances[sha("b-near")] = 51.0
    accept_photo(led, "b-near", "county1")
    assert "photo_not_counted" in ask(led, "check")


def test_that_a_moment_is_judged_by_the_chinese_calendar():
    led = at("self_check")
    led.set_photo("a-far", "insp1", taken_at="2026-06-19T15:59:59", taken_at_offset="+00:00")
    assert "after_photo_missing" in ask(led, "self_check")
    led.set_photo("a-far", "insp1", taken_at="2026-06-19T16:00:00", taken_at_offset="+00:00")
    assert ask(led, "self_check") == []


@pytest.mark.parametrize(
    ("taken", "offset", "counts"),
    [
        ("2026-03-10T23:59:59", "", True),
        ("2026-03-11T00:00:00", "", False),
        ("2026-03-10T15:59:59", "+00:00", True),
        ("2026-03-10T16:00:00", "+00:00", False),
        ("2026-03-11T00:30:00", "+09:00", True),
    ],
)
def test_that_a_photo_counts_up_to_the_last_moment_of_the_day_of_the_move(taken, offset, counts):
    led = at("check")
    led.set_photo("b-near", "insp1", taken_at=taken, taken_at_offset=offset)
    assert (ask(led, "check") == []) is counts


def test_that_a_guard_relies_on_no_more_photos_than_it_needs():
    led = at("check")
    for n in range(40):
        led.photo(f"more-{n}")
        led.tag(f"more-{n}", "before", "near")
    actor, on, rest = request("check")
    case = led.case("check", actor, on, **rest)
    assert readiness.check(case, "check") == []
    assert len(case.pins()["tags"]) < 42


def test_that_what_can_not_be_known_of_the_mine_is_not_asked():
    led = at("plan")
    led.unset("cert_issuer", "cert_from", "cert_to")
    led.set(mine_right="none")
    assert ask(led, "plan") == []
    led.unset("built_on")
    led.set(built_before_area="unknown")
    assert ask(led, "plan") == []


@pytest.mark.parametrize(
    ("move", "kind"), [("plan", "plan"), ("approve_plan", "approval"), ("publicize", "notice")]
)
def test_that_a_document_record_serves_as_the_paper_of_a_move(move, kind):
    led = at(move)
    led.add("county1", "document", "2026-03-20", (paper(kind),), doc_kind="other")
    assert ask(led, move, documents=()) != []
    led.add("county1", "document", "2026-03-20", (paper(kind),), doc_kind=kind)
    assert ask(led, move, documents=()) == []


def test_that_a_paper_of_the_city_serves_where_it_has_no_device():
    led = at("city_review")
    led.drop("opinion")
    led.records.pop("check-3")
    scan = (paper("scan"),)
    led.add("county1", "opinion", "2026-07-06", scan, tier="city", text="同意", signer="李某",
            signed_on="2026-07-06")  # fmt: skip
    assert ask(led, "city_review") == ["on_site_record_missing"]
    city = led.add("city1", "check", "2026-07-05", tier="city", inspector="李某")
    assert ask(led, "city_review") == ["on_site_record_missing"]  # it says nothing of the place
    led.set_record(city, "city1", findings="已拆除")
    assert ask(led, "city_review") == []
    led.records.pop(city)
    led.add("county1", "document", "2026-07-05", scan, doc_kind="on_site")
    assert ask(led, "city_review") == ["on_site_record_missing"]  # whose it is, it does not say
    led.add("county1", "document", "2026-07-05", scan, doc_kind="on_site", tier="city")
    assert ask(led, "city_review") == []


@pytest.mark.parametrize(
    ("harm", "codes"),
    [
        ("none", []),
        ("clear", ["condition_not_ticked"]),
        ("?", ["condition_needed_if", "harm_not_judged"]),
    ],
)
def test_that_an_assessment_decides_whether_the_conditions_hold(harm, codes):
    led = at("accept")
    led.set(activity_code="tourism", approval_status="full", built_before_area="before",
            zone_code=["experimental"])  # fmt: skip
    data = {"harm": harm, "ticks": {"harm_assessed": [sha("proof")]}}
    assert ask(led, "accept", data=data) == codes


def test_that_evidence_of_a_tick_may_be_a_photo_or_an_earlier_paper():
    led = at("accept")
    ticks = {
        "two_cuts": [sha("a-far")], "three_clearances": [sha("plan")],
        "standard_met": [sha("proof")], "restoration_stable": [sha("b-far"), sha("approval")],
    }  # fmt: skip
    assert ask(led, "accept", data={"ticks": ticks}) == []


def test_that_an_open_referral_warns_or_blocks_as_the_rule_set_says():
    led = at("close")
    referral = led.add("prov1", "referral", "2026-07-01", referral_type="police", to_unit="公安局")
    actor, on, rest = request("close")
    case = led.case("close", actor, on, **rest)
    assert readiness.check(case, "close") == []
    assert [m.code for m in readiness.warnings(case)] == ["referral_open"]
    led.ruleset = replace(led.ruleset, referral_blocks=True)
    assert ask(led, "close") == ["referral_open"]
    led.set_record(referral, concluded_on="2026-07-20")
    assert ask(led, "close") == []


def test_that_publicity_may_be_counted_in_working_days():
    led = at("publicize")
    led.ruleset = replace(led.ruleset, publicity_working=True)
    assert ask(led, "publicize") == []  # 22 to 31 July 2026: eight working days
    led.set(pub_to="2026-07-29")
    assert ask(led, "publicize") == ["publicity_too_short"]


def test_that_an_approved_extension_lets_a_return_set_a_later_deadline():
    led = at("return")
    assert ask(led, "return", data={"deadline": "2026-08-31"}) == []
    led.add("county1", "extension", "2026-07-06", from_date="2026-08-31", to_date="2026-10-31",
            approval="延1号")  # fmt: skip
    assert ask(led, "return", data={"deadline": "2026-10-31"}) == []
    led.set(deadline="2026-10-31")
    assert ask(led, "return", data={"deadline": "2026-10-31"}) == []


def test_that_an_extension_that_a_split_brought_along_lets_no_return_set_a_later_deadline():
    led = at("return")
    led.add("county1", "extension", "2026-07-06", from_date="2026-08-31", to_date="2026-10-31",
            approval="延1号", carried_from="old/record")  # fmt: skip
    later = {"deadline": "2026-10-31"}
    assert ask(led, "return", data=later) == ["extension_missing"]
    actor, on, rest = request("return")
    case = led.case("return", actor, on, **{**rest, "data": {**rest["data"], **later}})
    # One on record is judged as it was.
    assert readiness.check(case, "return", on_record=True) == []


def test_that_a_reopened_issue_needs_photos_taken_since():
    led = at("reopen")
    actor, on, rest = request("reopen")
    led.make("reopen", actor, on, **rest)
    assert "after_photo_missing" in ask(led, "self_check", on="2027-03-01")
    led.photo("a-new", taken_at="2027-02-25T09:00:00", azimuth_deg=45.0)
    led.tag("a-new", "after", "far")
    assert ask(led, "self_check", on="2027-03-01") == []


def test_that_a_recheck_asks_for_a_check_of_its_own():
    led = at("recheck")
    actor, on, rest = request("recheck")
    led.make("recheck", actor, on, **rest)
    assert ask(led, "check", on="2026-03-12") == ["check_record_missing"]
    second = led.add("insp1", "check", "2026-03-12", is_true=False)
    assert ask(led, "check", on="2026-03-12") == []
    led.make("check", "insp1", "2026-03-12")
    assert ask(led, "dismiss") == ["relied_check_unnamed"]
    assert ask(led, "dismiss", data={"outcome": "not_true", "relied_check": second}) == []
