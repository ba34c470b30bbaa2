"""Imports tracks: the file kept by its hash, its lines drawn, its times told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import shapely

from greenshield.domain.errors import GreenShieldError, Problem, SurroundingsError
from greenshield.domain.field_spec import is_number
from greenshield.formats.tracks import TrackFile, read_track
from greenshield.geo import ellipsoid
from greenshield.project import identity
from greenshield.project.project import Project
from greenshield.project.projection.geometry import to_field
from greenshield.services import folder_files
from greenshield.services.photo_files import clean_name
from greenshield.services.progress import SILENT, Progress
from greenshield.services.session import Session

_THIS_FILE: Final = frozenset({"track_no_permission", "track_read_failed", "media_copy_differs"})
_MAX_NAME: Final = 200
_TRACKS: Final = frozenset((".gpx", ".kml", ".kmz", ".nmea", ".nme", ".nma"))
_LOGS: Final = frozenset((".log", ".txt", ".xml", ".zip"))  # in a folder they may hold a track


@dataclass(slots=True)
class Imported:
    """What an import of tracks did.

    Attributes:
        added: tracks that the project did not have.
        duplicates: files whose bytes it had.
        refused: files, and folders, that were not taken.
        problems: one for each of these, and remarks on points and files that were left out.
        tracks: ids of the tracks, in the order of their files.
    """

    added: int = 0
    duplicates: int = 0
    refused: int = 0
    problems: list[Problem] = field(default_factory=list)
    tracks: list[str] = field(default_factory=list)


def import_tracks(
    session: Session, paths: Sequence[Path], progress: Progress = SILENT, *, county: str = ""
) -> Imported:
    """Imports track files, each in a transaction of its own.

    The same file again changes nothing; another actor's import of it is put on record.

    Args:
        session: who imports, where to.
        paths: GPX, KML, KMZ or NMEA files, and folders of them.
        progress: told after each file.
        county: the code of the county that they are brought in for, else that of who imports.

    Raises:
        SurroundingsError: the disk is full or the project can't be written.
    """
    done = Imported()
    found = [each for path in paths for each in _listed(path, done)]
    for number, (path, claimed) in enumerate(found, start=1):
        try:
            _one(session, path, done, county)
        except GreenShieldError as error:
            if isinstance(error, SurroundingsError) and error.code not in _THIS_FILE:
                raise
            if not claimed:
                done.problems.append(folder_files.left(path))
                continue
            params = {**error.params, "file": clean_name(path.name)}
            done.problems.append(Problem(error.code, clean_name(str(path)), params=params))
            done.refused += 1
        progress.step("importing_tracks", number, len(found))
    return done


def _listed(path: Path, done: Imported) -> list[tuple[Path, bool]]:
    """The files to try, and whether each is meant to be a track: named, or by its ending."""
    if not path.is_dir():
        return [(path, True)]
    try:
        files = folder_files.files_in(path)
    except GreenShieldError as error:
        params = {**error.params, "file": clean_name(path.name)}
        done.problems.append(Problem(error.code, clean_name(str(path)), params=params))
        done.refused += 1
        return []
    tried = [f for f in files if f.suffix.casefold() in _TRACKS | _LOGS]
    done.problems += [folder_files.left(f) for f in files if f not in tried]
    if not tried:
        params = {"file": clean_name(str(path))}
        done.problems.append(Problem("folder_without_tracks", params["file"], params=params))
        done.refused += 1
    return [(file, file.suffix.casefold() in _TRACKS) for file in tried]


def _one(session: Session, path: Path, done: Imported, county: str) -> None:
    project, actor = session.project, session.who
    track = read_track(path)
    kept = project.media.keep(path)
    scope = county or project.scope_of(actor.division)
    track_id = identity.track_of_bytes(project.project_id, scope, kept.sha256)
    name = clean_name(path.name)
    origin = {"file": name, "sha256": kept.sha256}
    state = project.state("track", track_id)
    done.tracks.append(track_id)
    if state is not None:
        done.duplicates += 1
        if any(o.actor == actor.actor_id for o in state.origins):
            return
        fields: dict[str, Any] = {"sha256": kept.sha256}
    else:
        fields = _fields(project, track, kept.sha256, name)
        done.added += 1
    with project.action(actor.actor_id) as action:
        action.create("track", track_id, fields, origin=origin)
    shown = clean_name(str(path))
    for p in track.problems:
        done.problems.append(Problem(p.code, shown, p.row, p.column, p.params, fatal=False))


def _fields(project: Project, track: TrackFile, sha256: str, file: str) -> dict[str, Any]:
    lines = _lines(track)
    name = track.name.encode("utf-8", "replace").decode("utf-8").strip()
    fields: dict[str, Any] = {
        "name": (name or Path(file).stem)[:_MAX_NAME],
        "sha256": sha256,
        "points": len(track.lon),
    }
    timed = track.time[~np.isnat(track.time)]
    if len(timed):
        fields["started_at"] = _moment(timed.min())
        fields["ended_at"] = _moment(timed.max())
    if lines:
        fields["geom"] = to_field(shapely.MultiLineString(lines), project.media)
        fields["length_m"] = round(sum(length_m(line) for line in lines), 3)
    return fields


def _lines(track: TrackFile) -> list[np.ndarray[Any, np.dtype[np.float64]]]:
    """The segments that are lines, degrees lon/lat, shape (n, 2) each."""
    lonlat = np.column_stack([track.lon, track.lat])
    return [lonlat[s.start : s.stop] for s in track.segments if s.stop - s.start > 1]


def length_m(line: np.ndarray[Any, np.dtype[np.float64]]) -> float:
    """The length of a line of degrees lon/lat, shape (n, 2), on the ellipsoid, metres."""
    return float(ellipsoid.geod().line_length(line[:, 0], line[:, 1]))


def _moment(at: np.datetime64) -> str:
    """ISO 8601 UTC; milliseconds only where there are some."""
    return f"{np.datetime_as_string(at, unit='ms')}Z".replace(".000Z", "Z")


def tracks(project: Project) -> list[dict[str, Any]]:
    """The tracks of a project, by the time they began, undated ones last."""
    rows = project.rows(
        "SELECT id, name, sha256, started_at, ended_at, points, extra ->> 'length_m' AS length_m "
        "FROM track WHERE NOT void ORDER BY started_at IS NULL, started_at, name, id"
    )
    for row in rows:
        row["length_m"] = row["length_m"] if is_number(row["length_m"]) else None
    return rows
