"""``division``: what counties, cities and provinces are called in summaries."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from greenshield.cli.arguments import Subparsers, group
from greenshield.cli.context import Context, Outcome
from greenshield.cli.output import table
from greenshield.services import division_names
from greenshield.services.division_names import Named


def add(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the commands."""
    verbs = group(subparsers, "division", "names of divisions / 行政区划名称")
    every = verbs.add_parser("list", parents=[common], help="list them / 列出")
    every.add_argument("project", metavar="PROJECT")
    every.set_defaults(run=run_list)
    name = verbs.add_parser("name", parents=[common], help="name them / 命名")
    name.add_argument("project", metavar="PROJECT")
    name.add_argument("names", nargs="+", metavar="CODE=NAME", help="e.g. / 例如 220500=通明市")
    name.set_defaults(run=run_name)


def run_list(ctx: Context) -> Outcome:
    """Lists the names that summaries use."""
    with ctx.reading() as session:
        found = division_names.listed(session.project)
    return _told(ctx, found)


def run_name(ctx: Context) -> Outcome:
    """Keeps names in the project."""
    names = division_names.typed(ctx.args.names, may_be_empty=True)
    with ctx.writing() as session:
        division_names.keep(session, names)
        found = division_names.listed(session.project)
    return _told(ctx, found)


def _told(ctx: Context, found: Sequence[Named]) -> Outcome:
    said = {True: ctx.say("division_kept"), False: ctx.say("division_derived")}
    items = [{"code": one.code, "name": one.name, "kept": one.kept} for one in found]
    rows = [(one.code, one.name, said[one.kept]) for one in found]
    lines = table(ctx.say("division_headers").split("|"), rows)
    return Outcome({"items": items, "total": len(items)}, lines)
