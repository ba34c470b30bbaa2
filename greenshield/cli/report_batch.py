"""``report batch``: the reports of many issues into a folder."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from greenshield.cli import ledger_filter, output, report_lines
from greenshield.cli.arguments import Subparsers, comma_list
from greenshield.cli.context import Context, Outcome
from greenshield.services import report_batch, report_closure, report_issues
from greenshield.services.progress import Interrupted
from greenshield.services.report_batch import Item


def add(verbs: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the command."""
    parser = verbs.add_parser(
        "batch", parents=[common], help="reports of many issues / 批量生成销号报告"
    )
    parser.add_argument("project", metavar="PROJECT")
    parser.add_argument("folder", metavar="FOLDER", help="where to / 输出文件夹")
    parser.add_argument(
        "issues", metavar="ISSUE", nargs="*", help="which; or filters / 问题，或用筛选条件"
    )
    parser.add_argument(
        "--kind", type=comma_list, nargs="+", action="extend", default=[], metavar="KIND",
        help=f"{', '.join(report_batch.KINDS)}; docx / 格式，可多个",
    )  # fmt: skip
    parser.add_argument(
        "--again", action="store_true", help="also what is there unchanged / 未变的也重新生成"
    )
    add_making(parser)
    ledger_filter.options(parser)
    parser.set_defaults(run=run)


def add_making(parser: argparse.ArgumentParser) -> None:
    """Adds the options of how reports are made."""
    parser.add_argument(
        "--photos", choices=report_closure.PHOTO_SIZES, default="print",
        help="size of the photos' copies / 照片副本的大小",
    )  # fmt: skip
    parser.add_argument(
        "--template", metavar="FILE.docx|built-in", default="",
        help="instead of the project's / 不用项目所用的模板，改用这一个",
    )  # fmt: skip
    parser.add_argument("--jobs", type=int, default=0, metavar="N", help="processes / 并行进程数")


def run(ctx: Context) -> Outcome:
    """Writes the reports."""
    args = ctx.args
    kinds = list(dict.fromkeys(kind for part in args.kind for kind in part)) or ["docx"]
    options = report_lines.options(ctx)
    progress = ctx.progress()
    with ctx.writing() if "zip" in kinds else ctx.reading() as session:
        wanted = ledger_filter.wanted(ctx, session)
        issues = report_issues.chosen(session.project, args.issues, wanted)
        fitting = {} if issues else report_issues.beside(session.project, wanted)
        empty = [] if issues else [report_lines.none_fit(ctx, fitting)]
        items: list[Item] = []
        try:
            for item in report_batch.write(
                session, issues, Path(args.folder), kinds, options, workers=args.jobs,
                passphrase=ctx.passphrase(), again=args.again, progress=progress,
            ):  # fmt: skip
                items.append(item)
        except KeyboardInterrupt:
            done = sum(item.state != "refused" for item in items)
            raise Interrupted("batch_interrupted", done=done, n=len(issues)) from None
    progress.end()
    return _outcome(ctx, items, options.as_of, empty)


def _outcome(
    ctx: Context, items: list[Item], as_of: str, remarks: list[tuple[str, dict[str, Any]]]
) -> Outcome:
    told: list[dict[str, Any]] = [
        {
            "issue": item.issue,
            "number": item.number,
            "state": item.state,
            "out": [str(file) for file in item.out],
            "problems": report_lines.problems(ctx, item.problems),
        }
        for item in items
    ]
    counts = {
        state: sum(1 for item in items if item.state == state)
        for state in ("written", "skipped", "refused")
    }
    found = [problem for item in told for problem in item["problems"]]
    data = {"as_of": as_of, "items": told, "total": len(told), **counts, "problems": found}
    data["warnings"] = [output.warning_dict(code, params, ctx.lang) for code, params in remarks]
    lines = [ctx.say("batch_written", **counts)]
    return Outcome(data, lines, 1 if any(p["refused"] for p in found) else 0)
