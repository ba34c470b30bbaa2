"""How often photos are tied to the wrong patch by themselves, on labelled synthetic photos.

The whole table is that of ``python -m benchmarks autotag``; nothing of it was photographed.
"""

import pytest
from helpers.labelled_photos import NOTHING, labelled

from greenshield.geo.matching import CLEAR_LEAD, PatchIndex, clear
from greenshield.settings import DEFAULT_AUTO_TAG


@pytest.mark.parametrize(
    ("noise_m", "most_wrong", "least_tied"), [(5, 0.03, 0.5), (15, 0.03, 0.45)]
)
def test_that_few_ties_of_the_default_threshold_are_wrong(noise_m, most_wrong, least_tied):
    assert CLEAR_LEAD == DEFAULT_AUTO_TAG
    county = labelled(11, noise_m, patches=120, visits=250)
    ranked = (index := PatchIndex(county.candidates)).rank_many(county.photos)
    ties = wrong = 0
    for n, (photo, truth) in enumerate(zip(county.photos, county.truth, strict=True)):
        best = clear(index.matches(photo, ranked, n))
        if best is not None:
            ties += 1
            wrong += best.index != truth
    assert wrong <= most_wrong * ties
    assert ties - wrong >= least_tied * sum(t != NOTHING for t in county.truth)


def test_that_the_order_of_photos_changes_no_verdict():
    county = labelled(12, 15, patches=40, visits=40)
    index = PatchIndex(county.candidates)

    def verdicts(photos):
        ranked = index.rank_many(photos)
        found = [clear(index.matches(photo, ranked, n)) for n, photo in enumerate(photos)]
        return {p: None if m is None else m.index for p, m in zip(photos, found, strict=True)}

    assert verdicts(county.photos) == verdicts(county.photos[::-1])
