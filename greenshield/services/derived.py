"""Ledger fields that nobody enters: they follow from records, overlay and moves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import shapely

from greenshield import reference
from greenshield.domain import area_types
from greenshield.domain.state import IssueState, RecordState
from greenshield.project.project import Project
from greenshield.project.projection.geometry import from_field
from greenshield.services import figures, legal_context

_AREA = "SELECT name, kind, area_level, area_type FROM area"
_AREA_OF_ZONE = {
    "core": "area_core",
    "buffer": "area_buffer",
    "experimental": "area_experimental",
    "core_protect": "area_core_protect",
    "general_control": "area_general_control",
}
_AREA_OF_LAYER = {"redline": "area_redline", "control": "area_control"}
_REVIEW = {
    "self_checked": "city", "city_reviewed": "acceptance", "accepted": "publicity",
    "publicized": "closing",
}  # fmt: skip


def area_type(row: Mapping[str, Any]) -> str | None:
    """The type of an area as it stands, else as its name tells it; None for other layers."""
    if row["area_type"] or row["kind"] != "area":
        return row["area_type"] or None
    table = reference.code_tables().table("area_type")
    return area_types.type_of(str(row["name"] or ""), table) or None


def fields_of(project: Project, issue: IssueState) -> dict[str, Any]:
    """The derived ledger fields of an issue that have a value, by id.

    Areas are m² on the ellipsoid, of the boundaries in force on the finding date; an issue that
    is a point alone has none. The position is a point inside the patch, degrees EPSG:4490.
    """
    row = project.rows("SELECT lon, lat, area_id FROM issue WHERE id = ?", issue.entity_id)[0]
    out: dict[str, Any] = {"lon": row["lon"], "lat": row["lat"]}
    for area in project.rows(f"{_AREA} WHERE id = ?", row["area_id"]):
        out["area_level"], out["area_type"] = area["area_level"], area_type(area)
    out |= _areas(project, issue)
    out |= _opinions(issue) | _referral(issue) | _lookback(issue) | figures.of(issue)
    out["objections"] = len(issue.records_of("objection")) or None
    out["review_state"] = _REVIEW.get(issue.state)
    out["archived"] = issue.state == "filed" or None
    returned = [m for m in issue.history() if m.move in ("return", "send_back_plan", "recheck")]
    if returned and issue.get("reject_reason") is None:
        out["reject_reason"] = returned[-1].reason
    return {name: value for name, value in out.items() if value is not None}


def _areas(project: Project, issue: IssueState) -> dict[str, float]:
    """How much of the patch lies in each zone, red line and control area, m²."""
    out: dict[str, float] = {}
    shape = from_field(issue.get("geom"), project.media)
    if shape is None or shapely.get_dimensions(shape) < 2:
        return out
    for part in legal_context.rows_on(project, issue.entity_id, legal_context.finding_date(issue)):
        name = _AREA_OF_LAYER.get(part["layer"]) or _AREA_OF_ZONE.get(part["zone_code"])
        if name is not None:
            out[name] = out.get(name, 0.0) + part["area_m2"]
    return out


def _last(issue: IssueState, kind: str, **wanted: str) -> RecordState | None:
    found = [
        r
        for r in issue.records_of(kind)
        if all(r.get(name) == value for name, value in wanted.items())
    ]
    return max(found, key=lambda r: (r.occurred_on, r.record_id)) if found else None


def _opinions(issue: IssueState) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for tier in ("county", "city", "province"):
        opinion = _last(issue, "opinion", tier=tier)
        if opinion is not None:
            out[f"opinion_{tier}"] = opinion.get("text")
            out[f"signer_{tier}"] = opinion.get("signer")
            out[f"signed_on_{tier}"] = opinion.get("signed_on")
    return out


def _referral(issue: IssueState) -> dict[str, Any]:
    referral = _last(issue, "referral")
    if referral is None:
        return {}
    return {
        "referral_to": referral.get("to_unit"),
        "referral_on": referral.get("sent_on"),
        "referral_no": referral.get("number"),
        "referral_result": referral.get("result"),
    }


def _lookback(issue: IssueState) -> dict[str, Any]:
    lookback = _last(issue, "lookback")
    if lookback is None:
        return {}
    return {"lookback_on": lookback.occurred_on, "lookback_result": lookback.get("result")}
