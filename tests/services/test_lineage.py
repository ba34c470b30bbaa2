"""One issue becomes several, several one; what they held goes along, and both sides say so."""

from __future__ import annotations

from itertools import pairwise

import pytest
import shapely
from helpers.laptops import moved_well, two_laptops
from helpers.make_photos import jpeg_with_exif
from helpers.open_sessions import LAT, LON, PATCH, acting, add_clue, session_of, tie
from helpers.owed import is_sound
from helpers.replicas import meet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely import box

from greenshield.domain.errors import RefusedError, UsageError
from greenshield.geo import measures
from greenshield.project.projection.geometry import from_field
from greenshield.services import (
    calendar,
    conflicts,
    issue_show,
    issues,
    lineage,
    lineage_shown,
    lookup,
    moves,
    photo_list,
    records,
    report_closure,
    verifying,
)
from greenshield.services.lineage_carry import CARRIED_FROM, Part
from greenshield.services.photo_import import import_photos

ON = "2026-03-01"
HERE = {"geom": None, "lon": LON, "lat": LAT}  # a point alone
WEST = box(LON - 0.001, LAT - 0.001, LON, LAT + 0.001)
EAST = box(LON, LAT - 0.001, LON + 0.001, LAT + 0.001)


def part(clue_no, shape=None, **given):
    return Part({"clue_no": clue_no, **({"geom": shape.wkt} if shape is not None else {}), **given})


def split(session, *parts, word="QH-1", **more):
    parts = parts or (part("QH-1-1", WEST), part("QH-1-2", EAST))
    return lineage.split(session, word, parts, on=ON, reason="两处图斑", **more)


def test_that_parts_take_an_issues_place_and_say_so(clue_session):
    issues.set_fields(clue_session, "QH-1", {"description": "采石", "deadline": "2026-08-31"})
    made = split(clue_session)
    old = lookup.issue(clue_session.project, "QH-1")
    assert (old.state, made.old) == ("void", (old.entity_id,))
    for clue_no, shape in (("QH-1-1", WEST), ("QH-1-2", EAST)):
        new = lookup.issue(clue_session.project, clue_no)
        assert new.entity_id in made.successors
        assert (new.state, new.get("predecessors")) == ("clue", [old.entity_id])
        assert (new.get("description"), new.get("deadline")) == ("采石", "2026-08-31")
        assert from_field(new.get("geom"), clue_session.project.media).equals(shape)
        (before,) = lineage_shown.of(clue_session.project, new).predecessors
        assert (before.number, before.agrees) == ("QH-1", True)
    after = lineage_shown.of(clue_session.project, old).successors
    assert [(one.number, one.agrees) for one in after] == [("QH-1-1", True), ("QH-1-2", True)]
    shown = issue_show.as_dict(clue_session.project, old, None, as_of=calendar.today())
    assert [one["number"] for one in shown["lineage"]["successors"]] == ["QH-1-1", "QH-1-2"]
    assert is_sound(clue_session)


def test_that_records_go_along_with_where_they_came_from_but_checks(clue_session, tmp_path):
    paper = tmp_path / "paper.txt"
    paper.write_text("依据", "utf-8")
    for kind, values, files in (
        ("document", {"doc_kind": "other", "title": "材料"}, [paper]),
        ("check", {"is_true": "是"}, []),
        ("penalty", {"number": "1", "party": "甲"}, []),
    ):
        records.add(clue_session, "QH-1", kind, values, occurred_on=ON, documents=files)
    records.void(clue_session, "QH-1", "penalty", reason="录错")
    split(clue_session)
    old = lookup.issue(clue_session.project, "QH-1")
    (document,) = old.records_of("document")
    for clue_no in ("QH-1-1", "QH-1-2"):
        (new,) = lookup.issue(clue_session.project, clue_no).records
        assert (new.kind, new.get("title"), new.documents) == (
            "document",
            "材料",
            document.documents,
        )
        assert new.get(CARRIED_FROM) == f"{old.entity_id}/{document.record_id}"
    assert is_sound(clue_session)


def test_that_parts_start_as_clues_that_nobody_has_checked(clue_session):
    me = clue_session.who.actor_id
    issues.set_fields(clue_session, "QH-1", {"assignee": "张三", "check_due": "2026-04-01"})
    moves.move(clue_session, "QH-1", "assign", occurred_on=ON)
    assert lookup.issue(clue_session.project, "QH-1").get("assignee") == me
    split(clue_session)
    new = lookup.issue(clue_session.project, "QH-1-1")
    assert (new.state, new.get("assignee"), new.get("check_due")) == ("clue", None, None)


def test_that_parts_must_cover_the_patch_and_not_overlap(clue_session):
    small = box(LON - 0.001, LAT - 0.001, LON - 0.0005, LAT + 0.001)
    with pytest.raises(RefusedError) as caught:
        split(clue_session, part("A", small), part("B", EAST))
    assert caught.value.code == "lineage_uncovered"
    assert caught.value.params["pct"] == "25.0"
    with pytest.raises(RefusedError) as caught:
        split(clue_session, part("A", PATCH), part("B", EAST))
    assert caught.value.code == "lineage_overlap"
    with pytest.raises(UsageError) as caught:
        split(clue_session, part("A", WEST), part("B"))
    assert caught.value.code == "lineage_no_shape"
    assert lookup.issue(clue_session.project, "QH-1").state == "clue"
    split(clue_session, part("A", small), part("B", EAST), partly=True)


