"""A layer for reference as the window knows it, and how it looks."""

from __future__ import annotations

from dataclasses import dataclass

COLOURS: tuple[str, ...] = (
    "#0072b2", "#d55e00", "#cc79a7", "#7a3fb0", "#e69f00", "#56b4e9", "#8c564b", "#5a6472",
)  # fmt: skip
"""Offered; none is a colour of states or zones, and the colour-blind tell the first apart."""


@dataclass(frozen=True, slots=True)
class LayerItem:
    """One layer.

    Attributes:
        id, name, colour, label_field, dated_on, remark: as of ``reference_layers.items``; "" for
            what nobody said.
        kinds: of its shapes: ``Point``, ``LineString``, ``Polygon``.
        count: features.
        bounds: west, south, east, north, degrees; None where nobody knows.
        crs: its coordinate system.
        file: the name of its file.
        way: how its file is read, with its hash: another way is another picture.
    """

    id: str
    name: str
    colour: str
    label_field: str
    dated_on: str
    remark: str
    kinds: tuple[str, ...]
    count: int
    bounds: tuple[float, float, float, float] | None
    crs: str
    file: str
    way: tuple[str, ...]

    @property
    def guest(self) -> str:
        """What the map calls it."""
        return f"reference:{self.id}"

    @property
    def shown_colour(self) -> str:
        """Its colour; one of those offered, by its id, where nobody chose."""
        if self.colour:
            return self.colour
        return COLOURS[sum(self.id.encode()) % len(COLOURS)]

    @property
    def looks_read(self) -> tuple[str, ...]:
        """What makes its shapes and labels: where that changes they are read anew."""
        return (*self.way, self.label_field)
