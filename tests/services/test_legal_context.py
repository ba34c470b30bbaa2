"""Which boundaries count for an issue: by what happened when, never by a device's clock."""

import pytest
import shapely
from helpers.open_sessions import add_clue
from helpers.projects import move, patch

from greenshield.domain.evidence import MoveRequest
from greenshield.project.projection.geometry import to_field
from greenshield.services import cases, issue_show, legal_context, rules


@pytest.fixture
def session(session):
    shape = to_field(shapely.box(126.2, 43.0, 126.8, 43.6), session.project.media)
    with session.project.action(session.who.actor_id) as action:
        for year, last in (("2000", "2019-12-31"), ("2020", "2020-12-31"), ("2021", "")):
            values = {"kind": "area", "code": "YL", "name": f"云岭{year}", "geom": shape}
            values |= {"valid_from": f"{year}-01-01", "valid_to": last or None}
            action.create("area", f"area-{year}", values)
    add_clue(session, "QH-1", patch(1))
    return session


def issue(session):
    return session.project.issue(session.project.rows("SELECT id FROM issue")[0]["id"])


def names(session, on=""):
    """The boundaries that the guards of a move on a day look at."""
    case = cases.case_of(
        session.project, issue(session), session.who, MoveRequest("assign", on),
        rules.in_force(session.project),
    )  # fmt: skip
    return [row.name for row in case.overlay().rows]


def test_that_without_any_day_the_newest_boundary_counts(session):
    assert legal_context.finding_date(issue(session)) == legal_context.NEWEST
    assert names(session) == ["云岭2021"]


def test_that_the_day_of_the_move_counts_before_any_check(session):
    assert names(session, "2010-06-01") == ["云岭2000"]
    assert names(session, "2020-06-01") == ["云岭2020"]
    assert names(session, "不是日期") == ["云岭2021"]


def test_that_without_a_move_in_question_the_first_done_one_tells_the_day(session):
    with session.project.action(session.who.actor_id) as action:
        move(action, issue(session).entity_id, "assign", occurred_on="2020-03-01")
        move(action, issue(session).entity_id, "reassign", occurred_on="2022-03-01")
    assert legal_context.finding_date(issue(session)) == "2020-03-01"
    assert names(session) == ["云岭2020"]


def test_that_the_latest_check_tells_the_day_before_all_else(session):
    with session.project.action(session.who.actor_id) as action:
        for day in ("2010-05-01", "2020-05-01", "someday"):
            action.add_record(issue(session).entity_id, "check", {}, occurred_on=day)
    assert legal_context.finding_date(issue(session), "2022-01-01") == "2020-05-01"
    assert names(session, "2022-01-01") == ["云岭2020"]


def test_that_an_issue_tells_which_version_counts_and_that_another_is_in_force_since(session):
    told = issue_show.overlay(session.project, issue(session))
    assert told["overlay_on"] is None
    assert [(r["valid_from"], r["superseded"]) for r in told["overlay"]] == [("2021-01-01", False)]
    with session.project.action(session.who.actor_id) as action:
        action.add_record(issue(session).entity_id, "check", {}, occurred_on="2020-05-01")
    told = issue_show.overlay(session.project, issue(session))
    assert told["overlay_on"] == "2020-05-01"
    assert [(r["valid_from"], r["superseded"]) for r in told["overlay"]] == [("2020-01-01", True)]


def test_that_a_boundary_that_moved_away_no_longer_counts_nor_does_the_one_before_it(session):
    away = to_field(shapely.box(120.0, 40.0, 120.1, 40.1), session.project.media)
    with session.project.action(session.who.actor_id) as action:
        values = {"kind": "area", "code": "YL", "name": "云岭2024", "geom": away}
        action.create("area", "area-2024", values | {"valid_from": "2024-01-01"})
    assert names(session, "2023-05-01") == ["云岭2021"]
    assert names(session, "2024-05-01") == []


def test_that_every_feature_of_one_name_counts(session):
    halves = [shapely.box(126.2, 43.0, 126.5, 43.6), shapely.box(126.5, 43.0, 126.8, 43.6)]
    with session.project.action(session.who.actor_id) as action:
        for n, half in enumerate(halves):
            values = {
                "kind": "redline",
                "name": "红线",
                "geom": to_field(half, session.project.media),
            }
            action.create("area", f"line-{n}", values)
    rows = legal_context.rows_on(session.project, issue(session).entity_id, "2023-05-01")
    lines = [row for row in rows if row["layer"] == "redline"]
    area = next(row for row in rows if row["layer"] == "area")
    met = [shapely.intersects(half, patch(1)) for half in halves]
    assert len(lines) == sum(met)
    assert sum(row["area_m2"] for row in lines) == pytest.approx(area["area_m2"], rel=1e-6)