@pytest.mark.parametrize("numbers", [("QH-1", "B"), ("B", "B"), ("", "B")])
def test_that_each_part_has_a_number_of_its_own(clue_session, numbers):
    with pytest.raises(UsageError):
        split(clue_session, part(numbers[0], WEST), part(numbers[1], EAST))
    assert clue_session.project.rows("SELECT count(*) AS n FROM issue")[0]["n"] == 1


def test_that_what_is_registered_is_not_for_the_county_to_split(clue_session):
    with pytest.raises(UsageError) as few:
        split(clue_session, part("A", PATCH))
    assert few.value.code == "lineage_few"
    split(clue_session)
    with pytest.raises(RefusedError) as caught:
        split(clue_session)
    assert (caught.value.code, caught.value.params["state"]) == ("lineage_too_far", "void")
    with pytest.raises(UsageError):
        moves.move(clue_session, "QH-1-1", "replace", occurred_on=ON, reason="x")
    shown = issue_show.allowed(
        clue_session.project, lookup.issue(clue_session.project, "QH-1-1"), clue_session.who
    )
    assert "replace" not in shown


def test_that_the_county_alone_may(clue_session):
    inspector = acting(clue_session.project, "李四")
    with pytest.raises(RefusedError) as caught:
        split(inspector)
    assert [m.code for m in caught.value.missing] == ["role_missing"]
    assert clue_session.project.rows("SELECT count(*) AS n FROM issue")[0]["n"] == 1


def test_that_several_become_one(clue_session):
    session = clue_session
    add_clue(session, "QH-2", EAST, deadline="2026-09-30", facility_name="甲")
    add_clue(session, "QH-3", WEST, deadline="2026-08-31", facility_name="乙")
    made = lineage.merge(session, ["QH-2", "QH-3"], part("QH-23"), on=ON, reason="同一处")
    new = lookup.issue(session.project, "QH-23")
    assert made.successors == (new.entity_id,)
    assert (new.get("deadline"), new.get("facility_name")) == ("2026-08-31", None)
    assert [(p.code, p.column) for p in made.remarks] == [
        ("lineage_values_differ", "facility_name")
    ]
    shape = from_field(new.get("geom"), session.project.media)
    assert measures.area_m2(shape) == pytest.approx(measures.area_m2(PATCH))
    olds = [lookup.issue(session.project, word) for word in ("QH-2", "QH-3")]
    assert [old.state for old in olds] == ["void", "void"]
    assert new.get("predecessors") == [old.entity_id for old in olds]
    with pytest.raises(UsageError):
        lineage.merge(session, ["QH-23", "QH-23"], part("X"), on=ON, reason="x")
    assert is_sound(session)


@pytest.mark.parametrize(
    ("places", "held", "is_told"),
    [
        ((HERE, HERE), (LON, LAT), False),
        ((HERE, HERE | {"lon": LON + 0.01}), (None, None), True),
        ((HERE, {}), (None, None), True),
        (({"geom": None}, HERE), (None, None), True),
        (({"geom": None}, {"geom": None}), (None, None), False),
    ],
)
def test_that_a_place_that_a_merge_leaves_open_is_told(clue_session, places, held, is_told):
    for number, place in zip(("QH-2", "QH-3"), places, strict=True):
        add_clue(clue_session, number, EAST, **place)
    made = lineage.merge(clue_session, ["QH-2", "QH-3"], part("QH-23"), on=ON, reason="同一处")
    assert [p.code for p in made.remarks] == (["lineage_place_open"] if is_told else [])
    new = lookup.issue(clue_session.project, "QH-23")
    assert ((new.get("lon"), new.get("lat")), new.get("geom")) == (held, None)


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(cuts=st.lists(st.floats(0.05, 0.95), min_size=1, max_size=3, unique=True))
def test_that_parts_add_up_to_the_whole_and_merge_back(clue_session, cuts):
    session = clue_session
    count = session.project.rows("SELECT count(*) AS n FROM issue")[0]["n"]
    word = f"W{count}"
    add_clue(session, word, PATCH)
    edges = [LON - 0.001, *(LON - 0.001 + 0.002 * c for c in sorted(cuts)), LON + 0.001]
    shapes = [box(a, LAT - 0.001, b, LAT + 0.001) for a, b in pairwise(edges)]
    parts = [part(f"{word}-{n}", shape) for n, shape in enumerate(shapes)]
    made = split(session, *parts, word=word)
    back = lineage.merge(session, made.successors, part(f"{word}-M"), on=ON, reason="拆错了")
    whole = session.project.issue(back.successors[0])
    shape = from_field(whole.get("geom"), session.project.media)
    assert shapely.symmetric_difference(shape, PATCH).area < 1e-12
    assert set(whole.get("predecessors")) == set(made.successors)


