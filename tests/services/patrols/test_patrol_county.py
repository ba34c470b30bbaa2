"""Whose patrol it is: a city plans for one of its counties, and what is walked there counts."""

from __future__ import annotations

import pytest
from helpers.make_tracks import gpx
from helpers.open_sessions import COUNTY, LAT, LON, acting

from greenshield.domain.errors import UsageError
from greenshield.services import (
    new_project,
    patrol_coverage,
    patrol_finds,
    patrol_list,
    patrol_tracks,
    patrols,
    people,
)
from greenshield.services.session import writing

MAY = {"name": "五月巡查", "planned_from": "2026-05-01", "planned_to": "2026-05-31"}
ROUTE = f"LINESTRING ({LON} {LAT}, {LON + 0.02} {LAT})"


def enter(session, name, tier, roles, division):
    people.add(session.project, session.who, name=name, tier=tier, roles=roles, unit="局",
               division_code=division)  # fmt: skip
    return acting(session.project, name)


@pytest.fixture
def city(session):
    """Somebody of the city, in the project of a county of it."""
    return enter(session, "市员", "city", ["city"], "229900")


def test_that_a_city_plans_for_the_projects_county_and_all_of_it_counts(city, tmp_path):
    (made,) = patrols.add(city, {**MAY, "geom": ROUTE}).patrols
    assert made.startswith(f"{COUNTY}:")
    track = gpx(tmp_path / "a.gpx", ("上午", [(None, LON, LAT), (None, LON + 0.004, LAT)]))
    patrol_tracks.link(city, made, [str(track)])
    found = patrol_finds.find(city, made, {"lon": LON, "lat": LAT}, on="2026-05-12")
    item = patrol_list.one(city.project, made, as_of="2026-05-12")
    assert (item["tracks"], item["finds"], item["state"]) == (1, 1, "under_way")
    assert patrol_coverage.of(city.project, made).share > 0.1
    assert city.project.issue(found.issue_id).get("division_code") == COUNTY


@pytest.mark.parametrize(
    ("county", "code"),
    [("330101", "patrol_county_outside"), ("229900", "county_malformed"),
     ("22", "county_malformed"), ("青禾县", "county_malformed")],
)  # fmt: skip
def test_that_a_county_that_is_none_of_the_planners_is_refused(city, county, code):
    with pytest.raises(UsageError, match=code):
        patrols.add(city, MAY, county=county)
    assert patrol_list.items(city.project, as_of="2026-05-01") == []


def test_that_in_a_project_of_a_city_the_county_is_said_or_follows_from_who_is_sent(tmp_path):
    with new_project.create(
        tmp_path / "p", name="青市", division_code="229900", me="市员", tier="city",
        roles=["city", "keeper"],
    ):  # fmt: skip
        pass
    with writing(tmp_path / "p") as session:
        for name, division in (("甲", "229901"), ("乙", "229902")):
            enter(session, name, "county", ["inspector"], division)
        with pytest.raises(UsageError, match="patrol_county_needed") as needed:
            patrols.add(session, MAY)
        assert needed.value.params["listed"] == "229901, 229902"
        with pytest.raises(UsageError, match="patrol_county_needed"):
            patrols.add(session, {**MAY, "inspectors": "甲, 乙"})
        for given, said, county in (({}, "229902", "229902"), ({"inspectors": "甲"}, "", "229901")):
            (made,) = patrols.add(session, {**MAY, **given}, county=said).patrols
            assert made.startswith(f"{county}:")
