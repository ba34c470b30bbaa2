"""Photos at patches tell a web map's shift of several, and nothing of one or of large ones."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from helpers.shifted_files import SHIFTS

from greenshield.geo.shift_photos import judge_photos

AT = np.array([116.0, 40.0])
DEGREES = np.array([111_320 * np.cos(np.radians(40)), 111_000])


def at_patches(rng, count, radius, strays=0.0):
    """Patches, and two photos of each: beside it to some metres, or from anywhere about."""
    centres = AT + rng.uniform(-6_000, 6_000, (count, 2)) / DEGREES
    patches = [
        shapely.transform(shapely.Point(0, 0).buffer(radius), lambda xy, c=c: c + xy / DEGREES)
        for c in centres
    ]
    photos = np.repeat(centres, 2, axis=0)
    photos = photos + rng.normal(0, radius + 10, photos.shape) / DEGREES
    far = rng.random(len(photos)) < strays
    photos[far] += rng.normal(0, 400, (int(far.sum()), 2)) / DEGREES
    return np.array(patches, dtype=object), photos


@pytest.mark.parametrize("label", SHIFTS)
def test_that_photos_find_the_shift_of_patches(label):
    patches, photos = at_patches(np.random.default_rng(4), 12, 40, strays=0.2)
    if SHIFTS[label] is not None:
        patches = shapely.transform(patches, lambda xy: np.column_stack(SHIFTS[label](*xy.T)))
    found = judge_photos(np.repeat(patches, 2), photos)
    assert found.verdict == label
    assert found.by_photos
    assert found.after_m <= found.before_m
    assert found.after_m < 30


def test_that_nobody_is_accused_by_few_by_strays_or_in_large_patches():
    for seed in range(12):
        rng = np.random.default_rng(seed)
        for count, radius, strays in ((2, 40, 0.0), (10, 40, 0.7), (10, 900, 0.0), (6, 60, 1.0)):
            patches, photos = at_patches(rng, count, radius, strays)
            said = judge_photos(np.repeat(patches, 2), photos).verdict
            assert said in ("right", "unclear"), (seed, count, radius, strays)
    assert judge_photos([], np.zeros((0, 2))).verdict == "unclear"
