"""``issue split`` and ``issue merge``."""

from __future__ import annotations

import argparse
from pathlib import Path

from greenshield.cli import output
from greenshield.cli.arguments import Subparsers, pairs
from greenshield.cli.context import Context, Outcome
from greenshield.domain.errors import Problem, UsageError
from greenshield.services import calendar, lineage, lineage_by_cut, lineage_shown, lookup
from greenshield.services.lineage import Replaced
from greenshield.services.lineage_carry import Part
from greenshield.services.shape_typed import Shapes

_FIELDS = "fields of one, clue_no among them / 一个后继问题的字段，须有 clue_no"
_TOLD_M2 = 1.0  # what is less is how edges are drawn
_CUT = "lines, an outline or the areas of the parts / 切分图斑的线、轮廓或各部分的面"
_BEYOND = "parts may lie beyond the old place, which is told / 可以超出原处，另行提示"
_CRS = "of geom, EPSG:4490 degrees by default / geom 的坐标系，默认 EPSG:4490 经纬度"


def add(verbs: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the commands to their group."""
    split = verbs.add_parser("split", parents=[common], help="several issues of one / 拆分")
    split.add_argument("project", metavar="PROJECT")
    split.add_argument("issue", metavar="ISSUE")
    split.add_argument(
        "--part", nargs="+", action="append", default=[], metavar="field=value", help=_FIELDS
    )
    split.add_argument("--cut", metavar="FILE", default="", help=_CUT)
    look = "tell the pieces of --cut and write nothing / 只列出切分结果，不写入"
    split.add_argument("--dry-run", action="store_true", help=look)
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
        why = "why, in words / 理由"
        parser.add_argument("--reason", required=parser is merge, default="", metavar="R", help=why)
        parser.add_argument("--crs", metavar="EPSG:n", help=_CRS)
        parser.add_argument("--beyond", action="store_true", help=_BEYOND)
        papers = "files that it rests on / 依据文件"
        parser.add_argument(
            "--document", nargs="+", action="extend", default=[], metavar="FILE", help=papers
        )


def run_split(ctx: Context) -> Outcome:
    """Makes several issues of one, or tells what they would be."""
    args = ctx.args
    if args.dry_run and not args.cut:
        raise UsageError("lineage_look_of_cut")
    if not args.cut and not args.part:
        raise UsageError("lineage_parts_needed")
    if args.dry_run:
        return _look(ctx)
    if not args.reason.strip():
        raise UsageError("lineage_reason_needed")
    shapes, given = Shapes(args.crs), [pairs(one) for one in args.part]
    with ctx.writing() as session:
        old = lookup.issue_id(session.project, args.issue)
        called = lineage_shown.number(session.project, old)
        if args.cut:
            cut = lineage_by_cut.seen(session.project, old, Path(args.cut), args.crs)
            parts = lineage_by_cut.parts(cut, given)
        else:
            parts = [Part(one, shapes) for one in given]
        made = lineage.split(
            session, old, parts, on=calendar.day(ctx.on), reason=ctx.args.reason,
            documents=_papers(ctx), partly=args.partly, beyond=args.beyond,
        )  # fmt: skip
    code = "lineage_split_waits" if made.pending else "lineage_split"
    state = ctx.state_word(made.state) if made.pending else ""
    line = ctx.say(code, issue=called, successors=ctx.listed(made.numbers), state=state)
    return Outcome(_data(ctx, made, shapes), [line])


def _look(ctx: Context) -> Outcome:
    """What the cut would make."""
    args = ctx.args
    with ctx.reading() as session:
        old = lookup.issue_id(session.project, args.issue)
        cut = lineage_by_cut.seen(session.project, old, Path(args.cut), args.crs)
    lineage_by_cut.parts(cut, [pairs(one) for one in args.part])
    rows = [(one.clue_no, f"{one.m2:,.1f}", f"{one.share:.1%}") for one in cut.parts]
    (issue,) = cut.olds
    state = ctx.state_word(issue.state)
    lines = [ctx.say("lineage_cut_seen", issue=issue.number, state=state, n=len(rows))]
    lines += output.table(ctx.say("lineage_cut_headers").split("|"), rows)
    for code, m2 in (
        ("lineage_cut_left", cut.left_m2), ("lineage_cut_twice", cut.twice_m2),
        ("lineage_cut_beyond", cut.beyond_m2),
    ):  # fmt: skip
        if m2 >= _TOLD_M2:
            lines.append(ctx.say(code, m2=f"{m2:,.1f}"))
    if cut.amounts:
        names = ctx.listed(ctx.field_word("issue", name) for name in cut.amounts)
        lines.append(ctx.say("lineage_cut_amounts", fields=names))
    data = {
        "old": [issue.issue_id], "dry_run": True, "registered": cut.owed, "state": cut.state,
        "deadline": cut.deadline or None, "area_m2": cut.m2, "left_m2": cut.left_m2,
        "twice_m2": cut.twice_m2, "beyond_m2": cut.beyond_m2, "amounts": cut.amounts,
        "parts": [{"clue_no": p.clue_no, "area_m2": p.m2, "share": p.share} for p in cut.parts],
    }  # fmt: skip
    return Outcome(data, lines)


def run_merge(ctx: Context) -> Outcome:
    """Makes one issue of several."""
    shapes = Shapes(ctx.args.crs)
    with ctx.writing() as session:
        ids = [lookup.issue_id(session.project, word) for word in ctx.args.issues]
        olds = dict.fromkeys(ids)
        called = ctx.listed(lineage_shown.number(session.project, one) for one in olds)
        made = lineage.merge(
            session, ids, Part(pairs(ctx.args.into), shapes), on=calendar.day(ctx.on),
            reason=ctx.args.reason, documents=_papers(ctx), beyond=ctx.args.beyond,
        )  # fmt: skip
    code = "lineage_merge_waits" if made.pending else "lineage_merged"
    state = ctx.state_word(made.state) if made.pending else ""
    line = ctx.say(code, issues=called, successor=made.numbers[0], state=state)
    return Outcome(_data(ctx, made, shapes), [line])


def _papers(ctx: Context) -> list[Path]:
    return [Path(name) for name in ctx.args.document]


def _data(ctx: Context, made: Replaced, shapes: Shapes) -> dict[str, object]:
    problems: list[Problem] = [*made.remarks, *shapes.remarks]
    successors = [
        {"id": one, "number": number}
        for one, number in zip(made.successors, made.numbers, strict=True)
    ]
    told = [output.problem_dict(problem, ctx.lang) for problem in problems]
    return {
        "old": list(made.old), "successors": successors, "pending": made.pending, "problems": told
    }  # fmt: skip
