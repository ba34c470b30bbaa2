"""Reads places typed by hand, accepts a placed photo, and reads the words of ties."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from greenshield import reference
from greenshield.domain import edits
from greenshield.domain.errors import Missing, RefusedError, UsageError
from greenshield.domain.fields import parse
from greenshield.domain.guards.photos import acceptance_key
from greenshield.domain.rulesets import RuleSet
from greenshield.domain.state import EntityState, IssueState
from greenshield.formats.ledger_angles import axis_of, parse_angle
from greenshield.formats.ledger_bad import Bad
from greenshield.project.changes import Changes
from greenshield.project.project import Project
from greenshield.services import lookup, photo_direction, photo_match, rules
from greenshield.services.session import Session
from greenshield.services.ways_back import way_back


def code_of(table: str, word: str) -> str:
    """The code of a table that a word stands for.

    Raises:
        UsageError: none.
    """
    known = reference.code_tables().table(table)
    found = known.find(word)
    if found is None:
        raise UsageError("code_unknown", given=word, known=known.accepted())
    return found.code


def kind_by_distance(project: Project, issue_id: str, sha256: str) -> str:
    """Far where the photo stands farther off than evidence may, near otherwise."""
    away = photo_match.distance_m(project, issue_id, sha256)
    return kind_of_distance(rules.in_force(project), away)


def kind_of_distance(ruleset: RuleSet, away: float | None) -> str:
    """The same, so many metres from the patch; None where either has no place."""
    return "far" if away is not None and away > ruleset.nearness_m else "near"


def hand_place(lon: str, lat: str) -> dict[str, Any]:
    """The fields of a place that was typed, degrees EPSG:4490, or degrees, minutes, seconds.

    Raises:
        UsageError: no position on Earth; ``position_swapped``.
    """
    tables = reference.code_tables()
    if (axis_of(lon), axis_of(lat)) == ("lat", "lon"):
        raise UsageError("position_swapped", lon=lon, lat=lat)
    lon, lat = _plain(lon, "lon"), _plain(lat, "lat")
    if _is_number(lon) and _is_number(lat) and _is_swapped(float(lon), float(lat)):
        raise UsageError("position_swapped", lon=lon, lat=lat)
    values: dict[str, Any] = {
        "lon": parse("photo", "lon", lon, tables),
        "lat": parse("photo", "lat", lat, tables),
        "position_source": "hand",
        "position_error_m": None,  # what the receiver claimed spoke of another place
        "datum": None,
    }
    if values["lon"] is None or values["lat"] is None:
        raise UsageError("position_incomplete")
    return values


def _plain(text: str, axis: str) -> str:
    """What was typed, as decimal degrees where it is degrees, minutes and seconds."""
    if _is_number(text) or axis_of(text) not in (None, axis):
        return text
    found = parse_angle(text)
    return text if isinstance(found, Bad) else f"{found:.9f}"


def _is_swapped(lon: float, lat: float) -> bool:
    """No latitude at all, or a place in the Arctic that lies in China the other way round."""
    in_china = 73 <= lat <= 136 and 3 <= lon <= 54
    return in_china or abs(lat) > 90 >= abs(lon)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def with_direction(photo: EntityState, values: dict[str, Any]) -> dict[str, Any]:
    """A new place's fields with what it changes of the direction in which the photo looks."""
    fields = {name: f.value for name, f in photo.fields.items()}
    return values | photo_direction.moved(fields, values["lon"], values["lat"])


def accept(session: Session, photo: str, *, note: str) -> Changes:
    """A second person's written word that a doubtful photo counts as evidence.

    It speaks of the position and time as they stand: a later change of these makes it void.

    Raises:
        UsageError: an unknown photo, no note, or a photo that has no position.
        RefusedError: who accepts is who placed or imported it, or a move in force relied on
            an acceptance.
    """
    project = session.project
    state = photo_state(project, photo)
    if not note.strip():
        raise UsageError("note_needed")
    if state.get("lon") is None or state.get("lat") is None:
        raise UsageError("photo_not_placed", photo=str(state.get("sha256"))[:12])
    measured = ("lon", "lat", "taken_at", "position_source")
    authors = {w.shown.actor for name, w in state.fields.items() if name in measured}
    authors |= {origin.actor for origin in state.origins}
    if session.who.actor_id in authors:
        raise RefusedError("second_person_needed", name=session.who.name)
    stands = {name: f.value for name, f in state.fields.items()}
    values = {
        "accepted_by": session.who.actor_id,
        "accepted_note": note.strip()[:20_000],
        "accepted_for": acceptance_key(stands),
    }
    refuse_locked(project, state, values)
    with project.action(session.who.actor_id) as action:
        if state.get("accepted_by") != session.who.actor_id:
            # What an earlier acceptance says alike is written anew: all three are one person's.
            alike = {name: None for name in values if state.get(name) == values[name]}
            action.set_fields("photo", state.entity_id, alike)
        action.set_fields("photo", state.entity_id, values)
    return action.changes


def photo_state(project: Project, prefix: str) -> EntityState:
    """The photo whose hash begins with ``prefix``, whole.

    Raises:
        UsageError: none, or several.
    """
    sha256 = lookup.photo_sha256(project, prefix)
    state = project.photo(sha256)
    if state is None:
        raise UsageError("photo_unknown", photo=prefix)
    return state


def refuse_locked(project: Project, photo: EntityState, values: Mapping[str, Any]) -> None:
    """Refuses where an issue that the photo is tied to relied on one of these fields.

    Raises:
        RefusedError: ``facts_locked``, with all that is held.
    """
    Reliance(project).refuse(photo, values)


class Reliance:
    """What issues rely on of photos, asked for many photos before any is written.

    Each issue is read once, though all of the photos may be tied to it.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._issues: dict[str, IssueState | None] = {}

    def refuse(self, photo: EntityState, values: Mapping[str, Any]) -> None:
        """Refuses as :func:`refuse_locked` does."""
        sha256 = str(photo.get("sha256"))
        rows = self._project.rows("SELECT DISTINCT issue_id FROM photo_tag WHERE photo = ?", sha256)
        held: list[Missing] = []
        holders: list[IssueState] = []
        for row in rows:
            issue = self._issue(row["issue_id"])
            if issue is not None and (found := edits.photo_edit_missing(issue, sha256, values)):
                held += found
                holders.append(issue)
        if held:
            raise RefusedError("facts_locked", missing=tuple(held), way=way_back(holders))

    def _issue(self, issue_id: str) -> IssueState | None:
        if issue_id not in self._issues:
            self._issues[issue_id] = self._project.issue(issue_id)
        return self._issues[issue_id]
