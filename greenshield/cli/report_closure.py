"""``report closure``: the closure report of an issue, or its archive pack."""

from __future__ import annotations

import argparse
import contextlib
from dataclasses import replace
from pathlib import Path

from greenshield.cli.arguments import Subparsers
from greenshield.cli.context import Context, Outcome
from greenshield.cli.output import problem_dict
from greenshield.cli.report_lines import written
from greenshield.services import calendar, report_closure


def add(verbs: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the command."""
    closure = verbs.add_parser(
        "closure", parents=[common], help="closure report or pack / 销号报告"
    )
    closure.add_argument("project", metavar="PROJECT")
    closure.add_argument("issue", metavar="ISSUE")
    closure.add_argument(
        "-o", "--out", required=True, metavar="OUT", help=".docx, .pdf or .zip / 按结尾定格式"
    )
    closure.add_argument(
        "--photos", choices=report_closure.PHOTO_SIZES, default="print",
        help="size of the photos' copies / 照片副本的大小：small 屏幕，print 打印，full 原尺寸",
    )  # fmt: skip
    closure.add_argument(
        "--template", metavar="FILE.docx|built-in", default="",
        help="instead of the project's / 不用项目所用的模板，改用这一个",
    )  # fmt: skip
    closure.set_defaults(run=run)


def run(ctx: Context) -> Outcome:
    """Writes a closure report or a pack."""
    out = Path(ctx.args.out)
    there = out.is_file()
    with contextlib.ExitStack() as stack:
        # A pack is signed by this device, so it takes the project for writing.
        pack = out.suffix.lower() == ".zip"
        session = stack.enter_context(ctx.writing() if pack else ctx.reading())
        problems = report_closure.make(
            session,
            ctx.args.issue,
            out,
            as_of=calendar.day(ctx.on),
            lang=ctx.lang,
            photos=ctx.args.photos,
            template=ctx.args.template,
        )
        root = session.project.trust().root_fingerprint
    told = [replace(p, fatal=p.fatal or p.code in report_closure.NOT_SHOWN) for p in problems]
    found = [problem_dict(p, ctx.lang) for p in told]
    data = {"out": str(out), "root": root, "problems": found, "overwritten": there}
    in_part = any(p.fatal for p in told)
    return Outcome(data, [written(ctx, out, there=there)], 1 if in_part else 0)
