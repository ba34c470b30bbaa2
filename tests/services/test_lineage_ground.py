"""Parts lie where the whole lay: no ground comes in by a split or a merge unseen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from helpers.open_sessions import LAT, LON, PATCH, add_clue
from helpers.owed import EAST, ON, WEST, add_owed, merge, part, plan_merge, plan_split, sign, split
from shapely import affinity, box

from greenshield.domain.errors import RefusedError
from greenshield.domain.evidence import MoveRequest
from greenshield.geo import measures
from greenshield.services import issue_show, lineage_plan, lookup, moves

M = 1 / 111_200  # a metre in degrees of latitude
EAST_M = M / 0.728  # and of longitude, where PATCH lies


def grown(shape, metres):
    """A box with its eastern side moved out."""
    west, south, east, north = shape.bounds
    return box(west, south, east + metres * EAST_M, north)


def refused(call, *args, **more):
    with pytest.raises(RefusedError) as caught:
        call(*args, **more)
    return caught.value


@pytest.mark.parametrize("owed", [True, False])
def test_that_a_part_reaches_beyond_the_old_patch_only_where_it_is_asked_for(session, owed):
    (add_owed if owed else add_clue)(session, "QH-1", PATCH)
    east = grown(EAST, 20)
    told = refused(plan_split, session, "QH-1", part("A", WEST), part("B", east))
    assert (told.code, told.params["clue_no"]) == ("lineage_beyond", "B")
    more = measures.area_m2(east) - measures.area_m2(EAST)
    assert told.params["m2"] == pytest.approx(more, abs=1)
    made = plan_split(session, "QH-1", part("A", WEST), part("B", east), beyond=True)
    (remark,) = [p for p in made.remarks if p.code.startswith("lineage_reach")]
    assert (remark.code, remark.params["clue_no"]) == ("lineage_reaches", "B")


def test_that_whoever_signs_is_told_what_lies_beyond(session):
    add_owed(session, "QH-1")
    plan_split(session, "QH-1", part("A", WEST), part("B", grown(EAST, 20)), beyond=True)
    issue = lookup.issue(session.project, "QH-1")
    shown = issue_show.as_dict(session.project, issue, None, as_of=ON)
    codes = [f["code"] for f in shown["findings"]]
    assert codes == ["lineage_plan_split", "lineage_reaches"]
    assert sign(session, "QH-1") == "void"
    assert lookup.issue(session.project, "B").state == "rectifying"


def test_that_a_plan_that_may_not_reach_beyond_is_not_signed_where_it_does(session):
    """Another program wrote the plan: who signs judges it again."""
    add_owed(session, "QH-1")
    parts = (part("A", WEST), part("B", grown(EAST, 20)))
    plan_split(session, "QH-1", *parts, beyond=True)
    project, issue = session.project, lookup.issue(session.project, "QH-1")
    move = issue.pending()[0]
    plan = lineage_plan.read(project, move.data["plan_sha256"])
    assert plan.beyond
    with project.action(session.who.actor_id) as action:
        paper = lineage_plan.keep(project, replace(plan, beyond=False))
        request = MoveRequest(
            "supersede", ON, "两处", (paper,), move.data | {"plan_sha256": paper.sha256}
        )
        moves.make(session, action, issue.entity_id, request, {})
    assert refused(sign, session, "QH-1").code == "lineage_beyond"
    assert lookup.issue(project, "QH-1").state == "rectifying"


@pytest.mark.parametrize("metres", [0.5, 1.9])
def test_that_a_line_drawn_again_is_no_new_ground(session, metres):
    add_owed(session, "QH-1")
    made = plan_split(session, "QH-1", part("A", WEST), part("B", grown(EAST, metres)))
    assert [p for p in made.remarks if p.code == "lineage_reaches"] == []


def test_that_what_lies_elsewhere_is_no_part(session):
    add_owed(session, "QH-1")
    away = affinity.translate(EAST, 0.01)
    told = refused(plan_split, session, "QH-1", part("A", PATCH), part("B", away), beyond=True)
    assert (told.code, told.params["clue_no"]) == ("lineage_elsewhere", "B")


def test_that_ground_that_no_part_has_is_told_however_little(session):
    add_owed(session, "QH-1")
    west, south, east, north = EAST.bounds
    short = box(west, south, east - 0.5 * EAST_M, north)
    made = plan_split(session, "QH-1", part("A", WEST), part("B", short))
    (rest,) = [p for p in made.remarks if p.code == "lineage_rest"]
    lacking = measures.area_m2(EAST) - measures.area_m2(short)
    assert rest.params["m2"] == pytest.approx(lacking, abs=0.2)
    whole = plan_split(session, "QH-1", part("A", WEST), part("B", EAST))
    assert [p for p in whole.remarks if p.code == "lineage_rest"] == []


def test_that_a_rest_that_is_left_out_of_a_clue_is_told(session):
    add_clue(session, "QH-1", PATCH)
    west, south, east, north = EAST.bounds
    half = box(west, south, (west + east) / 2, north)
    made = plan_split(session, "QH-1", part("A", WEST), part("B", half), partly=True)
    (rest,) = [p for p in made.remarks if p.code == "lineage_rest"]
    assert rest.params["pct"] == "25.0"


def test_that_a_merge_takes_no_ground_in_that_was_none_of_theirs(session):
    add_owed(session, "QH-1", WEST)
    add_owed(session, "QH-2", EAST)
    wider = part("M", grown(PATCH, 30))
    assert refused(plan_merge, session, ["QH-1", "QH-2"], wider).code == "lineage_beyond"
    merge(session, ["QH-1", "QH-2"], part("M", PATCH))


def test_that_parts_of_a_place_without_a_patch_lie_near_it_or_are_asked_for(session):
    add_owed(session, "QH-1", geom=None, lon=LON, lat=LAT)
    near = part("A", lon=f"{LON + 60 * EAST_M}", lat=f"{LAT}")
    far = part("B", lon=f"{LON}", lat=f"{LAT + 140 * M}")
    told = refused(plan_split, session, "QH-1", near, far)
    assert (told.code, told.params["clue_no"], told.params["metres"]) == ("lineage_far", "B", 140)
    shaped = part("B", affinity.translate(WEST, 0.01))
    assert refused(plan_split, session, "QH-1", near, shaped).code == "lineage_far"
    made = plan_split(session, "QH-1", near, far, beyond=True)
    assert [p.code for p in made.remarks] == ["lineage_lies_far"]
    split(session, "QH-1", near, part("B"))
    assert lookup.issue(session.project, "B").get("lon") == LON
