"""The one version of a boundary, or the one zone, that a person means."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from greenshield.domain import dates
from greenshield.domain.errors import UsageError
from greenshield.project.project import Project
from greenshield.services import legal_context
from greenshield.services.area_identity import identity_sql

_LEAST: Final = 4  # letters of an id that are enough
_CANDIDATES: Final = 20
_AREAS: Final = f"""
SELECT 'area' AS tab, a.id, a.kind, {identity_sql("a")} AS called, a.name, a.code,
coalesce(a.valid_from, '') AS since, a.source_sha256 AS source, a.void, '' AS area_id
FROM area a
"""
_ZONES: Final = f"""
SELECT 'zone' AS tab, z.id, 'zone' AS kind, {identity_sql("p")} AS called, z.name, z.code,
coalesce(z.valid_from, p.valid_from, '') AS since, z.source_sha256 AS source, z.void, z.area_id
FROM zone z LEFT JOIN area p ON p.id = z.area_id
"""
_ZONES_OF_ID: Final = f"{_ZONES} WHERE z.id = ?1 OR substr(z.id, 1, length(?1)) = ?1"
_Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """What was meant.

    Attributes:
        table: ``area`` or ``zone``.
        ids: of a version all its features, where it has several.
        told: what it is called, with the day from which it holds.
        area_id: of a zone.
    """

    table: str
    ids: list[str]
    told: str
    area_id: str = ""


def find(project: Project, given: str, *, restore: bool, zones_only: bool = False) -> Found:
    """Finds it among those that stand, or among those that were taken out of force.

    Args:
        project: where it is.
        given: an id or its first letters; a code or name, with ``@DAY`` where it has several
            versions (``@`` alone for one without a day); or how one of these begins.
        restore: it was taken out of force.
        zones_only: its zones are meant: the version itself stands.

    Raises:
        UsageError: ``boundary_unknown``, ``boundary_ambiguous``, both with what there is;
            ``area_void_already``: it is there, but stands, or was taken out already.
    """
    rows = project.rows(_AREAS)
    zones = project.rows(_ZONES_OF_ID, given) if len(given) >= _LEAST else []
    void = restore and not zones_only
    fit = [row for row in rows if bool(row["void"]) == void]
    fit += [row for row in zones if bool(row["void"]) == restore]
    found = _meant(fit, given)
    if not found:
        if _meant([*rows, *zones], given):
            raise UsageError("area_void_already", area=given)
        raise UsageError("boundary_unknown", given=given, known=_listed(fit, fit) or "—")
    by_id = any(str(row["id"]).startswith(given) for row in found)
    keys = {(r["tab"], r["kind"], r["called"], r["since"], r["source"]) for r in found}
    if len(keys) > 1 or (by_id and len(found) > 1):
        raise UsageError("boundary_ambiguous", given=given, versions=_listed(found, fit))
    first = found[0]
    return Found(
        first["tab"], [str(row["id"]) for row in found], _told(first), first["area_id"] or ""
    )


def one(project: Project, given: str) -> str:
    """The id of the one that is to be looked at, be it in force, over or taken out of force.

    Args:
        project: where it is.
        given: as of :func:`find`; ``@DAY`` may also be a day on which the version was in force. A
            zone goes by its code or name too, where no other and no area is called so.

    Raises:
        UsageError: ``boundary_unknown``, ``boundary_ambiguous``, with the candidates and, where
            a code or a day does not tell them apart, their ids.
    """
    rows = project.rows(_AREAS) + project.rows(_ZONES)
    standing = [row for row in rows if not row["void"]]
    fit = _looked_for(project, standing, given) or _looked_for(project, rows, given)
    if not fit:
        known = [row for row in standing if row["tab"] == "area"]
        raise UsageError("boundary_unknown", given=given, known=_listed(known, known) or "—")
    if len(fit) > 1:
        same = [row | {"source": row["id"]} for row in fit]  # features of one version differ
        raise UsageError("boundary_ambiguous", given=given, versions=_listed(same, same))
    return str(fit[0]["id"])


def _looked_for(project: Project, rows: list[_Row], given: str) -> list[_Row]:
    """The rows that are called so: of a day those that begin on it before those in force on it."""
    called, _, day = given.rpartition("@")
    if called and dates.is_date(day):
        of_it = [row for row in rows if called in _names(row)]
        if found := [row for row in of_it if row["since"] == day]:
            return found
        holding = legal_context.in_force(project, day)
        if found := [row for row in of_it if row["id"] in holding]:
            return found
    zones = (row for row in rows if row["tab"] == "zone")
    return _meant(rows, given) or [row for row in zones if given in (row["code"], row["name"])]


def _meant(rows: Iterable[_Row], given: str) -> list[_Row]:
    """The rows that are called so: wholly before those that only begin so."""
    rows = list(rows)
    called, _, day = given.rpartition("@")
    ways: tuple[Callable[[_Row], bool], ...] = (
        lambda row: bool(row["id"] == given),
        lambda row: given in _names(row),
        lambda row: called in _names(row) and row["since"] == day,
        lambda row: len(given) >= _LEAST and str(row["id"]).startswith(given),
        lambda row: any(name.startswith(given) for name in _names(row)),
        lambda row: row["since"] == day and any(n.startswith(called) for n in _names(row)),
    )
    if not given.strip():
        return []
    for number, way in enumerate(ways):
        if "@" not in given and number in (2, 5):
            continue
        if found := [row for row in rows if way(row)]:
            return found
    return []


def _names(row: _Row) -> list[str]:
    """Of a zone none: many bear one."""
    if row["tab"] == "zone":
        return []
    return [str(row[name]) for name in ("code", "name", "called") if row[name]]


def _told(row: _Row) -> str:
    called = row["name"] or row["code"] or row["called"] or row["id"]
    return f"{called}@{row['since']}" if row["since"] else str(called)


def _listed(some: Iterable[_Row], among: Iterable[_Row]) -> str:
    """What to say for each of some: its code or name with the day; its id where several are so."""
    rivals: dict[str, set[tuple[str, str]]] = {}
    for row in among:
        rivals.setdefault(_said(row), set()).add((row["kind"], row["source"]))
    words = [_said(r) if len(rivals[_said(r)]) == 1 else f"{_said(r)} = {r['id']}" for r in some]
    words = list(dict.fromkeys(words))
    return ", ".join([*words[:_CANDIDATES], *(["…"] if len(words) > _CANDIDATES else [])])


def _said(row: _Row) -> str:
    return str(row["id"]) if row["tab"] == "zone" else f"{row['called']}@{row['since']}"
