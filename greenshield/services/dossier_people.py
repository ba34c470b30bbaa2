"""People as reports print them: by name and unit, 未经核验 where no hub enrolled them."""

from __future__ import annotations

from greenshield.domain.actors import Actor
from greenshield.project.project import Project
from greenshield.reports.dossier_parts import Party
from greenshield.services import people


class People:
    """The actors of a project, each looked up once."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._known: dict[str, Actor | None] = {}

    def party(self, actor_id: str, *, role: str = "", tier: str = "", unit: str = "") -> Party:
        """An actor as a party, with what an event recorded of it at the time."""
        actor = self._actor(actor_id)
        if actor is None:
            return Party(actor_id, unit, tier, role)
        return Party(actor.name, unit or actor.unit, tier or actor.tier, role, actor.verified)

    def speaks_for(self, actor_id: str, tier: str) -> bool:
        """True where an actor is of a tier, by its own record."""
        actor = self._actor(actor_id)
        return actor is not None and actor.of_tier(tier)

    def _actor(self, actor_id: str) -> Actor | None:
        if actor_id not in self._known:
            self._known[actor_id] = people.by_id(self._project, actor_id)
        return self._known[actor_id]
