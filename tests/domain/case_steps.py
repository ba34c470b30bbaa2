"""Complete evidence for every move: ``at(move)`` stands right before it, with nothing missing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from case_builder import Ledger, paper, sha

Request = dict[str, Any]


def _clue(led: Ledger) -> None:
    led.set(source_code="national_rs", clue_no="C-1", geom="0101", lon=125.1, lat=43.2)


def _assign(led: Ledger) -> None:
    led.set(assignee="insp1", check_due="2026-03-20")


def _reassign(led: Ledger) -> None:
    led.set(assignee="insp2")


def _check(led: Ledger) -> None:
    led.add("insp1", "check", "2026-03-09", is_true=True, findings="露天采石")
    led.photo("b-far", azimuth_deg=40.0)
    led.photo("b-near", azimuth_deg=200.0)
    led.tag("b-far", "before", "far")
    led.tag("b-near", "before", "near")


def _register(led: Ledger) -> None:
    led.set(
        area_id="area-1", activity_code="mining", activity_detail="露天采石", zone_code=["core"],
        division_code="220181", facility_name="采石场", description="越界采石",
        legacy_flag="legacy", subject_name="某公司", source_crs="EPSG:4490",
    )  # fmt: skip


def _plan(led: Ledger) -> None:
    led.set(
        violation_judgement="illegal", deadline="2026-08-31", duty_unit="某乡政府",
        duty_person="张某", supervise_unit="某局", goal="退出并恢复", measure_text="拆除、清运",
        measure_codes=["demolish", "natural_recovery"], measure_class="withdraw",
        change_type="larger", area_rs=1000.0, built_on="2012", built_before_area="after",
        current_status="停产", operation_status="stopped", approval_status="partial",
        eia_doc_no="环审1号", impact_desc="毁林", mine_right="extraction", cert_issuer="某局",
        cert_from="2012-01-01", cert_to="2015-01-01",
    )  # fmt: skip
    for text in ("拆除", "复绿"):
        led.add("county1", "measure", "2026-03-20", text=text, quantity=1.0, unit="处",
                target="全部", due_on="2026-06-30")  # fmt: skip


def _self_check(led: Ledger) -> None:
    led.set(demolished_area=300.0, restored_area=900.0)
    for record in [r for r in led.records.values() if r.kind == "measure"]:
        led.set_record(record.record_id, done_on="2026-06-20", done_quantity=1.0)
    led.photo("a-far", taken_at="2026-06-25T09:00:00", azimuth_deg=50.0)
    led.tag("a-far", "after", "far")


def _city_review(led: Ledger) -> None:
    led.add("city1", "check", "2026-07-05", is_true=True)
    led.add("city1", "opinion", "2026-07-06", tier="city", text="同意", signer="李某",
            signed_on="2026-07-06")  # fmt: skip


CONDITIONS = ("two_cuts", "three_clearances", "standard_met", "restoration_stable")


def _publicize(led: Ledger) -> None:
    led.set("prov1", pub_from="2026-07-22", pub_to="2026-07-31", pub_media="网站")


def _close(led: Ledger) -> None:
    led.set("prov1", closing_doc_no="销〔2026〕1号")


def _succeed(led: Ledger) -> None:
    led.set("city1", predecessors=["i-0"], deadline="2026-06-30")


def _lookback(led: Ledger) -> None:
    for kind in ("far", "near"):
        led.photo(f"l-{kind}", "prov1", taken_at="2026-11-12T10:00:00")
        led.tag(f"l-{kind}", "lookback", kind, "prov1")


PREPARE: dict[str, Callable[[Ledger], None]] = {
    "assign": _assign, "reassign": _reassign, "check": _check, "register": _register,
    "plan": _plan, "self_check": _self_check, "city_review": _city_review,
    "succeed": _succeed, "publicize": _publicize, "close": _close, "confirm": _lookback,
}  # fmt: skip


def request(move: str) -> tuple[str, str, Request]:
    """Who makes a move, when, and what goes with it."""
    ticks = {name: [sha("proof")] for name in CONDITIONS}
    table: dict[str, tuple[str, str, Request]] = {
        "assign": ("county1", "2026-03-02", {}),
        "reassign": ("county1", "2026-03-03", {}),
        "check": ("insp1", "2026-03-10", {}),
        "recheck": ("county1", "2026-03-11", {"reason": "照片不清"}),
        "dismiss": ("county1", "2026-03-12", {"reason": "合规", "data": {"outcome": "compliant"}}),
        "reopen_clue": ("city1", "2026-03-15", {"reason": "有新举报"}),
        "register": ("county1", "2026-03-12", {}),
        "plan": ("county1", "2026-03-20", {"documents": (paper("plan"),)}),
        "send_back_plan": ("county1", "2026-03-21", {"reason": "措施不全"}),
        "approve_plan": ("county2", "2026-03-25", {"documents": (paper("approval"),)}),
        "self_check": ("county1", "2026-06-30", {}),
        "city_review": ("city1", "2026-07-06", {}),
        "accept": ("prov1", "2026-07-20",
                   {"data": {"ticks": ticks}, "documents": (paper("proof"),)}),
        "publicize": ("prov1", "2026-07-21", {"documents": (paper("notice"),)}),
        "close": ("prov1", "2026-08-01", {}),
        "file": ("prov1", "2026-08-05",
                 {"data": {"pack_sha256": sha("pack"), "pack_verified": True}}),
        "return": ("city1", "2026-07-06", {"reason": "未清完", "data": {"items": ["清运弃渣"]}}),
        "look_back": ("city1", "2026-11-10",
                      {"data": {"lookback_by": "王某", "lookback_on": "2026-11-12"}}),
        "confirm": ("prov1", "2026-11-15", {"data": {"result": "consolidated"}}),
        "reopen": ("prov1", "2026-11-15",
                   {"data": {"result": "rebound", "deadline": "2027-03-31"}}),
        "suspend": ("prov1", "2026-07-01", {"documents": (paper("suspension"),)}),
        "resume": ("prov1", "2026-07-02", {"documents": (paper("resumption"),)}),
        "void": ("prov1", "2026-07-01", {"documents": (paper("new"),)}),
        "replace": ("county1", "2026-03-12",
                    {"reason": "两处图斑", "data": {"how": "split", "successors": ["i-1", "i-2"]}}),
        "supersede": ("county1", "2026-07-01", {
            "reason": "两处图斑", "documents": (paper("split-plan"),),
            "data": {"how": "split", "successors": ["i-1", "i-2"],
                     "plan_sha256": sha("split-plan")}}),
        "succeed": ("city1", "2026-07-01", {"data": {
            "how": "split", "of": ["i-0"], "state": "rectifying"}}),
        "adopt": ("county1", "2026-03-02", {"data": {
            "state": "closed", "file_sha256": sha("ledger"), "sheet": "台账", "row": 7}}),
    }  # fmt: skip
    return table[move]


# What is done before each move, in order.
_MAIN = ("assign", "check", "register", "plan", "approve_plan", "self_check", "city_review",
         "accept", "publicize", "close", "file")  # fmt: skip
BEFORE: dict[str, tuple[str, ...]] = {
    **{move: _MAIN[:n] for n, move in enumerate(_MAIN)},
    "reassign": ("assign",),
    "recheck": ("assign", "check"),
    "dismiss": ("assign", "check"),
    "reopen_clue": ("assign", "check", "dismiss"),
    "send_back_plan": _MAIN[:4],
    "return": _MAIN[:6],
    "look_back": _MAIN[:10],
    "confirm": (*_MAIN[:10], "look_back"),
    "reopen": (*_MAIN[:10], "look_back"),
    "suspend": _MAIN[:6],
    "resume": (*_MAIN[:6], "suspend"),
    "void": _MAIN[:6],
    "replace": ("assign", "check"),
    "supersede": _MAIN[:6],
    "succeed": (),
    "adopt": (),
}


def at(move: str, ruleset: Any = None) -> Ledger:
    """A ledger right before a move, with all the evidence that the move needs."""
    led = Ledger(ruleset)
    _clue(led)
    for earlier in BEFORE[move]:
        PREPARE.get(earlier, lambda _: None)(led)
        actor, on, rest = request(earlier)
        led.make(earlier, actor, on, **rest)
    PREPARE.get(move, lambda _: None)(led)
    return led


def ask(led: Ledger, move: str, **change: Any) -> list[str]:
    """The codes that refuse a move as ``request`` asks it, with some of the request changed."""
    actor, on, rest = request(move)
    rest = dict(rest)
    data = change.pop("data", None)
    if data is not None:
        kept = dict(rest.get("data", {})) | data
        rest["data"] = {k: v for k, v in kept.items() if v is not None}
    rest |= {k: v for k, v in change.items() if k not in ("actor", "on")}
    return led.codes(move, change.get("actor", actor), change.get("on", on), **rest)
