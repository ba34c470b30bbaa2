"""``ledger``: import clues or a whole ledger, list the issues."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from greenshield.cli.arguments import Subparsers, comma_list, group
from greenshield.cli.context import Context, Outcome
from greenshield.cli.output import problem_dict, table
from greenshield.domain.fields import CATALOGUE
from greenshield.domain.ledger_filter import FLAGS, VIEWS, Filter
from greenshield.services import (
    file_standing,
    ledger_asked,
    ledger_import,
    ledger_preview,
    ledger_query,
    ledger_reading,
)
from greenshield.services.calendar import day
from greenshield.services.ledger_import import LedgerFile, LedgerImported, LedgerOptions
from greenshield.services.ledger_masks import Counts
from greenshield.services.session import Session

_LOOKED_AT = 20  # rows that a dry run tells


def add(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the commands."""
    verbs = group(subparsers, "ledger", "clues and issues / 台账")
    new = verbs.add_parser("import", parents=[common], help="import a ledger / 导入台账")
    new.add_argument("project", metavar="PROJECT")
    new.add_argument(
        "file",
        metavar="FILE",
        help="xlsx, xls, csv, or shapes; a folder of one / 表格或图斑，或只有一个这种文件的文件夹",
    )
    new.add_argument("--sheet", metavar="S", help="sheet or layer / 工作表或图层")
    new.add_argument(
        "--mapping", metavar="field=HEADER", nargs="+", action="extend", default=[],
        help="which column is which field; or a file of them, TOML or JSON / 列对照或对照文件",
    )  # fmt: skip
    new.add_argument("--as", dest="how", choices=ledger_import.AS, default="clues",
                     help="what the rows are / 作为线索或台账")  # fmt: skip
    new.add_argument("--dry-run", action="store_true", help="only say what would be done / 试运行")
    new.add_argument(
        "--source", default="", metavar="CODE", help="where a row names none / 问题来源"
    )
    new.add_argument("--campaign", default="", metavar="NAME", help="the same / 专项名称")
    new.add_argument("--crs", metavar="EPSG:n", help="of coordinates / 坐标系")
    new.add_argument(
        "--datum", choices=ledger_import.DATUMS, help="a web map's shift / 地图坐标偏移"
    )
    new.add_argument("--encoding", metavar="E", help="of a text table / 文字编码")
    new.set_defaults(run=run_import)
    _add_list(verbs.add_parser("list", parents=[common], help="list the issues / 列出问题"))


def _add_list(issues: argparse.ArgumentParser) -> None:
    issues.add_argument("project", metavar="PROJECT")
    issues.add_argument("--view", default="", metavar="V",
                        help=f"{', '.join(VIEWS)} / 固定视图")  # fmt: skip
    issues.add_argument("--state", type=comma_list, nargs="+", action="extend", default=[],
                        help="in these states / 状态")  # fmt: skip
    for option, value, what in _MANY:
        issues.add_argument(option, action="append", default=[], metavar=value, help=what)
    issues.add_argument("--overdue", action="store_true",
                        help="only with an overdue rectification / 只列整改逾期")  # fmt: skip
    issues.add_argument("--check-overdue", action="store_true",
                        help="only with an overdue check / 只列核查逾期")  # fmt: skip
    issues.add_argument("--due-month", default="", metavar="YYYY-MM",
                        help="only open ones due in this month / 本月到期")  # fmt: skip
    issues.add_argument("--only", choices=FLAGS, action="append", default=[],
                        help="only such / 只列历史导入、争议、待会签、问题、未改完的")  # fmt: skip
    issues.add_argument("--without", choices=FLAGS, action="append", default=[],
                        help="none such / 不列这些")  # fmt: skip
    issues.add_argument("--text", default="", metavar="WORDS", help="that hold these words / 文字")
    issues.add_argument("--sort", default="number", metavar="FIELD",
                        help="by this field / 排序字段")  # fmt: skip
    issues.add_argument("--descending", action="store_true", help="largest first / 倒序")
    issues.add_argument("--counts", action="store_true",
                        help="count each value and view instead / 只给各项数量")  # fmt: skip
    issues.add_argument(
        "--as-of", default="", metavar="DATE", help="the day of overdue / 逾期截止日"
    )
    issues.set_defaults(run=run_list)


# Options that may stand several times; any of their values fits, - means "has none".
_MANY = (
    ("--area", "A", "in this area / 保护地"),
    ("--division", "CODE", "of this county / 行政区划"),
    ("--type", "CODE", "of this activity, or its class / 活动类型"),
    ("--source", "CODE", "from this source / 问题来源"),
    ("--key-problem", "CODE", "this key problem / 重点问题"),
    ("--campaign", "NAME", "of this campaign / 专项"),
    ("--assignee", "ACTOR", "sent to this person / 核查人"),
)


