"""``ledger export``: the issues as a table or as shapes, by the ending of the file's name."""

from __future__ import annotations

import argparse
from pathlib import Path

from greenshield.cli import ledger_filter
from greenshield.cli.arguments import Subparsers, comma_list
from greenshield.cli.context import Context, Outcome
from greenshield.cli.output import problem_dict
from greenshield.services import ledger_export, ledger_query
from greenshield.services.ledger_export import ExportOptions


def add(verbs: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the command."""
    new = verbs.add_parser("export", parents=[common], help="write the issues / 导出台账")
    new.add_argument("project", metavar="PROJECT")
    new.add_argument("file", metavar="FILE",
                     help=f"{', '.join(ledger_export.ENDINGS)} / 按结尾定格式")  # fmt: skip
    new.add_argument("--encoding", choices=ledger_export.ENCODINGS, default="utf-8",
                     help="of .csv and .zip / 文字编码")  # fmt: skip
    new.add_argument("--fields", type=comma_list, nargs="+", action="extend", default=[],
                     metavar="FIELD",
                     help="only these, in this order / 只导出这些字段")  # fmt: skip
    ledger_filter.options(new)
    new.set_defaults(run=run_export)


def run_export(ctx: Context) -> Outcome:
    """Writes the issues that the filters let through."""
    args = ctx.args
    fields = tuple(name for part in args.fields for name in part)
    options = ExportOptions(fields, args.encoding, ctx.lang)
    progress = ctx.progress()
    with ctx.reading() as session:
        keys = ledger_query.ask(session.project, ledger_filter.wanted(ctx, session)).keys
        done = ledger_export.write(
            session.project, keys.tolist(), Path(args.file), options, progress
        )
    progress.end()
    data = {
        "file": args.file,
        "rows": done.rows,
        "layers": done.layers,
        "left_out": done.left_out,
        "problems": [problem_dict(problem, ctx.lang) for problem in done.problems],
    }
    lines = [ctx.say("export_written", rows=done.rows, file=args.file)]
    if done.left_out:
        lines.append(ctx.say("export_left_out", count=done.left_out))
    return Outcome(data, lines, 1 if done.left_out else 0)
