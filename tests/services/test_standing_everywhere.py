"""Where an issue stands is one thing: ledger, table, summary and charts, after any history."""

import tempfile
from pathlib import Path

from helpers.histories import histories, project_of, walked
from helpers.projects import DAY, issue_id
from hypothesis import given, settings
from hypothesis import strategies as st

from greenshield.domain import views, workflow
from greenshield.domain.ledger_filter import Filter
from greenshield.project.rebuilding import differences
from greenshield.reports.summary import UNDONE, progress_of, tabulate
from greenshield.services import charts, ledger_query, summarizing

DISCOVER = ("clue", "assigned", "checked", "dismissed")
VIEW_OF = dict.fromkeys(DISCOVER, "clues") | {"closed": "closed", "filed": "closed", "void": ""}
DONE = ("accepted", "publicized")
DEADLINE, LATER = "2026-01-31", "2027-01-01"


def expected(walk):
    """Its standing view, and whether its deadline counts, told by what it stands on."""
    view = VIEW_OF.get(walk.ground, "issues")
    return view, view == "issues" and walk.state not in DONE


@settings(max_examples=10)
@given(st.lists(histories(), min_size=4, max_size=10))
def test_that_each_issue_stands_in_one_view_and_every_face_counts_it_there(found):
    with (
        tempfile.TemporaryDirectory() as folder,
        project_of(Path(folder) / "p", found, DEADLINE) as project,
    ):
        assert differences(project) == []
        walks = {issue_id(project, n): walked(steps) for n, steps in enumerate(found)}
        parts = {view: listed(project, view=view) for view in views.VIEWS}
        parts[""] = listed(project, states=("void",))
        for issue, walk in walks.items():
            assert project.issue(issue).state == walk.state
            assert [v for v, inside in parts.items() if issue in inside] == [expected(walk)[0]]
        undone = {issue for issue, walk in walks.items() if expected(walk)[1]}
        assert listed(project, undone=True) == listed(project, overdue=True) == undone
        problems = parts["issues"] | parts["closed"]
        assert listed(project, problem=True) == problems
        assert listed(project, problem=False) == walks.keys() - problems
        in_summary(project, parts, undone)
        in_charts(project, parts, undone)


def in_summary(project, parts, undone):
    rows = summarizing.gather(project, cutoff=LATER).rows
    assert {r.issue_id for r in rows if progress_of(r)} == parts["issues"] | parts["closed"]
    assert {r.issue_id for r in rows if progress_of(r) in UNDONE} == undone
    assert {r.issue_id for r in rows if r.overdue} == undone
    total = tabulate(summarizing.gather(project, cutoff=LATER)).rows[-1].values
    assert total["apart", "void"] == len(parts[""])
    assert total["progress", "closed"] + total["apart", "adopted_closed"] == len(parts["closed"])


def in_charts(project, parts, undone):
    day = charts.read(project, as_of=LATER, first=DAY, last=LATER).days[-1]
    assert day.problems == len(parts["issues"] | parts["closed"])
    assert day.open == len(parts["issues"])
    assert day.undone == day.overdue == len(undone)


def listed(project, **wanted):
    keys = ledger_query.ask(project, Filter(as_of=LATER, **wanted)).keys
    return set(ledger_query.ids(project, keys))


@given(histories())
def test_that_the_state_before_is_what_going_back_leads_to(steps):
    walk = walked(steps)
    history, before = [], "clue"
    for at, (name, _, facts) in enumerate(steps):
        after = walked(steps[: at + 1]).state
        history.append(Taken(name, before, after, facts))
        before = after
    came_from = workflow.origin(walk.state, history)
    aside = walk.state in ("suspended", "lookback")
    assert came_from == (walk.under[-1] if aside and walk.under else "")
    assert views.view(walk.state, came_from) == expected(walk)[0]
    assert views.is_undone(walk.state, came_from) == expected(walk)[1]


class Taken:
    """A move, as ``workflow.origin`` reads it."""

    def __init__(self, move, from_state, to_state, data):
        self.move, self.from_state, self.to_state, self.data = move, from_state, to_state, data
