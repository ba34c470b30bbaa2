"""``identify``: what files hold, and which command takes them."""

from __future__ import annotations

import argparse
from pathlib import Path

from greenshield.cli.arguments import Subparsers
from greenshield.cli.context import Context, Outcome
from greenshield.cli.output import problem_dict, table
from greenshield.services import file_kinds
from greenshield.services.file_kinds import FileKind

# What a file of a family, or one with a guess, is imported by.
_COMMANDS = {
    "areas": "areas import", "patches": "ledger import", "ledger": "ledger import",
    "markers": "layers markers import", "negative": "layers negative import",
    "reference": "layers vectors import", "track": "tracks import", "photo": "photos import",
    "imagery": "layers import",
}  # fmt: skip


def add(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the command."""
    one = subparsers.add_parser(
        "identify", parents=[common], help="what files hold / 识别文件内容"
    )  # fmt: skip
    one.add_argument("files", nargs="+", metavar="PATH", help="file or folder / 文件或文件夹")
    one.set_defaults(run=run)


def run(ctx: Context) -> Outcome:
    """Looks at each file; opens no project."""
    progress = ctx.progress()
    kinds = file_kinds.kinds_of([Path(name) for name in ctx.args.files], progress)
    progress.end()
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
    return Outcome({"items": items, "total": len(items)}, lines)


def _command(kind: FileKind) -> str:
    return _COMMANDS.get(kind.guess or kind.family, "")
