"""``ledger import``: clues or a whole ledger from other people's files."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from greenshield.cli.arguments import Subparsers
from greenshield.cli.context import Context, Outcome
from greenshield.cli.output import problem_dict
from greenshield.domain.fields import CATALOGUE
from greenshield.services import (
    file_standing,
    ledger_import,
    ledger_preview,
    ledger_reading,
)
from greenshield.services.ledger_import import LedgerFile, LedgerImported, LedgerOptions

_LOOKED_AT = 20  # rows that a dry run tells


def add(verbs: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the command."""
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
