"""What the patrols room asks of the worker.

Services are imported inside the functions: the window imports this file too, and must not wait
for libraries that only the worker needs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from greenshield.project.changes import Changes
from ui.map.shown import Shown
from ui.tasks.work import Outcome, Work

GUEST = "patrol"
ROUTE, GAP = "route", "gap"
STYLES = (ROUTE, GAP)
Remark = tuple[str, dict[str, Any]]
_Ids = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Line:
    """A patrol in the list; ``values`` are what its form begins with, as typed."""

    id: str
    name: str
    state: str
    planned_from: str
    planned_to: str
    area: str
    campaign: str
    inspectors: tuple[str, ...]
    tracks: int
    finds: int
    has_route: bool
    void: bool = False
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Covered:
    """How a patrol was walked.

    Attributes:
        share: of its route, 0 to 1; None without one.
        seen: of its area.
        length_m: walked, all tracks together.
        gaps: how many stretches of the route are left.
        gaps_m: how long they are together.
    """

    share: float | None
    seen: float | None
    length_m: float
    gaps: int
    gaps_m: float


@dataclass(frozen=True, slots=True)
class TrackLine:
    """A track that was walked for a patrol, or may have been: its share of the route, or None."""

    id: str
    name: str
    started_at: str
    linked: bool
    mine: bool = False
    share: float | None = None


def lines(work: Work, voided: bool) -> tuple[Line, ...]:
    """The patrols as they stand today, by their first day."""
    from greenshield.services import calendar, patrol_list

    found = patrol_list.items(work.project, as_of=calendar.today(), voided=voided)
    return tuple(
        Line(
            one["id"], str(one["name"] or ""), one["state"], str(one["planned_from"] or ""),
            str(one["planned_to"] or ""), str(one["area"] or ""), str(one["campaign"] or ""),
            tuple(one["inspector_names"]), one["tracks"], one["finds"], one["has_route"], voided,
            _values(one),
        )
        for one in found
    )  # fmt: skip


def _values(one: Mapping[str, Any]) -> dict[str, Any]:
    plain = ("name", "campaign_id", "area_id", "planned_from", "planned_to", "corridor_m",
             "done_on", "findings", "remark")  # fmt: skip
    return {n: one[n] for n in plain if one[n]} | {"inspectors": list(one["inspector_names"])}


def covered(work: Work, patrols: Sequence[str]) -> dict[str, Covered]:
    """How patrols were walked, by id."""
    from greenshield.services import patrol_coverage

    found = patrol_coverage.many(work.project, patrols, seen=True, progress=work.progress)
    return {
        patrol: Covered(
            one.share, one.seen_share, one.length_m,
            0 if one.route is None else len(one.route.gaps),
            0.0 if one.route is None else sum(gap.length_m for gap in one.route.gaps),
        )
        for patrol, one in found.items()
    }  # fmt: skip


def on_map(work: Work, patrol: str) -> tuple[Shown, ...]:
    """The route of a patrol and what nobody walked of it, as sheets of the guest ``GUEST``."""
    import numpy as np

    from greenshield.geo import codec
    from greenshield.services import patrol_coverage
    from ui.map import calls_guests

    row = work.project.rows("SELECT name, geom FROM patrol WHERE id = ?", patrol)[0]
    walked = patrol_coverage.of(work.project, patrol, seen=False)
    if row["geom"] is None or walked.route is None:
        return ()
    gaps = walked.route.gaps
    shapes = np.empty(1 + len(gaps), dtype=object)
    shapes[:] = [codec.decode(row["geom"]), *(gap.line for gap in gaps)]
    ids = ["route", *(f"gap {n}" for n in range(1, len(gaps) + 1))]
    labels = [str(row["name"] or ""), *("" for _ in gaps)]
    style = [STYLES.index(ROUTE), *(STYLES.index(GAP) for _ in gaps)]
    return calls_guests.sheets(GUEST, shapes, ids, labels=labels, styles=STYLES, style=style)


def save_gaps(work: Work, patrol: str, out: Path, lang: str) -> int:
    """Writes the stretches that nobody walked for a phone or a GIS; how many there are."""
    from greenshield.services import patrol_coverage, patrol_gaps_out

    route = patrol_coverage.of(work.project, patrol, seen=False).route
    gaps = () if route is None else route.gaps
    patrol_gaps_out.write(gaps, out, lang)
    return len(gaps)


def choices(work: Work) -> dict[str, list[tuple[str, str]]]:
    """What fields may name: areas and campaigns by id, and who can be sent."""
    from greenshield.services import campaigns, lookup, people

    able = [a for a in people.everyone(work.project) if a.active and "inspector" in a.roles]
    return {
        "area_id": list(lookup.areas(work.project)),
        "campaign_id": list(campaigns.names(work.project)),
        "inspectors": [(a.name, a.name) for a in able],
    }


def plan(work: Work, given: Mapping[str, str], every: str, times: int) -> Outcome:
    """Plans a patrol once or several times; ids, and remarks on its route."""
    from greenshield.services import patrols

    made = patrols.add(work.session, given, every=every, times=times)
    return Outcome((made.patrols, _remarks(made.problems)), made.changes)


def change(work: Work, patrol: str, given: Mapping[str, str]) -> Outcome:
    """Corrects a patrol, or says that it is done; ids, and remarks."""
    from greenshield.services import patrols

    made = patrols.set_fields(work.session, patrol, given)
    return Outcome((made.patrols, _remarks(made.problems)), made.changes)


def void(work: Work, patrol: str, reason: str, restore: bool) -> Outcome:
    """Takes a patrol out of the list, or puts it back."""
    from greenshield.services import patrols

    found, changes = patrols.void(work.session, patrol, reason=reason, restore=restore)
    return Outcome(found, changes)


def tracks(work: Work, patrol: str) -> tuple[TrackLine, ...]:
    """The tracks of a patrol, then those that may be, the likeliest first."""
    import json

    from greenshield.services import patrol_list, patrol_tracks

    there = patrol_list.tracks_of(work.project, [patrol]).get(patrol, [])
    sql = "SELECT id, name, started_at FROM track WHERE id IN (SELECT value FROM json_each(?))"
    known = {row["id"]: row for row in work.project.rows(sql, json.dumps(there))}
    linked = [
        TrackLine(t, str(known[t]["name"] or ""), str(known[t]["started_at"] or ""), linked=True)
        for t in there
        if t in known
    ]
    offered = [
        TrackLine(o.track, o.name, o.started_at, linked=False, mine=o.mine, share=o.share)
        for o in patrol_tracks.offers(work.project, patrol)
    ]
    return (*linked, *offered)


def link(work: Work, patrol: str, add: Sequence[str], remove: Sequence[str]) -> Outcome:
    """Names tracks for a patrol (ids, and files that are imported), and takes others away.

    How many changed, and remarks on the files.
    """
    from greenshield.services import patrol_tracks

    count, remarks, changes = 0, [], []
    for given, gone in ((add, False), (remove, True)):
        if given:
            done = patrol_tracks.link(
                work.session, patrol, given, remove=gone, progress=work.progress
            )
            count += done.changed
            remarks += _remarks(done.problems)
            changes.append(done.changes)
    return Outcome((count, remarks), _together(changes))


def find(
    work: Work, patrol: str, given: Mapping[str, str], day: str, photos: Sequence[str]
) -> Outcome:
    """Makes a clue of what a patrol found.

    Its id, its number, how many loose photos were taken near it, and remarks.
    """
    from greenshield.services import calendar, patrol_finds
    from greenshield.services.shape_typed import Shapes

    shapes = Shapes()
    made = patrol_finds.find(
        work.session, patrol, given, on=calendar.day(day), photos=photos, shapes=shapes,
        progress=work.progress,
    )  # fmt: skip
    remarks = [*made.remarks, *_remarks((*shapes.remarks, *made.problems))]
    return Outcome((made.issue_id, made.clue_no, len(made.near), remarks), _together(made.changes))


def campaigns(work: Work) -> list[dict[str, Any]]:
    """The campaigns with how their issues stand today."""
    from greenshield.services import calendar, campaign_book

    return campaign_book.items(work.project, as_of=calendar.today())


def keep_campaign(work: Work, campaign: str, given: Mapping[str, str]) -> Outcome:
    """Enters a campaign, or corrects one; its id."""
    from greenshield.services import campaign_book

    if campaign:
        return Outcome(*campaign_book.set_fields(work.session, campaign, given))
    return Outcome(*campaign_book.add(work.session, given))


def _remarks(problems: Sequence[Any]) -> list[Remark]:
    return [(p.code, {"file": p.file, "row": p.row} | dict(p.params)) for p in problems]


def _together(changes: Sequence[Changes]) -> Changes:
    """What several actions of one call changed."""
    out = Changes()
    for one in changes:
        out = Changes(one.action_id or out.action_id, _more(out.created, one.created),
                      _more(out.changed, one.changed))  # fmt: skip
    return out


def _more(old: _Ids, new: _Ids) -> _Ids:
    return {kind: (*old.get(kind, ()), *new.get(kind, ())) for kind in {**old, **new}}
