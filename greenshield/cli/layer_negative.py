"""``layers negative``: the negative list (负面清单) of measures that a space bars or limits."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from greenshield.cli import list_imported, output
from greenshield.cli.arguments import Subparsers, group, pairs
from greenshield.cli.context import Context, Outcome
from greenshield.domain.errors import UsageError
from greenshield.services import (
    restriction_edit,
    restriction_import,
    restriction_issues,
    restriction_list,
    restriction_overlaps,
    restriction_void,
)
from greenshield.services.calendar import day
from greenshield.services.restriction_check import Found
from greenshield.services.restriction_import import ListOptions


def add(verbs: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the commands to their group."""
    group_of = group(verbs, "negative", "negative list / 负面清单")
    take = group_of.add_parser("import", parents=[common], help="a list of them / 导入")
    take.add_argument("project", metavar="PROJECT")
    take.add_argument("file", metavar="FILE", help="sheet or text table / 表格")
    take.add_argument("--name", metavar="N", default="", help="what the list is called / 清单名称")
    take.add_argument("--valid-from", metavar="DATE", default="", help="in force from / 生效日期")
    same = take.add_mutually_exclusive_group()
    same.add_argument(
        "--reissue", action="store_true", help="the same, issued anew / 内容未变，重新发布"
    )
    same.add_argument("--redate", action="store_true", help="correct the date / 更正生效日期")
    take.add_argument("--space", metavar="S", default="", help="of rows that say none / 适用空间")
    take.add_argument("--level", metavar="L", default="", help="of rows that say none / 管控要求")
    take.add_argument("--sheet", metavar="S", help="which sheet / 工作表")
    take.add_argument("--map", metavar="field=COLUMN", nargs="+", action="extend", default=[],
                      help="which column is which field / 字段=列名")  # fmt: skip
    take.add_argument("--ignore", metavar="COLUMN", nargs="+", action="extend", default=[],
                      help="columns not to be taken / 不读取的列")  # fmt: skip
    take.add_argument("--encoding", metavar="E", help="of a text table / 文字编码")
    take.add_argument("--dry-run", action="store_true", help="only say what would be done / 试运行")
    take.set_defaults(run=run_import)
    show = group_of.add_parser("list", parents=[common], help="list the rows / 列出")
    show.add_argument("project", metavar="PROJECT")
    show.add_argument("--as-of", metavar="DATE", default="", help="in force on / 以该日有效的为准")
    show.add_argument("--voided", action="store_true", help="those out of force / 已作废的")
    show.set_defaults(run=run_list)
    change = group_of.add_parser("set", parents=[common], help="correct a row / 改正一行")
    change.add_argument("project", metavar="PROJECT")
    change.add_argument("row", metavar="ROW", help="id, or its end / 编号或其末尾")
    change.add_argument("fields", metavar="field=value", nargs="+", help="what to / 字段=值")
    change.set_defaults(run=run_set)
    check = group_of.add_parser("check", parents=[common], help="rows against others / 查重查矛盾")
    check.add_argument("project", metavar="PROJECT")
    check.add_argument("--as-of", metavar="DATE", default="", help="in force on / 以该日有效的为准")
    check.set_defaults(run=run_check)
    plans = group_of.add_parser("plans", parents=[common], help="plans that name one / 涉及的方案")
    plans.add_argument("project", metavar="PROJECT")
    plans.add_argument("--as-of", metavar="DATE", default="", help="in force on / 以该日有效的为准")
    plans.add_argument("--closed", action="store_true", help="also of closed issues / 含已销号")
    plans.set_defaults(run=run_plans)
    drop = group_of.add_parser("void", parents=[common], help="take one out of force / 作废")
    drop.add_argument("project", metavar="PROJECT")
    drop.add_argument("name", metavar="NAME", nargs="?", default="", help="of the list / 清单名称")
    drop.add_argument("--valid-from", metavar="DATE", default="", help="its version / 版本日期")
    drop.add_argument("--row", metavar="ROW", default="", help="this row alone / 只作废该行")
    drop.add_argument("--reason", metavar="R", required=True, help="why / 原因")
    drop.add_argument("--restore", action="store_true", help="put it back / 恢复")
    drop.set_defaults(run=run_void)


def run_import(ctx: Context) -> Outcome:
    """Imports a list."""
    a = ctx.args
    since = day(a.valid_from) if a.valid_from else ""
    options = ListOptions(a.name, since, a.space, a.level, a.sheet, pairs(a.map), a.encoding,
                          tuple(a.ignore),
                          "reissue" if a.reissue else "redate" if a.redate else "")  # fmt: skip
    progress = ctx.progress()
    if a.dry_run:
        with ctx.reading() as session:
            session.actor = ctx.default_actor(session)
            done = restriction_import.import_file(
                session, Path(a.file), options, progress, dry_run=True
            )
    else:
        with ctx.writing() as session:
            done = restriction_import.import_file(session, Path(a.file), options, progress)
    progress.end()
    said = "restrictions_would_import" if a.dry_run else "restrictions_imported"
    more = {"sheet": done.sheet, "list_name": done.list_name}
    return list_imported.outcome(
        ctx, done, said, dry_run=a.dry_run, called={"name": done.list_name}, more=more
    )


