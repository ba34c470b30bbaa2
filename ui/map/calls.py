"""What the map asks of the worker.

Services are imported inside the functions: the window imports this file too, and must not wait
for libraries that only the worker needs.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ui.map import kept
from ui.map.calls_levels import pack
from ui.map.layer_data import LayerData
from ui.map.shown import Extras, Renewed, Shown
from ui.tasks.work import Outcome, Work

if TYPE_CHECKING:
    from greenshield.services.map_features import Features


def layers(work: Work, entity_type: str, folder: Path | None = None, day: str = "") -> None:
    """Tells the layers of a type of entity, each a ``Shown`` with all its levels of detail.

    Args:
        work: the open project.
        entity_type: ``area``, ``zone``, ``track``, ``issue`` or ``photo``.
        folder: where coarse levels are kept for the next opening; None for nowhere.
        day: whose boundaries and delays are shown, ISO; today where "".
    """
    from greenshield.services import map_features

    shown = [
        Shown(pack(_data(found)), _extras(found))
        for found in map_features.read(work.project, entity_type, day)
    ]
    for each in shown:
        work.tell(each)
    if folder is not None:
        for each in shown:
            kept.keep(folder, each)


def renewed(work: Work, stale: dict[str, tuple[str, ...]], day: str = "") -> tuple[Renewed, ...]:
    """Some issues and photos as they are now on each of their layers; of those gone, no ring.

    Photos that are or were tied to one of the issues come with them, for a tie is a fact of the
    issue and shows on the photo; so do those that an inspection of a marker names.

    Args:
        work: the open project.
        stale: ids by the type of entity, ``issue``, ``photo`` and ``marker_check``.
        day: as for :func:`layers`.
    """
    from greenshield.services import map_features, marker_photos

    project, issues = work.project, stale.get("issue", ())
    photos = map_features.hashes(project, stale.get("photo", ()))
    named = marker_photos.named_by(project, stale.get("marker_check", ()))
    photos = tuple(dict.fromkeys((*photos, *map_features.ever_tied(project, issues), *named)))
    out: list[Renewed] = []
    for kind, ids in (("issue", issues), ("photo", photos)):
        if ids:
            out += [_with_gone(f, ids) for f in map_features.changed(project, kind, ids, day)]
    return tuple(out)


def position(work: Work, text: str) -> tuple[float, float, str]:
    """Longitude, latitude (EPSG:4490) and the coordinate system of a position as it was typed.

    Raises:
        UsageError: it can't be read, or lies outside China.
    """
    from greenshield.services import lookup, positions

    found = positions.read(text, division=lookup.division(work.project))
    return found.lon, found.lat, found.source_crs


def place_photos(work: Work, photos: list[str], lon: float, lat: float) -> Outcome:
    """Says by hand where photos were taken; the value is for :func:`put_photo_back`.

    Raises:
        RefusedError: a move in force relied on the position of one of them.
    """
    from dataclasses import astuple

    from greenshield.services import photo_placing

    done = photo_placing.place_all(
        work.session, photos, lon=f"{lon:.9f}", lat=f"{lat:.9f}", progress=work.progress
    )
    return Outcome({sha: astuple(place) for sha, place in done.before.items()}, done.changes)


def photo_name(work: Work, photo: str) -> str:
    """What the file of a photo was called, its hash's beginning where nobody said."""
    from greenshield.services import photo_list

    return photo_list.file_name(work.project, photo) or photo[:12]


def put_photo_back(work: Work, before: dict[str, tuple[Any, ...]]) -> Outcome:
    """Brings photos back to where they stood, as :func:`place_photos` told it.

    Raises:
        RefusedError: a move in force relied on a position.
    """
    from greenshield.services import photo_placing
    from greenshield.services.photo_placing import Place

    places = {sha: Place(*place) for sha, place in before.items()}
    done = photo_placing.put_back(work.session, places, work.progress)
    return Outcome(None, done.changes)


def new_clue(work: Work, given: dict[str, Any], shape: str) -> Outcome:
    """A clue of a patch that was drawn; the value is its id and what there is to say of it.

    Raises:
        UsageError: a clue number that is taken, or a value that a field does not take.
    """
    from greenshield.services import issues
    from greenshield.services.shape_typed import Shapes

    shapes = Shapes()
    made = issues.create(work.session, {**given, "geom": shape}, shapes=shapes)
    remarks = (*made.remarks, *((p.code, p.params) for p in shapes.remarks))
    return Outcome((made.issue_id, remarks), made.changes)


def set_shape(work: Work, issue: str, shape: str) -> Outcome:
    """Gives an issue a shape; the value is the shape it had, "" for none.

    Raises:
        RefusedError: a move in force relied on the shape.
    """
    from greenshield.services import issues, map_drawing

    before = map_drawing.shape_text(work.project, issue)
    return Outcome(before, issues.set_fields(work.session, issue, {"geom": shape}))


def clue_number(work: Work) -> str:
    """A clue number for a patch that is drawn by hand."""
    from greenshield.services import map_drawing

    del work
    return map_drawing.clue_number()


def _data(found: Features) -> LayerData:
    return LayerData(
        found.layer,
        found.kind,
        found.ids,
        found.xy,
        found.ring_starts,
        found.owner,
        found.style,
    )


def _extras(found: Features) -> Extras:
    return Extras(
        found.styles, found.style, found.labels, found.anchors, found.azimuths, found.fovs
    )


def _with_gone(found: Features, ids: tuple[str, ...]) -> Renewed:
    """With the ids that are no longer on the layer put behind, without a ring."""
    there = set(found.ids.tolist())
    gone = [each for each in ids if each not in there]
    none = len(gone)
    style = np.concatenate([found.style, np.zeros(none, np.uint8)])
    data = LayerData(
        found.layer,
        found.kind,
        [*found.ids.tolist(), *gone],
        found.xy,
        found.ring_starts,
        found.owner,
        style,
    )
    azimuths, fovs = found.azimuths, found.fovs
    if found.layer == "photo":
        azimuths = np.concatenate([azimuths, np.full(none, np.nan)])
        fovs = np.concatenate([fovs, np.full(none, np.nan)])
    extras = Extras(
        found.styles,
        style,
        np.concatenate([found.labels, np.full(none, "", dtype=np.str_)]),
        np.concatenate([found.anchors, np.full((none, 2), np.nan)]),
        azimuths,
        fovs,
    )
    return Renewed(data, extras)


def save_bytes(_: Work, file: Path, content: bytes) -> None:
    """Writes a file that the window made.

    Raises:
        SurroundingsError: no room, no permission.
    """
    from greenshield import atomic

    atomic.write(file, content, shared=True)


def save_picture(work: Work, file: Path, width: int, height: int, pixels: bytes) -> None:
    """Packs a picture as PNG and writes it.

    Args:
        work: not asked for anything.
        file: where to.
        width: pixels.
        height: pixels.
        pixels: red, green, blue, opacity, 4 × width × height bytes.

    Raises:
        SurroundingsError: no room, no permission.
    """
    from io import BytesIO

    from PIL import Image

    out = BytesIO()
    Image.frombytes("RGBA", (width, height), pixels).save(out, "PNG")
    save_bytes(work, file, out.getvalue())
