"""A patch is cut along lines, by an outline or by a file; what comes of it is told beforehand."""

from __future__ import annotations

import json

import pytest
import shapely
from helpers.imports import shapes_file
from helpers.open_sessions import LAT, LON, PATCH, add_clue
from helpers.owed import DEADLINE, EAST, WEST, add_owed, plan_merge, set_fields
from shapely import LineString, MultiPolygon, Point, box
from shapely.geometry.base import BaseGeometry

from greenshield.domain.errors import GreenShieldError, RefusedError, UsageError
from greenshield.geo import codec, measures
from greenshield.services import lineage, lineage_cut, lineage_foreseen, lookup, rules
from greenshield.services.lineage_carry import Part
from greenshield.services.shape_typed import Shapes

ACROSS = LineString([(LON, LAT - 0.002), (LON, LAT + 0.002)])
LEVEL = LineString([(LON - 0.002, LAT), (LON + 0.002, LAT)])


def refused(code, call, *given):
    with pytest.raises(GreenShieldError) as caught:
        call(*given)
    assert caught.value.code == code


def same_ground(pieces, patch=PATCH):
    """The pieces are the patch, and no ground is in two."""
    together = shapely.union_all(pieces)
    assert measures.area_m2(shapely.symmetric_difference(together, patch)) < 0.01
    assert sum(map(measures.area_m2, pieces)) == pytest.approx(measures.area_m2(patch), rel=1e-5)


@pytest.mark.parametrize(
    ("lines", "count"),
    [([ACROSS], 2), ([ACROSS, LEVEL], 4), ([shapely.reverse(ACROSS)], 2),
     ([LineString([(LON - 0.002, LAT - 0.0005), (LON, LAT + 0.002), (LON + 0.002, LAT - 0.0005)])],
      3)],
)  # fmt: skip
def test_that_a_patch_is_cut_along_lines_from_west_to_east(lines, count):
    pieces = lineage_cut.along(PATCH, lines)
    assert len(pieces) == count
    same_ground(pieces)
    west = [piece.centroid.x for piece in pieces]
    assert west == sorted(west)


def test_that_holes_and_islands_are_cut_too():
    ring = shapely.difference(PATCH, box(LON - 0.0003, LAT - 0.0003, LON + 0.0003, LAT + 0.0003))
    island = box(LON + 0.003, LAT, LON + 0.004, LAT + 0.001)
    patch = shapely.union(ring, island)
    assert isinstance(patch, MultiPolygon)
    pieces = lineage_cut.along(patch, [ACROSS])
    assert len(pieces) == 3  # two halves, and the island that the line does not meet
    same_ground(pieces, patch)


@pytest.mark.parametrize(
    "line",
    [LineString([(LON, LAT - 0.002), (LON, LAT)]), shapely.affinity.translate(ACROSS, 1),
     LineString([(LON - 0.0005, LAT), (LON + 0.0005, LAT)]),
     LineString([(LON - 0.001, LAT - 0.002), (LON - 0.001, LAT + 0.002)])],
)  # fmt: skip
def test_that_a_line_that_parts_nothing_is_refused(line):
    refused("lineage_line_misses", lineage_cut.along, PATCH, [line])


def test_that_an_island_beside_does_not_make_a_line_that_misses_cut():
    patch = shapely.union(PATCH, box(LON + 0.003, LAT, LON + 0.004, LAT + 0.001))
    refused(
        "lineage_line_misses", lineage_cut.along, patch, [shapely.affinity.translate(LEVEL, 0, 1)]
    )


def test_that_an_outline_parts_what_lies_within_from_the_rest():
    within, rest = lineage_cut.by_outline(PATCH, box(LON, LAT, LON + 1, LAT + 1))
    same_ground([within, rest])
    assert measures.area_m2(within) == pytest.approx(measures.area_m2(PATCH) / 4, rel=0.01)
    for outline in (box(LON - 1, LAT - 1, LON + 1, LAT + 1), box(LON + 1, LAT, LON + 2, LAT + 1)):
        refused("lineage_outline_misses", lineage_cut.by_outline, PATCH, outline)


def written(folder, *shapes: BaseGeometry):
    return shapes_file(folder / "parts.geojson", [(shape, {}) for shape in shapes])


