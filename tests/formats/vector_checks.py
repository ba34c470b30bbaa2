"""What a vector file that was read must hold, and how a refusal must look."""

from __future__ import annotations

from pathlib import Path

import pytest
from vector_files import ZONES

from greenshield import messages
from greenshield.domain.errors import GreenShieldError
from greenshield.formats.vectors import VectorFile, read_vectors

NAMES = list(ZONES)


def remarks(file: VectorFile) -> list[str]:
    return [problem.code for problem in file.problems]


def bounds(file: VectorFile) -> list[tuple[float, ...]]:
    return [f.geometry.bounds for f in file.features if f.geometry is not None]


def assert_zones(file: VectorFile) -> None:
    """The two zones, in any order (FlatGeobuf sorts), at their places."""
    assert sorted(f.attributes["名称"] for f in file.features) == sorted(NAMES)
    for feature in file.features:
        lon, lat = ZONES[feature.attributes["名称"]]
        expected = (lon, lat, lon + 0.1, lat + 0.1)
        assert feature.geometry.bounds == pytest.approx(expected, abs=1e-7)
        assert not feature.geometry.has_z
    assert [f.number for f in file.features] == [1, 2]
    assert file.vertices == 10


def refused(path: Path, **how: str) -> GreenShieldError:
    """The error on reading, which must have its sentences with all their values."""
    with pytest.raises(GreenShieldError) as caught:
        read_vectors(path, **how)
    error = caught.value
    for lang in ("zh", "en"):
        sentence = messages.text(error.code, error.params, lang)
        assert sentence != error.code
        assert "{" not in sentence
        assert messages.remedy(error.code, error.params, lang)
    return error
