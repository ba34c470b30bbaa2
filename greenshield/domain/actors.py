"""Who acts: a person with a unit, a tier and roles, as the folded actor entity says."""

from __future__ import annotations

from dataclasses import dataclass

from greenshield.domain.state import EntityState, Value

_SHOWN = 8  # characters of an id


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor.

    Attributes:
        tier: ``authority``, ``county``, ``city``, ``province`` or ``national``.
        roles: of ``roles.ROLES``.
        division: 6-digit division code, with a local extension where there is one.
        active: False once somebody disabled the actor.
        verified: True once a hub enrolled the actor; else printed as 未经核验.
    """

    actor_id: str
    name: str = ""
    unit: str = ""
    tier: str = ""
    roles: tuple[str, ...] = ()
    division: str = ""
    active: bool = True
    verified: bool = False

    def of_tier(self, tier: str) -> bool:
        """True where the actor's own record says that it speaks for a tier."""
        return self.tier == tier or tier in self.roles

    @classmethod
    def from_state(cls, state: EntityState) -> Actor:
        """The actor that a folded entity of type "actor" shows; odd values count as absent."""
        return cls(
            actor_id=state.entity_id,
            name=_text(state.get("name")),
            unit=_text(state.get("unit")),
            tier=_text(state.get("tier")),
            roles=roles_of(state.get("roles")),
            division=_text(state.get("division_code")),
            active=state.get("active") is not False and not state.void,
            verified=bool(_text(state.get("verified_by"))),
        )


def roles_of(value: Value) -> tuple[str, ...]:
    """The roles that a field's value names."""
    items = value if isinstance(value, list) else []
    return tuple(dict.fromkeys(item for item in items if isinstance(item, str)))


def short_id(actor_id: str) -> str:
    """The end of an actor's id, as lists show it where no name is known."""
    return actor_id[-_SHOWN:]


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""
