"""What the last move that looked at the overlay had before it, where the map tells otherwise now.

A move pins what its guards saw, so it stands whatever becomes of the boundaries. Who reads the
overlay of today must be told that another one was judged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from greenshield.domain.dates import is_date
from greenshield.domain.errors import Missing
from greenshield.domain.state import IssueState, MoveState
from greenshield.geo import measures
from greenshield.project.project import Project
from greenshield.project.projection.geometry import from_field
from greenshield.services import legal_context
from greenshield.services.area_identity import identity_sql

_SLACK_M2: Final = 1.0
_CALLED: Final = f"""
SELECT id, {identity_sql("area")} AS called FROM area UNION ALL
SELECT z.id, {identity_sql("p")} FROM zone z LEFT JOIN area p ON p.id = z.area_id
"""
_Sizes = dict[tuple[str, str, str], float]  # layer, zone, what the boundary is called -> m²


@dataclass(frozen=True, slots=True)
class Pinned:
    """An overlay as a move pinned it, which is not today's.

    Attributes:
        rows: ``layer``, ``name``, ``zone_code``, ``area_m2``, largest first.
        patch_changed: whether the patch itself is another one since.
    """

    event_id: str
    move: str
    occurred_on: str
    rows: tuple[dict[str, Any], ...]
    patch_changed: bool

    def plain(self) -> dict[str, Any]:
        """As JSON carries it."""
        return {
            "event": self.event_id, "move": self.move, "occurred_on": self.occurred_on,
            "overlay": list(self.rows), "patch_changed": self.patch_changed,
        }  # fmt: skip

    def finding(self) -> dict[str, Any]:
        """As ``issue show`` carries findings."""
        told = self.told()
        return {"code": told.code, "event_id": self.event_id, "params": dict(told.params)}

    def told(self) -> Missing:
        """The code and values of its sentence."""
        names = [f"{row['name']} {row['area_m2']:,.1f} m²" for row in self.rows]
        zones = dict.fromkeys(row["zone_code"] for row in self.rows if row["zone_code"])
        code = "overlay_pinned_patch" if self.patch_changed else "overlay_pinned_other"
        params = {"move": self.move, "day": self.occurred_on, "zones": ", ".join(zones)}
        return Missing(code, params | {"listed": "; ".join(names) or "—"})


def differing(project: Project, issue: IssueState) -> Pinned | None:
    """What the last done move pinned that pinned an overlay, where it is not as it is today.

    A later field check makes another day count, and with it other boundaries: that alone is no
    change of them.
    """
    found = _last(issue)
    if found is None:
        return None
    move, pinned = found
    rows = _rows(pinned)
    called = {row["id"]: str(row["called"] or "") for row in project.rows(_CALLED)}
    was = _sizes(rows, "target_id", called)
    if any(_same(was, _now(project, issue, day, called)) for day in _days(issue, move)):
        return None
    geometry = from_field(issue.get("geom"), project.media)
    patch_m2 = 0.0 if geometry is None else measures.area_m2(geometry)
    changed = abs(patch_m2 - _number(pinned.get("patch_m2"))) > _SLACK_M2
    names = ("layer", "name", "zone_code", "area_m2")
    told = ({name: row[name] for name in names} for row in rows)
    return Pinned(move.event_id, move.move, move.occurred_on, tuple(told), changed)


def _last(issue: IssueState) -> tuple[MoveState, Mapping[str, Any]] | None:
    out = None
    for move in issue.history():
        computed = move.pins.get("computed")
        pinned = computed.get("overlay") if isinstance(computed, dict) else None
        if isinstance(pinned, dict):
            out = move, pinned
    return out


def _rows(pinned: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of a pin, which any program may have written."""
    given = pinned.get("rows")
    rows = [row for row in given if isinstance(row, dict)] if isinstance(given, list) else []
    words = ("layer", "name", "zone_code", "target_id")
    out = [
        {name: str(row.get(name) or "") for name in words}
        | {"area_m2": _number(row.get("area_m2"))}
        for row in rows
    ]
    return sorted(out, key=lambda row: -row["area_m2"])


def _number(value: Any) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _days(issue: IssueState, move: MoveState) -> list[str]:
    """The days whose boundaries the move may have looked at."""
    checks = [r.occurred_on for r in issue.records if r.kind == "check" and is_date(r.occurred_on)]
    days = [legal_context.finding_date(issue), move.occurred_on, *checks]
    return list(dict.fromkeys(day for day in days if is_date(day)))


def _now(project: Project, issue: IssueState, day: str, called: Mapping[str, str]) -> _Sizes:
    return _sizes(legal_context.rows_on(project, issue.entity_id, day), "id", called)


def _sizes(rows: Iterable[Mapping[str, Any]], key: str, called: Mapping[str, str]) -> _Sizes:
    out: _Sizes = defaultdict(float)
    for row in rows:
        name = called.get(row[key]) or str(row["name"] or "")
        out[row["layer"], row["zone_code"] or "", name] += row["area_m2"]
    return dict(out)


def _same(was: _Sizes, now: _Sizes) -> bool:
    return was.keys() == now.keys() and all(
        abs(m2 - now[key]) <= _SLACK_M2 for key, m2 in was.items()
    )
