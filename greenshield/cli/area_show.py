"""``areas list`` and ``areas show``: which boundaries there are, and one version in full."""

from __future__ import annotations

import argparse
from typing import Any

from greenshield.cli.arguments import Subparsers
from greenshield.cli.context import Context, Outcome
from greenshield.cli.output import table
from greenshield.domain import fields, mended
from greenshield.services import area_list


def add(verbs: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the commands to their group."""
    everything = verbs.add_parser("list", parents=[common], help="list them / 列出边界")
    everything.add_argument("project", metavar="PROJECT")
    everything.add_argument(
        "--as-of", metavar="DATE", default="", help="mark what is in force on / 标出该日有效的"
    )
    everything.add_argument("--voided", action="store_true", help="those out of force / 已作废的")
    everything.set_defaults(run=run_list)
    one = verbs.add_parser("show", parents=[common], help="one version in full / 查看一个版本")
    one.add_argument("project", metavar="PROJECT")
    one.add_argument("id", metavar="AREA", help="code, name, …@DATE or id / 编号、名称或标识")
    one.set_defaults(run=run_show)


def run_list(ctx: Context) -> Outcome:
    """Lists the boundaries; a star marks what is in force."""
    on = ctx.as_of
    with ctx.reading() as session:
        voided = ctx.args.voided
        items = area_list.items(session.project, on, standing=not voided, voided=voided)
    rows: list[tuple[Any, ...]] = []
    for item in items:
        kind, level = (
            ctx.code_word("area_kind", item["kind"]), ctx.code_word("area_level", item["level"])
        )  # fmt: skip
        rows.append(_row(item, kind, level))
        for zone in item["zones"]:
            kind = "  " + ctx.say("area_zone_row")
            rows.append(_row(zone, kind, ctx.code_word("zone", zone["zone_code"])))
    headers = ctx.say("area_headers").split("|")
    return Outcome({"items": items, "total": len(items)}, table(headers, rows))


def _row(item: dict[str, Any], kind: str, level: str | None) -> tuple[Any, ...]:
    area = "" if item["area_m2"] is None else f"{item['area_m2']:.2f}"
    dates = " – ".join((item["valid_from"] or "", item["valid_to"] or "")).strip(" –")
    mark = " *" if item["in_force"] else ""
    return (
        kind, item["code"], item["name"], level, area, item["vertices"], item["version"],
        f"{dates}{mark}".strip(),
    )  # fmt: skip


def run_show(ctx: Context) -> Outcome:
    """Tells one version: its fields, its measures, what an import did to it."""
    with ctx.reading() as session:
        found = area_list.about(session.project, ctx.args.id)
    specs = fields.CATALOGUE[found["type"]]
    rows = [
        (getattr(specs[name], ctx.lang), _word(ctx, specs[name].code_table, value))
        for name, value in found.items()
        if name in specs
    ]
    lines = [f"{name}: {value}" for name, value in rows]
    if found["void"]:
        words = {"at": found.get("voided_at", ""), "reason": found.get("void_reason", "")}
        lines.append(ctx.say("area_is_void", **words))
    for came in found["imports"]:
        lines.append(ctx.say("area_came_in", at=came["at"], file=came["file"]))
        if came["measured"]:
            crs = found.get("source_crs", "")
            lines.append("  " + with_accuracy(ctx, crs, came["crs_accuracy_m"]))
        if came["repaired"]:
            told = came["repaired"]
            code = mended.code_of(told.get("before_m2"), told.get("after_m2"))
            lines.append("  " + ctx.say(code, **told))
    return Outcome(found, lines)


def _word(ctx: Context, code_table: str | None, value: Any) -> str:
    return str(ctx.code_word(code_table, value) or value) if code_table else str(value)


def with_accuracy(ctx: Context, crs: str, metres: float | None) -> str:
    """A coordinate system, and how exact what is made of it is."""
    if metres is None:
        return ctx.say("area_crs_inexact", crs=crs)
    return ctx.say("area_crs_exact", crs=crs, metres=f"{metres:g}")
