"""Where the shapes of a file stand beside those that the project holds: shifted, or not.

Compared is with boundaries, zones and patches of other files that lie about them; each file is a
witness of its own. Where two contradict each other, one of them is off, and nothing tells which:
that is said, and nobody is accused.
"""

from __future__ import annotations

import cmath
import json
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import shapely

from greenshield.domain.errors import Problem
from greenshield.domain.standing import DISPUTED, MOVED, RIGHT, UNCLEAR, Standing
from greenshield.formats.vectors_shift import HINTS
from greenshield.geo import codec, shift_judge
from greenshield.geo.datums import AS_DECLARED, SHIFTED
from greenshield.geo.shift_photos import judge_photos
from greenshield.project.project import Project

_WITNESSES: Final = 4  # of several files, those that most of their shapes lie near
_MARGIN: Final = 0.03  # degrees
_AT_ONCE: Final = 500
_TOLD: Final = 3
_SAME: Final = 0.1  # of a move, by which two that are the same may differ
_BOUNDARIES = """SELECT '{table}' AS layer, t.id, t.source_sha256 AS file,
coalesce(t.extra ->> 'source_file', t.name) AS called, r.minx, r.miny, r.maxx, r.maxy
FROM rtree_{table}_geom r JOIN {table} t ON t.fid = r.id
WHERE NOT t.void AND r.maxx >= ?1 AND r.minx <= ?2 AND r.maxy >= ?3 AND r.miny <= ?4"""
_PATCHES = """SELECT 'issue' AS layer, t.id, '' AS file,
coalesce(t.issue_no, t.clue_no) AS called, r.minx, r.miny, r.maxx, r.maxy
FROM rtree_issue_geom r JOIN issue t ON t.fid = r.id
WHERE NOT t.void AND r.maxx > r.minx
AND r.maxx >= ?1 AND r.minx <= ?2 AND r.maxy >= ?3 AND r.miny <= ?4"""
# Where a photo itself says it was taken; what a person placed by the patch proves nothing of it.
_PHOTOS = """SELECT DISTINCT t.issue_id, p.lon, p.lat, p.name FROM photo_tag t
JOIN photo p ON p.sha256 = t.photo WHERE NOT t.removed AND NOT p.void AND p.lon IS NOT NULL
AND p.position_source IN ('exif', 'xmp', 'track') AND t.issue_id IN (SELECT value FROM json_each(?))
ORDER BY p.name"""
_SQL = " UNION ALL ".join(
    (_BOUNDARIES.format(table="area"), _BOUNDARIES.format(table="zone"), _PATCHES)
)


@dataclass(frozen=True, slots=True)
class _Witness:
    """The shapes of one file that the project holds."""

    rows: list[dict[str, Any]]

    @property
    def called(self) -> str:
        """Its name; of patches the numbers of some."""
        names = list(dict.fromkeys(row["called"] or "" for row in self.rows))
        more = "…" if len(names) > _TOLD else ""
        return ", ".join(names[:_TOLD]) + more


def standing(
    project: Project, shapes: Sequence[Any], own: str | None, ours: Collection[str] = ()
) -> Standing:
    """What the shapes of the project say of those of a file.

    Args:
        project: that holds them.
        shapes: of the file, degrees lon/lat EPSG:4490; None among them.
        own: SHA-256 of the file: boundaries that came from it before are no witness. None of a
            ledger, whose patches ``ours`` names.
        ours: ids of issues that are none either.
    """
    mine = shift_judge.outlined(np.array([*shapes, None], dtype=object))
    if not len(mine):
        return Standing()
    witnesses = _witnesses(project, mine, own, frozenset(ours))
    each = [_said(project, mine, one) for one in witnesses[:_WITNESSES]]
    verdicts = sorted(
        (one for one in each if one.verdict != UNCLEAR), key=lambda one: one.shapes, reverse=True
    )
    if not verdicts:  # what is too little of each may be enough of all
        everything = _Witness([row for one in witnesses for row in one.rows])
        return _said(project, mine, everything) if len(witnesses) > 1 else Standing()
    worst = next((one for one in verdicts if one.is_off), None)
    if worst is None:
        return verdicts[0]
    other = next((one for one in verdicts if _contradict(one, worst)), None)
    if other is not None:
        return replace(worst, verdict=DISPUTED, other=other.reference)
    return worst


def beside_photos(project: Project, patches: Mapping[str, Any]) -> Standing:
    """What the photos of issues say of the patches that a file brings for them.

    Args:
        project: that holds the photos.
        patches: issue id -> patch, degrees lon/lat EPSG:4490. Points are left out.
    """
    outlines = {i: p for i, p in patches.items() if p is not None and shapely.area(p) > 0}
    rows = project.rows(_PHOTOS, json.dumps(list(outlines)))
    shapes = np.array([*(outlines[row["issue_id"]] for row in rows), None], dtype=object)[:-1]
    at = np.array([[row["lon"], row["lat"]] for row in rows], float).reshape(-1, 2)
    found = judge_photos(shapes, at)
    names = list(dict.fromkeys(row["name"] or "" for row in rows))
    more = "…" if len(names) > _TOLD else ""
    return replace(found, reference=", ".join(names[:_TOLD]) + more) if found.shapes else found


