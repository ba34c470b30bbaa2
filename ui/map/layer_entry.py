"""One layer of the layer tree: what is told of it, and what the user set."""

from __future__ import annotations

from dataclasses import dataclass, field

from ui.map import faces
from ui.map.faces import Face
from ui.map.layer_data import Kind
from ui.words import number, translate

_KINDS: dict[str, Kind] = {"track": "line", "spot": "point", "photo": "point", "marker": "point"}


@dataclass(slots=True)
class Entry:
    """One layer of the tree.

    Attributes:
        name: of the layer.
        visible, opacity: as the user set them.
        styles: the styles that its features have, and how many have each.
        hidden: the styles that the user has put away.
        sheets: the canvas's layers that it is drawn as, the lowest first; its name where it is one
            of the map's own.
        kinds: what the features of a style are, where they are not as the layer's name tells.
        only: the one style of a guest that has no other, with how many features it has: it stands
            on the layer's own line.
        face: what it is called and how it looks; None for one of the map's own.
        is_read: False for a guest whose features are not there yet.
    """

    name: str
    visible: bool = True
    opacity: float = 1.0
    styles: list[tuple[str, int]] = field(default_factory=list)
    hidden: set[str] = field(default_factory=set)
    sheets: tuple[str, ...] = ()
    kinds: dict[str, Kind] = field(default_factory=dict)
    only: tuple[str, int] | None = None
    face: Face | None = None
    is_read: bool = True

    def __post_init__(self) -> None:
        """One of the map's own is drawn as itself."""
        self.sheets = self.sheets or (self.name,)

    def shown_as(self) -> Face:
        """What it is called and how it looks."""
        if self.face is None:
            self.face = faces.own(self.name)
        return self.face

    def kind(self, style: str) -> Kind:
        """What the features of a style are."""
        return self.kinds.get(style) or _KINDS.get(self.name, "polygon")

    def count(self) -> int:
        """How many features it has."""
        return sum(n for _, n in self.styles) + (self.only[1] if self.only else 0)

    def line(self) -> str:
        """Its own line in the tree."""
        name, count = self.shown_as().title(), self.count()
        if not self.shown_as().is_sound:
            return translate("Map", "{layer} (can't be shown)").format(layer=name)
        if not self.is_read and not count:
            return name
        if not count:
            return translate("Map", "{layer} (none)").format(layer=name)
        return translate("Map", "{layer} ({n})").format(layer=name, n=number(count))
