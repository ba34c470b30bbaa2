"""``report summary``: the county summary."""

from __future__ import annotations

import argparse
from pathlib import Path

from greenshield.cli.arguments import Subparsers
from greenshield.cli.context import Context, Outcome
from greenshield.cli.report_lines import written
from greenshield.services import calendar, report_summary


def add(verbs: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the command."""
    summary = verbs.add_parser("summary", parents=[common], help="county summary / 汇总表")
    summary.add_argument("project", metavar="PROJECT")
    summary.add_argument("-o", "--out", required=True, metavar="OUT.xlsx", help="workbook / 工作簿")
    summary.add_argument("--as-of", default="", metavar="DATE", help="as it stood then / 截止日")
    summary.set_defaults(run=run)


def run(ctx: Context) -> Outcome:
    """Writes the summary."""
    out = Path(ctx.args.out)
    there = out.is_file()
    cutoff = calendar.day(ctx.as_of)
    with ctx.reading() as session:
        counted = report_summary.make(session.project, out, cutoff=cutoff, lang=ctx.lang)
    data = {"out": str(out), "issues": counted, "as_of": cutoff, "overwritten": there}
    return Outcome(data, [written(ctx, out, there=there)])
