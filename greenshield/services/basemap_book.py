"""Which basemaps a project has, and what people say of them: ``basemaps/basemaps.json``.

The files lie beside it in the project's folder ``basemaps/``, where people may put them by hand,
or stay where they are. Where they are is noted with the user, not in the project: a path is true
on one machine only, and a folder from somebody else must not make this one open paths of theirs.
No event speaks of basemaps: they prove nothing and never travel with a sync.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from greenshield import atomic, paths
from greenshield.domain import dates
from greenshield.formats.basemaps import DATUMS, SUFFIXES
from greenshield.formats.beside import opened_beside
from greenshield.project.project import Project
from greenshield.services.basemap_hand import written_by
from greenshield.services.copy_note import names_a_copy
from greenshield.services.session import Session

FOLDER: Final = "basemaps"
_FILE = "basemaps.json"
_MOST = 1 << 20  # bytes of the file
_MOST_ENTRIES = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """One basemap of a project.

    Attributes:
        id: its file's name, or one made from it where two are called alike.
        name: what people call it, or "".
        date: ISO date, whole or partial, that a person gave; "" for the file's own.
        crs: ``EPSG:n`` that a person named, or "".
        datum: the shift of a web map that it is in, or "".
        linked: whether the file stays outside of the project.
    """

    id: str
    name: str = ""
    date: str = ""
    crs: str = ""
    datum: str = ""
    linked: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """The basemaps of a project, topmost first.

    Attributes:
        entries: those that are shown.
        removed: files in the folder that were taken off the list.
        places: id -> path, of linked ones, on this machine.
    """

    entries: tuple[Entry, ...] = ()
    removed: tuple[str, ...] = ()
    places: Mapping[str, Path] = field(default_factory=dict)

    def get(self, basemap_id: str) -> Entry | None:
        """An entry by its id."""
        return next((entry for entry in self.entries if entry.id == basemap_id), None)

    def with_entry(self, entry: Entry, *, first: bool = False) -> Book:
        """With an entry in the place of that of its id, or as a new one."""
        removed = tuple(name for name in self.removed if name != entry.id)
        if self.get(entry.id) is not None:
            entries = tuple(entry if old.id == entry.id else old for old in self.entries)
        else:
            entries = (entry, *self.entries) if first else (*self.entries, entry)
        return replace(self, entries=entries, removed=removed)

    def without(self, basemap_id: str, *, note: bool) -> Book:
        """Without an entry; ``note`` where its file stays in the folder."""
        entries = tuple(entry for entry in self.entries if entry.id != basemap_id)
        removed = (*self.removed, basemap_id) if note else self.removed
        places = {key: path for key, path in self.places.items() if key != basemap_id}
        return Book(entries, tuple(dict.fromkeys(removed)), places)

    def ordered(self, ids: Iterable[str]) -> Book:
        """With those named first, in that order, and the rest as they were."""
        wanted = [entry for key in dict.fromkeys(ids) if (entry := self.get(key)) is not None]
        rest = [entry for entry in self.entries if entry not in wanted]
        return replace(self, entries=(*wanted, *rest))


def folder(project: Project) -> Path:
    """Where a project's own basemaps lie."""
    return project.layout.basemaps


def path_of(project: Project, book: Book, entry: Entry) -> Path | None:
    """Where a basemap's file is; None where this machine does not know."""
    return book.places.get(entry.id) if entry.linked else folder(project) / entry.id


def load(project: Project) -> Book:
    """The basemaps of a project, with the files that somebody put into its folder by hand."""
    raw = _read(folder(project) / _FILE, project.layout.locked)
    kept = [entry for each in _listed(raw, "basemaps") if (entry := _entry(each)) is not None]
    entries = {entry.id: entry for entry in kept[:_MOST_ENTRIES]}
    removed = tuple(name for name in _listed(raw, "removed") if _is_name(name))[:_MOST_ENTRIES]
    for name in _lying(folder(project)):
        if name not in removed:
            entries.setdefault(name, Entry(name))
    return Book(tuple(entries.values()), removed, _places(project))


def save(session: Session, book: Book) -> None:
    """Writes it.

    Raises:
        SurroundingsError: ``disk_full``, ``user_file_unwritable``.
        GreenShieldError: as ``basemap_hand.written_by``.
    """
    project = written_by(session)
    told = {
        "version": 1,
        "basemaps": [{k: v for k, v in asdict(e).items() if v} for e in book.entries],
        "removed": list(book.removed),
    }
    atomic.write(folder(project) / _FILE, _json(told))
    places = {key: str(path) for key, path in book.places.items()}
    if names_a_copy(project.project_id) and (places or _places_file(project).exists()):
        atomic.write(_places_file(project), _json(places))


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8")


def _entry(raw: Any) -> Entry | None:
    """An entry of a file that anybody may have written."""
    if not isinstance(raw, dict) or not _is_name(raw.get("id")):
        return None
    texts = {key: raw.get(key, "") for key in ("name", "date", "crs", "datum")}
    if not all(isinstance(text, str) for text in texts.values()):
        return None
    return Entry(
        raw["id"],
        texts["name"][:200],
        dates.parse_partial(texts["date"]) or "",
        texts["crs"][:40],
        texts["datum"] if texts["datum"] in DATUMS else "",
        raw.get("linked") is True,
    )


def _is_name(name: Any) -> bool:
    """Whether a text can only be the name of a file right in the folder."""
    return (
        isinstance(name, str)
        and 0 < len(name) <= 255
        and not name.startswith(".")
        and not set(name) & set('/\\:\0"<>|?*')
        and name.isprintable()
    )


def _listed(raw: Any, key: str) -> list[Any]:
    found = raw.get(key) if isinstance(raw, dict) else None
    return found if isinstance(found, list) else []


def _lying(where: Path) -> list[str]:
    """The files in the folder that can be basemaps, newest names first."""
    try:
        found = [f.name for f in where.iterdir() if f.suffix.casefold() in SUFFIXES]
        return sorted((n for n in found if _is_name(n) and (where / n).is_file()), reverse=True)
    except OSError:
        return []


def _read(file: Path, own: Iterable[Path]) -> Any:
    try:
        with opened_beside(file, own) as stream:
            return json.loads(stream.read(_MOST))
    except (OSError, ValueError, RecursionError):
        return {}


def _places_file(project: Project) -> Path:
    return paths.state_dir() / FOLDER / f"{project.project_id}.json"


def _places(project: Project) -> dict[str, Path]:
    if not names_a_copy(project.project_id):  # it comes from the project's file
        return {}
    raw = _read(_places_file(project), project.layout.locked)
    pairs = raw.items() if isinstance(raw, dict) else ()
    return {k: Path(v) for k, v in pairs if _is_name(k) and isinstance(v, str) and v}
