"""Clue, dispatch and entry in the ledger: what ``assign``, ``reassign`` and ``register`` ask."""

from __future__ import annotations

from collections.abc import Mapping

from greenshield.domain.casefile import CaseFile, filled
from greenshield.domain.errors import Missing
from greenshield.domain.evidence import OverlayRow
from greenshield.domain.fields_issue import ISSUE
from greenshield.domain.guards.guard import Guard, absent_fields
from greenshield.domain.state import Value

_REGISTER = [s for s in ISSUE.values() if s.needed_by == "register" and s.id != "area_id"]


def clue_missing(fields: Mapping[str, Value]) -> list[Missing]:
    """What a new clue lacks: it needs a shape or a point, a source and a clue number."""
    out = []
    if not filled(fields.get("geom")) and not (
        filled(fields.get("lon")) and filled(fields.get("lat"))
    ):
        out.append(Missing("clue_place_missing", {}, "geom"))
    for name in ("source_code", "clue_no"):
        if not filled(fields.get(name)):
            out.append(Missing("field_missing", {"field": name, "move": "assign"}, name))
    return out


def clue_complete(case: CaseFile) -> list[Missing]:
    """A clue that is sent out has a place, a source and a number."""
    names = ("source_code", "clue_no", "geom")
    seen = {name: case.field(name) for name in names}
    if not filled(seen["geom"]):
        seen |= {name: case.field(name) for name in ("lon", "lat")}
    return clue_missing(seen)


def assignment(case: CaseFile) -> list[Missing]:
    """An active inspector and a day not before the move are set."""
    out = []
    assignee, due = case.text("assignee"), case.text("check_due")
    if not assignee:
        out.append(Missing("field_missing", {"field": "assignee", "move": "assign"}, "assignee"))
    else:
        actor = case.actor(assignee)
        if not actor.active or "inspector" not in actor.roles:
            params = {"assignee": assignee, "possible": ""}  # who could, the guard can't see
            out.append(Missing("assignee_no_inspector", params, "assignee"))
    if not due:
        out.append(Missing("field_missing", {"field": "check_due", "move": "assign"}, "check_due"))
    elif due < case.occurred_on:
        params = {"check_due": due, "occurred_on": case.occurred_on}
        out.append(Missing("check_due_before_move", params, "check_due"))
    return out


def assignment_differs(case: CaseFile) -> list[Missing]:
    """Another inspector or another day than the assignment before relied on."""
    before = case.previous()
    pinned = before.pins.get("issue") if before is not None else None
    relied_on = pinned if isinstance(pinned, dict) else {}
    for name in ("assignee", "check_due"):
        if relied_on.get(name) != case.written_by(name):
            return []
    return [Missing("assignment_same", {}, "assignee")]


def register_facts(case: CaseFile) -> list[Missing]:
    """Place, activity, source, zone, and what else a ledger entry has from the start.

    The tier that accepts follows from the protected area, and the closing conditions from the
    zones: neither may leave out what the patch lies in.
    """
    return _area(case) + absent_fields(case, "register", _REGISTER) + _zones(case)


def _area(case: CaseFile) -> list[Missing]:
    """A protected area is named, or the patch lies in none and meets a red line or control area."""
    if case.has("area_id"):
        return []
    within = [row.name for row in _overlapped(case, "area")]
    if within:
        params = {"area": "、".join(dict.fromkeys(within))}
        return [Missing("area_not_named", params, "area_id")]
    overlay = case.overlay()
    rows = () if overlay is None else overlay.rows
    if any(row.layer in ("redline", "control") for row in rows):
        return []
    return [Missing("place_missing", {}, "area_id")]


def _zones(case: CaseFile) -> list[Missing]:
    """Every zone that the patch lies in by more than the tolerance is named."""
    given = case.field("zone_code")
    named = given if isinstance(given, list) else []
    lies_in = {row.zone_code for row in _overlapped(case, "zone") if row.zone_code}
    left_out = sorted(zone for zone in lies_in if zone not in named)
    if not named or not left_out:  # that none is named at all is a missing field
        return []
    return [Missing("zone_not_named", {"zones": ", ".join(left_out)}, "zone_code")]


def _overlapped(case: CaseFile, layer: str) -> list[OverlayRow]:
    """What of a layer the patch lies in, by more than the tolerance; a point, wholly."""
    overlay = case.overlay()
    if overlay is None:
        return []
    limit = case.ruleset.overlap_tolerance_m2(overlay.patch_m2)
    return [
        row
        for row in overlay.rows
        if row.layer == layer and (row.area_m2 > limit or overlay.patch_m2 == 0)
    ]


GUARDS = (
    Guard("clue_complete", "有图斑或点位、来源、核查点编号",
          "a shape or point, a source, a clue number", clue_complete),
    Guard("assignment", "核查人、核查期限", "an inspector, a due date", assignment),
    Guard("assignment_differs", "改换核查人或期限", "another inspector or date",
          assignment_differs),
    Guard("register_facts", "位置、活动、来源、功能区等入账要素，所涉保护地、功能区不得漏列",
          "place, activity, source, zone and the other facts of an entry; no protected area and no "
          "zone that the patch lies in left out", register_facts),
)  # fmt: skip
