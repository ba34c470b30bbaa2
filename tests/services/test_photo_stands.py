"""Where to stand: round a patch, from a photo's own place; in which order to go."""

import functools
import math
import operator
from datetime import date

import numpy as np
import pytest
import shapely
from helpers.open_sessions import LAT, LON, PATCH, add_clue, session_of
from helpers.projects import move as table_move
from shapely import box

from greenshield import reference
from greenshield.geo import distances, standpoints
from greenshield.services import (
    dossier,
    lookup,
    photo_guide,
    photo_here,
    photo_lacking,
    photo_sets,
    photo_shots,
    photo_stand,
)
from greenshield.services.photo_stand import Stand

L_SHAPE = shapely.union_all([
    box(LON, LAT, LON + 0.002, LAT + 0.0004), box(LON, LAT, LON + 0.0004, LAT + 0.002),
])  # fmt: skip


def wanted(n, *, fov=65.0, fill=0.9, least=8.0, most=40.0, azimuth=math.nan):
    return standpoints.Wanted(*(np.full(n, value) for value in (fov, fill, least, most, azimuth)))


def test_that_from_each_place_the_patch_is_in_the_picture_and_its_middle_ahead():
    patches = [box(LON, LAT, LON + 0.0002, LAT + 0.0001), shapely.Point(LON, LAT), L_SHAPE]
    found = standpoints.propose(patches, wanted(3))
    assert np.isfinite(found.lon).all()
    assert (found.gap_m <= 40.6).all()
    assert found.whole[:2].all()
    assert not found.whole[2].all()  # that one is 160 m wide
    assert (found.gap_m[:2] >= 7.9).all()
    for row, nth in zip(*np.nonzero(found.whole), strict=True):
        corners = shapely.get_coordinates(patches[row])
        here = [np.full(len(corners), v[row, nth]) for v in (found.lon, found.lat)]
        seen = distances.bearings(*here, *corners.T)
        ahead = np.full(len(corners), found.azimuth_deg[row, nth])
        assert distances.angles_between(seen, ahead).max() <= 65 / 2
    ways = found.azimuth_deg[0]
    assert distances.angles_between(ways, np.roll(ways, 1)).min() >= standpoints.APART_DEG


def test_that_a_wished_direction_and_where_one_stands_come_first():
    patch = [box(LON, LAT, LON + 0.0002, LAT + 0.0002)]
    assert standpoints.propose(patch, wanted(1, azimuth=123.0)).azimuth_deg[0, 0] == 123.0
    south = standpoints.propose(patch, wanted(1), np.array([LON + 0.0001, LAT - 0.01]))
    assert distances.angle_between(south.azimuth_deg[0, 0], 0.0) < 45
    assert south.lat[0, 0] < LAT
    nothing = standpoints.propose(np.array([], dtype=object), wanted(0))
    assert nothing.lon.shape == (0, standpoints.MOST)


def test_that_far_places_lie_beyond_near_ones_within_what_the_rules_count(clue_path):
    ruleset = reference.ruleset("default-2026")
    with session_of(clue_path) as session:
        issue = lookup.issue_id(session.project, "QH-1")
        far, near = photo_stand.of_issues(session.project, [issue])
        assert [(t.shot.what, t.shot.needed) for t in (far, near)] == [
            ("far", True),
            ("near", True),
        ]
        assert all(ruleset.nearness_m < s.gap_m <= ruleset.nearness_far_m for s in far.stands)
        assert all(0 < s.gap_m <= ruleset.nearness_m for s in near.stands)
        after = photo_stand.of_issues(session.project, [issue], phase="after")
        assert {(t.shot.what, t.shot.needed) for t in after} == {("any", True), ("far", False)}
        assert all(s.gap_m <= ruleset.nearness_m for t in after for s in t.stands)
        told = dossier.build(
            session.project, lookup.issue(session.project, "QH-1"), as_of="2026-05-01"
        )
        codes = [m.code for m in told.missing if m.code.startswith("shot_")]
        assert codes == ["shot_lacking_far", "shot_lacking_near"]


