"""``report handover``: the archive packs of several issues as one signed package."""

from __future__ import annotations

import argparse
from pathlib import Path

from greenshield.cli import ledger_filter, report_batch, report_lines
from greenshield.cli.arguments import Subparsers
from greenshield.cli.context import Context, Outcome
from greenshield.domain.errors import UsageError
from greenshield.services import handover, report_issues


def add(verbs: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the command."""
    parser = verbs.add_parser(
        "handover", parents=[common], help="hand over archive packs / 移交档案包"
    )
    parser.add_argument("project", metavar="PROJECT")
    parser.add_argument(
        "issues", metavar="ISSUE", nargs="*", help="which; or filters / 问题，或用筛选条件"
    )
    parser.add_argument(
        "-o", "--out", required=True, metavar="OUT.zip", help="the package / 移交包"
    )
    report_batch.add_making(parser)
    ledger_filter.options(parser)
    parser.set_defaults(run=run)


def run(ctx: Context) -> Outcome:
    """Makes the packs and the package."""
    out = Path(ctx.args.out)
    progress = ctx.progress()
    options = report_lines.options(ctx)
    with ctx.writing() as session:
        wanted = ledger_filter.wanted(ctx, session)
        issues = report_issues.chosen(session.project, ctx.args.issues, wanted)
        if not issues:
            fitting = report_issues.beside(session.project, wanted)
            code, params = report_lines.none_fit(ctx, fitting)
            raise UsageError(code, **params)
        made = handover.make(
            session, issues, out, options,
            workers=ctx.args.jobs, passphrase=ctx.passphrase(), progress=progress,
        )  # fmt: skip
        root = session.project.trust().root_fingerprint
    progress.end()
    found = report_lines.problems(ctx, made.problems)
    data = {
        "out": [str(file) for file in made.files],
        "as_of": options.as_of,
        "root": root,
        "packs": [
            {
                "issue": p.issue, "issue_no": p.issue_no, "file": p.file, "volume": p.volume,
                "size": p.size, "sha256": p.sha256,
            }
            for p in made.packs
        ],
        "problems": found,
    }  # fmt: skip
    lines = [ctx.say("report_written", out=file) for file in data["out"]]
    lines.append(ctx.say("handover_made", n=len(made.packs)))
    return Outcome(data, lines, 1 if any(p["refused"] for p in found) else 0)
