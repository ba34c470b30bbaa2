"""``--on`` is read once, whatever the command makes of it."""

import pytest


@pytest.mark.parametrize("given", ["2026-13-01", "2026-02-30", "20260101", "gestern", "2026-1-1"])
@pytest.mark.parametrize(
    "words",
    [
        ("info",), ("ledger", "list"), ("areas", "list"), ("photos", "list"),
        ("actor", "list"), ("verify",), ("conflicts", "list"),
    ],
)  # fmt: skip
def test_that_a_day_that_is_none_is_refused_by_every_command(run, project, words, given):
    code, told = run(*words, project, "--on", given)
    assert (code, told["error"]["code"]) == (2, "date_malformed")
    assert told["error"]["params"] == {"given": given}


def test_that_where_a_command_looks_at_a_day_on_is_that_day_and_as_of_goes_before(run, project):
    for words in (("layers", "negative", "plans"), ("areas", "check")):
        assert run(*words, project, "--on", "2020-01-02")[1]["as_of"] == "2020-01-02"
        _, told = run(*words, project, "--on", "2020-01-02", "--as-of", "2021-01-02")
        assert told["as_of"] == "2021-01-02"


def test_that_a_day_is_taken_by_a_command_that_has_no_use_for_it(run, project):
    assert run("info", project, "--on", "2026-05-01")[0] == 0
