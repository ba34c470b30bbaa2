"""Rows whose number says one issue and whose place another one, or none that is known.

Two numbers that were exchanged in a list, or one that slipped a row, would write one issue's facts
into another. Such a row is no matter of the number alone: a person decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from shapely.geometry.base import BaseGeometry

from greenshield.domain.errors import Problem
from greenshield.domain.reissue import Strayed
from greenshield.domain.reissue_decisions import Decisions
from greenshield.formats.ledger import LedgerFile
from greenshield.formats.ledger_model import PLACE
from greenshield.geo import codec
from greenshield.geo.provinces import is_outside
from greenshield.geo.strayed import SHIFT_M, Apart, Together, apart, together
from greenshield.project.project import Project
from greenshield.project.projection.geometry import place_of
from greenshield.services import ledger_near, ledger_store, lookup
from greenshield.services.ledger_existing import POSITION, Existing
from greenshield.services.ledger_planned import LedgerPlan, RowPlan

_AT_ONCE = 500
_NAME = "facility_name"


@dataclass(frozen=True, slots=True)
class _Held:
    """A row beside the issue whose number it bears."""

    row: int
    there: Existing
    place: BaseGeometry
    is_kept: bool  # whatever the row says of the place, the issue's stays


@dataclass(frozen=True, slots=True)
class Shift:
    """How a whole list lies elsewhere.

    Attributes:
        way: which way, and how far.
        rows: those that are refused for it.
    """

    way: Together
    rows: frozenset[int]

    def problem(self, file: str) -> Problem:
        """What is to be said of it, once."""
        east, north = round(self.way.east), round(self.way.north)
        params = {
            "count": len(self.rows), "metres": round(self.way.metres),
            "east": east, "north": north,
        }  # fmt: skip
        code = "ledger_list_shifted" if self.way.metres <= SHIFT_M else "ledger_list_moved"
        return Problem(code, file, params=params)


def find(
    project: Project, file: LedgerFile, plan: LedgerPlan, *, shifted: bool
) -> tuple[dict[int, Strayed], Shift | None]:
    """The rows of a list that have an issue's number and not its place.

    A place that the issue had before, and that a person has put right since, is its own too; so
    is one within the province where the issue's own lies outside of it, which was told as wrong.

    Args:
        project: that holds the issues.
        file: the list as read.
        plan: what an import would do with it.
        shifted: a person said that the places stood in the datum of a web map: they move by
            what that makes, and no further.

    Returns:
        Row -> what strayed, and how the list has moved where nearly all of it has moved one way.
    """
    held = list(_held(file, plan))
    named = _renamed(plan)
    if not held:
        return named, None
    old, new = [_place(h.there) for h in held], [h.place for h in held]
    own = apart(old, new)
    doubtful = np.flatnonzero(own.doubtful).tolist()
    if not doubtful:
        return named, None
    met = {h.there.issue_id: n for n, h in enumerate(held)}
    others = _others(project, [held[n] for n in doubtful], _part(own, doubtful), met, own)
    way = together(old, new, sum(row.there is not None for row in plan.rows))
    if way is not None and 2 * sum(map(bool, others)) > way.of.sum():
        way = None  # numbers that slipped by a row in a regular line of patches
    out = named
    for n, fits in zip(doubtful, others, strict=True):
        with_all = way is not None and way.of[n] and way.metres <= SHIFT_M
        if shifted and with_all:
            continue
        moved = own.elsewhere[n] and not (shifted and own.metres[n] <= SHIFT_M)
        if (fits or moved) and not (
            (held[n].is_kept and _was_there(project, held[n]))
            or (not fits and _is_put_right(project, old[n], new[n]))
        ):
            out[held[n].row] = Strayed(held[n].there.issue_id, fits)
    if way is None:
        return out, None
    rows = frozenset(held[n].row for n in np.flatnonzero(way.of).tolist())
    return out, Shift(way, rows & out.keys())


def refuse(
    project: Project, file: LedgerFile, plan: LedgerPlan, decided: Decisions, *, shifted: bool
) -> None:
    """Takes such rows out of the plan, each with the reason; not those that a person decided on.

    Of a row that stays and brings a place into the province, the old and the new one are told.
    """
    strayed_rows, shift = find(project, file, plan, shifted=shifted)
    found = {
        row: strayed
        for row, strayed in strayed_rows.items()
        if not _is_decided(decided, row, strayed.issue)
    }
    _tell_put_right(project, file, plan, found)
    if not found:
        return
    once: frozenset[int] = frozenset()
    if shift is not None and not shift.rows - found.keys():
        once = shift.rows
        plan.problems.append(shift.problem(file.name))
    numbers = _numbers(project, {i for s in found.values() for i in (s.issue, *s.others)})
    labels = {c.field: c.label for c in file.columns if c.field}
    for row, strayed in sorted(found.items()):
        if row in once:
            continue
        params = {"issue": numbers[strayed.issue]}
        if strayed.others:
            params["others"] = "、".join(numbers[one] for one in strayed.others)
        code = f"ledger_patch_{strayed.why}"
        plan.problems.append(Problem(code, file.name, row, labels.get("clue_no", ""), params))
    plan.rows = [row for row in plan.rows if row.row not in found]
    plan.refused += len(found)


def _tell_put_right(
    project: Project, file: LedgerFile, plan: LedgerPlan, refused: Collection[int]
) -> None:
    """A remark on each row that puts right a place which was told as outside of the province."""
    label = next((c.label for c in file.columns if c.field in PLACE), "")
    for held in _held(file, plan):
        old = _place(held.there)
        if held.row in refused or held.is_kept or not _is_put_right(project, old, held.place):
            continue
        params = {"old": _shown(old), "new": _shown(held.place)}
        plan.problems.append(
            Problem("ledger_place_put_right", file.name, held.row, label, params, fatal=False)
        )


def _shown(place: BaseGeometry | None) -> str:
    return "" if place is None else f"{place.centroid.x:.6f} {place.centroid.y:.6f}"


def _is_decided(decided: Decisions, row: int, issue: str) -> bool:
    return row in decided.same or any(n in decided.fields.get(issue, ()) for n in POSITION)


def _held(file: LedgerFile, plan: LedgerPlan) -> list[_Held]:
    """The rows with a known number whose place is not the very one that is known."""
    known = {row.row: row for row in plan.rows if row.there is not None}
    out = []
    for row in file.rows:
        planned = known.get(row.row)
        if planned is None or planned.there is None or row.geometry is None:
            continue
        if not _is_same(planned, row.geometry):
            is_kept = not any(name in planned.values for name in POSITION)
            out.append(_Held(row.row, planned.there, row.geometry, is_kept))
    return out


def _renamed(plan: LedgerPlan) -> dict[int, Strayed]:
    """Rows of issues at one place whose names are exchanged: there the place tells nothing."""
    renamed = [(r, r.there, said) for r in plan.rows if r.there and (said := _name_said(r))]
    of_name: dict[str, list[Existing]] = defaultdict(list)
    for _, there, _ in renamed:
        if name := there.get(_NAME):
            of_name[name].append(there)
    pairs = [
        (row, there, other)
        for row, there, said in renamed
        for other in of_name.get(said, ())
        if other is not there
    ]
    between = apart([_place(a) for _, a, _ in pairs], [_place(b) for _, _, b in pairs])
    out: dict[int, Strayed] = {}
    for (row, there, other), is_one in zip(pairs, ~between.doubtful, strict=True):
        if is_one:
            known = out[row.row].others if row.row in out else ()
            out[row.row] = Strayed(there.issue_id, (*known, other.issue_id))
    return out


def _name_said(row: RowPlan) -> str:
    """The name by which a row calls its issue otherwise than the project does, or "".

    None where a later list has named it since: then the row says what was, and nothing is taken.
    """
    if row.found is None or _NAME in row.found.later:
        return ""
    _, _, kept = row.found.left.get(_NAME, ("", None, ""))
    return str(row.found.values.get(_NAME, kept) or "")


def _is_same(planned: RowPlan, place: BaseGeometry) -> bool:
    there = planned.there
    assert there is not None
    if place.geom_type == "Point":
        return there.says("lon", place.x) and there.says("lat", place.y)
    found = planned.found
    return found is not None and not ("geom" in found.values or "geom" in found.left)


def _place(there: Existing) -> BaseGeometry | None:
    blob = there.blob
    return None if blob is None else codec.decode(blob)


def _part(whole: Apart, at: Sequence[int]) -> Apart:
    return Apart(
        whole.metres[at], whole.of_old[at], whole.of_new[at], whole.centres[at], whole.patches[at]
    )


def _others(
    project: Project, rows: Sequence[_Held], own: Apart, met: Mapping[str, int], every: Apart
) -> list[tuple[str, ...]]:
    """For each row the other issues whose place it has.

    Of a point that counts only where that issue's own row lies elsewhere too: several issues may
    have one point, and a point's neighbour is soon met.
    """
    near, shapes = ledger_near.issues_at(project, [row.place for row in rows])
    pairs = [(n, issue) for n, issue in near if issue != rows[n].there.issue_id]
    beside = apart([shapes[issue] for _, issue in pairs], [rows[n].place for n, _ in pairs])
    fits = beside.fit(_part(own, [n for n, _ in pairs]))
    at_point = ~beside.patches & (fits | (beside.metres == 0))
    out: list[list[str]] = [[] for _ in rows]
    for pair, (n, issue) in enumerate(pairs):
        its_row = met.get(issue)
        is_left = its_row is not None and bool(every.doubtful[its_row])
        if is_left if at_point[pair] else fits[pair]:
            out[n].append(issue)
    return [tuple(sorted(found)) for found in out]


def _is_put_right(project: Project, old: BaseGeometry | None, new: BaseGeometry) -> bool:
    """Whether a place that can't be true, and was told so, gives way to one that can."""
    if old is None:
        return False
    division = lookup.division(project)
    was, now = (is_outside(division, *place.bounds[:2]) for place in (old, new))
    return was and not now


def _was_there(project: Project, held: _Held) -> bool:
    """Whether an event gave the issue this very place, or one that it may be said to be."""
    places = []
    for event in project.journal.of_entity(held.there.issue_id, "issue"):
        fields = (event.body or {}).get("fields")
        if isinstance(fields, dict):
            places.append(place_of(fields.get, project.media))
    known = [place for place in places if place is not None]
    found = apart(known, [held.place] * len(known))
    return bool((~found.elsewhere).any())


def _numbers(project: Project, ids: Collection[str]) -> dict[str, str]:
    out: dict[str, str] = defaultdict(str)
    wanted = sorted(ids)
    for start in range(0, len(wanted), _AT_ONCE):
        part = wanted[start : start + _AT_ONCE]
        sql = (
            "SELECT id, coalesce(issue_no, clue_no, id) FROM issue "
            f"WHERE id IN ({','.join('?' * len(part))})"
        )
        out |= dict(ledger_store.tuples(project, sql, part))
    return out
