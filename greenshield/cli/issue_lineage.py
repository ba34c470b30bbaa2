"""``issue split`` and ``issue merge``."""

from __future__ import annotations

import argparse
from pathlib import Path

from greenshield.cli.arguments import Subparsers, pairs
from greenshield.cli.context import Context, Outcome
from greenshield.cli.output import problem_dict
from greenshield.domain.errors import Problem
from greenshield.services import calendar, lineage, lineage_shown, lookup
from greenshield.services.lineage import Replaced
from greenshield.services.lineage_carry import Part
from greenshield.services.shape_typed import Shapes

_FIELDS = "fields of one, clue_no among them / 一个后继问题的字段，须有 clue_no"
_CRS = "of geom, EPSG:4490 degrees by default / geom 的坐标系，默认 EPSG:4490 经纬度"


def add(verbs: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the commands to their group."""
    split = verbs.add_parser("split", parents=[common], help="several issues of one / 拆分")
    split.add_argument("project", metavar="PROJECT")
    split.add_argument("issue", metavar="ISSUE")
    split.add_argument(
        "--part", nargs="+", action="append", required=True, metavar="field=value", help=_FIELDS
    )
    partly = "the parts need not cover the patch / 各部分可以不盖住原图斑"
    split.add_argument("--partly", action="store_true", help=partly)
    split.set_defaults(run=run_split)
    merge = verbs.add_parser("merge", parents=[common], help="one issue of several / 合并")
    merge.add_argument("project", metavar="PROJECT")
    several = "two or more, by id or number / 两个以上的问题"
    merge.add_argument("issues", nargs="+", metavar="ISSUE", help=several)
    merge.add_argument("--into", nargs="+", required=True, metavar="field=value", help=_FIELDS)
    merge.set_defaults(run=run_merge)
    for parser in (split, merge):
        parser.add_argument("--reason", required=True, metavar="R", help="why, in words / 理由")
        parser.add_argument("--crs", metavar="EPSG:n", help=_CRS)
        papers = "files that it rests on / 依据文件"
        parser.add_argument(
            "--document", nargs="+", action="extend", default=[], metavar="FILE", help=papers
        )


def run_split(ctx: Context) -> Outcome:
    """Makes several issues of one."""
    shapes = Shapes(ctx.args.crs)
    parts = [Part(pairs(given), shapes) for given in ctx.args.part]
    with ctx.writing() as session:
        old = lookup.issue_id(session.project, ctx.args.issue)
        called = lineage_shown.number(session.project, old)
        made = lineage.split(
            session, old, parts, on=calendar.day(ctx.on), reason=ctx.args.reason,
            documents=_papers(ctx), partly=ctx.args.partly,
        )  # fmt: skip
    code = "lineage_split_waits" if made.pending else "lineage_split"
    line = ctx.say(code, issue=called, successors=ctx.listed(made.numbers))
    return Outcome(_data(ctx, made, shapes), [line])


def run_merge(ctx: Context) -> Outcome:
    """Makes one issue of several."""
    shapes = Shapes(ctx.args.crs)
    with ctx.writing() as session:
        ids = [lookup.issue_id(session.project, word) for word in ctx.args.issues]
        olds = dict.fromkeys(ids)
        called = ctx.listed(lineage_shown.number(session.project, one) for one in olds)
        made = lineage.merge(
            session, ids, Part(pairs(ctx.args.into), shapes), on=calendar.day(ctx.on),
            reason=ctx.args.reason, documents=_papers(ctx),
        )  # fmt: skip
    code = "lineage_merge_waits" if made.pending else "lineage_merged"
    line = ctx.say(code, issues=called, successor=made.numbers[0])
    return Outcome(_data(ctx, made, shapes), [line])


def _papers(ctx: Context) -> list[Path]:
    return [Path(name) for name in ctx.args.document]


def _data(ctx: Context, made: Replaced, shapes: Shapes) -> dict[str, object]:
    problems: list[Problem] = [*made.remarks, *shapes.remarks]
    successors = [
        {"id": one, "number": number}
        for one, number in zip(made.successors, made.numbers, strict=True)
    ]
    told = [problem_dict(problem, ctx.lang) for problem in problems]
    return {
        "old": list(made.old), "successors": successors, "pending": made.pending, "problems": told
    }  # fmt: skip
