"""``layers negative``: the negative list (负面清单) of measures that a space bars or limits."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from greenshield.cli import output
from greenshield.cli.arguments import Subparsers, group, pairs
from greenshield.cli.context import Context, Outcome
from greenshield.services import restriction_import, restriction_list, restriction_void
from greenshield.services.calendar import day
from greenshield.services.restriction_import import ListOptions


def add(verbs: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the commands to their group."""
    group_of = group(verbs, "negative", "negative list / 负面清单")
    take = group_of.add_parser("import", parents=[common], help="a list of them / 导入")
    take.add_argument("project", metavar="PROJECT")
    take.add_argument("file", metavar="FILE", help="sheet or text table / 表格")
    take.add_argument("--name", metavar="N", default="", help="what the list is called / 清单名称")
    take.add_argument("--valid-from", metavar="DATE", default="", help="in force from / 生效日期")
    take.add_argument("--space", metavar="S", default="", help="of rows that say none / 适用空间")
    take.add_argument("--level", metavar="L", default="", help="of rows that say none / 管控要求")
    take.add_argument("--sheet", metavar="S", help="which sheet / 工作表")
    take.add_argument("--map", metavar="field=COLUMN", nargs="+", action="extend", default=[],
                      help="which column is which field / 字段=列名")  # fmt: skip
    take.add_argument("--encoding", metavar="E", help="of a text table / 文字编码")
    take.add_argument("--dry-run", action="store_true", help="only say what would be done / 试运行")
    take.set_defaults(run=run_import)
    show = group_of.add_parser("list", parents=[common], help="list the rows / 列出")
    show.add_argument("project", metavar="PROJECT")
    show.add_argument("--as-of", metavar="DATE", default="", help="in force on / 以该日有效的为准")
    show.set_defaults(run=run_list)
    drop = group_of.add_parser("void", parents=[common], help="take one out of force / 作废")
    drop.add_argument("project", metavar="PROJECT")
    drop.add_argument("name", metavar="NAME", help="of the list / 清单名称")
    drop.add_argument("--valid-from", metavar="DATE", default="", help="its version / 版本日期")
    drop.add_argument("--reason", metavar="R", required=True, help="why / 原因")
    drop.set_defaults(run=run_void)


def run_import(ctx: Context) -> Outcome:
    """Imports a list."""
    a = ctx.args
    since = day(a.valid_from) if a.valid_from else ""
    options = ListOptions(a.name, since, a.space, a.level, a.sheet, pairs(a.map), a.encoding)
    if a.dry_run:
        with ctx.reading() as session:
            session.actor = ctx.default_actor(session)
            done = restriction_import.import_file(session, Path(a.file), options, dry_run=True)
    else:
        with ctx.writing() as session:
            done = restriction_import.import_file(session, Path(a.file), options)
    counts: dict[str, Any] = {
        name: getattr(done, name) for name in ("imported", "updated", "unchanged", "refused")
    }
    data = counts | {
        "dry_run": a.dry_run,
        "file": done.file,
        "sheet": done.sheet,
        "list_name": done.list_name,
        "columns": [{"column": c, "field": f or None} for c, f in done.columns],
        "problems": [output.problem_dict(p, ctx.lang) for p in done.problems],
    }
    said = "restrictions_would_import" if a.dry_run else "restrictions_imported"
    lines = [ctx.say(said, name=done.list_name, **counts)]
    read = [f"{c} → {f}" for c, f in done.columns if f]
    left = [c for c, f in done.columns if not f and c]
    if read:
        lines.append(ctx.say("area_columns_read", columns=ctx.listed(read)))
    if left:
        lines.append(ctx.say("ledger_columns_left", columns=ctx.listed(left)))
    return Outcome(data, lines, 1 if done.refused else 0)


def run_list(ctx: Context) -> Outcome:
    """Lists the rows of all lists, or those in force on a day."""
    on = day(ctx.args.as_of) if ctx.args.as_of else ""
    with ctx.reading() as session:
        items = restriction_list.items(session.project, on)
    rows = [
        (
            f"{item['list_name']} {item['list_from'] or ''}".strip(),
            ctx.code_word("restriction_level", item["level"]),
            ctx.listed(_measures(ctx, item)),
            ctx.listed(ctx.code_word("restricted_space", s) for s in item["space_codes"]),
            item["wording"],
        )
        for item in items
    ]
    lines = output.table(ctx.say("restriction_headers").split("|"), rows)
    return Outcome({"as_of": on or None, "items": items, "total": len(items)}, lines)


def _measures(ctx: Context, item: dict[str, Any]) -> list[str]:
    coded = [ctx.code_word("measure", code) for code in item["measure_codes"]]
    aims = [ctx.code_word("restore_target", code) for code in item["restore_targets"]]
    return [*coded, *aims, *item["measure_words"]]


def run_void(ctx: Context) -> Outcome:
    """Takes a version of a list out of force."""
    a = ctx.args
    since = day(a.valid_from) if a.valid_from else ""
    with ctx.writing() as session:
        count, _ = restriction_void.void(session, a.name, since, a.reason)
    return Outcome({"voided": count}, [ctx.say("restrictions_voided", name=a.name, count=count)])
