"""``schedule --plan``: planned and real closings by month and county."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from greenshield.cli.context import Context, Outcome
from greenshield.cli.output import table
from greenshield.domain.closing_plan import COLUMNS, Line, Plan
from greenshield.domain.errors import UsageError
from greenshield.services import calendar, schedule_out, schedule_table

COUNTY = "county"


def run(ctx: Context) -> Outcome:
    """Tells the schedule, and writes the workbook where one is asked for."""
    args = ctx.args
    if args.by and args.by != COUNTY:
        raise UsageError("schedule_plan_group", group=args.by)
    if args.step:
        raise UsageError("schedule_plan_step", step=args.step)
    as_of = calendar.day(ctx.as_of)
    first, last = (calendar.day(day)[:7] if day else "" for day in (args.first, args.last))
    progress = ctx.progress()
    with ctx.reading() as session:
        project = session.project
        found = schedule_table.read(project, as_of=as_of, first=first, last=last, progress=progress)
        head = project.rows("SELECT name FROM project WHERE id = ?", project.project_id)[0]
    progress.end()
    told = found.lines if args.by else found.months
    items = [item(line) for line in told]
    apart = {
        "problems": found.problems[""], "undated": found.undated[""],
        "adopted": found.adopted[""], "outside": found.outside[""],
    }  # fmt: skip
    data: dict[str, Any] = {"items": items, "total": len(items), "as_of": as_of, "counts": apart}
    lines = _lines(ctx, found, told)
    lines.append(ctx.say("schedule_plan_told", as_of=as_of, **apart))
    if args.out:
        out = Path(args.out)
        schedule_out.write(found, out, str(head["name"] or ""), ctx.lang)
        data["out"] = str(out)
        lines.append(ctx.say("schedule_written", file=str(out)))
    return Outcome(data, lines)


def item(line: Line) -> dict[str, Any]:
    """A month as JSON carries it; ``county`` is null where all are counted together."""
    counts = {name: getattr(line.counts, name) for name in COLUMNS}
    return {"month": line.month, "county": line.county or None, **counts}


def _lines(ctx: Context, found: Plan, told: tuple[Line, ...]) -> list[str]:
    by_county = any(line.county for line in told)
    heads = [ctx.say("schedule_month"), *ctx.say("schedule_columns").split("|")]
    rows = [[line.month, *_counts(line)] for line in told]
    if by_county:
        heads.insert(0, ctx.say("schedule_group_county"))
        rows = [
            [found.names.get(line.county, line.county), *row]
            for line, row in zip(told, rows, strict=True)
        ]
    return table(heads, rows)


def _counts(line: Line) -> list[Any]:
    counts = [getattr(line.counts, name) for name in COLUMNS]
    return [count or "" for count in counts]
