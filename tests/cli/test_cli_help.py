"""Every command and option says what it is for, in English with the Chinese behind."""

import argparse
import re

import pytest

from greenshield.cli.main import GROUPS, build_parser

PATTERN = re.compile(r"^[^\u4e00-\u9fff]+ / .*[\u4e00-\u9fff]")


def leaves(parser, words=()):
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, sub in action.choices.items():
                yield from leaves(sub, (*words, name))
            return
    yield " ".join(words), parser


def helps(parser, words=()):
    """The help of each command, as its parent lists it."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            told = {a.dest: a.help or "" for a in action._choices_actions}
            for name, sub in action.choices.items():
                yield " ".join((*words, name)), told.get(name, "")
                yield from helps(sub, (*words, name))


ROOT = build_parser(list(GROUPS))
COMMANDS = dict(leaves(ROOT))


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_that_every_option_and_argument_has_help_in_both_languages(command):
    actions = [a for a in COMMANDS[command]._actions if "-h" not in a.option_strings]
    lacking = [a.dest for a in actions if not PATTERN.match(a.help or "")]
    assert lacking == []


def test_that_every_command_has_help_in_both_languages():
    assert [name for name, told in helps(ROOT) if not PATTERN.match(told)] == []
