"""Ledger fields that nobody enters: they follow from records, overlay and moves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import shapely

from greenshield import reference
from greenshield.domain import area_types
from greenshield.domain.state import IssueState
from greenshield.project.project import Project
from greenshield.project.projection.geometry import from_field
from greenshield.services import figures, legal_context, opinions
from greenshield.services.dossier_people import People
from greenshield.services.figures import Recorded, Told
from greenshield.services.opinions import Opined

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

_TIERS: Final = ("county", "city", "province")
KINDS: Final = (*figures.KINDS, "opinion", "referral", "lookback", "objection")
"""The kinds of record that tell fields of the ledger."""
LISTED: Final = (
    *(f"{name}_{tier}" for tier in _TIERS for name in ("opinion", "signer", "signed_on")),
    "objections", "referral_to", "referral_on", "referral_no", "referral_result", "lookback_on",
    "lookback_result", "review_state", "archived",
)  # fmt: skip
"""The fields that records and the state alone tell; nobody enters them, lists show them."""


def area_type(row: Mapping[str, Any]) -> str | None:
    """The type of an area as it stands, else as its name tells it; None for other layers."""
    if row["area_type"] or row["kind"] != "area":
        return row["area_type"] or None
    table = reference.code_tables().table("area_type")
    return area_types.type_of(str(row["name"] or ""), table) or None


def fields_of(project: Project, issue: IssueState) -> dict[str, Any]:
    """The derived ledger fields of an issue that have a value, by id.

    Areas are m² on the ellipsoid, of the boundaries in force on the finding date; an issue that
    is a point alone has none. The position is a point inside the patch, degrees EPSG:4490. Of a
    tier's opinions those alone that count: who transcribed one is no signer of it.
    """
    row = project.rows("SELECT lon, lat, area_id FROM issue WHERE id = ?", issue.entity_id)[0]
    out: dict[str, Any] = {"lon": row["lon"], "lat": row["lat"]}
    for area in project.rows(f"{_AREA} WHERE id = ?", row["area_id"]):
        out["area_level"], out["area_type"] = area["area_level"], area_type(area)
    out |= _areas(project, issue)
    out |= of_records(issue, People(project)) | of_state(issue.state)
    returned = [m for m in issue.history() if m.move in ("return", "send_back_plan", "recheck")]
    if returned and issue.get("reject_reason") is None:
        out["reject_reason"] = returned[-1].reason
    return {name: value for name, value in out.items() if value is not None}


def of_records(issue: Opined, people: People) -> dict[str, Any]:
    """The fields that the records of an issue tell, by id; no entry where they tell nothing."""
    told = _opinions(issue, people) | _referral(issue) | _lookback(issue) | figures.of(issue)
    told["objections"] = len(issue.records_of("objection")) or None
    return {name: value for name, value in told.items() if value is not None}


def of_state(state: str) -> dict[str, Any]:
    """The fields that follow from where an issue stands, by id."""
    told = {"review_state": _REVIEW.get(state), "archived": state == "filed" or None}
    return {name: value for name, value in told.items() if value is not None}


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


def _last(issue: Recorded, kind: str) -> Told | None:
    found = issue.records_of(kind)
    return max(found, key=lambda r: (r.occurred_on, r.record_id)) if found else None


def _opinions(issue: Opined, people: People) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for tier in _TIERS:
        opinion = opinions.last_of(issue, tier, people)
        if opinion is not None:
            out[f"opinion_{tier}"] = opinion.get("text")
            out[f"signer_{tier}"] = opinion.get("signer")
            out[f"signed_on_{tier}"] = opinion.get("signed_on")
    return out


def _referral(issue: Recorded) -> dict[str, Any]:
    referral = _last(issue, "referral")
    if referral is None:
        return {}
    return {
        "referral_to": referral.get("to_unit"),
        "referral_on": referral.get("sent_on"),
        "referral_no": referral.get("number"),
        "referral_result": referral.get("result"),
    }


def _lookback(issue: Recorded) -> dict[str, Any]:
    lookback = _last(issue, "lookback")
    if lookback is None:
        return {}
    return {"lookback_on": lookback.occurred_on, "lookback_result": lookback.get("result")}