def test_that_an_issue_without_photos_is_judged_as_one_that_is_read_whole(clue_path):
    ruleset = reference.ruleset("default-2026")
    with session_of(clue_path) as session:
        project = session.project
        state = lookup.issue(project, "QH-1")
        for phase in photo_shots.PHASES:
            whole = photo_shots.lacking(photo_sets.case_of_phase(project, state, phase), phase)
            quick = photo_lacking.of_issues(project, [state.entity_id], ruleset, phase=phase)
            assert [list(of.shots) for of in quick] == [whole]


@pytest.mark.parametrize(("state", "needed"), [("filed", False), ("lookback", True)])
def test_that_photos_of_a_look_back_are_needed_once_it_has_begun(clue_path, state, needed):
    with session_of(clue_path) as session:
        project = session.project
        issue = lookup.issue_id(project, "QH-1")
        adopted = {"state": state, "came_from": "closed"}
        with project.action("me") as action:
            table_move(action, issue, "adopt", state, data=adopted)
        (found,) = photo_lacking.of_issues(project, [issue], reference.ruleset("default-2026"))
        assert {shot.needed for shot in found.shots} == {needed}
        told = [s for s in photo_sets.shots(project, "QH-1") if s.phase == "lookback"]
        assert [bool(s.missing) for s in told] == ([True] if needed else [])


def test_that_a_guide_tells_way_turn_and_arrival():
    stand = Stand(LON, LAT, 35.0, 45.0, 65.0, None, 10.0, "photo", error_m=8.0)
    on = date(2026, 5, 1)
    away = photo_guide.guide((LON - 0.001, LAT), stand, on, facing_deg=350.0)
    assert (away.is_there, away.distance_m) == (False, pytest.approx(81.2, abs=0.2))
    assert away.bearing_deg == pytest.approx(90.0, abs=0.1)
    assert away.turn_deg == pytest.approx(100.0, abs=0.1)
    assert away.magnetic_deg == pytest.approx(100.6, abs=0.5)
    there = photo_guide.guide((LON, LAT + 0.00006), stand, on, facing_deg=40.0)
    assert (there.is_there, there.turn_deg) == (True, -5.0)  # to where to look
    assert photo_guide.guide((LON, LAT), stand, on).turn_deg is None


def test_that_one_goes_from_issue_to_the_nearest_issue_left(path):
    with session_of(path) as session:
        ids = [
            add_clue(session, f"QH-{n}", shapely.affinity.translate(PATCH, xoff=x))
            for n, x in ((1, 0.0), (2, 0.05), (3, 0.01), (4, 0.03))
        ]
        targets = photo_stand.of_issues(session.project, ids)
        for here, order in (((LON + 0.06, LAT), [2, 4, 3, 1]), (None, [1, 3, 4, 2])):
            went = photo_guide.in_order(targets, here)
            assert len(went) == len(targets)
            numbers = list(dict.fromkeys(t.number for t in went))
            assert numbers == [f"QH-{n}" for n in order]


def test_that_a_receivers_file_says_where_one_is_and_an_empty_project_nothing(session, tmp_path):
    log = tmp_path / "walk.nmea"
    said = [
        f"GPRMC,01{minute}00.00,A,{north},N,12621.0000,E,0.5,0.0,010526,,,A"
        for minute, north in (("00", "4315.0000"), ("01", "4315.0600"))
    ]
    sums = [functools.reduce(operator.xor, line.encode()) for line in said]
    log.write_text("".join(f"${a}*{b:02X}\n" for a, b in zip(said, sums, strict=True)))
    here = photo_here.last_of(log)
    assert here.place == (pytest.approx(126.35), pytest.approx(43.251))
    assert (here.source, here.at) == ("file", "2026-05-01T09:01:00")
    assert photo_here.newest(session.project) is None
    assert photo_here.typed(session.project, "43.25, 126.35").place == (126.35, 43.25)
