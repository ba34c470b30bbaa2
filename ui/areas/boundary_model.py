"""The tree of boundaries with their measures and the days on which they hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtGui import QColor, QFont, QIcon

from ui import words
from ui.areas.boundary import Boundary
from ui.areas.tree_rows import TreeRows
from ui.look import colours, fonts, icons
from ui.widgets.tips import plain
from ui.words import translate

NAME, HOLDS, LEVEL, SIZE, TYPE, VERTICES, SOURCE = range(7)


class BoundaryModel(TreeRows[Boundary]):
    """One boundary, version or zone a line."""

    NUMBERS = (SIZE, VERTICES)

    def heads(self) -> Sequence[str]:
        """The names of the columns."""
        return (
            translate("Areas", "Boundary"),
            translate("Areas", "In force"),
            translate("Areas", "Level or zone"),
            translate("Areas", "Area"),
            translate("Areas", "Type"),
            translate("Areas", "Vertices"),
            translate("Areas", "From the file"),
        )

    def text(self, about: Boundary, column: int) -> str:
        """What stands in a cell."""
        if about.what == "kind":
            return kind_word(about) if column == NAME else ""
        match column:
            case 0:
                return name(about)
            case 1:
                return translate("Areas", "taken out") if about.get("void") else holding(about)
            case 2:
                return level(about)
            case 3:
                size = about.get("area_m2")
                return "" if size is None else words.area(size)
            case 4:
                return words.label("area_type", about.get("type"))
            case 5:
                many = about.get("vertices")
                return "" if many is None else words.number(many)
        return str(about.get("source_file") or "")

    def tip(self, about: Boundary, column: int) -> str:
        """An area in all units; what else is cut, in full."""
        size = about.get("area_m2")
        if column == SIZE and size is not None:
            return words.areas(size)
        if column == HOLDS and about.row is not None:
            out = holding(about) if about.get("void") else ""
            return "\n".join(word for word in (in_force_word(about), out) if word)
        return plain(self.text(about, column))

    def icon(self, about: Boundary, column: int) -> QIcon | None:
        """What is in force today is ticked."""
        if column == HOLDS and about.get("in_force"):
            return icons.coloured("ok", "ok")
        return None

    def colour(self, about: Boundary, column: int) -> QColor | None:
        """What is not in force is dim."""
        del column
        if about.row is not None and not about.get("in_force"):
            return colours.role("muted")
        return None

    def font(self, about: Boundary) -> QFont | None:
        """Kinds are headings; what was taken out is struck through."""
        if about.what == "kind":
            return fonts.scaled(1.0, bold=True)
        if not about.get("void"):
            return None
        font = fonts.scaled(1.0)
        font.setStrikeOut(True)
        return font

    def sort_key(self, about: Boundary, column: int) -> Any:
        """Measures by their size."""
        if column in (SIZE, VERTICES):
            return float(about.get("area_m2" if column == SIZE else "vertices") or 0.0)
        return self.text(about, column)

    def words(self, about: Boundary) -> str:
        """All that is told of it, with its codes."""
        told = [self.text(about, column) for column in (NAME, LEVEL, TYPE, HOLDS, SOURCE)]
        return " ".join([*told, str(about.get("code") or ""), str(about.get("authority") or "")])


def kind_word(about: Boundary) -> str:
    """A kind with how many of it there are."""
    told = words.label("area_kind", about.kind)
    return translate("Areas", "{kind} ({n})").format(kind=told, n=words.number(about.count))


def name(about: Boundary) -> str:
    """What a boundary or zone is called; a version by its days."""
    if about.what == "version":
        since = words.short_day(about.get("valid_from"))
        if since:
            return translate("Areas", "Version of {day}").format(day=since)
        return translate("Areas", "Version without a first day")
    called = str(about.get("name") or about.get("code") or "")
    if about.what == "zone" and not called:
        called = words.label("zone", about.get("zone_code"))
    if about.what == "boundary" and about.count > 1:
        told = translate("Areas", "{name} · {n} versions")
        return told.format(name=called, n=words.number(about.count))
    return called


def level(about: Boundary) -> str:
    """The level of an area, the kind of a zone."""
    if about.what == "zone":
        return words.label("zone", about.get("zone_code"))
    return words.label("area_level", about.get("level"))


def holding(about: Boundary) -> str:
    """The days on which a version holds, or held before it was taken out."""
    since = words.short_day(about.get("valid_from"))
    until = words.short_day(about.get("valid_to"))
    if until:
        return translate("Areas", "{since} to {until}").format(since=since or "…", until=until)
    return translate("Areas", "from {day}").format(day=since) if since else ""


def in_force_word(about: Boundary) -> str:
    """Whether it is in force today, in words."""
    if about.get("void"):
        return translate("Areas", "Taken out of force")
    if about.get("in_force"):
        return translate("Areas", "In force today")
    if (about.get("valid_from") or "") > words.today():
        return translate("Areas", "Not in force yet")
    return translate("Areas", "No longer in force")
