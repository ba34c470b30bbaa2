"""A sum of money, of ground or of people counts once, however often an issue is split or merged."""

from __future__ import annotations

import pytest
from helpers.open_sessions import LAT, LON, add_clue
from helpers.owed import is_sound
from shapely import box

from greenshield import messages
from greenshield.services import figures, issues, lineage, lookup, records
from greenshield.services.lineage_carry import Part

ON = "2026-03-01"
WEST = box(LON - 0.001, LAT - 0.001, LON, LAT + 0.001)
EAST = box(LON, LAT - 0.001, LON + 0.001, LAT + 0.001)


def part(clue_no, shape=None, **given):
    return Part({"clue_no": clue_no, **({"geom": shape.wkt} if shape is not None else {}), **given})


def split(session, *parts):
    parts = parts or (part("QH-1-1", WEST), part("QH-1-2", EAST))
    return lineage.split(session, "QH-1", parts, on=ON, reason="两处图斑")


def test_that_amounts_of_the_whole_are_not_made_many_by_a_split(clue_session):
    """A fine of 5000 yuan would count as 10000 once both parts are registered."""
    issues.set_fields(clue_session, "QH-1", {"fine_yuan": "5000", "restored_area": "12"})
    fine = {"number": "罚1", "party": "甲", "yuan": "5000"}
    records.add(clue_session, "QH-1", "penalty", fine, occurred_on=ON)
    records.add(clue_session, "QH-1", "document", {"doc_kind": "other"}, occurred_on=ON)
    made = split(
        clue_session, part("A", WEST, fine_yuan="5000", restored_area="8"), part("B", EAST)
    )
    told = [(p.code, p.file, p.column) for p in made.remarks]
    assert told == [
        ("lineage_amount_open", "B", "fine_yuan"),
        ("lineage_amount_open", "B", "restored_area"),
        ("lineage_amount_once", "罚1", ""),
    ]
    for clue_no, fine_yuan, area in (("A", 5000.0, 8.0), ("B", None, None)):
        new = lookup.issue(clue_session.project, clue_no)
        assert (new.get("fine_yuan"), new.get("restored_area")) == (fine_yuan, area)
    assert is_sound(clue_session)


@pytest.mark.parametrize(
    ("kind", "given", "word"),
    [
        ("compensation", {"case_no": "赔1", "yuan": "800"}, "赔1 的“赔偿金额”"),
        ("accountability", {"rank": "section", "persons": "2"}, "的“人数”"),
    ],
)
def test_that_an_amount_is_named_as_its_own_kind_of_record_names_it(
    clue_session, kind, given, word
):
    record, _ = records.add(clue_session, "QH-1", kind, given, occurred_on=ON)
    (told,) = split(clue_session).remarks
    assert word in messages.text(told.code, told.params, "zh")
    assert kind == "compensation" or told.file == record[-8:]


def test_that_the_quantity_of_a_measure_is_told_by_the_records_of_the_parts(clue_session):
    session = clue_session
    given = {"quantity": "10", "unit": "间", "target": "拆除", "due_on": "2026-05-01"}
    records.add(session, "QH-1", "measure", given, occurred_on=ON)
    (told,) = [p for p in split(session).remarks if p.code == "lineage_amount_whole"]
    words = [one.split() for one in str(told.params["record"]).split("、")]
    assert [part for part, _ in words] == ["QH-1-1", "QH-1-2"]
    for part_no, word in words:
        (copy,) = lookup.issue(session.project, part_no).records
        records.set_fields(session, part_no, word, {"quantity": "5"})
        assert lookup.issue(session.project, part_no).records[0].get("quantity") == 5
        assert copy.record_id.endswith(word)
    assert is_sound(session)


def test_that_equal_amounts_do_not_become_one_by_a_merge(clue_session):
    session = clue_session
    add_clue(session, "QH-2", EAST, fine_yuan=5000.0, acct_total=1, damage_yuan=0.0)
    add_clue(session, "QH-3", WEST, fine_yuan=5000.0, damage_yuan=0.0)
    made = lineage.merge(session, ["QH-2", "QH-3"], part("QH-23"), on=ON, reason="同一处")
    new = lookup.issue(session.project, "QH-23")
    found = (new.get("fine_yuan"), new.get("acct_total"), new.get("damage_yuan"))
    assert found == (None, 1, 0.0)
    assert [(p.code, p.column) for p in made.remarks] == [("lineage_amount_open", "fine_yuan")]


@pytest.mark.parametrize("backwards", [False, True])
def test_that_records_of_parts_merged_back_count_once(clue_session, backwards):
    fine = {"number": "罚1", "party": "甲", "yuan": "5000"}
    records.add(clue_session, "QH-1", "penalty", fine, occurred_on=ON)
    records.add(clue_session, "QH-1", "penalty", {**fine, "number": "罚2"}, occurred_on=ON)
    split(clue_session)
    changed = lookup.issue(clue_session.project, "QH-1-2").records[1]
    records.set_fields(clue_session, "QH-1-2", changed.record_id, {"yuan": "2000"})
    words = ["QH-1-1", "QH-1-2"]
    made = lineage.merge(
        clue_session, words[::-1] if backwards else words, part("M"), on=ON, reason="拆错了"
    )
    whole = lookup.issue(clue_session.project, "M")
    fines = sorted((r.get("number"), r.get("yuan")) for r in whole.records)
    assert fines == [("罚1", 5000.0), ("罚2", 2000.0), ("罚2", 5000.0)]
    assert [(p.code, p.file) for p in made.remarks] == [("lineage_amount_repeated", "罚2")]
    assert figures.of(whole)["fine_yuan"] == 10000.0
    assert is_sound(clue_session)
