"""Ties fresh photos to the one patch that stands out, or leaves the choice to a person.

All photos of an import are judged together and with those that the project has of the same
minutes, so that a burst is seen whole, in whatever order its files come.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from greenshield.geo.matching import CLEAR_LEAD, Match, PhotoPlace
from greenshield.project.project import Project
from greenshield.services import lookup, photo_proven, rules
from greenshield.services.photo_match import Patch, Patches
from greenshield.services.photo_phase import Phases
from greenshield.services.photo_view import PLACE_SQL, place_of

# Why a person has to choose.
CHOICE: Final = "photo_needs_choice"
WEAK: Final = "photo_match_weak"
UNTOLD: Final = "photo_phase_untold"
UNDATED: Final = "photo_phase_unproven"
BY_HAND: Final = "photo_place_unproven"

_AT_ONCE: Final = 20_000  # photos ranked together; bursts don't reach over a day
_OWN: Final = f"""
SELECT p.sha256, p.warnings, {PLACE_SQL} FROM photo p
WHERE p.sha256 IN (SELECT value FROM json_each(?)) AND NOT p.void GROUP BY p.sha256
"""
_SAME_DAYS: Final = f"""
SELECT p.sha256, p.warnings, {PLACE_SQL} FROM photo p
WHERE substr(p.taken_at, 1, 10) IN (SELECT value FROM json_each(?)) AND p.lon IS NOT NULL
AND NOT p.void AND p.sha256 IS NOT NULL GROUP BY p.sha256
"""


@dataclass(frozen=True, slots=True)
class Tie:
    """What an automatic tag says.

    Attributes:
        number: of the issue, else of its clue.
        score: of the patch, 0 to 1.
        why: message codes with their values: those of the match, and the threshold.
    """

    issue_id: str
    phase: str
    kind: str
    number: str = ""
    score: float = 1.0
    why: tuple[tuple[str, dict[str, Any]], ...] = ()


Verdict = tuple[Tie | None, str]
"""The tie, or None; and the code of why a person has to choose, "" for not."""


class AutoTagger:
    """Decides for many photos of one import."""

    def __init__(self, project: Project, phase: str = "", lead: float = CLEAR_LEAD) -> None:
        """Makes it.

        Args:
            project: where the photos are.
            phase: that of all photos; what the day of each tells where "".
            lead: how far a patch must stand out, see ``geo.matching.clear``.
        """
        self._project, self._chosen, self._lead = project, phase, lead
        self._near_m = rules.in_force(project).nearness_m
        self._phases: dict[str, Phases] = {}

    def ties(self, photos: Sequence[str]) -> dict[str, Verdict]:
        """The verdict on each of these photos, by its SHA-256; all are stored already.

        A person has to choose where patches are near and none of them stands out, where a person
        placed the photo (one claim would be made the reason of another), where the
        day does not tell which phase it shows, or where no measured time proves the day.
        """
        rows = self._project.rows(_OWN, json.dumps(list(photos)))
        own = {row["sha256"]: row for row in rows if place_of(row) is not None}
        out: dict[str, Verdict] = dict.fromkeys(photos, (None, ""))
        if not own:
            return out
        days = _days_round(str(row["taken_at"])[:10] for row in own.values() if row["taken_at"])
        every = {r["sha256"]: r for r in self._project.rows(_SAME_DAYS, json.dumps(sorted(days)))}
        # In the order of time and hash, and by whole days: the same however the files came.
        order = sorted((every | own).values(), key=lambda r: (r["taken_at"] or "", r["sha256"]))
        patches = Patches(self._project)
        for part in _parts(order):
            placed = [(row, place) for row in part if (place := place_of(row)) is not None]
            found = patches.standing_out([place for _, place in placed], self._lead)
            for (row, place), best in zip(placed, found, strict=True):
                if row["sha256"] in own:
                    out[row["sha256"]] = self._verdict(row, place, patches.patches, *best)
        return out

    def _verdict(
        self,
        row: Mapping[str, Any],
        place: PhotoPlace,
        patches: Sequence[Patch],
        best: Match | None,
        ahead: float,
        near: int,
    ) -> Verdict:
        if best is None:
            return None, "" if not near else WEAK if near == 1 else CHOICE
        if place.by_hand:
            return None, BY_HAND
        warnings = json.loads(row["warnings"]) if row["warnings"] else None
        proven = photo_proven.is_proven(row["taken_at_source"], warnings)
        if not self._chosen and (place.taken_on is None or not proven):
            return None, UNDATED
        patch = patches[best.index]
        phase = self._chosen or self._phase(patch, str(place.taken_on))
        if not phase:
            return None, UNTOLD
        told = {
            "score": best.score,
            "lead": ahead,
            "threshold": self._lead,
        }
        limit = ("tied_over_threshold", told)
        why = (*best.reasons, limit)
        kind = self._kind(row, best)
        return Tie(patch.issue_id, phase, kind, patch.number, best.score, why), ""

    def _phase(self, patch: Patch, taken: str) -> str:
        if patch.issue_id not in self._phases:
            self._phases[patch.issue_id] = Phases(lookup.issue(self._project, patch.issue_id))
        return self._phases[patch.issue_id].of(taken).phase

    def _kind(self, row: Mapping[str, Any], best: Match) -> str:
        """Aerial where a drone's gimbal spoke, else by the distance to the patch."""
        if row["pitch_deg"] is not None:
            return "aerial"
        return "near" if best.inside or best.distance_m <= self._near_m else "far"


def _days_round(days: Iterable[str]) -> set[str]:
    """These days, the ones before and after: a burst may go over midnight, here or in Greenwich."""
    out: set[str] = set()
    for day in set(days):
        with contextlib.suppress(ValueError, OverflowError):
            here = date.fromisoformat(day)
            out |= {(here + timedelta(days=n)).isoformat() for n in (-1, 0, 1)}
    return out


def _parts(rows: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Rows in the order of time, in parts that end with a day."""
    out: list[list[dict[str, Any]]] = [[]]
    day = ""
    for row in rows:
        today = str(row["taken_at"] or "")[:10]
        if len(out[-1]) >= _AT_ONCE and today != day:
            out.append([])
        out[-1].append(row)
        day = today
    return out
