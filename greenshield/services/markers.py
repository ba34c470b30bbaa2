"""What people do with boundary markers: correct one, inspect it with photos, void it.

An inspection is an entity of its own beside the marker: two people who visit one marker on one day,
each offline, leave two inspections and no conflict.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from greenshield import reference
from greenshield.domain import fields
from greenshield.domain.errors import Problem, UsageError
from greenshield.domain.roles import LIST_ROLES
from greenshield.domain.state import EntityState
from greenshield.geo import ellipsoid
from greenshield.log.scopes import entity_id
from greenshield.project import identity
from greenshield.project.action import Action
from greenshield.project.changes import Changes
from greenshield.project.project import Project
from greenshield.services import calendar, lookup, marker_list, photo_import
from greenshield.services.area_import import need_role
from greenshield.services.progress import SILENT, Progress
from greenshield.services.session import Session
from greenshield.services.voidings import voided_on

FAR_M: Final = 100.0
"""A photo that was taken farther off is told of: it may show another marker. No rule sets it."""
_KEPT: Final = frozenset(("number", "lon", "lat"))  # never emptied
_FIXED: Final = frozenset(("source_file", "source_sha256"))


@dataclass(frozen=True, slots=True)
class Inspected:
    """An inspection that was put on record.

    Attributes:
        check_id: its id.
        photos: hashes, in the order given.
        problems: remarks on photos.
        doubts: remarks on the day.
        changes: the inspection, and the photos that were taken in for it.
    """

    check_id: str
    photos: tuple[str, ...]
    problems: tuple[Problem, ...]
    doubts: tuple[Problem, ...]
    changes: Changes


def set_fields(session: Session, word: str, given: Mapping[str, object]) -> tuple[str, Changes]:
    """Corrects fields of a marker; its id.

    Args:
        session: who acts, where.
        word: which marker.
        given: field -> value as typed; the field by its id or name.

    Raises:
        RefusedError: who acts may not.
        UsageError: no such marker or field; a value that it does not take; ``marker_field_kept``.
    """
    need_role(session.who, LIST_ROLES)
    project = session.project
    marker_id = marker_list.find(project, word)
    named = dict(fields.by_ids("marker", given))
    if not named:
        raise UsageError("marker_nothing_given")
    if isinstance(named.get("area_id"), str) and named["area_id"]:
        found = lookup.area_id(project, str(named["area_id"]))
        if found is None:
            raise UsageError("area_unknown", area=named["area_id"])
        named["area_id"] = found
    values = fields.check_all("marker", named, reference.code_tables())
    for name, value in values.items():
        if name in _FIXED or (name in _KEPT and value is None):
            raise UsageError("marker_field_kept", field=name)
    with project.action(session.who.actor_id) as action:
        action.set_fields("marker", marker_id, values)
    return marker_id, action.changes


def inspect(
    session: Session,
    word: str,
    *,
    condition: str,
    day: str,
    photos: Sequence[str] = (),
    remark: str = "",
    progress: Progress = SILENT,
) -> Inspected:
    """Puts on record that somebody saw a marker.

    Args:
        session: who inspected, where.
        word: which marker.
        condition: a code or word of ``marker_condition``.
        day: ISO.
        photos: files, which the project's photos take in, and beginnings of hashes of photos that
            it has.
        remark: in words.
        progress: of the photos' import.

    Raises:
        UsageError: no such marker, condition or photo; ``marker_is_void``;
            ``marker_photo_refused``: a file is no photo. Nothing is on record then.
        SurroundingsError: as ``photo_import.import_photos``.
    """
    project = session.project
    marker_id = marker_list.find(project, word)
    state = project.state("marker", marker_id)
    if state is None or state.void:
        raise UsageError("marker_is_void", number=word, on=voided_on(project, "marker", marker_id))
    values = fields.check_all(
        "marker_check",
        {"marker_id": marker_id, "checked_on": day, "condition": condition, "remark": remark},
        reference.code_tables(),
    )
    for name, code in (
        ("condition", "marker_condition_needed"),
        ("checked_on", "marker_day_needed"),
    ):
        if values[name] is None:
            raise UsageError(code)
    hashes, of_photos = _taken(session, photos, progress)
    values |= {"photos": list(hashes), "inspector": session.who.actor_id}
    check_id = entity_id(marker_id.partition(":")[0], identity.fresh())
    with project.action(session.who.actor_id) as action:
        action.create(
            "marker_check", check_id, {n: v for n, v in values.items() if v not in (None, [])}
        )
    changes = replace(
        action.changes,
        created=_joined(of_photos.created, action.changes.created),
        changed=_joined(of_photos.changed, action.changes.changed),
    )
    far = tuple(_far(project, state, hashes))
    return Inspected(
        check_id, hashes, far, tuple(_doubts(state, str(values["checked_on"]))), changes
    )


def void(
    session: Session, word: str, *, reason: str, check: str = "", restore: bool = False
) -> tuple[str, Changes]:
    """Takes a marker, or one inspection of it, out of the lists, or puts it back; its id.

    Args:
        session: who acts, where.
        word: which marker.
        reason: in words.
        check: the end of an inspection's id, where it is that one and not the marker.
        restore: puts it back.

    Raises:
        RefusedError: who acts may not.
        UsageError: no such marker or inspection, no reason, ``marker_stands``.
    """
    need_role(session.who, LIST_ROLES)
    project = session.project
    marker_id = marker_list.find(project, word)
    if not reason.strip():
        raise UsageError("void_reason_needed")
    kind, one = ("marker_check", _check(project, marker_id, check)) if check else (
        "marker", marker_id
    )  # fmt: skip
    with project.action(session.who.actor_id) as action:
        state = action.state(kind, one)
        if state is None or state.void != restore:
            raise UsageError("marker_stands", marker=word)
        _void(project, action, state, reason.strip()[:2000], restore=restore)
    return one, action.changes


def _void(
    project: Project, action: Action, state: EntityState, reason: str, *, restore: bool
) -> None:
    """Names every write and voiding that is known, so that none counts as unseen."""
    events = project.journal.of_entity(state.entity_id, state.entity_type)
    saw = sorted(e.event_id for e in events if e.header.kind in ("created", "fields_set", "voided"))
    body: dict[str, Any] = {"saw": saw, "reason": reason}
    action.emit(
        "voided", state.entity_type, state.entity_id, body | ({"restore": True} if restore else {})
    )


def _check(project: Project, marker_id: str, word: str) -> str:
    rows = project.rows("SELECT id FROM marker_check WHERE marker_id = ?", marker_id)
    found = [str(r["id"]) for r in rows if len(word) >= 4 and str(r["id"]).endswith(word)]
    if len(found) != 1:
        raise UsageError("marker_check_unknown", given=word)
    return found[0]


def _taken(
    session: Session, photos: Sequence[str], progress: Progress
) -> tuple[tuple[str, ...], Changes]:
    """The hashes of photos: of those that the project has, and of files it takes in now."""
    project, changes = session.project, Changes()
    files = [each for each in photos if Path(each).exists()]
    known = {each: lookup.photo_sha256(project, each) for each in photos if each not in files}
    if any(Path(each).is_dir() for each in files):
        raise UsageError("marker_photo_refused", file=next(e for e in files if Path(e).is_dir()))
    for each in files:
        done = photo_import.import_photos(session, [Path(each)], progress=progress)
        if len(done.photos) != 1:
            raise UsageError("marker_photo_refused", file=each)
        known[each] = done.photos[0]
        here = photo_import.all_changes(done)
        created, changed = (
            _joined(changes.created, here.created), _joined(changes.changed, here.changed),
        )  # fmt: skip
        changes = Changes(here.action_id, created, changed)
    return tuple(dict.fromkeys(known[each] for each in photos)), changes


def _joined(
    one: Mapping[str, tuple[str, ...]], other: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    kinds = dict.fromkeys((*one, *other))
    return {kind: (*one.get(kind, ()), *other.get(kind, ())) for kind in kinds}


def _far(project: Project, marker: EntityState, hashes: Sequence[str]) -> list[Problem]:
    """A remark on each photo that was taken far from the marker."""
    here = _place(marker)
    out = []
    for sha256 in hashes:
        photo = project.photo(sha256, marker.scope)
        there = None if photo is None else _place(photo)
        if here is None or there is None:
            continue
        metres = float(ellipsoid.geod().inv(*here, *there)[2])
        if metres > FAR_M:
            params = {"photo": sha256[:12], "metres": round(metres)}
            told = Problem("marker_photo_far", params=params, fatal=False)
            out.append(replace(told, file=sha256[:12]))
    return out


def _doubts(marker: EntityState, day: str) -> list[Problem]:
    """Remarks on a day that lies ahead, or before the marker was set up."""
    number, today = marker.get("number") or "", calendar.today()
    out = []
    if day > today:
        params = {"number": number, "on": day, "today": today}
        out.append(Problem("marker_checked_ahead", params=params, fatal=False))
    since = marker.get("set_on")
    # It may be a year or a month alone.
    if isinstance(since, str) and since and day[: len(since)] < since:
        params = {"number": number, "on": day, "since": since}
        out.append(Problem("marker_checked_before", params=params, fatal=False))
    return out


def _place(state: EntityState) -> tuple[float, float] | None:
    lon, lat = state.get("lon"), state.get("lat")
    known = all(isinstance(v, int | float) and not isinstance(v, bool) for v in (lon, lat))
    return (float(lon), float(lat)) if known else None
