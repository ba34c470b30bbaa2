"""What a newcomer meets first: no arguments, projects that change, advice that holds."""

import argparse
import re
import subprocess
import sys
import threading

import pytest
from helpers.calls import said
from helpers.open_sessions import make_project, session_of

from greenshield import messages
from greenshield.cli.main import GROUPS, build_parser
from greenshield.services import overview


def test_that_no_arguments_at_all_bring_the_help(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "greenshield"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    assert all(f"\n    {command} " in done.stderr for command in GROUPS)


def test_that_files_that_vanish_while_they_are_counted_are_none(tmp_path):
    with session_of(make_project(tmp_path / "p")) as session:
        media = session.project.layout.media
        media.mkdir(exist_ok=True)
        stop = threading.Event()

        def churn():
            while not stop.is_set():
                for n in range(40):
                    (media / f"{n}.part").write_bytes(b"x")
                for n in range(40):
                    (media / f"{n}.part").unlink()

        other = threading.Thread(target=churn)
        other.start()
        try:
            sizes = [overview.of(session.project)["disk_bytes"] for _ in range(40)]
        finally:
            stop.set()
            other.join()
    assert min(sizes) > 10_000


def test_that_a_project_under_a_strange_root_is_never_called_good_first(tmp_path, capsys):
    make_project(tmp_path / "p")
    code, out, _ = said(capsys, "verify", tmp_path / "p", "--trust", "0" * 64)
    assert code == 7
    assert out.startswith(messages.text("trust_no", {}, "zh"))
    assert messages.text("verified_ok", {}, "zh") not in out
    code, out, _ = said(capsys, "verify", tmp_path / "p")
    assert code == 0
    assert out.startswith(messages.text("verified_ok", {}, "zh"))


def _commands(parser, words=()):
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, sub in action.choices.items():
                yield from _commands(sub, (*words, name))
            return
    yield words


COMMANDS = set(_commands(build_parser(list(GROUPS))))
WITHIN = {words[:2] for words in COMMANDS if len(words) == 3}
VERBS = {words[1] for words in COMMANDS if len(words) == 2}


@pytest.mark.parametrize("code", sorted(messages.catalogue()))
def test_that_a_message_names_only_commands_that_there_are(code):
    entry = messages.catalogue()[code]
    # Between Chinese words, two English ones of which one is of a command are a command.
    for text in (entry["zh"], entry.get("remedy_zh", "")):
        pattern = r"(?<![\w-])([a-z]+) ([a-z]+)(?: ([a-z]+))?(?![\w=-])"
        for group, verb, third in re.findall(pattern, text):
            if group == "greenshield":
                assert verb in GROUPS
            elif (group, verb) in WITHIN:
                assert (group, verb, third) in COMMANDS, text
            elif (group in GROUPS and (group,) not in COMMANDS) or verb in VERBS:
                assert (group, verb) in COMMANDS, text
    for text in (entry["en"], entry.get("remedy_en", "")):
        for words in re.findall(r"greenshield ([a-z]+)(?: ([a-z]+))?(?: ([a-z]+))?", text):
            group, verb, _ = words
            assert group in GROUPS, text
            if (group, verb) in WITHIN:
                assert words in COMMANDS, text
            assert {(group,), (group, verb), words} & COMMANDS or not verb, text
    told = " ".join(entry.values())
    known = {o for c in COMMANDS for o in OPTIONS[c]} | {"--json", "--version"}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", told)) <= known


def _options(parser, words=()):
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, sub in action.choices.items():
                yield from _options(sub, (*words, name))
            return
    yield words, {o for a in parser._actions for o in a.option_strings}


OPTIONS = dict(_options(build_parser(list(GROUPS))))
