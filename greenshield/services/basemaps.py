"""The basemaps of a project: added, described, ordered, taken off.

Whoever may write in the project may change them (``basemap_hand``); that is no event, since they
prove nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from greenshield.domain.errors import Problem, UsageError
from greenshield.project.changes import Changes
from greenshield.services import basemap_book, basemap_files, basemap_list
from greenshield.services.basemap_book import Entry
from greenshield.services.basemap_hand import written_by
from greenshield.services.basemap_list import find
from greenshield.services.basemap_shelf import Shelf, need_other_file
from greenshield.services.basemap_wishes import Wishes, checked, described
from greenshield.services.progress import SILENT, Progress
from greenshield.services.session import Session

__all__ = [
    "Added", "Wishes", "add", "build_levels", "describe", "find", "order", "remove", "restore",
]  # fmt: skip

KIND = "basemap"


@dataclass(frozen=True, slots=True)
class Added:
    """What adding did.

    Attributes:
        basemap_id: its id.
        item: as of ``basemap_list.items``.
        is_new: False where the project had the very file.
        problems: remarks.
        changes: for the window.
    """

    basemap_id: str
    item: dict[str, Any]
    is_new: bool
    problems: tuple[Problem, ...]
    changes: Changes


def add(session: Session, path: Path, wishes: Wishes, progress: Progress = SILENT) -> Added:
    """Adds a file: copied into the project's folder ``basemaps/``, or linked.

    Raises:
        UnreadableError, UsageError: it is no basemap, as ``open_basemap``.
        RefusedError: ``basemap_is_project``.
        UsageError: ``basemap_date_unclear``.
        SurroundingsError: no room, no permission, ``cancelled``.
        GreenShieldError: as ``basemap_hand.written_by``, here and in all that follow.
    """
    project = written_by(session)
    need_other_file(project.layout, path)
    said = described(Entry("-", linked=wishes.link), wishes)
    shelf = Shelf()
    try:
        shelf.get(project, path, said)  # refused before anything is copied
    finally:
        shelf.close()
    book = basemap_book.load(project)
    got = (basemap_files.link if wishes.link else basemap_files.copy)(session, book, path, progress)
    known = book.get(got.id)
    entry = described(replace(known or said, id=got.id, linked=wishes.link), wishes)
    places = dict(book.places) | ({got.id: path.absolute()} if wishes.link else {})
    book = replace(book, places=places).with_entry(entry, first=True)
    basemap_book.save(session, book)
    try:
        item = basemap_list.item_of(project, book, entry, shelf)
    finally:
        shelf.close()
    problems = [
        Problem(p["code"], path.name, params=p["params"], fatal=False) for p in item["problems"]
    ]
    if not item["date"]:
        hint = {"hint": item["date_hint"]} if item["date_hint"] else {"hint": ""}
        problems.append(
            Problem(
                "basemap_without_date", path.name, params={"file": path.name, **hint}, fatal=False
            )
        )
    return Added(got.id, item, got.is_new, tuple(problems), _changes(got.id, is_new=got.is_new))


def describe(session: Session, basemap_id: str, **said: str) -> Changes:
    """Sets ``name``, ``date``, ``crs`` or ``datum``; "" takes what the file tells.

    Raises:
        UsageError: ``basemap_unknown``, ``basemap_date_unclear``, ``basemap_crs_unknown``,
            ``basemap_datum_unknown``.
        UnreadableError: with the other coordinate system the file can't be placed.
    """
    project = written_by(session)
    book = basemap_book.load(project)
    old = find(book, basemap_id)
    kept: dict[str, Any] = {key: checked(key, value) for key, value in said.items()}
    entry = replace(old, **kept)
    path = basemap_book.path_of(project, book, entry)
    if {"crs", "datum"} & said.keys() and path is not None:
        shelf = Shelf()
        try:
            shelf.get(project, path, entry)
        finally:
            shelf.close()
    basemap_book.save(session, book.with_entry(entry))
    return _changes(old.id)


def remove(
    session: Session, basemap_id: str, *, delete: bool = False, shelf: Shelf | None = None
) -> Changes:
    """Takes a basemap off the list; with ``delete`` its copy in the project's folder goes too.

    A linked file is never touched.

    Raises:
        UsageError: ``basemap_unknown``.
        SurroundingsError: the file can't be deleted.
    """
    project = written_by(session)
    book = basemap_book.load(project)
    entry = find(book, basemap_id)
    path = basemap_book.path_of(project, book, entry)
    deletes = delete and not entry.linked and path is not None
    if path is not None and shelf is not None:
        shelf.close(path)
    if deletes and path is not None:
        basemap_files.delete(session, path)
    basemap_book.save(session, book.without(entry.id, note=not entry.linked and not deletes))
    return _changes(entry.id)


def restore(session: Session, entry: Entry, place: Path | None, above: Sequence[str]) -> Changes:
    """Puts back what was taken off the list, at its place: the undo of :func:`remove`."""
    project = written_by(session)
    book = basemap_book.load(project)
    places = dict(book.places) | ({entry.id: place} if entry.linked and place else {})
    book = replace(book, places=places).with_entry(entry)
    rest = [e.id for e in book.entries if e.id != entry.id and e.id not in above]
    basemap_book.save(session, book.ordered([*above, entry.id, *rest]))
    return _changes(entry.id)


def order(session: Session, ids: Sequence[str]) -> Changes:
    """Brings basemaps to the top, in this order; the others stay below as they were.

    Raises:
        UsageError: ``basemap_unknown``.
    """
    project = written_by(session)
    book = basemap_book.load(project)
    found = [find(book, each).id for each in ids]
    basemap_book.save(session, book.ordered(found))
    return Changes(changed={KIND: tuple(found)})


def build_levels(
    session: Session, basemap_id: str, progress: Progress = SILENT, shelf: Shelf | None = None
) -> int:
    """Makes the levels of detail of a GeoTIFF, in the project's ``derived/``; how many.

    Raises:
        UsageError: ``basemap_unknown``, ``basemap_needs_no_levels``: tiles have their own.
        RefusedError: ``basemap_is_project``.
        GreenShieldError: as ``make_levels``; ``cancelled``.
    """
    project = written_by(session)
    book = basemap_book.load(project)
    entry = find(book, basemap_id)
    path = basemap_list.place_of(project, book, entry)
    need_other_file(project.layout, path)
    if not basemap_files.is_tiff(path):
        raise UsageError("basemap_needs_no_levels", file=entry.id)
    count = basemap_files.make_levels(session, path, progress)
    if shelf is not None:
        shelf.close(path)
    return count


def _changes(basemap_id: str, *, is_new: bool = False) -> Changes:
    ids: dict[str, tuple[str, ...]] = {KIND: (basemap_id,)}
    return Changes(created=ids) if is_new else Changes(changed=ids)
