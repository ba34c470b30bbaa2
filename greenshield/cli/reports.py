"""``report``: closure reports, archive packs, summaries."""

from __future__ import annotations

import argparse
import contextlib
from dataclasses import replace
from pathlib import Path

from greenshield.cli.arguments import Subparsers, group
from greenshield.cli.context import Context, Outcome
from greenshield.cli.output import problem_dict
from greenshield.services import calendar, reporting


def add(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the commands."""
    verbs = group(subparsers, "report", "reports / 报告")
    closure = verbs.add_parser(
        "closure", parents=[common], help="closure report or pack / 销号报告"
    )
    closure.add_argument("project", metavar="PROJECT")
    closure.add_argument("issue", metavar="ISSUE")
    closure.add_argument(
        "-o", "--out", required=True, metavar="OUT", help=".docx, .pdf or .zip / 按结尾定格式"
    )
    closure.add_argument(
        "--photos", choices=reporting.PHOTO_SIZES, default="print",
        help="size of the photos' copies / 照片副本的大小：small 屏幕，print 打印，full 原尺寸",
    )  # fmt: skip
    closure.set_defaults(run=run_closure)
    summary = verbs.add_parser("summary", parents=[common], help="county summary / 汇总表")
    summary.add_argument("project", metavar="PROJECT")
    summary.add_argument("-o", "--out", required=True, metavar="OUT.xlsx", help="workbook / 工作簿")
    summary.add_argument("--as-of", default="", metavar="DATE", help="as it stood then / 截止日")
    summary.set_defaults(run=run_summary)


def run_closure(ctx: Context) -> Outcome:
    """Writes a closure report or a pack."""
    out = Path(ctx.args.out)
    there = out.is_file()
    with contextlib.ExitStack() as stack:
        # A pack is signed by this device, so it takes the project for writing.
        pack = out.suffix.lower() == ".zip"
        session = stack.enter_context(ctx.writing() if pack else ctx.reading())
        problems = reporting.closure(
            session,
            ctx.args.issue,
            out,
            as_of=calendar.day(ctx.on),
            lang=ctx.lang,
            photos=ctx.args.photos,
        )
        root = session.project.trust().root_fingerprint
    told = [replace(p, fatal=p.fatal or p.code in reporting.NOT_SHOWN) for p in problems]
    found = [problem_dict(p, ctx.lang) for p in told]
    data = {"out": str(out), "root": root, "problems": found, "overwritten": there}
    in_part = any(p.fatal for p in told)
    return Outcome(data, [_written(ctx, out, there=there)], 1 if in_part else 0)


def _written(ctx: Context, out: Path, *, there: bool) -> str:
    """That a file is written, and that another of its name stood there."""
    return ctx.say("report_overwritten" if there else "report_written", out=out)


def run_summary(ctx: Context) -> Outcome:
    """Writes the summary."""
    out = Path(ctx.args.out)
    there = out.is_file()
    cutoff = calendar.day(ctx.as_of)
    with ctx.reading() as session:
        counted = reporting.summary(session.project, out, cutoff=cutoff, lang=ctx.lang)
    data = {"out": str(out), "issues": counted, "as_of": cutoff, "overwritten": there}
    return Outcome(data, [_written(ctx, out, there=there)])
