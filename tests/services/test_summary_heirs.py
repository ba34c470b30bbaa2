"""What a split or a merge made counts in the summary from that day on, in place of the old."""

import pytest
from helpers.open_sessions import PATCH, add_clue
from helpers.owed import EAST, ON, WEST, add_owed, part, split
from helpers.projects import move

from greenshield.reports.summary import tabulate
from greenshield.services import lineage, lineage_carry, lookup, records, rules, summarizing

BEFORE = "2026-02-28"


@pytest.fixture
def county(session):
    rules.use(session, "default-2026")
    return session


def totals(session, cutoff):
    counted = tabulate(summarizing.gather(session.project, cutoff=cutoff)).totals
    keys = (("clue", "issued"), ("total", "problems"), ("apart", "void"), ("sum", "fine_yuan"))
    return [int(counted[key]) for key in keys]


def clue(session, number, shape, day):
    made = add_clue(session, number, shape)
    with session.project.action(session.who.actor_id) as action:
        move(action, made, "assign", occurred_on=day)
    records.add(
        session, number, "penalty", {"yuan": "500", "number": "1", "party": "甲"}, occurred_on=day
    )


def test_that_parts_of_a_problem_count_from_the_day_of_the_split(county):
    """The fine that they carry is older than they are."""
    add_owed(county, "A", PATCH)
    given = {"number": "罚1", "party": "甲", "yuan": "5000"}
    records.add(county, "A", "penalty", given, occurred_on="2026-01-06")
    split(county, "A")
    assert totals(county, BEFORE) == [0, 1, 0, 5000]
    assert totals(county, ON) == [0, 2, 1, 5000]


def test_that_parts_of_a_clue_count_in_its_place_from_the_day_of_the_split(county):
    """Whatever the day on which that was entered, and whatever the day of what they carry."""
    clue(county, "C", PATCH, "2026-01-10")
    parts = (part("C-1", WEST), part("C-2", EAST))
    lineage.split(county, "C", parts, on=ON, reason="两处")
    assert totals(county, BEFORE)[:3] == [1, 0, 0]
    assert totals(county, ON)[:3] == [2, 0, 1]


def test_that_a_merged_clue_counts_once(county):
    clue(county, "W", WEST, "2026-01-10")
    clue(county, "E", EAST, "2026-01-12")
    lineage.merge(county, ["W", "E"], part("WE"), on=ON, reason="同一处")
    assert totals(county, BEFORE)[:3] == [2, 0, 0]
    assert totals(county, ON)[:3] == [1, 0, 2]


def test_that_an_extension_that_came_along_late_moves_no_deadline_of_a_part(county):
    """It was granted to the whole, while another laptop split that."""
    add_owed(county, "A", PATCH, deadline="2026-12-31")
    halves = (part("A-1", WEST, deadline="2026-03-08"), part("A-2", EAST))
    split(county, "A", *halves)
    told = {"from_date": "2026-12-31", "to_date": "2027-03-31", "approval": "延1"}
    old, new = (lookup.issue(county.project, word).entity_id for word in ("A", "A-1"))
    with county.project.action(county.who.actor_id) as action:
        lineage_carry.add(
            action, new, "late", "extension", "2026-03-20", told, f"{old}/extension", ()
        )
    rows = summarizing.gather(county.project, cutoff="2026-03-10").rows
    assert sorted(row.overdue for row in rows if row.state == "rectifying") == [False, True]
