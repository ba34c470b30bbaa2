"""Events as another program, or a hostile one, might make them: any kind, any number, any body."""

from __future__ import annotations

from typing import Any

from greenshield.log.envelope import Event, chain_start, seal
from greenshield.log.scopes import scope_of
from greenshield.log.signing import DeviceKey
from greenshield.log.trust import admit
from greenshield.project.project import Project


class Chain:
    """The chains that one device signs, each event linked to the one before it.

    Attributes:
        key: the device's key.
        project_id: the project that the chains belong to.
    """

    def __init__(self, key: DeviceKey, project: Project) -> None:
        self.key = key
        self.project_id = project.project_id
        self._shared = project.shared_scope
        self._heads: dict[str, tuple[int, str]] = {}
        self._lamport = 1000

    def event(
        self,
        kind: str,
        entity_type: str,
        entity: str,
        body: dict[str, Any],
        *,
        scope: str = "",
        lamport: int = 0,
    ) -> Event:
        """The next event of a chain, of the entity's own where no other is asked for."""
        scope = scope or scope_of(entity_type, entity, self._shared)
        start = (0, chain_start(self.project_id, self.key.device_id, scope))
        seq, prev = self._heads.get(scope, start)
        self._lamport += 1
        made = seal(
            self.key, scope=scope, seq=seq + 1, lamport=lamport or self._lamport,
            at="2026-05-01T08:00:00.000Z", actor="", action="x", kind=kind, schema=1,
            entity_type=entity_type, entity=entity, prev=prev, body=body,
        )  # fmt: skip
        self._heads[scope] = (seq + 1, made.hash)
        return made

    def created(self, entity: str, entity_type: str = "campaign", **more: Any) -> Event:
        """A new entity with a name."""
        body = {"fields": {"name": entity} | more.pop("fields", {})}
        return self.event("created", entity_type, entity, body, **more)

    def admits(self, newcomer: DeviceKey, signer: DeviceKey | None = None) -> Event:
        """A certificate for another device, by this device or by the one named."""
        certificate = admit(
            signer or self.key, self.project_id, newcomer.public_key, name="新机"
        ).to_dict()
        return self.event("device_admitted", "device", newcomer.device_id, certificate)

    def redacts(self, event: Event) -> Event:
        """Empties the body of an event."""
        h = event.header
        body = {"event": event.event_id, "reason": "个人信息"}
        return self.event("redacted", h.entity_type, h.entity, body)
