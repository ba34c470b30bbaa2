"""The ground of a closure dossier: boundaries, what they overlap, and the pictures taken of it.

Plain values, as those of ``dossier_parts``: areas m² on the ellipsoid, positions degrees lon/lat in
EPSG:4490, dates ISO 8601 text.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from shapely.geometry.base import BaseGeometry

from greenshield.domain.errors import Problem


@dataclass(frozen=True, slots=True)
class Shape:
    """A named piece of ground: a boundary, a zone, a red line. Geometry in EPSG:4490."""

    geometry: BaseGeometry
    name: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class AreaEntry:
    """The reserve that the problem lies in, and the boundary version that was used.

    ``of_class`` is the class of a nature reserve (GB/T 14529).
    """

    name: str
    code: str = ""
    level: str = ""
    type: str = ""
    authority: str = ""
    approval_doc: str = ""
    established_on: str = ""
    version: str = ""
    valid_from: str = ""
    geometry: BaseGeometry | None = None
    of_class: str = ""


@dataclass(frozen=True, slots=True)
class OverlayEntry:
    """How much of the patch lies in one zone, red line or control area, or how far off it is.

    Attributes:
        share: of the patch, 0 to 1; None for a point.
        distance_m: to the nearest of its layer, where the patch meets none; else None.
    """

    layer: str
    name: str
    zone: str
    area_m2: float
    in_force_on: str = ""
    share: float | None = None
    distance_m: float | None = None


@dataclass(frozen=True, slots=True)
class NorthEntry:
    """What the azimuth of a photo counts from.

    Attributes:
        source: code of ``azimuth_source``, "" where the azimuth is that of the file.
        is_magnetic: it counts from magnetic north and could not be turned.
        magnetic: the azimuth as the file tells it, degrees.
        declination: by which it was turned, degrees, east positive.
        model: by which that was found.
    """

    source: str = ""
    is_magnetic: bool = False
    magnetic: float | None = None
    declination: float | None = None
    model: str = ""


@dataclass(frozen=True, slots=True)
class PhotoEntry:
    """A photo that belongs to the issue.

    Attributes:
        path: the original, or None where its bytes are not on this device.
        sha256: of the original; a file with another hash is never shown.
        azimuth: degrees clockwise from north, or None.
        north: from which north, and how that was found.
        taken_at: ISO moment in Chinese time, without an offset.
        warnings: what is doubtful about its position or time by its file alone.
        doubts: what is by other photos and tracks, as of the day the report was written.
        doubt: why it is no evidence for its phase, None where it is.
        older: the number of the issue that it was tied to before a split or a merge, "" for none.
    """

    sha256: str
    path: Path | None
    phase: str
    kind: str = ""
    lon: float | None = None
    lat: float | None = None
    azimuth: float | None = None
    north: NorthEntry = NorthEntry()
    taken_at: str = ""
    taken_at_source: str = ""
    position_source: str = ""
    taker: str = ""
    warnings: tuple[Problem, ...] = ()
    doubts: tuple[Problem, ...] = ()
    doubt: Problem | None = None
    older: str = ""


@dataclass(frozen=True, slots=True)
class PairEntry:
    """A before photo and an after photo of one view, by hash; ``angle`` between them in degrees."""

    before: str
    after: str
    angle: float | None = None
    distance_m: float | None = None


@dataclass(frozen=True, slots=True)
class ImageryEntry:
    """A picture from above (satellite, drone) that somebody attached, before or after."""

    phase: str
    sha256: str
    path: Path | None
    taken_on: str = ""
    source: str = ""
    note: str = ""
