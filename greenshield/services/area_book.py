"""The boundaries that a project holds already, as an import asks after them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from shapely.geometry.base import BaseGeometry

from greenshield.geo import codec, overlay
from greenshield.project.project import Project
from greenshield.services.area_identity import folded, identity_sql

_AREAS = f"""SELECT id, kind, '' AS area_id, '' AS zone_code, code, name, valid_from,
source_sha256, {identity_sql("area")} AS called FROM area WHERE NOT void"""
_ZONES = """SELECT id, 'zone' AS kind, area_id, zone_code, code, name, valid_from,
source_sha256, '' AS called FROM zone WHERE NOT void"""
_MOST = 0.5  # of a zone must lie in an area for the zone to be taken as its part


@dataclass(frozen=True, slots=True)
class Known:
    """One boundary version in the project.

    Attributes:
        called: what it has in common with its other versions; "" of a zone.
    """

    entity_id: str
    kind: str
    area_id: str
    zone_code: str
    code: str
    name: str
    valid_from: str
    source_sha256: str
    called: str = ""

    def is_called(self, code: str, name: str) -> bool:
        """Whether it goes by this code, or by this name where either has no code."""
        if code and self.code:
            return code == self.code
        return name == self.name or folded(name) == folded(self.name)


class Book:
    """All boundary versions of a project."""

    def __init__(
        self, project: Project, coming: Sequence[tuple[Known, BaseGeometry]] = ()
    ) -> None:  # fmt: skip
        """Reads what is there.

        Args:
            project: that holds it.
            coming: boundaries that will have been imported before what is asked about.
        """
        self._project = project
        self._coming = list(coming)
        rows = project.rows(f"{_AREAS} UNION ALL {_ZONES}")
        self.known = [*(_known(row) for row in rows), *(known for known, _ in coming)]
        self.by_id = {k.entity_id: k for k in self.known}

    def versions(
        self, kind: str, code: str, name: str, area_id: str, zone: str, called: str = ""
    ) -> list[Known]:
        """The versions of one area, or of one zone of an area.

        ``called`` is what they have in common, where it is known.
        """
        return [
            k
            for k in self.known
            if k.kind == kind
            and k.zone_code == zone
            and (k.is_called(code, name) or (called != "" and k.called == called))
            and (not area_id or self._same_area(area_id, k.area_id))
        ]

    def shape_of(self, known: Known) -> BaseGeometry | None:
        """The polygons of a boundary version, degrees lon/lat EPSG:4490, or None."""
        for one, shape in self._coming:
            if one.entity_id == known.entity_id:
                return shape
        table = "zone" if known.kind == "zone" else "area"
        rows = self._project.rows(f"SELECT geom FROM {table} WHERE id = ?", known.entity_id)
        return codec.decode(rows[0]["geom"]) if rows and rows[0]["geom"] is not None else None

    def says(self, known: Known, values: Mapping[str, Any]) -> bool:
        """Whether a version holds these values wherever it holds any."""
        table = "zone" if known.kind == "zone" else "area"
        state = self._project.state(table, known.entity_id)
        held = {name: None if state is None else state.get(name) for name in values}
        return all(held[name] in (None, value) for name, value in values.items())

    def areas_called(self, code: str, name: str) -> list[Known]:
        """The versions of the protected area with this code or, failing that, this name."""
        areas = [k for k in self.known if k.kind == "area"]
        by_code = [k for k in areas if code and k.code == code]
        return by_code or [k for k in areas if name and name in (k.name, k.code)]

    def covering(
        self, shapes: Sequence[BaseGeometry], among: Sequence[set[str] | None]
    ) -> list[str]:
        """For each shape the id of the protected area that covers most of it, or "".

        Args:
            shapes: valid polygons in EPSG:4490.
            among: for each shape the areas to choose from; None for all, of which one must
                cover more than half of the shape.
        """
        rows = self._project.rows(
            "SELECT id, geom FROM area WHERE kind = 'area' AND NOT void AND geom IS NOT NULL"
        )
        areas = [(known, shape) for known, shape in self._coming if known.kind == "area"]
        ids = [*(row["id"] for row in rows), *(known.entity_id for known, _ in areas)]
        out = [""] * len(shapes)
        if not ids or not shapes:
            return out
        held = [*codec.decode_many(row["geom"] for row in rows), *(shape for _, shape in areas)]
        found = overlay.overlay(
            np.array([*shapes, None], dtype=object)[:-1],
            np.array([*held, None], dtype=object)[:-1],
        )
        best: dict[int, tuple[float, str, str]] = {}
        for patch, area, share in zip(
            found.patch_index, found.area_index, found.share, strict=True
        ):
            area_id, limit = ids[area], among[patch]
            if share > _MOST if limit is None else area_id in limit:
                rank = (round(float(share), 6), self.by_id[area_id].valid_from, area_id)
                best[int(patch)] = max(best.get(int(patch), rank), rank)
        for index, (_, _, area_id) in best.items():
            out[index] = area_id
        return out

    def _same_area(self, one: str, other: str) -> bool:
        a, b = self.by_id.get(one), self.by_id.get(other)
        if a is None or b is None:
            return False
        return a.called == b.called or b.is_called(a.code, a.name)


def in_force(versions: Sequence[Known], day: str) -> list[Known]:
    """Of several versions of one area those that had begun last on a day; "" is the newest."""
    begun = [k for k in versions if not day or k.valid_from <= day] or list(versions)
    latest = max((k.valid_from for k in begun), default="")
    return [k for k in begun if k.valid_from == latest]


def _known(row: dict[str, Any]) -> Known:
    return Known(
        row["id"], row["kind"], row["area_id"] or "", row["zone_code"] or "", row["code"] or "",
        row["name"] or "", row["valid_from"] or "", row["source_sha256"] or "", row["called"] or "",
    )  # fmt: skip
