"""Which boundaries count for an issue: by what happened when, never by a device's clock."""

import pytest
import shapely
from helpers.open_sessions import add_clue, make_project, session_of
from helpers.projects import move, patch

from greenshield.domain.evidence import MoveRequest
from greenshield.project.projection.geometry import to_field
from greenshield.services import cases, legal_context, rules


@pytest.fixture
def session(tmp_path):
    with session_of(make_project(tmp_path / "p")) as opened:
        shape = to_field(shapely.box(126.2, 43.0, 126.8, 43.6), opened.project.media)
        with opened.project.action(opened.who.actor_id) as action:
            for year, last in (("2000", "2019-12-31"), ("2020", "2020-12-31"), ("2021", "")):
                values = {"kind": "area", "code": "YL", "name": f"云岭{year}", "geom": shape}
                values |= {"valid_from": f"{year}-01-01", "valid_to": last or None}
                action.create("area", f"area-{year}", values)
        add_clue(opened, "QH-1", patch(1))
        yield opened


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
