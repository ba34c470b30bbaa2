"""Ties a fresh photo to the one patch that stands out, or leaves the choice to a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from greenshield.domain.guards.photos import time_is_measured
from greenshield.geo.matching import Match, clear
from greenshield.project.project import Project
from greenshield.services import lookup, rules
from greenshield.services.photo_match import Patch, Patches, matches_only, place_of
from greenshield.services.photo_phase import Phases

# Why a person has to choose.
CHOICE: Final = "photo_needs_choice"
UNDATED: Final = "photo_phase_unproven"


@dataclass(frozen=True, slots=True)
class Tie:
    """What an automatic tag says."""

    issue_id: str
    phase: str
    kind: str


class AutoTagger:
    """Decides for many photos of one import."""

    def __init__(self, project: Project, phase: str = "") -> None:
        """Makes it; ``phase`` is that of all photos, what the day of each tells where ""."""
        self._project, self._chosen = project, phase
        self._patches = Patches(project)
        self._near_m = rules.in_force(project).nearness_m
        self._phases: dict[str, Phases] = {}

    def tie(self, fields: dict[str, Any]) -> tuple[Tie | None, str]:
        """The tie of one photo, or None; and the code of why a person has to choose, "" for not.

        A person has to choose where patches are near and none of them stands out, where the
        day does not tell which phase it shows, or where no measured time proves the day.
        """
        place = place_of(fields)
        if place is None:
            return None, ""
        found = self._patches.near(place)
        best = clear(matches_only(found))
        if best is None:
            return None, CHOICE if found else ""
        measured = time_is_measured(fields.get("taken_at_source"), fields.get("warnings"))
        if not self._chosen and (place.taken_on is None or not measured):
            return None, UNDATED
        patch = self._patches.patches[best.index]
        phase = self._chosen or self._phase(patch, str(place.taken_on))
        if not phase:
            return None, CHOICE
        return Tie(patch.issue_id, phase, self._kind(fields, best)), ""

    def _phase(self, patch: Patch, taken: str) -> str:
        if patch.issue_id not in self._phases:
            self._phases[patch.issue_id] = Phases(lookup.issue(self._project, patch.issue_id))
        return self._phases[patch.issue_id].of(taken).phase

    def _kind(self, fields: dict[str, Any], best: Match) -> str:
        """Aerial where a drone's gimbal spoke, else by the distance to the patch."""
        if "pitch_deg" in fields:
            return "aerial"
        return "near" if best.inside or best.distance_m <= self._near_m else "far"
