"""What words of a file or an argument do to a terminal, and files that never end."""

import pytest
from helpers.calls import as_json, said
from helpers.open_sessions import PATCH, add_clue, make_project, session_of

HOSTILE = "甲\x1b[2J\x07\x9b31m\u202e乙\r丙"


@pytest.fixture
def folder(tmp_path):
    return make_project(tmp_path / "project")


def test_that_no_word_steers_the_terminal(folder, capsys):
    with session_of(folder) as session:
        add_clue(session, "QH-1", PATCH, facility_name=HOSTILE, remark=HOSTILE)
    for words, want in (
        (("issue", "show", folder, "QH-1"), 0), (("ledger", "list", folder), 0),
        (("issue", "show", folder, HOSTILE), 2),
        (("issue", "set", folder, "QH-1", f"{HOSTILE}=1"), 2),
    ):  # fmt: skip
        code, out, err = said(capsys, *words)
        assert code == want
        assert "甲\ufffd[2J" in out + err
        assert not set(out + err) & set("\x1b\x07\x9b\u202e\r")
    told = as_json(capsys, "issue", "show", folder, "QH-1")[1]
    assert told["facility_name"] == HOSTILE  # JSON tells what stands there


def test_that_the_ends_of_lines_of_windows_are_no_such_words(folder, capsys):
    with session_of(folder) as session:
        add_clue(session, "QH-1", PATCH)
    assert said(capsys, "issue", "comment", folder, "QH-1", "第一行\r\n第二行")[0] == 0
    _, out, _ = said(capsys, "issue", "show", folder, "QH-1")
    assert "第一行\n第二行" in out


@pytest.mark.parametrize("given", ["9999-12-31", "0001-01-01", "1899-12-31", "3000-01-01"])
@pytest.mark.parametrize("words", [
    ("schedule", "--to"), ("schedule", "--as-of"), ("worklist", "--as-of"), ("info", "--on"),
])  # fmt: skip
def test_that_a_year_that_nobody_means_is_refused_and_counts_no_days(folder, capsys, words, given):
    command, option = words
    code, told = as_json(capsys, command, folder, option, given)
    assert (code, told["error"]["code"]) == (2, "date_beyond")


def test_that_the_last_day_that_is_taken_can_be_counted_from(folder, capsys):
    for option in ("--to", "--as-of"):
        code, told = as_json(capsys, "schedule", folder, option, "2999-12-31", "--step", "day")
        assert code in (0, 2), told
    assert as_json(capsys, "worklist", folder, "--as-of", "2999-12-31", "--within", "3660")[0] == 0


@pytest.mark.parametrize("option", ["--passphrase-file", "--pin-file"])
def test_that_a_file_of_a_secret_that_never_ends_is_not_read_to_its_end(
    folder, capsys, tmp_path, option
):
    long = tmp_path / "long"
    with long.open("wb") as stream:
        stream.truncate(1 << 40)  # a hole: reading it whole would take all memory
    with session_of(folder) as session:
        add_clue(session, "QH-1", PATCH)
    if option == "--pin-file":
        pin = tmp_path / "pin"
        pin.write_text("2468135\r\nmore\n", "utf-8-sig")
        assert as_json(capsys, "actor", "pin", folder, "张三", "--new-pin-file", pin)[0] == 0
        word = ("issue", "comment", folder, "QH-1", "x")
        assert as_json(capsys, *word, option, pin)[0] == 0
        assert as_json(capsys, *word, option, long)[0] == 3
        code, told = as_json(capsys, "actor", "pin", folder, "李四", "--new-pin-file", long,
                             "--pin-file", pin)  # fmt: skip
        assert (code, told["error"]["code"]) == (3, "pin_file_unreadable")
    else:
        code, told = as_json(capsys, "info", folder, option, long)
        assert (code, told["error"]["code"]) == (3, "passphrase_file_unreadable")
    code, told = as_json(capsys, "verify", folder, "--trust", long)
    assert (code, told["error"]["code"]) == (2, "trust_unreadable")