def run_import(ctx: Context) -> Outcome:
    """Imports one ledger."""
    args = ctx.args
    mapping = ledger_reading.mapping_of(args.mapping)
    options = LedgerOptions(
        sheet=args.sheet,
        mapping=mapping,
        how=args.how,
        dry_run=args.dry_run,
        source=args.source,
        campaign=args.campaign,
        crs=args.crs,
        encoding=args.encoding,
        datum=args.datum,
        on=ctx.on,
    )
    progress = ctx.progress()
    with ctx.writing() as session:
        done = ledger_import.import_file(session, Path(args.file), options, progress)
        session.project.checkpoint()
    progress.end()
    counts = {
        "created": done.created,
        "updated": done.updated,
        "unchanged": done.unchanged,
        "refused": done.refused,
    }
    data: dict[str, Any] = counts | {
        "adopted": done.adopted,
        "dry_run": args.dry_run,
        "sheet": done.file.sheet,
        "columns": [
            {"column": c.letter, "header": c.header, "field": c.field, "unit": c.unit}
            for c in done.file.columns
        ],
        "standing": file_standing.plain(done.standing),
        "problems": [problem_dict(problem, ctx.lang) for problem in done.problems],
    }
    if args.dry_run:
        data |= _looked_at(ctx, done)
    lines = [ctx.say("ledger_dry_run"), *_columns(ctx, done.file)] if args.dry_run else []
    lines.append(ctx.say("ledger_imported", adopted=done.adopted, **counts))
    left = "、".join(c.header for c in done.file.columns if c.header and not c.field)
    if left:
        lines.append(ctx.say("ledger_columns_left", columns=left))
    return Outcome(data, lines, 1 if done.refused else 0)


def _looked_at(ctx: Context, done: LedgerImported) -> dict[str, Any]:
    """What a dry run tells beside: the sheets, the header's rows, the first rows as read."""
    seen = ledger_preview.told(done, ctx.lang)
    rows = [
        {
            "row": row.row,
            "what": row.what,
            "values": {
                c.field: text for c, text in zip(seen.columns, row.read, strict=True) if text
            },
        }
        for row in seen.rows[:_LOOKED_AT]
    ]
    return {"sheets": list(seen.sheets), "header_rows": list(seen.header_rows), "rows": rows}


def _columns(ctx: Context, file: LedgerFile) -> list[str]:
    """How each column was understood, a line each."""
    out = []
    for column in file.columns:
        if column.header and column.field:
            known = column.field in CATALOGUE["issue"]
            word = f" {ctx.field_word('issue', column.field)}" if known else ""
            out.append(f"  {column.label} → {column.field}{word}")
    return out


def run_list(ctx: Context) -> Outcome:
    """Lists the issues, or counts them."""
    args = ctx.args
    with ctx.reading() as session:
        wanted = _filter(ctx, session)
        sort = ledger_asked.sort_of(args.sort, descending=args.descending)
        found = ledger_query.ask(session.project, wanted, sort, counts=args.counts)
        if found.counts is not None:
            return _counted(ctx, found.counts, len(found.keys))
        items = ledger_query.rows(session.project, found.keys, _SHOWN, wanted.as_of)
    items = [{name: item[name] for name in _TOLD} for item in items]
    headers = ctx.say("ledger_headers").split("|")
    rows = [
        (
            item["issue_no"] or item["clue_no"], ctx.state_word(item["state"]),
            item["facility_name"], item["area"], item["division_code"],
            _activity(ctx, item["activity_code"]), item["deadline"],
            "!" if item["overdue"] else "", "!" if item["check_overdue"] else "",
        )
        for item in items
    ]  # fmt: skip
    return Outcome({"items": items, "total": len(items)}, table(headers, rows))


_SHOWN = (
    "clue_no", "issue_no", "state", "area_id", "division_code", "activity_code", "deadline",
    "facility_name", "adopted", "disputed", "pending",
)  # fmt: skip
_TOLD = ("id", *_SHOWN[:4], "area", *_SHOWN[4:], "overdue", "check_overdue")


def _filter(ctx: Context, session: Session) -> Filter:
    args = ctx.args
    actor = ctx.default_actor(session)
    return ledger_asked.filter_of(
        session.project,
        as_of=day(ctx.as_of),
        me="" if actor is None else actor.actor_id,
        view=ledger_asked.view_of(args.view),
        states=[state for part in args.state for state in part],
        areas=args.area,
        divisions=args.division,
        activities=args.type,
        sources=args.source,
        key_problems=args.key_problem,
        campaigns=args.campaign,
        assignees=args.assignee,
        overdue=args.overdue,
        check_overdue=args.check_overdue,
        due_month=ledger_asked.month_of(args.due_month),
        text=args.text,
        **dict.fromkeys(args.only, True) | dict.fromkeys(args.without, False),
    )


def _counted(ctx: Context, counts: Counts, total: int) -> Outcome:
    """What stands in each view, and under each value of the filters."""
    data = {
        "total": total, "views": counts.views, "flags": counts.flags, "values": counts.facets,
        "names": counts.names,
    }  # fmt: skip
    views = [(ctx.say(f"ledger_view_{name or 'all'}"), n) for name, n in counts.views.items()]
    states = [(ctx.state_word(code), n) for code, n in counts.facets["states"].items() if code]
    return Outcome(data, table(["", ""], [*views, ("", ""), *states]))


def _activity(ctx: Context, code: Any) -> str:
    return "" if code is None else ctx.value_word("issue", "activity_code", code)
