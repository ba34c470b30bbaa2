"""Boundary markers for people: listed with the condition that was found last, or one whole."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any, Final

from greenshield.domain.errors import UsageError
from greenshield.log.kinds import understood
from greenshield.project.project import Project
from greenshield.services import people
from greenshield.services.area_identity import identity_sql

# An inspection counts for a marker of its own county alone: a device that may write one county
# says nothing of another's. Of two on one day the later made one (ids are by time) is shown.
_LATEST: Final = """
WITH found AS (
  SELECT c.marker_id, c.id, c.condition, c.checked_on, c.inspector, c.photos,
    row_number() OVER (PARTITION BY c.marker_id ORDER BY c.checked_on DESC, c.id DESC) AS place,
    count(*) OVER (PARTITION BY c.marker_id) AS times
  FROM marker_check c WHERE NOT c.void AND c.condition IS NOT NULL AND c.checked_on IS NOT NULL
  AND substr(c.id, 1, instr(c.id, ':')) = substr(c.marker_id, 1, instr(c.marker_id, ':')))
SELECT m.id, m.number, m.marker_kind, m.area_id, coalesce(a.name, m.area_name) AS area,
  m.division_code, m.place_name, m.lon, m.lat, m.set_on, m.set_by, m.remark, m.source_crs,
  m.source_file, m.void, m.condition AS listed, m.condition_on AS listed_on, f.id AS check_id,
  f.condition AS found, f.checked_on AS found_on, f.photos, coalesce(f.times, 0) AS inspections
