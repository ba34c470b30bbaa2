"""``ledger list``: the issues that an officer asks for, or how many there are of each."""

from __future__ import annotations

import argparse
from typing import Any

from greenshield.cli import ledger_filter
from greenshield.cli.arguments import Subparsers
from greenshield.cli.context import Context, Outcome
from greenshield.cli.output import table
from greenshield.services import ledger_asked, ledger_query
from greenshield.services.ledger_masks import Counts


def add(verbs: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the command."""
    _options(verbs.add_parser("list", parents=[common], help="list the issues / 列出问题"))


def _options(issues: argparse.ArgumentParser) -> None:
    issues.add_argument("project", metavar="PROJECT")
    ledger_filter.options(issues)
    issues.add_argument("--sort", default="number", metavar="FIELD",
                        help="by this field / 排序字段")  # fmt: skip
    issues.add_argument("--descending", action="store_true", help="largest first / 倒序")
    issues.add_argument("--counts", action="store_true",
                        help="count each value and view instead / 只给各项数量")  # fmt: skip
    issues.set_defaults(run=run_list)


def run_list(ctx: Context) -> Outcome:
    """Lists the issues, or counts them."""
    args = ctx.args
    with ctx.reading() as session:
        wanted = ledger_filter.wanted(ctx, session)
        sort = ledger_asked.sort_of(args.sort, descending=args.descending)
        found = ledger_query.ask(session.project, wanted, sort, counts=args.counts)
        if found.counts is not None:
            return _counted(ctx, found.counts, len(found.keys))
        items = ledger_query.rows(session.project, found.keys, _SHOWN, wanted.as_of)
    items = [{name: item[name] for name in _TOLD} for item in items]
    headers = ctx.say("ledger_headers").split("|")
    rows = [
        (
            item["issue_no"] or item["clue_no"], ctx.state_word(item["state"]),
            item["facility_name"], item["area"], item["division_code"],
            _activity(ctx, item["activity_code"]), item["deadline"],
            "!" if item["overdue"] else "", "!" if item["check_overdue"] else "",
        )
        for item in items
    ]  # fmt: skip
    return Outcome({"items": items, "total": len(items)}, table(headers, rows))


_SHOWN = (
    "clue_no", "issue_no", "state", "area_id", "division_code", "activity_code", "deadline",
    "facility_name", "adopted", "disputed", "pending", "waiting_since",
)  # fmt: skip
_TOLD = ("id", *_SHOWN[:4], "area", *_SHOWN[4:], "overdue", "check_overdue")


def _counted(ctx: Context, counts: Counts, total: int) -> Outcome:
    """What stands in each view, and under each value of the filters."""
    data = {
        "total": total, "views": counts.views, "flags": counts.flags, "values": counts.facets,
        "names": counts.names,
    }  # fmt: skip
    views = [(ctx.say(f"ledger_view_{name or 'all'}"), n) for name, n in counts.views.items()]
    states = [(ctx.state_word(code), n) for code, n in counts.facets["states"].items() if code]
    return Outcome(data, table(["", ""], [*views, ("", ""), *states]))


def _activity(ctx: Context, code: Any) -> str:
    return "" if code is None else ctx.value_word("issue", "activity_code", code)
