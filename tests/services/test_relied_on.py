"""What a move relied on and is another today: told, but for a deadline that was extended."""

from __future__ import annotations

import pytest
from helpers.calls import said
from helpers.desk_clues import clue
from helpers.open_sessions import make_project, session_of
from helpers.projects import move

from greenshield import messages
from greenshield.services import dossier, overview, relied_on

ROAD = ("assign", "check", "register", "plan")
RECORD = "01a2041c-b3d0-7e12-8000-7e1234567890"
RELIED, LATER = "2026-05-31", "2026-08-31"


@pytest.fixture
def session(tmp_path):
    with session_of(make_project(tmp_path / "project")) as opened:
        yield opened


def relied(session, **more):
    """An issue whose approved plan relied on its deadline, and on what else is given."""
    issue = clue(session, 1, *ROAD)
    with session.project.action(session.who.actor_id) as action:
        action.set_fields("issue", issue, {"deadline": RELIED, **more})
        fields = action.issue(issue).fields
        pins = {name: fields[name].shown.event_id for name in ("deadline", *more)}
        move(action, issue, "approve_plan", pins={"issue": pins})
    return issue


def write(session, issue, **values):
    with session.project.action(session.who.actor_id) as action:
        action.set_fields("issue", issue, values)


def extend(session, issue, **other):
    given = {"from_date": RELIED, "to_date": LATER, "approval": "示函3号", **other}
    with session.project.action(session.who.actor_id) as action:
        return action.add_record(issue, "extension", given, occurred_on="2026-05-20")


def told(session, issue):
    """The fields that were changed, as the program and the closure report tell them."""
    project = session.project
    state = project.issue(issue)
    found = [f.params["field"] for f in relied_on.findings(project, state)]
    made = dossier.build(project, state, as_of="2026-06-01")
    assert sum(relied_on.by_entity(project).values()) == len(found)
    assert overview.of(project)["counts"]["findings"] == len(found)
    paper = [f.params["field"] for f in made.findings if f.code == "pinned_value_changed"]
    assert paper == found
    return found


def test_that_an_approved_later_deadline_is_no_change_of_what_was_relied_on(session):
    issue = relied(session)
    extend(session, issue)
    write(session, issue, deadline=LATER)
    assert told(session, issue) == []


def reopen(session, issue, deadline, said=None):
    """A reopening with a deadline of its own, written in its action as the program does."""
    with session.project.action(session.who.actor_id) as action:
        for name in ("self_check", "city_review", "accept", "publicize", "close", "look_back"):
            move(action, issue, name)
    with session.project.action(session.who.actor_id) as action:
        action.set_fields("issue", issue, {"deadline": deadline})
        move(action, issue, "reopen", data={"deadline": said or deadline})


@pytest.mark.parametrize("deadline", [LATER, "2026-05-20"])
def test_that_a_reopening_may_bring_a_deadline_of_its_own(session, deadline):
    issue = relied(session)
    reopen(session, issue, deadline)
    assert told(session, issue) == []
    write(session, issue, deadline="2026-12-31")
    assert told(session, issue) == ["deadline"]


def test_that_a_deadline_that_a_reopening_does_not_name_is_told(session):
    issue = relied(session)
    reopen(session, issue, LATER, said="2026-07-01")
    assert told(session, issue) == ["deadline"]


def test_that_several_extensions_follow_each_other(session):
    issue = relied(session)
    extend(session, issue)
    write(session, issue, deadline=LATER)
    extend(session, issue, from_date=LATER, to_date="2026-10-31")
    write(session, issue, deadline="2026-10-31")
    assert told(session, issue) == []


@pytest.mark.parametrize(
    ("deadline", "extension"),
    [
        (LATER, None),
        (LATER, {"approval": " "}),
        (LATER, {"to_date": "2026-08-30"}),
        ("2026-04-30", {}),  # an extension allows no earlier day
        (None, {}),
    ],
)
def test_that_a_deadline_that_no_extension_covers_is_told(session, deadline, extension):
    issue = relied(session)
    if extension is not None:
        extend(session, issue, **extension)
    write(session, issue, deadline=deadline)
    assert told(session, issue) == ["deadline"]