FROM marker m LEFT JOIN found f ON f.marker_id = m.id AND f.place = 1
LEFT JOIN area a ON a.id = m.area_id
"""
# A marker names the version of its area that was newest when it was listed; it is of them all.
_VERSIONS: Final = f"""SELECT b.id FROM area b JOIN area c ON c.kind = b.kind
AND {identity_sql("c")} = {identity_sql("b")} WHERE c.id = ?3"""
_WORDED: Final = ("number", "area", "place_name", "set_by", "remark", "division_code")
_ORDER: Final = " ORDER BY area, length(m.number), m.number, m.id"


def items(
    project: Project,
    *,
    conditions: Collection[str] = (),
    kind: str = "",
    area_id: str = "",
    voided: bool = False,
    text: str = "",
) -> list[dict[str, Any]]:
    """The markers of a project, by area and number.

    Each has ``id``, ``number``, ``marker_kind``, ``area_id``, ``area`` (its name),
    ``division_code``, ``place_name``, ``lon``, ``lat``, ``set_on``, ``set_by``, ``condition`` and
    ``condition_on`` (of the latest inspection, or of the list where that is later or the only
    one), ``inspections`` (how many), ``photos`` (of the latest one, hashes), ``remark``,
    ``source_crs``, ``source_file``.

    Args:
        project: where.
        conditions: codes; those in one of these conditions alone. "" stands for none known.
        kind: a code, or "" for all.
        area_id: of one area, whichever of its versions, or "".
        voided: those that were voided, instead of the others.
        text: words, all of which stand in its number, area, place, who set it up or remark.
    """
    where = " WHERE m.void = ?1 AND (?2 = '' OR m.marker_kind = ?2) AND (?3 = '' OR m.area_id IN "
    where += f"({_VERSIONS}))"
    rows = project.rows(_LATEST + where + _ORDER, int(voided), kind, area_id)
    found = [_item(row) for row in rows]
    words = text.casefold().split()
    return [
        item
        for item in found
        if (not conditions or (item["condition"] or "") in conditions)
        and all(word in _searched(item) for word in words)
    ]


def overview(project: Project) -> tuple[int, tuple[tuple[str, str], ...]]:
    """How many markers there are, voided ones too; id and name of each area that has any."""
    [count] = project.rows("SELECT count(*) AS n FROM marker")
    areas = project.rows(
        "SELECT DISTINCT a.id, coalesce(a.name, a.code, a.id) AS name FROM marker m "
        "JOIN area a ON a.id = m.area_id ORDER BY name, a.id"
    )
    return int(count["n"]), tuple((str(row["id"]), str(row["name"])) for row in areas)


def on_map(project: Project) -> list[dict[str, Any]]:
    """``id``, ``number``, ``marker_kind``, ``lon``, ``lat``, ``condition`` of each with a place."""
    where = " WHERE NOT m.void AND m.lon IS NOT NULL AND m.lat IS NOT NULL ORDER BY m.id"
    names = ("id", "number", "marker_kind", "lon", "lat", "condition")
    found = [_item(row) for row in project.rows(_LATEST + where)]
    return [{name: item[name] for name in names} for item in found]


def find(project: Project, word: str) -> str:
    """The id of the marker with this id or number, or that ends in this part of an id.

    Raises:
        UsageError: ``marker_unknown``; ``marker_ambiguous`` with the candidates.
    """
    rows = project.rows(
        "SELECT id, number, area_name FROM marker WHERE id = ?1 OR number = ?1 "
        "OR (length(?1) >= 8 AND substr(id, -length(?1)) = ?1) ORDER BY void, id",
        word,
    )
    exact = [row for row in rows if row["id"] == word] or rows
    if not exact:
        raise UsageError("marker_unknown", marker=word)
    if len(exact) > 1:
        told = ", ".join(f"{r['number']} {r['area_name'] or ''} ({r['id']})" for r in exact[:10])
        raise UsageError("marker_ambiguous", marker=word, listed=told)
    return str(exact[0]["id"])


def one(project: Project, marker_id: str) -> dict[str, Any]:
    """An item as of :func:`items`, with ``void``, ``checks`` and ``history``.

    ``checks`` are the inspections, newest first: ``id``, ``checked_on``, ``condition``,
    ``inspector`` (name), ``photos``, ``remark``, ``void``. ``history`` is every event of the
    marker and its inspections: ``event``, ``at``, ``actor``, ``kind``, ``entity_type``, ``fields``.
    """
    (row,) = project.rows(_LATEST + " WHERE m.id = ?", marker_id)
    checks = project.rows(
        "SELECT id, checked_on, condition, inspector, photos, remark, void FROM marker_check "
        "WHERE marker_id = ?1 AND substr(id, 1, instr(id, ':')) = substr(?1, 1, instr(?1, ':')) "
        "ORDER BY checked_on DESC, id DESC",
        marker_id,
    )
    for check in checks:
        check["photos"] = _photos(check["photos"])
        check["void"] = bool(check["void"])
        check["inspector"] = people.name_of(project, check["inspector"] or "")
    history = _history(project, "marker", marker_id)
    for check in checks:
        history += _history(project, "marker_check", check["id"])
    history.sort(key=lambda entry: entry.pop("_order"))
    return _item(row) | {"void": bool(row["void"]), "checks": checks, "history": history}


def _item(row: Mapping[str, Any]) -> dict[str, Any]:
    """The condition of the later day; one without a day is older than any that has one."""
    found = row["found"] is not None and (row["found_on"] or "") >= (row["listed_on"] or "")
    out = {
        name: row[name]
        for name in (
            "id", "number", "marker_kind", "area_id", "area", "division_code", "place_name",
            "lon", "lat", "set_on", "set_by", "inspections", "remark", "source_crs", "source_file",
        )
    }  # fmt: skip
    use_found = found or row["listed"] is None
    return out | {
        "condition": row["found"] if use_found else row["listed"],
        "condition_on": row["found_on"] if use_found else row["listed_on"],
        "photos": _photos(row["photos"]),
    }


def _searched(item: Mapping[str, Any]) -> str:
    return "\n".join(str(item[name] or "") for name in _WORDED).casefold()


def _photos(raw: Any) -> list[str]:
    """The hashes of a column that any program's event may have filled."""
    try:
        found = json.loads(raw) if isinstance(raw, str) else []
    except ValueError:
        return []
    return [p for p in found if isinstance(p, str)] if isinstance(found, list) else []


def _history(project: Project, entity_type: str, entity_id: str) -> list[dict[str, Any]]:
    out = []
    for event in project.journal.of_entity(entity_id, entity_type):
        body = (event.body or {}) if understood(event) else {}
        header = event.header
        fields = body.get("fields")
        out.append(
            {
                "event": event.event_id,
                "at": header.at,
                "actor": people.name_of(project, header.actor) if header.actor else "",
                "kind": "restored" if body.get("restore") is True else header.kind,
                "entity_type": entity_type,
                "fields": fields if isinstance(fields, dict) else {},
                "reason": body.get("reason") if isinstance(body.get("reason"), str) else "",
                "_order": event.order,
            }
        )
    return out
