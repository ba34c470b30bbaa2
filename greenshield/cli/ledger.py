"""``ledger``: import clues or a whole ledger, list the issues."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from greenshield.cli.arguments import Subparsers, comma_list, group
from greenshield.cli.context import Context, Outcome
from greenshield.cli.output import problem_dict, table
from greenshield.domain.fields import CATALOGUE
from greenshield.services import ledger_import, ledger_list, ledger_reading
from greenshield.services.calendar import day
from greenshield.services.ledger_import import LedgerFile, LedgerOptions


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
        "--datum", choices=ledger_import.DATUMS, help="positions of a web map / 地图偏移坐标"
    )
    new.add_argument("--encoding", metavar="E", help="of a text table / 文字编码")
    new.set_defaults(run=run_import)
    issues = verbs.add_parser("list", parents=[common], help="list the issues / 列出问题")
    issues.add_argument("project", metavar="PROJECT")
    issues.add_argument("--state", type=comma_list, nargs="+", action="extend", default=[],
                        help="in these states / 状态")  # fmt: skip
    issues.add_argument("--area", default="", metavar="A", help="in this area / 保护地")
    issues.add_argument("--division", default="", metavar="CODE", help="of this county / 行政区划")
    issues.add_argument("--overdue", action="store_true", help="only overdue ones / 只列逾期")
    issues.add_argument("--text", default="", metavar="WORDS", help="that hold these words / 文字")
    issues.add_argument(
        "--as-of", default="", metavar="DATE", help="the day of overdue / 逾期截止日"
    )
    issues.set_defaults(run=run_list)


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
        "problems": [problem_dict(problem, ctx.lang) for problem in done.problems],
    }
    lines = [ctx.say("ledger_dry_run"), *_columns(ctx, done.file)] if args.dry_run else []
    lines.append(ctx.say("ledger_imported", adopted=done.adopted, **counts))
    left = "、".join(c.header for c in done.file.columns if c.header and not c.field)
    if left:
        lines.append(ctx.say("ledger_columns_left", columns=left))
    return Outcome(data, lines, 1 if done.refused else 0)


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
    """Lists the issues."""
    args = ctx.args
    states = [state for part in args.state for state in part]
    wanted = ledger_list.Filter(
        as_of=day(args.as_of),
        states=states,
        area=args.area,
        division=args.division,
        overdue=args.overdue,
        text=args.text,
    )
    with ctx.reading() as session:
        items = ledger_list.items(session.project, wanted)
    headers = ctx.say("ledger_headers").split("|")
    rows = [
        (
            item["issue_no"] or item["clue_no"], ctx.state_word(item["state"]),
            item["facility_name"], item["area"], item["division_code"],
            _activity(ctx, item["activity_code"]), item["deadline"],
            "!" if item["overdue"] else "",
        )
        for item in items
    ]  # fmt: skip
    return Outcome({"items": items, "total": len(items)}, table(headers, rows))


def _activity(ctx: Context, code: Any) -> str:
    return "" if code is None else ctx.value_word("issue", "activity_code", code)
