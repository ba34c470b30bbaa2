"""``conflicts``: what two people wrote without seeing each other, and a person's decision."""

from __future__ import annotations

import argparse

from greenshield.cli import conflict_lines
from greenshield.cli.arguments import Subparsers, group
from greenshield.cli.context import Context, Outcome
from greenshield.services import conflicts


def add(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the commands."""
    verbs = group(subparsers, "conflicts", "conflicts / 冲突")
    everything = verbs.add_parser("list", parents=[common], help="list them / 列出")
    everything.add_argument("project", metavar="PROJECT")
    everything.set_defaults(run=run_list)
    resolve = verbs.add_parser("resolve", parents=[common], help="decide one / 裁定")
    resolve.add_argument("project", metavar="PROJECT")
    resolve.add_argument(
        "conflict", metavar="CONFLICT", help="its id or the beginning of it / 冲突编号"
    )
    resolve.add_argument("--take", required=True, metavar="ours|theirs|VALUE",
                         help="what is to stand / 取本机、对方或另一个值")  # fmt: skip
    resolve.set_defaults(run=run_resolve)


def run_list(ctx: Context) -> Outcome:
    """Lists the conflicts."""
    with ctx.reading() as session:
        items = conflicts.items(session.project)
        lines = list(conflict_lines.lines(ctx, session, items))
    return Outcome({"items": items, "total": len(items)}, lines or [ctx.say("no_conflicts")])


def run_resolve(ctx: Context) -> Outcome:
    """Decides one conflict."""
    with ctx.writing() as session:
        conflicts.resolve(session, ctx.args.conflict, ctx.args.take)
        left = len(conflicts.items(session.project))
    return Outcome({"resolved": ctx.args.conflict, "left": left}, [ctx.say("resolved", left=left)])
