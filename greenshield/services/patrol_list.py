"""Patrols for people: listed with their state, tracks and finds, found by name, counted."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from greenshield.domain import patrols
from greenshield.domain.alike import names_like
from greenshield.domain.errors import UsageError
from greenshield.project.project import Project
from greenshield.services import people

# What names a patrol counts for it in its own county's scope alone: a device that may write one
# county says nothing of another's. The column of a track holds what any program's event put there.
SAME_SCOPE: Final = "substr({0}, 1, instr({0}, ':')) = substr({1}, 1, instr({1}, ':'))"
_WALKED: Final = f"""
SELECT j.value AS patrol_id, t.id AS track_id FROM track t
JOIN json_each(CASE WHEN json_valid(t.patrols) THEN t.patrols ELSE '[]' END) j ON j.type = 'text'
WHERE NOT t.void AND t.patrols IS NOT NULL AND {SAME_SCOPE.format("t.id", "j.value")}
"""
_FOUND: Final = f"""
SELECT i.patrol_id, i.id AS issue_id FROM issue i
WHERE i.patrol_id IS NOT NULL AND NOT i.void AND i.state != 'void'
AND {SAME_SCOPE.format("i.id", "i.patrol_id")}
"""
_SQL: Final = f"""
WITH walked AS ({_WALKED}), found AS ({_FOUND})
SELECT p.id, p.name, p.campaign_id, c.name AS campaign, p.area_id, a.name AS area, p.planned_from,
p.planned_to, p.corridor_m, p.inspectors, p.done_on, p.findings, p.remark, p.void,
p.geom IS NOT NULL AS has_route,
coalesce(w.n, 0) AS tracks, coalesce(f.n, 0) AS finds
FROM patrol p LEFT JOIN campaign c ON c.id = p.campaign_id LEFT JOIN area a ON a.id = p.area_id
LEFT JOIN (SELECT patrol_id, count(DISTINCT track_id) AS n FROM walked GROUP BY patrol_id) w
ON w.patrol_id = p.id
LEFT JOIN (SELECT patrol_id, count(*) AS n FROM found GROUP BY patrol_id) f ON f.patrol_id = p.id
"""
_ORDER: Final = " ORDER BY p.planned_from IS NULL, p.planned_from, p.name, p.id"
_ID_PART: Final = 8
_NAMES: Final = "SELECT name FROM patrol WHERE NOT void ORDER BY planned_from, id"


@dataclass(frozen=True, slots=True)
class Counts:
    """How patrols stand on a day.

    Attributes:
        by_state: state -> how many; voided ones are left out.
        finds: issues that they found.
    """

    by_state: Mapping[str, int]
    finds: int

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(self.by_state.values())


def items(
    project: Project,
    *,
    as_of: str,
    states: Collection[str] = (),
    begins: str = "",
    ends: str = "",
    inspector: str = "",
    area_id: str = "",
    campaign_id: str = "",
    voided: bool = False,
) -> list[dict[str, Any]]:
    """The patrols of a project, by their first day.

    Each has ``id``, ``name``, ``state``, ``planned_from``, ``planned_to``, ``area_id``, ``area``,
    ``campaign_id``, ``campaign``, ``inspectors`` (ids), ``inspector_names``, ``corridor_m``,
    ``has_route``, ``tracks`` and ``finds`` (how many), ``done_on``, ``findings``, ``remark``.

    Args:
        project: where.
        as_of: the day that states are told for, ISO.
        states: any of these; an empty one sets no condition, here and below.
        begins: those alone whose plan ends on this day or later, ISO.
        ends: those alone whose plan begins on this day or earlier.
        inspector: an actor's id.
        area_id: of which area.
        campaign_id: of which campaign.
        voided: those that were voided, instead of the others.
    """
    where = [f"p.void = {int(voided)}"]
    args: list[Any] = []
    for sql, value in (
        ("coalesce(p.planned_to, '') >= ?", begins), ("coalesce(p.planned_from, '') <= ?", ends),
        ("p.area_id = ?", area_id), ("p.campaign_id = ?", campaign_id),
    ):  # fmt: skip
        if value:
            where.append(sql)
            args.append(value)
    names = {str(r["id"]): str(r["name"] or "") for r in project.rows("SELECT id, name FROM actor")}
    rows = project.rows(f"{_SQL} WHERE {' AND '.join(where)}{_ORDER}", *args)
    found = [_item(row, names, as_of) for row in rows]
    return [
        item
        for item in found
        if (not states or item["state"] in states)
        and (not inspector or inspector in item["inspectors"])
    ]


def one(project: Project, patrol_id: str, *, as_of: str) -> dict[str, Any]:
    """An item as of :func:`items`, voided ones too.

    Raises:
        UsageError: ``patrol_unknown``.
    """
    rows = project.rows(f"{_SQL} WHERE p.id = ?", patrol_id)
    if not rows:
        raise UsageError("patrol_unknown", patrol=patrol_id, meant="")
    row = rows[0]
    names = {i: people.name_of(project, i) for i in _listed(row["inspectors"])}
    return _item(row, names, as_of) | {"void": bool(row["void"])}


def find(project: Project, word: str) -> str:
    """The id of the patrol with this id or name, or that ends in this part of an id.

    Raises:
        UsageError: ``patrol_unknown``; ``patrol_ambiguous`` with the candidates.
    """
    rows = project.rows(
        "SELECT id, name, planned_from FROM patrol WHERE id = ?1 OR name = ?1 "
        "OR (length(?1) >= ?2 AND substr(id, -length(?1)) = ?1) ORDER BY void, planned_from, id",
        word, _ID_PART,
    )  # fmt: skip
    exact = [row for row in rows if row["id"] == word] or rows
    if not exact:
        there = [str(r["name"] or "") for r in project.rows(_NAMES)]
        raise UsageError("patrol_unknown", patrol=word, meant=", ".join(names_like(word, there)))
    if len(exact) > 1:
        told = ", ".join(f"{r['name']} {r['planned_from'] or ''} ({r['id']})" for r in exact[:10])
        raise UsageError("patrol_ambiguous", patrol=word, listed=told)
    return str(exact[0]["id"])


def name_of(project: Project, patrol_id: Any) -> str:
    """A patrol's name, "" where the project knows none of this id."""
    if not isinstance(patrol_id, str):
        return ""
    rows = project.rows("SELECT name FROM patrol WHERE id = ?", patrol_id)
    return str(rows[0]["name"] or "") if rows else ""


