"""``docs``: pages that are made from the program's own tables."""

from __future__ import annotations

import argparse
from pathlib import Path

from greenshield.cli.arguments import Subparsers, group
from greenshield.cli.context import Context, Outcome
from greenshield.domain import diagram
from greenshield.services.writing_pages import write_page


def add(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the command."""
    verbs = group(subparsers, "docs", "pages made from the program's tables / 文档")
    workflow = verbs.add_parser("workflow", parents=[common], help="states and moves / 流程图")
    workflow.add_argument("-o", "--out", default="docs/workflow.md", metavar="FILE.md")
    workflow.set_defaults(run=run_workflow)


def run_workflow(ctx: Context) -> Outcome:
    """Writes the state diagram and the table of moves."""
    out = Path(ctx.args.out)
    changed = write_page(out, diagram.document())
    code = "report_written" if changed else "nothing_changed"
    return Outcome({"out": str(out), "changed": changed}, [ctx.say(code, out=out)])
