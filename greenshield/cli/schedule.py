"""``schedule``: how the ledger's problems went down over time, against their deadlines."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from greenshield import reference
from greenshield.cli import output, schedule_plan, words_in
from greenshield.cli.arguments import Subparsers
from greenshield.cli.context import Context, Outcome
from greenshield.cli.output import table
from greenshield.domain import trends
from greenshield.domain.errors import UsageError
from greenshield.domain.trends import Bar, Day, Trends
from greenshield.services import calendar, calendars, charts, deadline_calendar


def add(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the command."""
    parser = subparsers.add_parser(
        "schedule", parents=[common], help="problems against their deadlines / 整改进度与时限"
    )
    parser.add_argument("project", metavar="PROJECT")
    parser.add_argument(
        "--from", dest="first", default="", metavar="DATE", help="first day / 起始日"
    )
    parser.add_argument("--to", dest="last", default="", metavar="DATE", help="last day / 截止日")
    parser.add_argument(
        "--step", type=words_in.choice_of(words_in.STEPS), choices=trends.STEPS,
        help="a line a day, week or month / 间隔",
    )  # fmt: skip
    parser.add_argument(
        "--by", type=words_in.choice_of(words_in.GROUPS), choices=trends.GROUPS,
        help="count by this instead / 改为分组统计",
    )  # fmt: skip
    parser.add_argument("--as-of", default="", metavar="DATE", help="the day asked about / 截至日")
    parser.add_argument(
        "--plan", action="store_true", help="planned and real closings by month / 按时序销号"
    )
    parser.add_argument("-o", "--out", metavar="FILE.xlsx", help="with --plan / 写成时序表")
    parser.add_argument(
        "--ics", metavar="FILE", help="all deadlines as a calendar / 全部时限写成日历"
    )
    parser.set_defaults(run=run)


def run(ctx: Context) -> Outcome:
    """Tells the counts of each day, with ``--by`` those of each code, or the plan by month."""
    args = ctx.args
    if args.out and not args.plan:
        raise UsageError("schedule_out_alone")
    spans = [word for word, given in (("--from", args.first), ("--to", args.last),
                                      ("--step", args.step)) if given]  # fmt: skip
    if args.by and not args.plan and spans:  # bars tell one day
        raise UsageError("schedule_by_of_a_day", options=", ".join(spans), group=args.by)
    told = schedule_plan.run(ctx) if args.plan else _told(ctx)
    if args.ics:
        progress = ctx.progress()
        with ctx.reading() as session:
            held = calendars.held(session.project, calendar.day(ctx.as_of), progress)
            content = calendars.of_project(session.project, held, ctx.lang)
        progress.end()
        deadline_calendar.write(Path(args.ics), content)
        told.data["ics"] = args.ics
        if not (spans or args.by or args.plan):  # the calendar was asked for, no table
            told.lines.clear()
        told.lines.append(ctx.say("calendar_written", file=args.ics))
    return told


def _told(ctx: Context) -> Outcome:
    args = ctx.args
    as_of = calendar.day(ctx.as_of)
    first, last = (calendar.day(day) if day else "" for day in (args.first, args.last))
    with ctx.reading() as session:
        found = charts.read(
            session.project, as_of=as_of, first=first, last=last, step=args.step or ""
        )
    if args.by:
        items = [_bar(bar) for bar in found.bars[args.by]]
        lines = _bar_lines(ctx, found, args.by)
    else:
        items = [_day(day) for day in found.days]
        lines = table(ctx.say("schedule_headers").split("|"), [_row(ctx, d) for d in found.days])
        lines += [ctx.say("schedule_import", day=day, n=n) for day, n in found.imports]
    lines += _parts(ctx, found)
    data = {"items": items, "total": len(items), "as_of": as_of, "step": found.step}
    data["imports"] = [{"day": day, "issues": n} for day, n in found.imports]
    return Outcome(data, lines)


def _parts(ctx: Context, found: Trends) -> list[str]:
    """How the counts of the last day that is over make up the whole, with what each is part of."""
    day = next((day for day in reversed(found.days) if day.actual), None)
    if day is None or not day.problems:
        return []
    code = "schedule_parts_adopted" if day.adopted_done else "schedule_parts"
    return [ctx.say(code, adopted=day.adopted_done, adopted_closed=day.adopted_closed, **{
        name: getattr(day, name)
        for name in ("day", "problems", "undone", "overdue", "completed", "closed", "open")
    })]  # fmt: skip


def _day(day: Day) -> dict[str, Any]:
    if not day.actual:
        return {"day": day.day, "actual": False, "scheduled": day.scheduled}
    return {
        "day": day.day,
        "actual": True,
        "problems": day.problems,
        "undone": day.undone,
        "scheduled": day.scheduled,
        "overdue": day.overdue,
        "open": day.open,
        "completed": day.completed,
        "closed": day.closed,
        "adopted_done": day.adopted_done,
        "adopted_closed": day.adopted_closed,
        "completion_rate": day.completion_rate,
        "closing_rate": day.closing_rate,
    }


def _bar(bar: Bar) -> dict[str, Any]:
    return {"code": bar.code, "problems": bar.total, **bar.parts}


def _row(ctx: Context, day: Day) -> tuple[Any, ...]:
    if not day.actual:
        return (ctx.say("schedule_plan", day=day.day), "", "", day.scheduled, "", "", "", "")
    return (
        day.day, day.problems, day.undone, day.scheduled, day.overdue, day.open,
        output.share(day.completion_rate), output.share(day.closing_rate),
    )  # fmt: skip


def _bar_lines(ctx: Context, found: Trends, group: str) -> list[str]:
    heading = ctx.say("schedule_bar_headers", group=ctx.say(f"schedule_group_{group}"))
    rows = [
        (_word(ctx, found, group, bar.code), bar.total, *(bar.parts[part] for part in trends.PARTS))
        for bar in found.bars[group]
    ]
    return table(heading.split("|"), rows)


def _word(ctx: Context, found: Trends, group: str, code: str) -> str:
    if not code:
        return ctx.say("schedule_unfilled")
    if group == "county":
        return found.names.get(code, code)
    return reference.code_tables().label(group, code, ctx.lang)
