"""``issue``: make, show, set, assign, remark, move, sign, and what is still missing."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from greenshield.cli import (
    hints,
    history_lines,
    issue_lineage,
    issue_show_lines,
    lacking,
    output,
    words_in,
)
from greenshield.cli.arguments import Subparsers, Verbs, group, pairs
from greenshield.cli.context import Context, Outcome
from greenshield.domain.errors import Missing, Problem, UnreadableError
from greenshield.domain.readiness import Readiness
from greenshield.domain.state import IssueState
from greenshield.services import (
    bulk_assign,
    calendar,
    documents,
    issue_show,
    issues,
    lineage_shown,
    lookup,
    moves,
    numbers,
    people,
    photo_doubts,
    record_doubts,
    restriction_check,
    signing,
    timeline,
)
from greenshield.services.legal_context import NEWEST
from greenshield.services.session import Session
from greenshield.services.shape_typed import Shapes

_CRS = "of geom, EPSG:4490 degrees by default / geom 的坐标系，默认 EPSG:4490 经纬度"


def add(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the commands."""
    verbs = group(subparsers, "issue", "one issue / 单个问题")
    verb = Verbs(verbs, common, "issue", None)
    new = verb("new", "make a clue by hand / 新建线索", run_new, one=False)
    new.add_argument("fields", nargs="+", metavar="field=value")
    new.add_argument("--crs", metavar="EPSG:n", help=_CRS)
    show = verb("show", "all about one / 查看", run_show)
    show.add_argument("--as-of", default="", metavar="DATE", help="the day of overdue / 逾期截止日")
    history = "every event: who, when, on which device / 全部经过：谁、何时、哪台设备"
    show.add_argument("--history", action="store_true", help=history)
    change = verb("set", "set ledger fields / 修改字段", run_set)
    change.add_argument("fields", nargs="+", metavar="field=value")
    change.add_argument("--crs", metavar="EPSG:n", help=_CRS)
    assign = verb("assign", "send an inspector / 派发", run_assign, one=False)
    which = "one or several, by id or number / 一个或多个问题"
    assign.add_argument("issues", nargs="+", metavar="ISSUE", help=which)
    assign.add_argument("inspector", metavar="ACTOR", help="who is to check / 核查人")
    assign.add_argument("--due", required=True, metavar="DATE", help="by when / 核查期限")
    comment = verb("comment", "add a remark / 备注", run_comment)
    comment.add_argument("text", help="what to say / 内容")
    move = verb("move", "make a move / 办理动作", run_move)
    move.add_argument("move", metavar="MOVE", help="its code or name / 动作代码或名称")
    move.add_argument("--reason", default="", metavar="R", help="why, in words / 理由")
    given = "facts of the move, and ledger fields / 动作的要素和台账字段"
    move.add_argument(
        "--set", nargs="+", action="extend", default=[], metavar="field=value", help=given
    )
    papers = "files that go with it / 随动作附上的文件"
    move.add_argument(
        "--document", nargs="+", action="extend", default=[], metavar="FILE", help=papers
    )
    sign = verb("consent", "sign a pending move / 会签", run_consent)
    sign.add_argument("--document", metavar="FILE", help="a signed paper in place / 以签字文件代替")
    sign.add_argument("--name", default="", metavar="N", help="who signed it / 签字人姓名")
    sign.add_argument("--unit", default="", metavar="U", help="that person's unit / 签字人单位")
    which = "of several plans that wait: its id's beginning / 待会签方案标识的前几位"
    sign.add_argument("--plan", default="", metavar="ID", help=which)
    ready = verb("ready", "what is still missing / 还缺什么", run_ready)
    ready.add_argument("--move", default="", metavar="MOVE", help="this one alone / 只看这个动作")
    ready.add_argument(
        "--set", nargs="+", action="extend", default=[], metavar="field=value",
        help="judge --move as if these were given / 视同已填",
    )  # fmt: skip
    files = verb("files", "its documents / 文件", run_files)
    files.add_argument(
        "--out", default="", metavar="FOLDER", help="copy them there / 复制到此文件夹"
    )
    verb("number", "give the official number / 换正式编号", run_number)
    issue_lineage.add(verbs, common)


def run_new(ctx: Context) -> Outcome:
    """Makes a clue by hand."""
    shapes = Shapes(ctx.args.crs)
    with ctx.writing() as session:
        made = issues.create(session, pairs(ctx.args.fields), ctx.on or NEWEST, shapes)
    warnings = [output.warning_dict(code, params, ctx.lang) for code, params in made.remarks]
    data = {"id": made.issue_id, "warnings": [*warnings, *_mended(ctx, shapes)]}
    return Outcome(data, [ctx.say("issue_made", id=made.issue_id)])


