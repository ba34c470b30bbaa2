"""What a map asks of reference layers: the shapes in a view, and what stands at a place."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

from greenshield.domain.errors import Problem, UnreadableError
from greenshield.project.project import Project
from greenshield.services import reference_cache, reference_layers
from greenshield.services.reference_cache import Geometries, Layer

MOST_SEEN: Final = 20_000
"""More shapes than these in one view say nothing to the eye; the largest boxes are drawn."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Seen:
    """The shapes of a layer in a view.

    Attributes:
        shapes: degrees lon/lat EPSG:4490, shape (n,).
        numbers: of the features in their file, shape (n,).
        labels: of each, "" where the layer has no label column.
        left: how many more there are.
    """

    shapes: Geometries
    numbers: NDArray[np.int64]
    labels: list[str]
    left: int


class Shelf:
    """Layers that are kept in memory between two looks, a few at a time.

    One for each worker, whose lanes it serves at once; a layer is known by how its file is read, so
    a renamed one stays.
    """

    def __init__(self, most: int = 4) -> None:
        self._most = most
        self._lock = threading.Lock()  # not held while a file is read: a click need not wait for it
        self._open: dict[tuple[str, ...], tuple[Layer, shapely.STRtree]] = {}

    def clear(self) -> None:
        """Keeps none any longer."""
        with self._lock:
            self._open.clear()

    def get(self, project: Project, item: Mapping[str, Any]) -> tuple[Layer, shapely.STRtree]:
        """A layer with its tree.

        Raises:
            UnreadableError, SurroundingsError: as ``reference_layers.shapes_of``.
        """
        names = ("source_sha256", "source_layer", "given_crs", "datum", "encoding")
        key = (project.project_id, *(str(item[n] or "") for n in names))
        with self._lock:
            if key in self._open:
                self._open[key] = self._open.pop(key)
                return self._open[key]
        layer = reference_layers.shapes_of(project, item)
        made = (layer, shapely.STRtree(layer.shapes))
        with self._lock:
            self._open[key] = made
            while len(self._open) > self._most:
                self._open.pop(next(iter(self._open)))
        return made


def in_view(
    project: Project, word: str, box: Box, shelf: Shelf | None = None, most: int = MOST_SEEN
) -> Seen:
    """The shapes whose boxes meet a view box.

    Args:
        project: where.
        word: which layer.
        box: west, south, east, north, degrees.
        shelf: what keeps layers in memory, or None to read it this once.
        most: of more, those with the largest boxes.

    Raises:
        UsageError: no such layer.
        UnreadableError, SurroundingsError: as ``reference_layers.shapes_of``.
    """
    item = reference_layers.find(project, word)
    layer, tree = (shelf or Shelf()).get(project, item)
    found = np.sort(tree.query(shapely.box(*box)))
    left = max(len(found) - most, 0)
    if left:
        west, south, east, north = shapely.bounds(layer.shapes[found]).T
        size = np.maximum(east - west, north - south)
        found = np.sort(found[np.argsort(-size, kind="stable")[:most]])
    label = item["label_field"]
    told = [
        reference_cache.attributes_of(layer.attributes[n]).get(label) if label else None
        for n in found
    ]
    labels = ["" if value is None else str(value) for value in told]
    return Seen(layer.shapes[found], layer.numbers[found], labels, left)


def identify(
    project: Project,
    lon: float,
    lat: float,
    *,
    within_deg: float = 0.0,
    word: str = "",
    shelf: Shelf | None = None,
    problems: list[Problem] | None = None,
) -> list[dict[str, Any]]:
    """The features at a place, of one layer or of all: attributes and where they are from.

    Args:
        project: where.
        lon: degrees EPSG:4490.
        lat: the same.
        within_deg: how far off a feature may stand.
        word: which layer, or "" for all.
        shelf: as of :func:`in_view`.
        problems: takes a remark on each of all layers that can't be read; None raises.

    Returns:
        ``layer`` (id), ``layer_name``, ``feature`` (number in the file), ``geometry_kind``,
        ``attributes``; nearest first within a layer.

    Raises:
        UsageError: no such layer.
        UnreadableError, SurroundingsError: as ``reference_layers.shapes_of``.
    """
    asked = [reference_layers.find(project, word)] if word else reference_layers.items(project)
    shelf = shelf or Shelf()
    place = shapely.Point(lon, lat)
    out = []
    for item in asked:
        try:
            layer, tree = shelf.get(project, item)
        except UnreadableError as error:
            if word or problems is None:
                raise
            problems.append(Problem(error.code, str(item["name"]), params=error.params))
            continue
        near = tree.query(place, predicate="dwithin", distance=max(within_deg, 0.0))
        order = np.argsort(shapely.distance(layer.shapes[near], place), kind="stable")
        out += [_feature(item, layer, n) for n in near[order]]
    return out


def features(
    project: Project, word: str, numbers: Sequence[int], shelf: Shelf | None = None
) -> list[dict[str, Any]]:
    """Features of a layer by their numbers in the file, in this order; unknown ones are left out.

    Args:
        project: where.
        word: which layer.
        numbers: of the features.
        shelf: as of :func:`in_view`.

    Returns:
        As :func:`identify`.

    Raises:
        UsageError: no such layer.
        UnreadableError, SurroundingsError: as ``reference_layers.shapes_of``.
    """
    item = reference_layers.find(project, word)
    layer, _ = (shelf or Shelf()).get(project, item)
    order = np.argsort(layer.numbers, kind="stable")
    asked = np.asarray(numbers, dtype=np.int64)
    at = np.searchsorted(layer.numbers, asked, sorter=order)
    found = order[np.minimum(at, len(order) - 1)]
    return [_feature(item, layer, n) for n in found[layer.numbers[found] == asked]]


def _feature(item: Mapping[str, Any], layer: Layer, n: int) -> dict[str, Any]:
    return {
        "layer": item["id"],
        "layer_name": item["name"],
        "feature": int(layer.numbers[n]),
        "geometry_kind": layer.shapes[n].geom_type,
        "attributes": reference_cache.attributes_of(layer.attributes[n]),
    }


def collection(project: Project, word: str, box: Box) -> dict[str, Any]:
    """The shapes of a layer that meet a box, as a GeoJSON FeatureCollection (RFC 7946).

    Raises:
        UsageError, UnreadableError, SurroundingsError: as :func:`in_view`.
    """
    item = reference_layers.find(project, word)
    layer, tree = Shelf().get(project, item)
    found = np.sort(tree.query(shapely.box(*box)))
    texts = shapely.to_geojson(layer.shapes[found])
    features = [
        {
            "type": "Feature",
            "id": int(layer.numbers[n]),
            "properties": reference_cache.attributes_of(layer.attributes[n]),
            "geometry": json.loads(text),
        }
        for n, text in zip(found, texts, strict=True)
    ]
    return {"type": "FeatureCollection", "name": item["name"], "features": features}
