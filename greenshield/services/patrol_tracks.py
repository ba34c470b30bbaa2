"""Which tracks were walked for a patrol: proposed, named by a person, and taken away again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from greenshield.domain import patrols as rules
from greenshield.domain.alike import names_like
from greenshield.domain.errors import Problem, UsageError
from greenshield.domain.state import EntityState
from greenshield.geo import codec, coverage
from greenshield.project.changes import Changes
from greenshield.project.project import Project
from greenshield.services import patrol_list, patrol_walks, patrols, track_import
from greenshield.services.patrol_walks import Days
from greenshield.services.progress import SILENT, Progress
from greenshield.services.session import Session

_PART: Final = 4  # characters of an id or hash that may stand for the whole
_TIMED: Final = """
SELECT t.id, t.name, t.sha256, t.started_at, t.ended_at, t.patrols, t.geom FROM track t
WHERE NOT t.void AND t.geom IS NOT NULL AND t.started_at IS NOT NULL
ORDER BY t.started_at, t.id
"""


@dataclass(frozen=True, slots=True)
class Linked:
    """What became of the tracks that were named.

    Attributes:
        patrol: its id.
        tracks: ids of the tracks that were named.
        changed: how many were not so before.
        problems: of files that were brought in.
        changes: for whoever shows them.
    """

    patrol: str
    tracks: tuple[str, ...]
    changed: int
    problems: tuple[Problem, ...]
    changes: Changes


@dataclass(frozen=True, slots=True)
class Offer:
    """A track that may have been walked for a patrol.

    Attributes:
        track: its id.
        name: what people call it.
        started_at: when, ISO 8601 UTC.
        ended_at: likewise.
        mine: one of the patrol's inspectors brought it in.
        share: of the route that it covers alone, 0 to 1; None where no route is planned.
    """

    track: str
    name: str
    started_at: str
    ended_at: str
    mine: bool
    share: float | None


def link(
    session: Session,
    word: str,
    given: Sequence[str],
    *,
    remove: bool = False,
    progress: Progress = SILENT,
) -> Linked:
    """Says that tracks were walked for a patrol, or that they were not.

    The tracks say so themselves, each its own: two people who come home on one evening name
    different tracks and meet no conflict.

    Args:
        session: who acts, where.
        word: which patrol.
        given: ids, hashes, the beginnings of these, or names; and files, which are imported as by
            ``track_import``.
        remove: takes them away.
        progress: of the import.

    Raises:
        UsageError: no such patrol or track; ``patrol_is_void``; ``patrol_track_refused``: a file
            is no track; ``patrol_track_elsewhere``: it is another county's.
        SurroundingsError: as ``track_import.import_tracks``.
    """
    project = session.project
    patrol = patrols.standing(project, word)
    county = patrol.entity_id.partition(":")[0]
    tracks, problems = _named(session, given, county, files=not remove, progress=progress)
    for track_id in tracks:
        if track_id.partition(":")[0] != county:
            raise UsageError("patrol_track_elsewhere", track=track_id, patrol=word)
    changed = 0
    with project.action(session.who.actor_id) as action:
        for track_id in tracks:
            state = action.state("track", track_id)
            named = _patrols_of(state)
            if (patrol.entity_id in named) != remove:
                continue
            kept = [one for one in named if one != patrol.entity_id]
            now = kept if remove else [*kept, patrol.entity_id]
            action.set_fields("track", track_id, {"patrols": now})
            changed += 1
    return Linked(patrol.entity_id, tracks, changed, problems, action.changes)


def offers(project: Project, patrol_id: str) -> list[Offer]:
    """The tracks of a patrol's days that don't name it, the likeliest first.

    What covers most of the route comes first, then what an inspector of it brought in; a track
    that covers nothing of a planned route is none, unless an inspector's.

    Args:
        project: where.
        patrol_id: which.
    """
    plan = project.rows("SELECT * FROM patrol WHERE id = ?", patrol_id)[0]
    state = project.state("patrol", patrol_id)
    sent = state.get("inspectors") if state is not None else None
    there = set(patrol_list.tracks_of(project, [patrol_id]).get(patrol_id, ()))
    route = None if plan["geom"] is None else codec.decode(plan["geom"])
    corridor, days = plan["corridor_m"] or rules.CORRIDOR_M, Days.of(plan)
    out = []
    for row in project.rows(_TIMED):
        same = row["id"].partition(":")[0] == patrol_id.partition(":")[0]
        if row["id"] in there or not same or not days.touch(row):
            continue
        share = None
        if route is not None:
            walked, _ = patrol_walks.walked(project, row, days)
            share = coverage.of_route(route, [walked], corridor).share
        mine = bool(_importers(project, row["id"]) & set(sent if isinstance(sent, list) else ()))
        if mine or share is None or share > 0:
            out.append(Offer(row["id"], str(row["name"] or ""), str(row["started_at"]),
                             str(row["ended_at"] or ""), mine, share))  # fmt: skip
    return sorted(out, key=lambda o: (-(o.share or 0.0), not o.mine, o.started_at, o.track))


def _named(
    session: Session, given: Sequence[str], county: str, *, files: bool, progress: Progress
) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    found: list[str] = []
    problems: list[Problem] = []
    known = _all(session.project)
    for word in given:
        hits = _called(known, word)
        if not hits and files and Path(word).is_file():
            done = track_import.import_tracks(session, [Path(word)], progress, county=county)
            if len(done.tracks) != 1:
                why = done.problems[0].code if done.problems else ""
                raise UsageError("patrol_track_refused", file=Path(word).name, why=why)
            problems += done.problems
            hits = done.tracks
        if len(hits) != 1:
            if hits:
                raise UsageError("patrol_track_ambiguous", track=word, listed=", ".join(hits[:10]))
            like = names_like(word, (str(row["name"] or "") for row in known))
            raise UsageError("patrol_track_unknown", track=word, meant=", ".join(like))
        found += hits
    return tuple(dict.fromkeys(found)), tuple(replace(p, fatal=False) for p in problems)


def _all(project: Project) -> list[dict[str, Any]]:
    return project.rows("SELECT id, name, sha256 FROM track WHERE NOT void ORDER BY id")


def _called(rows: Sequence[dict[str, Any]], word: str) -> list[str]:
    exact = [str(r["id"]) for r in rows if word in (r["id"], r["sha256"])]
    named = exact or [str(r["id"]) for r in rows if r["name"] == word]
    if named or len(word) < _PART:
        return named
    return [
        str(r["id"])
        for r in rows
        if str(r["id"]).endswith(word) or str(r["sha256"] or "").startswith(word.lower())
    ]


def _patrols_of(state: EntityState | None) -> list[str]:
    raw = None if state is None else state.get("patrols")
    return [one for one in raw if isinstance(one, str)] if isinstance(raw, list) else []


def _importers(project: Project, track_id: str) -> set[str]:
    state = project.state("track", track_id)
    return set() if state is None else {origin.actor for origin in state.origins}
