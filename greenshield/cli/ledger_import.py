"""``ledger import``: clues or a whole ledger from other people's files."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from greenshield.cli import ledger_sheets, words_in
from greenshield.cli.arguments import Subparsers
from greenshield.cli.context import Context, Outcome
from greenshield.cli.output import problem_dict
from greenshield.domain.errors import UsageError
from greenshield.domain.fields import CATALOGUE
from greenshield.services import (
    file_standing,
    ledger_commented,
    ledger_import,
    ledger_preview,
    ledger_reading,
    ledger_reissue,
)
from greenshield.services.ledger_commented import CommentedCopy
from greenshield.services.ledger_import import (
    LedgerFile,
    LedgerImported,
    LedgerOptions,
    SheetPlan,
)
from greenshield.services.ledger_reissue import Reissued
from greenshield.services.progress import Progress
from greenshield.services.session import Session

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
    ledger_sheets.add_arguments(new)
    new.add_argument(
        "--no-memory", action="store_true",
        help="what was said of equal headers neither counts nor is kept / 不沿用、不记住列对照",
    )  # fmt: skip
    new.add_argument(
        "--commented", metavar="OUT.xlsx",
        help="a copy with comments in refused cells / 批注副本",
    )  # fmt: skip
    new.add_argument("--as", dest="how", type=words_in.choice_of(words_in.KINDS_OF_LIST),
                     choices=ledger_import.AS, default="clues",
                     help="what the rows are / 作为线索或台账")  # fmt: skip
    new.add_argument("--dry-run", action="store_true", help="only say what would be done / 试运行")
    new.add_argument(
        "--source", default="", metavar="CODE", help="where a row names none / 问题来源"
    )
    new.add_argument("--campaign", default="", metavar="NAME", help="the same / 专项名称")
    new.add_argument("--decisions", metavar="FILE",
                     help="a comparison that was decided on / 已作决定的对比表")  # fmt: skip
    new.add_argument("--note-gone", action="store_true",
                     help="comment on what the list leaves out / 备注清单所缺")  # fmt: skip
    new.add_argument("--of", default="", metavar="EDITION",
                     help="the earlier edition, or all / 上一版清单的文件名，或 all")  # fmt: skip
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
    if args.commented:
        ledger_commented.refuse_target(Path(args.file), Path(args.commented))
    options = LedgerOptions(
        **ledger_sheets.asked(args),
        memory=not args.no_memory,
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
        decided = _decided(ctx, session, options, progress)
        done = decided.imported
        session.project.checkpoint()
    progress.end()
    copy = _commented(ctx, done)
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
        "columns": _column_dicts(done.file),
        "read": [_sheet_dict(sheet) for sheet in done.sheets],
        "sheets_left": [
            {"sheet": s.sheet, "fields": s.known, "rows": s.rows, "hidden": s.hidden}
            for s in done.file.left
        ],
        "commented": None if copy is None else {"file": str(copy.path), "cells": copy.cells},
        "standing": file_standing.plain(done.standing),
        "problems": [
            problem_dict(problem, ctx.lang)
            for problem in (
                *done.problems,
                *decided.problems,
                *(copy.problems if copy else ()),
            )
        ],
    }
    if args.dry_run:
        data |= _looked_at(ctx, done)
    lines = _lines(ctx, done, copy, counts)
    if args.decisions or args.note_gone:
        told = {"split": decided.split, "merged": decided.merged, "noted": decided.noted}
        data |= {name: list(numbers) for name, numbers in told.items()}
        lines.append(ctx.say("reissue_done", **{name: len(n) for name, n in told.items()}))
    is_whole = not done.refused and not any(problem.fatal for problem in decided.problems)
    return Outcome(data, lines, 0 if is_whole else 1)


def _decided(
    ctx: Context, session: Session, options: LedgerOptions, progress: Progress
) -> Reissued:
    """The import; as decided on, where the list comes again."""
    args = ctx.args
    path = Path(args.file)
    if not (args.decisions or args.note_gone):
        if args.of:
            raise UsageError("reissue_of_alone")
        return Reissued(ledger_import.import_file(session, path, options, progress))
    sheet = Path(args.decisions) if args.decisions else None
    return ledger_reissue.import_list(
        session, path, options, sheet, of=args.of, note_gone=args.note_gone, progress=progress
    )


def _commented(ctx: Context, done: LedgerImported) -> CommentedCopy | None:
    """The copy with comments, where one is asked for and there is something to say."""
    args = ctx.args
    if not args.commented:
        return None
    files = [sheet.file for sheet in done.sheets]
    return ledger_commented.write(
        done.path, files, done.problems, Path(args.commented), lang=ctx.lang,
        encoding=args.encoding,
    )  # fmt: skip


def _lines(
    ctx: Context, done: LedgerImported, copy: CommentedCopy | None, counts: dict[str, int]
) -> list[str]:
    lines = [ctx.say("ledger_dry_run")] if ctx.args.dry_run else []
    for sheet in done.sheets if ctx.args.dry_run else ():
        lines += [sheet.file.sheet] if len(done.sheets) > 1 else []
        lines += _columns(ctx, sheet.file)
    lines.append(ctx.say("ledger_imported", adopted=done.adopted, **counts))
    for sheet in done.sheets:
        left = "、".join(
            c.header for c in sheet.file.columns if c.header and not c.field and c.by != "joined"
        )
        if left:
            lines.append(ctx.say("ledger_columns_left_mapping", columns=left))
    if copy is not None:
        lines.append(ctx.say("commented_written", file=str(copy.path), cells=copy.cells))
    elif ctx.args.commented:
        lines.append(ctx.say("commented_nothing"))
    return lines


def _column_dicts(file: LedgerFile) -> list[dict[str, Any]]:
    return [
        {
            "column": c.letter, "header": c.header, "field": c.field, "unit": c.unit,
            "confidence": c.confidence, "by": c.by or None, "proposed": c.proposed or None,
        }
        for c in file.columns
    ]  # fmt: skip


def _sheet_dict(sheet: SheetPlan) -> dict[str, Any]:
    """One sheet of those that were read."""
    plan = sheet.plan
    counts = {what: plan.count(what) for what in ("created", "updated", "unchanged")}
    return {
        "sheet": sheet.file.sheet, "header_rows": list(sheet.file.header_rows), **counts,
        "refused": plan.refused, "skipped": len(sheet.file.skipped),
        "columns": _column_dicts(sheet.file),
    }  # fmt: skip


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
    """How each column was understood, a line each; by what and how surely, unless by its words."""
    out = []
    for column in file.columns:
        if column.header and column.field:
            known = column.field in CATALOGUE["issue"]
            word = f" {ctx.field_word('issue', column.field)}" if known else ""
            line = f"  {column.label} → {column.field}{word}"
            percent = round(column.confidence * 100)
            if column.by and (column.by, percent) != ("header", 100):
                by = ctx.say(f"ledger_by_{column.by}")
                line += f" ({ctx.say('ledger_column_sure', percent=percent, by=by)})"
            out.append(line)
    return out
