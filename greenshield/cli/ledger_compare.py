"""``ledger compare``: a list that comes again beside what its earlier editions brought."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path
from typing import Any

from greenshield.cli import ledger_sheets
from greenshield.cli.arguments import Subparsers
from greenshield.cli.context import Context, Outcome
from greenshield.cli.output import problem_dict
from greenshield.domain.reissue import Regrouped, Unsure
from greenshield.services import (
    ledger_compare,
    ledger_compare_out,
    ledger_import,
    ledger_lines,
    ledger_reading,
    ledger_worded,
)
from greenshield.services.ledger_compare import Compared, FieldChange
from greenshield.services.ledger_import import LedgerOptions


def add(verbs: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the command."""
    new = verbs.add_parser(
        "compare", parents=[common], help="compare a list issued anew / 与上一版清单对比"
    )
    new.add_argument("project", metavar="PROJECT")
    new.add_argument("file", metavar="FILE", help="as of ledger import / 同 ledger import")
    new.add_argument("--of", default="", metavar="FILE",
                     help="the earlier edition, or all / 上一版清单的文件名，或 all")  # fmt: skip
    ledger_sheets.add_arguments(new)
    new.add_argument(
        "--source", default="", metavar="CODE", help="where a row names none / 问题来源"
    )
    new.add_argument("--campaign", default="", metavar="NAME", help="the same / 专项名称")
    new.add_argument("--crs", metavar="EPSG:n", help="of coordinates / 坐标系")
    new.add_argument(
        "--datum", choices=ledger_import.DATUMS, help="a web map's shift / 地图坐标偏移"
    )
    new.add_argument("--encoding", metavar="E", help="of a text table / 文字编码")
    new.add_argument("-o", "--output", metavar="OUT.xlsx",
                     help="a sheet to decide in / 写出对比表，在表中作决定")  # fmt: skip
    new.set_defaults(run=run_compare)


def run_compare(ctx: Context) -> Outcome:
    """Compares, tells, and writes the sheet where one is asked for."""
    args = ctx.args
    options = LedgerOptions(
        **ledger_sheets.asked(args), mapping=ledger_reading.mapping_of(args.mapping),
        source=args.source, campaign=args.campaign, crs=args.crs, encoding=args.encoding,
        datum=args.datum, on=ctx.on, dry_run=True,
    )  # fmt: skip
    progress = ctx.progress()
    with ctx.reading() as session:
        found = ledger_compare.compare(session.project, Path(args.file), options, args.of, progress)
        names = ledger_worded.names_of(session.project)
        if args.output:
            ledger_compare_out.write(session.project, found, Path(args.output), ctx.lang)
    progress.end()
    data = plain(found) | {"problems": [problem_dict(p, ctx.lang) for p in found.problems]}
    lines = _lines(ctx, found, names)
    if args.output:
        data["file"] = args.output
        lines.append(ctx.say("reissue_written", file=args.output, command=_import_line(args)))
    return Outcome(data, lines, 1 if found.refused else 0)


def plain(found: Compared) -> dict[str, Any]:
    """The comparison as JSON."""
    told = found.verdicts

    def issue(issue_id: str) -> str:
        return ledger_compare_out.number_of(found, issue_id)

    def row(number: int) -> dict[str, Any]:
        one = found.rows[number]
        return {"sheet": one.sheet, "row": one.row, "clue_no": one.number}

    return {
        "sheet": found.sheet,
        "sheets": list(found.sheets),
        "sheets_left": list(found.left),
        "campaign": found.campaign or None,
        "of": list(found.of),
        "counts": ledger_compare_out.counts(found),
        "new": [row(n) for n in told.new],
        "changed": [
            {
                "issue": change.number,
                "sheet": found.rows[change.row].sheet,
                "row": found.rows[change.row].row,
                "fields": [ledger_lines.plain_field(one) for one in change.fields],
            }
            for change in ledger_lines.changed(found)
        ],
        "gone": [{"issue": issue(i), "state": found.issues[i].state} for i in told.gone],
        "elsewhere": [{"issue": issue(i), "sheet": sheet} for i, sheet in found.elsewhere.items()],
        "split": [
            {"of": issue(one.issues[0]), "into": [row(n) for n in one.rows]} for one in told.split
        ],
        "merged": [
            {"of": [issue(i) for i in one.issues], "into": row(one.rows[0])} for one in told.merged
        ],
        "renumbered": [
            {"issue": issue(one.issues[0])} | row(one.rows[0]) for one in told.renumbered
        ],
        "unsure": [
            {
                "why": one.why,
                "issues": [issue(i) for i in one.issues],
                "rows": [row(n) for n in one.rows],
            }
            for one in told.unsure
        ],
    }


