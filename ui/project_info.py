"""What the window knows of the open project and of who works in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from greenshield.domain.roles import keeps_lists


@dataclass(frozen=True, slots=True)
class ProjectInfo:
    """The open project, as the worker told it. Knows no Qt: it crosses the pipe.

    Attributes:
        path: its folder.
        basemaps: where its own basemaps lie, or would lie.
        read_only: True where it was opened so, or another process writes in it.
        actor_id, actor_name, roles, tier, unit: who acts, "" and () where nobody signed in.
        counts: by ``services.overview``: areas, zones, issues, photos, tracks …
        extent: min lon, min lat, max lon, max lat, degrees EPSG:4490, or None where empty.
        encrypted: True where the database has a passphrase: nothing of it is cached in clear.
        new_device: True where this copy was found to be a clone, and writes as a new device.
        lost: how many chains lack events that this user saw there; 0 where it is only looked at.
    """

    path: Path
    project_id: str
    name: str
    division_code: str
    read_only: bool = False
    encrypted: bool = False
    new_device: bool = False
    lost: int = 0
    ruleset: str = ""
    actor_id: str = ""
    actor_name: str = ""
    roles: tuple[str, ...] = ()
    tier: str = ""
    unit: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    extent: tuple[float, float, float, float] | None = None
    basemaps: Path | None = None

    @property
    def writable(self) -> bool:
        """True where somebody is signed in who may write."""
        return not self.read_only and bool(self.actor_id)

    @property
    def keeps_lists(self) -> bool:
        """True where who is signed in has a role that keeps lists, writable or not."""
        return keeps_lists(self.roles)
