"""``new`` and ``info``: make a project, tell what one holds."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from greenshield.cli.arguments import Subparsers, comma_list
from greenshield.cli.context import Context, Outcome
from greenshield.domain.errors import UsageError
from greenshield.services import new_project, overview


def add(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the commands."""
    new = subparsers.add_parser("new", parents=[common], help="make a project / 新建项目")
    new.add_argument("project", metavar="PROJECT")
    new.add_argument("--name", required=True, metavar="N", help="what it is called / 项目名称")
    new.add_argument(
        "--division", required=True, metavar="CODE", help="of the county / 行政区划代码"
    )
    new.add_argument("--me", required=True, metavar="NAME", help="your name / 本人姓名")
    new.add_argument("--tier", default="county", metavar="T", help="your tier / 本人层级")
    new.add_argument("--roles", type=comma_list, metavar="R,…", help="your roles / 本人角色")
    new.add_argument("--unit", default="", metavar="U", help="your unit / 本人单位")
    new.add_argument("--ruleset", default="default-2026", metavar="R", help="name or file / 规则集")
    new.add_argument("--encrypt", action="store_true", help="the database / 加密数据库")
    new.set_defaults(run=run_new)
    info = subparsers.add_parser("info", parents=[common], help="what a project holds / 项目概况")
    info.add_argument("project", metavar="PROJECT")
    info.set_defaults(run=run_info)


def run_new(ctx: Context) -> Outcome:
    """Makes a project."""
    args = ctx.args
    passphrase = ctx.passphrase()
    if args.encrypt and passphrase is None:
        raise UsageError("encrypt_needs_passphrase_file")
    if passphrase is not None and not args.encrypt:
        raise UsageError("passphrase_without_encrypt")
    project = new_project.create(
        Path(args.project),
        name=args.name,
        division_code=args.division,
        me=args.me,
        tier=args.tier,
        roles=args.roles,
        unit=args.unit,
        ruleset=args.ruleset,
        passphrase=passphrase,
    )
    with project:
        root = project.trust().root_fingerprint
        data: dict[str, Any] = {
            "project": project.project_id,
            "path": str(project.layout.folder),
            "root": root,
            "encrypted": passphrase is not None,
        }
    lines = [ctx.say("project_made", path=data["path"]), ctx.say("root_fingerprint", root=root)]
    if args.encrypt:
        lines.append(ctx.say("media_not_encrypted"))
    return Outcome(data, lines)


def run_info(ctx: Context) -> Outcome:
    """Tells what a project holds."""
    with ctx.reading() as session:
        data = overview.of(session.project)
    lines = [ctx.say("info_title", name=data["name"], division=data["division_code"])]
    lines += [ctx.say(f"info_{key}", n=n) for key, n in data["counts"].items()]
    if data["findings_of"]:
        issues = ", ".join(data["findings_of"])
        told = ctx.say("info_findings_of", issues=issues, path=ctx.args.project)
        lines.append(f"  {told}")
    lines.append(ctx.say("info_ruleset", **data["ruleset"]))
    lines.append(ctx.say("info_disk", megabytes=f"{data['disk_bytes'] / 1e6:.1f}"))
    lines.append(ctx.say("root_fingerprint", root=data["root"]))
    return Outcome(data, lines)