def _of(ctx: Context, found: Compared) -> str:
    """With what the list was compared."""
    if found.of:
        return ctx.say("reissue_of", files=ctx.listed(found.of))
    if found.again:
        return ctx.say("reissue_of_again", files=ctx.listed(found.again))
    told = found.verdicts
    groups: list[Regrouped | Unsure] = [
        *told.split, *told.merged, *told.renumbered, *told.unsure,
    ]  # fmt: skip
    if rows := found.met.keys() | {row for group in groups for row in group.rows}:
        return ctx.say("reissue_of_issues", rows=len(rows))
    return ctx.say("reissue_of_none")


def _import_line(args: argparse.Namespace) -> str:
    """The command that imports the list as it was compared, with what was decided."""
    words = ["greenshield", "ledger", "import", args.project, args.file]
    words += [word for sheet in args.sheet for word in ("--sheet", sheet)]
    words += ["--all-sheets"] if args.all_sheets else []
    words += ["--mapping", *args.mapping] if args.mapping else []
    for name in ("of", "source", "campaign", "crs", "datum", "encoding"):
        if given := getattr(args, name):
            words += [f"--{name}", given]
    return shlex.join([*words, "--decisions", args.output])


def _lines(ctx: Context, found: Compared, names: dict[str, str]) -> list[str]:
    out = [_of(ctx, found)]
    if found.campaign:
        rows = len(found.met)
        out.append(ctx.say("reissue_campaign_assumed", campaign=found.campaign, rows=rows))
    if found.left:
        out.append(ctx.say("reissue_sheets_left", sheets=ctx.listed(found.left)))
    told = found.verdicts
    for kind, groups in (
        ("split", told.split), ("merged", told.merged), ("renumbered", told.renumbered),
    ):  # fmt: skip
        out += [ctx.say(f"reissue_line_{kind}", **_words(ctx, found, one)) for one in groups]
    for one in told.unsure:
        why = ctx.say(f"reissue_why_{one.why}")
        out.append(ctx.say("reissue_line_unsure", why=why, **_words(ctx, found, one)))
    asked = ledger_lines.asked_rows(found)
    for change in ledger_lines.changed(found):
        where = _where(ctx, found, change.row)
        out.append(ctx.say("reissue_line_changed", issue=change.number, row=where))
        out += [_field(ctx, one, names, asked=change.row in asked) for one in change.fields]
    for row in told.new:
        where = _where(ctx, found, row)
        out.append(ctx.say("reissue_line_new", row=where, number=found.rows[row].number))
    for issue in told.gone:
        known = found.issues[issue]
        state = ctx.state_word(known.state)
        out.append(ctx.say("reissue_line_gone", issue=known.number, state=state))
    for issue, sheet in found.elsewhere.items():
        number = ledger_compare_out.number_of(found, issue)
        out.append(ctx.say("reissue_line_elsewhere", issue=number, sheet=sheet))
    return [*out, ctx.say("reissue_counts", **ledger_compare_out.counts(found))]


def _where(ctx: Context, found: Compared, row: int) -> str:
    """A row in words, with its sheet's name where several were read."""
    one = found.rows[row]
    code = "reissue_row_of" if len(found.sheets) > 1 else "reissue_row"
    return ctx.say(code, sheet=one.sheet, row=one.row)


def _words(ctx: Context, found: Compared, one: Regrouped | Unsure) -> dict[str, str]:
    issues = (ledger_compare_out.number_of(found, i) for i in one.issues)
    return {
        "issue": ctx.listed(issues), "rows": ctx.listed(found.rows[r].number for r in one.rows),
    }  # fmt: skip


def _field(ctx: Context, one: FieldChange, names: dict[str, str], *, asked: bool) -> str:
    here, there = ledger_compare_out.values(one, ctx.lang, names)
    return "    " + ctx.say(
        "reissue_line_field", field=ctx.field_word("issue", one.field),
        here="—" if here is None else here, there="—" if there is None else there,
        note=ctx.say(ledger_lines.note_of(one, asked=asked), by=one.by),
    )  # fmt: skip
