"""What a vector file holds that is to be added as a layer for reference, told before it is."""

from __future__ import annotations

from dataclasses import dataclass

from greenshield.domain.errors import Problem


@dataclass(frozen=True, slots=True)
class LayerColumn:
    """One attribute of a layer's features.

    Attributes:
        name: as the file has it.
        filled: how many features have a value there.
        sample: the first different values, as text.
    """

    name: str
    filled: int
    sample: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LayerPreview:
    """One layer of a vector file as it would be added.

    Attributes:
        file: what was read.
        layer, layers: that was read, and all that the file has.
        name: what it would be called.
        count: features with a shape.
        without_shape: features that are left out for they have none.
        kinds: how many shapes of each kind: ``Point``, ``LineString``, ``Polygon`` …
        bounds: west, south, east, north, degrees EPSG:4490.
        vertices: how many.
        crs: ``EPSG:n``, or the name in the WKT where no code fits.
        crs_name: what that system is called, "" where nobody knows.
        crs_source: ``declared``, ``numbers`` or ``given``.
        crs_accuracy_m: how exact the positions in EPSG:4490 are, metres; None where unknown.
        encoding, encoding_source: of the attributes, and how that is known.
        columns: in their order; those that hold nothing are left out.
        label: the attribute that most likely names the features, "" for none.
        known: the id of the layer that this is in the project already, "" where it is new.
        said: what is said of that one: ``name``, ``colour``, ``label_field``.
        problems: what is left out (fatal) or remarked.
    """

    file: str
    layer: str
    layers: tuple[str, ...]
    name: str
    count: int
    without_shape: int
    kinds: dict[str, int]
    bounds: tuple[float, float, float, float]
    vertices: int
    crs: str
    crs_name: str
    crs_source: str
    crs_accuracy_m: float | None
    encoding: str
    encoding_source: str
    columns: tuple[LayerColumn, ...]
    label: str
    known: str
    said: dict[str, str]
    problems: tuple[Problem, ...]
