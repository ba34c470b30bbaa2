"""The stretches of a route that were not walked, as a file: for a phone to walk them, or a GIS."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import shapely.geometry

from greenshield import atomic, messages
from greenshield.domain.errors import UsageError
from greenshield.formats import gpx_out, vectors_out
from greenshield.geo.coverage import Gap


def write(gaps: Sequence[Gap], file: Path, lang: str) -> None:
    """Writes the file whole or not at all.

    Args:
        gaps: as ``Coverage.gaps``.
        file: ending in ``.gpx`` (a track each, degrees WGS 84, which EPSG:4490 is to a phone) or
            ``.geojson`` (lines with ``number`` and ``length_m``, EPSG:4490).
        lang: of the names, ``zh`` or ``en``.

    Raises:
        UsageError: ``patrol_gaps_ending``.
        SurroundingsError: no room, no permission.
    """
    content = _WRITERS.get(file.suffix.casefold())
    if content is None:
        raise UsageError("patrol_gaps_ending", ending=file.suffix or file.name)
    atomic.write(file, content(gaps, lang), shared=True)


def _geojson(gaps: Sequence[Gap], lang: str) -> bytes:
    del lang
    features: list[dict[str, Any]] = [
        {
            "type": "Feature",
            "properties": {"number": number, "length_m": round(gap.length_m, 1)},
            "geometry": shapely.geometry.mapping(gap.line),
        }
        for number, gap in enumerate(gaps, 1)
    ]
    return vectors_out.as_geojson({"type": "FeatureCollection", "features": features})


def _gpx(gaps: Sequence[Gap], lang: str) -> bytes:
    return gpx_out.as_gpx(
        gpx_out.Named(messages.text("patrol_gap_name", {"number": number}, lang), gap.line)
        for number, gap in enumerate(gaps, 1)
    )


_WRITERS: Final[dict[str, Callable[[Sequence[Gap], str], bytes]]] = {
    ".geojson": _geojson,
    ".json": _geojson,
    ".gpx": _gpx,
}
