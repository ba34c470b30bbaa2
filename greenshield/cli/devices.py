"""``device``: which devices may write; ask to be one; bring one in."""

from __future__ import annotations

import argparse
from pathlib import Path

from greenshield.cli.arguments import Subparsers, comma_list, group
from greenshield.cli.context import Context, Outcome
from greenshield.cli.output import table
from greenshield.services import devices
from greenshield.services.session import device_name


def add(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the commands."""
    verbs = group(subparsers, "device", "devices / 设备")
    everything = verbs.add_parser("list", parents=[common], help="list them / 列出")
    everything.add_argument("project", metavar="PROJECT")
    everything.set_defaults(run=run_list)
    ask = verbs.add_parser("request", parents=[common], help="ask to be one / 申请")
    ask.add_argument("project", metavar="PROJECT")
    ask.add_argument("-o", "--out", required=True, metavar="FILE", help="the request / 申请文件")
    ask.add_argument("--name", default="", metavar="N", help="its name / 设备名称")
    ask.set_defaults(run=run_request)
    admit = verbs.add_parser("admit", parents=[common], help="bring one in / 认可")
    admit.add_argument("project", metavar="PROJECT")
    admit.add_argument("file", metavar="FILE", help="its request / 申请文件")
    counties = "counties that it may write / 可写的区划代码"
    admit.add_argument("--scopes", type=comma_list, default=[], metavar="CODE,…", help=counties)
    admit.add_argument("--shared", action="store_true", help="what all share / 全项目共用的内容")
    admit.set_defaults(run=run_admit)


def run_list(ctx: Context) -> Outcome:
    """Lists the devices."""
    with ctx.reading() as session:
        items = devices.items(session.project)
    headers = ctx.say("device_headers").split("|")
    rows = [
        (
            i["device"], i["name"], ctx.say(f"device_is_{i['role']}"), _scopes(ctx, i["scopes"]),
            i["events"], "←" if i["here"] else "",
        )
        for i in items
    ]  # fmt: skip
    return Outcome({"items": items, "total": len(items)}, table(headers, rows))


def run_request(ctx: Context) -> Outcome:
    """Asks to be a device of the project."""
    with ctx.reading() as session:
        actor = ctx.default_actor(session)
        name = ctx.args.name or ("" if actor is None else device_name(actor.name))
        device = devices.request(session.project, Path(ctx.args.out), name)
    line = ctx.say("device_requested", device=device, file=ctx.args.out)
    return Outcome({"device": device}, [line])


def run_admit(ctx: Context) -> Outcome:
    """Brings a device in."""
    with ctx.writing() as session:
        before = {i["device"]: i["scopes"] for i in devices.items(session.project)}
        device = devices.bring_in(
            session, Path(ctx.args.file), scopes=ctx.args.scopes, shared=ctx.args.shared
        )
        after = {i["device"]: i["scopes"] for i in devices.items(session.project)}
    new, scopes = device not in before, after[device]
    changed = new or before[device] != scopes
    code = "device_brought_in" if new else "device_has_more" if changed else "device_unchanged"
    line = ctx.say(code, device=device, scopes=_scopes(ctx, scopes))
    return Outcome({"device": device, "changed": changed, "scopes": scopes}, [line])


def _scopes(ctx: Context, scopes: list[str]) -> str:
    """What a device may write, in words: everything, or county codes."""
    return ctx.listed(scopes) if scopes else ctx.say("scopes_all")
