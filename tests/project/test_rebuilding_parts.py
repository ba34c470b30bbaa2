"""Tables are made anew from a part of the events at a time, and are what all at once make."""

import pytest
from helpers import projects

from greenshield.log.fold import fold_known
from greenshield.project import rebuilding
from greenshield.project.journal import Journal


@pytest.fixture
def project(tmp_path):
    with projects.make(tmp_path / "p") as made:
        with made.action("me") as action:
            for n in range(1, 10):
                projects.add_issue(action, made, n)
        for n in range(3):
            with made.action("me") as action:
                for issue in ids(made)[: 3 * n]:
                    action.set_fields("issue", issue, {"remark": f"第{n}次"})
        yield made


def ids(project):
    return [row["id"] for row in project.rows("SELECT id FROM issue ORDER BY fid")]


@pytest.mark.parametrize("most", [1, 3, 8000])
def test_that_no_more_events_are_held_than_that(project, monkeypatch, most):
    events = list(project.journal.all())
    by_key = {}
    for event in events:
        by_key.setdefault((event.header.entity_type, event.header.entity), []).append(event)
    held = []
    real = Journal.of_rows

    def of_rows(self, numbers):
        held.append(len(numbers))
        return real(self, numbers)

    monkeypatch.setattr(Journal, "of_rows", of_rows)
    monkeypatch.setattr(rebuilding, "_HELD", most)
    made = list(rebuilding.entities(project.journal))
    assert made == [fold_known(*key, its) for key, its in by_key.items()]
    assert sum(held) == len(events)
    assert max(held) <= max(most, *map(len, by_key.values()))
    assert rebuilding.differences(project) == []
