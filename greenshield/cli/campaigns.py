"""``campaign``: special campaigns (专项行动) and how their issues stand."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import Any

from greenshield.cli import output
from greenshield.cli.arguments import Subparsers, Verbs, group, pairs
from greenshield.cli.context import Context, Outcome
from greenshield.services import calendar, campaign_book, campaigns, patrol_list


def add(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the commands."""
    verbs = group(subparsers, "campaign", "campaigns and how they stand / 专项行动")
    verb = Verbs(verbs, common, "campaign", "its name or id / 名称或标识")
    day = "the day of overdue / 逾期截止日"
    every = verb("list", "list them / 列出", run_list, one=False)
    every.add_argument("--as-of", default="", metavar="DATE", help=day)
    new = verb("add", "enter one / 新建", run_add, one=False)
    new.add_argument("fields", nargs="+", metavar="field=value")
    change = verb("set", "correct one / 修改", run_set)
    change.add_argument("fields", nargs="+", metavar="field=value")
    show = verb("show", "one with its issues / 查看", run_show)
    show.add_argument("--as-of", default="", metavar="DATE", help=day)


def run_list(ctx: Context) -> Outcome:
    """Lists campaigns, with counts of their issues."""
    with ctx.reading() as session:
        items = campaign_book.items(session.project, as_of=calendar.day(ctx.as_of))
    return Outcome({"items": items, "total": len(items)}, _table(ctx, items))


def run_add(ctx: Context) -> Outcome:
    """Enters a campaign."""
    with ctx.writing() as session:
        made, _ = campaign_book.add(session, pairs(ctx.args.fields))
        (item,) = campaign_book.items(session.project, as_of=calendar.day(ctx.on), campaign_id=made)
    return Outcome(item, _table(ctx, [item]))


def run_set(ctx: Context) -> Outcome:
    """Corrects a campaign."""
    with ctx.writing() as session:
        found, changes = campaign_book.set_fields(
            session, ctx.args.campaign, pairs(ctx.args.fields)
        )
        (item,) = campaign_book.items(
            session.project, as_of=calendar.day(ctx.on), campaign_id=found
        )
    return Outcome(item | {"changed": bool(changes)}, _table(ctx, [item]))


def run_show(ctx: Context) -> Outcome:
    """Shows a campaign: its issues by state, when they are due, its patrols."""
    as_of = calendar.day(ctx.as_of)
    with ctx.reading() as session:
        found = campaigns.find(session.project, ctx.args.campaign)
        (item,) = campaign_book.items(session.project, as_of=as_of, campaign_id=found)
        due = campaign_book.deadlines(session.project, found)
        walks = patrol_list.items(session.project, as_of=as_of, campaign_id=found)
    data = item | {"deadlines": due, "patrol_ids": [walk["id"] for walk in walks]}
    lines = _table(ctx, [item])
    if item["starts_on"] or item["ends_on"]:
        days = {name: item[name] or "" for name in ("starts_on", "ends_on")}
        lines.append("  " + ctx.say("campaign_days", **days))
    lines += [f"  {ctx.state_word(state)}  {n}" for state, n in item["by_state"].items()]
    lines += ["  " + ctx.say("campaign_due", month=one["month"], n=one["issues"]) for one in due]
    if item["without_deadline"]:
        lines.append("  " + ctx.say("campaign_undated", n=item["without_deadline"]))
    for walk in walks:
        told = (walk["name"], ctx.code_word("patrol_state", walk["state"]), walk["planned_to"])
        lines.append("  ◇ " + " ".join(str(part) for part in told if part))
    return Outcome(data, lines)


def _table(ctx: Context, items: Iterable[dict[str, Any]]) -> list[str]:
    rows = [
        (item["name"], item["year"] or "", item["batch"] or "", item["authority"] or "",
         item["issues"], item["closed"], item["undone"], item["overdue"],
         item["next_deadline"] or "", item["patrols"])
        for item in items
    ]  # fmt: skip
    return output.table(ctx.say("campaign_headers").split("|"), rows)
