"""The entry point: usage, language, exit codes, faults of ours."""

import json
import os
import subprocess
import sys

import pytest
from helpers.calls import said

from greenshield.cli import main as entry
from greenshield.cli import projects
from greenshield.cli.main import GROUPS, main


@pytest.mark.parametrize("words", [[], ["nonsense"], ["new"], ["issue"], ["issue", "frobnicate"]])
def test_that_wrong_usage_is_exit_2_and_one_json_object(capsys, words):
    code, out, _ = said(capsys, *words, "--json")
    assert code == 2
    error = json.loads(out)["error"]
    assert error["code"] == "usage"
    assert error["message"]
    assert error["remedy"]


def test_that_without_json_a_failure_says_nothing_on_standard_output(capsys):
    code, out, err = said(capsys, "info")
    assert (code, out) == (2, "")
    assert "用法不对" in err


def test_that_the_language_may_stand_anywhere(capsys):
    _, _, err = said(capsys, "info", "--lang", "en")
    assert "wrong usage" in err
    _, _, err = said(capsys, "--lang=en", "info")
    assert "wrong usage" in err


@pytest.mark.parametrize("command", sorted(GROUPS))
def test_that_every_command_helps_itself(capsys, command):
    with pytest.raises(SystemExit) as caught:
        main([command, "--help"])
    assert caught.value.code == 0
    assert command in capsys.readouterr().out


def test_that_what_is_no_project_is_exit_3_with_what_to_do(capsys, tmp_path):
    code, out, _ = said(capsys, "info", str(tmp_path), "--json")
    assert code == 3
    error = json.loads(out)["error"]
    assert error["code"] == "project_not_found"
    assert "greenshield new" in error["remedy"]


def test_that_a_fault_of_ours_is_told_as_one_and_never_as_done_in_part(capsys, monkeypatch):
    def broken(ctx):
        raise ZeroDivisionError("x")

    monkeypatch.setattr(projects, "run_info", broken)
    code, out, err = said(capsys, "info", "p", "--json")
    assert code == entry.BUG
    assert json.loads(out)["error"]["code"] == "bug"
    assert "ZeroDivisionError" in err


def test_that_a_passphrase_never_stands_in_the_arguments(capsys, tmp_path):
    new = ["new", str(tmp_path / "p"), "--name", "县", "--division", "229901", "--me", "甲"]
    code, out, _ = said(capsys, *new, "--encrypt", "--json")
    assert (code, json.loads(out)["error"]["code"]) == (2, "encrypt_needs_passphrase_file")
    (tmp_path / "pass").write_text("云岭\n", "utf-8")
    code, out, _ = said(capsys, *new, "--encrypt", "--passphrase-file", str(tmp_path / "pass"))
    assert code == 0
    assert "media/" in out
    code, out, _ = said(capsys, "info", str(tmp_path / "p"), "--json")
    assert code == 3
    (tmp_path / "wrong").write_text("x", "utf-8")
    code, out, _ = said(
        capsys, "info", str(tmp_path / "p"), "--passphrase-file", str(tmp_path / "wrong"), "--json"
    )
    assert (code, json.loads(out)["error"]["code"]) == (3, "passphrase_wrong")
    code, out, _ = said(
        capsys, "info", str(tmp_path / "p"), "--passphrase-file", str(tmp_path / "pass"), "--json"
    )
    assert (code, json.loads(out)["name"]) == (0, "县")


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
@pytest.mark.parametrize("words", [["info", "nowhere"], ["info", "nowhere", "--json"], ["docs"]])
def test_that_a_reader_that_goes_away_early_is_no_fault(tmp_path, words, stream):
    ours, theirs = os.pipe()
    os.close(ours)
    log = tmp_path / "rest.txt"
    with log.open("wb") as rest:
        streams = {"stdout": rest, "stderr": rest, stream: theirs}
        code = subprocess.run(
            [sys.executable, "-m", "greenshield.cli.main", *words], check=False, **streams
        ).returncode
    os.close(theirs)
    assert code in (0, 2, 3)
    assert "Error" not in log.read_text("utf-8")
    assert "Traceback" not in log.read_text("utf-8")


@pytest.mark.parametrize("words", [("verify", "{long}"), ("new", "{long}", "--name", "x")])
def test_that_a_name_that_no_system_takes_is_told_as_such(capsys, tmp_path, own_home, words):
    long = str(tmp_path / ("名" * 300))
    given = [word.format(long=long) for word in words]
    if words[0] == "new":
        given += ["--division", "229901", "--me", "甲"]
    code, out, _ = said(capsys, *given, "--json")
    assert (code, json.loads(out)["error"]["code"]) == (6, "name_too_long")
