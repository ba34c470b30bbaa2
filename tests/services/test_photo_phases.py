"""Which phase a photo belongs to: by its day, else by the state of its issue."""

import pytest
from helpers.open_sessions import add_clue, session_of
from helpers.projects import move as table_move
from shapely import box

from greenshield.domain import workflow
from greenshield.services import lookup, photo_match

LON, LAT = 126.35, 43.25
PATCH = box(LON - 0.001, LAT - 0.001, LON + 0.001, LAT + 0.001)


@pytest.fixture
def path(path):
    with session_of(path) as session:
        add_clue(session, "QH-1", PATCH)
    return path


PHASES = {
    "clue": "before", "assigned": "before", "checked": "before", "dismissed": "before",
    "registered": "before", "planned": "before", "rectifying": "after", "self_checked": "after",
    "city_reviewed": "after", "accepted": "after", "publicized": "after", "closed": "after",
    "filed": "after", "lookback": "lookback",
}  # fmt: skip


@pytest.mark.parametrize("state", sorted(PHASES))
def test_that_the_phase_of_a_photo_follows_from_the_issues_state(path, state):
    adopted = {"state": state, "came_from": "closed"}
    with session_of(path) as session:
        project = session.project
        issue = lookup.issue_id(project, "QH-1")
        with project.action("me") as action:
            if state != "clue":
                table_move(action, issue, "adopt", state, data=adopted)
        assert photo_match.phase_of(project, patch_of(project)) == PHASES[state]
        if state in workflow.OPEN:
            with project.action("me") as action:
                table_move(action, issue, "suspend")
            assert patch_of(project).state == "suspended"
            assert photo_match.phase_of(project, patch_of(project)) == PHASES[state]


def patch_of(project):
    (patch,) = photo_match.Patches(project).patches
    return patch


@pytest.mark.parametrize(
    ("taken", "phase"),
    [("2026-03-01", "before"), ("2026-04-01", "during"), ("2026-06-09", "during"),
     ("2026-06-10", "after"), (None, "after")],
)  # fmt: skip
def test_that_the_day_of_a_photo_tells_its_phase_before_the_issues_state(path, taken, phase):
    with session_of(path) as session:
        project = session.project
        issue = lookup.issue_id(project, "QH-1")
        with project.action("me") as action:
            for name in ("assign", "check", "register", "plan"):
                table_move(action, issue, name, occurred_on="2026-03-02")
            table_move(action, issue, "approve_plan", occurred_on="2026-04-01")
            action.add_record(issue, "measure", {"done_on": "2026-06-10"}, occurred_on="2026-04-01")
        assert photo_match.phase_of(project, patch_of(project), taken) == phase


def test_that_of_an_adopted_issue_an_earlier_photo_tells_no_phase(path):
    with session_of(path) as session:
        project = session.project
        issue = lookup.issue_id(project, "QH-1")
        with project.action("me") as action:
            data = {"state": "rectifying"}
            table_move(action, issue, "adopt", "rectifying", data=data, occurred_on="2026-05-01")
        told = [photo_match.phase_of(project, patch_of(project), f"2026-0{m}-01") for m in (4, 6)]
        assert told == ["", "after"]
