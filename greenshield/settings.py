"""The user's settings on this machine: language, default actors, how photos are tied.

One JSON file in the config folder, replaced whole at each change. Keys that this version
does not know are kept, so that an older program does not lose a newer one's settings.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from greenshield import atomic, paths
from greenshield.domain.errors import UnreadableError, UsageError

LANGUAGES = ("zh", "en")
AUTO_TAG_LEAD = "auto_tag_lead"
# A photo that is tied by itself: how far the match of its patch, 0 to 1, must lie above the next
# one's, and bounds. The default is chosen by the errors that benchmarks/README.md counts.
DEFAULT_AUTO_TAG, LEAST_AUTO_TAG, MOST_AUTO_TAG = 0.4, 0.1, 0.9
DUE_SOON = "due_soon_days"
DEFAULT_DUE_SOON, MOST_DUE_SOON = 30, 3660
_MAX_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user chose; a value, changed by ``with_…`` and written by ``save``.

    Attributes:
        language: ``zh`` or ``en``, or None where the user never chose.
        default_actors: actor id by project id.
        auto_tag_lead: how far a patch must stand out for a photo to be tied to it by itself, or
            None for ``DEFAULT_AUTO_TAG``.
        due_soon_days: how many days ahead are soon, or None for ``DEFAULT_DUE_SOON``.
        unknown: keys of a newer program, written back untouched.
    """

    language: str | None = None
    default_actors: dict[str, str] = field(default_factory=dict)
    auto_tag_lead: float | None = None
    due_soon_days: int | None = None
    unknown: dict[str, Any] = field(default_factory=dict)

    def with_language(self, language: str) -> Settings:
        """The same settings in another language.

        Raises:
            UsageError: ``language_unknown``.
        """
        if language not in LANGUAGES:
            raise UsageError("language_unknown", language=language, known=", ".join(LANGUAGES))
        return replace(self, language=language)

    def with_default_actor(self, project_id: str, actor_id: str | None) -> Settings:
        """The same settings with another default actor for one project; None takes it away."""
        actors = {k: v for k, v in self.default_actors.items() if k != project_id}
        if actor_id is not None:
            actors[project_id] = actor_id
        return replace(self, default_actors=actors)

    def with_auto_tag_lead(self, lead: float | None) -> Settings:
        """The same settings with another threshold for ties; None for the default.

        Raises:
            UsageError: ``auto_tag_lead_impossible``.
        """
        if lead is not None and not LEAST_AUTO_TAG <= lead <= MOST_AUTO_TAG:
            raise UsageError(
                "auto_tag_lead_impossible",
                given=f"{lead:g}", low=LEAST_AUTO_TAG, high=MOST_AUTO_TAG,
            )  # fmt: skip
        return replace(self, auto_tag_lead=lead)

    def with_due_soon_days(self, days: int | None) -> Settings:
        """The same settings with another idea of soon; None for the default.

        Raises:
            UsageError: ``due_days_impossible``.
        """
        if days is not None and not 1 <= days <= MOST_DUE_SOON:
            raise UsageError("due_days_impossible", given=str(days), high=MOST_DUE_SOON)
        return replace(self, due_soon_days=days)

    @property
    def due_soon(self) -> int:
        """How many days ahead are soon."""
        return DEFAULT_DUE_SOON if self.due_soon_days is None else self.due_soon_days

    @property
    def auto_tag(self) -> float:
        """The threshold in force for ties that are made by themselves."""
        return DEFAULT_AUTO_TAG if self.auto_tag_lead is None else self.auto_tag_lead

    def default_actor(self, project_id: str) -> str | None:
        """The actor who acts in a project where none is named, or None."""
        return self.default_actors.get(project_id)


def path() -> Path:
    """The settings file; it need not exist."""
    return paths.config_dir() / "settings.json"


def load() -> Settings:
    """The settings as they stand on disk; the defaults where there is no file.

    Raises:
        UnreadableError: ``settings_damaged``: not readable, too large, or not of this form.
    """
    file = path()
    try:
        with file.open("rb") as source:
            content = source.read(_MAX_BYTES + 1)
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise _damaged(file, error.strerror or str(error)) from error
    if len(content) > _MAX_BYTES:
        raise _damaged(file, f"> {_MAX_BYTES} bytes")
    try:
        return _parse(json.loads(content))
    except (ValueError, RecursionError) as error:
        raise _damaged(file, str(error)) from error


def save(settings: Settings) -> None:
    """Write the settings; the file is replaced in one step.

    Raises:
        SurroundingsError: ``user_file_unwritable``, ``disk_full``.
    """
    entry: dict[str, Any] = dict(settings.unknown)
    if settings.language is not None:
        entry["language"] = settings.language
    entry["default_actors"] = settings.default_actors
    if settings.auto_tag_lead is not None:
        entry[AUTO_TAG_LEAD] = settings.auto_tag_lead
    if settings.due_soon_days is not None:
        entry[DUE_SOON] = settings.due_soon_days
    text = json.dumps(entry, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    atomic.write(path(), text.encode("utf-8"))


def set_default_actor(project_id: str, actor_id: str | None) -> None:
    """Note on disk who acts by default in a project; None takes the note away."""
    save(load().with_default_actor(project_id, actor_id))


def _parse(entry: object) -> Settings:
    """Settings of a decoded file; ValueError where a known key has another type."""
    if not isinstance(entry, dict):
        raise ValueError("not an object")
    rest = dict(entry)
    language = rest.pop("language", None)
    actors = rest.pop("default_actors", {})
    lead = rest.pop(AUTO_TAG_LEAD, None)
    soon = rest.pop(DUE_SOON, None)
    if language is not None and language not in LANGUAGES:
        raise ValueError("language")
    if not isinstance(actors, dict) or not all(isinstance(v, str) for v in actors.values()):
        raise ValueError("default_actors")
    if lead is not None and (isinstance(lead, bool) or not isinstance(lead, int | float)):
        raise ValueError(AUTO_TAG_LEAD)
    if lead is not None and not LEAST_AUTO_TAG <= lead <= MOST_AUTO_TAG:
        raise ValueError(AUTO_TAG_LEAD)
    if soon is not None and (type(soon) is not int or not 1 <= soon <= MOST_DUE_SOON):
        raise ValueError(DUE_SOON)
    return Settings(language, actors, lead, soon, rest)


def _damaged(file: Path, reason: str) -> UnreadableError:
    return UnreadableError("settings_damaged", file=str(file), reason=reason)
