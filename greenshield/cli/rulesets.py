"""``ruleset``: list the shipped rule sets, check a file, use one."""

from __future__ import annotations

import argparse

from greenshield import reference
from greenshield.cli.arguments import Subparsers, group
from greenshield.cli.context import Context, Outcome
from greenshield.domain.rulesets import RuleSet
from greenshield.services import rules


def add(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the commands."""
    verbs = group(subparsers, "ruleset", "rule sets / 规则集")
    verbs.add_parser("list", parents=[common], help="those that ship / 自带规则集").set_defaults(
        run=run_list
    )
    check = verbs.add_parser("check", parents=[common], help="check a file / 检查文件")
    check.add_argument("ruleset", metavar="FILE")
    check.set_defaults(run=run_check)
    use = verbs.add_parser("use", parents=[common], help="use from now on / 启用")
    use.add_argument("project", metavar="PROJECT")
    use.add_argument("ruleset", metavar="NAME|FILE")
    use.set_defaults(run=run_use)


def run_list(ctx: Context) -> Outcome:
    """Lists the shipped rule sets."""
    found = [reference.ruleset(name) for name in reference.ruleset_names()]
    items = [_data(rules) for rules in found]
    lines = [f"{r.name}  {getattr(r, ctx.lang)}  {r.place}  {r.sha256[:12]}" for r in found]
    return Outcome({"items": items, "total": len(items)}, lines)


def run_check(ctx: Context) -> Outcome:
    """Checks a rule set."""
    found = reference.ruleset(ctx.args.ruleset)
    return Outcome(_data(found), [ctx.say("ruleset_good", name=found.name, sha256=found.sha256)])


def run_use(ctx: Context) -> Outcome:
    """Makes a rule set the project's."""
    with ctx.writing() as session:
        found, _ = rules.use(session, ctx.args.ruleset)
    return Outcome(_data(found), [ctx.say("ruleset_used", name=found.name)])


def _data(rules_: RuleSet) -> dict[str, object]:
    return {"name": rules_.name, "zh": rules_.zh, "en": rules_.en, "place": rules_.place,
            "sha256": rules_.sha256}  # fmt: skip
