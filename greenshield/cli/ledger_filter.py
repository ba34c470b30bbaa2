"""Which issues are meant: the options that every command over a part of the ledger takes."""

from __future__ import annotations

import argparse

from greenshield.cli import words_in
from greenshield.cli.arguments import comma_list
from greenshield.cli.context import Context
from greenshield.domain.ledger_filter import DUE_SOON, FLAGS, VIEWS, Filter
from greenshield.domain.waiting import TIERS
from greenshield.services import ledger_asked
from greenshield.services.calendar import day
from greenshield.services.session import Session

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


def options(parser: argparse.ArgumentParser) -> None:
    """Adds the filter's options, ``--as-of`` among them."""
    parser.add_argument("--view", default="", metavar="V",
                        help=f"{', '.join((*VIEWS, DUE_SOON))} / 固定视图")  # fmt: skip
    parser.add_argument("--state", type=comma_list, nargs="+", action="extend", default=[],
                        help="in these states / 状态")  # fmt: skip
    for option, value, what in _MANY:
        parser.add_argument(option, action="append", default=[], metavar=value, help=what)
    parser.add_argument("--overdue", action="store_true",
                        help="only with an overdue rectification / 只列整改逾期")  # fmt: skip
    parser.add_argument("--check-overdue", action="store_true",
                        help="only with an overdue check / 只列核查逾期")  # fmt: skip
    parser.add_argument("--due-month", default="", metavar="YYYY-MM",
                        help="only open ones due in this month / 本月到期")  # fmt: skip
    parser.add_argument("--within", default="", metavar="DAYS",
                        help="only open ones due in so many days / 几日内到期")  # fmt: skip
    parser.add_argument("--waiting-at", type=words_in.tier_of(TIERS), choices=TIERS,
                        action="append", default=[],
                        help="only what waits at this tier / 等待的层级")  # fmt: skip
    parser.add_argument("--waiting-days", default="", metavar="N",
                        help="only what has waited so long / 已等待天数")  # fmt: skip
    parser.add_argument("--only", type=words_in.choice_of(words_in.FLAGS), choices=FLAGS,
                        action="append", default=[],
                        help="only such / 只列历史导入、争议、待会签、问题、未改完的")  # fmt: skip
    parser.add_argument("--without", type=words_in.choice_of(words_in.FLAGS), choices=FLAGS,
                        action="append", default=[],
                        help="none such / 不列这些")  # fmt: skip
    parser.add_argument("--text", default="", metavar="WORDS", help="that hold these words / 文字")
    parser.add_argument(
        "--as-of", default="", metavar="DATE", help="the day of overdue / 逾期截止日"
    )


def wanted(ctx: Context, session: Session) -> Filter:
    """The filter that the options of a command mean.

    Raises:
        UsageError: a word that names nothing, or several things.
    """
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
        due_within=ledger_asked.within_of(args.view, args.within),
        waiting_at=tuple(args.waiting_at),
        waiting_days=ledger_asked.waited_of(args.waiting_days),
        text=args.text,
        **dict.fromkeys(args.only, True) | dict.fromkeys(args.without, False),
    )
