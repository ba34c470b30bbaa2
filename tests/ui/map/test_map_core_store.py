from __future__ import annotations

import os
import tracemalloc
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from helpers.map_made import layer_data, patches
from hypothesis import given
from hypothesis import strategies as st

from greenshield import paths
from ui.map import store, store_format
from ui.map.calls_levels import pack
from ui.map.pack import Pack
from ui.map.packing import packed
from ui.project_info import ProjectInfo


@pytest.fixture(scope="module")
def made() -> Pack:
    return pack(layer_data("甲/issue", patches(3000, 8, 60_000.0), np.arange(3000) % 5))


def test_that_what_is_kept_is_fetched_again(made: Pack, tmp_path: Path) -> None:
    labels = np.array(["一", "二二"])
    store.keep(tmp_path, made, "k1", {"styles": ["open"]}, {"labels": labels})
    found = store.fetch(tmp_path, made.name)
    assert found is not None
    assert (found.key, found.about) == ("k1", {"styles": ["open"]})
    assert found.arrays["labels"].tolist() == ["一", "二二"]
    assert found.pack.name == made.name
    assert found.pack.find(["f17"]).tolist() == [17]
    assert (found.pack.style == made.style).all()
    by_tolerance = {level.tolerance: level for level in made.levels}
    assert found.pack.levels
    for kept in found.pack.levels:
        whole = by_tolerance[kept.tolerance]
        assert (kept.xy == whole.xy).all()
        assert (kept.dots == whole.dots).all()


def test_that_only_coarse_levels_are_kept(tmp_path: Path) -> None:
    large = pack(layer_data("a", patches(2000, 2, 60_000.0, 400.0, 120)))
    kept = store.coarse(large)
    assert sum(len(level.xy) for level in kept.levels) <= store.BUDGET
    assert 0 < len(kept.levels) < len(large.levels)
    x0, y0, x1, y1 = large.box_around()
    pixel = max(x1 - x0, y1 - y0) / 1600
    assert kept.best(pixel) is large.best(pixel)  # what the whole layer is first seen by
    whole = packed(layer_data("a", patches(2000, 2, 60_000.0, 400.0, 120)))
    assert store.coarse(whole).levels == whole.levels  # where there is one only, that


def test_that_another_key_takes_the_place_of_the_old_one(made: Pack, tmp_path: Path) -> None:
    store.keep(tmp_path, made, "old")
    store.keep(tmp_path, packed(layer_data("other", patches(3, 1))), "old")
    store.keep(tmp_path, made, "new")
    assert store.fetch(tmp_path, made.name).key == "new"
    assert len(list(tmp_path.iterdir())) == 2
    store.forget(tmp_path, made.name)
    assert store.fetch(tmp_path, made.name) is None
    assert store.fetch(tmp_path, "other") is not None


def test_that_a_name_that_begins_like_another_is_its_own(tmp_path: Path) -> None:
    for name in ("area", "area@x", "area/../y", "are"):
        store.keep(tmp_path, packed(layer_data(name, patches(3, 1))), name)
    for name in ("area", "area@x", "area/../y", "are"):
        assert store.fetch(tmp_path, name).key == name
    assert len(list(tmp_path.iterdir())) == 4


def test_that_nothing_is_there_where_nothing_was_kept(tmp_path: Path) -> None:
    assert store.fetch(tmp_path / "nowhere", "a") is None


def test_that_of_two_that_are_kept_the_newer_counts_and_a_damaged_one_does_not(
    made: Pack, tmp_path: Path
) -> None:
    first = store.keep(tmp_path, made, "first")
    content = first.read_bytes()
    second = store.keep(tmp_path, made, "second")
    first.write_bytes(content)
    os.utime(first, (1, 1))
    assert store.fetch(tmp_path, made.name).key == "second"
    second.write_bytes(second.read_bytes()[:5000])
    assert store.fetch(tmp_path, made.name).key == "first"


def test_that_what_is_no_plain_file_or_far_too_large_is_not_read(
    made: Pack, tmp_path: Path
) -> None:
    file = store.keep(tmp_path, made, "first")
    moved = tmp_path / "elsewhere"
    file.rename(moved)
    file.symlink_to(moved)
    assert store.fetch(tmp_path, made.name) is None
    file.unlink()
    moved.rename(file)
    assert store.fetch(tmp_path, made.name).key == "first"
    os.truncate(file, store.MOST_BYTES + 1)
    peak = tracemalloc.start() or tracemalloc.get_traced_memory()[1]
    assert store.fetch(tmp_path, made.name) is None
    peak = tracemalloc.get_traced_memory()[1] - peak
    tracemalloc.stop()
    assert peak < store.MOST_BYTES / 4


def test_that_an_encrypted_project_keeps_nothing_and_a_read_only_one_nothing_beside_it(
    tmp_path: Path,
) -> None:
    def info(**more: bool) -> ProjectInfo:
        return ProjectInfo(tmp_path, "../p1", "name", "110000", **more)

    assert store.folder_for(info(encrypted=True)) is None
    assert store.folder_for(info(encrypted=True, read_only=True)) is None
    assert store.folder_for(info()) == tmp_path / "derived" / "map"
    cached = store.folder_for(info(read_only=True))
    assert cached is not None
    assert cached.parent == paths.cache_dir() / "map"
    assert ".." not in cached.parts


@lru_cache
def small() -> bytes:
    made = pack(layer_data("a", patches(40, 8, 900.0)))
    return store_format.written(made, "k", {}, {"n": np.arange(3)})


@given(st.integers(0, 10**9), st.binary(min_size=1, max_size=9))
def test_that_damage_is_refused_or_harmless(at: int, damage: bytes) -> None:
    content = bytearray(small())
    at %= len(content)
    content[at : at + len(damage)] = damage[: len(content) - at]
    try:
        found, *_ = store_format.read(bytes(content))
    except ValueError:
        return
    for level in found.levels:
        assert level.feature.max(initial=0) < len(found)
        assert level.starts[-1] == len(level.xy)


@given(st.integers(0, 10**9))
def test_that_a_file_cut_off_is_refused(length: int) -> None:
    content = small()
    with pytest.raises(ValueError, match=r"layer|end"):
        store_format.read(content[: length % (len(content) - 64)])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"<i4", [40], ', b'"|O8", [40], '),
        (b'"unit": 0.001', b'"unit": 1e999'),
        (b'"kind": "polygon"', b'"kind": "polyhed"'),
        (b'"tolerances": [', b'"tolerances": ['[:-1] + b'{'),
    ],
)  # fmt: skip
def test_that_a_header_that_lies_is_refused(old: bytes, new: bytes) -> None:
    content = small()
    assert old in content
    with pytest.raises(ValueError, match=r"."):
        store_format.read(content.replace(old, new, 1))
