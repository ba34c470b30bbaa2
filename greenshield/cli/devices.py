"""``device``: which devices may write; ask to be one; bring one in."""

from __future__ import annotations

import argparse
from pathlib import Path

from greenshield.cli.arguments import Subparsers, comma_list, group
from greenshield.cli.context import Context, Outcome
from greenshield.cli.output import table
from greenshield.services import devices


def add(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the commands."""
    verbs = group(subparsers, "device", "devices / 设备")
    everything = verbs.add_parser("list", parents=[common], help="list them / 列出")
    everything.add_argument("project", metavar="PROJECT")
    everything.set_defaults(run=run_list)
    ask = verbs.add_parser("request", parents=[common], help="ask to be one / 申请")
    ask.add_argument("project", metavar="PROJECT")
    ask.add_argument("-o", "--out", required=True, metavar="FILE")
    ask.set_defaults(run=run_request)
    admit = verbs.add_parser("admit", parents=[common], help="bring one in / 认可")
    admit.add_argument("project", metavar="PROJECT")
    admit.add_argument("file", metavar="FILE")
    admit.add_argument("--scopes", type=comma_list, default=[], metavar="CODE,…")
    admit.add_argument("--shared", action="store_true", help="what all share / 全项目共用的内容")
    admit.set_defaults(run=run_admit)


def run_list(ctx: Context) -> Outcome:
    """Lists the devices."""
    with ctx.reading() as session:
        items = devices.items(session.project)
    headers = ctx.say("device_headers").split("|")
    rows = [
        (i["device"], i["name"], i["role"], i["events"], "←" if i["here"] else "") for i in items
    ]
    return Outcome({"items": items, "total": len(items)}, table(headers, rows))


def run_request(ctx: Context) -> Outcome:
    """Asks to be a device of the project."""
    with ctx.reading() as session:
        device = devices.request(session.project, Path(ctx.args.out))
    line = ctx.say("device_requested", device=device, file=ctx.args.out)
    return Outcome({"device": device}, [line])


def run_admit(ctx: Context) -> Outcome:
    """Brings a device in."""
    with ctx.writing() as session:
        device = devices.bring_in(
            session, Path(ctx.args.file), scopes=ctx.args.scopes, shared=ctx.args.shared
        )
    return Outcome({"device": device}, [ctx.say("device_brought_in", device=device)])
