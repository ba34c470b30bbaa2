"""Places photos by hand, many at once, and brings back where they stood before.

Only a position that the photo's own events hold comes back, so nobody makes a claimed position
pass as measured by an undo.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from greenshield.domain.errors import UsageError
from greenshield.domain.state import EntityState
from greenshield.project.changes import Changes
from greenshield.project.project import Project
from greenshield.services import tagging
from greenshield.services.session import Session

_PLACE: Final = ("lon", "lat", "position_source", "position_error_m")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a photo stands: degrees EPSG:4490, by what, how far off; all None for nowhere."""

    lon: float | None = None
    lat: float | None = None
    position_source: str | None = None
    position_error_m: float | None = None

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Place:
        """Out of a photo's fields."""
        return cls(*(values.get(name) for name in _PLACE))

    def fields(self) -> dict[str, Any]:
        """As a photo's fields."""
        return {name: getattr(self, name) for name in _PLACE}


@dataclass(frozen=True, slots=True)
class Placed:
    """What a placing changed.

    Attributes:
        before: photo -> where it stood.
        changes: for whoever shows them.
    """

    before: dict[str, Place]
    changes: Changes


def place_all(session: Session, photos: Sequence[str], *, lon: str, lat: str) -> Placed:
    """Says by hand where photos were taken, all at one place, as ``tagging.place`` does one.

    Args:
        session: who acts, where.
        photos: unique beginnings of their SHA-256.
        lon: degrees EPSG:4490, as typed.
        lat: likewise.

    Raises:
        UsageError: an unknown photo, none at all, or no position on Earth.
        RefusedError: a move in force relied on the position of one of them; none is placed.
    """
    project = session.project
    states = [tagging.photo_state(project, p) for p in dict.fromkeys(photos)]
    if not states:
        raise UsageError("photo_needed")
    values = tagging.hand_place(lon, lat)
    return _set(session, [(state, values) for state in states])


def put_back(session: Session, before: Mapping[str, Place]) -> Placed:
    """Brings photos back to where they stood at some time.

    Args:
        session: who acts, where.
        before: photo -> where it stood, as :class:`Placed` told it.

    Raises:
        UsageError: an unknown photo, or one that never stood there.
        RefusedError: a move in force relied on a position.
    """
    wanted = []
    for photo, place in before.items():
        state = tagging.photo_state(session.project, photo)
        if place not in places(session.project, state):
            raise UsageError("photo_never_there", photo=photo[:12])
        wanted.append((state, place.fields()))
    return _set(session, wanted)


def before_last(project: Project, photo: str) -> Place:
    """Where a photo stood before its last change of place.

    Raises:
        UsageError: an unknown photo, or one that was never moved.
    """
    found = places(project, tagging.photo_state(project, photo))
    if len(found) < 2:
        raise UsageError("photo_never_moved", photo=photo[:12])
    return found[-2]


def places(project: Project, photo: EntityState) -> list[Place]:
    """Where a photo stood, first to last, out of its events; no two neighbours are alike."""
    now: dict[str, Any] = {}
    out: list[Place] = []
    for event in sorted(project.journal.of_entity(photo.entity_id, "photo"), key=lambda e: e.order):
        body = event.body or {}
        if event.header.kind not in ("created", "fields_set") or "record" in body:
            continue
        now |= {name: v for name, v in body["fields"].items() if name in _PLACE}
        place = Place.of(now)
        if not out or out[-1] != place:
            out.append(place)
    return out


def _set(session: Session, wanted: Sequence[tuple[EntityState, Mapping[str, Any]]]) -> Placed:
    project = session.project
    before = {}
    for state, values in wanted:
        tagging.refuse_locked(project, state, values)
        before[str(state.get("sha256"))] = Place(*(state.get(name) for name in _PLACE))
    with project.action(session.who.actor_id) as action:
        for state, values in wanted:
            action.set_fields("photo", state.entity_id, values)
    return Placed(before, action.changes)
