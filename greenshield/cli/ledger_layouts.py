"""``ledger layouts``: what is remembered of sheets by their headers, told and forgotten."""

from __future__ import annotations

import argparse
from typing import Any

from greenshield.cli.arguments import Subparsers
from greenshield.cli.context import Context, Outcome
from greenshield.cli.output import table
from greenshield.domain.errors import UsageError
from greenshield.services import ledger_layouts
from greenshield.services.ledger_layouts import Kept

_MARK = 12  # letters of a key that people type


def add(verbs: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the commands."""
    group = verbs.add_parser("layouts", help="what is remembered of sheets / 记住的列对照")
    inner = group.add_subparsers(dest="layouts", metavar="COMMAND", required=True)
    listed = inner.add_parser("list", parents=[common], help="list them / 列出")
    listed.set_defaults(run=run_list)
    forget = inner.add_parser("forget", parents=[common], help="forget some / 忘记")
    forget.add_argument("mark", nargs="*", metavar="MARK", help="beginning of its mark / 标识开头")
    forget.add_argument("--all", action="store_true", help="all of them / 全部")
    forget.set_defaults(run=run_forget)


def run_list(ctx: Context) -> Outcome:
    """Lists what is remembered, the newest first."""
    found = ledger_layouts.kept()
    items = [_plain(layout) for layout in found]
    if not items:
        return Outcome({"items": [], "total": 0}, [ctx.say("ledger_layouts_none")])
    headers = ctx.say("ledger_layout_headers").split("|")
    rows = [
        (
            layout.key[:_MARK], layout.said_on,
            " ".join(f"{field}={at}" for field, at in layout.columns.items()), layout.crs,
            layout.datum, layout.headers[:60],
        )
        for layout in found
    ]  # fmt: skip
    return Outcome({"items": items, "total": len(items)}, table(headers, rows))


def run_forget(ctx: Context) -> Outcome:
    """Forgets some or all."""
    args = ctx.args
    if bool(args.mark) == bool(args.all):
        raise UsageError("ledger_layouts_which")
    gone = ledger_layouts.forget(args.mark, everything=args.all)
    data = {"forgotten": [layout.key for layout in gone]}
    return Outcome(data, [ctx.say("ledger_layouts_gone", count=len(gone))])


def _plain(layout: Kept) -> dict[str, Any]:
    return {
        "mark": layout.key, "headers": layout.headers, "file": layout.file,
        "sheet": layout.sheet, "said_on": layout.said_on, "columns": layout.columns,
        "ignored": list(layout.ignored), "crs": layout.crs or None,
        "datum": layout.datum or None, "words": layout.words,
    }  # fmt: skip
