"""A comparison as a tree: each boundary, and beneath it its zones and changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtGui import QColor, QIcon

from ui import words
from ui.areas import on_map, swatch
from ui.areas.tree_rows import Line, TreeRows
from ui.look import colours, icons
from ui.widgets.tips import plain
from ui.words import translate

WHAT, BEFORE, AFTER, CHANGE, JUDGED = range(5)


@dataclass(frozen=True, slots=True)
class Compared:
    """A line's subject.

    Attributes:
        what: a boundary, its core, one of its zones, or a change.
        row: as ``area_diff.plain`` has it.
    """

    what: Literal["boundary", "core", "zone", "change"]
    row: dict[str, Any]

    @property
    def ids(self) -> tuple[str, ...]:
        """The changes that the line stands for, as the map has them."""
        if self.what == "boundary":
            return tuple(change["id"] for change in self.row["changes"])
        return (self.row["id"],) if self.what == "change" else ()


def lines(items: Iterable[dict[str, Any]]) -> list[Line[Compared]]:
    """Boundaries that changed first, each with its zones, then what changed."""
    out: list[Line[Compared]] = []
    for item in sorted(items, key=lambda one: not one["changes"]):
        top = Line(Compared("boundary", item))
        if item["core_before_m2"] is not None or item["core_after_m2"] is not None:
            Line(Compared("core", item), top)
        for zone in item["zones"]:
            Line(Compared("zone", zone), top)
        for change in item["changes"]:
            Line(Compared("change", change), top)
        out.append(top)
    return out


class CompareModel(TreeRows[Compared]):
    """m² before and after, and what the law asks."""

    NUMBERS = (BEFORE, AFTER, CHANGE)

    def heads(self) -> Sequence[str]:
        """The names of the columns."""
        return (
            translate("Areas", "Boundary, zone or change"),
            translate("Areas", "Before (m²)"),
            translate("Areas", "After (m²)"),
            translate("Areas", "Change (m²)"),
            translate("Areas", "Judged"),
        )

    def text(self, about: Compared, column: int) -> str:
        """What stands in a cell."""
        if column == WHAT:
            return _what(about)
        if column == JUDGED:
            return judged(about)
        size = _size(about, column)
        if size is None:
            return ""
        told = words.number(size, 2)
        return f"+{told}" if column == CHANGE and about.what != "change" and size > 0 else told

    def tip(self, about: Compared, column: int) -> str:
        """An area in all units; a verdict in full."""
        if column == JUDGED and about.what == "boundary" and about.row["coarse"]:
            return plain(f"{judged(about)}\n{_coarse(about.row)}")
        size = _size(about, column) if column in self.NUMBERS else None
        return plain(self.text(about, column)) if size is None else words.areas(size)

    def icon(self, about: Compared, column: int) -> QIcon | None:
        """The colour that a change has on the map; whether a boundary has shrunk."""
        if column == WHAT and about.what == "change":
            return swatch.icon(on_map.change_look(about.row["kind"]))
        if column == JUDGED and _kept(about) is not None:
            return icons.coloured("ok", "ok") if _kept(about) else icons.coloured("error", "danger")
        if column == WHAT and about.what == "boundary" and shrank(about.row):
            return icons.coloured("error", "danger")
        return None

    def colour(self, about: Compared, column: int) -> QColor | None:
        """What has shrunk is told in the colour of danger."""
        if column == JUDGED and _kept(about) is False:
            return colours.role("danger")
        return None


def shrank(item: dict[str, Any]) -> bool:
    """Whether the whole or the core has."""
    return item["kept"] is False or item["core_kept"] is False


def judged(about: Compared) -> str:
    """面积不减少 of a boundary, 核心区面积不减少 of its core, in plain words."""
    row = about.row
    before, after = row.get("core_before_m2"), row.get("core_after_m2")
    if about.what == "boundary":
        told = translate("Areas", "the whole has not shrunk")
        if not row["kept"]:
            told = translate("Areas", "the whole has shrunk by {area}")
        return told.format(area=words.area(row["net_lost_m2"]))
    if about.what != "core":
        return ""
    if before is None or after is None:
        return translate("Areas", "can't be judged: one version has no zones")
    told = translate("Areas", "the core has not shrunk")
    if not row["core_kept"]:
        told = translate("Areas", "the core has shrunk by {area}")
    return told.format(area=words.area(row["core_net_lost_m2"]))


def _coarse(row: dict[str, Any]) -> str:
    """Why the list of boundaries has other areas."""
    told = translate(
        "Areas",
        "The longest edge has {edge}. Edges count as straight here; the list of boundaries takes"
        " them as geodesics, which gives {before} m² before and {after} m² after.",
    )
    before, after = (words.number(row[f"geodesic_{side}_m2"], 2) for side in ("before", "after"))
    return told.format(edge=words.length(row["longest_edge_m"]), before=before, after=after)


def _kept(about: Compared) -> bool | None:
    """Whether what the law asks of a line is so; None where it asks nothing."""
    if about.what == "boundary":
        return bool(about.row["kept"])
    return about.row["core_kept"] if about.what == "core" else None


def _what(about: Compared) -> str:
    row = about.row
    if about.what == "boundary":
        kind = words.label("area_kind", row["layer"])
        return translate("Areas", "{name} ({kind})").format(name=row["name"], kind=kind)
    if about.what == "core":
        return translate("Areas", "Core (core zone, core protection zone)")
    if about.what == "zone":
        return words.label("zone", row["zone"])
    before, after = (words.label("zone", row[side]) for side in ("before", "after"))
    told = {
        "added": translate("Areas", "Added, into {after}"),
        "dropped": translate("Areas", "Dropped, out of {before}"),
        "moved": translate("Areas", "From {before} to {after}"),
        "kept": translate("Areas", "{before} became {after}"),
    }[row["kind"]]
    return told.format(before=before, after=after)


def _size(about: Compared, column: int) -> float | None:
    row = about.row
    if about.what == "core":
        before, after = row["core_before_m2"], row["core_after_m2"]
        if column == CHANGE:
            return None if before is None or after is None else float(after - before)
        found = before if column == BEFORE else after
        return None if found is None else float(found)
    if about.what == "change":
        sign = -1.0 if row["kind"] == "dropped" else 1.0
        return float(row["area_m2"]) * sign if column == CHANGE else None
    if column == CHANGE:
        return float(row["after_m2"] - row["before_m2"])
    return float(row["before_m2" if column == BEFORE else "after_m2"])
