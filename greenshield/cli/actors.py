"""``actor``: who may act in a project."""

from __future__ import annotations

import argparse
from typing import Any

from greenshield import reference
from greenshield.cli import output
from greenshield.cli.arguments import Subparsers, comma_list, group, pairs
from greenshield.cli.context import Context, Outcome, first_line, typed_unseen
from greenshield.cli.output import table
from greenshield.domain.actors import Actor
from greenshield.domain.errors import UsageError
from greenshield.services import calendar, obligations, people, person_pin, session

_WHO = "a name, or an id or the end of it / 姓名或编号"


def _offered(table: str) -> str:
    """The codes of a table as ``code / 标签``, English before Chinese."""
    entries = reference.code_tables().table(table).entries.values()
    return ", ".join(e.code for e in entries) + " / " + "、".join(e.zh for e in entries)


def add(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the commands."""
    verbs = group(subparsers, "actor", "who may act / 人员")
    new = verbs.add_parser("add", parents=[common], help="add an actor / 新增人员")
    new.add_argument("project", metavar="PROJECT")
    new.add_argument("name", metavar="NAME", help="the person's name / 姓名")
    tiers = "code or name: " + _offered("tier")
    new.add_argument("--tier", required=True, metavar="T", help=tiers)
    roles = "codes or names, parted by commas: " + _offered("role")
    new.add_argument("--roles", type=comma_list, metavar="R,…", help=roles)
    new.add_argument("--unit", default="", metavar="U", help="where they work / 单位")
    new.add_argument("--division", default="", metavar="CODE", help="their county / 行政区划代码")
    new.add_argument("--same-name", action="store_true", help="another person / 同名的另一人")
    new.set_defaults(run=run_add)
    everyone = verbs.add_parser("list", parents=[common], help="list them / 列出人员")
    everyone.add_argument("project", metavar="PROJECT")
    everyone.set_defaults(run=run_list)
    change = verbs.add_parser(
        "set", parents=[common], help="correct what stands / 更正姓名、单位等"
    )
    change.add_argument("project", metavar="PROJECT")
    change.add_argument("name", metavar="ACTOR", help=_WHO)
    what = "name, unit, tier, roles or division_code / 姓名、单位、层级、角色或区划代码"
    change.add_argument("fields", nargs="+", metavar="field=value", help=what)
    change.set_defaults(run=run_set)
    _add_pin(verbs, common)
    for verb, run, help_text in (
        ("use", run_use, "act as this one by default / 设为默认"),
        ("disable", run_disable, "take the right to act / 停用"),
    ):
        one = verbs.add_parser(verb, parents=[common], help=help_text)
        one.add_argument("project", metavar="PROJECT")
        one.add_argument("name", metavar="ACTOR", help=_WHO)
        one.set_defaults(run=run)


def _add_pin(verbs: Subparsers, common: argparse.ArgumentParser) -> None:
    pin = verbs.add_parser("pin", parents=[common], help="set, change or reset a PIN / 设置 PIN")
    pin.add_argument("project", metavar="PROJECT")
    pin.add_argument("name", metavar="ACTOR", help=_WHO)
    how = pin.add_mutually_exclusive_group()
    how.add_argument("--new-pin-file", metavar="FILE", help="holds the new one / 新 PIN 文件")
    how.add_argument("--reset", action="store_true", help="as a keeper / 由管理员清除")
    pin.set_defaults(run=run_pin)


def run_pin(ctx: Context) -> Outcome:
    """Sets or changes a person's PIN on this device, or takes it away."""
    with session.writing(
        ctx.project, passphrase=ctx.passphrase(), pin=ctx.ask_pin,
        actor=getattr(ctx.args, "actor", "") or "", nobody=not ctx.args.reset,
    ) as opened:  # fmt: skip
        actor = people.find(opened.project, ctx.args.name)
        if ctx.args.reset:
            person_pin.reset(opened.project, opened.who, actor)
            return Outcome({"id": actor.actor_id, "pin": False}, [_told(ctx, actor, "pin_reset")])
        code = _chosen(ctx, opened, actor)
    lines = [_told(ctx, actor, "pin_was_set")]
    if code:
        lines.append(ctx.say("pin_recovery_code", recovery=code))
    return Outcome({"id": actor.actor_id, "pin": True, "recovery_code": code or None}, lines)


def _chosen(ctx: Context, opened: session.Session, actor: Actor) -> str:
    """Asks for the old and the new PIN and sets it; the recovery code, or ""."""
    has_one = person_pin.standing(opened.project, actor.actor_id) == person_pin.SET
    asked = has_one or person_pin.takes_code(opened.project, actor)
    old = ctx.ask_pin(actor) if asked else ""
    if ctx.args.new_pin_file is not None:
        new = first_line(ctx.args.new_pin_file, "pin_file_unreadable")
    else:
        new = typed_unseen(ctx.say("pin_prompt_new", name=actor.name), actor)
        if typed_unseen(ctx.say("pin_prompt_again"), actor) != new:
            raise UsageError("pin_not_alike")
    return person_pin.choose(opened.project, actor, new, old=old)


def _told(ctx: Context, actor: Actor, code: str) -> str:
    return ctx.say(code, name=actor.name)


def run_add(ctx: Context) -> Outcome:
    """Adds an actor."""
    args = ctx.args
    with ctx.writing() as opened:
        actor = people.add(
            opened.project,
            opened.who,
            name=args.name,
            tier=args.tier,
            roles=args.roles,
            unit=args.unit,
            division_code=args.division,
            same_name=args.same_name,
        )
    return Outcome(_data(actor), [ctx.say("actor_added", name=actor.name, id=actor.actor_id)])


def run_list(ctx: Context) -> Outcome:
    """Lists the actors."""
    with ctx.reading() as opened:
        actors = people.everyone(opened.project)
        pins = [person_pin.standing(opened.project, a.actor_id) for a in actors]
    items = [
        _data(actor) | {"pin": pin != person_pin.NONE}
        for actor, pin in zip(actors, pins, strict=True)
    ]
    headers = ctx.say("actor_headers").split("|")
    rows = [
        (
            a.name, ctx.code_word("tier", a.tier), ctx.value_word("actor", "roles", list(a.roles)),
            a.unit, "" if a.active else "×", a.actor_id,
        )
        for a in actors
    ]  # fmt: skip
    return Outcome({"items": items, "total": len(items)}, table(headers, rows))


def run_set(ctx: Context) -> Outcome:
    """Corrects what stands of an actor."""
    with ctx.writing() as opened:
        given = pairs(ctx.args.fields)
        actor = people.change(opened.project, opened.who, ctx.args.name, given)
    return Outcome(_data(actor), [ctx.say("actor_changed", name=actor.name, unit=actor.unit)])


def run_use(ctx: Context) -> Outcome:
    """Makes an actor the default on this device."""
    with ctx.reading() as opened:
        actor = people.use(opened.project, ctx.args.name)
    return Outcome(_data(actor), [ctx.say("actor_used", name=actor.name)])


def run_disable(ctx: Context) -> Outcome:
    """Takes an actor's right to act."""
    with ctx.writing() as opened:
        actor = people.disable(opened.project, opened.who, ctx.args.name)
        duties = obligations.given_to(opened.project, actor, as_of=calendar.day(ctx.on))
    told = {"name": actor.name, "n": duties, "project": ctx.args.project}
    warnings = [output.warning_dict("actor_left_duties", told, ctx.lang)] if duties else []
    data = _data(actor) | {"duties": duties, "warnings": warnings}
    return Outcome(data, [ctx.say("actor_was_disabled", name=actor.name)])


def _data(actor: Actor) -> dict[str, Any]:
    return {
        "id": actor.actor_id,
        "name": actor.name,
        "unit": actor.unit,
        "tier": actor.tier,
        "roles": list(actor.roles),
        "division_code": actor.division,
        "active": actor.active,
        "verified": actor.verified,
    }
