"""Pieces of evidence to take away: (move, name, how, the codes that must then refuse it).

Each starts from a complete case. ``how`` changes the ledger, or names what is changed in the
request.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from case_builder import INSIDE, Ledger, paper, sha
from case_steps import CONDITIONS

from greenshield.domain.evidence import Overlay, OverlayRow
from greenshield.domain.guards.photos import acceptance_key
from greenshield.domain.state import FieldState

Change = Callable[[Ledger], None]


@dataclass(frozen=True)
class Removal:
    move: str
    name: str
    codes: tuple[str, ...]
    change: Change = field(default=lambda _: None)
    request: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.move}-{self.name}"


def without(*names: str) -> Change:
    return lambda led: led.unset(*names)


def record_of(led: Ledger, kind: str, number: int = 0) -> str:
    return [r.record_id for r in led.records.values() if r.kind == kind][number]


def edit(kind: str, number: int = 0, **values: Any) -> Change:
    return lambda led: led.set_record(record_of(led, kind, number), **values)


def drop(kind: str) -> Change:
    return lambda led: led.drop(kind)


def moved_to(name: str, metres: float | None) -> Change:
    return lambda led: led.distances.__setitem__(sha(name), metres)


def photo(name: str, **values: Any) -> Change:
    return lambda led: led.set_photo(name, "insp1", **values)


def also(*changes: Change) -> Change:
    def both(led: Ledger) -> None:
        for change in changes:
            change(led)

    return both


def lies(*rows: OverlayRow, patch: float = 1000.0) -> Change:
    return lambda led: setattr(led, "overlay", Overlay(patch, rows))


def nowhere(led: Ledger) -> None:
    led.overlay = None


def rivals(name: str) -> Change:
    def change(led: Ledger) -> None:
        shown = led.fields[name].shown
        rival = replace(shown, event_id="rival", value="other")
        led.fields[name] = FieldState(shown, (rival,))

    return change


def missing_fields(move: str, names: str, code: str = "field_missing") -> list[Removal]:
    return [Removal(move, name, (code,), without(name)) for name in names.split()]


REDLINE = OverlayRow("redline", "红线", 50.0, target_id="r-1")
TOO_FEW = ("photo_kind_missing", "photos_too_few")
NO_PHOTO = (*TOO_FEW, "photo_not_counted")
PAIR_TOO = ("after_photo_missing", "pair_missing", "photo_not_counted")


# The first moment of the day after the move, in China.
AFTER = {"check": "2026-03-10T16:00Z", "dismiss": "2026-03-13T00:00", "confirm": "2026-11-16T00:00"}


def photo_faults(move: str, name: str) -> list[Removal]:
    """Ways in which one needed photo of a set does not count."""
    return [
        Removal(move, "photo untagged", TOO_FEW, lambda led: led.untag(name)),
        Removal(move, "photo far away", NO_PHOTO, moved_to(name, 301.0)),
        Removal(move, "photo not placed", NO_PHOTO, photo(name, lon=None)),
        Removal(move, "distance unknown", NO_PHOTO, moved_to(name, None)),
        Removal(move, "photo without a time", NO_PHOTO, photo(name, taken_at=None)),
        Removal(move, "photo taken later", NO_PHOTO, photo(name, taken_at=AFTER[move])),
        Removal(move, "photo placed by hand", NO_PHOTO, photo(name, position_source="hand")),
        Removal(move, "time from the file's name", NO_PHOTO,
                photo(name, taken_at_source="filename")),
        Removal(move, "a file that breaks off", NO_PHOTO,
                photo(name, warnings=[["photo_truncated", {}]])),
        Removal(move, "contradictory dates", NO_PHOTO,
                photo(name, warnings=["photo_time_contradicts_gps"])),
        Removal(move, "contradictory dates with values", NO_PHOTO,
                photo(name, warnings=[["photo_time_contradicts_gps", {}]])),
    ]  # fmt: skip


def ticks(**changes: Any) -> dict[str, Any]:
    wanted = {name: [sha("proof")] for name in CONDITIONS} | changes
    return {"data": {"ticks": {k: v for k, v in wanted.items() if v is not None}}}


DISCOVER = [
    *missing_fields("assign", "source_code clue_no assignee check_due"),
    Removal("assign", "neither shape nor point", ("clue_place_missing",), without("geom", "lon")),
    Removal("assign", "assignee is no inspector", ("assignee_no_inspector",),
            lambda led: led.set(assignee="county2")),
    Removal("assign", "assignee disabled", ("assignee_no_inspector",),
            lambda led: led.actor("insp1", tier="county", roles=["inspector"], active=False)),
    Removal("assign", "assignee unknown", ("assignee_no_inspector",),
            lambda led: led.set(assignee="nobody")),
    Removal("assign", "due before the move", ("check_due_before_move",),
            lambda led: led.set(check_due="2026-03-01")),
    Removal("reassign", "the same inspector and date", ("assignment_same",),
            lambda led: led.fields.update(
                assignee=_pinned(led, "assignee", "insp1"))),
    Removal("check", "no record", ("check_record_missing",), drop("check")),
    Removal("check", "says neither true nor untrue", ("check_result_missing",),
            edit("check", is_true=None)),
    Removal("check", "record later than the move", ("check_after_move",),
            lambda led: _redate(led, "check-0", "2026-03-11")),
    *photo_faults("check", "b-near"),
    Removal("check", "near photo further than near", NO_PHOTO, moved_to("b-near", 51.0)),
    Removal("check", "one photo as far and near", ("photos_too_few",),
            also(lambda led: led.untag("b-near"),
                 lambda led: led.tag("b-far", "before", "near") and None)),
    Removal("check", "one photo as far and near, beside a third", ("photo_kind_missing",),
            also(lambda led: led.untag("b-near"), lambda led: led.photo("b-detail") and None,
                 lambda led: led.tag("b-detail", "before", "detail") and None,
                 lambda led: led.tag("b-far", "before", "near") and None)),
    Removal("recheck", "no reason", ("reason_missing",), request={"reason": " "}),
    Removal("dismiss", "no reason", ("reason_missing",), request={"reason": ""}),
    Removal("dismiss", "no outcome", ("field_needed_if", "outcome_missing"),
            request={"data": {"outcome": None}}),
    Removal("dismiss", "unknown outcome", ("field_needed_if", "outcome_missing"),
            request={"data": {"outcome": "lost"}}),
    Removal("dismiss", "duplicate of nothing", ("duplicate_of_missing",),
            request={"data": {"outcome": "duplicate"}}),
    Removal("dismiss", "not true, but the check says true", ("check_says_true",),
            request={"data": {"outcome": "not_true"}}),
    Removal("dismiss", "outside, but inside", ("patch_not_outside",),
            request={"data": {"outcome": "outside"}}),
    Removal("dismiss", "outside, but in a red line", ("patch_not_outside",), lies(REDLINE),
            {"data": {"outcome": "outside"}}),
    Removal("dismiss", "outside, a point inside", ("point_not_outside",),
            lies(replace(REDLINE, area_m2=0.0), patch=0.0), {"data": {"outcome": "outside"}}),
    Removal("dismiss", "outside, nothing to overlay", ("overlay_unknown",), nowhere,
            {"data": {"outcome": "outside"}}),
    Removal("dismiss", "two checks, none named", ("relied_check_unnamed",),
            lambda led: led.add("insp1", "check", "2026-03-10", is_true=False) and None),
    Removal("dismiss", "a check named that is none", ("relied_check_unknown",),
            request={"data": {"relied_check": "check-99"}}),
    *photo_faults("dismiss", "b-near"),
    Removal("reopen_clue", "no reason", ("reason_missing",), request={"reason": ""}),
    *missing_fields("register", "activity_code activity_detail zone_code division_code "
                    "facility_name description legacy_flag subject_name source_crs source_code"),
    Removal("register", "no area though it lies in one", ("area_not_named",), without("area_id")),
    Removal("register", "no area though its point lies in one", ("area_not_named",),
            also(without("area_id"), lies(replace(INSIDE.rows[0], area_m2=0.0), patch=0.0))),
    Removal("register", "no area, no red line", ("place_missing",),
            also(without("area_id"), lies())),
    Removal("register", "another zone", ("zone_not_named",),
            lambda led: led.set(zone_code=["buffer"])),
    Removal("register", "a second zone", ("zone_not_named",),
            lies(*INSIDE.rows, replace(INSIDE.rows[1], area_m2=10.1, zone_code="buffer"))),
    Removal("register", "no area, overlay unknown", ("place_missing",),
            also(without("area_id"), nowhere)),
    Removal("register", "check says untrue", ("check_says_untrue",),
            edit("check", is_true=False)),
    Removal("register", "no check", ("check_record_missing",), drop("check")),
]  # fmt: skip

PLAN = [
    *missing_fields("plan", "violation_judgement deadline description activity_code "
                    "subject_name duty_unit duty_person geom", "precision_missing"),
    *missing_fields("plan", "goal measure_text measure_codes supervise_unit "
                    "change_type built_on built_before_area current_status operation_status "
                    "approval_status impact_desc mine_right cert_issuer cert_from cert_to "
                    "eia_doc_no area_rs"),
    Removal("plan", "no area", ("precision_missing",), without("area_id")),
    Removal("plan", "no zone", ("precision_missing",), without("zone_code")),
    Removal("plan", "no aim of restoration", ("field_missing",),
            lambda led: led.set(measure_class="restore")),
    Removal("plan", "no aim, class unknown", ("field_missing", "field_needed_if"),
            without("measure_class")),
    Removal("plan", "no measure", ("measure_missing",), drop("measure")),
    Removal("plan", "no measure whole", ("measure_missing",),
            also(edit("measure", 0, unit=None), edit("measure", 1, target=None))),
    Removal("plan", "a measure without a due date", ("measure_due_missing",),
            edit("measure", 1, due_on=None)),
    Removal("plan", "no plan document", ("plan_document_missing",), request={"documents": ()}),
    Removal("send_back_plan", "no reason", ("reason_missing",), request={"reason": ""}),
    Removal("approve_plan", "by the planner", ("planner_approves",),
            request={"actor": "county1"}),
    Removal("approve_plan", "no approval document", ("approval_document_missing",),
            request={"documents": ()}),
    *missing_fields("approve_plan", "deadline duty_unit duty_person"),
]  # fmt: skip

RECTIFY = [
    Removal("self_check", "no measure", ("measure_missing",), drop("measure")),
    Removal("self_check", "a measure without a date", ("measure_date_missing",),
            edit("measure", 1, done_on=None)),
    Removal("self_check", "a measure without a quantity", ("measure_quantity_missing",),
            edit("measure", 0, done_quantity=None)),
    Removal("self_check", "a measure done later",
            ("after_photo_missing", "measure_done_later", "photo_not_counted"),
            edit("measure", 0, done_on="2026-07-15")),
    *missing_fields("self_check", "demolished_area restored_area"),
    Removal("self_check", "no after-photo", ("after_photo_missing", "pair_missing"),
            lambda led: led.untag("a-far")),
    Removal("self_check", "after-photo too far away", PAIR_TOO, moved_to("a-far", 50.1)),
    Removal("self_check", "after-photo before the work was done",
            ("after_photo_missing", "photo_not_counted"),
            photo("a-far", taken_at="2026-06-19T23:59:59")),
    Removal("self_check", "after-photo taken the day after the move", PAIR_TOO,
            photo("a-far", taken_at="2026-07-01T00:00:00")),
    Removal("self_check", "after-photo placed by hand", PAIR_TOO,
            photo("a-far", position_source="hand")),
    Removal("self_check", "after-photo of one measure only", ("after_photo_missing",),
            also(lambda led: led.untag("a-far"),
                 lambda led: led.tag("a-far", "after", "far", record="measure-1") and None)),
    Removal("self_check", "turned too far", ("pair_angle_too_wide",),
            photo("a-far", azimuth_deg=70.5)),
    Removal("self_check", "no azimuth", ("pair_missing",), photo("a-far", azimuth_deg=None)),
    Removal("self_check", "before-photo taken after the work", ("pair_missing",),
            also(photo("b-far", taken_at="2026-06-21T00:00:00"),
                 photo("b-near", taken_at="2026-06-21T00:00:00"))),
    Removal("city_review", "no record of the city", ("on_site_record_missing",),
            lambda led: led.records.pop("check-3") and None),
    Removal("city_review", "record from before the self-check", ("on_site_record_missing",),
            lambda led: _redate(led, "check-3", "2026-06-29")),
    Removal("city_review", "record by somebody of the county", ("on_site_record_missing",),
            lambda led: _by(led, "check-3", "county1")),
    Removal("city_review", "a check for the city by the county", ("on_site_record_by_others",),
            also(edit("check", -1, tier="city"), lambda led: _by(led, "check-3", "county1"))),
    Removal("city_review", "no opinion", ("opinion_missing",), drop("opinion")),
    Removal("city_review", "opinion without a signer", ("opinion_missing",),
            edit("opinion", signer=None)),
    Removal("city_review", "opinion without a day", ("opinion_missing",),
            edit("opinion", signed_on=None)),
    Removal("city_review", "opinion without words", ("opinion_missing",),
            edit("opinion", text=" ")),
    Removal("city_review", "opinion of another tier", ("opinion_missing",),
            edit("opinion", tier="province")),
    Removal("city_review", "opinion by the county without a paper", ("opinion_by_others",),
            lambda led: _by(led, "opinion-4", "county1")),
]  # fmt: skip

CLOSE = [
    *(Removal("accept", f"{name} not ticked", ("condition_not_ticked",),
              request=ticks(**{name: None}))
      for name in CONDITIONS),
    Removal("accept", "a tick without evidence", ("condition_not_ticked",),
            request=ticks(two_cuts=[])),
    Removal("accept", "a tick with unknown evidence", ("tick_evidence_unknown",),
            request=ticks(two_cuts=[sha("nowhere")])),
    Removal("accept", "the harm not judged", ("harm_not_judged",),
            lambda led: led.set(activity_code="tourism", approval_status="full", zone_code=[
                "experimental"], built_before_area="before"),
            ticks(harm_assessed=[sha("proof")])),
    Removal("accept", "the harm not judged, nothing else ticked",
            ("condition_needed_if", "harm_not_judged"),
            lambda led: led.set(activity_code="tourism", approval_status="full", zone_code=[
                "experimental"], built_before_area="before"),
            {"data": {"ticks": {"harm_assessed": [sha("proof")]}}}),
    *missing_fields("publicize", "pub_from pub_to pub_media"),
    Removal("publicize", "no notice", ("notice_missing",), request={"documents": ()}),
    Removal("publicize", "six days", ("publicity_too_short",),
            lambda led: led.set(pub_to="2026-07-27")),
    Removal("publicize", "begun before the acceptance", ("publicity_before_acceptance",),
            lambda led: led.set(pub_from="2026-07-19")),
    Removal("close", "on the last day", ("publicity_running",), request={"on": "2026-07-31"}),
    Removal("close", "an objection without an answer", ("objection_open",),
            lambda led: led.add("prov1", "objection", "2026-07-25", who="某", text="噪") and None),
    *missing_fields("close", "closing_doc_no"),
    Removal("file", "no pack", ("pack_missing",), request={"data": {"pack_sha256": None}}),
    Removal("file", "pack not verified", ("pack_not_verified",),
            request={"data": {"pack_verified": None}}),
]  # fmt: skip

AROUND = [
    Removal("return", "no reason", ("reason_missing",), request={"reason": ""}),
    Removal("return", "no items", ("items_missing",), request={"data": {"items": [" "]}}),
    Removal("return", "later deadline without an extension", ("extension_missing",),
            request={"data": {"deadline": "2026-10-31"}}),
    Removal("return", "extension without approval", ("extension_missing",),
            lambda led: led.add("county1", "extension", "2026-07-06", from_date="2026-08-31",
                                to_date="2026-10-31", approval="") and None,
            {"data": {"deadline": "2026-10-31"}}),
    Removal("return", "extension too short", ("extension_missing",),
            lambda led: led.add("county1", "extension", "2026-07-06", from_date="2026-08-31",
                                to_date="2026-10-30", approval="延1号") and None,
            {"data": {"deadline": "2026-10-31"}}),
    Removal("return", "later deadline written with the move", ("extension_missing",),
            lambda led: led.set(deadline="2026-10-31"), {"data": {"deadline": "2026-10-31"}}),
    Removal("return", "deadline is no date", ("deadline_no_date",),
            request={"data": {"deadline": "soon"}}),
    Removal("look_back", "nobody named", ("lookback_by_missing",),
            request={"data": {"lookback_by": ""}}),
    Removal("look_back", "no day named", ("lookback_on_missing",),
            request={"data": {"lookback_on": None}}),
    Removal("confirm", "no result", ("result_not_given",), request={"data": {"result": None}}),
    Removal("confirm", "another result", ("result_not_given",),
            request={"data": {"result": "rebound"}}),
    *photo_faults("confirm", "l-near"),
    Removal("confirm", "photo from before the closing", NO_PHOTO,
            photo("l-near", taken_at="2026-07-31T10:00:00")),
    Removal("confirm", "photo used before", NO_PHOTO,
            lambda led: led.tag("l-near", "after", "near") and None),
    Removal("reopen", "no result", ("result_not_given",), request={"data": {"result": None}}),
    Removal("reopen", "another result", ("result_not_given",),
            request={"data": {"result": "consolidated"}}),
    Removal("reopen", "no deadline", ("new_deadline_missing",),
            request={"data": {"deadline": None}}),
    Removal("reopen", "deadline past", ("new_deadline_past",),
            request={"data": {"deadline": "2026-11-14"}}),
    Removal("suspend", "no document", ("document_missing",), request={"documents": ()}),
    Removal("resume", "no document", ("document_missing",), request={"documents": ()}),
    Removal("void", "no evidence", ("evidence_missing",), request={"documents": ()}),
    Removal("void", "old evidence", ("evidence_not_new",),
            request={"documents": (paper("plan"),)}),
    Removal("replace", "no reason", ("reason_missing",), request={"reason": ""}),
    *(Removal("replace", str(data), ("successors_missing",), request={"data": data})
      for data in ({"successors": None}, {"successors": ["i-1", "i-1"]}, {"how": "merge"},
                   {"successors": ["i-1"]}, {"how": ""})),
    Removal("adopt", "no state", ("adopted_state_missing",), request={"data": {"state": None}}),
    Removal("adopt", "unknown state", ("adopted_state_missing",),
            request={"data": {"state": "gone"}}),
    *(Removal("adopt", f"from nowhere: {data}", ("adopted_origin_missing",), request={"data": data})
      for data in ({"state": "suspended"}, {"state": "suspended", "came_from": "lookback"},
                   {"state": "lookback", "came_from": "planned"})),
    Removal("adopt", "no file", ("adopted_file_missing",), request={"data": {"file_sha256": "ab"}}),
    Removal("adopt", "no sheet", ("adopted_sheet_missing",), request={"data": {"sheet": None}}),
    Removal("adopt", "no row", ("adopted_row_missing",), request={"data": {"row": 0}}),
]  # fmt: skip

GENERAL = [
    Removal("plan", "no day", ("occurred_on_missing",), request={"on": "2026-3-20"}),
    Removal("plan", "before the move it follows", ("move_before_its_cause",),
            request={"on": "2026-03-11"}),
    Removal("plan", "rival values", ("field_in_conflict",), rivals("subject_name")),
    Removal("plan", "somebody of the city", ("role_missing",), request={"actor": "city1"}),
    Removal("plan", "a disabled actor", ("actor_inactive",),
            lambda led: led.actor("county1", tier="county", roles=["county"], active=False)),
]  # fmt: skip

REMOVALS = [*DISCOVER, *PLAN, *RECTIFY, *CLOSE, *AROUND, *GENERAL]


def _pinned(led: Ledger, name: str, value: Any) -> FieldState:
    """The write of a field that the last move relied on."""
    event_id = led.moves[-1].pins["issue"][name]
    assert led.events[event_id]["fields"][name] == value
    shown = replace(led.fields[name].shown, event_id=event_id, value=value)
    return FieldState(shown)


def _redate(led: Ledger, record_id: str, day: str) -> None:
    old = led.records[record_id]
    led.events[old.event_id]["occurred_on"] = day
    led.records[record_id] = replace(old, occurred_on=day)


def _by(led: Ledger, record_id: str, actor: str) -> None:
    old = led.records[record_id]
    led.events[old.event_id]["_actor"] = actor
    led.records[record_id] = replace(old, actor=actor)


def accept_photo(led: Ledger, name: str, by: str, **changes: Any) -> None:
    """Another actor's written acceptance of a doubtful photo."""
    fields = {k: v.value for k, v in led.photos[sha(name)].fields.items()}
    values = {"accepted_by": by, "accepted_note": "见过", "accepted_for": acceptance_key(fields)}
    led.set_photo(name, by, **(values | changes))


__all__ = ["INSIDE", "REDLINE", "REMOVALS", "Removal", "accept_photo"]
