"""``worklist --all``: what lies on whose desk, and since when."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from greenshield.cli.context import Context, Outcome
from greenshield.cli.output import table
from greenshield.domain.errors import UsageError
from greenshield.domain.obligations import Desk, Obligation, desks, is_soon
from greenshield.services import calendar, calendars, deadline_calendar, due_soon, obligations
from greenshield.services.session import Session


def run(ctx: Context) -> Outcome:
    """Lists everything that is to be done, and how much lies on each desk."""
    args = ctx.args
    if getattr(args, "actor", None):
        raise UsageError("worklist_all_of_one")
    as_of, days = calendar.day(ctx.as_of), due_soon.days(args.within)
    progress = ctx.progress()
    with ctx.reading() as session:
        found = obligations.read(session.project, as_of=as_of, progress=progress)
        names = _names(session, found)
        content = ""
        if args.ics:
            held = calendars.held(session.project, as_of, progress)
            content = calendars.of_project(session.project, held, ctx.lang)
    progress.end()
    soon = [one for one in found if is_soon(one.due, as_of, days)]
    lying = soon if args.within else found
    shown = lying[: max(args.limit, 0) or len(lying)]
    full = desks(found, as_of)
    late = sum(one.overdue for one in found)
    data: dict[str, Any] = {
        "items": [_item(one, names, as_of) for one in shown],
        "total": len(lying),
        "overdue": late,
        "soon": len(soon),
        "within": days,
        "desks": [_desk(desk, names) for desk in full],
    }
    lines = table(ctx.say("obligation_headers").split("|"), [_row(ctx, o, names, as_of)
                                                             for o in shown])  # fmt: skip
    lines += ["", *table(ctx.say("desk_headers").split("|"), [_desk_row(ctx, d, names)
                                                              for d in full])]  # fmt: skip
    if args.ics:
        deadline_calendar.write(Path(args.ics), content)
        data["ics"] = args.ics
        lines.append(ctx.say("calendar_written", file=args.ics))
    lines.append(ctx.say("desks_told", n=len(found), overdue=late, days=days, soon=len(soon)))
    return Outcome(data, lines)


def _names(session: Session, found: list[Obligation]) -> dict[str, str]:
    """The names of those to whom something was given, by id."""
    given = {one.who for one in found if one.who}
    rows = session.project.rows("SELECT id, name FROM actor")
    return {r["id"]: str(r["name"] or r["id"]) for r in rows if r["id"] in given}


def _item(one: Obligation, names: dict[str, str], as_of: str) -> dict[str, Any]:
    return {
        "what": one.what,
        "id": one.issue_id or None,
        "number": one.number,
        "record": one.record_id or None,
        "stage": one.stage,
        "move": one.move or None,
        "tier": one.tier,
        "role": one.role,
        "who": one.who or None,
        "who_name": names.get(one.who),
        "by": one.by,
        "due": one.due or None,
        "overdue": one.overdue,
        "since": one.since or None,
        "days": one.days(as_of),
        "area": one.area,
        "facility_name": one.facility_name,
        "text": one.text,
    }


def _desk(desk: Desk, names: dict[str, str]) -> dict[str, Any]:
    return {
        "tier": desk.tier,
        "role": desk.role,
        "who": desk.who or None,
        "who_name": names.get(desk.who),
        "count": desk.count,
        "overdue": desk.overdue,
        "longest": desk.longest,
    }


def _row(ctx: Context, one: Obligation, names: dict[str, str], as_of: str) -> tuple[Any, ...]:
    step = deadline_calendar.step_word(one.move, ctx.lang) if one.move else one.text[:20]
    return (
        one.number, deadline_calendar.what_word(one, ctx.lang), step,
        ctx.code_word("tier", one.tier), _with(ctx, one, names), one.due,
        ctx.say("late_yes") if one.overdue else "", one.since, one.days(as_of),
        one.facility_name, one.area,
    )  # fmt: skip


def _desk_row(ctx: Context, desk: Desk, names: dict[str, str]) -> tuple[Any, ...]:
    who = names.get(desk.who) or ctx.say(f"role_{desk.role}")
    tier = ctx.code_word("tier", desk.tier)
    return tier, who, desk.count, desk.overdue or "", desk.longest


def _with(ctx: Context, one: Obligation, names: dict[str, str]) -> str:
    """Who has it: a person, else the unit that is named for it, else everybody of the role."""
    return names.get(one.who) or one.by or ctx.say(f"role_{one.role}")
