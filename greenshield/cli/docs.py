"""``docs``: pages that are made from the program's own tables."""

from __future__ import annotations

import argparse
from pathlib import Path

from greenshield import reference
from greenshield.cli.arguments import Subparsers, group
from greenshield.cli.context import Context, Outcome
from greenshield.domain import diagram, field_page
from greenshield.services.writing_pages import write_page


def add(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the command."""
    verbs = group(subparsers, "docs", "pages made from the program's tables / 文档")
    workflow = verbs.add_parser("workflow", parents=[common], help="states and moves / 流程图")
    workflow.add_argument(
        "-o", "--out", default="docs/workflow.md", metavar="FILE.md", help="where to / 写到"
    )
    workflow.set_defaults(run=run_workflow)
    fields = verbs.add_parser("fields", parents=[common], help="fields and codes / 字段与代码")
    fields.add_argument(
        "-o", "--out", default="docs/fields.md", metavar="FILE.md", help="where to / 写到"
    )
    fields.set_defaults(run=run_fields)


def run_workflow(ctx: Context) -> Outcome:
    """Writes the state diagram and the table of moves."""
    return _page(ctx, diagram.document())


def run_fields(ctx: Context) -> Outcome:
    """Writes the catalogue of fields and the codes that they take."""
    return _page(ctx, field_page.document(reference.code_tables()))


def _page(ctx: Context, text: str) -> Outcome:
    out = Path(ctx.args.out)
    changed = write_page(out, text)
    code = "report_written" if changed else "nothing_changed"
    return Outcome({"out": str(out), "changed": changed}, [ctx.say(code, out=out)])
