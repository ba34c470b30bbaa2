"""Fields by the names that people know them by, and the page that lists them."""

import pytest
from helpers.calls import as_json
from helpers.open_sessions import add_clue, make_project, session_of
from helpers.projects import patch

from greenshield import messages, reference
from greenshield.domain import field_page
from greenshield.domain.errors import UsageError
from greenshield.services import issues, lookup, moves, records

DAY = "2026-05-01"


@pytest.fixture
def session(tmp_path):
    with session_of(make_project(tmp_path / "p")) as opened:
        add_clue(opened, "QH-1", patch(1))
        yield opened


def test_that_the_page_of_fields_is_what_the_tables_say(repository):
    page = (repository / "docs" / "fields.md").read_text("utf-8")
    assert page == field_page.document(reference.code_tables())
    assert "| `is_true` | 是否属实 | true | bool |" in page


def test_that_fields_are_set_by_either_name(session):
    issues.set_fields(session, "QH-1", {"活动设施名称": "采石场"})
    assert lookup.issue(session.project, "QH-1").get("facility_name") == "采石场"
    record, _ = records.add(session, "QH-1", "check", {"是否属实": "是"}, occurred_on=DAY)
    records.set_fields(session, "QH-1", record, {"Findings": "在采"})
    state = lookup.issue(session.project, "QH-1")
    assert (state.records[0].get("is_true"), state.records[0].get("findings")) == (True, "在采")
    facts, values = moves.split(
        session, state, "register", {"采信的核查记录": record, "整改时限": "2026-12-31"}, []
    )
    assert (facts, values) == ({"relied_check": record}, {"deadline": "2026-12-31"})


def test_that_one_field_under_two_names_is_refused(session):
    with pytest.raises(UsageError, match="pair_twice"):
        issues.set_fields(session, "QH-1", {"deadline": "2026-12-31", "整改时限": "2027-12-31"})


def test_that_no_name_lets_the_number_be_typed(session):
    with pytest.raises(UsageError, match="field_not_settable"):
        issues.set_fields(session, "QH-1", {"问题编号": "229901-2026-0001"})


def test_that_an_unknown_field_is_shown_as_it_was_typed_with_names_that_are_near(session):
    with pytest.raises(UsageError) as caught:
        records.add(session, "QH-1", "check", {"result": "yes"}, occurred_on=DAY)
    said = messages.text(caught.value.code, caught.value.params, "zh")
    assert "result" in said
    assert "办理结果" not in said
    with pytest.raises(UsageError) as near:
        records.add(session, "QH-1", "check", {"属实": "是"}, occurred_on=DAY)
    assert "is_true 是否属实" in messages.remedy(near.value.code, near.value.params, "zh")


def test_that_fields_may_stand_behind_an_option_too(tmp_path, capsys):
    folder = make_project(tmp_path / "p")
    with session_of(folder) as opened:
        add_clue(opened, "QH-1", patch(1))
    words = ("record", "add", folder, "QH-1", "progress")
    code, _ = as_json(capsys, *words, "phase=事中", "--on", DAY, "pct=40", "text=拆了一半")
    assert code == 0
    code, told = as_json(capsys, "record", "list", folder, "QH-1")
    assert told["items"][0]["fields"] == {"phase": "during", "pct": 40, "text": "拆了一半"}
    for wrong in (["pct=4", "--on", DAY, "pct=5"], ["--on", DAY, "--bogus", "pct=5"],
                  ["--on", DAY, "=5"]):  # fmt: skip
        code, told = as_json(capsys, *words, *wrong)
        assert code == 2
    code, told = as_json(capsys, "record", "list", folder, "QH-1", "--lang", "zh", "pct=5")
    assert (code, told["error"]["code"]) == (2, "usage")  # it takes no fields
