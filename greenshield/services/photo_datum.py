"""In which datum the files of photos give their positions: said by a person, hinted at by others.

Some camera apps write GCJ-02 or BD-09 positions into EXIF, 300 to 700 m beside the truth, and the
file does not say so. What a photo's file says is read again from the original and brought to
EPSG:4490 by the datum that a person names; the choice stands in the photo's ``datum`` and remarks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from greenshield.domain.errors import UnreadableError, UsageError
from greenshield.domain.standing import UNCLEAR
from greenshield.domain.state import EntityState
from greenshield.formats.photos import read_photo
from greenshield.geo import codec
from greenshield.geo.shift_photos import judge_photos
from greenshield.project.project import Project
from greenshield.services import photo_facts, photo_placing, photo_rows, tagging
from greenshield.services.photo_cameras import UNNAMED, camera_of, is_camera
from greenshield.services.photo_facts import warning_code
from greenshield.services.photo_placing import OF_PLACE, Placed
from greenshield.services.photo_track import Walk
from greenshield.services.progress import SILENT, Progress
from greenshield.services.session import Session

_OF_FILE: Final = frozenset(("exif", "xmp"))
# What patches or tracks look like beside photos that are shifted: as if taken back once too often.
_VERDICTS: Final = {"over_gcj02": "gcj02", "over_bd09": "bd09"}
_PATCHES: Final = """
SELECT t.photo, i.id, i.geom FROM photo_tag t JOIN issue i ON i.id = t.issue_id
WHERE NOT t.removed AND i.geom IS NOT NULL
"""
_OWN_PLACE: Final = "p.lon IS NOT NULL AND p.position_source IN ('exif', 'xmp')"
_STEP: Final = 50


@dataclass(frozen=True, slots=True)
class Hint:
    """Photos of one camera and program that lie as GCJ-02 or BD-09 positions would.

    Attributes:
        camera: its name, "" where the files name none.
        software: what wrote the files, "" likewise.
        datum: ``gcj02`` or ``bd09``.
        by: ``patches``, those that the photos are tied to, or ``track``.
        before_m: how far they lie from these as they are, metres, the median.
        after_m: how far they would lie.
        photos: the hashes of all photos of that camera and program in WGS 84.
        told: how many of them told it.
    """

    camera: str
    software: str
    datum: str
    by: str
    before_m: float
    after_m: float
    photos: tuple[str, ...]
    told: int


@dataclass(frozen=True, slots=True)
class Looked:
    """What was looked at for :class:`Hint`.

    Attributes:
        hints: of each camera and program whose photos look shifted.
        photos: how many photos have a position of their file in WGS 84.
        judged: how many of them are of a camera and program of which patches or tracks tell,
            whatever they tell.
    """

    hints: list[Hint]
    photos: int
    judged: int


def read_as(
    session: Session, photos: Sequence[str], datum: str, progress: Progress = SILENT
) -> Placed:
    """Says in which datum the files of photos give their positions; places them anew.

    Args:
        session: who says so, where.
        photos: unique beginnings of their SHA-256.
        datum: one of ``photo_facts.DATUMS``.
        progress: told now and then; may stop it, and nothing is written then.

    Returns:
        What changed; ``photo_placing.put_back`` undoes it.

    Raises:
        UsageError: an unknown photo or datum, none at all, or a photo that has no position
            (``photo_not_placed``) or one that is not of its file (``photo_not_placed_by_file``).
        UnreadableError: an original is missing or altered.
        RefusedError: a move in force relied on the position of one of them; none is placed.
    """
    if datum not in photo_facts.DATUMS:
        raise UsageError("datum_unknown", given=datum, known=", ".join(photo_facts.DATUMS))
    project = session.project
    states = [tagging.photo_state(project, p) for p in dict.fromkeys(photos)]
    if not states:
        raise UsageError("photo_needed")
    wanted = []
    for done, state in enumerate(states, start=1):
        wanted.append(_placed(project, state, datum))
        if done % _STEP == 0:
            progress.step("placing_photos", done, len(states))
    return photo_placing.set_places(session, wanted, progress)


def of_camera(project: Project, camera: str, software: str = "") -> list[str]:
    """The photos of a camera whose position is their file's, by their hashes.

    Args:
        project: where they are.
        camera: as ``photo_cameras.is_camera`` knows it.
        software: only those that this program wrote, ``photo_cameras.UNNAMED`` for none named.

    Raises:
        UsageError: ``camera_unknown``: there is none.
    """
    rows = photo_rows.photo_fields(project, _OWN_PLACE)
    found = [row for row in rows if is_camera(camera_of(row), camera)]
    if software:
        name = "" if software == UNNAMED else software
        found = [row for row in found if str(row.get("software") or "") == name]
    if not found:
        known = ", ".join(sorted({camera_of(row) for row in rows} - {""}))
        raise UsageError("camera_unknown", camera=camera, known=known or "—")
    return [str(row["sha256"]) for row in found]


def _placed(project: Project, state: EntityState, datum: str) -> photo_placing.Wanted:
    sha256 = str(state.get("sha256"))
    if state.get("lon") is None:
        raise UsageError("photo_not_placed", photo=sha256[:12])
    if state.get("position_source") not in _OF_FILE:
        raise UsageError("photo_not_placed_by_file", photo=sha256[:12])
    facts = read_photo(project.media.check(sha256))
    fields = photo_facts.fields_of(facts, sha256, 0, datum)
    if "lon" not in fields:
        raise UnreadableError("photo_not_placed_by_file", photo=sha256[:12])
    place = photo_placing.Place.of(fields)
    if datum not in photo_facts.SHIFTED:
        place = replace(place, datum=datum)  # that a person said so is on record too
    told = [w for w in fields.get("warnings", []) if warning_code(w) in OF_PLACE]
    return state, tagging.with_direction(state, place.fields()), told


def hints(project: Project, walk: Walk | None = None) -> list[Hint]:
    """Cameras and programs whose positions look shifted, as :func:`look` finds them."""
    return look(project, walk).hints


def look(project: Project, walk: Walk | None = None) -> Looked:
    """Looks for cameras and programs whose positions are shifted; a remark, never applied.

    The patches that their photos are tied to tell it, and a track that was walked with them, where
    they lie off as the shift would put them and on the spot without it.

    Args:
        project: where the photos are.
        walk: tracks, or None.
    """
    groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in photo_rows.photo_fields(project, _OWN_PLACE):
        if row.get("datum") not in photo_facts.DATUMS:  # nobody has said it
            key = (camera_of(row), str(row.get("software") or ""))
            groups.setdefault(key, []).append(row)
    patches = _patches(project)
    out, judged = [], 0
    for (camera, software), rows in sorted(groups.items()):
        by_patches = [(patches[r["sha256"]], r) for r in rows if r["sha256"] in patches]
        told = [_judged(by_patches, "patches"), _judged(_walked(rows, walk), "track")]
        judged += len(rows) if any(told) else 0
        shifted = next((one for one in told if one is not None and one[0]), None)
        if shifted is not None:
            hashes = tuple(r["sha256"] for r in rows)
            datum, by, before, after, count = shifted
            out.append(Hint(camera, software, datum, by, before, after, hashes, count))
    return Looked(out, sum(map(len, groups.values())), judged)


def _judged(
    pairs: Sequence[tuple[Any, Mapping[str, Any]]], by: str
) -> tuple[str, str, float, float, int] | None:
    """What places tell of the photos that belong to them, a datum of "" for that they are right.

    None where they tell nothing.
    """
    if not pairs:
        return None
    shapes = [shape for shape, _ in pairs]
    photos = np.array([(row["lon"], row["lat"]) for _, row in pairs])
    found = judge_photos(np.array(shapes, dtype=object), photos)
    if found.verdict == UNCLEAR:
        return None
    datum = _VERDICTS.get(found.verdict, "")
    return datum, by, round(found.before_m, 1), round(found.after_m, 1), len(pairs)


def _patches(project: Project) -> dict[str, BaseGeometry]:
    """The patch that each photo is tied to; the photos of one patch share one shape."""
    shapes: dict[str, BaseGeometry] = {}
    out = {}
    for row in project.rows(_PATCHES):
        if row["id"] not in shapes:
            shapes[row["id"]] = codec.decode(row["geom"])
        out[row["photo"]] = shapes[row["id"]]
    return out


def _walked(
    rows: Sequence[Mapping[str, Any]], walk: Walk | None
) -> list[tuple[Any, Mapping[str, Any]]]:
    """Where a track puts photos that have a position of their own."""
    if walk is None:
        return []
    timed = [(at, row) for row in rows if (at := walk.moment_ms(row)) is not None]
    found = walk.spots(np.array([at for at, _ in timed], dtype=np.int64))
    return [
        (shapely.Point(found.lon[n], found.lat[n]), row)
        for n, (_, row) in enumerate(timed)
        if not found.why_not(n)
    ]
