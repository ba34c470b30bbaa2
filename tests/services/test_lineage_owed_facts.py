"""What a problem's entry and plan rest on holds through a split and a merge: no easier closing."""

from __future__ import annotations

import pytest
from helpers.owed import (
    DEADLINE,
    EAST,
    WEST,
    add_owed,
    merge,
    part,
    plan_merge,
    plan_split,
    set_fields,
    sign,
    split,
)

from greenshield.domain.errors import RefusedError
from greenshield.services import lineage_foreseen, lookup, rules, verifying

MINE = {"activity_code": "mining", "zone_code": ["core"], "source_code": "patrol"}
HOTEL = {"activity_code": "tourism", "zone_code": ["experimental"], "source_code": "patrol"}


@pytest.fixture
def two(session):
    """A session with a mine in a core zone beside a hotel in an experimental one, both owed."""
    rules.use(session, "default-2026")
    add_owed(session, "QH-1", WEST, **MINE)
    add_owed(session, "QH-2", EAST, **HOTEL)
    return session


def add_area(session, name, level):
    from greenshield.project import identity

    area = identity.fresh()
    with session.project.action(session.who.actor_id) as action:
        action.create("area", area, {"name": name, "kind": "area", "area_level": level})
    return area


def told(session, word, *names):
    issue = lookup.issue(session.project, word)
    return [issue.get(name) for name in names]


def test_that_a_merge_says_which_fact_holds_where_they_differ(two):
    cases = [
        ("lineage_fact_unsaid", {}),
        ("lineage_fact_foreign", {"activity_code": "farming", "zone_code": "core,experimental"}),
        ("lineage_fact_unsaid", {"activity_code": "mining"}),
        ("lineage_zones_lost", {"activity_code": "mining", "zone_code": "experimental"}),
    ]
    for code, given in cases:
        with pytest.raises(RefusedError) as caught:
            plan_merge(two, ["QH-1", "QH-2"], part("M", **given))
        assert caught.value.code == code
    assert not lookup.issue(two.project, "QH-1").pending()
    whole = part("M", activity_code="mining", zone_code="experimental,core")
    made = plan_merge(two, ["QH-1", "QH-2"], whole)
    differs = [r.params["field"] for r in made.remarks if r.code == "lineage_fact_differs"]
    assert set(differs) == {"activity_code", "zone_code"}
    sign(two, "QH-1")
    activity, zones = told(two, "M", "activity_code", "zone_code")
    assert (activity, set(zones)) == ("mining", {"core", "experimental"})


def test_that_what_a_merge_must_say_is_asked_for_beforehand(two):
    seen = lineage_foreseen.merge(two.project, ["QH-1", "QH-2"])
    assert {name: list(told.values()) for name, told in seen.amounts.items()} == {
        "activity_code": ["mining", "tourism"], "zone_code": [["core"], ["experimental"]],
    }  # fmt: skip
    assert not {r.params["field"] for r in seen.remarks} & {"activity_code", "zone_code"}


def test_that_the_parts_of_a_split_lie_in_all_zones_and_leave_no_fact_out(session):
    rules.use(session, "default-2026")
    both = {**MINE, "zone_code": ["core", "experimental"], "subject_name": "甲"}
    add_owed(session, "QH-1", **both)
    cases = [
        ("lineage_zones_lost", {"zone_code": "experimental"}, {"zone_code": "experimental"}),
        ("lineage_fact_unsaid", {"activity_code": ""}, {}),
        ("lineage_fact_unsaid", {}, {"subject_name": ""}),
    ]
    for code, west, east in cases:
        with pytest.raises(RefusedError) as caught:
            plan_split(session, "QH-1", part("A", WEST, **west), part("B", EAST, **east))
        assert caught.value.code == code
    made = plan_split(
        session, "QH-1",
        part("A", WEST, zone_code="core"),
        part("B", EAST, zone_code="experimental", subject_name="乙"),
    )  # fmt: skip
    differs = [
        (r.params["field"], r.params["value_now"])
        for r in made.remarks
        if r.code == "lineage_fact_differs"
    ]
    assert sorted(differs) == [
        ("subject_name", "乙"), ("zone_code", "core"), ("zone_code", "experimental"),
    ]  # fmt: skip
    sign(session, "QH-1")
    assert told(session, "B", "subject_name", "activity_code") == ["乙", "mining"]


def test_that_no_lower_tier_accepts_what_is_split(session):
    rules.use(session, "default-2026")
    park, reserve = add_area(session, "甲", "national"), add_area(session, "乙", "county")
    add_owed(session, "QH-1", area_id=park)
    with pytest.raises(RefusedError) as caught:
        plan_split(session, "QH-1", part("A", WEST, area_id=reserve), part("B", EAST))
    assert caught.value.code == "lineage_tier_lower"


def test_that_a_merge_with_a_problem_that_has_no_plan_yet_gains_no_time(session):
    rules.use(session, "default-2026")
    add_owed(session, "QH-1", WEST)
    add_owed(session, "QH-2", EAST, state="registered", deadline=None)
    merge(session, ["QH-1", "QH-2"], part("M"))
    for later in ("2030-01-01", ""):
        with pytest.raises(RefusedError):
            set_fields(session, "M", deadline=later)
    # Nor by a split of it, nor by another merge.
    split(session, "M", part("M-1", WEST), part("M-2", EAST))
    with pytest.raises(RefusedError):
        set_fields(session, "M-1", deadline="2030-01-01")
    assert told(session, "M-1", "deadline") == [DEADLINE]
    assert verifying.verify(session.project.layout.folder).broken == []


def test_that_the_deadline_of_a_draft_stays_a_draft(session):
    rules.use(session, "default-2026")
    add_owed(session, "QH-1", state="registered")
    split(session, "QH-1")
    set_fields(session, "QH-1-1", deadline="2026-12-31")
    assert told(session, "QH-1-1", "deadline") == ["2026-12-31"]
