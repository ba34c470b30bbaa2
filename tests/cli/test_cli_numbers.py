"""Temporary numbers are told as such, and reports that overwrite say so."""

import pytest
from helpers.open_sessions import add_clue, session_of
from helpers.projects import patch

from greenshield.services import numbers


@pytest.fixture
def temporary(project):
    """An issue with a number that was given without a block."""
    number = numbers.temporary("229901", 2026)
    with session_of(project) as session:
        add_clue(session, "QH-1", patch(1), issue_no=number)
    return project, number


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_that_a_temporary_number_is_told_as_one_with_the_way_on(temporary, say, lang):
    project, number = temporary
    _, out, _ = say("issue", "show", project, "QH-1", "--lang", lang)
    [line] = [x for x in out.splitlines() if "number grant" in x]
    assert number in line
    assert "issue number" in line


def test_that_the_old_number_is_shown_in_words_and_finds_the_issue(temporary, say, run):
    project, number = temporary
    code, told = run("issue", "number", project, "QH-1")
    assert code == 0
    _, out, _ = say("issue", "show", project, number)
    assert f"临时编号 {number}" in out
    assert "temporary" not in out
    assert "[" not in out
    assert told["issue_no"] in out.splitlines()[0]
    assert "number grant" not in out


def test_that_a_report_that_overwrites_a_file_says_so(temporary, say, run, tmp_path):
    project, _ = temporary
    out = tmp_path / "s.xlsx"
    assert run("report", "summary", project, "-o", out)[1]["overwritten"] is False
    code, told, _ = say("report", "summary", project, "-o", out)
    assert code == 0
    assert "覆盖" in told
    assert run("report", "summary", project, "-o", out)[1]["overwritten"] is True
