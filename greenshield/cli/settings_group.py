"""``settings``: what the user chose on this machine, shown and changed."""

from __future__ import annotations

import argparse
from typing import Any

from greenshield import settings
from greenshield.cli.arguments import Subparsers, group
from greenshield.cli.context import Context, Outcome
from greenshield.domain.errors import UsageError
from greenshield.services import due_soon

LANGUAGE, LEAD, SOON = "language", settings.AUTO_TAG_LEAD, settings.DUE_SOON
_DEFAULT = "default"


def add(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the commands."""
    verbs = group(subparsers, "settings", "this machine's settings / 本机设置")
    show = verbs.add_parser("show", parents=[common], help="show them / 查看")
    show.set_defaults(run=run_show)
    change = verbs.add_parser("set", parents=[common], help="change one / 修改")
    change.add_argument("name", metavar="NAME", choices=(LANGUAGE, LEAD, SOON),
                        help=f"{LANGUAGE} (zh, en); {LEAD}: how far a patch must stand out "
                        f"for a tie by itself; {SOON}: how many days ahead are soon / "
                        "语言、自动关联所需的领先程度、即将到期的天数")  # fmt: skip
    change.add_argument("value", metavar="VALUE", help=f"or {_DEFAULT} / 值，或 {_DEFAULT}")
    change.set_defaults(run=run_set)


def run_show(ctx: Context) -> Outcome:
    """Shows the settings."""
    return _outcome(ctx, settings.load())


def run_set(ctx: Context) -> Outcome:
    """Changes one setting."""
    name, value = ctx.args.name, ctx.args.value
    found = settings.load()
    if name == LEAD:
        changed = found.with_auto_tag_lead(None if value == _DEFAULT else _share(value))
    elif name == SOON:
        changed = found.with_due_soon_days(None if value == _DEFAULT else due_soon.days(value))
    else:
        changed = found.with_language("zh" if value == _DEFAULT else value)
    settings.save(changed)
    return _outcome(ctx, changed)


def _outcome(ctx: Context, found: settings.Settings) -> Outcome:
    data: dict[str, Any] = {LANGUAGE: found.language, LEAD: found.auto_tag, SOON: found.due_soon}
    default = settings.DEFAULT_AUTO_TAG
    soon = ctx.say("due_soon_told", default=settings.DEFAULT_DUE_SOON)
    lines = [
        f"{LANGUAGE:<16} {found.language or '-'}",
        f"{LEAD:<16} {found.auto_tag:g}  {ctx.say('auto_tag_lead_told', default=default)}",
        f"{SOON:<16} {found.due_soon}  {soon}",
    ]
    return Outcome(data, lines)


def _share(value: str) -> float:
    """A number from 0 to 1, also as 40%."""
    text = value.strip().replace("％", "%")
    try:
        return float(text.removesuffix("%")) / (100.0 if text.endswith("%") else 1.0)
    except ValueError:
        raise UsageError(
            "auto_tag_lead_impossible",
            given=value, low=settings.LEAST_AUTO_TAG, high=settings.MOST_AUTO_TAG,
        ) from None  # fmt: skip
