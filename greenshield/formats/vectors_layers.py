"""Which layers a file has, and which of them to read where nobody said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from greenshield.domain.errors import UsageError
from greenshield.formats import vectors_kind as kinds
from greenshield.formats.vectors_staging import Staged

_GPX_ORDER = ("tracks", "routes", "waypoints", "track_points", "route_points")


@dataclass(frozen=True, slots=True)
class LayerInfo:
    """A layer of a vector file.

    Attributes:
        name: as the file has it; a Shapefile's is its file name.
        count: features, or -1 where the file doesn't say without being read whole.
        geometry_type: fiona's word (``Polygon``, ``Unknown`` …); ``None`` for a bare table.
        crs: the declared system's WKT, "" where none is declared.
    """

    name: str
    count: int
    geometry_type: str
    crs: str


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer and where it is: ``inside`` is GDAL's name for it in the staged file."""

    info: LayerInfo
    staged: Staged
    inside: str

    @property
    def may_hold_polygons(self) -> bool:
        """Whether its declared type allows polygons."""
        kind = self.info.geometry_type
        return "Polygon" in kind or kind in ("Unknown", "GeometryCollection", "3D Unknown")

    @property
    def has_shapes(self) -> bool:
        """Whether it has geometry at all, and features."""
        return self.info.geometry_type != "None" and self.info.count != 0


def distinct(layers: Sequence[Layer]) -> list[Layer]:
    """The layers, those that share a name with an earlier one numbered: ``范围 (2)``."""
    seen: Counter[str] = Counter()
    out = []
    for layer in layers:
        name = layer.info.name
        seen[name] += 1
        if seen[name] > 1:
            layer = replace(layer, info=replace(layer.info, name=f"{name} ({seen[name]})"))
        out.append(layer)
    return out


def choose(layers: list[Layer], wanted: str | None, polygons: bool) -> list[Layer]:
    """The layers to read: the named one, else the likeliest; all of a KML's folders together.

    Args:
        layers: of all the files that were named, at least one.
        wanted: a layer's name, or None.
        polygons: prefer layers that may hold polygons.

    Raises:
        UsageError: ``vector_layer_unknown``: no layer has that name.
    """
    if wanted is not None:
        found = [layer for layer in layers if layer.info.name == wanted]
        if not found:
            names = ", ".join(layer.info.name for layer in layers[:50])
            raise UsageError("vector_layer_unknown", layer=wanted, layers=names)
        return found[:1]
    usable = [layer for layer in layers if layer.has_shapes] or layers
    if polygons:
        usable = [layer for layer in usable if layer.may_hold_polygons] or usable
    first = usable[0]
    source = first.staged.source
    if source.driver == kinds.KML:  # its layers are folders of one document
        return [layer for layer in usable if layer.staged.source.path == source.path]
    if source.driver == kinds.GPX:
        usable.sort(key=lambda layer: _GPX_ORDER.index(layer.info.name))
        return usable[:1]
    sure = [layer for layer in usable if "Polygon" in layer.info.geometry_type]
    return (sure if polygons and sure else usable)[:1]
