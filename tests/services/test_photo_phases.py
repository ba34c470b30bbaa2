"""Which phase a photo belongs to, and why: by its day, else by the state of its issue."""

import pytest
from helpers.open_sessions import session_of
from helpers.projects import move as table_move

from greenshield.domain import workflow
from greenshield.services import lookup
from greenshield.services.photo_phase import Offer, Phases

PHASES = {
    "clue": "before", "assigned": "before", "checked": "before", "dismissed": "before",
    "registered": "before", "planned": "before", "rectifying": "after", "self_checked": "after",
    "city_reviewed": "after", "accepted": "after", "publicized": "after", "closed": "after",
    "filed": "after", "lookback": "lookback",
}  # fmt: skip


@pytest.mark.parametrize("state", sorted(PHASES))
def test_that_the_phase_of_a_photo_follows_from_the_issues_state(clue_path, state):
    adopted = {"state": state, "came_from": "closed"}
    with session_of(clue_path) as session:
        project = session.project
        issue = lookup.issue_id(project, "QH-1")
        with project.action("me") as action:
            if state != "clue":
                table_move(action, issue, "adopt", state, data=adopted)
        assert offer(project).phase == PHASES[state]
        if state in workflow.OPEN:
            with project.action("me") as action:
                table_move(action, issue, "suspend")
            assert lookup.issue(project, "QH-1").state == "suspended"
            assert offer(project).phase == PHASES[state]


def offer(project, taken=None):
    return Phases(lookup.issue(project, "QH-1")).of(taken)


@pytest.mark.parametrize(
    ("taken", "told"),
    [("2026-03-01", Offer("before", "phase_before_plan", "2026-04-01")),
     ("2026-04-01", Offer("during", "phase_before_measure", "2026-06-10")),
     ("2026-06-09", Offer("during", "phase_before_measure", "2026-06-10")),
     ("2026-06-10", Offer("after", "phase_since_measure", "2026-06-10")),
     (None, Offer("after", "phase_without_day"))],
)  # fmt: skip
def test_that_the_day_of_a_photo_tells_its_phase_before_the_issues_state(clue_path, taken, told):
    with session_of(clue_path) as session:
        project = session.project
        issue = lookup.issue_id(project, "QH-1")
        with project.action("me") as action:
            table_move(action, issue, "assign", occurred_on="2026-03-02")
        # A photo of years ago is of before as well, but nobody took it at the check.
        assert offer(project, "2026-03-01") == Offer("before", "phase_before_check", "2026-03-02")
        assert offer(project, "2026-03-02") == Offer("before", "phase_not_planned")
        with project.action("me") as action:
            for name in ("check", "register", "plan"):
                table_move(action, issue, name, occurred_on="2026-03-02")
        # A later day tells nothing else: until a plan is approved nothing is being rectified.
        assert offer(project, "2026-06-10") == Offer("before", "phase_not_planned")
        with project.action("me") as action:
            table_move(action, issue, "approve_plan", occurred_on="2026-04-01")
        assert offer(project, "2026-06-10") == Offer("during", "phase_no_measure")
        with project.action("me") as action:
            action.add_record(issue, "measure", {"done_on": "2026-06-10"}, occurred_on="2026-04-01")
        assert offer(project, taken) == told


@pytest.mark.parametrize("end", ["confirm", "reopen"])
def test_that_a_photo_of_a_look_back_that_is_over_shows_that_look_back(clue_path, end):
    way = {
        "assign": "03-01", "check": "03-02", "register": "03-03", "plan": "03-04",
        "approve_plan": "04-01", "self_check": "05-01", "city_review": "05-02", "accept": "05-03",
        "publicize": "05-04", "close": "05-20", "look_back": "09-01",
    }  # fmt: skip
    seen = Offer("lookback", "phase_of_lookback", "2026-09-01")
    with session_of(clue_path) as session:
        project = session.project
        issue = lookup.issue_id(project, "QH-1")
        with project.action("me") as action:
            for name, day in way.items():
                table_move(action, issue, name, occurred_on=f"2026-{day}")
        assert offer(project, "2026-09-05").why == "phase_in_lookback"
        with project.action("me") as action:
            table_move(action, issue, end, occurred_on="2026-09-10")
        told = {day: offer(project, f"2026-{day}") for day in ("08-31", "09-01", "09-10", "09-11")}
        assert (told["09-01"], told["09-10"]) == (seen, seen)
        assert "lookback" not in (told["08-31"].phase, told["09-11"].phase)
        if end == "confirm":  # and while a second one goes on
            with project.action("me") as action:
                table_move(action, issue, "look_back", occurred_on="2026-10-08")
            days = ("2026-09-05", "2026-09-20", "2026-10-08")
            phases = [offer(project, day).phase for day in days]
            assert phases == ["lookback", "after", "lookback"]


def test_that_of_an_adopted_issue_an_earlier_photo_tells_no_phase(clue_path):
    with session_of(clue_path) as session:
        project = session.project
        issue = lookup.issue_id(project, "QH-1")
        with project.action("me") as action:
            data = {"state": "rectifying"}
            table_move(action, issue, "adopt", "rectifying", data=data, occurred_on="2026-05-01")
        told = [offer(project, f"2026-0{m}-01") for m in (4, 6)]
        assert [o.phase for o in told] == ["", "after"]
        assert told[0].reason() == ("phase_before_adopted", {"day": "2026-05-01"})
