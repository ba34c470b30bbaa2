"""Boundaries that come in late with an early date tell which findings they judge anew."""

import pytest
from helpers.imports import boundary_file
from helpers.open_sessions import add_clue
from helpers.projects import move
from shapely import box

from greenshield.services import area_preview, issue_show
from greenshield.services.area_import import AreaOptions, import_file

WHOLE, HALF = box(126.30, 43.20, 126.40, 43.30), box(126.30, 43.20, 126.35, 43.30)
PATCH = box(126.37, 43.24, 126.38, 43.25)  # outside the half
CHECKED = "2025-04-16"


def take(session, file, day, look=False, **more):
    options = AreaOptions(valid_from=day, **more)
    done = (area_preview.of if look else import_file)(session, file, options)
    told = [p for p in done.problems if p.code == "boundaries_rejudge"]
    assert not any(p.fatal for p in told)
    return [p.params for p in told]


@pytest.fixture
def files(session, tmp_path):
    made = [
        boundary_file(tmp_path / f"{n}.geojson", [(shape, {"name": "丙", "编号": "C1"})])
        for n, shape in enumerate((WHOLE, HALF))
    ]
    assert take(session, made[0], "2010-01-01") == []
    add_clue(session, "QH-1", PATCH)
    add_clue(session, "QH-2", box(126.31, 43.24, 126.32, 43.25))
    with session.project.action(session.who.actor_id) as action:
        for row in session.project.rows("SELECT id FROM issue"):
            action.add_record(row["id"], "check", {}, occurred_on=CHECKED)
    return made


def lies_in(session):
    [row] = session.project.rows("SELECT id FROM issue WHERE clue_no = 'QH-1'")
    return issue_show.overlay(session.project, session.project.issue(row["id"]))["overlay"]


def test_that_a_backdated_boundary_tells_what_it_judges_anew(session, files):
    told = [{"count": 1, "closed": 0, "listed": "QH-1"}]
    assert take(session, files[1], "2025-05-01", look=True) == []
    assert take(session, files[1], "2025-01-01", look=True) == told
    assert len(lies_in(session)) == 1
    assert take(session, files[1], "2025-01-01") == told
    assert lies_in(session) == []
    assert take(session, files[1], "2025-01-01") == []
    # A later day gives the finding back to the version before.
    assert take(session, files[1], "2025-05-01", look=True, again="redate") == told
    assert take(session, files[1], "2025-05-01", again="redate") == told
    assert len(lies_in(session)) == 1
    assert take(session, files[1], CHECKED, again="redate") == told


def test_that_closed_issues_are_told_apart_and_zones_count_too(session, files, tmp_path):
    zones = [(WHOLE, {"功能区": "核心区", "保护区": "丙"})]
    file = boundary_file(tmp_path / "z.geojson", zones)
    told = take(session, file, "2011-01-01", kind="zone")
    assert [t["count"] for t in told] == [2]
    [row] = session.project.rows("SELECT id FROM issue WHERE clue_no = 'QH-1'")
    with session.project.action(session.who.actor_id) as action:
        move(action, row["id"], "adopt", to="closed", occurred_on=CHECKED)
    [told] = take(session, files[1], "2025-01-01", look=True)
    assert told == {"count": 1, "closed": 1, "listed": "QH-1"}
