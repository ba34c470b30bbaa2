"""``ruleset``: list the shipped rule sets, tell one in words, check, use, write out."""

from __future__ import annotations

import argparse
from pathlib import Path

from greenshield import reference
from greenshield.cli import ruleset_lines
from greenshield.cli.arguments import Subparsers, group
from greenshield.cli.context import Context, Outcome
from greenshield.cli.output import table
from greenshield.cli.report_lines import written
from greenshield.domain.rulesets import RuleSet
from greenshield.services import rules

_WHICH = "one that ships, or a file / 自带规则集的名称或文件"


def add(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the commands."""
    verbs = group(subparsers, "ruleset", "rule sets / 规则集")
    everything = verbs.add_parser("list", parents=[common], help="those that ship / 自带规则集")
    marked = "marks the one that it uses / 标出该项目所用的"
    everything.add_argument("project", nargs="?", default="", metavar="PROJECT", help=marked)
    everything.set_defaults(run=run_list)
    show = verbs.add_parser("show", parents=[common], help="what one demands / 规则集的要求")
    show.add_argument("ruleset", metavar="NAME|FILE", help=_WHICH)
    show.set_defaults(run=run_show)
    check = verbs.add_parser("check", parents=[common], help="check a file / 检查文件")
    check.add_argument("ruleset", metavar="FILE", help=_WHICH)
    check.set_defaults(run=run_check)
    use = verbs.add_parser("use", parents=[common], help="use from now on / 启用")
    use.add_argument("project", metavar="PROJECT")
    use.add_argument("ruleset", metavar="NAME|FILE", help=_WHICH)
    use.set_defaults(run=run_use)
    write = verbs.add_parser("write", parents=[common], help="as a file to change / 写出来修改")
    write.add_argument("ruleset", metavar="NAME|FILE", help=_WHICH)
    write.add_argument("-o", "--out", required=True, metavar="OUT.toml", help="file / 文件")
    write.set_defaults(run=run_write)


def run_list(ctx: Context) -> Outcome:
    """Lists the shipped rule sets, and a project's own where it uses another.

    One that ships and demands just what the project's own of its name does is no other to choose,
    only a file with other remarks.
    """
    found = [reference.ruleset(name) for name in reference.ruleset_names()]
    used, told = "", list[str]()
    if ctx.args.project:
        with ctx.reading() as session:
            own = rules.in_force(session.project)
        used = own.sha256
        if used not in {r.sha256 for r in found}:
            alike = [r for r in found if r.name == own.name and r.demands_as(own)]
            found = [own if r in alike else r for r in found] + ([] if alike else [own])
            if own.name in reference.ruleset_names() and not alike:
                told = [ctx.say("ruleset_of_one_name", name=own.name)]
    items = [_data(r) | {"in_use": r.sha256 == used} for r in found]
    rows = [
        (r.name, getattr(r, ctx.lang), _place(ctx, r), r.sha256[:12],
         "←" if r.sha256 == used else "")
        for r in found
    ]  # fmt: skip
    headers = ctx.say("ruleset_headers").split("|")
    return Outcome({"items": items, "total": len(items)}, table(headers, rows) + told)


def run_show(ctx: Context) -> Outcome:
    """Tells in words what a rule set demands."""
    found = reference.ruleset(ctx.args.ruleset)
    return Outcome(_data(found) | ruleset_lines.data(found), ruleset_lines.lines(ctx, found))


def run_check(ctx: Context) -> Outcome:
    """Checks a rule set."""
    found = reference.ruleset(ctx.args.ruleset)
    return Outcome(_data(found), [ctx.say("ruleset_good", name=found.name, sha256=found.sha256)])


def run_use(ctx: Context) -> Outcome:
    """Makes a rule set the project's."""
    with ctx.writing() as session:
        found, changes = rules.use(session, ctx.args.ruleset)
    done = "ruleset_used" if changes else "ruleset_stays"
    return Outcome(_data(found) | {"changed": bool(changes)}, [ctx.say(done, name=found.name)])


def run_write(ctx: Context) -> Outcome:
    """Writes a rule set out, to make one of one's own of it."""
    out = Path(ctx.args.out)
    there = out.is_file()
    found = rules.write(ctx.args.ruleset, out)
    lines = [written(ctx, out, there=there), ctx.say("ruleset_written", file=out)]
    return Outcome(_data(found) | {"out": str(out), "overwritten": there}, lines)


def _place(ctx: Context, found: RuleSet) -> str:
    return ctx.say("ruleset_anywhere") if found.place == "*" else found.place


def _data(rules_: RuleSet) -> dict[str, object]:
    return {"name": rules_.name, "zh": rules_.zh, "en": rules_.en, "place": rules_.place,
            "sha256": rules_.sha256}  # fmt: skip
