"""What the worker does for the basemaps.

The services are imported inside the functions: the window imports this file too, to name the
calls, and must not wait for the libraries that only the worker needs.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ui.tasks.work import Outcome, Work

if TYPE_CHECKING:
    from greenshield.services.basemap_shelf import Shelf


@dataclass(frozen=True, slots=True)
class Picture:
    """A piece as it comes to the window.

    Attributes:
        size: pixels of a side.
        pixels: (height, width, 4) uint8, 32-bit words 0xAARRGGBB; None: nothing is to be seen.
        opaque: whether nothing shines through.
        whole: False where some of it could not be read this time.
    """

    size: int
    pixels: np.ndarray | None
    opaque: bool
    whole: bool


_PREVIEW = 640


@cache
def _shelf() -> Shelf:
    """The worker's open basemaps: one shelf for all lanes, which it serves one at a time."""
    from greenshield.services.basemap_shelf import Shelf

    return Shelf()


def listed(work: Work) -> list[dict[str, Any]]:
    """The project's basemaps, topmost first, as ``basemap_list.items``."""
    from greenshield.services import basemap_list

    return basemap_list.items(work.project, _shelf())


def piece(work: Work, basemap_id: str, z: int, x: int, y: int, size: int) -> Picture:
    """A square of a basemap."""
    from greenshield.services import basemap_pictures

    got = basemap_pictures.piece(work.project, _shelf(), basemap_id, z, x, y, size)
    return Picture(size, got.pixels, got.opaque, got.whole)


def inspected(work: Work, path: str, wishes: dict[str, Any]) -> dict[str, Any]:
    """What a file says before it is added, and ``preview``: pixels, or None."""
    from greenshield.services import basemap_list, basemap_pictures, basemaps

    said = basemaps.Wishes(**wishes)
    item = basemap_list.inspect(work.project, Path(path), said, _shelf())
    work.tell(item)
    work.progress.step("", 0, 0)
    got = basemap_pictures.preview_of_file(work.project, Path(path), said, _PREVIEW)
    return item | {"preview": None if got is None else got[0]}


def add(work: Work, path: str, wishes: dict[str, Any]) -> Outcome:
    """Adds a file; the item of it."""
    from greenshield.services import basemaps

    done = basemaps.add(work.session, Path(path), basemaps.Wishes(**wishes), work.progress)
    return Outcome(done.item | {"is_new": done.is_new}, done.changes)


def describe(work: Work, basemap_id: str, said: dict[str, str]) -> Outcome:
    """Sets what people say of a basemap; what they said before."""
    from greenshield.services import basemap_book, basemaps

    entry = basemaps.find(basemap_book.load(work.project), basemap_id)
    before = {key: getattr(entry, key) for key in said}
    return Outcome(before, basemaps.describe(work.session, basemap_id, **said))


def remove(work: Work, basemap_id: str, delete: bool = False) -> Outcome:
    """Takes a basemap off the list; what puts it back."""
    from greenshield.services import basemap_book, basemaps

    book = basemap_book.load(work.project)
    entry = basemaps.find(book, basemap_id)
    place = book.places.get(entry.id)
    ids = [each.id for each in book.entries]
    way_back = {
        "entry": asdict(entry),
        "place": "" if place is None else str(place),
        "above": ids[: ids.index(entry.id)],
    }
    changes = basemaps.remove(work.session, entry.id, delete=delete, shelf=_shelf())
    return Outcome(way_back, changes)


def restore(work: Work, way_back: dict[str, Any]) -> Outcome:
    """Puts back what ``remove`` took off the list."""
    from greenshield.services import basemaps
    from greenshield.services.basemap_book import Entry

    place = Path(way_back["place"]) if way_back["place"] else None
    entry = Entry(**way_back["entry"])
    return Outcome(entry.id, basemaps.restore(work.session, entry, place, way_back["above"]))


def order(work: Work, ids: list[str]) -> Outcome:
    """Orders basemaps, topmost first; the order before."""
    from greenshield.services import basemap_book, basemaps

    before = [entry.id for entry in basemap_book.load(work.project).entries]
    return Outcome(before, basemaps.order(work.session, ids))


def build_levels(work: Work, basemap_id: str) -> Outcome:
    """Makes the levels of detail of a GeoTIFF; how many."""
    from greenshield.project.changes import Changes
    from greenshield.services import basemaps

    count = basemaps.build_levels(work.session, basemap_id, work.progress, _shelf())
    return Outcome(count, Changes(changed={basemaps.KIND: (basemap_id,)}))


def put_away(work: Work) -> None:
    """Closes every open basemap: its project is being left."""
    del work
    _shelf().close()