def test_that_an_extension_that_came_behind_or_was_voided_or_moved_is_none(session):
    issue = relied(session)
    write(session, issue, deadline=LATER)
    extend(session, issue)
    assert told(session, issue) == ["deadline"]
    write(session, issue, deadline="2026-08-30")  # again, with the extension at hand
    assert told(session, issue) == []
    (record,) = session.project.issue(issue).records_of("extension")
    with session.project.action(session.who.actor_id) as action:
        action.set_fields("issue", issue, {"to_date": "2026-12-31"}, record=record.record_id)
    assert told(session, issue) == ["deadline"]
    write(session, issue, deadline="2026-12-31")
    assert told(session, issue) == []
    with session.project.action(session.who.actor_id) as action:
        body = {"record": record.record_id, "reason": "误录"}
        action.emit("record_voided", "issue", issue, body)
    assert told(session, issue) == ["deadline"]


def test_that_an_approval_that_came_behind_allows_nothing(session):
    issue = relied(session)
    extend(session, issue, approval="")
    write(session, issue, deadline=LATER)
    assert told(session, issue) == ["deadline"]
    (record,) = session.project.issue(issue).records_of("extension")
    with session.project.action(session.who.actor_id) as action:
        action.set_fields("issue", issue, {"approval": "示函3号"}, record=record.record_id)
    assert told(session, issue) == ["deadline"]


def test_that_the_second_of_two_changes_needs_an_extension_of_its_own(session):
    issue = relied(session)
    extend(session, issue)
    write(session, issue, deadline=LATER)
    write(session, issue, deadline="2026-09-01")
    assert told(session, issue) == ["deadline"]
    write(session, issue, deadline=LATER)
    assert told(session, issue) == []


def test_that_an_extension_before_the_deadline_that_was_relied_on_is_used_up(session):
    issue = clue(session, 1, *ROAD)
    extend(session, issue)
    with session.project.action(session.who.actor_id) as action:
        action.set_fields("issue", issue, {"deadline": RELIED})
        pins = {"deadline": action.issue(issue).fields["deadline"].shown.event_id}
        move(action, issue, "approve_plan", pins={"issue": pins})
    write(session, issue, deadline=LATER)
    assert told(session, issue) == ["deadline"]


@pytest.mark.parametrize(("carried", "found"), [(None, []), ("old/record", ["deadline"])])
def test_that_an_extension_of_another_issue_that_came_along_allows_nothing(session, carried, found):
    issue = relied(session)
    extend(session, issue, **({"carried_from": carried} if carried else {}))
    write(session, issue, deadline=LATER)
    assert told(session, issue) == found


def test_that_another_fact_is_told_whatever_was_extended(session):
    issue = relied(session, duty_unit="青禾公司")
    extend(session, issue)
    write(session, issue, deadline=LATER, duty_unit="云岭公司")
    assert told(session, issue) == ["duty_unit"]


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("zh", "已作为依据的内容后来被改动：本问题整改时限"),
        ("en", "something that a move relied on was changed later: deadline of this issue"),
    ],
)
def test_that_people_read_what_was_changed_in_words(tmp_path, capsys, lang, sentence):
    folder = make_project(tmp_path / "project")
    with session_of(folder) as session:
        issue = relied(session)
        write(session, issue, deadline=LATER)
    code, out, _ = said(capsys, "issue", "show", folder, issue, "--lang", lang)
    assert code == 0
    assert sentence in out
    with session_of(folder) as session:
        extend(session, issue)
        write(session, issue, deadline="2026-08-30")
    assert sentence not in said(capsys, "issue", "show", folder, issue, "--lang", lang)[1]


def test_that_records_and_photos_are_told_by_what_lists_show():
    record = messages.text("pinned_record_voided", {"subject": f"record:{RECORD}"}, "zh")
    assert record == "已作为依据的记录后来被作废：记录 34567890"
    given = {"subject": "photo:" + "ab" * 32, "field": "lon"}
    photo = messages.text("pinned_value_changed", given, "en")
    assert photo.endswith(" of photo abababababab")
