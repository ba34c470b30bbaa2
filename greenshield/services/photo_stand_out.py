"""Places to stand at as a file that a phone, a GIS or a printer takes, by the ending of its name.

GPX is in WGS 84, from which CGCS2000 differs by some centimetres.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import gpxpy.gpx
import numpy as np

from greenshield import atomic, messages, reference
from greenshield.domain.errors import UsageError
from greenshield.formats import vectors_out
from greenshield.geo import camera, ellipsoid
from greenshield.reports import plain_table
from greenshield.reports.plain_table import Cell
from greenshield.services import photo_words
from greenshield.services.photo_stand import Place, Stand, Target

ENDINGS: Final = (".gpx", ".geojson", ".json", ".csv", ".xlsx")
_WEDGE_M: Final = 40.0  # how far a sector is drawn; it says which way, not how far
_NEEDED: Final = "Flag, Red"  # as on our own map; the names are Garmin's
_WORTH_HAVING: Final = "Flag, Blue"


def write(targets: Sequence[Target], file: Path, lang: str, start: Place | None = None) -> int:
    """Writes the best place of each target, in their order; whole or not at all.

    Args:
        targets: as ``photo_guide.in_order`` puts them.
        file: with an ending of ``ENDINGS``.
        lang: of the words, ``zh`` or ``en``.
        start: lon/lat from which tables tell how far each is, and which way; None for nowhere.

    Returns:
        How many places it holds; tables hold the targets without one as well.

    Raises:
        UsageError: ``stand_ending_unknown``.
        SurroundingsError: no room, no permission.
    """
    content = _WRITERS.get(file.suffix.casefold())
    if content is None:
        raise UsageError("stand_ending_unknown", file=str(file), known=", ".join(ENDINGS))
    atomic.write(file, content(targets, lang, start), shared=True)
    return sum(bool(target.stands) for target in targets)


def name_of(number: int, target: Target, lang: str) -> str:
    """What a place is called in a list."""
    return f"{number} {target.number} {photo_words.shot(target.shot, lang)}"


def _placed(targets: Sequence[Target]) -> Iterator[tuple[int, Target, Stand]]:
    for number, target in enumerate(targets, 1):
        if target.stands:
            yield number, target, target.stands[0]


def _gpx(targets: Sequence[Target], lang: str, _: Place | None) -> bytes:
    document = gpxpy.gpx.GPX()
    document.creator = "Green Shield"
    document.name = messages.text("stand_title", {}, lang)
    for number, target, stand in _placed(targets):
        told = photo_words.summary(target, lang)
        point = gpxpy.gpx.GPXWaypoint(
            stand.lat, stand.lon, name=_plain(name_of(number, target, lang)),
            description=_plain(f"{target.name} {told}".strip()),
            symbol=_NEEDED if target.shot.needed else _WORTH_HAVING,
        )  # fmt: skip
        document.waypoints.append(point)
    return document.to_xml(version="1.1").encode("utf-8")


def _geojson(targets: Sequence[Target], lang: str, _: Place | None) -> bytes:
    features = []
    for number, target, stand in _placed(targets):
        told = {
            "number": number, "issue": target.number, "name": target.name,
            "phase": target.shot.phase, "what": target.shot.what, "needed": target.shot.needed,
            "title": name_of(number, target, lang), "note": photo_words.summary(target, lang),
            "azimuth_deg": stand.azimuth_deg, "magnetic_deg": stand.magnetic_deg,
            "fov_deg": stand.fov_deg, "like": target.shot.like or None,
        }  # fmt: skip
        point = {"type": "Point", "coordinates": [stand.lon, stand.lat]}
        features.append(_feature({"part": "place", **told}, point))
        if stand.azimuth_deg is not None:
            features.append(_feature({"part": "view", **told}, _sector(stand)))
    return vectors_out.as_geojson({"type": "FeatureCollection", "features": features})


def _feature(properties: dict[str, Any], geometry: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _sector(stand: Stand) -> dict[str, Any]:
    """What is seen from there, as a polygon."""
    [ring] = camera.corners(
        np.array([[stand.lon, stand.lat]]), np.array([stand.azimuth_deg or 0.0]),
        np.array([stand.fov_deg / 2]), np.array([_WEDGE_M]),
    ).round(7).tolist()  # fmt: skip
    # RFC 7946, 3.1.6: the outer ring runs against the clock; the arc runs with it.
    return {"type": "Polygon", "coordinates": [[*ring[::-1], ring[-1]]]}


def table(
    targets: Sequence[Target], lang: str, start: Place | None = None
) -> tuple[list[str], list[list[Cell]]]:
    """Heads and rows, one for each target."""
    heads = messages.text("stand_table_headers", {}, lang).split("|")
    return heads, [_row(number, target, lang, start) for number, target in enumerate(targets, 1)]


def _row(number: int, target: Target, lang: str, start: Place | None) -> list[Cell]:
    shot, stand = target.shot, target.stands[0] if target.stands else None
    phase = reference.code_tables().label("photo_phase", shot.phase, lang)
    model = "" if target.model is None else target.model.name or target.model.sha256[:12]
    where: list[Cell] = ["", ""] if stand is None else [f"{stand.lon:.7f}", f"{stand.lat:.7f}"]
    names = ("azimuth_deg", "magnetic_deg", "fov_deg", "pitch_deg", "gap_m")
    seen: list[Cell] = [_whole(getattr(stand, name, None)) for name in names]
    return [
        str(number), target.number, target.name, phase, photo_words.shot(shot, lang),
        "✓" if shot.needed else "", *where, photo_words.place(stand, lang), *seen,
        *_way(start, stand), model, photo_words.reasons(shot.why, lang),
    ]  # fmt: skip


def _way(start: Place | None, stand: Stand | None) -> list[Cell]:
    """How far a place is from the start, and which way, from true north."""
    if start is None or stand is None:
        return ["", ""]
    bearing, _, metres = ellipsoid.geod().inv(*start, stand.lon, stand.lat)
    return [_whole(metres), f"{round(bearing) % 360}"]


def _whole(value: float | None) -> str:
    return "" if value is None else f"{value:.0f}"


def _csv(targets: Sequence[Target], lang: str, start: Place | None) -> bytes:
    return plain_table.as_csv(*table(targets, lang, start))


def _xlsx(targets: Sequence[Target], lang: str, start: Place | None) -> bytes:
    title = messages.text("stand_title", {}, lang)
    return plain_table.as_xlsx(title, *table(targets, lang, start))


def _plain(text: str) -> str:
    """Text that XML can carry."""
    return "".join(letter for letter in text if letter >= " ")


_WRITERS: Final[dict[str, Callable[[Sequence[Target], str, Place | None], bytes]]] = {
    ".gpx": _gpx, ".geojson": _geojson, ".json": _geojson, ".csv": _csv, ".xlsx": _xlsx,
}  # fmt: skip
