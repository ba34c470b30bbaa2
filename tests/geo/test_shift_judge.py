"""Of a labelled set every shifted file is found, and no right one is accused."""

from __future__ import annotations

import json
from collections import Counter

import fiona
import numpy as np
import pytest
import shapely
from helpers.shifted_files import ALIKE, DIFFERENT, SHIFTS, Case, case, scattered
from shapely.geometry import shape

from greenshield.geo import shift
from greenshield.geo.shift_judge import judge

KINDS = [make.__name__.strip("_") for make in (*ALIKE, *DIFFERENT)]


def verdict(one: Case) -> str:
    return judge(one.file, one.reference).verdict


def fault(one: Case, said: str) -> str:
    """What is wrong with a verdict: somebody accused, or a shift that was not found."""
    if one.label == "right":
        return "" if said in ("right", "unclear") else "accused"
    if not one.is_tellable:
        return ""
    return "" if said == one.label else "missed" if said in ("right", "unclear") else "confused"


# Every way in which a file and its reference may differ, and every label, at the least cost.
CHEAP = (0, 1, 3, 4, 2, 5, 8, 11, 14, 17, 20, 23, 26, 29, 32, 6, 9, 12, 15, 18, 21, 24, 27, 30)


def test_that_shifted_files_are_found_and_right_ones_left_alone():
    made = [case(n) for n in CHEAP]
    assert {one.kind for one in made} == set(KINDS)
    assert {one.label for one in made} == {*SHIFTS, "moved"}
    said = {one.number: (one.kind, one.label, verdict(one)) for one in made}
    assert [said[one.number] for one in made if fault(one, said[one.number][2])] == []


@pytest.mark.soak
def test_that_a_thousand_labelled_files_are_told_without_a_fault():
    count: Counter[str] = Counter()
    faults = []
    for number in range(3_000, 4_200):
        one = case(number)
        said = verdict(one)
        count[f"{one.label} -> {said}"] += 1
        wrong = fault(one, said)
        if wrong:
            faults.append((number, one.kind, one.label, said, wrong))
    print(dict(sorted(count.items())))
    assert faults == []


def test_that_the_size_and_the_direction_are_measured():
    rng = np.random.default_rng(5)
    metres = scattered(rng, 6, 20_000, 3_000)
    at = np.array([116.0, 40.0])
    areas = shapely.transform(
        np.array(metres, dtype=object),
        lambda xy: at + xy / (111_320 * np.cos(np.radians(40)), 111_000),
    )
    for there, name in ((shift.to_gcj02, "gcj02"), (shift.to_bd09, "bd09")):
        web = shapely.transform(areas, lambda xy, there=there: np.column_stack(there(*xy.T)))
        found = judge(web, areas)
        x, y = there(*at)
        east, north = (x - at[0]) * 111_320 * np.cos(np.radians(40)), (y - at[1]) * 111_000
        assert found.verdict == name
        assert found.size_m == pytest.approx(np.hypot(east, north), rel=0.05)
        assert found.bearing_deg == pytest.approx(np.degrees(np.arctan2(east, north)) % 360, abs=3)
        assert (found.before_m > 100, found.after_m < 0.1) == (True, True)
        assert found.agreeing == found.shapes == len(areas)
        assert found.share > 0.95
        assert found.confidence > 0.4


def test_that_what_says_nothing_is_unclear():
    square = shapely.box(116, 40, 116.1, 40.1)
    far = shapely.box(100, 30, 100.1, 30.1)
    for mine, theirs in (
        ([], [square]), ([square], []), ([None, shapely.Point(116, 40)], [square]),
        ([shapely.Polygon()], [square]), ([square], [far]),
    ):  # fmt: skip
        assert judge(mine, theirs).verdict == "unclear"
    assert judge([square], [square]).verdict == "right"


def test_that_a_real_file_of_a_web_map_is_found_beside_real_boundaries(shared_data, real_file):
    folder = shared_data / "boundaries"
    known = shapes_of(real_file(folder / "省_shp_EPSG4490" / "省.shp"))
    web = folder / "GeoMapData_CN_datav_GCJ02" / "citys"
    found = {n: judge(shapes_of(real_file(web / f"{n}.json")), known) for n in (222400, 321000)}
    # The second city's province was drawn by other hands: told to some tens of metres.
    assert [found[n].verdict for n in found] == ["gcj02", "gcj02"]
    assert [round(one.size_m, -2) for one in found.values()] == [600, 600]
    # A city with no border on the province's has nothing that recurs.
    inner = judge(shapes_of(real_file(web / "220100.json")), known)
    assert inner.verdict == "unclear"
    assert judge(known, known).verdict == "right"


def shapes_of(path) -> np.ndarray:
    if path.suffix == ".json":  # lists among the attributes, which fiona warns of
        features = json.loads(path.read_text("utf-8"))["features"]
        return np.array([shape(f["geometry"]) for f in features], dtype=object)
    with fiona.open(path) as file:
        return np.array([shape(f.geometry) for f in file if f.geometry], dtype=object)
