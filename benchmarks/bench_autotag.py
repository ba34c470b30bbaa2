"""How often photos are tied to the wrong patch by themselves: on synthetic photos, with labels.

Run: ``python -m benchmarks autotag``. A county of 500 patches and some 3,500 photos
(``tests/helpers/labelled_photos.py`` says how they are made), with 5, 15 and 50 m of noise in each
direction, for several thresholds. *Wrong* is the share of the ties that name another patch than
the one that was photographed, or any where none was; *tied* the share of the photos of patches
that were tied. The others wait for a person. Nothing of it was photographed.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from helpers.labelled_photos import NOTHING, labelled

from greenshield.geo.matching import CLEAR_LEAD, PatchIndex, clear

NOISES = (5.0, 15.0, 50.0)
THRESHOLDS = (0.1, 0.2, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6)


def counted(set_, thresholds):
    """For each threshold: ties, wrong ones, and the photos of patches."""
    index = PatchIndex(set_.candidates)
    ranked = index.rank_many(set_.photos)
    found = [index.matches(photo, ranked, n) for n, photo in enumerate(set_.photos)]
    out = []
    for threshold in thresholds:
        ties = wrong = 0
        for matches, truth in zip(found, set_.truth, strict=True):
            best = clear(matches, threshold)
            if best is not None:
                ties += 1
                wrong += best.index != truth
        out.append((ties, wrong, sum(t != NOTHING for t in set_.truth)))
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=3)
    seeds = parser.parse_args().seeds
    print(f"noise   threshold   ties   wrong     wrong %   tied %    (default {CLEAR_LEAD})")
    for noise in NOISES:
        sums = sum(
            np.array(counted(labelled(seed, noise), THRESHOLDS)) for seed in range(1, seeds + 1)
        )
        for threshold, (ties, wrong, photos) in zip(THRESHOLDS, sums, strict=True):
            share = 100 * wrong / max(ties, 1)
            tied = 100 * (ties - wrong) / photos
            print(f"{noise:4.0f} m   {threshold:9.2f}{ties:7}{wrong:8}{share:12.2f}{tied:9.1f}")


if __name__ == "__main__":
    main()
