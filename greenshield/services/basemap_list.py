"""The basemaps of a project as a list: what people said of each, and what its file says."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from greenshield.domain.errors import GreenShieldError, UnreadableError, UsageError
from greenshield.formats.basemaps import Facts
from greenshield.formats.basemaps_dates import FROM_NAME, FROM_USER
from greenshield.geo import webmercator
from greenshield.project.project import Project
from greenshield.services import basemap_book
from greenshield.services.basemap_book import Book, Entry
from greenshield.services.basemap_shelf import Shelf, levels_folder
from greenshield.services.basemap_wishes import Wishes, described


def items(project: Project, shelf: Shelf | None = None) -> list[dict[str, Any]]:
    """The basemaps of a project, topmost first, each with what its file says.

    A file that can't be read is listed with ``status`` ``unreadable`` and the reason, one that
    is not on this machine with ``missing``.
    """
    book = basemap_book.load(project)
    own = Shelf()
    try:
        return [item_of(project, book, entry, shelf or own) for entry in book.entries]
    finally:
        own.close()


def inspect(project: Project, path: Path, wishes: Wishes, shelf: Shelf) -> dict[str, Any]:
    """What a file says before it is added: an item as of :func:`items`, without an id.

    Raises:
        GreenShieldError: as ``open_basemap``; ``basemap_is_project``.
    """
    entry = described(Entry("-", linked=True), wishes)
    facts = shelf.get(project, path, entry).facts
    return _told(entry, path, facts, project)


def place_of(project: Project, book: Book, entry: Entry) -> Path:
    """Where a basemap's file is.

    Raises:
        UnreadableError: ``file_not_found``: not on this machine.
    """
    path = basemap_book.path_of(project, book, entry)
    if path is None:
        raise UnreadableError("file_not_found", file=entry.id)
    return path


def find(book: Book, word: str) -> Entry:
    """The basemap of an id, a name, or an unambiguous beginning of either.

    Raises:
        UsageError: ``basemap_unknown``.
    """
    exact = [e for e in book.entries if word in (e.id, e.name)]
    near = [e for e in book.entries if word and (e.id.startswith(word) or e.name.startswith(word))]
    found = exact or near
    if len(found) != 1:
        raise UsageError("basemap_unknown", given=word, known=[e.id for e in book.entries])
    return found[0]


def item_of(project: Project, book: Book, entry: Entry, shelf: Shelf) -> dict[str, Any]:
    """One of :func:`items`."""
    path = basemap_book.path_of(project, book, entry)
    try:
        path = place_of(project, book, entry)
        return _told(entry, path, shelf.get(project, path, entry).facts, project)
    except GreenShieldError as error:
        missing = error.code == "file_not_found"
        status = "missing" if missing else "unreadable"
        return _not_told(entry, path, project, status, error.code, error.params)
    except Exception as error:  # one file, from anybody, must not take the others away
        reason = f"{type(error).__name__}: {error}"[:200]
        params = {"file": entry.id, "reason": reason}
        return _not_told(entry, path, project, "unreadable", "file_unreadable", params)


def _not_told(
    entry: Entry,
    path: Path | None,
    project: Project,
    status: str,
    code: str,
    params: Mapping[str, Any],
) -> dict[str, Any]:
    """The item of a file that says nothing, and why."""
    problems = [{"code": code, "params": dict(params)}]
    return _told(entry, path, None, project) | {"status": status, "problems": problems}


def _told(entry: Entry, path: Path | None, facts: Facts | None, project: Project) -> dict[str, Any]:
    out: dict[str, Any] = {
        "id": entry.id, "name": entry.name, "date": entry.date,
        "date_source": FROM_USER if entry.date else "", "date_hint": "", "status": "ok",
        "kind": "", "file": "" if path is None else str(path), "linked": entry.linked,
        "crs": entry.crs, "datum": entry.datum, "bounds": None, "box": None, "size_bytes": None,
        "mtime_ns": None,
        "width": None, "height": None, "bands": None, "zooms": [], "finest_m": None,
        "coarsest_m": None, "wants_levels": False, "levels": 0, "problems": [],
    }  # fmt: skip
    if facts is None or path is None:
        out["name"] = entry.name or Path(entry.id).stem
        return out
    box, focus = facts.box, facts.focus
    corners = webmercator.unproject([[focus.west, focus.south], [focus.east, focus.north]])
    if not entry.date and facts.date_source == FROM_NAME:
        out["date_hint"] = facts.date
    elif not entry.date:
        out["date"], out["date_source"] = facts.date, facts.date_source
    levels, told = levels_folder(project.layout, path), path.stat()
    return out | {
        "name": entry.name or facts.title or path.stem,
        "kind": facts.kind, "crs": facts.crs, "size_bytes": told.st_size,
        "mtime_ns": told.st_mtime_ns,
        "bounds": [round(float(v), 7) for v in corners.ravel()],
        "box": [box.west, box.south, box.east, box.north],
        "width": facts.width or None, "height": facts.height or None, "bands": facts.bands or None,
        "zooms": list(facts.zooms), "finest_m": facts.finest_m, "coarsest_m": facts.coarsest_m,
        "wants_levels": facts.wants_levels,
        "levels": sum(1 for _ in levels.glob("*.tif")) if levels.is_dir() else 0,
        "problems": [
            {"code": p.code, "params": {"file": p.file, **p.params}} for p in facts.problems
        ],
    }  # fmt: skip