def test_that_a_file_tells_the_parts_or_the_line(clue_session, tmp_path):
    project = clue_session.project
    parts = lineage_cut.from_file(project, PATCH, written(tmp_path, WEST, EAST))
    same_ground(parts)
    pieces = lineage_cut.from_file(project, PATCH, written(tmp_path, ACROSS, LEVEL))
    assert len(pieces) == 4
    outline = box(LON, LAT, LON + 1, LAT + 1)
    within, rest = lineage_cut.from_file(project, PATCH, written(tmp_path, outline))
    same_ground([within, rest])
    assert measures.area_m2(within) < measures.area_m2(rest)
    for code, shapes in (
        ("lineage_outline_misses", (PATCH,)), ("lineage_file_mixed", (WEST, ACROSS)),
        ("lineage_file_mixed", (Point(LON, LAT), Point(LON, LAT + 0.001))),
        ("lineage_many", [box(LON, LAT, LON + 1e-4, LAT + 1e-4)] * 201),
    ):  # fmt: skip
        refused(code, lineage_cut.from_file, project, PATCH, written(tmp_path, *shapes))


def test_that_a_shape_that_is_left_out_of_a_file_does_not_go_unseen(clue_session, tmp_path):
    file = written(tmp_path, WEST, EAST, box(LON, LAT, LON + 1e-4, LAT + 1e-4))
    broken = json.loads(file.read_text("utf-8"))
    broken["features"][1]["geometry"]["coordinates"] = [[[500, 500], [501, 500], [501, 501]]]
    file.write_text(json.dumps(broken), "utf-8")
    with pytest.raises(GreenShieldError):
        lineage_cut.from_file(clue_session.project, PATCH, file)


def test_that_what_is_foreseen_of_a_split_is_what_comes(clue_session):
    pieces = lineage_cut.along(PATCH, [ACROSS])
    seen = lineage_foreseen.split(clue_session.project, "QH-1", pieces)
    assert [one.clue_no for one in seen.parts] == ["QH-1-1", "QH-1-2"]
    assert [one.share for one in seen.parts] == pytest.approx([0.5, 0.5])
    assert (seen.owed, seen.state, seen.deadline) == (False, "clue", "")
    assert (seen.left_m2, seen.twice_m2) == pytest.approx((0, 0), abs=0.01)
    parts = [Part({"clue_no": one.clue_no, "geom": one.shape}, Shapes()) for one in seen.parts]
    made = lineage.split(clue_session, "QH-1", parts, on="2026-03-01", reason="两处")
    for one, issue in zip(seen.parts, made.successors, strict=True):
        shape = lookup.issue(clue_session.project, issue)
        assert shape.state == seen.state
        assert measures.area_m2(codec.from_hex(one.shape)) == pytest.approx(one.m2)


def test_that_what_is_left_out_and_what_counts_twice_is_told(clue_session):
    wide = box(LON - 0.001, LAT - 0.001, LON + 0.0005, LAT + 0.001)
    seen = lineage_foreseen.split(clue_session.project, "QH-1", [wide, EAST])
    assert seen.twice_m2 == pytest.approx(measures.area_m2(PATCH) / 4, rel=0.01)
    seen = lineage_foreseen.split(clue_session.project, "QH-1", [WEST, WEST])
    assert seen.left_m2 == pytest.approx(measures.area_m2(EAST), rel=0.001)


def test_that_a_problem_keeps_state_deadline_and_amounts_to_be_shared(session):
    rules.use(session, "default-2026")
    add_owed(session, "QH-1")
    set_fields(session, "QH-1", fine_yuan="50000")
    seen = lineage_foreseen.split(session.project, "QH-1", [WEST, EAST])
    assert (seen.owed, seen.state, seen.deadline) == (True, "rectifying", DEADLINE)
    assert list(seen.amounts) == ["fine_yuan"]
    assert not seen.replans
    parts = [
        Part({"clue_no": one.clue_no, "geom": one.shape, "fine_yuan": fine}, Shapes())
        for one, fine in zip(seen.parts, ("20000", "30000"), strict=True)
    ]
    assert lineage.split(session, "QH-1", parts, on="2026-03-01", reason="两处").pending
    assert lineage_foreseen.split(session.project, "QH-1", [WEST, EAST]).replans


