"""The boundaries of a project as a list, each area with its zones; and one of them in full."""

from __future__ import annotations

from typing import Any, Final

from greenshield.domain.errors import UsageError
from greenshield.project.project import Project
from greenshield.services import area_named, calendar, legal_context, voiding
from greenshield.services.area_identity import identity_sql

# Another program may have written anything; only a text is a name.
_SOURCE: Final = ", ".join(
    f"iif(json_type(extra, '$.{name}') = 'text', extra ->> '$.{name}', NULL) AS {name}"
    for name in ("source_file", "source_crs")
)
_AREAS: Final = f"""
SELECT id, kind, code, name, area_level AS level, area_type AS type, authority, established_on,
area_m2, vertices, version, valid_from, valid_to, void, {identity_sql("area")} AS called,
{_SOURCE} FROM area
ORDER BY kind, called, coalesce(valid_from, ''), name, id
"""
_ZONES: Final = f"""
SELECT id, area_id, zone_code, code, name, area_m2, vertices, version, valid_from, valid_to,
void, {_SOURCE} FROM zone
ORDER BY coalesce(code, ''), zone_code, name, coalesce(valid_from, ''), id
"""
_TOLD: Final = (
    "name", "code", "kind", "zone_code", "area_id", "area_level", "area_type", "area_class",
    "division_code", "authority", "approval_doc", "established_on", "valid_from", "valid_to",
    "version", "version_of", "source_file", "source_layer", "source_crs", "source_sha256", "remark",
)  # fmt: skip


def items(
    project: Project, day: str = "", *, standing: bool = True, voided: bool = False
) -> list[dict[str, Any]]:
    """Every boundary version: areas in m² on the ellipsoid, vertices, dates, zones beneath.

    Args:
        project: where they are.
        day: ISO date; ``in_force`` says what was or is in force on it. Today by default.
        standing: with those that were not taken out of force.
        voided: with those that were (``void``). A standing area of which zones alone were taken
            out is there with them.
    """
    holding = legal_context.in_force(project, day or calendar.today())
    zones: dict[str, list[dict[str, Any]]] = {}
    for row in project.rows(_ZONES):
        if voided if row["void"] else standing:
            zones.setdefault(row.pop("area_id") or "", []).append(_told(row, holding))
    return [
        _told(row, holding) | {"zones": zones.get(row["id"], [])}
        for row in project.rows(_AREAS)
        if (voided if row["void"] else standing) or (voided and row["id"] in zones)
    ]


def _told(row: dict[str, Any], holding: set[str]) -> dict[str, Any]:
    return row | {"void": bool(row["void"]), "in_force": row["id"] in holding}


def about(project: Project, given: str) -> dict[str, Any]:
    """One version in full: its fields, its measures, and how it came in.

    Args:
        project: where it is.
        given: its id, or what ``area_named.one`` takes for it.

    Returns:
        ``id``, ``type`` (``area`` or ``zone``), the fields that it has, ``area_m2``,
        ``vertices``, and ``imports``: of each time that it came in ``at``, ``file``, ``layer``,
        ``feature``, ``crs_accuracy_m`` (None where nobody can say) and ``repaired`` (``why``,
        ``at``, ``before_m2``, ``after_m2``; None where the outline came in valid). ``measured``
        is false of imports that did not note the last two. ``void``, and where that is true
        ``voided_at`` and ``void_reason``.

    Raises:
        UsageError: ``boundary_unknown``, ``boundary_ambiguous``.
    """
    boundary_id = area_named.one(project, given)
    for table in ("area", "zone"):
        state = project.state(table, boundary_id)
        rows = project.rows(f"SELECT area_m2, vertices FROM {table} WHERE id = ?", boundary_id)
        if state is not None and rows:
            held = {name: state.get(name) for name in _TOLD}
            held = {name: value for name, value in held.items() if isinstance(value, str) and value}
            return {
                "id": boundary_id,
                "type": table,
                **held,
                **rows[0],
                **_voiding(project, table, boundary_id, is_void=state.void),
                "imports": [_import(origin.at, origin.what) for origin in state.origins],
            }
    raise UsageError("boundary_unknown", given=given, known="—")


def _voiding(project: Project, table: str, entity: str, *, is_void: bool) -> dict[str, Any]:
    event = voiding.last(project, table, entity) if is_void else None
    if event is None:
        return {"void": is_void}
    reason = (event.body or {}).get("reason")
    return {"void": True, "voided_at": event.header.at, "void_reason": str(reason or "")}


def _import(at: str, what: dict[str, Any]) -> dict[str, Any]:
    """What an event's origin tells, of which another program may have written anything."""
    accuracy, mended = what.get("crs_accuracy_m"), what.get("repaired")
    return {
        "at": at,
        "file": str(what.get("file") or ""),
        "layer": str(what.get("layer") or ""),
        "feature": what.get("feature"),
        "measured": "crs_accuracy_m" in what,
        "crs_accuracy_m": accuracy if isinstance(accuracy, int | float) else None,
        "repaired": _repaired(mended) if isinstance(mended, dict) else None,
    }


def _repaired(mended: dict[str, Any]) -> dict[str, Any]:
    words = {name: str(mended.get(name) or "") for name in ("why", "at")}
    sizes = {name: mended.get(name) for name in ("before_m2", "after_m2")}
    return words | {n: m2 if isinstance(m2, int | float) else None for n, m2 in sizes.items()}
