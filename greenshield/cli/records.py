"""``record``: field checks, measures, documents, opinions and the like beside an issue."""

from __future__ import annotations

import argparse
from pathlib import Path

from greenshield import messages
from greenshield.cli import hints, record_lines, words_in
from greenshield.cli.arguments import Subparsers, group, pairs
from greenshield.cli.context import Context, Outcome
from greenshield.domain.errors import Problem
from greenshield.domain.records import KINDS
from greenshield.services import (
    calendar,
    follow_ups,
    lineage_counting,
    lookup,
    record_doubts,
    records,
)

_KIND = "its code or name / 类别：" + ", ".join(f"{k.name} {k.zh}" for k in KINDS.values())


def add(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    """Adds the commands."""
    verbs = group(subparsers, "record", "records beside an issue / 问题的附属记录")
    for name, help_text in (("add", "add one / 新增"), ("set", "change one / 修改"),
                            ("void", "say that one does not count / 作废"),
                            ("list", "list them / 列出")):  # fmt: skip
        parser = verbs.add_parser(name, parents=[common], help=help_text)
        parser.add_argument("project", metavar="PROJECT")
        if name == "list":
            record_lines.options(parser, _KIND)
            continue
        parser.add_argument("issue", metavar="ISSUE")
        if name == "add":
            parser.add_argument("kind", metavar="KIND", help=_KIND)
            parser.add_argument("--document", nargs="+", action="extend", default=[],
                                metavar="FILE", help="files that prove it / 附件")  # fmt: skip
        else:
            which = "its id, the end of it, or KIND / 记录编号、其结尾或类别"
            parser.add_argument("record", metavar="RECORD", help=which)
        if name == "void":
            parser.add_argument("--reason", required=True, metavar="R", help="why / 理由")
        else:
            parser.add_argument("fields", nargs="*", metavar="field=value")
        runs = {"add": run_add, "set": run_set, "void": run_void}
        parser.set_defaults(run=runs[name])


def run_add(ctx: Context) -> Outcome:
    """Adds a record."""
    args = ctx.args
    kind = words_in.record_kind(args.kind)
    given, documents = pairs(args.fields), [Path(d) for d in args.document]
    with ctx.writing() as session:
        record, _ = records.add(
            session,
            args.issue,
            kind,
            given,
            occurred_on=calendar.day(ctx.on),
            documents=documents,
        )
        day = calendar.day(ctx.on)
        doubts = record_doubts.of_new(session, args.issue, kind, given, day, documents)
        asked = _asked(ctx, follow_ups.of(session, args.issue, record))
    data = {
        "id": record,
        "kind": kind,
        "next": asked,
        "warnings": ctx.date_warnings() + _warnings(ctx, doubts),
    }
    return Outcome(data, [ctx.say("record_added", id=record), *_asked_lines(ctx, asked)])


def run_set(ctx: Context) -> Outcome:
    """Changes a record."""
    args = ctx.args
    with ctx.writing() as session:
        given = pairs(args.fields)
        changes = records.set_fields(session, args.issue, args.record, given)
        day = calendar.day(ctx.on)
        doubts = record_doubts.of_changed(session, args.issue, args.record, given, day)
        asked = _asked(ctx, follow_ups.of(session, args.issue, args.record)) if changes else []
    done = "fields_written" if changes else "nothing_changed"
    data = {"changed": bool(changes), "next": asked, "warnings": _warnings(ctx, doubts)}
    return Outcome(data, [ctx.say(done), *_asked_lines(ctx, asked)])


def _asked(ctx: Context, found: list[Problem]) -> list[dict[str, str]]:
    """What the record asks for next, with the command that does it."""
    target = hints.Target.of(ctx.args)
    named = {"project": target.project, "issue": target.issue}
    return [
        {
            "code": one.code,
            "message": ctx.say(one.code, **one.params),
            "remedy": messages.remedy(one.code, {**one.params, **named}, ctx.lang),
        }
        for one in found
    ]


def _asked_lines(ctx: Context, asked: list[dict[str, str]]) -> list[str]:
    return [ctx.say("record_next", told=one["message"], remedy=one["remedy"]) for one in asked]


def _warnings(ctx: Context, doubts: list[Problem]) -> list[dict[str, str]]:
    return [{"code": d.code, "message": ctx.say(d.code, **d.params)} for d in doubts]


def run_void(ctx: Context) -> Outcome:
    """Says that a record does not count."""
    args = ctx.args
    with ctx.writing() as session:
        record, changes = records.void(session, args.issue, args.record, args.reason)
        issue = lookup.issue(session.project, args.issue)
        doubts = lineage_counting.told(session.project, issue, record)
    lines = [ctx.say("record_was_voided", id=record)]
    for one in doubts:
        remedy = messages.remedy(one.code, one.params, ctx.lang)
        lines.append(ctx.say("record_next", told=ctx.say(one.code, **one.params), remedy=remedy))
    data = {"id": record, "changed": bool(changes), "warnings": _warnings(ctx, doubts)}
    return Outcome(data, lines)
