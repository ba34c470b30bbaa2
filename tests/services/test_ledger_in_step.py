"""Answers of the ledger follow what is written, by whichever process."""

import pytest
import shapely
from helpers.open_sessions import add_clue
from helpers.projects import move as table_move

from greenshield.domain.errors import UsageError
from greenshield.domain.ledger_filter import Filter, Sort
from greenshield.project.rebuilding import rebuild
from greenshield.services import issues, ledger_query, people
from greenshield.services.session import reading

DAY = "2026-11-21"


def numbers_in(project, wanted, sort=None):
    keys = ledger_query.ask(project, wanted, sort).keys
    return [row["number"] for row in ledger_query.rows(project, keys, ["number"], DAY)]


def test_that_an_answer_follows_what_this_process_and_another_connection_write(session):
    first = add_clue(session, "TB-10", shapely.box(125, 43, 125.01, 43.01), facility_name="乙")
    add_clue(session, "TB-9", shapely.box(125, 43, 125.01, 43.01), facility_name="甲")
    everything = Filter(as_of=DAY)
    with reading(session.project.layout.folder) as beside:
        for project in (session.project, beside.project):
            assert numbers_in(project, everything) == ["TB-9", "TB-10"]
            assert numbers_in(project, everything, Sort("facility_name")) == ["TB-9", "TB-10"]
        issues.set_fields(session, first, {"facility_name": "安图采石场", "deadline": "2026-01-01"})
        with session.project.action("me") as action:
            for name in ("assign", "check", "register"):
                table_move(action, first, name, occurred_on="2025-12-01")
        add_clue(session, "TB-2", shapely.box(125, 43, 125.01, 43.01), source_code="audit")
        for project in (session.project, beside.project):
            assert numbers_in(project, everything) == ["TB-2", "TB-9", "TB-10"]
            by_name = numbers_in(project, everything, Sort("facility_name"))
            assert by_name == ["TB-10", "TB-9", "TB-2"]
            assert numbers_in(project, Filter(DAY, overdue=True)) == ["TB-10"]
            assert numbers_in(project, Filter(DAY, sources=("audit",))) == ["TB-2"]
            assert numbers_in(project, Filter(DAY, text="采石")) == ["TB-10"]


def test_that_an_answer_follows_tables_that_are_made_anew(session):
    for n in (3, 1, 2):
        add_clue(session, f"TB-{n}", shapely.box(125, 43, 125.01, 43.01))
    before = ledger_query.ask(session.project, Filter(as_of=DAY)).keys
    rebuild(session.project)
    assert numbers_in(session.project, Filter(as_of=DAY)) == ["TB-1", "TB-2", "TB-3"]
    assert ledger_query.rows(session.project, before, ["number"], DAY) == []


def test_that_an_answer_follows_the_name_of_a_person(session):
    project, me = session.project, session.who
    for n, name in enumerate(("李四", "张三"), 1):
        actor = people.find(project, name).actor_id
        add_clue(session, f"TB-{n}", shapely.box(125, 43, 125.01, 43.01), assignee=actor)
    assert numbers_in(project, Filter(as_of=DAY), Sort("assignee")) == ["TB-1", "TB-2"]
    people.change(project, me, "李四", {"name": "周四"})
    assert numbers_in(project, Filter(as_of=DAY), Sort("assignee")) == ["TB-2", "TB-1"]


def test_that_a_column_got_ready_beforehand_sorts_as_any(session):
    for n, name in ((1, "乙"), (2, "甲"), (3, None)):
        add_clue(session, f"TB-{n}", shapely.box(125, 43, 125.01, 43.01), facility_name=name)
    ledger_query.prepare(session.project, "facility_name")
    by_name = Sort("facility_name")
    assert numbers_in(session.project, Filter(as_of=DAY), by_name) == ["TB-2", "TB-1", "TB-3"]
    with pytest.raises(UsageError):
        ledger_query.prepare(session.project, "colour")


def test_that_an_empty_ledger_answers_too(session):
    found = ledger_query.ask(session.project, Filter(DAY, text="x"), Sort("deadline"), counts=True)
    assert (found.total, len(found.keys), found.counts.views[""]) == (0, 0, 0)
    assert ledger_query.find_number(session.project, Filter(as_of=DAY), None, "1") is None
    assert ledger_query.ids(session.project, []) == []