def test_that_numbers_that_are_taken_are_not_proposed(clue_session):
    add_clue(clue_session, "QH-1-2", WEST)
    seen = lineage_foreseen.split(clue_session.project, "QH-1", [WEST, EAST])
    assert [one.clue_no for one in seen.parts] == ["QH-1-1", "QH-1-3"]


def test_that_a_merge_tells_its_ground_its_amounts_and_what_differs(session):
    rules.use(session, "default-2026")
    for number, shape, fine in (("QH-1", WEST, "100"), ("QH-2", EAST, "200")):
        add_owed(session, number, shape)
        set_fields(session, number, fine_yuan=fine, place_name=f"{number} 处")
    seen = lineage_foreseen.merge(session.project, ["QH-1", "QH-2", "QH-1"])
    assert [old.state for old in seen.olds] == ["rectifying"] * 2
    assert seen.m2 == pytest.approx(measures.area_m2(PATCH), rel=0.001)
    assert sorted(seen.amounts["fine_yuan"].values()) == [100, 200]
    assert "place_name" in [remark.column for remark in seen.remarks]
    assert (seen.owed, seen.state, seen.deadline) == (True, "rectifying", DEADLINE)
    whole = Part({"clue_no": seen.clue_no, "fine_yuan": "300"}, Shapes())
    assert plan_merge(session, ["QH-1", "QH-2"], whole).pending


def test_that_what_can_not_be_replaced_is_refused_before_anything_is_typed(session):
    rules.use(session, "default-2026")
    add_owed(session, "QH-1", state="closed")
    add_clue(session, "QH-2", EAST)
    add_owed(session, "QH-3", WEST)
    for call, given in (
        (lineage_foreseen.split, ("QH-1", [WEST, EAST])),
        (lineage_foreseen.merge, (["QH-1", "QH-3"],)),
        (lineage_foreseen.merge, (["QH-2", "QH-3"],)),
    ):
        with pytest.raises(RefusedError):
            call(session.project, *given)
    for words in (["QH-2"], ["QH-2", "QH-2"]):
        with pytest.raises(UsageError):
            lineage_foreseen.merge(session.project, words)


def test_that_nothing_is_written_by_looking(clue_session):
    project = clue_session.project
    before = sorted(path.name for path in project.layout.folder.rglob("*"))
    many = shapely.segmentize(PATCH, 1e-7)  # large enough for a file of its own
    lineage_foreseen.split(project, "QH-1", lineage_cut.along(many, [ACROSS]))
    assert sorted(path.name for path in project.layout.folder.rglob("*")) == before


def test_that_what_waits_for_a_signature_tells_what_its_plan_makes(session):
    rules.use(session, "default-2026")
    for number, shape in (("QH-1", WEST), ("QH-2", EAST)):
        add_owed(session, number, shape)
    set_fields(session, "QH-1", fine_yuan="300")
    plan_merge(session, ["QH-1", "QH-2"], Part({"clue_no": "QH-3"}))
    (waiting,) = lookup.issue(session.project, "QH-2").pending()
    (one,) = lineage_foreseen.planned(session.project, waiting)
    assert (one.clue_no, one.share) == ("QH-3", pytest.approx(1))
    assert one.m2 == pytest.approx(measures.area_m2(PATCH), rel=0.001)
    pieces = lineage_cut.along(WEST, [LEVEL])
    parts = [
        Part({"clue_no": f"QH-1-{n}", "geom": piece.wkt, "fine_yuan": fine})
        for n, piece, fine in ((1, pieces[0], "100"), (2, pieces[1], "200"))
    ]
    lineage.split(session, "QH-1", parts, on="2026-03-01", reason="两处")
    waiting = lookup.issue(session.project, "QH-1").pending()[-1]
    told = lineage_foreseen.planned(session.project, waiting)
    assert [(one.clue_no, one.amounts) for one in told] == [
        ("QH-1-1", {"fine_yuan": 100}), ("QH-1-2", {"fine_yuan": 200}),
    ]  # fmt: skip
    assert [one.share for one in told] == pytest.approx([0.5, 0.5], abs=0.01)