def run_list(ctx: Context) -> Outcome:
    """Lists the rows of all lists, or those in force on a day."""
    on = ctx.as_of
    with ctx.reading() as session:
        items = restriction_list.items(session.project, on, voided=ctx.args.voided)
    rows = [
        (
            f"{item['list_name']} {item['list_from'] or ''}".strip(),
            ctx.code_word("restriction_level", item["level"]),
            ctx.listed(_measures(ctx, item)),
            ctx.listed(ctx.code_word("restricted_space", s) for s in item["space_codes"]),
            item["wording"],
            item["id"][-8:],
        )
        for item in items
    ]
    lines = output.table(ctx.say("restriction_headers").split("|"), rows)
    return Outcome({"as_of": on or None, "items": items, "total": len(items)}, lines)


def _measures(ctx: Context, item: dict[str, Any]) -> list[str]:
    coded = [ctx.code_word("measure", code) for code in item["measure_codes"]]
    aims = [ctx.code_word("restore_target", code) for code in item["restore_targets"]]
    return [*coded, *aims, *item["measure_words"]]


def run_set(ctx: Context) -> Outcome:
    """Corrects fields of a row."""
    with ctx.writing() as session:
        given = pairs(ctx.args.fields)
        one, _ = restriction_edit.set_fields(session, ctx.args.row, given)
        item = restriction_list.find(session.project, one)
    told = [
        {"code": code, "message": ctx.say(code, **params)}
        for code, params in restriction_edit.remarks(given)
    ]
    return Outcome(item | {"warnings": told}, [ctx.say("restriction_changed")])


def run_check(ctx: Context) -> Outcome:
    """Tells which rows that hold on a day (today) speak of the same."""
    on = day(ctx.as_of)
    with ctx.reading() as session:
        found = restriction_overlaps.of(restriction_list.items(session.project, on))
    against = sum(one.contradicts for one in found)
    counts = {"contradictions": against, "repeats": len(found) - against}
    rows = [
        (
            ctx.code_word(one.table, one.measure) if one.table else one.measure,
            " → ".join(ctx.code_word("restricted_space", s) for s in (one.space, one.heir) if s),
            ctx.say("restriction_contradicts" if one.contradicts else "restriction_repeats"),
            ctx.listed(row[-8:] for row in one.rows),
        )
        for one in found
    ]
    heads = ctx.say("restriction_overlap_headers").split("|")
    lines = [
        *(output.table(heads, rows) if rows else ()),
        ctx.say("restriction_overlaps", **counts),
    ]
    return Outcome({"as_of": on, "overlaps": [one.plain() for one in found]} | counts, lines)


def run_plans(ctx: Context) -> Outcome:
    """Tells which issues' plans name what a list bars or limits on a day (today)."""
    on = day(ctx.as_of)
    progress = ctx.progress()
    with ctx.reading() as session:
        hits = restriction_issues.of_all(
            session.project, on, closed=ctx.args.closed, progress=progress
        )
    progress.end()
    items = [
        {
            "issue": hit.issue_id, "number": hit.number, "state": hit.state,
            "restrictions": [found.plain() for found in hit.found],
        }
        for hit in hits
    ]  # fmt: skip
    rows = [
        (
            hit.number,
            ctx.code_word("restriction_level", found.row["level"]),
            _named(ctx, found),
            ctx.code_word("restricted_space", found.space),
            _place(ctx, found),
            found.row["list_name"],
        )
        for hit in hits
        for found in hit.found
    ]
    heads = ctx.say("restriction_plan_headers").split("|")
    lines = [
        *(output.table(heads, rows) if rows else ()),
        ctx.say("restriction_plans", n=len(hits)),
    ]
    return Outcome({"as_of": on, "items": items, "total": len(items)}, lines)


def _place(ctx: Context, found: Found) -> str:
    """Where the patch lies, as far as the map can tell."""
    if found.zone:
        return ctx.say("restriction_zone_kin", name=found.name, zones=found.zone)
    return found.name or ctx.say("restriction_off_map")


def _named(ctx: Context, found: Found) -> str:
    """The measure, and where the plan's words leave doubt, that they do."""
    measure = ctx.code_word(found.table, found.measure) if found.table else found.measure
    sure = found.named.sure
    return measure if sure else ctx.say("restriction_measure_perhaps", measure=measure)


def run_void(ctx: Context) -> Outcome:
    """Takes a version of a list, or a row, out of force, or puts it back."""
    a = ctx.args
    since = day(a.valid_from) if a.valid_from else ""
    if bool(a.row) == bool(a.name):
        raise UsageError("restriction_which")
    with ctx.writing() as session:
        if a.row:
            count, _ = restriction_void.void_row(session, a.row, a.reason, restore=a.restore)
        else:
            count, _ = restriction_void.void(session, a.name, since, a.reason, restore=a.restore)
    code = "restriction_row_voided" if a.row else "restrictions_voided"
    said = ctx.say("restrictions_restored" if a.restore else code, name=a.name, count=count)
    return Outcome({"voided": 0 if a.restore else count, "restored": count * a.restore}, [said])
