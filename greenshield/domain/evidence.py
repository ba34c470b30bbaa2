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


@dataclass(frozen=True, slots=True)
class Restricted:
    """A measure of the plan that a row of a negative list bars or limits.

    Attributes:
        restriction: id of the row.
        list_name, level, wording: as the row has them; the wording with its source.
        measure: a code, or a word of the list.
        table: the code table of ``measure``, "" for a word.
        coded: the plan names it by its code; else a text proposes it.
        space: code of the space.
        name: of the boundary that the patch lies in.
        area_m2: of the patch in it; None where the map can't tell.
    """

    restriction: str
    list_name: str
    level: str
    wording: str
    measure: str
    table: str
    coded: bool
    space: str
    name: str
    area_m2: float | None

    def plain(self) -> dict[str, Any]:
        """As JSON carries it."""
        return {
            "restriction": self.restriction, "list_name": self.list_name, "level": self.level,
            "wording": self.wording, "measure": self.measure, "table": self.table,
            "coded": self.coded, "space": self.space, "name": self.name, "area_m2": self.area_m2,
        }  # fmt: skip

    def params(self) -> dict[str, Any]:
        """For the sentence that tells it."""
        return {
            "list": self.list_name, "restriction_level": self.level,
            "measures": self.measure if self.table == "measure" else "",
            "aims": self.measure if self.table == "restore_target" else "",
            "words": "" if self.table else self.measure,
            "restricted_space": self.space, "name": self.name,
            "square_metres": round(self.area_m2 or 0.0, 1), "wording": self.wording,
        }  # fmt: skip
