"""Problems split and merged at random: ground, money, people and duty neither grow nor vanish."""

from __future__ import annotations

import itertools
import math

import pytest
import shapely
from helpers import projects
from helpers.laptops import two_laptops
from helpers.open_sessions import COUNTY, PATCH, acting
from helpers.owed import DEADLINE, ON, add_owed, merge, part, plan_merge, plan_split, sign, split
from helpers.replicas import meet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely import box

from greenshield.geo import measures
from greenshield.project.projection.geometry import from_field
from greenshield.project.rebuilding import differences
from greenshield.reports.summary import tabulate
from greenshield.services import (
    calendar,
    conflicts,
    figures,
    lineage_shown,
    lookup,
    obligations,
    records,
    rules,
    summarizing,
    verifying,
)

_OPTIONS = settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["split", "split", "merge"]),
        st.integers(0, 10_000),
        st.lists(st.integers(10, 90), min_size=1, max_size=3, unique=True),
    ),
    min_size=1,
    max_size=5,
)
FOUND = {"fine_yuan": 7000.0, "accountable": 3, "referrals": 1, "demolished_m2": 60.0}


def begin(session):
    """Two problems side by side, with fines, people, a referral and ground that was cleared."""
    rules.use(session, "default-2026")
    west, south, east, north = PATCH.bounds
    add_owed(session, "A", PATCH, demolished_area=60.0)
    add_owed(session, "B", box(east, south, east + (east - west), north))
    for word, kind, values in (
        ("A", "penalty", {"number": "罚1", "party": "甲", "yuan": "5000"}),
        ("B", "penalty", {"number": "罚2", "party": "乙", "yuan": "2000"}),
        ("A", "accountability", {"rank": "section", "persons": "3"}),
        ("B", "referral", {"referral_type": "police", "to_unit": "公安局"}),
        ("A", "compensation", {"case_no": "赔1", "yuan": "900"}),
    ):
        records.add(session, word, kind, values, occurred_on="2026-01-06")


def live(session):
    rows = session.project.rows("SELECT id FROM issue WHERE state <> 'void' ORDER BY clue_no")
    return [session.project.issue(row["id"]) for row in rows]


def shape(session, issue):
    return from_field(issue.get("geom"), session.project.media)


def cut(patch, shares):
    west, south, east, north = patch.bounds
    edges = [west, *(west + (east - west) * s / 100 for s in sorted(shares)), east]
    parts = [patch.intersection(box(a, south, b, north)) for a, b in itertools.pairwise(edges)]
    return [p for p in parts if p.area > 0]


def step(session, n, op, pick, shares, *, signed=True):
    there = live(session)
    if op == "merge" and len(there) > 1:
        several = [there[(pick + k) % len(there)] for k in range(2)]
        whole = sum(one.get("demolished_area") or 0 for one in several)
        given = {"demolished_area": str(whole)} if whole else {}
        ids = [one.entity_id for one in several]
        (merge if signed else plan_merge)(session, ids, part(f"N{n}", **given))
        return ids[0]
    old = there[pick % len(there)]
    shapes = cut(shape(session, old), shares)
    if len(shapes) < 2:
        return ""
    left = old.get("demolished_area") or 0
    parts = []
    for k, piece in enumerate(shapes):
        mine = left if k == len(shapes) - 1 else math.floor(left / 2)
        left -= mine
        parts.append(part(f"N{n}.{k}", piece, **({"demolished_area": str(mine)} if mine else {})))
    (split if signed else plan_split)(session, old.entity_id, *parts)
    return old.entity_id


def holds(session, whole):
    """What must be true whatever was split and merged."""
    project, there = session.project, live(session)
    shapes = [shape(session, one) for one in there]
    assert measures.area_m2(shapely.union_all(shapes)) == pytest.approx(whole, rel=1e-6)
    assert sum(measures.area_m2(s) for s in shapes) == pytest.approx(whole, rel=1e-6)
    totals = tabulate(summarizing.gather(project, cutoff=calendar.today())).totals
    assert {name: float(totals[("sum", name)]) for name in FOUND} == FOUND
    assert totals[("total", "problems")] == len(there)
    assert totals[("apart", "overdue")] == len(there)
    assert sum(figures.of(one).get("damage_yuan", 0) for one in there) == 900
    late = {o.issue_id for o in obligations.read(project, as_of=ON) if o.what == "deadline"}
    assert late == {one.entity_id for one in there}
    assert {one.get("deadline") for one in there} == {DEADLINE}
    living = {one.entity_id for one in there}
    for row in project.rows("SELECT issue_no FROM issue WHERE state = 'void'"):
        heirs = lineage_shown.heirs(project, lookup.issue(project, row["issue_no"]))
        assert heirs
        assert {one.issue_id for one in heirs} <= living


@_OPTIONS
@given(steps=STEPS)
def test_that_nothing_grows_or_vanishes(tmp_path_factory, steps):
    folder = tmp_path_factory.mktemp("owed") / "p"
    with projects.make(folder, projects.key(0)) as project:
        with project.action("me") as action:
            projects.add_actors(action, {"k": ["county", "keeper"]}, division_code=COUNTY)
            projects.add_actors(action, {"王五": ["city"]}, tier="city", division_code="229900")
        session = acting(project, "k")
        begin(session)
        whole = sum(measures.area_m2(shape(session, one)) for one in live(session))
        for n, (op, pick, shares) in enumerate(steps):
            step(session, n, op, pick, shares)
            holds(session, whole)
        assert differences(project) == []
    found = verifying.verify(folder, rebuild_tables=True)
    assert (found.ok, found.broken) == (True, [])


@settings(_OPTIONS, max_examples=3)
@given(steps=STEPS, other=st.sampled_from([0, 1]))
def test_that_two_laptops_that_do_alike_stay_alike(tmp_path_factory, steps, other):
    folder = tmp_path_factory.mktemp("owed")
    with two_laptops(folder, begin) as both:
        first = both[0]
        whole = sum(measures.area_m2(shape(first, each)) for each in live(first))
        for n, (op, pick, shares) in enumerate(steps):
            for session in both:
                old = step(session, n, op, pick, shares, signed=False)
                if old and session is not both[other]:
                    sign(session, old)
            if old and state(both[other], old) != "void":
                sign(both[other], old)
            meet(*(session.project for session in both))
            for session in both:
                assert conflicts.items(session.project) == []
                holds(session, whole)


def state(session, issue_id):
    return session.project.issue(issue_id).state
