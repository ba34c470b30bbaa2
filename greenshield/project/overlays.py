"""Which areas and zones each patch lies in, with m² in each; kept up to date on every write.

Computed, not folded: it follows from the geometries, so it is in no digest, and ``verify``
computes it again. Every version of a boundary is overlaid; which one was in force on a day
is the reader's question.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from greenshield.geo import codec, overlay

_AREAS = "SELECT 'area' AS layer, id, geom FROM area WHERE geom IS NOT NULL AND NOT void"
_ZONES = "SELECT 'zone' AS layer, id, geom FROM zone WHERE geom IS NOT NULL AND NOT void"
_FEW = 200


class Overlays:
    """The ``overlay`` table of one connection."""

    def __init__(self, conn: Any) -> None:
        self._conn = conn

    def refresh(self, moved: Iterable[tuple[str, str]]) -> None:
        """Computes anew what the change of these entities' geometries touches."""
        moved = list(moved)
        issues = {i for t, i in moved if t == "issue"}
        targets = {i for t, i in moved if t in ("area", "zone")}
        if targets:
            self._forget("target_id", targets)
            self._compute(self._issues(None), self._targets(targets))
        if issues:
            self._forget("issue_id", issues)
            self._compute(self._issues(issues), self._targets(None))

    def _forget(self, column: str, ids: set[str]) -> None:
        self._conn.executemany(f"DELETE FROM overlay WHERE {column} = ?", [(i,) for i in ids])

    def _issues(self, ids: set[str] | None) -> list[tuple[str, bytes]]:
        sql = "SELECT id, geom FROM issue WHERE geom IS NOT NULL"
        return self._some(sql, ids, 0)

    def _targets(self, ids: set[str] | None) -> list[tuple[str, str, bytes]]:
        return self._some(f"{_AREAS} UNION ALL {_ZONES}", ids, 1)

    def _some(self, sql: str, ids: set[str] | None, at: int) -> list[Any]:
        if ids is not None and len(ids) <= _FEW:
            marks = ",".join("?" * len(ids))
            return list(
                self._conn.execute(f"SELECT * FROM ({sql}) WHERE id IN ({marks})", tuple(ids))
            )
        rows = self._conn.execute(sql)
        return [row for row in rows if ids is None or row[at] in ids]

    def _compute(self, issues: Sequence[Any], targets: Sequence[Any]) -> None:
        if not issues or not targets:
            return
        patches = codec.decode_many([row[1] for row in issues])
        areas = codec.decode_many([row[2] for row in targets])
        found = overlay.overlay(np.asarray(patches), np.asarray(areas))
        rows = [
            (issues[p][0], targets[a][0], targets[a][1], float(m2))
            for p, a, m2 in zip(found.patch_index, found.area_index, found.area_m2, strict=True)
        ]
        self._conn.executemany("INSERT OR REPLACE INTO overlay VALUES (?,?,?,?)", rows)
