"""``report summary``: the county summary."""

from __future__ import annotations

import argparse
from pathlib import Path

from greenshield.cli import output, words_in
from greenshield.cli.arguments import Subparsers
from greenshield.cli.context import Context, Outcome
from greenshield.cli.report_lines import written
from greenshield.services import calendar, division_names, report_summary


def add(verbs: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the command."""
    summary = verbs.add_parser("summary", parents=[common], help="county summary / 汇总表")
    summary.add_argument("project", metavar="PROJECT")
    summary.add_argument("-o", "--out", required=True, metavar="OUT.xlsx", help="workbook / 工作簿")
    summary.add_argument("--as-of", default="", metavar="DATE", help="as it stood then / 截止日")
    summary.add_argument(
        "--by", type=words_in.choice_of(words_in.TABLES), choices=report_summary.ROWS,
        action="append",
        help="tables, several; default all / 汇总表：county 区县，unit 责任单位，person 责任人",
    )  # fmt: skip
    summary.add_argument(
        "--name", metavar="CODE=NAME", action="append", default=[],
        help="name of a division, several / 行政区划名称",
    )  # fmt: skip
    summary.add_argument(
        "--no-drill",
        action="store_true",
        help="no single issues, values alone / 不含明细",
    )
    summary.add_argument(
        "--without-formulas", action="store_true", help="values for formulas / 公式换成数值"
    )
    summary.set_defaults(run=run)


def run(ctx: Context) -> Outcome:
    """Writes the summary."""
    args = ctx.args
    out = Path(args.out)
    there = out.is_file()
    cutoff = calendar.day(ctx.as_of)
    layout = report_summary.Layout(
        by=tuple(args.by or report_summary.ROWS),
        drills=not args.no_drill,
        formulas=not args.without_formulas,
    )
    names = division_names.typed(args.name)
    progress = ctx.progress()
    with ctx.reading() as session:
        made = report_summary.make(
            session.project, out, cutoff=cutoff, lang=ctx.lang, layout=layout, names=names,
            progress=progress,
        )  # fmt: skip
    progress.end()
    data = {
        "out": str(out), "issues": made.issues, "as_of": cutoff, "overwritten": there,
        "sheets": list(made.sheets), "totals": dict(made.totals),
    }  # fmt: skip
    codes = {"codes": ", ".join(made.unnamed)}
    told = [output.warning_dict("summary_divisions_unnamed", codes, ctx.lang)]
    data["warnings"] = told if made.unnamed else []
    return Outcome(data, [written(ctx, out, there=there)])
