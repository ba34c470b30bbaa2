"""What nobody could take or fold is never signed: a fault of ours must not become an event."""

import pytest
from helpers import projects
from helpers.projects import COUNTY

from greenshield.log.scopes import OWN_SCOPE
from greenshield.project.inspection import inspect_tables
from greenshield.project.rebuilding import differences

SHA = "ab" * 32


@pytest.fixture
def project(tmp_path):
    with projects.make(tmp_path / "p", division_code="220000") as made:
        projects.fill(made, issues=1)
        yield made


WRONG = {
    "a photo whose id names no scope": ("created", "photo", "no-scope", {"fields": {}}),
    "an issue of no county": ("created", "issue", ":1", {"fields": {}}),
    "a field that the kind does not have": ("commented", "issue", f"{COUNTY}:1", {"txet": "x"}),
    "a field that is missing": ("fields_set", "issue", f"{COUNTY}:1", {"fields": {}}),
    "a value of another type": ("commented", "issue", f"{COUNTY}:1", {"text": 1}),
    "an entity that the kind is not for": ("commented", "actor", "me", {"text": "x"}),
    "an unknown type": ("created", "planet", "p", {"fields": {}}),
    "another project": ("created", "project", "p", {"fields": {}}),
}


@pytest.mark.parametrize("what", WRONG)
def test_that_what_nobody_can_take_is_not_signed(project, what):
    before, digest = project.journal.count(), project.digest()

    def act():
        with project.action("me") as action:
            action.set_fields("campaign", "c1", {"year": 2031})
            action.emit(*WRONG[what])

    with pytest.raises(ValueError, match="not to be signed"):
        act()
    assert (project.journal.count(), project.digest()) == (before, digest)
    assert differences(project) == []


def test_that_every_event_stands_in_the_scope_that_its_entity_gives(project):
    with project.action("me") as action:
        action.create("photo", f"229902:{SHA}", {"sha256": SHA})
        action.create("actor", "new", {"name": "新"})
        action.set_fields("photo", f"229902:{SHA}", {"name": "x"})
    scopes = {(e.header.entity_type, e.header.scope) for e in project.journal.all()}
    assert {s for t, s in scopes if t == "photo"} == {COUNTY, "229902"}
    assert {s for t, s in scopes if t == "issue"} == {COUNTY}
    assert {s for t, s in scopes if t not in OWN_SCOPE} == {"22*"}
    assert inspect_tables(project) == []
