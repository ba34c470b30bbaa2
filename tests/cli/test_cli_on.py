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


def test_that_a_day_is_taken_by_a_command_that_has_no_use_for_it(run, project):
    assert run("info", project, "--on", "2026-05-01")[0] == 0
