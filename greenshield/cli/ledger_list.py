"""``ledger list``: the issues that an officer asks for, or how many there are of each."""

from __future__ import annotations

import argparse
from typing import Any

from greenshield.cli.arguments import Subparsers, comma_list
from greenshield.cli.context import Context, Outcome
from greenshield.cli.output import table
from greenshield.domain.ledger_filter import FLAGS, VIEWS, Filter
from greenshield.services import ledger_asked, ledger_query
from greenshield.services.calendar import day
from greenshield.services.ledger_masks import Counts
from greenshield.services.session import Session


def add(verbs: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the command."""
    _options(verbs.add_parser("list", parents=[common], help="list the issues / 列出问题"))


def _options(issues: argparse.ArgumentParser) -> None:
    issues.add_argument("project", metavar="PROJECT")
    issues.add_argument("--view", default="", metavar="V",
                        help=f"{', '.join(VIEWS)} / 固定视图")  # fmt: skip
    issues.add_argument("--state", type=comma_list, nargs="+", action="extend", default=[],
                        help="in these states / 状态")  # fmt: skip
    for option, value, what in _MANY:
        issues.add_argument(option, action="append", default=[], metavar=value, help=what)
    issues.add_argument("--overdue", action="store_true",
                        help="only with an overdue rectification / 只列整改逾期")  # fmt: skip
    issues.add_argument("--check-overdue", action="store_true",
                        help="only with an overdue check / 只列核查逾期")  # fmt: skip
    issues.add_argument("--due-month", default="", metavar="YYYY-MM",
                        help="only open ones due in this month / 本月到期")  # fmt: skip
    issues.add_argument("--only", choices=FLAGS, action="append", default=[],
                        help="only such / 只列历史导入、争议、待会签、问题、未改完的")  # fmt: skip
    issues.add_argument("--without", choices=FLAGS, action="append", default=[],
                        help="none such / 不列这些")  # fmt: skip
    issues.add_argument("--text", default="", metavar="WORDS", help="that hold these words / 文字")
    issues.add_argument("--sort", default="number", metavar="FIELD",
                        help="by this field / 排序字段")  # fmt: skip
    issues.add_argument("--descending", action="store_true", help="largest first / 倒序")
    issues.add_argument("--counts", action="store_true",
                        help="count each value and view instead / 只给各项数量")  # fmt: skip
    issues.add_argument(
        "--as-of", default="", metavar="DATE", help="the day of overdue / 逾期截止日"
    )
    issues.set_defaults(run=run_list)


# Options that may stand several times; any of their values fits, - means "has none".
_MANY = (
    ("--area", "A", "in this area / 保护地"),
    ("--division", "CODE", "of this county / 行政区划"),
    ("--type", "CODE", "of this activity, or its class / 活动类型"),
    ("--source", "CODE", "from this source / 问题来源"),
    ("--key-problem", "CODE", "this key problem / 重点问题"),
    ("--campaign", "NAME", "of this campaign / 专项"),
    ("--assignee", "ACTOR", "sent to this person / 核查人"),
)


def run_list(ctx: Context) -> Outcome:
    """Lists the issues, or counts them."""
    args = ctx.args
    with ctx.reading() as session:
        wanted = _filter(ctx, session)
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
    "facility_name", "adopted", "disputed", "pending",
)  # fmt: skip
_TOLD = ("id", *_SHOWN[:4], "area", *_SHOWN[4:], "overdue", "check_overdue")


def _filter(ctx: Context, session: Session) -> Filter:
    args = ctx.args
    actor = ctx.default_actor(session)
    return ledger_asked.filter_of(
        session.project,
        as_of=day(ctx.as_of),
        me="" if actor is None else actor.actor_id,
        view=ledger_asked.view_of(args.view),
        states=[state for part in args.state for state in part],
        areas=args.area,
        divisions=args.division,
        activities=args.type,
        sources=args.source,
        key_problems=args.key_problem,
        campaigns=args.campaign,
        assignees=args.assignee,
        overdue=args.overdue,
        check_overdue=args.check_overdue,
        due_month=ledger_asked.month_of(args.due_month),
        text=args.text,
        **dict.fromkeys(args.only, True) | dict.fromkeys(args.without, False),
    )


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
