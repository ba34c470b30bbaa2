"""What patrols come to in figures: measured once, and again where anything of it has changed.

A summary of a province has hundreds of patrols, each of which takes some milliseconds, or a
tenth of a second where the file of a track has to tell what was walked in the patrol's days. So
figures are kept on this machine, under a hash of all that they follow from. They are kept in the
user's own cache, and never with the project: whoever hands over a folder could alter them there.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from greenshield import __version__, atomic, paths
from greenshield.domain.errors import SurroundingsError
from greenshield.project.engine import keeps_in_clear
from greenshield.project.project import Project
from greenshield.services import patrol_coverage, patrol_list
from greenshield.services.patrol_coverage import Walked
from greenshield.services.patrol_walks import Days
from greenshield.services.progress import SILENT, Progress

_MADE_AS: Final = f"1/{__version__}"  # another number wherever coverage is measured otherwise
_MOST: Final = 20_000  # kept figures of a project; beyond, those not asked for now are forgotten
_MOST_BYTES: Final = 16 << 20
_AT_ONCE: Final = 16


@dataclass(frozen=True, slots=True)
class Figures:
    """What a patrol comes to, metres on the ellipsoid.

    Attributes:
        route_m: of its planned route; None where none is planned.
        covered_m: of the route, what was walked in the patrol's days.
        walked_m: of all that was walked in them.
    """

    route_m: float | None
    covered_m: float
    walked_m: float

    @property
    def share(self) -> float | None:
        """Of the route, 0 to 1; None without one that has a length."""
        return self.covered_m / self.route_m if self.route_m else None


def many(
    project: Project, patrol_ids: Sequence[str], progress: Progress = SILENT
) -> dict[str, Figures]:
    """The figures of patrols, by their ids; unknown ones are left out.

    Args:
        project: where.
        patrol_ids: which.
        progress: told after some patrols that are measured; may stop it, and what was measured
            by then is kept.
    """
    keys = dict(_keys(project, patrol_ids))
    file = _file(project)
    kept = _kept(file)
    out = {patrol: kept[key] for patrol, key in keys.items() if key in kept}
    left = [patrol for patrol in keys if patrol not in out]
    try:
        for start in range(0, len(left), _AT_ONCE):
            part = left[start : start + _AT_ONCE]
            progress.step("patrols_measured", start, len(left))
            found = patrol_coverage.many(project, part)
            out |= {patrol: _of(one) for patrol, one in found.items()}
    finally:
        if left and file is not None:
            new = {keys[patrol]: figures for patrol, figures in out.items()}
            _keep(file, new if len(kept) + len(new) > _MOST else kept | new)
    return out


def _of(walked: Walked) -> Figures:
    route = walked.route
    if route is None:
        return Figures(None, 0.0, walked.length_m)
    return Figures(route.length_m, min(route.covered_m, route.length_m), walked.length_m)


def _keys(project: Project, patrol_ids: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Of each patrol a hash of all that its figures follow from."""
    tracks = patrol_list.tracks_of(project, patrol_ids)
    for plan in patrol_coverage.plans(project, patrol_ids):
        days = Days.of(plan)
        told = [_MADE_AS, days.first, days.last, plan["corridor_m"], _hash(plan["geom"])]
        for track in patrol_coverage.tracks(project, tracks.get(plan["id"], [])):
            file = None if days.hold(track) else _file_of(project, track)
            told += [
                track["id"],
                track["started_at"],
                track["ended_at"],
                _hash(track["geom"]),
                file,
            ]
        yield plan["id"], hashlib.sha256(json.dumps(told).encode()).hexdigest()


def _file_of(project: Project, track: Mapping[str, Any]) -> list[Any] | None:
    """Which file tells what of a track counts; None where it is not here."""
    sha256 = str(track["sha256"] or "")
    path = project.media.find(sha256)
    with suppress(OSError):
        about = None if path is None else path.stat()
        return None if about is None else [sha256, about.st_size, about.st_mtime_ns]
    return None


def _hash(blob: bytes | None) -> str:
    return "" if blob is None else hashlib.sha256(blob).hexdigest()


def _file(project: Project) -> Path | None:
    """Where figures of a project are kept; None where it is encrypted."""
    if not keeps_in_clear(project.layout.database):
        return None
    name = hashlib.sha256(project.project_id.encode()).hexdigest()[:32]
    return paths.cache_dir() / "patrols" / f"{name}.json"


def _kept(file: Path | None) -> dict[str, Figures]:
    """What was kept; nothing where there is no such file, or it is none of ours."""
    try:
        if file is None or file.stat().st_size > _MOST_BYTES:
            return {}
        told = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    entries = told.items() if isinstance(told, dict) else ()
    return {key: Figures(*one) for key, one in entries if _is_sound(one)}


def _is_sound(one: Any) -> bool:
    if not isinstance(one, list) or len(one) != 3:
        return False
    route, covered, walked = one
    numbers = [covered, walked] if route is None else one
    if not all(type(n) is float and math.isfinite(n) and n >= 0 for n in numbers):
        return False
    return bool(covered <= (route or 0.0))


def _keep(file: Path, figures: Mapping[str, Figures]) -> None:
    """Keeps them where there is room and permission; without it, they are measured again."""
    told = {key: [f.route_m, f.covered_m, f.walked_m] for key, f in figures.items()}
    with suppress(SurroundingsError):
        atomic.write(file, json.dumps(told).encode())
