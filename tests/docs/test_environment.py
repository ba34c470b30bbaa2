"""The table of environment variables in ``docs/command-line.md`` holds all that is read."""

from __future__ import annotations

import ast
import re
from pathlib import Path

_NAME = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")


def read_in(source: Path) -> set[str]:
    """Names that a module reads; one that asks the environment at all says them as words."""
    text = source.read_text("utf-8")
    tree = ast.parse(text)
    written = {
        node.slice.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Subscript)
        and isinstance(node.ctx, ast.Store)
        and isinstance(node.slice, ast.Constant)
    }
    words = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    asks = "os.environ" in text or "os.getenv" in text
    return {
        word
        for word in words - written
        if _NAME.fullmatch(word) and (asks or word.startswith("GREENSHIELD_"))
    }


def test_that_every_variable_that_is_read_stands_in_one_table(repository):
    page = (repository / "docs" / "command-line.md").read_text("utf-8")
    (table,) = re.findall(r"^## Environment$(.*?)(?=^#)", page, re.MULTILINE | re.DOTALL)
    told = re.findall(
        r"`([A-Z][A-Z0-9_]+)`", re.sub(r"\|[^|\n]*\|$", "", table, flags=re.MULTILINE)
    )
    sources = [p for part in ("greenshield", "ui") for p in (repository / part).rglob("*.py")]
    read = set().union(*map(read_in, sources))
    assert "GREENSHIELD_HOME" in read
    assert sorted(told) == sorted(read)
