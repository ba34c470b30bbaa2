"""``identify``: what files hold, and which command takes them."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from greenshield.cli.arguments import Subparsers
from greenshield.cli.context import Context, Outcome
from greenshield.cli.output import problem_dict, table
from greenshield.domain.errors import GreenShieldError
from greenshield.services import file_kinds
from greenshield.services.file_kinds import FileKind

# What a file of a family, or one with a guess, is imported by.
_COMMANDS = {
    "areas": "areas import", "patches": "ledger import", "ledger": "ledger import",
    "markers": "layers markers import", "negative": "layers negative import",
    "reference": "layers vectors import", "track": "tracks import", "photo": "photos import",
    "imagery": "layers import", "pack": "verify",
}  # fmt: skip


def add(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the command."""
    one = subparsers.add_parser(
        "identify", parents=[common], help="what files hold / 识别文件内容"
    )  # fmt: skip
    one.add_argument("files", nargs="+", metavar="PATH", help="file or folder / 文件或文件夹")
    one.set_defaults(run=run)


def run(ctx: Context) -> Outcome:
    """Looks at each file; opens no project.

    Raises:
        GreenShieldError: why nothing of what was named could be got at.
    """
    progress = ctx.progress()
    kinds = file_kinds.kinds_of([Path(name) for name in ctx.args.files], progress)
    progress.end()
    unreached = [kind for kind in kinds if kind.unreached]
    if unreached and len(unreached) == len(kinds):
        raise _together(kind.unreached for kind in kinds if kind.unreached)
    rows = [
        (
            str(kind.path), ctx.say(f"family_{kind.family}"),
            ctx.say(f"guess_{kind.guess}") if kind.guess else "", _command(kind),
        )
        for kind in kinds
    ]  # fmt: skip
    lines = table(ctx.say("identify_headers").split("|"), rows)
    told = [problem_dict(kind.problem, ctx.lang) for kind in kinds if kind.problem]
    lines += [f"· {one['message']}" for one in told]
    items = [
        {
            "file": str(kind.path), "family": kind.family, "guess": kind.guess or None,
            "sure": kind.sure, "command": _command(kind) or None,
            "problem": problem_dict(kind.problem, ctx.lang) if kind.problem else None,
        }
        for kind in kinds
    ]  # fmt: skip
    problems = [problem_dict(kind.problem, ctx.lang) for kind in unreached if kind.problem]
    data = {"items": items, "total": len(items), "problems": problems}
    return Outcome(data, lines, 1 if unreached else 0)


def _together(errors: Iterable[GreenShieldError]) -> GreenShieldError:
    """The first of some errors, with the names of all files that it is said of."""
    first, *others = errors
    alike = [error for error in others if error.code == first.code and "file" in error.params]
    if not alike or "file" not in first.params:
        return first
    named = ", ".join(str(error.params["file"]) for error in (first, *alike))
    return type(first)(first.code, **{**first.params, "file": named})


def _command(kind: FileKind) -> str:
    return _COMMANDS.get(kind.guess or kind.family, "")
