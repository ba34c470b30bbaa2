"""``issue``: make, show, set, assign, remark, move, sign, and what is still missing."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from greenshield.cli import hints, output
from greenshield.cli.arguments import Subparsers, group, pairs
from greenshield.cli.context import Context, Outcome
from greenshield.domain import workflow
from greenshield.domain.errors import Missing
from greenshield.domain.fields import CATALOGUE
from greenshield.domain.readiness import Readiness
from greenshield.domain.state import IssueState
from greenshield.services import calendar, issue_show, issues, lookup, moves, numbers, people
from greenshield.services.session import Session

_HIDDEN = frozenset({"geom", "state", "issue_no", "facility_name"})


def add(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the commands."""
    verbs = group(subparsers, "issue", "one issue / 单个问题")

    def verb(name: str, help_text: str, run: Any, *, issue: bool = True) -> Any:
        parser = verbs.add_parser(name, parents=[common], help=help_text)
        parser.add_argument("project", metavar="PROJECT")
        if issue:
            parser.add_argument("issue", metavar="ISSUE")
        parser.set_defaults(run=run)
        return parser

    new = verb("new", "make a clue by hand / 新建线索", run_new, issue=False)
    new.add_argument("fields", nargs="+", metavar="field=value")
    show = verb("show", "all about one / 查看", run_show)
    show.add_argument("--as-of", default="", metavar="DATE")
    change = verb("set", "set ledger fields / 修改字段", run_set)
    change.add_argument("fields", nargs="+", metavar="field=value")
    assign = verb("assign", "send an inspector / 派发", run_assign)
    assign.add_argument("inspector", metavar="ACTOR")
    assign.add_argument("--due", required=True, metavar="DATE")
    comment = verb("comment", "add a remark / 备注", run_comment)
    comment.add_argument("text")
    move = verb("move", "make a move / 流转", run_move)
    move.add_argument("move", metavar="MOVE")
    move.add_argument("--reason", default="")
    move.add_argument("--set", nargs="+", action="extend", default=[], metavar="field=value")
    move.add_argument("--document", nargs="+", action="extend", default=[], metavar="FILE")
    sign = verb("consent", "sign a pending move / 会签", run_consent)
    sign.add_argument("--document", metavar="FILE", help="a signed paper in place of an event")
    sign.add_argument("--name", default="", help="who signed the paper")
    sign.add_argument("--unit", default="", help="that person's unit")
    ready = verb("ready", "what is still missing / 还缺什么", run_ready)
    ready.add_argument("--move", default="", metavar="MOVE")
    verb("number", "give the official number / 换正式编号", run_number)


def run_new(ctx: Context) -> Outcome:
    """Makes a clue by hand."""
    with ctx.writing() as session:
        issue_id, _ = issues.create(session, pairs(ctx.args.fields))
    return Outcome({"id": issue_id}, [ctx.say("issue_made", id=issue_id)])


def run_show(ctx: Context) -> Outcome:
    """Tells all about one issue."""
    with ctx.reading() as session:
        issue = lookup.issue(session.project, ctx.args.issue)
        actor = ctx.default_actor(session)
        data = issue_show.as_dict(session.project, issue, actor, as_of=calendar.day(ctx.args.as_of))
        data["waits"] = _waits(ctx, session, issue)
    return Outcome(data, _show_lines(ctx, data))


def _show_lines(ctx: Context, data: dict[str, Any]) -> list[str]:
    number = data.get("issue_no") or data.get("clue_no") or data["id"]
    lines = [f"{number}  {ctx.state_word(data['state'])}  {data.get('facility_name') or ''}"]
    named = {
        "assignee": data["assignee_name"],
        "area_id": data["area"],
        "campaign_id": data["campaign"],
    }
    for name, value in data.items():
        if name in CATALOGUE["issue"] and name not in _HIDDEN and value not in (None, "", []):
            shown = named.get(name) or ctx.value_word("issue", name, value)
            lines.append(f"  {ctx.field_word('issue', name)}  {shown}")
    if data["adopted"]:
        lines.append("  " + ctx.say("shown_as_adopted"))
        steps = ", ".join(_move_word(ctx, name) for name in data["adopted_steps"])
        lines += ["  " + ctx.say("adopted_steps", steps=steps)] if steps else []
    lines += _beside_lines(ctx, data)
    lines += _waits_lines(data)
    if data["allowed_moves"]:
        moves_told = [f"{name} {_move_word(ctx, name)}" for name in data["allowed_moves"]]
        lines.append(ctx.say("allowed_moves", moves=", ".join(moves_told)))
    lines += [ctx.say(f["code"], **f["params"]) for f in data["findings"]]
    lines += [ctx.say("conflict_on", name=c["name"]) for c in data["conflicts"]]
    return lines