def _mended(ctx: Context, shapes: Shapes) -> list[dict[str, Any]]:
    """What was mended of a shape that was typed."""
    return [output.problem_dict(problem, ctx.lang) for problem in shapes.remarks]


def run_show(ctx: Context) -> Outcome:
    """Tells all about one issue."""
    with ctx.reading() as session:
        issue = lookup.issue(session.project, ctx.args.issue)
        actor = ctx.default_actor(session)
        data = issue_show.as_dict(session.project, issue, actor, as_of=calendar.day(ctx.as_of))
        data["waits"] = _waits(ctx, session, issue)
        if ctx.args.history:
            data["timeline"] = timeline.of_issue(session.project, issue)
    told = issue_show_lines.lines(ctx, data)
    return Outcome(data, told + history_lines.lines(ctx, data.get("timeline", ())))


def run_set(ctx: Context) -> Outcome:
    """Sets ledger fields."""
    shapes = Shapes(ctx.args.crs)
    with ctx.writing() as session:
        given = pairs(ctx.args.fields)
        changes = issues.set_fields(session, ctx.args.issue, given, shapes)
        barred = restriction_check.since(
            session.project, ctx.args.issue, given, calendar.day(ctx.on)
        )
        differing = record_doubts.of_figures(session, ctx.args.issue)
    done = "fields_written" if changes else "nothing_changed"
    warnings = [*_mended(ctx, shapes), *_told(ctx, "plan", barred)]
    warnings += [{"code": d.code, "message": ctx.say(d.code, **d.params)} for d in differing]
    data = {"changed": bool(changes), "warnings": warnings}
    return Outcome(data, [ctx.say(done)])


def run_assign(ctx: Context) -> Outcome:
    """Assigns a clue to an inspector, or another one; or several clues at once."""
    if len(ctx.args.issues) > 1:
        return _assign_all(ctx)
    (ctx.args.issue,) = ctx.args.issues
    with ctx.writing() as session:
        issue = lookup.issue(session.project, ctx.args.issue)
        name = "reassign" if issue.state == "assigned" else "assign"
        given = {"assignee": ctx.args.inspector, "check_due": ctx.args.due}
        made = moves.move(
            session, issue.entity_id, name, occurred_on=calendar.day(ctx.on), given=given
        )
    return _moved(ctx, made)


def _assign_all(ctx: Context) -> Outcome:
    args, progress = ctx.args, ctx.progress()
    with ctx.writing() as session:
        found = bulk_assign.assign(
            session, args.issues, args.inspector, args.due,
            occurred_on=calendar.day(ctx.on), progress=progress,
        )  # fmt: skip
    progress.end()
    items, lines, advice = [], [], dict[str, None]()
    for one in found.items:
        args.issue = one.number  # for the commands that hints name
        missing = _told(ctx, one.move, one.missing)
        item = {"issue": one.issue_id, "number": one.number, "move": one.move,
                "state": one.state, "assigned": one.done,
                "missing": missing}  # fmt: skip
        items.append(item)
        lines.append(f"{'✓' if one.done else '✗'} {one.number}  {ctx.state_word(one.state)}")
        lines += [f"    {told['message']}" for told in missing]
        advice |= dict.fromkeys(lacking.advice(m, ctx.lang) for m in one.missing)
    lines += filter(None, advice)
    done = sum(one.done for one in found.items)
    refused = len(items) - done
    data = {"items": items, "total": len(items), "assigned": done, "refused": refused,
            "warnings": ctx.date_warnings()}  # fmt: skip
    lines.append(ctx.say("bulk_assigned", assigned=done, refused=refused))
    return Outcome(data, lines, 0 if not refused else 1 if done else 4)


def run_comment(ctx: Context) -> Outcome:
    """Adds a remark."""
    with ctx.writing() as session:
        issues.comment(session, ctx.args.issue, ctx.args.text)
    return Outcome({"changed": True}, [ctx.say("comment_added")])


def run_move(ctx: Context) -> Outcome:
    """Makes a move."""
    args = ctx.args
    with ctx.writing() as session:
        made = moves.move(
            session,
            args.issue,
            words_in.move(args.move),
            occurred_on=calendar.day(ctx.on),
            reason=args.reason,
            given=pairs(args.set),
            documents=[Path(d) for d in args.document],
        )
        waits = _waits(ctx, session, lookup.issue(session.project, args.issue))
    return _moved(ctx, made, waits)


def _waits(ctx: Context, session: Session, issue: IssueState) -> dict[str, str] | None:
    """What is told of a signature that is awaited."""
    pending = [m.actor for m in issue.moves if m.status == "pending" and m.after == issue.head]
    mover = people.by_id(session.project, pending[-1]) if pending else None
    name = "" if mover is None else mover.name
    return hints.signature(issue, name, hints.Target.of(ctx.args), ctx.lang)


