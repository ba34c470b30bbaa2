"""Places photos, many at once, and brings back where they stood before.

Only a position that the photo's own events hold comes back, so nobody makes a claimed position
pass as measured by an undo.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from greenshield.domain.errors import UsageError
from greenshield.domain.state import EntityState
from greenshield.project.changes import Changes
from greenshield.project.project import Project
from greenshield.services import photo_direction, tagging
from greenshield.services.photo_facts import warning_code
from greenshield.services.photo_said import said
from greenshield.services.progress import SILENT, Progress
from greenshield.services.session import Session

_STEP: Final = 200
_BY_TRACK: Final = "track"

# A magnetic azimuth is turned by the place, so the direction comes and goes with it.
_PLACE: Final = (
    "lon", "lat", "position_source", "position_error_m", "datum", *photo_direction.NAMES
)  # fmt: skip
# Remarks that speak of how a photo came to its place: they come and go with it.
OF_PLACE: Final = frozenset(
    ("photo_placed_by_track", "photo_clock_offset", "photo_clock_moves_day", "photo_datum_shifted")
)
Wanted = tuple[EntityState, Mapping[str, Any], Sequence[Any]]  # photo, fields, remarks of its place


@dataclass(frozen=True, slots=True)
class Place:
    """Where a photo stands: degrees EPSG:4490, by what, how far off, and which way it looks.

    All None for nowhere; the direction is that of ``photo_direction``.

    Attributes:
        datum: what the position was in, where the file or a person told it.
        told: remarks on how it came there, each as JSON.
    """

    lon: float | None = None
    lat: float | None = None
    position_source: str | None = None
    position_error_m: float | None = None
    datum: str | None = None
    azimuth_true_deg: float | None = None
    azimuth_source: str | None = None
    declination_deg: float | None = None
    declination_model: str | None = None
    told: tuple[str, ...] = ()

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Place:
        """Out of a photo's fields."""
        remarks = values.get("warnings")
        found = remarks if isinstance(remarks, list) else []
        told = tuple(json.dumps(w, sort_keys=True) for w in found if warning_code(w) in OF_PLACE)
        known: dict[str, Any] = {name: values.get(name) for name in _PLACE}
        return cls(**known, told=told)

    def fields(self) -> dict[str, Any]:
        """As a photo's fields, without the direction and the remarks."""
        return {name: getattr(self, name) for name in _PLACE if name not in photo_direction.NAMES}


@dataclass(frozen=True, slots=True)
class Placed:
    """What a placing changed.

    Attributes:
        before: photo -> where it stood.
        changes: for whoever shows them.
    """

    before: dict[str, Place]
    changes: Changes


def place_all(
    session: Session, photos: Sequence[str], *, lon: str, lat: str, progress: Progress = SILENT
) -> Placed:
    """Says by hand where photos were taken, all at one place. It never passes as measured.

    Args:
        session: who acts, where.
        photos: unique beginnings of their SHA-256.
        lon: degrees EPSG:4490, as typed.
        lat: likewise.
        progress: told now and then; may stop it, and nothing is written then.

    Raises:
        UsageError: an unknown photo, none at all, or no position on Earth.
        RefusedError: a move in force relied on the position of one of them; none is placed.
    """
    project = session.project
    wished = dict.fromkeys(photos)
    states = [tagging.photo_state(project, p) for p in _each(wished, progress)]
    if not states:
        raise UsageError("photo_needed")
    values = tagging.hand_place(lon, lat)
    wanted = [(state, tagging.with_direction(state, values), ()) for state in states]
    return set_places(session, wanted, progress)


def put_back(session: Session, before: Mapping[str, Place], progress: Progress = SILENT) -> Placed:
    """Brings photos back to where they stood at some time.

    Args:
        session: who acts, where.
        before: photo -> where it stood, as :class:`Placed` told it.
        progress: told now and then; may stop it, and nothing is written then.

    Raises:
        UsageError: an unknown photo, or one that never stood there.
        RefusedError: a move in force relied on a position.
    """
    wanted = []
    for photo in _each(before, progress):
        place = before[photo]
        state = tagging.photo_state(session.project, photo)
        stood = {_spot(one) for one in places(session.project, state)}
        if _spot(place) not in stood:
            raise UsageError("photo_never_there", photo=photo[:12])
        fields = tagging.with_direction(state, place.fields())
        wanted.append((state, fields, [json.loads(one) for one in place.told]))
    return set_places(session, wanted, progress)


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
    """Where a photo stood, first to last, out of its events; no two neighbours are one place.

    Its direction is the last that it had there: a time that was said later turned it anew. One
    that came in with a place by a track stood nowhere before that.
    """
    out: list[Place] = []
    for now in said(project, photo, (*_PLACE, "warnings")):
        place = Place.of(now)
        if out and _spot(out[-1]) == _spot(place):
            out[-1] = place
        else:
            out.append(place)
    if out and out[0].position_source == _BY_TRACK:
        nowhere = replace(out[0], lon=None, lat=None, position_source=None)
        out.insert(0, replace(nowhere, position_error_m=None, told=()))
    return out


def _spot(place: Place) -> Place:
    """A place without the direction, which depends on the day too."""
    bare: dict[str, Any] = dict.fromkeys(photo_direction.NAMES)
    return replace(place, **bare)


def set_places(session: Session, wanted: Sequence[Wanted], progress: Progress = SILENT) -> Placed:
    """Writes places, all of them or none.

    Args:
        session: who acts, where.
        wanted: of each photo its fields, and the remarks on how it came to its place, which
            replace those that spoke of the last one.
        progress: told now and then; may stop it, and nothing is written then.

    Raises:
        RefusedError: a move in force relied on a position.
    """
    project = session.project
    before, reliance = {}, tagging.Reliance(project)
    for state, values, _ in wanted:
        reliance.refuse(state, values)
        before[str(state.get("sha256"))] = Place.of({n: f.value for n, f in state.fields.items()})
    with project.action(session.who.actor_id) as action:
        for done, (state, values, told) in enumerate(wanted, start=1):
            fields = {**values, **_remarks(state, told)}
            action.set_fields("photo", state.entity_id, fields)
            if done % _STEP == 0:
                progress.step("placing_photos", done, len(wanted))
    return Placed(before, action.changes)


def _each(photos: Collection[str], progress: Progress) -> Iterator[str]:
    """Photos that are read before any is written; it can be stopped meanwhile."""
    for done, photo in enumerate(photos):
        if done % _STEP == 0:
            progress.step("placing_photos", 0, len(photos))
        yield photo


def _remarks(photo: EntityState, told: Sequence[Any]) -> dict[str, Any]:
    """The field of a photo's remarks, where those of its place differ."""
    found = photo.get("warnings")
    now = found if isinstance(found, list) else []
    new = [w for w in now if warning_code(w) not in OF_PLACE] + list(told)
    return {"warnings": new} if new != now else {}
