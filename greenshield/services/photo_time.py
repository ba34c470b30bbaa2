"""Says by hand when photos were taken, and brings back what was said before.

A time that a person typed never passes as measured, and what the file says stays in the photo's
events: only that comes back by an undo, so nobody makes a typed time pass as the camera's.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from greenshield import reference
from greenshield.domain import dates
from greenshield.domain.errors import UsageError
from greenshield.domain.fields import parse
from greenshield.domain.state import EntityState
from greenshield.project.changes import Changes
from greenshield.project.project import Project
from greenshield.services import calendar, photo_direction, tagging
from greenshield.services.photo_facts import remarks_in, warning_code
from greenshield.services.photo_proven import FUTURE
from greenshield.services.photo_said import said
from greenshield.services.session import Session

_TIME: Final = ("taken_at", "taken_at_offset", "taken_at_source")
# Remarks that speak of the time that stands: they come and go with it.
OF_TIME: Final = frozenset((FUTURE, "photo_time_from_name"))
HAND: Final = "hand"


@dataclass(frozen=True, slots=True)
class Taken:
    """When a photo was taken, as its fields have it; all None where nothing tells.

    Attributes:
        told: remarks on that time, each as JSON.
    """

    taken_at: str | None = None
    taken_at_offset: str | None = None
    taken_at_source: str | None = None
    told: tuple[str, ...] = ()

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Taken:
        """Out of a photo's fields."""
        found = [w for w in remarks_in(values) if warning_code(w) in OF_TIME]
        told = tuple(json.dumps(w, sort_keys=True) for w in found)
        known: dict[str, Any] = {name: values.get(name) for name in _TIME}
        return cls(**known, told=told)

    def fields(self) -> dict[str, Any]:
        """As a photo's fields."""
        return {name: getattr(self, name) for name in _TIME}


@dataclass(frozen=True, slots=True)
class Timed:
    """What a change of times did.

    Attributes:
        before: photo -> what was said before.
        changes: for whoever shows them.
    """

    before: dict[str, Taken]
    changes: Changes


def set_time(session: Session, photos: Sequence[str], moment: str) -> Timed:
    """Says by hand when photos were taken, all at one moment. It never passes as measured.

    Args:
        session: who acts, where.
        photos: unique beginnings of their SHA-256.
        moment: day and time as typed, Chinese time unless it has an offset.

    Raises:
        UsageError: an unknown photo, none at all, no moment, or one that is to come.
        RefusedError: a move in force relied on the time of one of them; none is changed.
    """
    states = [tagging.photo_state(session.project, p) for p in dict.fromkeys(photos)]
    if not states:
        raise UsageError("photo_needed")
    typed = moment.strip().replace("：", ":")
    if dates.parse_moment(typed) is None:
        raise UsageError("photo_time_malformed", given=moment)
    read = parse("photo", "taken_at", typed, reference.code_tables())
    local = dates.china_time(read)
    if local[:10] > calendar.today():
        raise UsageError("photo_time_ahead", given=moment)
    taken = Taken(local, None, HAND)
    return _set(session, [(state, taken) for state in states])


def put_back(session: Session, before: Mapping[str, Taken]) -> Timed:
    """Brings back what was said of photos at some time, as :class:`Timed` told it.

    Raises:
        UsageError: an unknown photo, or a time that was never said of it.
        RefusedError: a move in force relied on a time.
    """
    wanted = []
    for photo, taken in before.items():
        state = tagging.photo_state(session.project, photo)
        if taken not in times(session.project, state):
            raise UsageError("photo_never_then", photo=photo[:12])
        wanted.append((state, taken))
    return _set(session, wanted)


def before_last(project: Project, photo: str) -> Taken:
    """What was said of a photo before the last change of its time.

    Raises:
        UsageError: an unknown photo, or one whose time was never changed.
    """
    found = times(project, tagging.photo_state(project, photo))
    if len(found) < 2:
        raise UsageError("photo_time_never_changed", photo=photo[:12])
    return found[-2]


def times(project: Project, photo: EntityState) -> list[Taken]:
    """What was said of a photo's time, first to last; no two neighbours are alike."""
    out: list[Taken] = []
    for now in said(project, photo, (*_TIME, "warnings")):
        taken = Taken.of(now)
        if not out or out[-1] != taken:
            out.append(taken)
    return out


def _set(session: Session, wanted: Sequence[tuple[EntityState, Taken]]) -> Timed:
    project = session.project
    before, reliance = {}, tagging.Reliance(project)
    for state, taken in wanted:
        values = _with_direction(state, taken)
        reliance.refuse(state, values)
        before[str(state.get("sha256"))] = Taken.of(_values(state))
    with project.action(session.who.actor_id) as action:
        for state, taken in wanted:
            action.set_fields("photo", state.entity_id, _with_direction(state, taken))
    return Timed(before, action.changes)


def _with_direction(photo: EntityState, taken: Taken) -> dict[str, Any]:
    """A time's fields with its remarks, and with what its day changes of a magnetic direction."""
    fields = _values(photo)
    now = remarks_in(fields)
    kept = [w for w in now if warning_code(w) not in OF_TIME]
    new = kept + [json.loads(one) for one in taken.told]
    remarks = {"warnings": new} if new != now else {}
    return taken.fields() | remarks | photo_direction.retimed(fields, taken.fields())


def _values(photo: EntityState) -> dict[str, Any]:
    return {name: f.value for name, f in photo.fields.items()}
