"""What stands on a line of the tree of boundaries, made of what the worker lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ui import words
from ui.areas.tree_rows import Line

KINDS = ("area", "redline", "control")
What = Literal["kind", "boundary", "version", "zone"]


@dataclass(frozen=True, slots=True)
class Boundary:
    """A line's subject.

    Attributes:
        what: a kind of boundaries, a boundary (in the version that is in force, or the newest),
            one of several versions of it, or a zone.
        kind: of the code table ``area_kind``.
        id: of the entity, "" for a kind.
        row: as ``area_list.items`` gives it.
        count: of boundaries of a kind, of versions of a boundary.
    """

    what: What
    kind: str
    id: str = ""
    row: dict[str, Any] | None = None
    count: int = 0

    def get(self, name: str) -> Any:
        """A value of the row, None where it has none."""
        return None if self.row is None else self.row.get(name)


def lines(items: Iterable[dict[str, Any]]) -> list[Line[Boundary]]:
    """Kinds, their boundaries, the versions of those that have several, and zones."""
    versions: dict[str, dict[str, list[dict[str, Any]]]] = {kind: {} for kind in KINDS}
    for row in items:
        called = str(row["called"] or row["id"])
        versions.setdefault(str(row["kind"]), {}).setdefault(called, []).append(row)
    out: list[Line[Boundary]] = []
    for kind, held in versions.items():
        if held:
            top = Line(Boundary("kind", kind, count=len(held)))
            for rows in held.values():
                _boundary(top, kind, rows)
            out.append(top)
    return out


def without_void(items: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Versions and zones that were not taken out of force."""
    return [
        item | {"zones": [zone for zone in item["zones"] if not zone["void"]]}
        for item in items
        if not item["void"]
    ]


def standing(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Of several versions the one in force, or the newest; one taken out only where all were."""
    there = [row for row in rows if not row["void"]] or list(rows)
    in_force = [row for row in there if row["in_force"]] or there
    return max(in_force, key=lambda row: str(row["valid_from"] or ""))


def _boundary(top: Line[Boundary], kind: str, rows: Sequence[dict[str, Any]]) -> None:
    row = standing(rows)
    line = Line(Boundary("boundary", kind, row["id"], row, len(rows)), top)
    if len(rows) == 1:
        _zones(line, kind, row)
        return
    for each in sorted(rows, key=lambda r: str(r["valid_from"] or ""), reverse=True):
        _zones(Line(Boundary("version", kind, each["id"], each), line), kind, each)


def _zones(line: Line[Boundary], kind: str, row: dict[str, Any]) -> None:
    strict = [code for code, _ in words.choices("zone", legacy=True)]  # the strictest first
    ranks = {code: rank for rank, code in enumerate(strict)}
    for zone in sorted(row["zones"], key=lambda z: ranks.get(z["zone_code"], len(ranks))):
        Line(Boundary("zone", kind, zone["id"], zone), line)
