"""What undo and the status bar call a deed follows the language."""

from __future__ import annotations

import ast
from pathlib import Path


def plain_titles(source: Path) -> list[int]:
    """Lines where something is written under a title that stays in the language of now."""
    tree = ast.parse(source.read_text("utf-8"))
    made = {
        node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)
    } | {
        arg.arg
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        for arg in node.args.args
        if arg.annotation is not None and ast.unparse(arg.annotation) == "Title"
    }  # fmt: skip
    lines = []
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        for word in node.keywords if node.func.attr == "do" else ():
            value = word.value
            named = getattr(value, "id", getattr(value, "attr", ""))
            if word.arg == "title" and not isinstance(value, ast.Lambda) and named not in made:
                lines.append(node.lineno)
    return lines


def test_that_titles_of_what_is_written_are_told_in_the_language_of_the_moment(
    repository, tmp_path
):
    sources = sorted((repository / "ui").rglob("*.py"))
    assert [(p.name, line) for p in sources for line in plain_titles(p)] == []
    plain = tmp_path / "plain.py"
    plain.write_text('desk.do(call, title=translate("Start", "Adding"))\n')
    assert plain_titles(plain) == [1]