def test_that_the_tables_can_be_made_of_the_events_again(clue_path):
    with session_of(clue_path) as session:
        split(session)
        before = session.project.rows("SELECT id, state, extra FROM issue ORDER BY id")
    assert verifying.verify(clue_path, rebuild_tables=True).ok
    with session_of(clue_path) as session:
        assert session.project.rows("SELECT id, state, extra FROM issue ORDER BY id") == before


@pytest.fixture
def laptops(tmp_path):
    """Two laptops of one county, each with its own session of one clue."""

    def begin(first):
        add_clue(first, "QH-1", PATCH)
        records.add(first, "QH-1", "document", {"doc_kind": "other"}, occurred_on=ON)

    with two_laptops(tmp_path, begin) as both:
        yield both


def test_that_two_laptops_that_split_alike_made_one_split(laptops):
    first, second = laptops
    split(first)
    split(second, part("QH-1-2", EAST), part("QH-1-1", WEST))
    meet(first.project, second.project)
    assert conflicts.items(first.project) == []
    assert len(first.project.rows("SELECT id FROM issue")) == 3
    for clue_no in ("QH-1-1", "QH-1-2"):
        assert len(lookup.issue(first.project, clue_no).records) == 1
    assert lookup.issue(first.project, "QH-1").state == "void"
    for session in laptops:
        assert moved_well(session)


def test_that_two_different_splits_wait_for_a_person_and_the_other_parts_are_told(laptops):
    first, second = laptops
    split(first)
    split(second, part("A", WEST), part("B", EAST))
    meet(first.project, second.project)
    old = lookup.issue(first.project, "QH-1")
    assert (old.state, old.disputed) == ("clue", True)
    assert all(
        not one.agrees for one in lineage_shown.of(first.project, made_of(first, "A")).predecessors
    )
    (hit,) = conflicts.items(first.project)
    conflicts.resolve(first, hit["conflict"], "ours")
    meet(first.project, second.project)
    for session in laptops:
        old = lookup.issue(session.project, "QH-1")
        after = lineage_shown.of(session.project, old).successors
        assert [one.number for one in after] == ["QH-1-1", "QH-1-2"]
        told = {
            number: lineage_shown.of(session.project, made_of(session, number))
            .predecessors[0]
            .agrees
            for number in ("QH-1-1", "QH-1-2", "A", "B")
        }
        assert told == {"QH-1-1": True, "QH-1-2": True, "A": False, "B": False}
        assert moved_well(session)
    # What is too many is merged away.
    lineage.merge(first, ["A", "QH-1-1"], part("QH-1-1A"), on=ON, reason="同一处")


def test_that_an_edit_that_a_split_had_not_seen_is_told(laptops):
    first, second = laptops
    split(first)
    issues.set_fields(second, "QH-1", {"description": "又见采挖"})
    meet(first.project, second.project)
    (hit,) = conflicts.items(first.project)
    assert (hit["what"], hit["entity"]) == ("void", lookup.issue(first.project, "QH-1").entity_id)


def made_of(session, number):
    return lookup.issue(session.project, number)


def test_that_photos_go_with_the_part_that_they_stand_by(clue_session, tmp_path):
    session = clue_session
    spots = {"west": LON - 0.0015, "east": LON + 0.0015, "between": LON, "nowhere": None}
    for number, (name, lon) in enumerate(spots.items()):
        place = {} if lon is None else {"lon": lon, "lat": LAT}
        file = jpeg_with_exif(tmp_path / f"{name}.jpg", seed=number, **place)
        import_photos(session, [file])
    hashes = {
        i["file"].removesuffix(".jpg"): i["sha256"]
        for i in photo_list.photos(session.project).items
    }
    for sha256 in hashes.values():
        tie(session, sha256, phase="before", kind="far")
    made = split(session)
    (remark,) = made.remarks
    unsure = {hashes[name][:12] for name in ("between", "nowhere")}
    assert (remark.code, remark.params["count"]) == ("lineage_photo_unsure", 2)
    assert set(remark.params["photos"].split(" ")) == unsure
    for clue_no, own in (("QH-1-1", "west"), ("QH-1-2", "east")):
        new = lookup.issue(session.project, clue_no)
        assert {t.photo for t in new.live_tags()} == {
            hashes[name] for name in (own, "between", "nowhere")
        }
        assert {(t.phase, t.kind) for t in new.live_tags()} == {("before", "far")}
    assert len(list(lookup.issue(session.project, "QH-1").live_tags())) == 4
    assert is_sound(session)


def test_that_a_pack_of_a_part_verifies_by_itself(clue_session, tmp_path):
    paper = tmp_path / "paper.txt"
    paper.write_text("依据", "utf-8")
    records.add(
        clue_session, "QH-1", "document", {"doc_kind": "other"}, occurred_on=ON, documents=[paper]
    )
    split(clue_session)
    for word in ("QH-1", "QH-1-1"):
        out = tmp_path / f"{word}.zip"
        report_closure.make(clue_session, word, out, as_of=ON)
        found = verifying.verify(out)
        assert (found.ok, found.broken) == (True, [])
