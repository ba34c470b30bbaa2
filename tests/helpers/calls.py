"""The command line called in this process, as people and as programs call it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from greenshield.cli.main import main


def said(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of one command."""
    capsys.readouterr()
    code = main([str(word) for word in words])
    told = capsys.readouterr()
    return code, told.out, told.err


def as_json(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, Any]:
    """Exit code of one command with ``--json``, and the one value that it printed."""
    code, out, _ = said(capsys, *words, "--json")
    return code, json.loads(out)


def broken(capsys: pytest.CaptureFixture[str], path: object) -> list[tuple[str, str]]:
    """What ``verify`` finds broken, and where; that nothing is fails."""
    code, told = as_json(capsys, "verify", path)
    assert (code, told["ok"]) == (7, False)
    return [(each["code"], each["where"]) for each in told["broken"]]


def commands(capsys: pytest.CaptureFixture[str], project: object) -> Callable[..., Any]:
    """Commands on one project: their words and arguments -> what ``--json`` prints, at ``code``."""

    def run(command: str, *args: object, code: int = 0) -> Any:
        done, told = as_json(capsys, *command.split(), project, *args)
        assert done == code, told
        return told

    return run
