"""What a move is judged by besides the issue itself: photos, overlay, the request to move."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from greenshield.domain.state import DocumentRef, EntityState, Value


@dataclass(frozen=True, slots=True)
class MoveRequest:
    """A move that somebody wants to make.

    Attributes:
        occurred_on: the Chinese calendar date on which it happened, ISO text.
        data: the move's own facts, typed by ``fields`` under the entity "move".
    """

    move: str
    occurred_on: str
    reason: str = ""
    documents: tuple[DocumentRef, ...] = ()
    data: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PhotoEvidence:
    """A photo that is tagged to the issue.

    Attributes:
        state: the folded photo entity; its fields are named as in ``fields``.
        distance_m: metres from its position to the patch, 0 inside; None where either of
            them has no position.
    """

    sha256: str
    state: EntityState
    distance_m: float | None = None


@dataclass(frozen=True, slots=True)
class OverlayRow:
    """The part of the patch that lies in one area or zone.

    Attributes:
        layer: ``area``, ``zone``, ``redline`` or ``control``.
        area_m2: on the ellipsoid; 0 for a clue that is only a point inside.
        area_level: of the area, for layer ``area``.
        zone_code: for layer ``zone``.
        target_id: id of the area or zone entity (one boundary version).
    """

    layer: str
    name: str
    area_m2: float
    area_level: str = ""
    zone_code: str = ""
    target_id: str = ""

    def plain(self) -> dict[str, Any]:
        """As JSON carries it."""
        return {
            "layer": self.layer, "name": self.name, "area_m2": self.area_m2,
            "area_level": self.area_level, "zone_code": self.zone_code,
            "target_id": self.target_id,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Overlay:
    """What the patch lies in, by the boundaries in force on the finding date.

    Attributes:
        patch_m2: area of the patch on the ellipsoid; 0 for a point.
    """

    patch_m2: float
    rows: tuple[OverlayRow, ...] = ()

    def plain(self) -> dict[str, Any]:
        """As JSON carries it."""
        return {"patch_m2": self.patch_m2, "rows": [row.plain() for row in self.rows]}


def empty_entity(entity_type: str, entity_id: str) -> EntityState:
    """An entity of which nothing is known."""
    return EntityState(entity_type=entity_type, entity_id=entity_id, scope="", fields={})
