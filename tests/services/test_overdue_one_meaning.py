"""Views of the ledger: overdue means one thing everywhere, and every issue is in one view."""

import shutil
from datetime import date, timedelta

import pytest
from helpers import calendar_texts
from helpers.calls import as_json

from greenshield.domain import workflow
from greenshield.domain.deadlines import is_check_overdue, is_overdue
from greenshield.domain.ledger_filter import Filter
from greenshield.reports import summary
from greenshield.services import (
    calendar,
    charts,
    ledger_query,
    map_features,
    obligations,
    people,
    summarizing,
    work_list,
)
from greenshield.services.session import reading

LATER = (date.fromisoformat(calendar.today()) + timedelta(days=600)).isoformat()


@pytest.fixture
def sample(sample_made, own_home, tmp_path, capsys):
    """The sample project, where somebody was sent to check by a day that is past then."""
    shutil.copytree(sample_made / "demo" / "project", tmp_path / "p")
    shutil.copytree(sample_made / "home" / "greenshield", own_home / "greenshield")
    listed = as_json(capsys, "ledger", "list", str(tmp_path / "p"), "--state", "clue")[1]["items"]
    with reading(tmp_path / "p") as session:
        project = session.project
        who = next(p for p in people.everyone(project) if "inspector" in p.roles)
        county = next(p for p in people.everyone(project) if "county" in p.roles)
    as_json(capsys, "issue", "assign", str(tmp_path / "p"), listed[0]["id"], who.name,
            "--actor", county.name, "--due", calendar.today())  # fmt: skip
    return tmp_path / "p"


@pytest.fixture(params=["assigned", "suspended"])
def standing(request, sample, capsys, tmp_path):
    """The sample; of an issue that was suspended before its check the clock keeps running."""
    if request.param == "suspended":
        with reading(sample) as session:
            checks = found(session.project, check_overdue=True)
            province = next(p for p in people.everyone(session.project) if "province" in p.roles)
        paper = tmp_path / "暂缓.pdf"
        paper.write_bytes(b"%PDF-1.4 fictional")
        for issue in checks:
            code, told = as_json(
                capsys, "issue", "move", str(sample), issue, "suspend", "--reason", "汛期",
                "--document", paper, "--actor", province.name,
            )  # fmt: skip
            assert code == 0, told
    return sample


def test_that_every_view_counts_the_same_issues_as_overdue(standing, capsys):
    with reading(standing) as session:
        project = session.project
        late = found(project, overdue=True)
        checks = found(project, check_overdue=True)
        assert len(checks) == 1
        assert len(late) > 10
        assert not late & checks
        assert late == found(project, view="overdue")
        assert checks == found(project, view="check_overdue")
        counts = ledger_query.ask(project, Filter(as_of=LATER), counts=True).counts
        assert counts.flags["overdue"] == counts.views["overdue"] == len(late)
        assert counts.flags["check_overdue"] == counts.views["check_overdue"] == 1
        trends = charts.read(project, as_of=LATER)
        assert next(d for d in trends.days if d.day == LATER).overdue == len(late)
        for bars in trends.bars.values():
            assert sum(bar.parts["overdue"] for bar in bars) == len(late)
        table = summary.tabulate(summarizing.gather(project, cutoff=LATER))
        assert table.rows[0].values["apart", "overdue"] == len(late)
        assert marked_on_map(project) == late | checks
        waiting = [work_list.of(project, who, as_of=LATER) for who in people.everyone(project)]
        tasks = {t.issue_id: t for one in waiting for t in one.items if t.overdue}
        assert {i for i, t in tasks.items() if not t.checking} == late
        assert {i for i, t in tasks.items() if t.checking} == checks
        whole = [o for o in obligations.read(project, as_of=LATER) if o.move and o.overdue]
        assert {o.issue_id for o in whole} == late | checks
        assert {o.issue_id for o in whole if o.what == "check"} == checks
        calendar_text = calendar_texts.of_project(project, LATER, "zh")
        assert all(f"UID:{i}.check@" in calendar_text for i in checks)
        assert "STATUS:CANCELLED" not in event_of(calendar_text, f"{next(iter(checks))}.check")
        assert max(one.checks_overdue for one in waiting) == 1
    _, day = as_json(
        capsys, "schedule", str(standing), "--as-of", LATER, "--from", LATER, "--to", LATER
    )
    assert day["items"][0]["overdue"] == len(late)


def test_that_the_day_counts_while_the_work_is_undone():
    days = ("2026-01-01", "2026-01-02")
    late = {state for state in workflow.STATES if is_overdue(state, "", *days)}
    assert late == set(workflow.UNDONE)
    assert late == {
        state
        for state in workflow.STATES
        if summary.progress_of(summary.SummaryRow("", state, "")) in summary.UNDONE
    }
    assert not is_overdue("rectifying", "", "2026-01-02", "2026-01-02")
    assert {s for s in workflow.STATES if is_overdue("suspended", s, *days)} == {
        "registered", "planned", "rectifying", "self_checked", "city_reviewed", "accepted",
        "publicized", "suspended",
    }  # fmt: skip
    assert is_check_overdue("assigned", None, *days)
    assert not is_check_overdue("checked", None, *days)
    assert {s for s in workflow.STATES if is_check_overdue("suspended", s, *days)} == {"assigned"}
    assert not is_check_overdue("suspended", None, *days)


def event_of(content, key):
    """The lines of one event of a calendar, up to its end."""
    return content[content.index(f"UID:{key}@") :].split("END:VEVENT")[0]


def found(project, **wanted):
    keys = ledger_query.ask(project, Filter(as_of=LATER, **wanted)).keys
    return set(ledger_query.ids(project, keys))


def marked_on_map(project):
    return {
        issue
        for layer in map_features.read(project, "issue", LATER)
        for issue, style in zip(layer.ids, layer.style, strict=True)
        if layer.styles[style].endswith("+overdue")
    }


def test_that_clues_issues_closed_ones_and_void_ones_are_the_whole_ledger(sample_made):
    with reading(sample_made / "demo" / "project") as session:
        parts = [found(session.project, view=name) for name in ("clues", "issues", "closed")]
        parts.append(found(session.project, states=("void",)))
        whole = found(session.project)
        assert found(session.project, states=("suspended",)) <= parts[1]
    assert all(parts)
    assert sum(len(part) for part in parts) == len(whole)
    assert set().union(*parts) == whole
