"""``worklist``: what waits for a person now, and its deadlines as a calendar."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from greenshield.cli.arguments import Subparsers
from greenshield.cli.context import Context, Outcome
from greenshield.cli.output import missing_dict, table
from greenshield.domain import needs
from greenshield.domain.deadlines import CHECKING
from greenshield.domain.errors import UsageError
from greenshield.services import calendar, deadline_calendar, work_list
from greenshield.services.session import Session
from greenshield.services.work_list import Task

_LINES = 100


def add(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the command."""
    parser = subparsers.add_parser(
        "worklist", parents=[common], help="what waits for a person / 待办事项"
    )
    parser.add_argument("project", metavar="PROJECT")
    parser.add_argument("--ics", metavar="FILE", help="deadlines as a calendar / 期限写成日历")
    parser.add_argument(
        "--limit", type=int, default=_LINES, metavar="N", help="lines, 0 for all / 行数"
    )
    parser.add_argument("--as-of", default="", metavar="DATE", help="the day asked about / 截至日")
    parser.set_defaults(run=run)


def run(ctx: Context) -> Outcome:
    """Lists what waits for ``--actor`` or the default actor; writes the calendar."""
    as_of = calendar.day(ctx.as_of)
    with ctx.reading() as session:
        session.actor = ctx.default_actor(session)
        found = work_list.of(session.project, session.who, as_of=as_of)
        most = max(ctx.args.limit, 0) or found.total
        shown = found.items[:most]
        items = [_item(ctx, session, task, as_of) for task in shown]
        project_id, name = session.project.project_id, session.who.name
    data: dict[str, Any] = {"items": items, "total": found.total, "overdue": found.overdue,
                            "checks_overdue": found.checks_overdue}  # fmt: skip
    lines = table(ctx.say("worklist_headers").split("|"), [_row(ctx, item) for item in items])
    if ctx.args.ics:
        out = Path(ctx.args.ics)
        if out.suffix.lower() != ".ics":
            raise UsageError("calendar_ending", ending=out.suffix)
        title = ctx.say("calendar_name", name=name)
        made = deadline_calendar.Calendar(title, datetime.now(UTC), ctx.lang)
        deadline_calendar.write(out, deadline_calendar.text(project_id, found.items, made))
        data["ics"] = str(out)
        lines.append(ctx.say("calendar_written", file=str(out)))
    lines.append(ctx.say("worklist_told", n=found.total, name=name,
                         checks=found.checks_overdue,
                         overdue=found.overdue - found.checks_overdue))  # fmt: skip
    return Outcome(data, lines)


def _item(ctx: Context, session: Session, task: Task, as_of: str) -> dict[str, Any]:
    missing = work_list.lacking(session, task, as_of=as_of)
    return {
        "id": task.issue_id,
        "number": task.number,
        "state": task.state,
        "move": task.move,
        "due": task.due or None,
        "overdue": task.overdue,
        "mine": task.mine,
        "area": task.area,
        "facility_name": task.facility_name,
        "missing": [missing_dict(m, ctx.lang, task.move) for m in missing],
    }


def _late(ctx: Context, item: dict[str, Any]) -> str:
    """What of it is overdue: the check or the rectification."""
    if not item["overdue"]:
        return ""
    return ctx.say("worklist_check" if item["state"] == CHECKING else "worklist_rectification")


def _lacks(item: dict[str, Any]) -> int:
    """How many things are missing whatever is answered."""
    return sum(not needs.is_conditional(m["code"]) for m in item["missing"])


def _row(ctx: Context, item: dict[str, Any]) -> tuple[Any, ...]:
    return (
        item["number"], ctx.state_word(item["state"]),
        deadline_calendar.step_word(item["move"], ctx.lang), item["due"],
        _late(ctx, item), _lacks(item) or "", item["facility_name"],
        item["area"],
    )  # fmt: skip
