"""``ledger list`` with its filters and counts, and ``issue assign`` for several."""

import json

import pytest
import shapely
from helpers.open_sessions import add_clue, make_project, session_of

from greenshield.cli.main import main

PATCH = shapely.box(125, 43, 125.01, 43.01)


@pytest.fixture
def folder(tmp_path):
    path = make_project(tmp_path / "project")
    with session_of(path) as session:
        add_clue(session, "TB-10", PATCH, activity_code="old_quarry", deadline="2026-01-01")
        add_clue(session, "TB-9", PATCH, activity_code="mining", facility_name="安")
        add_clue(session, "TB-11", PATCH, source_code=None, facility_name="白")
    return path


@pytest.fixture
def run(folder, capsys):
    def run(command, *words):
        code = main([*command.split(), str(folder), *words, "--json"])
        told = capsys.readouterr()
        return code, json.loads(told.out)

    return run


def numbers(run, *words):
    code, data = run("ledger list", *words)
    assert code == 0
    assert data["total"] == len(data["items"])
    return [item["clue_no"] for item in data["items"]]


def test_that_each_option_lists_what_it_says(run):
    assert numbers(run) == ["TB-9", "TB-10", "TB-11"]
    assert numbers(run, "--type", "mining") == ["TB-9", "TB-10"]
    assert numbers(run, "--type", "采石场", "--type", "-") == ["TB-10", "TB-11"]
    assert numbers(run, "--source", "-") == ["TB-11"]
    # The deadline of a clue binds nobody yet.
    assert numbers(run, "--view", "overdue", "--as-of", "2026-05-01") == []
    assert numbers(run, "--overdue", "--as-of", "2026-05-01") == []
    assert numbers(run, "--due-month", "2026-01") == []
    code, _ = run("issue assign", "TB-9", "李四", "--due", "2026-04-01", "--on", "2026-03-01")
    assert code == 0
    assert numbers(run, "--view", "check_overdue", "--as-of", "2026-04-02") == ["TB-9"]
    assert numbers(run, "--check-overdue", "--as-of", "2026-04-01") == []
    assert numbers(run, "--view", "closed") == []
    assert numbers(run, "--without", "adopted", "--text", "TB-1") == ["TB-10", "TB-11"]
    assert numbers(run, "--sort", "facility_name") == ["TB-9", "TB-11", "TB-10"]
    assert numbers(run, "--descending") == ["TB-11", "TB-10", "TB-9"]


def test_that_counts_stand_in_place_of_the_list(run, folder, capsys):
    code, data = run("ledger list", "--counts", "--as-of", "2026-05-01")
    assert (code, data["total"]) == (0, 3)
    assert (data["views"]["clues"], data["views"]["overdue"], data["views"][""]) == (3, 0, 3)
    assert data["values"]["activities"]["mining"] == 2
    assert main(["ledger", "list", str(folder), "--counts"]) == 0
    assert "线索" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--view", "all"), "ledger_view_unknown"),
        (("--due-month", "2026-13"), "ledger_month_malformed"),
        (("--sort", "colour"), "ledger_column_unknown"),
        (("--source", "rumour"), "ledger_word_unknown"),
    ],
)
def test_that_a_word_that_means_nothing_is_wrong_usage(run, words, code):
    exit_code, data = run("ledger list", *words)
    assert (exit_code, data["error"]["code"]) == (2, code)


def test_that_several_issues_are_assigned_at_once_and_refusals_told(run):
    code, data = run("issue assign", "TB-9", "TB-11", "李四", "--due", "2030-01-01")
    assert code == 1
    assert (data["assigned"], data["refused"], data["total"]) == (1, 1, 2)
    assert [item["assigned"] for item in data["items"]] == [True, False]
    assert data["items"][1]["missing"][0]["code"] == "field_missing"
    code, data = run("issue assign", "TB-11", "TB-9", "李四", "--due", "2030-01-01")
    assert (code, data["assigned"]) == (4, 0)
    code, data = run("issue assign", "TB-10", "李四", "--due", "2030-01-01")
    assert (code, data["state"]) == (0, "assigned")
