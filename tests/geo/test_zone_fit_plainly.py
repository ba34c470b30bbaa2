"""Zones judged as they are, beside the same rules applied to every pair without any short cut."""

import itertools

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from greenshield.geo import edge_cover
from greenshield.geo.pieces import Pieces
from greenshield.geo.zone_fit import SLIVER_WIDTH_M, misfits


def plainly(zones, owner, areas):
    """Every pair cut, every zone against its outline: kind, area, zones -> m² and pieces."""
    out = {}

    def tell(pieces, kind, area, which):
        if len(pieces.m2):
            out[kind, area, which] = (pytest.approx(pieces.m2.sum(), rel=1e-6), len(pieces.m2))

    for a, b in itertools.combinations(range(len(zones)), 2):
        if owner[a] == owner[b]:
            both = Pieces.of([shapely.intersection(zones[a], zones[b]), None])
            tell(both, "overlap", owner[a], (a, b))
    for n, zone in enumerate(zones):
        own = Pieces.of([zone, None])
        tell(own.where(own.width_m < SLIVER_WIDTH_M), "sliver", owner[n], (n,))
        beyond = Pieces.of([shapely.difference(zone, areas[owner[n]]), None])
        tell(beyond, "outside", owner[n], (n,))
    for area in set(owner):
        held = [zone for n, zone in enumerate(zones) if owner[n] == area]
        left = Pieces.of([shapely.difference(areas[area], shapely.union_all(held)), None])
        meets = np.array([sum(zone.intersects(p) for zone in held) for p in left.shapes])
        narrow = (left.width_m < SLIVER_WIDTH_M) & (meets > 1) if len(meets) else left.m2 > 0
        tell(left.where(narrow), "gap", area, ())
        tell(left.where(~narrow), "uncovered", area, ())
    return out


# Degrees that a zone is moved by: not at all, what rounding does, a sliver, a fault.
MOVES = st.sampled_from([0.0, 0.0, 0.0, 2e-8, 2e-5, 9e-4])
CUTS = st.lists(st.integers(1, 39), max_size=3, unique=True)


@st.composite
def coverage(draw):
    """Areas of one to sixteen cells, some merged, with a hole now and then, some cells moved."""
    zones, owner, areas = [], [], []
    for area in range(draw(st.integers(1, 2))):
        west = 126.0 + area * 0.05  # they share a border
        xs, ys = ([0, *sorted(draw(CUTS)), 40] for _ in range(2))
        cells = [
            shapely.box(west + a / 800, 43 + c / 800, west + b / 800, 43 + d / 800)
            for (a, b), (c, d) in itertools.product(itertools.pairwise(xs), itertools.pairwise(ys))
        ]
        if len(cells) > 1 and draw(st.booleans()):
            cells[:2] = [shapely.union(*cells[:2])]
        if draw(st.booleans()):
            x, y = cells[0].representative_point().coords[0]
            core = shapely.box(x - 1e-4, y - 1e-4, x + 1e-4, y + 1e-4)
            cells[0:1] = [core, shapely.difference(cells[0], core)]
        areas.append(shapely.union_all(cells) if draw(st.booleans()) else
                     shapely.box(west, 43, west + 0.05, 43.05))  # fmt: skip
        for cell in cells:
            x, y = draw(MOVES), draw(MOVES)
            zones.append(shapely.transform(cell, lambda xy, by=(x, y): xy + by))
            owner.append(area)
    return zones, owner, areas


@settings(max_examples=40)
@given(coverage())
def test_that_short_cuts_find_what_plain_cutting_finds(given_zones):
    zones, owner, areas = given_zones
    found = {(m.kind, m.area, m.zones): (m.m2, m.pieces) for m in misfits(zones, owner, areas)}
    assert found == plainly(zones, owner, areas)


def test_that_zones_that_share_every_edge_are_known_to_cover_their_area():
    core = shapely.box(1, 1, 2, 2)
    rest = shapely.Polygon(shapely.box(0, 0, 3, 3).exterior.coords, [core.exterior.coords])
    area = shapely.box(0, 0, 3, 3)
    backwards = shapely.Polygon(rest.exterior.coords[::-1], [core.exterior.coords[::-1]])

    def said(zones, owner=None, areas=(area,)):
        owner = np.zeros(len(zones), dtype=int) if owner is None else np.array(owner)
        shapes = np.array([*zones, None], dtype=object)[:-1]
        outlines = np.array([*areas, None], dtype=object)[:-1]
        return edge_cover.exact(shapes, owner, outlines).tolist()

    assert said([core, rest]) == said([core, backwards]) == [True]
    assert said([shapely.MultiPolygon([core]), shapely.MultiPolygon([rest])]) == [True]
    assert said([core]) == said([core, rest, core]) == said([area, area]) == [False]
    assert said([core, rest, area]) == [False]  # twice over, though each by itself is exact
    assert said([core, rest], areas=(None,)) == [False]
    assert said([core, rest, area], [0, 0, 1], (area, area)) == [True, True]
    # Held twice here and not at all there: the sums of surfaces agree, those of the edges don't.
    other = shapely.box(0, 0, 1, 1)
    hollow = shapely.Polygon(area.exterior.coords, [other.exterior.coords])
    assert said([hollow, core]) == [False]


def test_that_neighbours_that_only_rounding_parts_are_known_to_fit_and_wider_ones_are_not():
    rng = np.random.default_rng(4)
    turn = np.linspace(0, 2 * np.pi, 90, endpoint=False)
    round_it = np.column_stack([np.cos(turn), np.sin(turn)])
    rim, line = (np.array([126.0, 43.0]) + r * round_it for r in (0.05, 0.03))
    area, core = shapely.Polygon(rim), shapely.Polygon(line)

    def said(by):
        """With every corner of the zone around the core off by so many degrees at most."""
        off = rng.uniform(-by, by, line.shape)
        zones = np.array([core, shapely.Polygon(rim, [line + off])])
        owner = np.zeros(2, dtype=int)
        found = misfits(zones, owner, [area])
        assert bool(found) is (by > 5e-8)
        return edge_cover.exact(zones, owner, np.array([area]))[0]

    assert [said(by) for by in (0.0, 2e-8, 5e-8)] == [True, True, True]
    assert [said(by) for by in (1e-6, 1e-5)] == [False, False]
