"""Which areas and zones each patch lies in, with m² in each; kept up to date on every write.

Computed, not folded: it follows from the geometries, so it is in no digest, and ``verify``
computes it again. Every version of a boundary is overlaid; which one was in force on a day
is the reader's question.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from greenshield.geo import codec, overlay

_AREAS = "SELECT 'area' AS layer, id, geom FROM area WHERE geom IS NOT NULL AND NOT void"
_ZONES = "SELECT 'zone' AS layer, id, geom FROM zone WHERE geom IS NOT NULL AND NOT void"
_ISSUES = "SELECT 'issue' AS layer, id, geom FROM issue WHERE geom IS NOT NULL"
_BOTH = ("area", "zone")
# For more than so many, reading everything costs less than asking for each.
_FEW = 200


class Overlays:
    """The ``overlay`` table of one connection."""

    def __init__(self, conn: Any) -> None:
        self._conn = conn

    def refresh(self, moved: Iterable[tuple[str, str]]) -> None:
        """Computes anew what the change of these entities' geometries touches.

        Of the other side only what can meet is read: by the layers' R-trees, whose boxes
        are those of the shapes as they are now. What met before is known by the rows that go.
        """
        moved = list(moved)
        issues = {i for t, i in moved if t == "issue"}
        targets = {i for t, i in moved if t in _BOTH}
        if targets:
            self._forget("target_id", targets)
            self._compute(self._near(_BOTH, targets, ("issue",)), self._of(_BOTH, targets))
        if issues:
            self._forget("issue_id", issues)
            self._compute(self._of(("issue",), issues), self._near(("issue",), issues, _BOTH))

    def _forget(self, column: str, ids: set[str]) -> None:
        self._conn.executemany(f"DELETE FROM overlay WHERE {column} = ?", [(i,) for i in ids])

    def _of(self, layers: Sequence[str], ids: set[str] | None) -> list[Any]:
        """Rows of layers, all or those with these ids: layer, id, geometry."""
        few = ids is not None and len(ids) <= _FEW
        told = f" AND id IN ({_marks(ids)})" if few and ids else ""
        sql = " UNION ALL ".join(_ROWS[layer] + told for layer in layers)
        rows = self._conn.execute(sql, sorted(ids) if told and ids else ())
        return [row for row in rows if ids is None or row[1] in ids]

    def _near(self, layers: Sequence[str], ids: set[str], others: Sequence[str]) -> list[Any]:
        """Rows of other layers, those whose boxes meet the box of one of these at least."""
        if len(ids) > _FEW:
            return self._of(others, None)
        out: list[Any] = []
        for other in others:
            out += self._conn.execute(_near_sql(layers, other, _marks(ids)), sorted(ids))
        return out

    def _compute(self, issues: Sequence[Any], targets: Sequence[Any]) -> None:
        if not issues or not targets:
            return
        found = overlay.overlay(_shapes(issues), _shapes(targets))
        rows = [
            (issues[p][1], targets[a][0], targets[a][1], float(m2))
            for p, a, m2 in zip(found.patch_index, found.area_index, found.area_m2, strict=True)
        ]
        self._conn.executemany("INSERT OR REPLACE INTO overlay VALUES (?,?,?,?)", rows)


_ROWS = {"area": _AREAS, "zone": _ZONES, "issue": _ISSUES}


def _near_sql(layers: Sequence[str], other: str, marks: str) -> str:
    """Boxes first, one at a time; then the rows that stand in what they found."""
    found = " UNION ".join(
        f"SELECT r.id FROM {layer} e CROSS JOIN rtree_{layer}_geom b ON b.id = e.fid "
        f"CROSS JOIN rtree_{other}_geom r "
        "ON r.minx <= b.maxx AND r.maxx >= b.minx AND r.miny <= b.maxy AND r.maxy >= b.miny "
        f"WHERE e.id IN ({marks})"
        for layer in layers
    )
    return f"{_ROWS[other]} AND fid IN ({found})"


def _marks(ids: set[str]) -> str:
    return ",".join(f"?{n}" for n in range(1, len(ids) + 1))


def _shapes(rows: Sequence[Any]) -> Any:
    return codec.decode_many([row[2] for row in rows])
