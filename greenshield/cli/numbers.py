"""``number``: blocks of official issue numbers."""

from __future__ import annotations

import argparse

from greenshield.cli.arguments import Subparsers, group
from greenshield.cli.context import Context, Outcome
from greenshield.cli.output import table
from greenshield.services import numbers


def add(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the commands."""
    verbs = group(subparsers, "number", "number blocks / 编号段")
    everything = verbs.add_parser("list", parents=[common], help="list them / 列出")
    everything.add_argument("project", metavar="PROJECT")
    everything.set_defaults(run=run_list)
    grant = verbs.add_parser("grant", parents=[common], help="grant a block / 发号段")
    grant.add_argument("project", metavar="PROJECT")
    grant.add_argument(
        "--division", required=True, metavar="CODE", help="the county / 行政区划代码"
    )
    grant.add_argument("--year", required=True, type=int, metavar="YEAR", help="the year / 年度")
    grant.add_argument("--first", required=True, type=int, metavar="N", help="from / 起号")
    grant.add_argument("--last", required=True, type=int, metavar="N", help="to / 止号")
    grant.add_argument(
        "--device", default="", metavar="DEVICE", help="this one by default / 设备，默认本机"
    )
    grant.set_defaults(run=run_grant)


def run_list(ctx: Context) -> Outcome:
    """Lists the blocks."""
    with ctx.reading() as session:
        items = numbers.blocks(session.project)
    headers = ctx.say("block_headers").split("|")
    rows = [
        (i["division_code"], i["year"], i["first_no"], i["last_no"], i["used"], i["device_id"])
        for i in items
    ]
    return Outcome({"items": items, "total": len(items)}, table(headers, rows))


def run_grant(ctx: Context) -> Outcome:
    """Grants a block."""
    args = ctx.args
    with ctx.writing() as session:
        numbers.grant(
            session,
            division=args.division,
            year=args.year,
            first=args.first,
            last=args.last,
            device=args.device,
        )
    return Outcome({"granted": args.last - args.first + 1}, [ctx.say("block_granted")])
