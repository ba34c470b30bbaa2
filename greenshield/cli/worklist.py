"""``worklist``: what waits for a person, or lies on every desk, and its days as a calendar."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from greenshield.cli import worklist_all
from greenshield.cli.arguments import Subparsers
from greenshield.cli.context import Context, Outcome
from greenshield.cli.output import missing_dict, table
from greenshield.domain import needs, waiting
from greenshield.domain.obligations import Obligation, is_soon
from greenshield.services import calendar, calendars, deadline_calendar, due_soon, work_list
from greenshield.services import obligations as reading
from greenshield.services.session import Session
from greenshield.services.work_list import Task, WorkList

_LINES = 100
_SHOWN = 20  # letters of a measure or an objection


def add(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the command."""
    parser = subparsers.add_parser(
        "worklist", parents=[common], help="what waits for a person / 待办事项"
    )
    parser.add_argument("project", metavar="PROJECT")
    parser.add_argument(
        "--all", action="store_true", help="of everybody, and on whose desk it lies / 全部承办人"
    )
    parser.add_argument(
        "--within", default="", metavar="DAYS", help="only what is due in so many days / 几日内到期"
    )
    parser.add_argument("--ics", metavar="FILE", help="deadlines as a calendar / 期限写成日历")
    parser.add_argument(
        "--limit", type=int, default=_LINES, metavar="N", help="lines, 0 for all / 行数"
    )
    parser.add_argument("--as-of", default="", metavar="DATE", help="the day asked about / 截至日")
    parser.set_defaults(run=run)


def run(ctx: Context) -> Outcome:
    """Lists what waits for ``--actor`` or the default actor, or for all; writes the calendar."""
    if ctx.args.all:
        return worklist_all.run(ctx)
    as_of = calendar.day(ctx.as_of)
    days = due_soon.days(ctx.args.within) if ctx.args.within else 0
    with ctx.reading() as session:
        session.actor = ctx.default_actor(session)
        found = work_list.of(session.project, session.who, as_of=as_of)
        beside = reading.duties(session.project, session.who, as_of=as_of)
        lying: list[Task | Obligation] = [*found.items, *beside]
        if days:
            lying = [one for one in lying if is_soon(one.due, as_of, days)]
        lying.sort(key=lambda one: (not one.overdue, one.due or "9999"))
        most = max(ctx.args.limit, 0) or len(lying)
        items = [_item(ctx, session, one, as_of) for one in lying[:most]]
        name, content = session.who.name, ""
        if ctx.args.ics:
            progress = ctx.progress()
            everything = calendars.held(session.project, as_of, progress)
            progress.end()
            content = calendars.of_person(session.project, session.who, everything, as_of, ctx.lang)
    data = _data(found, beside, items, len(lying), days)
    rows = [_row(ctx, one, item) for one, item in zip(lying, items, strict=False)]
    lines = table(ctx.say("worklist_headers").split("|"), rows)
    if ctx.args.ics:
        out = Path(ctx.args.ics)
        deadline_calendar.write(out, content)
        data["ics"] = str(out)
        lines.append(ctx.say("calendar_written", file=str(out)))
    lines.append(ctx.say("worklist_told", n=found.total, name=name,
                         checks=found.checks_overdue,
                         overdue=found.overdue - found.checks_overdue))  # fmt: skip
    if beside:
        late = sum(one.overdue for one in beside)
        lines.append(ctx.say("worklist_duties", n=len(beside), overdue=late))
    if days:
        lines.append(ctx.say("obligations_due_within", days=days, n=len(lying)))
    return Outcome(data, lines)


def _data(
    found: WorkList, beside: list[Obligation], items: list[dict[str, Any]], total: int, days: int
) -> dict[str, Any]:
    return {
        "items": items,
        "total": total,
        "overdue": found.overdue,
        "checks_overdue": found.checks_overdue,
        "duties": len(beside),
        "duties_overdue": sum(one.overdue for one in beside),
        "within": days or None,
    }


def _item(ctx: Context, session: Session, one: Task | Obligation, as_of: str) -> dict[str, Any]:
    """A line: a next step with what it lacks, or a duty beside the issue."""
    missing = work_list.lacking(session, one, as_of=as_of) if isinstance(one, Task) else ()
    return {
        "what": one.what,
        "id": one.issue_id or None,
        "number": one.number,
        "record": None if isinstance(one, Task) else one.record_id,
        "state": one.state if isinstance(one, Task) else one.stage,
        "move": one.move or None,
        "due": one.due or None,
        "overdue": one.overdue,
        "since": one.since or None,
        "days": waiting.days_waited(one.since, as_of),
        "mine": one.mine if isinstance(one, Task) else bool(one.who),
        "area": one.area,
        "facility_name": one.facility_name,
        "text": "" if isinstance(one, Task) else one.text,
        "missing": [missing_dict(m, ctx.lang, one.move) for m in missing],
    }


def _late(ctx: Context, one: Task | Obligation) -> str:
    """What of it is overdue: the check, the rectification, or the duty."""
    if not one.overdue:
        return ""
    if not isinstance(one, Task):
        return ctx.say("late_yes")
    return ctx.say("worklist_check" if one.checking else "worklist_rectification")


def _lacks(item: dict[str, Any]) -> int:
    """How many things are missing whatever is answered."""
    return sum(not needs.is_conditional(m["code"]) for m in item["missing"])


def _row(ctx: Context, one: Task | Obligation, item: dict[str, Any]) -> tuple[Any, ...]:
    if isinstance(one, Task):
        stage, step = ctx.state_word(one.state), deadline_calendar.step_word(one.move, ctx.lang)
    else:
        stage, step = one.text[:_SHOWN], deadline_calendar.what_word(one, ctx.lang)
    return (
        one.number, stage, step, one.due, _late(ctx, one), _lacks(item) or "",
        "" if item["days"] is None else item["days"], one.facility_name, one.area,
    )  # fmt: skip