def _beside_lines(ctx: Context, data: dict[str, Any]) -> list[str]:
    """What stands beside the fields: overlay, photos, records, moves."""
    lines = []
    for row in data["overlay"]:
        layer, zone = ctx.code_word("area_kind", row["layer"]), ctx.code_word("zone", row["zone"])
        if row["layer"] == "zone":
            layer = ctx.say("area_zone_row")
        lines.append(f"  ▦ {layer} {row['name']} {zone} {row['area_m2']:.1f} m²")
    for row in data["photos"]:
        phase = ctx.code_word("photo_phase", row["phase"])
        kind = ctx.code_word("photo_kind", row["kind"])
        lines.append(f"  ◉ {row['sha256'][:12]} {phase} {kind} {row['taken_at'] or ''}")
    for row in data["records"]:
        kind = ctx.record_word(row["kind"])
        lines.append(f"  ▤ {kind} {row['occurred_on']} {row['id'][-8:]}")
    for row in data["moves"]:
        told = ctx.say(f"status_{row['status']}")
        status = "" if row["status"] == "done" else f" [{told}]"
        who = row["actor_name"] + ("" if row["verified"] else f" ({ctx.say('unverified')})")
        told = f"{_move_word(ctx, row['move'])} → {ctx.state_word(row['to'])}"
        lines.append(f"  → {row['occurred_on']} {told}{status}  {who}")
    return lines


def _move_word(ctx: Context, name: str) -> str:
    known = workflow.MOVES.get(name)
    return name if known is None else str(getattr(known, ctx.lang))


def run_set(ctx: Context) -> Outcome:
    """Sets ledger fields."""
    with ctx.writing() as session:
        changes = issues.set_fields(session, ctx.args.issue, pairs(ctx.args.fields))
    done = "fields_written" if changes else "nothing_changed"
    return Outcome({"changed": bool(changes)}, [ctx.say(done)])


def run_assign(ctx: Context) -> Outcome:
    """Assigns a clue to an inspector, or another one."""
    with ctx.writing() as session:
        issue = lookup.issue(session.project, ctx.args.issue)
        name = "reassign" if issue.state == "assigned" else "assign"
        given = {"assignee": ctx.args.inspector, "check_due": ctx.args.due}
        made = moves.move(
            session, issue.entity_id, name, occurred_on=calendar.day(ctx.on), given=given
        )
    return _moved(ctx, made)


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
            args.move,
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


def _waits_lines(data: dict[str, Any]) -> list[str]:
    return ["⏳ " + data["waits"]["message"]] if data["waits"] else []


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
    line = ctx.say(code, move=made.move, state=state, number=made.issue_no)
    return Outcome(data, [line, *_waits_lines(data)])


def run_consent(ctx: Context) -> Outcome:
    """Signs a pending move."""
    args = ctx.args
    with ctx.writing() as session:
        state, _ = moves.consent(
            session,
            args.issue,
            occurred_on=calendar.day(ctx.on),
            document=Path(args.document) if args.document else None,
            name=args.name,
            unit=args.unit,
        )
    data = {"state": state, "warnings": ctx.date_warnings()}
    return Outcome(data, [ctx.say("consent_given", state=ctx.state_word(state))])


def run_ready(ctx: Context) -> Outcome:
    """Tells what is still missing, and for which move."""
    args = ctx.args
    with ctx.reading() as session:
        session.actor = ctx.default_actor(session)
        found = moves.ready(session, args.issue, occurred_on=calendar.day(ctx.on), name=args.move)
        waits = _waits(ctx, session, lookup.issue(session.project, args.issue))
    items = [_ready_dict(ctx, each) for each in found]
    lines: list[str] = []
    for item in items:
        lines.append(("✓ " if item["ready"] else "✗ ") + item["move"])
        for m in item["missing"]:
            lines.append(f"    {m['message']}")
            lines += [f"      {m['remedy']}"] if m["remedy"] else []
        if not args.move:  # those of one move are shown as any command's are
            lines += [f"    ! {w['message']}" for w in item["warnings"]]
    data = items[0] if args.move else {"items": items, "total": len(items)}
    data["waits"] = waits
    return Outcome(data, [*_waits_lines(data), *lines])


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


def run_number(ctx: Context) -> Outcome:
    """Gives the official number."""
    with ctx.writing() as session:
        number, _ = numbers.make_official(session, ctx.args.issue)
    return Outcome({"issue_no": number}, [ctx.say("number_given", number=number)])
