"""Synthetic photos of which it is known what they show: to count how often matching errs.

Nothing here was photographed. A county has patches, four in five of them in groups whose members
lie some ten to two hundred metres apart, as plots of one village do. Photographers come to a
patch and take some photos of it from inside, from its edge or from afar, often turn to a
neighbouring patch in the same minute, and now and then take a photo of nothing at all. Then the
position gets noise, mostly the same for photos of one minute; the compass gets noise, some
phones more than others; and some photos lose their azimuth.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
import shapely

from greenshield.geo.matching import Candidates, PhotoPlace

NOTHING = -1
WEST, SOUTH = 125.0, 43.0
DAY = date(2025, 6, 1)
_FOV_DEG = 65.0
_SEEN_M = 150.0  # what lies farther off isn't what a photo is of


@dataclass
class Labelled:
    """A county's patches, photos, and which patch each photo shows (``NOTHING`` for none)."""

    candidates: Candidates
    photos: list[PhotoPlace] = field(default_factory=list)
    truth: list[int] = field(default_factory=list)


class _County:
    """A plane of metres with patches in it."""

    def __init__(self, rng: np.random.Generator, count: int) -> None:
        self.rng = rng
        self.shapes: list[shapely.Polygon] = []
        size = 400.0 * math.sqrt(count)
        while len(self.shapes) < count:
            group = rng.integers(2, 8) if rng.random() < 0.8 else 1
            middle = rng.uniform(0, size, 2)
            for _ in range(group):
                shape = self._patch(middle + rng.normal(0, 110, 2) * (group > 1))
                if all(shape.distance(other) > 5 for other in self.shapes):
                    self.shapes.append(shape)
        del self.shapes[count:]
        self.tree = shapely.STRtree(self.shapes)

    def _patch(self, middle: np.ndarray) -> shapely.Polygon:
        angles = np.linspace(0, 2 * np.pi, 16, endpoint=False)
        radius = self.rng.lognormal(math.log(28), 0.5) * self.rng.uniform(0.7, 1.3, 16)
        corners = np.stack([np.cos(angles), np.sin(angles)], axis=1) * radius[:, None]
        return shapely.Polygon(middle + corners).buffer(0)

    def stand(self, patch: int) -> np.ndarray:
        """Where somebody stands who photographs a patch."""
        shape, rng = self.shapes[patch], self.rng
        way = rng.random()
        if way < 0.3:
            inner = shape.representative_point()
            return np.array([inner.x, inner.y]) + rng.normal(0, 5, 2)
        off = rng.uniform(2, 40) if way < 0.85 else rng.uniform(40, 120)
        ring = shape.buffer(off).exterior
        spot = ring.interpolate(rng.random(), normalized=True)
        return np.array([spot.x, spot.y])

    def nothing(self) -> tuple[np.ndarray, float] | None:
        """A place near patches or far from all, and a view in which there is none of them."""
        rng = self.rng
        if rng.random() < 0.5:
            spot = rng.uniform(0, 400 * math.sqrt(len(self.shapes)), 2)
        else:
            shape = self.shapes[rng.integers(len(self.shapes))]
            ring = shape.buffer(rng.uniform(10, 250)).exterior
            at = ring.interpolate(rng.random(), normalized=True)
            spot = np.array([at.x, at.y])
        azimuth = rng.uniform(0, 360)
        seen = _sector(spot, azimuth)
        return None if len(self.tree.query(seen, predicate="intersects")) else (spot, azimuth)


def labelled(seed: int, noise_m: float, patches: int = 500, visits: int = 1_000) -> Labelled:
    """A county and its photos, some three a visit.

    Args:
        seed: the same gives the same.
        noise_m: standard deviation of a position in each direction.
        patches: how many.
        visits: how many times somebody comes.
    """
    rng = np.random.default_rng(seed)
    county = _County(rng, patches)
    campaign = rng.random(patches) < 0.7  # this season's; the others were closed last year
    since = [str(DAY if now else DAY - timedelta(days=400)) for now in campaign]
    until = [None if now else str(DAY - timedelta(days=300)) for now in campaign]
    shapes = shapely.transform(np.array(county.shapes), _degrees)
    ids = [f"{n:05}" for n in range(patches)]
    out = Labelled(Candidates(shapes, ids, since=since, until=until))
    for visit in range(visits):
        _visit(out, county, campaign, visit, noise_m)
    return out


def _visit(out: Labelled, county: _County, campaign: np.ndarray, visit: int, noise: float) -> None:
    rng = county.rng
    phone = int(rng.integers(12))
    bias, at = rng.normal(0, noise, 2), float(visit * 3600)
    day = DAY + timedelta(days=int(rng.integers(0, 90)))
    if rng.random() < 0.15:
        found = county.nothing()
        if found is not None:
            _take(out, rng, found, NOTHING, (phone, at, day, bias, noise))
        return
    patch = int(rng.choice(np.flatnonzero(campaign)))
    spot = county.stand(patch)
    for turn in range(2):
        for _ in range(int(rng.integers(1, 5))):
            at += float(rng.uniform(3, 25))
            here = spot + rng.normal(0, 2, 2)
            view = here, _toward(rng, here, county.shapes[patch])
            _take(out, rng, view, patch, (phone, at, day, bias, noise))
        near = county.tree.query(shapely.Point(spot), predicate="dwithin", distance=80)
        others = [int(n) for n in near if n != patch and campaign[n]]
        if turn or not others or rng.random() < 0.5:
            return
        patch = int(rng.choice(others))  # the neighbour, from where one stands


def _take(out: Labelled, rng: np.random.Generator, view: tuple[np.ndarray, float], patch: int,
          visit: tuple[int, float, date, np.ndarray, float]) -> None:  # fmt: skip
    phone, at, day, bias, noise = visit
    spot, azimuth = view
    noisy = spot + bias * 0.9 + rng.normal(0, noise, 2) * 0.43
    [[lon, lat]] = _degrees(noisy[None, :])
    compass = azimuth + rng.normal(0, 20 if phone % 4 == 0 else 8)
    silent = phone % 6 == 1 or rng.random() < 0.15
    error = noise * rng.uniform(0.8, 2.0) if phone % 2 else None
    out.photos.append(
        PhotoPlace(
            float(lon),
            float(lat),
            azimuth_deg=None if silent else compass % 360,
            error_m=error,
            taken_on=day,
            camera=f"phone {phone}",
            moment_s=at,
        )
    )
    out.truth.append(patch)


def _toward(rng: np.random.Generator, here: np.ndarray, shape: shapely.Polygon) -> float:
    """The bearing of a point in a patch, as well as one aims."""
    inner = shape.representative_point()
    east, north = inner.x - here[0], inner.y - here[1]
    return float(np.degrees(np.arctan2(east, north)) + rng.normal(0, 10))


def _sector(spot: np.ndarray, azimuth: float) -> shapely.Polygon:
    turns = np.radians(azimuth + np.linspace(-_FOV_DEG / 2, _FOV_DEG / 2, 9))
    arc = spot + _SEEN_M * np.stack([np.sin(turns), np.cos(turns)], axis=1)
    return shapely.Polygon([spot, *arc])


def _degrees(metres: np.ndarray) -> np.ndarray:
    lat = SOUTH + metres[:, 1] / 111_100.0
    lon = WEST + metres[:, 0] / (111_320.0 * np.cos(np.radians(SOUTH + 0.05)))
    return np.stack([lon, lat], axis=1)
