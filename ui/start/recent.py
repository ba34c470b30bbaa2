"""The projects that were open here before, latest first. Kept with the window's own memory."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from ui.prefs import Prefs
from ui.widgets import choosing

_KEY = "start.recent"
_LAST_FOLDER = "start.last_folder"
_MOST = 15


@dataclass(frozen=True, slots=True)
class RecentProject:
    """One of them.

    Attributes:
        path: its folder.
        name: what it was called.
        opened: when it was opened last, ISO in UTC.
        is_missing: nothing is there any more, as far as was looked.
    """

    path: str
    name: str
    opened: str = ""
    is_missing: bool = False


def load(prefs: Prefs) -> list[RecentProject]:
    """What is remembered; entries that are none are passed over."""
    out = []
    for entry in prefs.get(_KEY, []):
        if isinstance(entry, dict) and isinstance(entry.get("path"), str):
            name = entry.get("name")
            opened = entry.get("opened")
            out.append(
                RecentProject(
                    entry["path"],
                    name if isinstance(name, str) and name else Path(entry["path"]).name,
                    opened if isinstance(opened, str) else "",
                )
            )
    return out[:_MOST]


def note(prefs: Prefs, path: Path, name: str, now: datetime | None = None) -> None:
    """Puts a project to the front."""
    moment = (now or datetime.now(UTC)).isoformat(timespec="seconds")
    rest = [item for item in load(prefs) if item.path != str(path)]
    _save(prefs, [RecentProject(str(path), name, moment), *rest])


def forget(prefs: Prefs, path: str) -> None:
    """Takes a project out of the list; the project itself stays where it is."""
    _save(prefs, [item for item in load(prefs) if item.path != path])


def marked(items: list[RecentProject], there: dict[str, bool]) -> list[RecentProject]:
    """The same with what is missing marked."""
    return [replace(item, is_missing=not there.get(item.path, True)) for item in items]


def _save(prefs: Prefs, items: list[RecentProject]) -> None:
    kept = [asdict(item) for item in items[:_MOST]]
    for entry in kept:
        del entry["is_missing"]
    prefs.set(_KEY, kept)


def documents(prefs: Prefs) -> Path:
    """Where new projects go at first: beside the last one, else among the user's documents."""
    return choosing.documents(prefs.get(_LAST_FOLDER, ""))


def note_folder(prefs: Prefs, folder: Path) -> None:
    """Remembers where a project was made."""
    prefs.set(_LAST_FOLDER, str(folder))
