"""Where a photo without a position was taken, by the track of who walked with the camera."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

import numpy as np

from greenshield.domain import dates
from greenshield.domain.errors import GreenShieldError, Problem, UnreadableError, UsageError
from greenshield.domain.guards.photos import clock_moves_day
from greenshield.formats.tracks import read_track
from greenshield.project.project import Project
from greenshield.services import photo_direction, photo_trails, track_import
from greenshield.services.photo_cameras import camera_of, is_camera
from greenshield.services.photo_facts import Fields, by_camera_clock, moment_utc, remarks_in
from greenshield.services.photo_trails import AMBIGUOUS, GAP, LEAP, Moments, Spots, Trail, trails_of

GAP_LIMIT: Final = timedelta(minutes=10)
LONGEST_GAP: Final = timedelta(hours=24)
PLACED_BY: Final = "photo_placed_by_track"
OFFSET: Final = "photo_clock_offset"
MOVES_DAY: Final = "photo_clock_moves_day"
_DAY_MS: Final = 86_400_000
_TOLD: Final = frozenset((AMBIGUOUS, GAP, LEAP))


@dataclass(slots=True)
class _Kept:
    """A track of the project whose file is read once a photo of its time comes."""

    name: str
    sha256: str
    start: int
    end: int


@dataclass(slots=True)
class Walk:
    """The trails by which photos are placed, and how.

    Attributes:
        trails: that are read.
        clock_offset: what is added to a camera's clock to have the true time.
        offsets: the same for single cameras, by their names (``photo_cameras``).
        gap: between two points farther apart in time a trail tells nothing.
        problems: of the project's tracks whose file could not be read; they are left out.
    """

    trails: list[Trail] = field(default_factory=list)
    clock_offset: timedelta = timedelta(0)
    offsets: Mapping[str, timedelta] = field(default_factory=dict)
    gap: timedelta = GAP_LIMIT
    problems: list[Problem] = field(default_factory=list)
    _unread: list[_Kept] = field(default_factory=list)
    _project: Project | None = None

    @classmethod
    def read(
        cls,
        files: Sequence[Path],
        clock_offset: timedelta = timedelta(0),
        *,
        offsets: Mapping[str, timedelta] | None = None,
        gap: timedelta = GAP_LIMIT,
    ) -> Walk:
        """Reads track files; points without a time are left out.

        Raises:
            UnreadableError: one is no track (codes of ``read_track``), or has no times
                (``track_without_times``).
            SurroundingsError: no permission.
            UsageError: ``track_gap_malformed``: a gap that is none, or over a day.
        """
        if not timedelta(0) < gap <= LONGEST_GAP:
            raise UsageError("track_gap_malformed", given=f"{gap / timedelta(minutes=1):g}")
        out = cls([], clock_offset, offsets or {}, gap)
        for file in files:
            found = trails_of(read_track(file), file.name)
            if not found:
                raise UnreadableError("track_without_times", file=file.name)
            out.trails += found
        return out

    def add_tracks(self, project: Project, wanted: Sequence[str] = ()) -> None:
        """Adds tracks that were imported into the project; their files are read when needed.

        Args:
            project: where they are.
            wanted: names or beginnings of ids or hashes; all where there is none.

        Raises:
            UsageError: ``track_unknown``, or ``tracks_none_timed`` where none holds times.
        """
        rows = track_import.tracks(project)
        if wanted:
            rows = [row for word in wanted for row in _called(rows, word)]
        self._project = project
        known = {trail.sha256 for trail in self.trails} | {kept.sha256 for kept in self._unread}
        for row in rows:
            start, end = _ms(row["started_at"]), _ms(row["ended_at"])
            sha256 = str(row["sha256"] or "")
            if start is None or end is None or sha256 in known:
                continue
            known.add(sha256)
            name = str(row["name"] or sha256[:12])
            self._unread.append(_Kept(name, sha256, start, end))
        if not self.trails and not self._unread:
            raise UsageError("tracks_none_timed")

    def moment_ms(self, fields: Mapping[str, Any]) -> int | None:
        """When a photo was taken, its camera's clock put right: milliseconds since 1970 UTC."""
        at = moment_utc(dict(fields))
        try:
            return None if at is None else round((at + self.offset(fields)).timestamp() * 1000)
        except OverflowError:  # put right beyond what a calendar holds
            return None

    def offset(self, fields: Mapping[str, Any]) -> timedelta:
        """What is added to the time of a photo; none where satellites told it."""
        if not by_camera_clock(dict(fields)):
            return timedelta(0)
        return self.offset_of(camera_of(fields)) if self.offsets else self.clock_offset

    def offset_of(self, camera: str) -> timedelta:
        """What is added to the clock of a camera; the name with its number goes first."""
        meant = max((n for n in self.offsets if is_camera(camera, n)), key=len, default="")
        return self.offsets[meant] if meant else self.clock_offset

    def moves_day(self, fields: Mapping[str, Any]) -> bool:
        """Whether the clock of a photo is put right onto another day, which then proves none."""
        added = [_added(self.offset(fields))]
        return clock_moves_day(fields.get("taken_at"), fields.get("taken_at_offset"), added)

    def strangers(self, cameras: Iterable[str]) -> list[str]:
        """The names in ``offsets`` that none of some cameras bears."""
        known = set(cameras)
        return [n for n in self.offsets if not any(is_camera(camera, n) for camera in known)]

    def spots(self, ms: Moments) -> Spots:
        """Where moments fall; the project's tracks of their time are read."""
        if len(ms) and self._unread:
            self._read_between(ms)
        return photo_trails.spots(self.trails, ms, round(self.gap / timedelta(milliseconds=1)))

    def all_of(self, ms: Moments) -> list[Trail]:
        """The trails; the project's tracks of about the days of some moments are read."""
        if len(ms) and self._unread:
            self._read_between(ms, _DAY_MS)
        return self.trails

    def place(self, fields: Fields) -> tuple[Fields, tuple[str, dict[str, Any]] | None]:
        """The fields that place a photo by its time, none where the tracks do not tell.

        Beside them code and parameters of why they don't, where a person can do something.
        """
        at = self.moment_ms(fields)
        if at is None:
            return {}, None
        found = self.spots(np.array([at]))
        code, params = self.why_not(found, 0)
        if code:
            return {}, (code, params) if code in _TOLD else None
        place, told = self.placed(found, 0, fields)
        return {**place, "warnings": [*remarks_in(fields), *told]}, None

    def why_not(self, found: Spots, at: int) -> tuple[str, dict[str, Any]]:
        """Code and parameters of why nothing is told of a moment; "" where it is."""
        code = found.why_not(at)
        if code == AMBIGUOUS:
            names = (self.trails[int(n[at])].name for n in (found.trail, found.other))
            return code, dict(zip(("one", "other"), names, strict=True))
        if code == GAP:
            minutes = self.gap / timedelta(minutes=1)
            return code, {"gap": f"{found.gap_s[at] / 60:.0f}", "limit": f"{minutes:g}"}
        if code == LEAP:
            seconds = f"{found.gap_s[at]:.0f}"
            return code, {"metres": f"{found.leap_m[at]:.0f}", "seconds": seconds}
        return code, {}

    def placed(
        self, found: Spots, at: int, fields: Mapping[str, Any]
    ) -> tuple[Fields, list[list[Any]]]:
        """The fields of a photo whose moment fell on a trail, and the remarks on how."""
        error = round(float(found.error_m[at]), 1)
        lon, lat = round(float(found.lon[at]), 9), round(float(found.lat[at]), 9)
        trail = self.trails[int(found.trail[at])]
        gap_s = round(float(found.gap_s[at]))
        told = [[PLACED_BY, {"error_m": error, "track": trail.name[:100], "gap_s": gap_s}]]
        if offset := self.offset(fields):
            told.append(_added(offset))
            if self.moves_day(fields):
                told.append([MOVES_DAY, {}])
        place = {
            "lon": lon, "lat": lat, "position_source": "track", "position_error_m": error,
            **photo_direction.moved(fields, lon, lat),
        }  # fmt: skip
        return place, told

    def _read_between(self, ms: Moments, slack: int = 0) -> None:
        assert self._project is not None
        wanted = [
            kept
            for kept in self._unread
            if ((ms >= kept.start - slack) & (ms <= kept.end + slack)).any()
        ]
        for kept in wanted:
            self._unread.remove(kept)
            path = self._project.media.find(kept.sha256)
            try:
                if path is None:
                    raise UnreadableError("track_not_found", file=kept.name)
                self.trails += trails_of(read_track(path), kept.name, kept.sha256)
            except GreenShieldError as error:
                params = {**error.params, "file": kept.name}
                self.problems.append(Problem(error.code, kept.name, params=params, fatal=False))


def _added(offset: timedelta) -> list[Any]:
    """The remark on what was added to a clock."""
    return [OFFSET, {"seconds": round(offset.total_seconds())}]


def _called(rows: Sequence[dict[str, Any]], word: str) -> list[dict[str, Any]]:
    """The tracks that a word names.

    Raises:
        UsageError: ``track_unknown``.
    """
    alike = [row for row in rows if row["name"] == word]
    found = alike or [
        row for row in rows if row["id"].startswith(word) or str(row["sha256"]).startswith(word)
    ]
    if not found:
        raise UsageError("track_unknown", track=word)
    return found


def _ms(moment: object) -> int | None:
    """Milliseconds since 1970 UTC of a stored moment; None where there is none."""
    if not isinstance(moment, str) or dates.parse_moment(moment) is None:
        return None
    at = datetime.fromisoformat(moment)
    return round(at.replace(tzinfo=at.tzinfo or dates.CHINA).timestamp() * 1000)