def names(project: Project) -> list[tuple[str, str]]:
    """Id and name of every patrol that is not void, the newest plan first."""
    rows = project.rows(
        "SELECT id, name FROM patrol WHERE NOT void ORDER BY planned_from DESC, name, id"
    )
    return [(str(row["id"]), str(row["name"] or "")) for row in rows]


def tracks_of(project: Project, patrol_ids: Collection[str]) -> dict[str, list[str]]:
    """The ids of the tracks that were walked for patrols; a patrol without any is left out."""
    sql = f"{_WALKED} AND j.value IN (SELECT value FROM json_each(?)) ORDER BY t.started_at, t.id"
    out: dict[str, list[str]] = {}
    for row in project.rows(sql, json.dumps(list(patrol_ids))):
        mine = out.setdefault(row["patrol_id"], [])
        if row["track_id"] not in mine:
            mine.append(row["track_id"])
    return out


def track_names(project: Project, track_ids: Iterable[str]) -> dict[str, str]:
    """What people call tracks, by their ids; those without a name are left out."""
    sql = "SELECT id, name FROM track WHERE id IN (SELECT value FROM json_each(?)) AND name != ''"
    return {row["id"]: str(row["name"]) for row in project.rows(sql, json.dumps([*track_ids]))}


def finds_of(project: Project, patrol_id: str) -> list[dict[str, Any]]:
    """``id``, ``number``, ``state``, ``facility_name``, ``found_on`` of the issues it found."""
    sql = (
        f"WITH found AS ({_FOUND}) SELECT i.id, coalesce(i.issue_no, i.clue_no) AS number, "
        "i.state, i.facility_name, i.extra ->> 'found_on' AS found_on FROM issue i "
        "WHERE i.id IN (SELECT issue_id FROM found WHERE patrol_id = ?) ORDER BY i.fid"
    )
    return project.rows(sql, patrol_id)


def finds_of_all(project: Project) -> dict[str, list[str]]:
    """The ids of the issues that each patrol found; a patrol without any is left out."""
    out: dict[str, list[str]] = {}
    for row in project.rows(f"WITH found AS ({_FOUND}) SELECT patrol_id, issue_id FROM found"):
        out.setdefault(row["patrol_id"], []).append(row["issue_id"])
    return out


def state_on(item: Mapping[str, Any], done_on: str, as_of: str) -> str:
    """The state of a patrol on a day by which it may not have been done yet.

    Args:
        item: as of :func:`items`.
        done_on: the day on which it was done, "" where that was not by then.
        as_of: the day, ISO.
    """
    begun = bool(item["tracks"] or item["finds"])
    planned_to = item["planned_to"]
    return patrols.state_of(
        void=False, done_on=done_on, planned_to=planned_to, begun=begun, as_of=as_of
    )


def counts(project: Project, begins: str, ends: str, *, as_of: str) -> Counts:
    """How the patrols stand of whose plan a day lies between two, ISO each."""
    found = items(project, as_of=as_of, begins=begins, ends=ends)
    by_state = {state: 0 for state in patrols.STATES if state != "void"}
    for item in found:
        by_state[item["state"]] += 1
    return Counts(by_state, sum(item["finds"] for item in found))


def _item(row: Mapping[str, Any], names: Mapping[str, str], as_of: str) -> dict[str, Any]:
    inspectors = _listed(row["inspectors"])
    state = patrols.state_of(
        void=bool(row["void"]), done_on=row["done_on"], planned_to=row["planned_to"],
        begun=bool(row["tracks"] or row["finds"]), as_of=as_of,
    )  # fmt: skip
    plain = (
        "id", "name", "planned_from", "planned_to", "area_id", "area", "campaign_id", "campaign",
        "tracks", "finds", "done_on", "findings", "remark",
    )  # fmt: skip
    return {name: row[name] for name in plain} | {
        "state": state,
        "inspectors": inspectors,
        "inspector_names": [names.get(i) or i for i in inspectors],
        "corridor_m": row["corridor_m"] or patrols.CORRIDOR_M,
        "has_route": bool(row["has_route"]),
    }


def _listed(raw: Any) -> list[str]:
    """The texts of a column that any program's event may have filled."""
    try:
        found = json.loads(raw) if isinstance(raw, str) else []
    except ValueError:
        return []
    return [v for v in found if isinstance(v, str)] if isinstance(found, list) else []
