"""Issues that go the road of the workflow on days of one's own choosing, by its table alone."""

from __future__ import annotations

from datetime import date, timedelta

from helpers.projects import add_issue, move

# To registered, and on: each with the move that leads there.
ROAD = (
    ("assign", "assigned"), ("check", "checked"), ("register", "registered"),
    ("plan", "planned"), ("approve_plan", "rectifying"), ("self_check", "self_checked"),
    ("city_review", "city_reviewed"), ("accept", "accepted"), ("publicize", "publicized"),
    ("close", "closed"), ("look_back", "lookback"),
)  # fmt: skip


def turn(project, issue, name, to, day, deadline=None, data=None):
    with project.action("me") as action:
        if deadline:
            action.set_fields("issue", issue, {"deadline": deadline})
        move(action, issue, name, to, occurred_on=day, data=data or {})


def walk(project, number, days, **fields):
    """An issue that makes the steps of the road on the given days."""
    with project.action("me") as action:
        issue = add_issue(action, project, number, **fields)
    for (name, to), day in zip(ROAD, days, strict=False):
        turn(project, issue, name, to, day)
    return issue


def wander(project, chance):
    """Issues of several counties that go the road, back it, and have their deadlines moved."""
    day = date(2026, 1, 1)
    for number in range(14):
        at = day + timedelta(days=chance.randrange(60))
        known = {"deadline": (at + timedelta(days=chance.randrange(10, 200))).isoformat()}
        known["division_code"] = chance.choice(["229901", "229902"])
        steps = chance.randrange(len(ROAD) + 1)
        days = sorted((at + timedelta(days=chance.randrange(90))).isoformat() for _ in range(steps))
        issue = walk(project, number, days, **(known if chance.random() < 0.8 else {}))
        after = date.fromisoformat(days[-1] if days else at.isoformat())
        deadline = (after + timedelta(days=60)).isoformat()
        if steps in (6, 7, 8, 9):
            turn(project, issue, "return", "rectifying", after.isoformat(), deadline)
        if steps == len(ROAD):
            late = (after + timedelta(days=5)).isoformat()
            turn(project, issue, "reopen", "rectifying", late, deadline)
        if steps == 5:
            with project.action("me") as action:
                moved = {"from_date": known["deadline"], "to_date": deadline}
                action.add_record(issue, "extension", moved, occurred_on=after.isoformat())
                action.set_fields("issue", issue, {"deadline": deadline})
    with project.action("me") as action:
        old = add_issue(action, project, 99, deadline="2026-04-01", division_code="229901")
    turn(project, old, "adopt", "accepted", "2026-02-10")
    turn(project, old, "publicize", "publicized", "2026-03-10")
    turn(project, old, "close", "closed", "2026-04-10")
    for number, came_from in enumerate(("closed", "registered"), 100):
        with project.action("me") as action:
            old = add_issue(action, project, number, division_code="229901")
        state = "lookback" if came_from == "closed" else "suspended"
        turn(project, old, "adopt", state, "2026-03-01", data={"came_from": came_from})
