"""The command line called in this process, as people and as programs call it."""

from __future__ import annotations

import json
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