def _moved(ctx: Context, made: moves.Moved, waits: dict[str, str] | None = None) -> Outcome:
    data = {
        "move": made.move,
        "state": made.state,
        "pending": made.pending,
        "issue_no": made.issue_no or None,
        "event": made.event_id,
        "warnings": [*ctx.date_warnings(), *_told(ctx, made.move, made.warnings)],
        "waits": waits,
    }
    code = "move_pending" if made.pending else "move_made"
    state = ctx.state_word(made.state)
    lines = [ctx.say(code, move=made.move, state=state, number=made.issue_no)]
    if made.move == "register":
        lines += issue_show_lines.temporary(ctx, made.issue_no)
    return Outcome(data, [*lines, *issue_show_lines.waits(data)])


def run_consent(ctx: Context) -> Outcome:
    """Signs a pending move."""
    args = ctx.args
    with ctx.writing() as session:
        state, _ = signing.consent(
            session,
            args.issue,
            occurred_on=calendar.day(ctx.on),
            document=Path(args.document) if args.document else None,
            name=args.name,
            unit=args.unit,
            plan=args.plan,
        )
    data = {"state": state, "warnings": ctx.date_warnings()}
    return Outcome(data, [ctx.say("consent_given", state=ctx.state_word(state))])


def run_ready(ctx: Context) -> Outcome:
    """Tells what is still missing, and for which move."""
    args = ctx.args
    with ctx.reading() as session:
        session.actor = ctx.default_actor(session)
        name = words_in.move(args.move) if args.move else ""
        found = moves.ready(
            session,
            args.issue,
            occurred_on=calendar.day(ctx.on),
            name=name,
            given=pairs(args.set),
        )
        found = [
            replace(f, missing=photo_doubts.explained(session.project, args.issue, f.missing))
            for f in found
        ]
        issue = lookup.issue(session.project, args.issue)
        waits = _waits(ctx, session, issue)
        instead = ctx.listed(lineage_shown.living(session.project, issue))
    items = [_ready_dict(ctx, each) for each in found]
    lines: list[str] = []
    if not found:
        told = {"number": issue.number, "state": issue.state, "successors": instead}
        lines.append(ctx.say("ready_for_nothing", **told))
    for one, item in zip(found, items, strict=True):
        lines.append(("✓ " if item["ready"] else "✗ ") + ctx.move_word(item["move"]))
        target = hints.Target.of(args)
        lines += [f"  {x}" for x in lacking.lines(one.missing, one.move, target, ctx.lang)]
        if not args.move:  # those of one move are shown as any command's are
            lines += [f"    ! {w['message']}" for w in item["warnings"]]
    data = items[0] if args.move else {"items": items, "total": len(items)}
    data["waits"] = waits
    return Outcome(data, [*issue_show_lines.waits(data), *lines])


def _ready_dict(ctx: Context, found: Readiness) -> dict[str, Any]:
    return {
        "move": found.move,
        "ready": found.ready,
        "missing": _told(ctx, found.move, found.missing),
        "warnings": _told(ctx, found.move, found.warnings),
    }


def _told(ctx: Context, move: str, found: Iterable[Missing]) -> list[dict[str, Any]]:
    target = hints.Target.of(ctx.args)
    return [output.missing_dict(m, ctx.lang, move, target) for m in found]


def run_files(ctx: Context) -> Outcome:
    """Lists the files of an issue, and copies them out where a folder is named."""
    out, lost = ctx.args.out, list[Problem]()
    with ctx.reading() as session:
        items = documents.of_issue(lookup.issue(session.project, ctx.args.issue))
        for item in items if out else ():
            sha256, name = item["sha256"], item["name"]
            try:
                item["copy"] = str(documents.copy_out(session.project, sha256, name, Path(out)))
            except UnreadableError as error:  # the others are copied all the same
                lost.append(Problem(error.code, name, params={"sha256": sha256} | error.params))
    rows = [
        (item["on"], item["name"], item["sha256"][:12], item["size"], item.get("copy", ""))
        for item in items
    ]
    headers = ctx.say("file_headers").split("|")
    data = {"items": items, "total": len(items),
            "problems": [output.problem_dict(one, ctx.lang) for one in lost]}  # fmt: skip
    return Outcome(data, output.table(headers, rows), 1 if lost else 0)


def run_number(ctx: Context) -> Outcome:
    """Gives the official number."""
    with ctx.writing() as session:
        number, _ = numbers.make_official(session, ctx.args.issue)
    return Outcome({"issue_no": number}, [ctx.say("number_given", number=number)])
