"""What a basemap is, whatever its file: where it lies, how fine it is, of which day, its pieces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from greenshield.domain.errors import Problem
from greenshield.formats.basemaps_pieces import Box, Pixels, Place


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file says of itself.

    Attributes:
        kind: ``mbtiles`` or ``geotiff``.
        box: all that it covers, EPSG:3857.
        focus: where to look at it: its finest part, where a coarse one lies around that.
        finest_m: the length of its own pixels, metres of EPSG:3857; finer pieces show no more.
        coarsest_m: the longest pixel for which a piece can be made in bounded time; coarser
            ones are not drawn.
        title: what the file calls itself, or "".
        date: ISO date, whole or partial, that the file tells; "" where it tells none.
        date_source: ``tag`` or ``metadata``; ``name`` where ``date`` only stands in its name.
        crs: as ``EPSG:4530``, or the coordinate system's name.
        width, height: pixels of a GeoTIFF; 0 for tiles.
        bands: of a GeoTIFF; 0 for tiles.
        zooms: that a tile set has.
        wants_levels: whether it can be seen as a whole only once levels of detail are made.
        problems: remarks.
    """

    kind: str
    box: Box
    focus: Box
    finest_m: float
    coarsest_m: float
    title: str = ""
    date: str = ""
    date_source: str = ""
    crs: str = ""
    width: int = 0
    height: int = 0
    bands: int = 0
    zooms: tuple[int, ...] = ()
    wants_levels: bool = False
    problems: tuple[Problem, ...] = ()


class Basemap(Protocol):
    """An open basemap. Any thread may use it; one at a time is served."""

    @property
    def facts(self) -> Facts:
        """What the file says of itself."""

    @property
    def damaged(self) -> int:
        """How often a tile or block could not be read so far: it grows with each that fails."""

    def piece(self, place: Place, size: int) -> Pixels | None:
        """A square of it, ``size`` pixels wide and high; None where nothing is to be seen."""

    def close(self) -> None:
        """Closes the file."""
