"""What one device, or whoever hands its events on, can do to the others: nothing that lasts."""

import pytest
from helpers import projects
from helpers.chains import Chain
from helpers.projects import key

from greenshield.log.envelope import LIMIT, Header
from greenshield.project.rebuilding import differences
from greenshield.project.receiving import receive

SECOND, THIRD = key(1), key(2)


@pytest.fixture
def project(tmp_path):
    with projects.make(tmp_path / "one") as project:
        projects.let_in(project, SECOND)
        yield project


@pytest.fixture
def second(project):
    return Chain(SECOND, project)


def reasons(project):
    return sorted(reason for _, reason in project.journal.quarantined())


def test_that_the_largest_number_there_is_does_not_end_all_writing(project, second):
    assert receive(project, [second.created("x", lamport=LIMIT - 1)]).accepted == 1
    for name in ("y", "z"):
        with project.action() as action:
            made = action.create("campaign", name, {"name": name})
        assert Header.decode(made.header_bytes).lamport == LIMIT - 1
    assert [r["id"] for r in project.rows("SELECT id FROM campaign ORDER BY id")] == list("xyz")
    assert differences(project) == []
