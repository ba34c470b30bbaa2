"""Synthetic layers for the map's benchmark: a province's zones, patches and photos.

Zones share crooked borders (a random walk between nodes of a bent grid), patches lie in clusters
and overlap, with looks at random, photos lie everywhere.
"""

from __future__ import annotations

import numpy as np
import shapely

from ui.map.layer_data import LayerData, points

EXTENT = 300_000.0  # metres
CORNER = (12_000_000.0, 3_400_000.0)
ZONES = 50  # on a side
EDGE = 480  # edges of a border
PATCHES = 160_000
CORNERS = 24  # of a patch
PHOTOS = 100_000
LOOKS = 12


def zones() -> np.ndarray:
    """Polygons of 4 × EDGE vertices, each border the same on both sides."""
    r = np.random.default_rng(1)
    step = EXTENT / ZONES
    at = np.arange(ZONES + 1) * step
    nodes = np.stack(np.meshgrid(at, at, indexing="ij"), axis=-1)
    nodes += r.normal(0, step / 10, nodes.shape) + CORNER

    def border(begin: np.ndarray, end: np.ndarray) -> np.ndarray:
        along = np.linspace(0, 1, EDGE + 1)[:, None]
        across = np.array([begin[1] - end[1], end[0] - begin[0]]) / np.hypot(*(end - begin))
        off = np.cumsum(r.normal(0, step / EDGE * 1.2, EDGE + 1))
        off -= np.linspace(off[0], off[-1], EDGE + 1)
        return begin + (end - begin) * along + off[:, None] * across

    n = ZONES
    flat = {(i, j): border(nodes[i, j], nodes[i + 1, j]) for i in range(n) for j in range(n + 1)}
    steep = {(i, j): border(nodes[i, j], nodes[i, j + 1]) for i in range(n + 1) for j in range(n)}
    rings = [
        np.concatenate(
            [flat[i, j], steep[i + 1, j][1:], flat[i, j + 1][-2::-1], steep[i, j][-2::-1]]
        )
        for i in range(n)
        for j in range(n)
    ]
    return np.array([shapely.Polygon(ring) for ring in rings], dtype=object)


def patches() -> np.ndarray:
    """Star-shaped patches of some hectares, in 200 clusters."""
    r = np.random.default_rng(2)
    clusters = r.uniform(0, EXTENT, (200, 2))
    centres = clusters[r.integers(0, 200, PATCHES)] + r.normal(0, 6000, (PATCHES, 2))
    angles = np.sort(r.uniform(0, 2 * np.pi, (PATCHES, CORNERS)), axis=1)
    reach = 60 * (0.6 + 0.8 * r.random((PATCHES, CORNERS))) * r.lognormal(0, 0.7, (PATCHES, 1))
    x = centres[:, :1] + reach * np.cos(angles) + CORNER[0]
    y = centres[:, 1:] + reach * np.sin(angles) + CORNER[1]
    return np.asarray(shapely.polygons(np.stack([x, y], axis=-1)))


def layers() -> tuple[list[LayerData], list[np.ndarray]]:
    """The three layers, lowest first, and the same as shapely's shapes."""
    r = np.random.default_rng(3)
    places = np.array(CORNER) + r.uniform(0, EXTENT, (PHOTOS, 2))
    shapes = [zones(), patches(), np.asarray(shapely.points(places))]
    looks = [np.zeros(len(shapes[0])), r.integers(0, LOOKS, PATCHES), np.zeros(PHOTOS)]
    ids = [f"{n:064x}" for n in range(PHOTOS)]
    return [
        _polygons("zone", shapes[0], looks[0]),
        _polygons("issue", shapes[1], looks[1]),
        points("photo", ids, places, looks[2].astype(np.uint8)),
    ], shapes


def _polygons(name: str, shapes: np.ndarray, style: np.ndarray) -> LayerData:
    lengths = shapely.get_num_coordinates(shapes)
    return LayerData(
        name=name,
        kind="polygon",
        ids=[f"{name}-{n:031d}" for n in range(len(shapes))],
        xy=shapely.get_coordinates(shapes),
        ring_starts=np.concatenate([[0], np.cumsum(lengths)]),
        owner=np.arange(len(shapes)),
        style=style.astype(np.uint8),
    )


def session() -> list[tuple[str, float, float]]:
    """Three ways in to the scale of a street and out again: 132 zooms, 6 pans after each.

    Returns:
        ("zoom", x, y): one step of the wheel at this place of the window, in shares of its size,
        inwards or (x negative) outwards; ("pan", dx, dy): logical pixels.
    """
    r = np.random.default_rng(4)
    out: list[tuple[str, float, float]] = []
    for _ in range(3):
        for direction in (1, -1):
            for _ in range(22):
                x, y = r.uniform(0.3, 0.7, 2).tolist()
                out.append(("in" if direction > 0 else "out", x, y))
                heading = r.uniform(0, 2 * np.pi)
                speed = r.uniform(5, 40)
                for _ in range(6):
                    dx, dy = speed * np.cos(heading), speed * np.sin(heading)
                    out.append(("pan", float(round(dx)), float(round(dy))))
    return out
