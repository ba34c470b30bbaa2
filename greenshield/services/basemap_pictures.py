"""Pieces of a project's basemaps as a screen draws them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from greenshield.formats.basemaps import Pixels, Place, for_screen, open_basemap, preview
from greenshield.project.project import Project
from greenshield.services import basemap_book, basemap_list
from greenshield.services.basemap_book import Entry
from greenshield.services.basemap_shelf import Shelf, need_other_file
from greenshield.services.basemap_wishes import Wishes, described


@dataclass(frozen=True, slots=True)
class Piece:
    """A square of a basemap.

    Attributes:
        pixels: (size, size, 4) uint8, 32-bit words 0xAARRGGBB with the alpha multiplied in; None
            where nothing is to be seen.
        opaque: whether nothing shines through.
        whole: False where a tile or block of it could not be read this time; it may be later.
    """

    pixels: Pixels | None
    opaque: bool
    whole: bool


def piece(
    project: Project, shelf: Shelf, basemap_id: str, z: int, x: int, y: int, size: int
) -> Piece:
    """A square of a basemap.

    Args:
        project: open.
        shelf: keeps the file open for the next piece.
        basemap_id: its id.
        z: zoom of a square of the Web Mercator grid.
        x: its column, from the west.
        y: its row, from the north.
        size: its pixels, 256 or 512.

    Raises:
        UsageError: ``basemap_unknown``.
        GreenShieldError: as ``open_basemap``.
    """
    book = basemap_book.load(project)
    entry = basemap_list.find(book, basemap_id)
    path = basemap_list.place_of(project, book, entry)
    basemap = shelf.get(project, path, entry)
    before = basemap.damaged
    got = basemap.piece(Place(z, x, y), size)
    whole = basemap.damaged == before
    if not whole:
        shelf.doubt(path)
    pixels, opaque = (None, False) if got is None else for_screen(got)
    return Piece(pixels, opaque, whole)


def preview_of_file(
    project: Project, path: Path, wishes: Wishes, longest: int
) -> tuple[Pixels, bool] | None:
    """The whole of a file that is not in the project, small.

    Returns:
        Pixels as of :class:`Piece`, and whether nothing shines through; None where nothing is seen.

    Raises:
        GreenShieldError: as ``open_basemap``; ``basemap_is_project``.
    """
    need_other_file(project.layout, path)
    entry = described(Entry("-", linked=True), wishes)
    basemap = open_basemap(path, crs=entry.crs, datum=entry.datum, own=project.layout.locked)
    try:
        got = preview(basemap, longest)
    finally:
        basemap.close()
    return None if got is None else for_screen(got[0])
