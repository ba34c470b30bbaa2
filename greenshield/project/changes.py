"""What a write changed: what the window refreshes, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Changes:
    """The entities that one action made or changed, by type.

    Attributes:
        action_id: the action, "" where nothing was written.
        created: entity type -> ids that were not there before.
        changed: entity type -> ids that were there and are different now.
    """

    action_id: str = ""
    created: dict[str, tuple[str, ...]] = field(default_factory=dict)
    changed: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """True where anything changed."""
        return bool(self.created or self.changed)

    def ids(self, entity_type: str) -> tuple[str, ...]:
        """Every id of a type that was made or changed."""
        return (*self.created.get(entity_type, ()), *self.changed.get(entity_type, ()))