def told(found: Standing, file: str, datum: str = "") -> list[Problem]:
    """The remark on a file that is off; nothing on one that is right or can't be told.

    Args:
        found: what was said.
        file: its name.
        datum: what a person said already.
    """
    if not found.is_off:
        return []
    params = {
        "size": f"{found.size_m:.0f}",
        "bearing": f"{found.bearing_deg:.0f}",
        "before": f"{found.before_m:.0f}",
        "after": f"{found.after_m:.0f}",
        "shapes": found.shapes,
        "agreeing": found.agreeing,
        "sure": f"{found.confidence:.0%}",
        "reference": found.reference,
        "other": found.other,
        "datum": found.datum,
        "map": SHIFTED[found.datum].of if found.datum else "",
    }
    return [Problem(_code(found, datum), file, params=params, fatal=False)]


def with_remark(
    problems: Sequence[Problem], found: Standing, file: str, datum: str = ""
) -> tuple[Problem, ...]:
    """The problems of a file and the remark; what is known needs no hint of what may be."""
    is_known = found.verdict == RIGHT or bool(found.datum)
    kept = [p for p in problems if not (is_known and p.code in HINTS)]
    return (*kept, *told(found, file, datum))


def plain(found: Standing) -> dict[str, Any]:
    """As JSON carries it: metres to a decimetre, shares to a thousandth."""
    return {
        "verdict": found.verdict,
        "size_m": round(found.size_m, 1),
        "bearing_deg": round(found.bearing_deg, 1),
        "before_m": round(found.before_m, 1),
        "after_m": round(found.after_m, 1),
        "tolerance_m": found.tolerance_m,
        "share": round(found.share, 3),
        "shapes": found.shapes,
        "agreeing": found.agreeing,
        "confidence": round(found.confidence, 3),
        "reference": found.reference,
        "by_photos": found.by_photos,
        "datum": found.datum or None,
    }


def _code(found: Standing, datum: str) -> str:
    if found.by_photos:
        return "positions_off_photos"
    if found.verdict in (DISPUTED, MOVED):
        return f"positions_{found.verdict}"
    if not SHIFTED[found.datum].was_taken_off:
        return "positions_of_web_map"
    return "positions_corrected_twice" if datum not in ("", AS_DECLARED) else "positions_over"


def _contradict(one: Standing, other: Standing) -> bool:
    """Whether two witnesses say different things: a shift by its name, a move by its vector."""
    if one.verdict != other.verdict or one.verdict != MOVED:
        return one.verdict != other.verdict
    apart = abs(_vector(one) - _vector(other))
    near = _SAME * max(one.size_m, other.size_m)
    return apart > max(one.tolerance_m + other.tolerance_m, near)


def _vector(found: Standing) -> complex:
    """By how much a file is off, metres: north, and east as the imaginary part."""
    return cmath.rect(found.size_m, math.radians(found.bearing_deg))


def _witnesses(
    project: Project, mine: npt.NDArray[np.object_], own: str | None, ours: frozenset[str]
) -> list[_Witness]:
    """What lies about a file, by the file that it came from, the fullest first."""
    west, south, east, north = shapely.total_bounds(mine)
    box = (west - _MARGIN, east + _MARGIN, south - _MARGIN, north + _MARGIN)
    rows = [
        row
        for row in project.rows(_SQL, *map(float, box))
        if (own is None or row["file"] != own)
        and not (row["layer"] == "issue" and row["id"] in ours)
    ]
    by_file: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_file.setdefault(row["file"] or row["layer"], []).append(row)
    return [_Witness(some) for some in sorted(by_file.values(), key=len, reverse=True)]


def _said(project: Project, mine: npt.NDArray[np.object_], witness: _Witness) -> Standing:
    rows = witness.rows
    bounds = np.array([[row[n] for n in ("minx", "miny", "maxx", "maxy")] for row in rows], float)

    def load(some: npt.NDArray[np.intp]) -> npt.NDArray[np.object_]:
        return _shapes(project, [rows[n] for n in some])

    found = shift_judge.judge_near(mine, bounds.reshape(-1, 4), load)
    return replace(found, reference=witness.called) if found.shapes else found


def _shapes(project: Project, rows: Sequence[dict[str, Any]]) -> npt.NDArray[np.object_]:
    blobs: list[bytes] = []
    for layer in ("area", "zone", "issue"):
        ids = [row["id"] for row in rows if row["layer"] == layer]
        for start in range(0, len(ids), _AT_ONCE):
            some = ids[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            sql = f"SELECT geom FROM {layer} WHERE id IN ({marks}) AND geom IS NOT NULL"
            blobs += [row["geom"] for row in project.rows(sql, *some)]
    return np.asarray(codec.decode_many(blobs), dtype=object)
